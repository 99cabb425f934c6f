"""ORCID: researchers' own profiles, of which the public part is kept: names, ids, posts, and the works they list."""

from __future__ import annotations

from rashinban.data_sources.orcid.files import records
from rashinban.data_sources.orcid.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="orcid",
    title="ORCID public data file and records",
    url="https://orcid.org",
    licence="CC0-1.0",
    terms=(
        "The yearly public data file is under CC0; give the archive of summaries with --from. Only what owners show "
        "to everybody is kept, and no e-mail address."
    ),
    citation="ORCID Public Data File. https://doi.org/10.23640/07243",
    tables=(
        "authors",
        "author_names",
        "author_identifiers",
        "author_affiliations",
        "author_works",
        "author_awards",
    ),
    expectations=(
        Expectation(table="authors", column="orcid", minimum=1.0, why="a record is named by its ORCID"),
        Expectation(table="authors", column="created_date", minimum=0.99, why="ORCID dates every record"),
        Expectation(table="author_works", column="title", minimum=0.99, why="ORCID asks for a title"),
        Expectation(table="author_works", column="kind", minimum=0.99, why="types are a list that ORCID closes"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
