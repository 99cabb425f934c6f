"""An institution's page: where it is strong and how sure that is, whom it works with, and what it has published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Response
from markupsafe import Markup

from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import WIDE, Spec
from rashinban.access.entities import record
from rashinban.access.pages.choices import area_lists
from rashinban.access.pages.drawing import drawn, picture_file
from rashinban.access.pages.entity import Record, facts, linked, outward, read, render, works_of
from rashinban.access.pages.figures import (
    Cell,
    Figure,
    Subject,
    card_address,
    doubt,
    down,
    elsewhere,
    figures,
    grid,
    heads,
    interval,
)
from rashinban.access.pages.jsonld import jsonld_address, organisation, written
from rashinban.access.pages.listed import address, kind_word, named
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.report_links import report_links
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.measure.answer import Measured, Row
from rashinban.measure.question import ask

router = APIRouter()

_BESIDE = (
    ("institution", "with_partner"), ("country", "with_country"), ("topic", "with_topic"), ("funder", "with_funder"),
    ("award", "with_award"),
)  # fmt: skip
#: Figures of the institution itself, each with the counting that it is kept in.
_OWN: Mapping[str, str] = {
    "p": "fractional", "p_top_10": "fractional", "pp_top_10": "fractional", "mncs": "fractional",
    "pp_int_collab": "full", "pp_industry_collab": "full",
}  # fmt: skip
#: Columns of the tables of areas and fields, and how many rows these have.
_COLUMNS = ("p", "p_top_10", "pp_top_10", "mncs")
_ROWS = 10
_RELATIONS = ("parent", "child", "related", "successor", "predecessor")


@router.get("/institution/{id}/picture.{kind}")
def areas_picture(page: OpenPage, id: str, kind: str) -> Response:
    """The dots of the areas as a file."""
    page.selection("width")
    found = record(page.base.session, "institutions", id)
    areas = _by(page, found["id"], "technology_area")
    return picture_file(page, partial(_draw, page, found["id"], areas), kind, found["id"])


@router.get("/institution/{any_id:path}")
def institution(page: OpenPage, any_id: str) -> Response:
    """Figures, strongest areas and fields, then facts and works."""
    found = read(page, "institutions", any_id)
    if isinstance(found, Response):
        return found
    id = found["id"]
    name = named(page, "institution", [id])[id]
    selection = Selection(where={"institution": id}, release=page.request.query_params.get("release"))
    own = _own(page, id)
    areas = _by(page, id, "technology_area")
    picture = drawn(partial(_draw, page, id, areas))
    return render(
        page,
        "institution.html.j2",
        found,
        title=word("institution_title", page.language, who=name),
        ids=[
            ("openalex", id if id.startswith("I") else None),
            ("ror", found["ror_id"]),
            *((each["scheme"], each["identifier"]) for each in found["identifiers"]),
        ],
        lead=_lead(page, found, name, own),
        scope=None if complete_universe(page.base.about, ask(["institution"])) else label("incomplete", page.language),
        figures=_figures(page, own, selection, name),
        report=report_links(page, "institution", selection),
        figures_elsewhere=elsewhere(page, selection, _COLUMNS, ["institution"]),
        heads=heads(page, _COLUMNS),
        few=FEW_WORKS,
        areas=_table(page, areas, selection, "technology_area"),
        areas_elsewhere=elsewhere(page, selection, _COLUMNS, ["institution", "technology_area"]),
        picture=picture,
        picture_spec=link(f"/institution/{quoted(id)}/picture.json", page.language, page.request),
        picture_alternative=word("figures_picture", page.language, who=name),
        picture_files=[
            (kind.upper(), link(f"/institution/{quoted(id)}/picture.{kind}", page.language, page.request))
            for kind in ("svg", "png")
        ],
        fields=_table(page, _by(page, id, "field"), selection, "field"),
        fields_elsewhere=elsewhere(page, selection, _COLUMNS, ["institution", "field"]),
        facts=_facts(page, found),
        names=_names(page, found, name),
        relations=_relations(page, found),
        works=works_of(page, "institution", id, _BESIDE),
        jsonld=written(organisation(found, str(page.request.base_url))),
        jsonld_href=jsonld_address(page, "institutions", id),
    )


def _own(page: Page, id: str) -> dict[str, Measured]:
    """The institution's own figures by indicator; without any where no counted work names it."""
    found: dict[str, Measured] = {}
    for counting in dict.fromkeys(_OWN.values()):
        wanted = [name for name, own in _OWN.items() if own == counting]
        rows = page.base.show(wanted, "institution", {"institution": id}, counting=counting).rows
        found |= rows[0].measured if rows else {}
    return found


