"""The works behind a number as a page: each with its weight, its value and what it brings."""

from __future__ import annotations

import math

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.page import OpenPage, link
from rashinban.access.pages.wordbook import word
from rashinban.catalog import indicator
from rashinban.errors import UsageError

router = APIRouter()

_ROWS = 100


@router.get("/records/{name}")
def records(page: OpenPage, name: str) -> HTMLResponse:
    """A hundred works at a time, the largest contribution first; the sum of all is the number or its numerator."""
    selection = page.selection("page")
    meta = indicator(name).meta
    table = page.base.records(name, selection.where, **selection.options)
    pages = max(math.ceil(table.num_rows / _ROWS), 1)
    number = _page_number(page.request.query_params.get("page"), pages)
    shown = table.slice((number - 1) * _ROWS, _ROWS).to_pylist()
    subject = page.base.subject(selection.where, **selection.options)
    return page.render(
        "records.html.j2",
        title=word("records_title", page.language, indicator=page.say(meta.title), subject=page.say(subject)),
        rows=shown,
        total=table.num_rows,
        first=(number - 1) * _ROWS + 1,
        pages=pages,
        at=number,
        turn=lambda to: link(f"/records/{name}{selection.query(page=str(to))}", page.language),
        card=link(f"/card/{name}{selection.query()}", page.language),
        api=f"/api/records/{name}{selection.query()}",
        csv=f"/api/records/{name}{selection.query(format='csv')}",
        parquet=f"/api/records/{name}{selection.query(format='parquet')}",
        command=selection.command("records", name),
    )


def _page_number(given: str | None, pages: int) -> int:
    if not given:
        return 1
    if not given.isdecimal() or not 1 <= int(given) <= pages:
        raise UsageError(f"page {given[:20]!r}: this list has pages 1 to {pages}")
    return int(given)
