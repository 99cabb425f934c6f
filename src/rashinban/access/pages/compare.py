"""Each row is one technology area with two countries side by side: who is ahead, and where that cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.pair import PairRow, pair
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import Cell, answer_to, by_volume, doubt, elsewhere, figures
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured

router = APIRouter()

_OWN = ("list", "indicator", "first", "second", *drawing.OWN)

#: Who has more. same: the intervals overlap, or one is not known. few: one of the two has too few works.
Verdict = Literal["first", "second", "same", "few"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address of this page asks. selection: its filters, without the countries. seen: country -> area."""

    page: Page
    first: str
    second: str
    names: Mapping[str, str]
    measure: str
    selection: Selection
    list_id: str
    areas: Mapping[str, str]
    seen: Mapping[str, Mapping[str, Measured]]

    def one(self, code: str, area: str) -> Measured | None:
        return self.seen.get(code, {}).get(area)

    def verdict(self, area: str) -> Verdict:
        return verdict(self.one(self.first, area), self.one(self.second, area))


def verdict(first: Measured | None, second: Measured | None) -> Verdict:
    """Who is ahead, as far as the intervals of both tell."""
    if doubt(first) in ("none", "few") or doubt(second) in ("none", "few"):
        return "few"
    assert first is not None and second is not None
    if first.lower is None or first.upper is None or second.lower is None or second.upper is None:
        return "same"
    if first.lower > second.upper:
        return "first"
    return "second" if second.lower > first.upper else "same"


@router.get("/compare")
def compare(page: OpenPage) -> Response:
    """The page; or, asked with `first` and `second` by its form, the way to its own address."""
    selection = page.selection(*_OWN)
    given = page.request.query_params
    if given.get("first") and given.get("second"):
        both = selection.having(country=f"{given['first']}|{given['second']}")
        return choices.redirect(page, "/compare", both, "list", "indicator")
    return _page(page, _ask(page, selection))


