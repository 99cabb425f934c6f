"""e-Rad's code lists: funders (配分機関) and research institutions (研究機関) of Japan with their numbers."""

from __future__ import annotations

from rashinban.data_sources.erad.fetch import SELECTION, fetch
from rashinban.data_sources.erad.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="erad",
    title="e-Rad: codes of funders and research institutions",
    url="https://www.e-rad.go.jp/",
    licence="terms of use of e-Rad (Cabinet Office)",
    terms="Published by the Cabinet Office under the standard terms of the government: use with the source named.",
    citation="Cabinet Office, Japan. Cross-ministerial R&D Management System (e-Rad). https://www.e-rad.go.jp/",
    tables=(
        "funders",
        "funder_names",
        "funder_identifiers",
        "institutions",
        "institution_names",
        "institution_identifiers",
    ),
    expectations=(
        Expectation(table="funders", column="display_name", minimum=1.0, why="a code without a name says nothing"),
        Expectation(table="institutions", column="display_name", minimum=1.0, why="a code without a name says nothing"),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
