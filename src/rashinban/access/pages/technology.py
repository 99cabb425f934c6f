"""Each page tells everybody of one technology: what it costs, who does it, what came of it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from rashinban.access.pages import area_countries, choices, drawing
from rashinban.access.pages.figures import answer_to, card_address, doubt, ranked, whole
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.technology_money import cost, paid, patents, programmes_of
from rashinban.access.pages.technology_plans import aimed, sentences
from rashinban.access.pages.telling import Number, about, number_of, sentence
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import column, ordinal
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.definitions.areas import areas
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured
from rashinban.measure.coverage import coverage
from rashinban.measure.question import ask

router = APIRouter()

_STRENGTH = "p_top_10_share"
_INSTITUTIONS = 5
#: Sentences of strategies that are shown.
_SENTENCES = 5


@dataclass(frozen=True, kw_only=True)
class Told:
    """A technology in a country, as the page tells it. of: all countries in it; seen: one's own numbers."""

    page: Page
    area: str
    of: area_countries.Asked
    seen: Mapping[str, Measured]

    @property
    def country(self) -> str:
        return self.of.names[self.of.country]

    @property
    def own(self) -> Selection:
        return self.of.selection.having(country=self.of.country)

    @property
    def strength(self) -> Measured | None:
        """The share of the most cited works, where there are works enough to tell it."""
        seen = self.seen.get(_STRENGTH)
        return seen if doubt(seen, _STRENGTH) in ("", "wide") else None

    def number(self, name: str) -> Number:
        return number_of(self.page, name, self.seen[name], self.own)


@router.get("/technology")
def listed(page: OpenPage) -> Response:
    """Every technology by name; what the form asks leads to its page."""
    selection = page.selection()
    code = choices.own_country(page, selection)
    _only(selection, "country", "technology_area")
    asked = selection.where.get("technology_area")
    if asked is not None:
        return choices.redirect(page, f"/technology/{choices.known_area(asked)}", Selection(where={"country": code}))
    return page.render(
        "technologies.html.j2",
        title=word("tech_list_title", page.language),
        country=named(page, "country", [code])[code],
        lists=[
            {
                "name": page.say(entry.labels),
                "areas": [(page.say(one.labels), _address(page, one.id, selection)) for one in entry.areas],
            }
            for entry in choices.area_lists().values()
        ],
    )


def _address(page: Page, area_id: str, selection: Selection) -> str:
    return link(f"/technology/{area_id}{selection.query()}", page.language, page.request)


def _only(selection: Selection, *keys: str) -> None:
    """A page of sentences asks no more than it says."""
    for name in (*selection.where, *selection.options):
        if name not in keys:
            raise UsageError(f"{name}: this page asks no more than {' and '.join(keys)}; /area has every filter")


@router.get("/technology/{area_id}")
def technology(page: OpenPage, area_id: str) -> HTMLResponse:
    """The whole page."""
    _only(page.selection(), "country")
    told = _told(page, area_id)
    money = paid(page, area_id, told.of.country, told.country, told.own.release)
    area, country = page.say(areas()[area_id].labels), told.country
    draw = partial(area_countries.ranking, told.of)
    found = sentences(page, area_id)
    detail = link(
        f"/area/{area_id}{Selection(where={'country': told.of.country}).query()}", page.language, page.request
    )
    return page.render(
        "technology.html.j2",
        title=word("tech_title", page.language, area=area, country=country),
        area=area,
        country=country,
        description=page.say(areas()[area_id].description),
        controls=[choices.choose_area(page, area_id), choices.choose_country(page, told.of.country, told.of.names)],
        short=list(_place(told)),
        cost=list(cost(money)),
        programmes=programmes_of(money),
        who=_institutions(told),
        came=[*_works(told), *patents(money)],
        leader=_leader(told),
        picture=drawing.drawn(draw),
        spec=link(
            f"/area/{area_id}/picture.json{Selection(where={'country': told.of.country}).query(picture='ranking')}",
            page.language,
            page.request,
        ),
        sure=list(_sure(told)),
        aimed=aimed(page, area_id, told.of.country),
        sentences=found[:_SENTENCES],
        more=len(found) - _SENTENCES,
        detail=detail,
        listing=link("/technology", page.language, page.request),
    )


def _told(page: Page, area_id: str) -> Told:
    of = area_countries.ask(page, area_id)
    own = next((row.measured for row in of.answer.rows if row.keys["country"] == of.country), None)
    seen = dict(own or {})
    if own:
        # The page of an area shows no number of most cited works; people understand it better than a share.
        rows = answer_to(page, "p_top_10", "country", of.selection).rows
        seen |= next(row.measured for row in rows if row.keys["country"] == of.country)
    return Told(page=page, area=area_id, of=of, seen=seen)


def _place(told: Told) -> Iterator[Markup]:
    """Where the country stands, and how far that can be trusted."""
    page, seen = told.page, told.strength
    if seen is None:
        own = told.seen.get("p")
        if own is None or own.works == 0:
            yield sentence(page, "tech_absent", country=told.country)
        else:
            works = Number(page.number(own.works, "count"), card_address(page, "p", told.own))
            yield sentence(page, "tech_few", country=told.country, works=works, few=str(FEW_WORKS))
        return
    of = ranked(told.of.answer, _STRENGTH)
    share = told.number(_STRENGTH)
    everyone = whole(page, told.of.answer.question)
    if seen.rank is None:
        yield sentence(page, "tech_share", country=told.country, share=share, whole=everyone)
        yield sentence(page, "tech_no_place")
        return
    place = Number(ordinal(seen.rank, page.language), share.href)
    yield sentence(page, "tech_place", country=told.country, share=share, whole=everyone, place=place, of=str(of))
    lower, upper = seen.rank_lower, seen.rank_upper
    if lower is None or upper is None or lower == upper:
        yield sentence(page, "tech_place_sure")
    elif lower == 1 and upper >= of:
        yield sentence(page, "tech_place_any")
    else:
        ends = {"lower": ordinal(lower, page.language), "upper": ordinal(upper, page.language)}
        yield sentence(page, "tech_place_between", **ends)