def _by(page: Page, id: str, key: str) -> list[Row]:
    """Its figures by area (of the first list) or field: those with most top 10 % works first."""
    rows = page.base.show(_COLUMNS, ("institution", key), {"institution": id}).rows
    listed = {entry.id for entry in next(iter(area_lists().values())).areas} if key == "technology_area" else None
    found = [row for row in rows if row.keys[key] is not None and (listed is None or row.keys[key] in listed)]
    return sorted(found, key=lambda row: (*down(row.measured["p_top_10"]), str(row.keys[key])))


def _lead(page: Page, found: Record, name: str, own: Mapping[str, Measured]) -> str:
    """What it is, and its two first numbers with their intervals; of few works only how many they are."""
    country = found["country_code"]
    place = [kind_word(page, found["type"]) if found["type"] else None, found["city"]]
    place.append(named(page, "country", [country])[country] if country else None)
    where = ("・" if page.language == "ja" else ", ").join(part for part in place if part) or found["id"]
    share, p = own.get("pp_top_10"), own.get("p")
    if p is None or not p.works:
        return word("institution_lead_none", page.language, who=name, where=where)
    if share is None or doubt(share) in ("none", "few"):
        return word("institution_lead_few", page.language, who=name, where=where, works=page.number(p.works, "count"))
    return word(
        "institution_lead",
        page.language,
        who=name,
        where=where,
        share=page.number(share.value, "share"),
        interval=interval(page, share, "share"),
        p=page.number(p.value, "count"),
        p_interval=interval(page, p, "count"),
    )


def _figures(page: Page, own: Mapping[str, Measured], selection: Selection, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for measure, counting in _OWN.items() if own else ():
        asked = selection.opting(counting=counting)
        figure: Figure = figures(page, measure, [Cell(who=name, seen=own.get(measure), where={})], asked)[0]
        rows.append(
            {
                "name": page.say(indicator(measure).meta.title),
                "counting": label(counting, page.language),
                "href": link(f"/indicators/{measure}", page.language, page.request),
                "figure": figure,
                "works": page.number(own[measure].works, "count") if measure in own else "",
            }
        )
    return rows


def _table(page: Page, rows: Sequence[Row], selection: Selection, key: str) -> list[dict[str, object]]:
    shown = rows[:_ROWS]
    values = [str(row.keys[key]) for row in shown]
    names = named(page, key, values)
    subjects = [
        Subject(who=names[value], seen=row.measured, where={key: value})
        for value, row in zip(values, shown, strict=True)
    ]
    made = grid(page, _COLUMNS, subjects, selection)
    return [
        {
            "name": names[value],
            "href": address(page, "technology_areas", value)
            if key == "technology_area"
            else link("/search", page.language, page.request, kind="works", **{key: value}, **selection.where),
            "figures": figures,
        }
        for value, figures in zip(values, made, strict=True)
    ]


def _draw(page: Page, id: str, rows: Sequence[Row], width: int = WIDE) -> Spec | None:
    """The share of top 10 % works in the areas of the table; areas with few works are not drawn."""
    shown = [row for row in rows[:_ROWS] if doubt(row.measured["pp_top_10"]) in ("", "wide")]
    names = named(page, "technology_area", [str(row.keys["technology_area"]) for row in shown])
    selection = Selection(where={"institution": id})
    return dots(
        [
            DotRow(
                name=names[area],
                seen=row.measured["pp_top_10"],
                own=True,
                href=card_address(page, "pp_top_10", selection.having(technology_area=area)),
            )
            for row in shown
            for area in [str(row.keys["technology_area"])]
        ],
        "share",
        page.language,
        width,
    )


def _facts(page: Page, found: Record) -> list[tuple[str, object]]:
    country = found["country_code"]
    return facts(
        page,
        [
            ("type", kind_word(page, found["type"]) if found["type"] else None),
            ("city", found["city"]),
            ("country", named(page, "country", [country])[country] if country else None),
            ("status", kind_word(page, found["status"]) if found["status"] else None),
            ("established", found["established"]),
            ("homepage", outward(found["homepage_url"])),
        ],
    )


def _names(page: Page, found: Record, shown: str) -> list[tuple[str, str]]:
    """Its other names, each with its language where that is stated; those in the page's language first."""
    languages: dict[str, str] = {}
    for each in found["names"]:
        languages.setdefault(each["name"], each["language"] or "")
    names = sorted(languages, key=lambda name: languages[name] != page.language)
    return [(name, languages[name]) for name in names if name != shown]


def _relations(page: Page, found: Record) -> list[tuple[str, list[Markup | str]]]:
    """Related institutions by what they are to this one."""
    rows = found["relations"]
    known = {each["related_id"]: each["display_name"] for each in rows if each["display_name"]}
    if page.language == "ja":
        known |= named(page, "institution", known)
    said = []
    for relation in _RELATIONS:
        ids = [each["related_id"] for each in rows if each["relation"] == relation]
        # One that the release has no record of is only its id.
        links = [linked(page, "institutions", id, known[id]) if id in known else id for id in ids]
        if links:
            said.append((word(f"relation_{relation}", page.language), [each for each in links if each]))
    return said
