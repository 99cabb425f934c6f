"""KAKEN's master tables: categories, fields, review sections, agencies, institutions and code lists, by edition."""

from __future__ import annotations

from rashinban.data_sources.kaken_tables.fetch import SELECTION, fetch
from rashinban.data_sources.kaken_tables.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="kaken_tables",
    title="KAKEN: master tables of the Grants-in-Aid for Scientific Research",
    url="https://bitbucket.org/niijp/grants_masterxml_kaken",
    licence="terms of use of KAKEN (NII)",
    terms=(
        "Published by NII for users of KAKEN's data, under the terms of KAKEN: academic research and non-profit use; "
        "other use needs NII's approval."
    ),
    citation="National Institute of Informatics. grants_masterxml_kaken. https://bitbucket.org/niijp/grants_masterxml_kaken",
    tables=(
        "classifications",
        "classification_changes",
        "funders",
        "funder_names",
        "funder_identifiers",
        "institutions",
        "institution_names",
        "institution_identifiers",
    ),
    expectations=(
        Expectation(table="classifications", column="term", minimum=1.0, why="a code without a name says nothing"),
        Expectation(
            table="classifications",
            column="start_date",
            minimum=0.9,
            why="code lists alone are not dated",
        ),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