def _leader(told: Told) -> Markup | None:
    """Who is first, where that is another country."""
    first = next((row for row in told.of.rows() if row.measured[_STRENGTH].rank == 1), None)
    if first is None or first.keys["country"] == told.of.country:
        return None
    code = str(first.keys["country"])
    share = number_of(told.page, _STRENGTH, first.measured[_STRENGTH], told.of.selection.having(country=code))
    return sentence(told.page, "tech_leader", country=told.of.names[code], share=share)


def _works(told: Told) -> Iterator[Markup]:
    """How many works, and how many of them are among the most cited."""
    page, seen = told.page, told.seen
    if "p" not in seen or not seen["p"].value:
        yield sentence(page, "tech_works_none", country=told.country)
        return
    years = [row.keys["year"] for row in answer_to(page, "p", "year", told.own).rows if row.keys["year"] is not None]
    span = {"first": str(min(years, default="?")), "last": str(max(years, default="?"))}
    yield sentence(page, "tech_works", country=told.country, works=about(page, "p", seen["p"], told.own), **span)
    if doubt(seen["p_top_10"], "p_top_10") in ("", "wide"):
        yield sentence(page, "tech_top", top=about(page, "p_top_10", seen["p_top_10"], told.own))
    if doubt(seen.get("pp_top_10"), "pp_top_10") in ("", "wide"):
        yield sentence(page, "tech_top_part", part=told.number("pp_top_10"))


def _institutions(told: Told) -> list[dict[str, Any]]:
    """Those of the country with most of the most cited works; where none has works enough, with most works."""
    page = told.page
    ids = page.base.leaders(_STRENGTH, "institution", told.own.where, top=_INSTITUTIONS, **told.own.options)
    if not ids:
        return []
    here = told.of.selection
    rows = answer_to(page, ("p", _STRENGTH), "institution", here.having(institution="|".join(ids))).rows
    seen = {str(row.keys["institution"]): row.measured for row in rows}
    names, everyone = named(page, "institution", ids), whole(page, told.of.answer.question)
    found = []
    for id in ids:
        own, of = here.having(institution=id), seen[id]
        works = Number(page.number(of["p"].works, "count"), card_address(page, "p", own))
        enough = doubt(of[_STRENGTH], _STRENGTH) in ("", "wide")
        said = (
            sentence(
                page, "tech_who", works=works, whole=everyone, share=number_of(page, _STRENGTH, of[_STRENGTH], own)
            )
            if enough
            else sentence(page, "tech_who_few", works=works)
        )
        found.append({"name": names[id], "href": address(page, "institutions", id), "said": said})
    return found


def _sure(told: Told) -> Iterator[Markup]:
    """The interval, what the data do not say, and how good the definition is; in words."""
    page, seen = told.page, told.strength
    if seen is not None and seen.lower is not None and seen.upper is not None:
        lower, value, upper = column([seen.lower, seen.value, seen.upper], "share", page.language)
        href = card_address(page, _STRENGTH, told.own)
        wide = "tech_interval_wide" if doubt(seen, _STRENGTH) == "wide" else "tech_interval"
        ends = {"value": Number(value, href), "lower": Number(lower, href), "upper": Number(upper, href)}
        yield sentence(page, wide, **ends)
    works, shares = coverage(page.base.session, told.of.answer.question)
    if works and shares["country"] is not None:
        href = card_address(page, "p", told.own)
        total, share = Number(page.number(works, "count"), href), _part(page, shares["country"], href)
        yield sentence(
            page, "tech_coverage" if shares["country"] < 1 else "tech_coverage_all", works=total, share=share
        )
    where = {"technology_area": told.area}
    awards, of_awards = coverage(page.base.session, ask((), where, record="awards"))
    if awards and of_awards["amount"] is not None:
        href = card_address(page, "awards", Selection(where=where, release=told.own.release))
        counted, share = Number(page.number(awards, "count"), href), _part(page, of_awards["amount"], href)
        name = "tech_coverage_awards" if of_awards["amount"] < 1 else "tech_coverage_awards_all"
        yield sentence(page, name, awards=counted, share=share)
    yield _definition(told)
    yield sentence(page, "tech_not_cause")


def _part(page: Page, share: float, href: str) -> Number:
    return Number(page.number(share, "share"), href)


def _definition(told: Told) -> Markup:
    """Whether people have judged what the area takes, and what they found."""
    page, area = told.page, areas()[told.area]
    at = link(f"/area/{told.area}", page.language, page.request)
    quality = area.quality if area.validated else None
    if quality is None:
        return sentence(page, "tech_unvalidated")
    if quality.precision is None or quality.recall_pool is None:
        return sentence(page, "tech_judged", n=Number(page.number(quality.n, "count"), at))
    return sentence(
        page,
        "tech_validated",
        n=Number(page.number(quality.n, "count"), at),
        precision=Number(page.number(quality.precision, "share"), at),
        recall=Number(page.number(quality.recall_pool, "share"), at),
    )
