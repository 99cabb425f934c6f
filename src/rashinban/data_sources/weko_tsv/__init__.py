"""WEKO: the items of a JAIRO Cloud repository as its administrator exports or imports them, one row an item."""

from __future__ import annotations

from rashinban.data_sources.weko_tsv.files import records
from rashinban.data_sources.weko_tsv.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="weko_tsv",
    title="WEKO item tables (JAIRO Cloud)",
    url="https://jpcoar.org/support/jairo-cloud/",
    licence="as the repository states",
    terms=(
        "A repository's own export, given by its administrator. Items that are not public are refused; fields that "
        "a repository hides from its readers, and mail addresses, are not read."
    ),
    citation="The repository whose items they are, with the day of the export.",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_subjects",
        "work_relations",
        "work_dates",
        "work_locations",
        "work_funders",
        "work_awards",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=1.0, why="WEKO asks for a title"),
        Expectation(table="works", column="type", minimum=0.99, why="WEKO asks for a type of JPCOAR"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
