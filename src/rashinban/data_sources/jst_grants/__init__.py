"""JST: projects and areas of the Japan Science and Technology Agency, from the portal GRANTS."""

from __future__ import annotations

from rashinban.data_sources.jst_grants.fetch import SELECTION, fetch
from rashinban.reading.grant_awards import TABLES, parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="jst_grants",
    title="JST projects (GRANTS)",
    url="https://grants.jst.go.jp/",
    licence="terms of use of GRANTS (JST)",
    terms=(
        "For your own use through the search, with an application id of your own; data in bulk need an application to "
        "JST. At most one request a second. Do not pass harvested copies on."
    ),
    citation="Japan Science and Technology Agency. GRANTS. https://grants.jst.go.jp/",
    tables=TABLES,
    expectations=(
        Expectation(table="awards", column="title", minimum=0.99, why="a project without a title is not published"),
        Expectation(table="awards", column="funder_id", minimum=0.95, why="JST names itself"),
    ),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
