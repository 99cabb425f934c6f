"""/api/show: indicators by keys, the rows that `rashinban show` prints."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask, options_of
from rashinban.access.rest.described import described, filters
from rashinban.access.rest.forms import ROWS, rows
from rashinban.access.rest.schemas import shown
from rashinban.errors import UsageError

router = APIRouter()

_OWN = ("by", "top", "order_by")
#: More rows than any question has.
_MOST = 1_000_000


@router.get(
    "/show/{indicators}",
    **described("show", group="figures", query=(*_OWN, *filters()), forms=ROWS, schema=shown()),
)
def show(asked: Ask, indicators: str) -> Response:
    """One row for each combination of keys; what must be read with them is in X-Rashinban-Notes."""
    selection = asked.selection(*_OWN)
    top = asked.number("top", 1, _MOST)
    names = [name.strip() for name in indicators.split(",") if name.strip()]
    if not names:
        raise UsageError("no indicator is named: /api/show/p,pp_top_10; see /api/indicators")
    answer = asked.base.show(
        names, asked.words("by"), selection.where,
        top=top, order_by=asked.text("order_by") or None, **options_of(selection),
    )  # fmt: skip
    notes = [*asked.base.caveats(answer), *(note.en for note in answer.notes)]
    return rows(asked, f"show-{'-'.join(answer.indicators)}", answer.to_arrow(), objects=answer.objects(), notes=notes)
