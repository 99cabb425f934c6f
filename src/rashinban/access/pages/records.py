"""The records behind a number as a page: each with its weight, its value and what it brings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.money import money
from rashinban.access.wording import COUNTED
from rashinban.catalog import Record, indicator
from rashinban.errors import UsageError
from rashinban.schema.kinds import major

router = APIRouter()

#: What is shown of each record behind its year.
_COLUMNS: Mapping[Record, tuple[str, ...]] = {
    "works": ("work", "doi"),
    "awards": ("award", "scheme", "amount"),
    "applications": ("scheme", "breakdown", "institution", "gender", "career_stage", "applied", "awarded", "source"),
    "budget_lines": ("ministry", "scheme", "title", "kind", "status", "amount", "source"),
}
_ROWS = 100


@router.get("/records/{name}")
def records(page: OpenPage, name: str) -> HTMLResponse:
    """A hundred works (awards...) at a time, the largest contribution first; the sum of all is the number or its
    numerator."""
    selection = page.selection("page")
    meta = indicator(name).meta
    table = page.base.records(name, selection.where, **selection.options)
    pages = max(math.ceil(table.num_rows / _ROWS), 1)
    number = _page_number(page.request.query_params.get("page"), pages)
    shown = table.slice((number - 1) * _ROWS, _ROWS).to_pylist()
    subject = page.base.subject(selection.where, indicator=name, **selection.options)
    return page.render(
        "records.html.j2",
        title=word(
            "records_title",
            page.language,
            records=page.say(COUNTED[meta.record]),
            indicator=page.say(meta.title),
            subject=page.say(subject),
        ),
        counted=page.say(COUNTED[meta.record]),
        heads=[word(f"records_of_{head}", page.language) for head in _heads(meta.record, table.column_names)],
        rows=[{**row, "cells": _cells(page, meta.record, row)} for row in shown],
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


def _heads(record: Record, columns: Sequence[str]) -> list[str]:
    """The heads of the columns behind the year."""
    return [*_COLUMNS[record], *(["recipient"] if "recipient" in columns else [])]


def _cells(page: Page, record: Record, row: Mapping[str, Any]) -> list[Markup | str]:
    """What tells one record from another, as a page shows it; a link where the record has a page."""
    made: dict[str, Markup | str] = {}
    if record == "works":
        made["work"] = _linked(page, f"/work/{quoted(row['work_id'])}", row["title"] or row["work_id"])
        made["doi"] = _linked(page, f"https://doi.org/{row['doi']}", row["doi"]) if row["doi"] else ""
    elif record == "awards":
        told = " ".join(filter(None, (row["funder_award_id"], row["title"]))) or row["award_id"]
        made["award"] = _linked(page, f"/award/{quoted(row['award_id'])}", told)
    if record in ("awards", "budget_lines"):
        known = row["amount"] is not None and row["currency"] is not None
        made["amount"] = money(major(row["amount"], row["currency"]), row["currency"], page.language) if known else ""
    return [made[head] if head in made else _plain(row[head]) for head in _heads(record, list(row))]


def _plain(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _linked(page: Page, path: str, text: str) -> Markup:
    href = link(path, page.language, page.request) if path.startswith("/") else path
    return Markup('<a href="{}">{}</a>').format(href, text)


def _page_number(given: str | None, pages: int) -> int:
    if not given:
        return 1
    if not given.isdecimal() or not 1 <= int(given) <= pages:
        raise UsageError(f"page {given[:20]!r}: this list has pages 1 to {pages}")
    return int(given)
