"""Where in a country science is done: works, awards and money of its prefectures, states or provinces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import Spec
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import by_volume, card_address, doubt, down, elsewhere, interval, joined, place_of
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, link
from rashinban.access.pages.subdivision_rows import (
    AMOUNT,
    AWARDS,
    SHOWN,
    WORKS,
    Asked,
    ask,
    heads_of,
    here,
    placed,
    table,
)
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.money import money
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.definitions.areas import areas

router = APIRouter()

#: Rows of the picture: the table follows in the same screenful.
_DRAWN = 20


@router.get("/prefectures/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The picture as a file."""
    asked = ask(page)
    return drawing.picture_file(page, partial(_dots, asked), kind, f"{asked.place or asked.code}-{asked.key}s")


@router.get("/prefectures")
def subdivisions(page: OpenPage) -> HTMLResponse:
    """The sentence, the picture and all rows in a table."""
    asked = ask(page)
    dotted = drawing.drawn(partial(_dots, asked))
    address = partial(here, asked)
    known = by_volume(page, Selection(release=asked.works.release))
    country_page = link(f"/country/{asked.code}", page.language, page.request)
    return page.render(
        "subdivision.html.j2",
        title=asked.said("title"),
        lead=_lead(asked),
        scope=None
        if complete_universe(page.base.about, asked.works.question())
        else label("incomplete", page.language),
        found=bool(asked.rows),
        missing=word("subdivision_missing", page.language, where=asked.country),
        controls=_controls(asked, known),
        years=asked.works.where.get("year", ""),
        hidden=choices.kept_words(asked.works, "year", "counting", "technology_area", "country"),
        above=address("", subdivision=None) if asked.place else country_page,
        above_name=word("subdivision_all", page.language, where=asked.country)
        if asked.place
        else word("subdivision_country", page.language, where=asked.country),
        picture=dotted,
        picture_said=asked.said(
            "caption", measure=page.say(indicator(asked.drawn).meta.title), few=str(FEW_WORKS), drawn=str(_DRAWN)
        ),
        spec=address("json"),
        caption=asked.said("table"),
        heads=heads_of(asked),
        order=asked.order,
        table=table(asked) if asked.rows else [],
        cut=word("subdivision_cut", page.language, shown=SHOWN, all=page.number(len(asked.rows), "count"))
        if len(asked.rows) > SHOWN
        else None,
        unplaced=_unplaced(asked),
        elsewhere=elsewhere(
            page, asked.works, WORKS, [asked.key], drawing.picture_links(address) if dotted is not None else ()
        ),
        awards_elsewhere=elsewhere(
            page, asked.awards, [AWARDS, *([AMOUNT] if asked.currency else [])], [asked.key, "currency"]
        ),
    )


def _controls(asked: Asked, known: Sequence[str]) -> list[dict[str, object]]:
    page = asked.page
    found = [choices.choose_area(page, asked.works.where.get("technology_area", ""), everything=True)]
    if asked.place is None:
        found.insert(0, choices.choose_country(page, asked.code, named(page, "country", [*known, asked.code])))
    offered = list(dict.fromkeys([*asked.currencies, *([asked.currency] if asked.currency else [])]))
    if len(offered) > 1:
        options = [(code, code) for code in offered]
        text = word("money_currency", page.language)
        found.append({"name": "currency", "text": text, "options": options, "chosen": asked.currency})
    return [*found, choices.choose_counting(page, asked.works)]


def _lead(asked: Asked) -> str:
    """Who has most works, with the doubt, and who most money."""
    page = asked.page
    if not asked.rows:
        return asked.said("nothing")
    area = asked.works.where.get("technology_area", "")
    subject = word("subdivision_in", page.language, area=page.say(areas()[area].labels)) if area else ""
    most = sorted(asked.rows, key=lambda id: (*down(asked.seen[id].get("p")), id))[:3]
    names = named(page, asked.key, most)
    judged = [id for id in most if doubt(asked.seen[id].get("p")) in ("", "wide")]
    if judged:
        seen = asked.seen[judged[0]]["p"]
        value = page.number(seen.value, "count") + interval(page, seen, "count")
        text = asked.said("lead", first=names[judged[0]], value=value, area=subject)
        if judged[1:]:
            text += word("subdivision_then", page.language, names=joined(page, [names[id] for id in judged[1:]]))
    else:
        text = asked.said("few", few=str(FEW_WORKS), area=subject)
    paid = [id for id in asked.rows if (amount := asked.seen[id].get(AMOUNT)) is not None and amount.value]
    if paid and asked.currency:
        first = min(paid, key=lambda id: (*placed(AMOUNT, asked.seen[id][AMOUNT]), id))
        value = money(asked.seen[first][AMOUNT].value, asked.currency, page.language)
        text += asked.said("paid", first=named(page, asked.key, [first])[first], value=value)
    return text


def _dots(asked: Asked, width: int) -> Spec | None:
    """The rows with enough works to be judged, in the order of the measure."""
    page, name = asked.page, asked.drawn
    judged = [id for id in asked.rows if doubt(asked.seen[id].get(name)) in ("", "wide")]
    shown = sorted(judged, key=lambda id: (*down(asked.seen[id].get(name)), id))[:_DRAWN]
    names = named(page, asked.key, shown)
    rows = [
        DotRow(
            name=names[id],
            seen=asked.seen[id][name],
            text=place_of(asked.seen[id][name]),
            href=card_address(page, name, asked.works.having(**{asked.key: id})),
        )
        for id in shown
    ]
    if len(rows) < 2:
        return None  # there is nobody to compare with
    head = word("head_place", page.language)
    return dots(rows, indicator(name).meta.display, page.language, width, head=head)


def _unplaced(asked: Asked) -> str | None:
    """What belongs to the country and to no subdivision that is known: it is in no row."""
    seen = asked.seen.get(None, {})
    page = asked.page
    parts = [
        word(f"subdivision_unplaced_{name}", page.language, value=page.number(one.value, "count"))
        for name in ("p", AWARDS)
        if (one := seen.get(name)) is not None and one.value
    ]
    return asked.said("unplaced", values=joined(page, parts)) if parts and asked.rows and not asked.place else None
