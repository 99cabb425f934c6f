"""Each page is one country: the technology areas and fields where it is strong, where it is absent or falls back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.trend import Line, YearValue, trend
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.country_areas import OWN, STRENGTH, Asked, areas, ask, gaps, lead, strength
from rashinban.access.pages.figures import (
    COLUMNS,
    Subject,
    answer_to,
    by_volume,
    down,
    elsewhere,
    figures_of,
    heads,
)
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.report_links import report_links
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.measure.answer import Row

router = APIRouter()

_LINES, _INSTITUTIONS = 5, 10
_INSTITUTION_COLUMNS = ("p", "p_top_10_share", "pp_top_10")


@router.get("/country")
def choose(page: OpenPage) -> Response:
    """What the form asks: the country is part of the path."""
    selection = page.selection(*OWN)
    code = choices.known_country(selection.where.get("country", page.country))
    return choices.redirect(page, f"/country/{code}", selection.having(country=None), "list", "order")


@router.get("/country/{code}/picture.{kind}")
def picture(page: OpenPage, code: str, kind: str) -> Response:
    """One picture as a file: `picture=strength` or `picture=trend`."""
    asked = ask(page, code)
    wanted = choices.chosen(page, "picture", ("strength", "trend"), "strength")
    draw = partial(strength, asked) if wanted == "strength" else partial(_trend, asked, _by_year(asked))
    return drawing.picture_file(page, draw, kind, f"{code}-{wanted}")


@router.get("/country/{code}")
def country(page: OpenPage, code: str) -> HTMLResponse:
    """The whole page."""
    asked = ask(page, code)
    question = asked.own.question()
    order = choices.chosen(page, "order", ("list", *COLUMNS), STRENGTH)
    dots, lines = drawing.drawn(partial(strength, asked)), drawing.drawn(partial(_trend, asked, _by_year(asked)))
    here = partial(_here, asked)
    known = by_volume(page, asked.selection)
    return page.render(
        "country.html.j2",
        title=word("country_title", page.language, country=asked.name),
        lead=lead(asked),
        scope=None if complete_universe(page.base.about, question) else label("incomplete", page.language),
        controls=[
            choices.choose_country(page, code, named(page, "country", [*known, code])),
            choices.choose_list(page, asked.list_id),
            choices.choose_counting(page, asked.selection),
        ],
        years=asked.selection.where.get("year", ""),
        hidden=choices.kept_words(asked.selection, "year", "counting"),
        report=report_links(page, "country", asked.own),
        name=asked.name,
        strength=dots,
        strength_spec=here("json", picture="strength"),
        trend=lines,
        trend_spec=here("json", picture="trend"),
        trend_elsewhere=elsewhere(
            page,
            asked.selection,
            [STRENGTH],
            ["country", "year"],
            drawing.picture_links(partial(here, picture="trend")) if lines else (),
        ),
        few=FEW_WORKS,
        heads=[head | {"sort": here("", order=head["name"])} for head in heads(page, COLUMNS)],
        order=order,
        table=areas(asked, order),
        unordered=here("", order="list"),
        list_name=page.say(asked.areas_of.labels),
        elsewhere=elsewhere(
            page,
            asked.own,
            COLUMNS,
            ["country", "technology_area"],
            drawing.picture_links(partial(here, picture="strength")) if dots else (),
        ),
        gaps=gaps(asked),
        field_heads=heads(page, COLUMNS),
        fields=_fields(asked),
        fields_elsewhere=elsewhere(page, asked.own, COLUMNS, ["country", "field"]),
        institution_heads=heads(page, _INSTITUTION_COLUMNS),
        institutions=_institutions(asked),
        institutions_all=link("/search", page.language, page.request, kind="institutions", country=code),
        places=link("/prefectures", page.language, page.request, country=code),
        compare=link("/compare" + asked.selection.query(country=_pair(page, code)), page.language),
    )


def _here(asked: Asked, kind: str, **own: str) -> str:
    """This page, or with `kind` one of its pictures, with its own words."""
    path = f"/country/{asked.code}/picture.{kind}" if kind else f"/country/{asked.code}"
    return link(path + asked.selection.query(list=asked.list_id, **own), asked.page.language)


def _pair(page: Page, code: str) -> str:
    """This country beside one's own; one's own beside the first of the others."""
    other = page.country if code != page.country else next(c for c in ("US", "CN") if c != code)
    return f"{code}|{other}" if code == page.country else f"{other}|{code}"


def _by_year(asked: Asked) -> Sequence[Row]:
    """Every country by year: its own line is read among those of others."""
    page, selection = asked.page, asked.selection
    return answer_to(page, STRENGTH, ("country", "year"), selection).rows


def _trend(asked: Asked, rows: Sequence[Row], width: int) -> Spec | None:
    page = asked.page
    by_country: dict[str, list[YearValue]] = {}
    for row in sorted(rows, key=lambda row: int(row.keys["year"] or 0)):
        if row.keys["country"] is not None:
            seen = row.measured[STRENGTH]
            one = YearValue(year=int(row.keys["year"] or 0), seen=seen, works=seen.works)
            by_country.setdefault(str(row.keys["country"]), []).append(one)
    largest = sorted(by_country, key=lambda code: (-sum(one.works or 0 for one in by_country[code]), code))
    shown = [asked.code, *(code for code in largest if code != asked.code)][: 1 + _LINES]
    names = named(page, "country", shown)
    lines = [
        Line(name=names[code], years=by_country[code], own=code == asked.code) for code in shown if code in by_country
    ]
    return trend(lines, "share", page.language, width)


def _fields(asked: Asked) -> list[dict[str, object]]:
    """The fields of science, the strongest first."""
    page = asked.page
    answer = answer_to(page, COLUMNS, ("country", "field"), asked.own)
    rows = [row for row in answer.rows if row.keys["field"] is not None]
    rows.sort(key=lambda row: (*down(row.measured[STRENGTH]), str(row.keys["field"])))
    names = named(page, "field", [str(row.keys["field"]) for row in rows])
    subjects = [
        Subject(who=names[field], seen=row.measured, where={"field": field})
        for row in rows
        for field in [str(row.keys["field"])]
    ]
    return figures_of(page, COLUMNS, subjects, asked.own, [], STRENGTH)


def _institutions(asked: Asked) -> list[dict[str, object]]:
    """The most cited institutions of the country, in the order of their top 10 % works."""
    page, selection = asked.page, asked.selection
    hits = page.base.index.find(
        kinds=("institutions",), filters={"country": asked.code}, sort="most_cited", limit=_INSTITUTIONS
    ).hits
    if not hits:
        return []
    chosen = selection.having(institution="|".join(hit.id for hit in hits))
    answer = answer_to(page, _INSTITUTION_COLUMNS, "institution", chosen)
    rows = sorted(answer.rows, key=lambda row: (*down(row.measured[STRENGTH]), str(row.keys["institution"])))
    ids = [str(row.keys["institution"]) for row in rows]
    names = named(page, "institution", ids)
    subjects = [
        Subject(who=names[id], seen=row.measured, where={"institution": id}) for id, row in zip(ids, rows, strict=True)
    ]
    hrefs = [address(page, "institutions", id) for id in ids]
    return figures_of(page, _INSTITUTION_COLUMNS, subjects, selection, hrefs)
