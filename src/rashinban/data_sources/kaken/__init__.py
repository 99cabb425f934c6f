"""KAKEN: the projects of the Grants-in-Aid for Scientific Research since 1964."""

from __future__ import annotations

from rashinban.data_sources.kaken.fetch import SELECTION, fetch
from rashinban.reading.grant_awards import TABLES, parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="kaken",
    title="KAKEN: Grants-in-Aid for Scientific Research",
    url="https://kaken.nii.ac.jp/",
    licence="terms of use of KAKEN (NII)",
    terms=(
        "For your own academic research or non-profit use, with an application id of your own; any other use needs the "
        "written approval of NII. At most one request a second. Do not pass harvested copies on."
    ),
    citation="National Institute of Informatics. KAKEN: Grants-in-Aid for Scientific Research Database. "
    "https://kaken.nii.ac.jp/",
    tables=TABLES,
    expectations=(
        Expectation(table="awards", column="title", minimum=0.99, why="a project without a title is not published"),
        Expectation(table="awards", column="start_fiscal_year", minimum=0.95, why="the search works with it"),
        Expectation(table="awards", column="amount", minimum=0.5, why="old projects and areas have none"),
        Expectation(table="award_members", column="author_id", minimum=0.5, why="collaborators have no number"),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
