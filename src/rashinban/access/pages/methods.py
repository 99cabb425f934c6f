"""The method of each indicator as a page, read from its file: definition, formula, limits, example, query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.page import OpenPage, link
from rashinban.access.pages.wordbook import word
from rashinban.access.wording import INTERVAL
from rashinban.catalog import indicator, indicators

router = APIRouter()


@router.get("/indicators")
def listed(page: OpenPage) -> HTMLResponse:
    """Every indicator with its definition."""
    page.selection()
    return page.render(
        "indicators.html.j2",
        title=word("indicators_title", page.language),
        lead=word("indicators_lead", page.language, count=len(indicators())),
        units=list(indicators().values()),
    )


@router.get("/indicators/{name}")
def method(page: OpenPage, name: str) -> HTMLResponse:
    """One indicator."""
    page.selection()
    unit = indicator(name)
    meta = unit.meta
    asked = "technology_area" if meta.contributor else "country"
    return page.render(
        "indicator.html.j2",
        title=page.say(meta.title),
        unit=unit,
        interval=None if meta.interval == "none" else page.say(INTERVAL[meta.interval]),
        examples=[
            {
                "arithmetic": one.arithmetic,
                "given": [(name, _columns(rows), rows) for name, rows in one.given.items() if rows],
                "expect": (_columns(one.expect), one.expect),
            }
            for one in meta.examples
        ],
        show=f"/api/show/{name}?by={asked}",
        card=link(f"/card/{name}", page.language, page.request, country=None if meta.contributor else page.country),
        command=f"rashinban show {name} --by {asked}",
    )


def _columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The names of all columns of some rows, in the order in which they come up."""
    return list(dict.fromkeys(name for row in rows for name in row))
