"""/api/records: the works or awards behind one number, the rows that `rashinban records` prints."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask, options_of
from rashinban.access.rest.described import described, filters
from rashinban.access.rest.forms import ROWS, rows
from rashinban.access.rest.schemas import counted_records

router = APIRouter()

_MOST = 1_000_000_000


@router.get(
    "/records/{indicator}",
    **described("records", group="figures", query=("top", *filters()), forms=ROWS, schema=counted_records()),
)
def records(asked: Ask, indicator: str) -> Response:
    """Every work (or award) that the number counts, unless `top` says fewer."""
    selection = asked.selection("top")
    top = asked.number("top", 1, _MOST)
    table = asked.base.records(indicator, selection.where, **options_of(selection))
    shown = table.slice(0, top) if top else table
    return rows(asked, f"records-{indicator}", shown, headers={"X-Rashinban-Count": str(table.num_rows)})
