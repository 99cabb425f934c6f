"""Whether a country's money goes where it is strong and where science grows: position, money and growth by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.pages import choices, drawing
from rashinban.access.pages.area_money import (
    ABSENT,
    GROWTH,
    LEVELS,
    MONEY,
    STRENGTH,
    STRONG,
    WEAK,
    WORKS,
    Asked,
    area_href,
    ask,
    lists,
    picture_of,
)
from rashinban.access.pages.figures import Cell, by_volume, down, elsewhere, figures, heads, joined
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe

router = APIRouter()

_COLUMNS = (STRENGTH, MONEY, "rca", GROWTH)


@router.get("/funding-map/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The picture as a file."""
    return drawing.picture_file(page, partial(picture_of, ask(page)), kind, "funding-map")


@router.get("/funding-map")
def funding_map(page: OpenPage) -> HTMLResponse:
    """The sentence, the picture, the lists, and all areas in a table."""
    asked = ask(page)
    found = lists(asked)
    order = choices.chosen(page, "order", ("list", *_COLUMNS), MONEY)
    dots = drawing.drawn(partial(picture_of, asked))
    here = partial(_here, asked)
    known = by_volume(page, asked.selection)
    return page.render(
        "funding_map.html.j2",
        title=word("money_title", page.language, country=asked.country),
        lead=_lead(asked, found),
        scope=None if complete_universe(page.base.about, asked.own.question()) else label("incomplete", page.language),
        controls=[
            choices.choose_country(page, asked.code, named(page, "country", [*known, asked.code])),
            _choose_list(page, asked.list_id),
            _choose_currency(page, asked),
            choices.choose_counting(page, asked.selection),
        ],
        years=asked.selection.where.get("year", ""),
        hidden=[
            pair
            for pair in choices.kept_words(asked.selection, "year", "counting")
            if pair[0] not in ("country", "currency")
        ],
        drawing=dots,
        spec=here("json"),
        country=asked.country,
        currency=asked.currency,
        few=FEW_WORKS,
        lists=[
            {
                "name": word(f"money_{name}", page.language),
                "rule": word(f"money_{name}_rule", page.language, strong=STRONG, weak=WEAK, absent=f"{ABSENT:g}"),
                "areas": [(asked.names[id], area_href(asked, id)) for id in ids],
            }
            for name, ids in found.items()
        ],
        heads=[{**head, "sort": here("", order=head["name"])} for head in heads(page, _COLUMNS)],
        table=_table(asked, order),
        order=order,
        unordered=here("", order="list"),
        elsewhere=elsewhere(
            page, asked.money, [MONEY, "amount", "awards"], [asked.key], drawing.picture_links(here) if dots else ()
        ),
        works_elsewhere=elsewhere(page, asked.own, list(WORKS), ["country", asked.key]),
    )


def _lead(asked: Asked, found: Mapping[str, Sequence[str]]) -> str:
    page = asked.page
    if not asked.currencies:
        return word("money_no_awards", page.language, country=asked.country)
    if asked.middle() is None:
        return word("money_no_parts", page.language, country=asked.country, currency=asked.currency)
    said = [
        word(
            f"money_{name}_said",
            page.language,
            count=len(ids),
            areas=joined(page, [asked.names[id] for id in ids[:3]]),
        )
        for name, ids in found.items()
        if ids
    ]
    if not said:
        return word("money_lead_none", page.language, country=asked.country, areas=len(asked.names))
    return word("money_lead", page.language, country=asked.country, areas=len(asked.names)) + (
        "" if page.language == "ja" else " "
    ).join(said)


def _choose_list(page: Page, chosen: str) -> dict[str, object]:
    control = choices.choose_list(page, chosen)
    levels = [(level, word(f"money_by_{level}", page.language)) for level in LEVELS]
    options = control["options"]
    assert isinstance(options, list)
    return {**control, "options": [*options, *levels]}


def _choose_currency(page: Page, asked: Asked) -> dict[str, object]:
    options = [(code, code) for code in dict.fromkeys([*asked.currencies, asked.currency])]
    return {
        "name": "currency",
        "text": word("money_currency", page.language),
        "options": options,
        "chosen": asked.currency,
    }


def _table(asked: Asked, order: str) -> list[dict[str, object]]:
    """A row for each area, with its figures, and where its awards and works are."""
    page, ids = asked.page, list(asked.names)
    if order == MONEY:
        ids.sort(key=lambda id: (asked.seen[id].part is None, -(asked.seen[id].part or 0.0)))
    elif order != "list":
        ids.sort(key=lambda id: down(asked.seen[id].own.get(order)))
    columns = []
    for name in _COLUMNS:
        cells = [
            Cell(
                who=asked.names[id],
                seen=asked.seen[id].money if name == MONEY else asked.seen[id].own.get(name),
                where={asked.key: id},
            )
            for id in ids
        ]
        columns.append(figures(page, name, cells, asked.money if name == MONEY else asked.own))
    world = figures(
        page,
        GROWTH,
        [Cell(who=asked.names[id], seen=asked.seen[id].world, where={asked.key: id}) for id in ids],
        asked.selection,
    )
    rows: list[dict[str, object]] = []
    for at, id in enumerate(ids):
        awards = asked.money.having(**{asked.key: id})
        works = asked.own.having(**{asked.key: id})
        rows.append(
            {
                "name": asked.names[id],
                "href": area_href(asked, id),
                "figures": [*(column[at] for column in columns), world[at]],
                "awards": link(f"/records/amount{awards.query()}", page.language),
                "works": link(f"/records/p{works.query()}", page.language),
            }
        )
    return rows


def _here(asked: Asked, kind: str, **own: str) -> str:
    """This page, or with `kind` its picture, with its own words."""
    path = f"/funding-map/picture.{kind}" if kind else "/funding-map"
    words = {"country": asked.code, "list": asked.list_id, "currency": asked.currency, **own}
    return link(path + asked.selection.query(**words), asked.page.language)
