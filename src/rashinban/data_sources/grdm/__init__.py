"""GakuNin RDM: descriptions of research data under public funds, as its registration form asks for them."""

from __future__ import annotations

from rashinban.data_sources.grdm.files import records
from rashinban.data_sources.grdm.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="grdm",
    title="GakuNin RDM: metadata of research data under public funds",
    url="https://rdm.nii.ac.jp",
    licence="as the institution states",
    terms=(
        "Registrations of an institution, given by it. Descriptions that are not open themselves are refused; "
        "addresses, telephone numbers and mail of data managers are not read."
    ),
    citation="The institution whose registrations they are, with the day of the export.",
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
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=1.0, why="the form asks for a title"),
        Expectation(table="work_locations", column="access", minimum=1.0, why="the form asks for the access rights"),
        Expectation(table="work_awards", column="award_id", minimum=0.9, why="the form asks for the JGN"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
