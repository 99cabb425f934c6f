"""JPCOAR: the records of Japan's institutional repositories, as they offer them by OAI-PMH or as files."""

from __future__ import annotations

from rashinban.data_sources.jpcoar.fetch import SELECTION, fetch
from rashinban.data_sources.jpcoar.parse import parser
from rashinban.reading.oai import oai_records as records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="jpcoar",
    title="Institutional repositories of Japan (JPCOAR schema, OAI-PMH)",
    url="https://schema.irdb.nii.ac.jp/ja",
    licence="as stated by each repository",
    terms=(
        "Metadata are offered by each repository for harvesting by OAI-PMH; its own terms hold, and full texts are "
        "licensed one by one. IRDB, the database over all repositories, has terms of its own: ask NII before it is "
        "harvested as a whole."
    ),
    citation="The repository that is harvested, with its address and the day of the harvest.",
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
        Expectation(table="works", column="title", minimum=1.0, why="JPCOAR asks for a title"),
        Expectation(table="works", column="type", minimum=0.99, why="JPCOAR asks for a type of its vocabulary"),
        Expectation(table="work_locations", column="access", minimum=0.5, why="access rights are asked for since 1.0"),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
