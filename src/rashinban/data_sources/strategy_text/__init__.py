"""The text of strategies and plans: PDF, HTML or plain text in Japanese or English, kept sentence by sentence."""

from __future__ import annotations

from rashinban.data_sources.strategy_text.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="strategy_text",
    title="Texts of strategies and plans (PDF, HTML, plain text)",
    url="files of your own",
    licence="as each snapshot says",
    terms="Each document is under its publisher's terms, which are in the snapshot's manifest where they were given.",
    citation="The publisher of each document.",
    tables=("strategies", "strategy_sentences"),
    expectations=(
        Expectation(table="strategies", column="year", minimum=0.5, why="editions are compared by their years"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