@router.get("/compare/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The picture as a file."""
    asked = _ask(page, page.selection(*_OWN))
    return drawing.picture_file(page, partial(_pair, asked), kind, f"{asked.first}-{asked.second}")


def _countries(page: Page, selection: Selection) -> tuple[str, str]:
    """The two of the address; one alone stands beside one's own, or one's own beside the first of the others."""
    # Asking refuses a code that is none.
    asked = selection.question().filter("country")
    codes = list(dict.fromkeys(asked.values)) if asked else [page.country]
    if len(codes) == 1:
        other = page.country if codes[0] != page.country else next(c for c in ("US", "CN") if c != codes[0])
        codes.append(other)
    if len(codes) != 2:
        raise UsageError(f"country={'|'.join(codes)}: this page is about two countries; write country=JP|US")
    return codes[0], codes[1]


def _ask(page: Page, selection: Selection) -> Asked:
    if "technology_area" in selection.where:
        raise UsageError("technology_area: this page is about all areas of a list; one area is at /area/<id>")
    first, second = _countries(page, selection)
    list_id, areas = choices.area_list(page)
    measure = choices.chosen(page, "indicator", choices.MEASURES, choices.MEASURES[0])
    asked = selection.having(country=f"{first}|{second}")
    seen: dict[str, dict[str, Measured]] = {}
    for row in answer_to(page, measure, ("country", "technology_area"), asked).rows:
        seen.setdefault(str(row.keys["country"]), {})[str(row.keys["technology_area"])] = row.measured[measure]
    return Asked(
        page=page,
        first=first,
        second=second,
        names=named(page, "country", [first, second]),
        measure=measure,
        selection=selection.having(country=None),
        list_id=list_id,
        areas={entry.id: page.say(entry.labels) for entry in areas.areas},
        seen=seen,
    )


def _page(page: Page, asked: Asked) -> HTMLResponse:
    both = asked.selection.having(country=f"{asked.first}|{asked.second}")
    codes = by_volume(page, asked.selection)
    known = named(page, "country", [*codes, asked.first, asked.second])
    own = {"list": asked.list_id, "indicator": asked.measure}
    here = partial(_here, page, both, own)
    turned = asked.selection.having(country=f"{asked.second}|{asked.first}")
    pictures = drawing.drawn(partial(_pair, asked))
    return page.render(
        "compare.html.j2",
        title=word("compare_title", page.language, first=asked.names[asked.first], second=asked.names[asked.second]),
        lead=headline(asked),
        scope=None if complete_universe(page.base.about, both.question()) else label("incomplete", page.language),
        controls=[
            choices.choose_country(page, asked.first, known, name="first", text="control_first"),
            choices.choose_country(page, asked.second, known, name="second", text="control_second"),
            choices.choose_list(page, asked.list_id),
            choices.choose_measure(page, asked.measure),
            choices.choose_counting(page, asked.selection),
        ],
        years=asked.selection.where.get("year", ""),
        hidden=choices.kept_words(asked.selection, "year", "counting"),
        measure=page.say(indicator(asked.measure).meta.title),
        first={"name": asked.names[asked.first], "href": link(f"/country/{asked.first}", page.language, page.request)},
        second={
            "name": asked.names[asked.second],
            "href": link(f"/country/{asked.second}", page.language, page.request),
        },
        picture=pictures,
        spec=here("json"),
        rows=_rows(asked),
        few=FEW_WORKS,
        turned=link("/compare" + turned.query(**own), page.language),
        elsewhere=elsewhere(
            page, both, [asked.measure], ["country", "technology_area"], drawing.picture_links(here) if pictures else ()
        ),
    )


def _here(page: Page, both: Selection, own: Mapping[str, str], kind: str) -> str:
    return link(f"/compare/picture.{kind}{both.query(**own)}", page.language)


#: Sentences of the headline that are said where their verdict comes up.
_SAID: Mapping[str, Verdict] = {"same": "same", "unsaid": "few"}


def headline(asked: Asked) -> str:
    """In how many areas either is ahead beyond doubt, and of how many that cannot be said."""
    page = asked.page
    counted = Counter(asked.verdict(area) for area in asked.areas)
    values = {
        "first": asked.names[asked.first],
        "second": asked.names[asked.second],
        "areas": str(len(asked.areas)),
        "ahead": str(counted["first"]),
        "behind": str(counted["second"]),
        "same": str(counted["same"]),
        "unsaid": str(counted["few"]),
        "few": str(FEW_WORKS),
        "measure": page.say(indicator(asked.measure).meta.title),
    }
    if counted["few"] == len(asked.areas):
        return word("compare_nothing", page.language, **values)
    said = ["compare_lead", *(f"compare_{name}" for name in _SAID if counted[_SAID[name]])]
    return "".join(word(name, page.language, **values) for name in said)


def _pair(asked: Asked, width: int) -> Spec | None:
    """The areas in which both have enough works, in the order of the list."""
    page = asked.page
    rows = [
        PairRow(
            name=title,
            first=asked.one(asked.first, area),
            second=asked.one(asked.second, area),
            href=_area_href(asked, area),
        )
        for area, title in asked.areas.items()
        if asked.verdict(area) != "few"
    ]
    display = indicator(asked.measure).meta.display
    return pair(rows, asked.names[asked.first], asked.names[asked.second], display, page.language, width)


def _area_href(asked: Asked, area: str) -> str:
    selection = asked.selection.having(country=asked.first)
    return link(f"/area/{area}{selection.query(indicator=asked.measure)}", asked.page.language)


def _rows(asked: Asked) -> list[dict[str, object]]:
    page = asked.page
    sides = []
    for code in (asked.first, asked.second):
        cells = [
            Cell(who=f"{asked.names[code]}, {title}", seen=asked.one(code, area), where={"technology_area": area})
            for area, title in asked.areas.items()
        ]
        sides.append(figures(page, asked.measure, cells, asked.selection.having(country=code)))
    return [
        {
            "name": title,
            "href": _area_href(asked, area),
            "figures": both,
            "verdict": said,
            "said": word(
                f"verdict_{said}",
                page.language,
                first=asked.names[asked.first],
                second=asked.names[asked.second],
            ),
        }
        for (area, title), both in zip(asked.areas.items(), zip(*sides, strict=True), strict=True)
        for said in [asked.verdict(area)]
    ]
