"""Each cell of the table is one country in one technology area: who leads where, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages import choices
from rashinban.access.pages.figures import Cell, Figure, answer_to, by_volume, down, elsewhere, figures, joined
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import place
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured

router = APIRouter()

#: Country -> area -> its number.
Numbers = Mapping[str, Mapping[str, Measured]]

_COUNTRIES, _MOST_COUNTRIES = 9, 60
#: Shades of the one hue, from none to the darkest on which black can be read.
_SHADES = 7
_OWN = ("list", "indicator", "order", "countries")


@dataclass(frozen=True, kw_only=True)
class Shaded:
    """One cell of the heat table: its figure, and how dark it is from 0 to _SHADES - 1."""

    figure: Figure
    shade: int


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """One area: its leader with the places that it could have, and a cell for each country."""

    id: str
    name: str
    leader: str | None
    leader_place: str
    leader_href: str
    shared: bool
    cells: Sequence[Shaded]


@router.get("/superiority")
def superiority(page: OpenPage) -> HTMLResponse:
    """Areas x countries as a heat table, shaded by one indicator."""
    selection = page.selection(*_OWN)
    country = choices.own_country(page, selection)
    asked = selection.having(country=None)
    if "technology_area" in asked.where:
        raise UsageError("technology_area: this page is about all areas of a list; one area is at /area/<id>")
    list_id, areas = choices.area_list(page)
    measure = choices.chosen(page, "indicator", choices.MEASURES, choices.MEASURES[0])
    answer = answer_to(page, measure, ("country", "technology_area"), asked)
    of_list = {entry.id: page.say(entry.labels) for entry in areas.areas}
    numbers: dict[str, dict[str, Measured]] = {}
    for row in answer.rows:
        code, area = row.keys["country"], str(row.keys["technology_area"])
        if code is not None and area in of_list:
            numbers.setdefault(str(code), {})[area] = row.measured[measure]
    largest = by_volume(page, asked)
    names = named(page, "country", dict.fromkeys([*largest, *numbers, country]))
    order = choices.chosen(page, "order", ["", *of_list, *names], "")
    shown = [country, *(code for code in largest if code != country)][: 1 + _how_many(page)]
    if order in of_list:
        shown.sort(key=lambda code: down(numbers.get(code, {}).get(order)))
    rows = list(of_list)
    if order in names:
        rows.sort(key=lambda area: down(numbers.get(order, {}).get(area)))
    table = _table(page, measure, asked, numbers, {area: of_list[area] for area in rows}, {c: names[c] for c in shown})
    return page.render(
        "superiority.html.j2",
        title=word("ask_leads", page.language),
        lead=_lead(page, table, names, country),
        scope=None if complete_universe(page.base.about, answer.question) else label("incomplete", page.language),
        controls=[
            choices.choose_list(page, list_id),
            choices.choose_measure(page, measure),
            choices.choose_country(page, country, names),
            choices.choose_counting(page, selection),
        ],
        years=selection.where.get("year", ""),
        hidden=choices.kept_words(selection, "country", "year", "counting"),
        measure=page.say(indicator(measure).meta.title),
        list_name=page.say(areas.labels),
        list_href=areas.sources[-1],
        publisher=page.say(areas.publisher),
        countries=[
            {
                "code": code,
                "name": names[code],
                "own": code == country,
                "href": link(f"/country/{code}{asked.query(list=list_id)}", page.language),
                "sorted": code == order,
                "sort": _here(page, selection, order=code),
            }
            for code in shown
        ],
        areas=table,
        names=names,
        area_href=lambda area: link(f"/area/{area}{selection.query()}", page.language),
        area_sort=lambda area: _here(page, selection, order=area),
        order=order,
        unordered=_here(page, selection, order=None),
        more=_here(page, selection, countries=str(_MOST_COUNTRIES)) if len(largest) > len(shown) else None,
        total=len(largest),
        few=FEW_WORKS,
        elsewhere=elsewhere(page, asked, [measure], ["country", "technology_area"]),
    )


def _how_many(page: Page) -> int:
    """How many countries stand beside one's own."""
    given = page.request.query_params.get("countries")
    if not given:
        return _COUNTRIES
    if not (given.isascii() and given.isdecimal() and len(given) < 4 and 1 <= int(given) <= _MOST_COUNTRIES):
        raise UsageError(f"countries {given[:20]!r}: write a number from 1 to {_MOST_COUNTRIES}")
    return int(given)


