"""ROR, the registry of research organisations: names, places, relations, and ids in other schemes."""

from __future__ import annotations

from rashinban.data_sources.ror.files import records
from rashinban.data_sources.ror.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="ror",
    title="Research Organization Registry",
    url="https://ror.org",
    licence="CC0-1.0",
    terms="Data under CC0. The whole registry is published on Zenodo about once a month.",
    citation="Research Organization Registry. ROR Data. Zenodo. https://doi.org/10.5281/zenodo.6347574",
    tables=("institutions", "institution_names", "institution_relations", "institution_identifiers"),
    expectations=(
        Expectation(table="institutions", column="display_name", minimum=1.0, why="ROR asks for a display name"),
        Expectation(table="institutions", column="country_code", minimum=0.99, why="ROR asks for a location"),
        Expectation(table="institutions", column="type", minimum=0.99, why="ROR asks for a type"),
        Expectation(table="institutions", column="status", minimum=1.0, why="active, inactive and withdrawn differ"),
        Expectation(table="institutions", column="established", minimum=0.5, why="two thirds of records have a year"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
