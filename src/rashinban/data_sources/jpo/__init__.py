"""Japan Patent Office, Patent Information Retrieval API: the course of applications for patents and designs."""

from __future__ import annotations

from rashinban.data_sources.jpo.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="jpo",
    title="特許庁 特許情報取得API (JPO Patent Information Retrieval API)",
    url="https://ip-data.jpo.go.jp/",
    licence="terms of use of the API",
    terms="For registered users, one id each, not to be handed on; no passing on of the service to third parties. At "
    "most 10 requests a minute, and a number a day for each kind of question (30 to 400).",
    citation="特許庁 (Japan Patent Office). 特許情報取得API.",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        *("patent_events", "patent_identifiers"),
    ),
    expectations=(
        Expectation(table="patents", column="application_id", minimum=1.0, why="questions are by application"),
        Expectation(table="patents", column="application_date", minimum=0.99, why="the progress has the day of filing"),
        Expectation(table="patents", column="title", minimum=0.99, why="the progress has the title"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
