"""KAKEN's researchers (NRID): names in kanji, kana and Latin script, numbers, posts since 1964, awards and outputs."""

from __future__ import annotations

from rashinban.data_sources.nrid.fetch import SELECTION, fetch
from rashinban.data_sources.nrid.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="nrid",
    title="KAKEN: researchers (NRID)",
    url="https://nrid.nii.ac.jp/",
    licence="terms of use of KAKEN (NII)",
    terms=(
        "For your own academic research or non-profit use, with an application id of your own; any other use needs the "
        "written approval of NII. At most one request a second and 1,000 researchers a question."
    ),
    citation="National Institute of Informatics. KAKEN: Researchers. https://nrid.nii.ac.jp/",
    tables=(
        "authors",
        "author_names",
        "author_identifiers",
        "author_affiliations",
        "author_awards",
        "author_works",
        "institutions",
    ),
    expectations=(
        Expectation(table="authors", column="display_name", minimum=1.0, why="every researcher was printed by name"),
        Expectation(
            table="author_affiliations",
            column="institution_name",
            minimum=0.95,
            why="posts are those that forms asked for",
        ),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