def _here(page: Page, selection: Selection, **changed: str | None) -> str:
    """This page with one of its own words changed."""
    given = {name: page.request.query_params.get(name) for name in _OWN} | changed
    return link(f"/superiority{selection.query(**given)}", page.language)


def _table(
    page: Page, measure: str, asked: Selection, numbers: Numbers, areas: Mapping[str, str], countries: Mapping[str, str]
) -> list[AreaRow]:
    """A row for each area; all cells have the same decimals and one scale of shades."""
    joint = word("figure_in", page.language)
    cells = [
        Cell(
            who=f"{name}{joint}{title}",
            seen=numbers.get(code, {}).get(area),
            where={"country": code, "technology_area": area},
        )
        for area, title in areas.items()
        for code, name in countries.items()
    ]
    made = figures(page, measure, cells, asked)
    readable = [
        cell.seen.value
        for cell, figure in zip(cells, made, strict=True)
        if cell.seen is not None and cell.seen.value is not None and figure.doubt in ("", "wide")
    ]
    most = max(readable, default=0.0)
    shaded = [
        Shaded(figure=figure, shade=_shade(cell.seen, figure, most)) for cell, figure in zip(cells, made, strict=True)
    ]
    width = len(countries)
    return [
        _row(page, measure, asked, numbers, area, title, shaded[at * width : (at + 1) * width])
        for at, (area, title) in enumerate(areas.items())
    ]


def _shade(seen: Measured | None, figure: Figure, most: float) -> int:
    """By the square root: most countries are small, and differences among them are to be seen."""
    if seen is None or seen.value is None or figure.doubt in ("none", "few") or seen.value <= 0 or most <= 0:
        return 0
    return min(_SHADES - 1, 1 + int((seen.value / most) ** 0.5 * (_SHADES - 1.001)))


def _row(
    page: Page, measure: str, asked: Selection, numbers: Numbers, area: str, title: str, cells: Sequence[Shaded]
) -> AreaRow:
    places = {code: seen for code, by_area in numbers.items() if (seen := by_area.get(area)) and seen.rank == 1}
    # Of equal first places the code that comes first: the same answer every time.
    leader = min(places, default=None)
    seen = places[leader] if leader else None
    return AreaRow(
        id=area,
        name=title,
        leader=leader,
        leader_place=place(seen.rank, seen.rank_lower, seen.rank_upper) if seen else "",
        leader_href=link(f"/card/{measure}{asked.having(country=leader, technology_area=area).query()}", page.language),
        shared=seen is not None and (seen.rank_upper or 1) > 1,
        cells=cells,
    )


def _lead(page: Page, table: Sequence[AreaRow], names: Mapping[str, str], country: str) -> str:
    """Who is first in how many areas, in how many of them beyond doubt; and where that cannot be said."""
    first: dict[str, list[AreaRow]] = {}
    for row in table:
        if row.leader:
            first.setdefault(row.leader, []).append(row)
    if not first:
        return word("lead_nobody", page.language, areas=len(table), few=FEW_WORKS)
    ordered = sorted(first, key=lambda code: (-len(first[code]), code))
    said = [
        word(
            "lead_first" if at == 0 else "lead_next",
            page.language,
            country=names[code],
            count=len(first[code]),
            areas=len(table),
            sure=sum(not row.shared for row in first[code]),
        )
        for at, code in enumerate(ordered[:3])
    ]
    unsaid = len(table) - sum(map(len, first.values()))
    text = word("lead_sentence", page.language, said=joined(page, said))
    if country not in first:
        text += word("lead_not_own", page.language, country=names[country])
    if unsaid:
        text += word("lead_unsaid", page.language, count=unsaid, few=FEW_WORKS)
    return text
