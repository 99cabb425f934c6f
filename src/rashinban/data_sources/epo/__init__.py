"""European Patent Office: publications of all offices in DOCDB form, their families, citations and legal events."""

from __future__ import annotations

from rashinban.data_sources.epo.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="epo",
    title="European Patent Office, Open Patent Services (DOCDB, INPADOC)",
    url="https://developers.epo.org",
    licence="terms of the European Patent Office",
    terms="Registration with the office and its fair use charter: so many bytes an hour and a week. Each user brings "
    "the key of an own application. Data may be used in own products; DOCDB in bulk needs a subscription.",
    citation="European Patent Office. Open Patent Services (OPS), worldwide bibliographic data (DOCDB).",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        *("patent_events",),
    ),
    expectations=(
        Expectation(table="patents", column="application_id", minimum=0.95, why="DOCDB names the application"),
        Expectation(table="patents", column="family_id", minimum=0.95, why="DOCDB puts each publication in a family"),
        Expectation(table="patents", column="title", minimum=0.8, why="old publications have no title"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
