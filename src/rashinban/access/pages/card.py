"""One evidence card as a page: under the words of a question, or under the card's permanent id."""

from __future__ import annotations

import csv
import io

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from rashinban.access.card import Card, Point
from rashinban.access.card_id import read_card_id
from rashinban.access.pages.dialogue import beside_card
from rashinban.access.pages.page import OpenPage, Page, link, open_page_of
from rashinban.access.selection import OPTIONS, Selection, no_files
from rashinban.access.serialisers.card_html import card_body
from rashinban.access.serialisers.card_svg import card_png, card_svg
from rashinban.catalog import indicator
from rashinban.errors import UsageError
from rashinban.measure.question import axis_of

router = APIRouter()

_FORMATS = ("html", "json", "svg", "png", "csv")


@router.get("/card/{name}")
def card(page: OpenPage, name: str) -> Response:
    """The card that answers a question: `/card/pp_top_10?country=JP&year=2018..2021`."""
    return _card(page, name, page.selection("format"))


@router.get("/card/{name}/{parameters}/{release}")
def permanent(request: Request, name: str, parameters: str, release: str) -> Response:
    """The card of an id: the same number for as long as its release is kept."""
    found = read_card_id(f"{name}/{parameters}/{release}")
    no_files(found.options)
    where = {key: value if isinstance(value, str) else "|".join(value) for key, value in _texts(found.where)}
    options = {key: value for key, value in found.options.items() if value != OPTIONS[key]}
    with open_page_of(request, found.release) as page:
        page.selection("format")
        return _card(page, found.indicator, Selection(where=where, options=options, release=found.release))


def _texts(where: object) -> list[tuple[str, str | tuple[str, ...]]]:
    assert isinstance(where, dict)
    return [(key, value if isinstance(value, str) else tuple(map(str, value))) for key, value in where.items()]


def _card(page: Page, name: str, selection: Selection) -> Response:
    wanted = page.request.query_params.get("format") or "html"
    if wanted not in _FORMATS:
        raise UsageError(f"format {wanted[:40]!r} is not known; a card is {', '.join(_FORMATS)}")
    made = page.base.card(name, selection.where, **selection.options)
    if wanted == "html":
        return _page(page, made, selection)
    kind, body = _file(page, made, wanted)
    filename = f"{made.id.replace('/', '_')}.{wanted}"
    return Response(body, media_type=kind, headers={"Content-Disposition": f'inline; filename="{filename}"'})


def _file(page: Page, card: Card, wanted: str) -> tuple[str, str | bytes]:
    if wanted == "json":
        return "application/json", card.json()
    if wanted == "svg":
        return "image/svg+xml", card_svg(card, page.language)
    if wanted == "png":
        return "image/png", card_png(card, page.language)
    return "text/csv; charset=utf-8", _ranking_csv(card)


def _ranking_csv(card: Card) -> str:
    """The units of the ranking, and the years of the trend, one row each."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["part", "key", "en", "ja", "value", "lower", "upper", "rank", "rank_lower", "rank_upper", "works"])
    for part, points in (("ranking", card.ranking), ("trend", card.trend)):
        for one in points:
            rows.writerow(
                [part, one.key, one.label.en, one.label.ja, one.value, one.lower, one.upper]
                + [one.rank, one.rank_lower, one.rank_upper, one.works]
            )
    return text.getvalue()


def _page(page: Page, card: Card, selection: Selection) -> HTMLResponse:
    name = card.indicator
    own = next((key for key in selection.where if axis_of(key) == "contributor"), None)

    def address(point: Point) -> str | None:
        if own is None:
            return None
        return link(f"/card/{name}{selection.having(**{own: point.key}).query()}", page.language)

    permanent = f"/card/{card.id}"
    return page.render(
        "card.html.j2",
        title=page.say(card.title),
        card=card,
        body=card_body(card, page.language, address),
        permanent=permanent,
        records=link(f"/records/{name}{selection.query()}", page.language, page.request),
        files=[(wanted.upper(), link(permanent, page.language, format=wanted)) for wanted in _FORMATS[1:]],
        api=f"/api/card/{name}{selection.query()}",
        command=card.rebuild,
        method=link(f"/indicators/{indicator(name).name}", page.language, page.request),
        dialogue=beside_card(page, card),
    )
