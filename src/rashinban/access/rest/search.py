"""/api/search: records by words, ids and filters."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import ROWS, form_of, rows, value
from rashinban.access.rest.schemas import declared, fixed
from rashinban.access.serialisers.hits import hits_table
from rashinban.search.fields import KEYS
from rashinban.search.found import Found
from rashinban.search.index import DEEPEST, MOST_HITS, SORTS

router = APIRouter()

_OWN = ("q", "kind", "sort", "top", "offset", "facets")
_KEYS = ("year", *KEYS)
_USUAL = 20


@router.get(
    "/search",
    **described(
        "search",
        group="search",
        query=(*_OWN, *_KEYS),
        forms=ROWS,
        schema=fixed({"release": {"type": "string"}, "simulated": {"type": "boolean"}, "found": declared(Found)}),
        enums={"sort": SORTS},
    ),
)
def search(asked: Ask) -> Response:
    """The first `top` of what is found, with its size, counts of values, and the nearest spelling where little is."""
    asked.plain(*_OWN, *_KEYS)
    filters: dict[str, object] = {key: text for key in _KEYS if (text := asked.text(key))}
    found = asked.base.search(
        asked.text("q"),
        kinds=asked.words("kind"),
        filters=filters,
        sort=asked.text("sort", "relevance"),
        limit=asked.number("top", 1, MOST_HITS) or _USUAL,
        offset=asked.number("offset", 0, DEEPEST) or 0,
        facets=asked.words("facets"),
    )
    if form_of(asked.request, ROWS) != "json":
        return rows(asked, "search", hits_table(found.hits), headers={"X-Rashinban-Count": str(found.total)})
    said = {"release": asked.base.release, "simulated": bool(asked.base.about["simulated"])}
    return value(asked, "search", {**said, "found": asdict(found)})
