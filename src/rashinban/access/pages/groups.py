"""Each row is one group of countries (EU, G7, ASEAN): how much it has together, beside one's own country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import Spec
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import (
    Subject,
    answer_to,
    by_volume,
    card_address,
    doubt,
    down,
    elsewhere,
    figures_of,
    heads,
    interval,
    whole,
)
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import number
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.definitions import lookups
from rashinban.definitions.areas import areas
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured
from rashinban.schema.text import Text

router = APIRouter()

_OWN = ("indicator", *drawing.OWN)
#: What is told of groups; growth and specialisation of unlike countries together say little.
_COLUMNS = ("p", "p_share", "p_top_10_share", "pp_top_10")


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group of countries, with the members of a stated date."""

    id: str
    name: Text
    members: Sequence[str]
    as_of: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One row: a group, or one's own country beside them (group None)."""

    name: str
    group: Group | None
    seen: Mapping[str, Measured]
    where: Mapping[str, str]


@cache
def groups() -> Mapping[str, Group]:
    """All groups, in the order of definitions/lookups/regions.csv."""
    members: dict[str, list[str]] = {}
    for row in lookups()["country_groups"].to_pylist():
        members.setdefault(row["region"], []).append(row["country_code"])
    return {
        row["region"]: Group(
            id=row["region"],
            name=Text(en=row["name_en"], ja=row["name_ja"]),
            members=tuple(members.get(row["region"], [])),
            as_of=row["members_as_of"] or "",
            note=row["note"] or "",
        )
        for row in lookups()["regions"].to_pylist()
    }


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks. selection: its filters, without own country and groups. rows: the largest first."""

    page: Page
    country: str
    measure: str
    selection: Selection
    shown: Sequence[Group]
    rows: Sequence[Standing]


@router.get("/groups")
def grouped(page: OpenPage) -> HTMLResponse:
    """The whole page; `region=EU27|G7` leaves the other groups out."""
    selection = page.selection(*_OWN)
    asked = _ask(page, selection)
    area = asked.selection.where.get("technology_area", "")
    codes = by_volume(page, Selection(release=selection.release))
    here = partial(_here, asked)
    subject = page.say(areas()[area].labels) if area in areas() else word("groups_everything", page.language)
    question = asked.selection.question()
    pictures = drawing.drawn(partial(_dots, asked))
    return page.render(
        "groups.html.j2",
        title=word("groups_title", page.language, area=subject),
        lead=_lead(asked, subject),
        scope=None if complete_universe(page.base.about, question) else label("incomplete", page.language),
        controls=[
            choices.choose_area(page, area, everything=True),
            choices.choose_country(page, asked.country, named(page, "country", [*codes, asked.country])),
            choices.choose_measure(page, asked.measure, _COLUMNS),
            choices.choose_counting(page, selection),
        ],
        years=selection.where.get("year", ""),
        hidden=choices.kept_words(selection, "technology_area", "country", "year", "counting"),
        measure=page.say(indicator(asked.measure).meta.title),
        picture=pictures,
        spec=here("json"),
        few=FEW_WORKS,
        heads=heads(page, _COLUMNS),
        table=_table(asked),
        groups=[
            {
                "name": page.say(group.name),
                "as_of": group.as_of,
                "note": group.note,
                "members": [
                    (name, link(f"/country/{code}", page.language, page.request))
                    for code, name in named(page, "country", group.members).items()
                ],
            }
            for group in asked.shown
        ],
        elsewhere=elsewhere(
            page, asked.selection, _COLUMNS, ["region"], drawing.picture_links(here) if pictures else ()
        ),
    )


@router.get("/groups/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The picture as a file."""
    asked = _ask(page, page.selection(*_OWN))
    return drawing.picture_file(page, partial(_dots, asked), kind, "groups")


def _ask(page: Page, selection: Selection) -> Asked:
    country = choices.own_country(page, selection)
    chosen = selection.question().filter("region")
    ids = list(chosen.values) if chosen else list(groups())
    asked = selection.having(country=None, region=None)
    if len(asked.where.get("technology_area", "").split("|")) > 1:
        raise UsageError("technology_area: write one area, or leave it out for everything")
    measure = choices.chosen(page, "indicator", _COLUMNS, "p_top_10_share")
    answer = answer_to(page, _COLUMNS, "region", asked)
    seen = {str(row.keys["region"]): row.measured for row in answer.rows}
    own = answer_to(page, _COLUMNS, "country", asked.having(country=country)).rows
    rows = [
        Standing(name=page.say(groups()[id].name), group=groups()[id], seen=seen.get(id, {}), where={"region": id})
        for id in ids
    ]
    rows.append(
        Standing(
            name=named(page, "country", [country])[country],
            group=None,
            seen=own[0].measured if own else {},
            where={"country": country},
        )
    )
    rows.sort(key=lambda row: down(row.seen.get(measure)))
    return Asked(
        page=page,
        country=country,
        measure=measure,
        selection=asked,
        shown=[groups()[id] for id in ids],
        rows=rows,
    )


def _here(asked: Asked, kind: str) -> str:
    selection = asked.selection.having(country=asked.country, region="|".join(group.id for group in asked.shown))
    return link(f"/groups/picture.{kind}{selection.query(indicator=asked.measure)}", asked.page.language)


def _lead(asked: Asked, subject: str) -> str:
    """The largest group and one's own country, with their doubt."""
    page, display = asked.page, indicator(asked.measure).meta.display
    said: dict[str, dict[str, str]] = {}
    for row in asked.rows:
        seen = row.seen.get(asked.measure)
        if seen is not None and doubt(seen) in ("", "wide"):
            value = number(seen.value, display, page.language) + interval(page, seen, display)
            said.setdefault("own" if row.group is None else "first", {"unit": row.name, "value": value})
    measure = page.say(indicator(asked.measure).meta.title)
    if "first" not in said:
        return word("groups_nothing", page.language, few=FEW_WORKS, area=subject)
    text = word(
        "groups_lead",
        page.language,
        measure=measure,
        area=subject,
        whole=whole(page, asked.selection.question()),
        **said["first"],
    )
    return text + (word("groups_own", page.language, **said["own"]) if "own" in said else "")


def _dots(asked: Asked, width: int) -> Spec | None:
    """Groups and one's own country, the largest first; at the right how many countries they are."""
    page = asked.page
    rows = [
        DotRow(
            name=row.name,
            seen=row.seen[asked.measure],
            text=str(len(row.group.members)) if row.group else "1",
            own=row.group is None,
            href=card_address(page, asked.measure, asked.selection.having(**row.where)),
        )
        for row in asked.rows
        if doubt(row.seen.get(asked.measure)) in ("", "wide")
    ]
    head = word("groups_countries", page.language)
    return dots(rows, indicator(asked.measure).meta.display, page.language, width, head=head)


def _table(asked: Asked) -> list[dict[str, object]]:
    page = asked.page
    subjects = [Subject(who=row.name, seen=row.seen, where=row.where) for row in asked.rows]
    hrefs = ["" if row.group else link(f"/country/{asked.country}", page.language, page.request) for row in asked.rows]
    made = figures_of(page, _COLUMNS, subjects, asked.selection, hrefs)
    return [line | {"own": row.group is None} for line, row in zip(made, asked.rows, strict=True)]
