"""J-STAGE: articles of Japan's journals, and the journals themselves, as its WebAPI answers for them."""

from __future__ import annotations

from rashinban.data_sources.jstage.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="jstage",
    title="J-STAGE WebAPI",
    url="https://www.jstage.jst.go.jp",
    licence="terms of the provider (J-STAGE WebAPI)",
    terms=(
        "The WebAPI may be used without an application where the use is not commercial; commercial use needs an "
        "application and its approval. To build a database out of the articles themselves needs their rights holder. "
        "Do not redistribute what was harvested."
    ),
    citation="J-STAGE, Japan Science and Technology Agency. https://www.jstage.jst.go.jp",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_dates",
        "work_locations",
        "authorships",
        "authorship_names",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=0.95, why="an article has a title in one of two languages"),
        Expectation(table="works", column="publication_year", minimum=0.98, why="every entry has pubyear"),
        Expectation(table="works", column="source_id", minimum=0.95, why="every entry has the code of its journal"),
        Expectation(table="works", column="doi", minimum=0.3, why="J-STAGE gives DOIs; many old entries lack them"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
