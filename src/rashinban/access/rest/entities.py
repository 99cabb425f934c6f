"""/api/works, /api/authors, /api/institutions...: lists of records, and each record by any of its ids."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from rashinban.access.entities import KINDS, Listed
from rashinban.access.entities.listing import BY_ID, MOST_ROWS, USUAL_ROWS, sorts_of, words_of
from rashinban.access.rest.asked import Ask, Asked
from rashinban.access.rest.described import described
from rashinban.access.rest.entity_schemas import list_schema, record_schema
from rashinban.access.rest.forms import ROWS, form_of, rows, value

router = APIRouter()

_OWN = ("sort", "per_page", "cursor", "select")


def _list_of(kind: str) -> Callable[..., Response]:
    def entities(asked: Ask) -> Response:
        """Filters, order, columns; the next page is at next_cursor, in JSON and in the Link header."""
        own = (*words_of(kind), *_OWN)
        asked.plain(*own, *(("alternative",) if kind == "works" else ()))
        per_page = asked.number("per_page", 1, MOST_ROWS) or USUAL_ROWS
        found = asked.base.entities(
            kind,
            [f"{word}={text}" for word, text in asked.request.query_params.multi_items() if word in words_of(kind)],
            sort=asked.text("sort", BY_ID),
            per_page=per_page,
            cursor=asked.text("cursor") or None,
            select=asked.words("select"),
            alternative=asked.text("alternative", "standard"),
        )
        return _page(asked, found, per_page)

    return entities


def _record_of(kind: str) -> Callable[..., Response]:
    def record(asked: Ask, id: str) -> Response:
        """The record as the release has it; `merged_from` says where the id asked for is no longer its own."""
        asked.plain()
        form_of(asked.request)
        return value(asked, f"{kind}-{id}", asked.base.record(kind, id))

    return record


def _page(asked: Asked, found: Listed, per_page: int) -> Response:
    following = _address_of_next(asked, found)
    headers = {"X-Rashinban-Count": str(found.count)}
    if found.next_cursor:
        headers |= {"X-Rashinban-Next-Cursor": found.next_cursor, "Link": f'<{following}>; rel="next"'}
    if form_of(asked.request, ROWS) != "json":
        return rows(asked, found.kind, found.rows, headers=headers)
    meta = {
        "release": asked.base.release,
        "simulated": bool(asked.base.about["simulated"]),
        "count": found.count,
        "per_page": per_page,
        "next_cursor": found.next_cursor,
    }
    return value(asked, found.kind, {"meta": meta, "results": found.rows.to_pylist()}, headers=headers)


def _address_of_next(asked: Asked, found: Listed) -> str:
    given = [(word, text) for word, text in asked.request.query_params.multi_items() if word != "cursor"]
    query = urlencode([*given, ("cursor", found.next_cursor or "")], safe="|.,:")
    return f"{asked.request.url.path}?{query}"


for _kind in KINDS:
    _more = ("alternative",) if _kind == "works" else ()
    router.add_api_route(
        f"/{_kind}",
        _list_of(_kind),
        **described(
            "list", group="entities", operation=f"list_{_kind}", query=(*words_of(_kind), *_more, *_OWN), forms=ROWS,
            schema=list_schema(_kind), enums={"sort": sorts_of(_kind)},
            one=KINDS[_kind].one,
        ),
    )  # fmt: skip
    router.add_api_route(
        f"/{_kind}/{{id:path}}",
        _record_of(_kind),
        **described(
            "record",
            group="entities",
            operation=f"record_of_{_kind}",
            one=KINDS[_kind].one,
            schema=record_schema(_kind),
        ),
    )
