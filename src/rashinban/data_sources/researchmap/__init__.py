"""researchmap: profiles of Japan's researchers, of which only what they show to everybody is kept."""

from __future__ import annotations

from rashinban.data_sources.researchmap.files import records
from rashinban.data_sources.researchmap.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="researchmap",
    title="researchmap",
    url="https://researchmap.jp",
    licence="LicenseRef-researchmap-terms",
    terms=(
        "Credit: Powered by researchmap. Public data may be read through the API without a key; look at the current "
        "terms before you fetch many profiles. Only what is marked as disclosed (公開) is kept: what is shown to "
        "researchers only, or to nobody, is removed before anything is stored."
    ),
    citation="researchmap, Japan Science and Technology Agency. https://researchmap.jp. Powered by researchmap",
    tables=(
        "authors",
        "author_names",
        "author_identifiers",
        "author_affiliations",
        "author_works",
        "author_awards",
    ),
    expectations=(
        Expectation(table="authors", column="display_name", minimum=0.99, why="a profile has a name"),
        Expectation(table="author_works", column="title", minimum=0.95, why="researchmap asks for a title"),
        Expectation(table="author_works", column="kind", minimum=0.95, why="sections are kinds of works"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
