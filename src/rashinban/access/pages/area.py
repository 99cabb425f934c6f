"""Each page is one technology area: where one's own country stands in it, who leads, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.pages import choices, drawing
from rashinban.access.pages.area_countries import (
    OWN,
    Asked,
    ask,
    by_year,
    lead,
    leader,
    ranking,
    table,
    trend,
    trend_measure,
    world,
)
from rashinban.access.pages.area_definition import plain, works_of
from rashinban.access.pages.figures import (
    COLUMNS,
    Subject,
    answer_to,
    card_address,
    doubt,
    elsewhere,
    figures_of,
    heads,
    works,
)
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.report_links import report_links
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import number
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.definitions.areas import ALTERNATIVES, areas
from rashinban.measure.answer import Measured
from rashinban.measure.kept import HEADLINE

router = APIRouter()

_INSTITUTIONS = 10
_INSTITUTION_COLUMNS = ("p", "p_top_10_share", "pp_top_10")
#: What says how far one country holds an area.
_CONCENTRATION = ("monopoly_risk", "lead_ratio", "lead_institutions", "hhi")


@router.get("/area")
def choose(page: OpenPage) -> Response:
    """What the form asks: the area is part of the path."""
    selection = page.selection(*OWN)
    area_id = choices.known_area(selection.where.get("technology_area", ""))
    return choices.redirect(page, f"/area/{area_id}", selection.having(technology_area=None), "indicator")


@router.get("/area/{area_id}/picture.{kind}")
def picture(page: OpenPage, area_id: str, kind: str) -> Response:
    """One picture as a file: `picture=ranking`, `picture=trend` or `picture=map`."""
    asked = ask(page, area_id)
    wanted = choices.chosen(page, "picture", ("ranking", "trend", "map"), "ranking")
    draw: drawing.Draw
    if wanted == "trend":
        draw = partial(trend, asked, by_year(asked))
    else:
        draw = partial(ranking if wanted == "ranking" else world, asked)
    return drawing.picture_file(page, draw, kind, f"{area_id}-{wanted}")


@router.get("/area/{area_id}")
def area(page: OpenPage, area_id: str) -> HTMLResponse:
    """The whole page."""
    asked = ask(page, area_id)
    everyone = choices.chosen(page, "countries", ("", "all"), "") == "all"
    entry, own, total = areas()[area_id], asked.own, len(asked.rows())
    countries = table(asked, everyone=everyone)
    given = asked.selection.having(technology_area=None, country=asked.country)
    here = partial(_here, page, asked, given)
    yearly = trend_measure(asked)
    first, lines = drawing.drawn(partial(ranking, asked)), drawing.drawn(partial(trend, asked, by_year(asked)))
    return page.render(
        "area.html.j2",
        title=word("ask_area", page.language, country=asked.names[asked.country], area=page.say(entry.labels)),
        lead=lead(asked),
        leader=leader(asked),
        scope=None if complete_universe(page.base.about, asked.answer.question) else label("incomplete", page.language),
        controls=[
            choices.choose_area(page, area_id),
            choices.choose_country(page, asked.country, asked.names),
            choices.choose_measure(page, asked.measure),
            choices.choose_counting(page, asked.selection),
        ],
        years=asked.selection.where.get("year", ""),
        hidden=choices.kept_words(given, "country", "year", "counting"),
        measure=page.say(indicator(asked.measure).meta.title),
        report=report_links(page, "area", given.having(technology_area=area_id)),
        ranking=first,
        ranking_spec=here("json", picture="ranking"),
        # Drawn when a reader opens it: a map costs more than all the rest of the page.
        map=here("svg", picture="map"),
        trend=lines,
        trend_spec=here("json", picture="trend"),
        trend_measure=page.say(indicator(yearly).meta.title),
        trend_elsewhere=elsewhere(
            page,
            asked.selection,
            [yearly],
            ["country", "year"],
            drawing.picture_links(partial(here, picture="trend")) if lines else (),
        ),
        own_few=own is None or doubt(own) in ("none", "few"),
        own_name=asked.names[asked.country],
        own_works=works(page, own.works if own else 0),
        few=FEW_WORKS,
        heads=heads(page, COLUMNS),
        table=countries,
        more=None if everyone or len(countries) == total else here("", countries="all"),
        total=total,
        elsewhere=elsewhere(
            page,
            asked.selection,
            COLUMNS,
            ["country"],
            drawing.picture_links(partial(here, picture="ranking")) if first else (),
        ),
        institution_heads=heads(page, _INSTITUTION_COLUMNS),
        institutions=_institutions(asked),
        institutions_elsewhere=elsewhere(page, asked.selection, _INSTITUTION_COLUMNS, ["institution"]),
        concentration=_concentration(asked),
        band=_band(asked),
        band_heads=heads(page, ("p", _band_measure(asked))),
        area_id=area_id,
        area_name=page.say(entry.labels),
        definition=plain(page, entry),
        works=works_of(page, area_id, asked.selection),
    )


def _here(page: Page, asked: Asked, given: Selection, kind: str, **own: str) -> str:
    """This page, or with `kind` one of its pictures, with its own words."""
    path = f"/area/{asked.area}/picture.{kind}" if kind else f"/area/{asked.area}"
    return link(path + given.query(indicator=asked.measure, **own), page.language)


def _institutions(asked: Asked) -> list[dict[str, object]]:
    """Those with most of the top 10 % works; where none has enough works, those with most works."""
    page, selection = asked.page, asked.selection
    options: dict[str, Any] = dict(selection.options)
    ids = page.base.leaders("p_top_10_share", "institution", selection.where, top=_INSTITUTIONS, **options)
    if not ids:
        return []
    answer = answer_to(page, _INSTITUTION_COLUMNS, "institution", selection.having(institution="|".join(ids)))
    seen = {str(row.keys["institution"]): row.measured for row in answer.rows}
    names = named(page, "institution", ids)
    subjects = [Subject(who=names[id], seen=seen[id], where={"institution": id}) for id in ids]
    hrefs = [address(page, "institutions", id) for id in ids]
    return figures_of(page, _INSTITUTION_COLUMNS, subjects, asked.selection, hrefs)


def _concentration(asked: Asked) -> list[dict[str, str]]:
    """How far one country holds the area, each fact with its card; grades in words."""
    page = asked.page
    answer = answer_to(page, _CONCENTRATION, (), asked.selection)
    seen = answer.rows[0].measured if answer.rows else {}
    found = []
    for name in _CONCENTRATION:
        meta, one = indicator(name).meta, seen.get(name)
        if one is None or one.value is None:
            continue
        # A grade is a sum of parts, and may miss its whole number by the last digit of a double.
        text = (
            page.say(meta.levels[round(one.value)]) if meta.levels else number(one.value, meta.display, page.language)
        )
        found.append({"name": page.say(meta.title), "text": text, "href": card_address(page, name, asked.selection)})
    return found


def _band_measure(asked: Asked) -> str:
    return asked.measure if asked.measure in HEADLINE and asked.measure != "p" else "p_top_10_share"


@dataclass(frozen=True, kw_only=True)
class Band:
    """One's own number under each reading of the area; flat where all of them take the same works."""

    rows: Sequence[Mapping[str, object]]
    flat: bool


def _band(asked: Asked) -> Band:
    page, measure = asked.page, _band_measure(asked)
    found: list[dict[str, object]] = []
    seen_of: list[Mapping[str, Measured]] = []
    for alternative in sorted(ALTERNATIVES, key=("narrow", "standard", "broad").index):
        selection = asked.selection.opting(alternative=alternative).having(country=asked.country)
        rows = answer_to(page, ("p", measure), "country", selection).rows
        seen_of.append(rows[0].measured if rows else {})
        subject = Subject(who=label(alternative, page.language), seen=seen_of[-1], where={})
        found += figures_of(page, ("p", measure), [subject], selection)
    if not any(seen_of):
        return Band(rows=(), flat=False)
    told = {(seen["p"].works, seen[measure].value, seen[measure].rank) if seen else None for seen in seen_of}
    return Band(rows=found, flat=len(told) == 1)
