"""/api/card: one number as evidence, asked in words or by the card's id."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rashinban.access.card import Card
from rashinban.access.card_id import read_card_id
from rashinban.access.rest.asked import Ask, Asked, no_more_than, options_of
from rashinban.access.rest.described import described, filters
from rashinban.access.rest.forms import form_of, written
from rashinban.access.rest.schemas import declared
from rashinban.access.selection import no_files
from rashinban.access.serialisers.card_html import card_html
from rashinban.access.serialisers.card_svg import card_svg
from rashinban.access.serving import Serving

router = APIRouter()

_FORMS = ("json", "html", "svg")


@router.get(
    "/card/{indicator}",
    **described("card", group="figures", query=(*filters(), "lang"), forms=_FORMS, schema=declared(Card)),
)
def card(asked: Ask, indicator: str) -> Response:
    """The card of the number that the filters choose."""
    selection = asked.selection()
    return _written(asked, asked.base.card(indicator, selection.where, **options_of(selection)))


@router.get(
    "/card/{indicator}/{parameters}/{release_id}",
    **described(
        "card_by_id",
        group="figures",
        query=("lang",),
        forms=_FORMS,
        schema=declared(Card),
        choice=False,
    ),
)
def card_by_id(request: Request, indicator: str, parameters: str, release_id: str) -> Response:
    """The card with an id; a release that was pruned is not known any more."""
    no_more_than(request, of_release=False)
    found = read_card_id(f"{indicator}/{parameters}/{release_id}")
    no_files(found.options)
    serving: Serving = request.app.state.serving
    with serving.base(found.release) as base:
        return _written(Asked(request=request, base=base), base.card(found.indicator, found.where, **found.options))


def _written(asked: Asked, made: Card) -> Response:
    form = form_of(asked.request, ("json",)) if not asked.text("format") else form_of(asked.request, _FORMS)
    language = asked.request.state.language
    if form == "html":
        text = card_html(made, language)
    elif form == "svg":
        text = card_svg(made, language)
    else:
        text = made.json()
    return written(asked, f"card-{made.indicator}", text, form)
