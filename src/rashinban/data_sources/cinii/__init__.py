"""CiNii Research: works and projects of Japan from NII's search, and records of the CiNii Articles before it."""

from __future__ import annotations

from rashinban.data_sources.cinii.parse import parser
from rashinban.data_sources.cinii.records import records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="cinii",
    title="CiNii Research",
    url="https://cir.nii.ac.jp",
    licence="terms of the provider (NII)",
    terms=(
        "For one's own academic research or for use that is not for profit, with an appid of one's own; anything else "
        "needs NII's approval in writing. Ask at most once a second. Abstracts are kept where CiNii allows it."
    ),
    citation="National Institute of Informatics, CiNii Research. https://cir.nii.ac.jp",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_keywords",
        "work_subjects",
        "work_dates",
        "work_relations",
        "work_locations",
        "work_awards",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
        "awards",
        "award_identifiers",
        "award_texts",
        "award_subjects",
        "award_members",
        "award_amounts",
        "award_institutions",
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=0.98, why="CiNii's records are found by their titles"),
        Expectation(table="works", column="type", minimum=0.99, why="every record says what it is"),
        Expectation(table="awards", column="title", minimum=0.98, why="projects have a title"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
