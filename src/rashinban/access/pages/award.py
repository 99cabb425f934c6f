"""An award's page: its way to works and companies, what its funder says of it, and the works that give its number."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from rashinban.access.entities import record
from rashinban.access.pages import drawing, parts_of
from rashinban.access.pages.award_timeline import draw, way
from rashinban.access.pages.entity import Record, facts, linked, outward, own_scheme, read, render, works_of
from rashinban.access.pages.listed import kind_word, named
from rashinban.access.pages.page import OpenPage, Page
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.money import money
from rashinban.schema.kinds import major

router = APIRouter()

_BESIDE = (
    ("institution", "with_institution"), ("author", "with_researcher"), ("topic", "with_topic"),
    ("technology_area", "with_technology_area"),
)  # fmt: skip


@router.get("/award/{any_id:path}/picture.{kind}")
def picture(page: OpenPage, any_id: str, kind: str) -> Response:
    """The award's way as a file."""
    page.selection(*drawing.OWN)
    found = record(page.base.session, "awards", any_id)
    name = f"award-{found['id'].replace(':', '-').replace('/', '-')}"
    return drawing.picture_file(page, partial(draw, page, found), kind, name)


@router.get("/award/{any_id:path}")
def award(page: OpenPage, any_id: str) -> Response:
    """What is known of an award, then the works that name it."""
    found = read(page, "awards", any_id)
    if isinstance(found, Response):
        return found
    number = found["funder_award_id"] or found["id"]
    funder = found["funder"]
    of = word("award_lead_funder", page.language, funder=funder["display_name"]) if funder else ""
    works = works_of(page, "award", found["id"], _BESIDE)
    return render(
        page,
        "award.html.j2",
        found,
        title=word("award_title", page.language, number=number),
        ids=[
            (own_scheme(found["id"]), found["id"]),
            ("doi", found["doi"]),
            *parts_of.identifiers(found["identifiers"]),
        ],
        lead=word("award_lead", page.language, works=page.number(works.total, "count"), funder=of),
        caution=word("funder_named", page.language),
        facts=_facts(page, found),
        parts_list=[
            each
            for each in (
                parts_of.members(page, found["members"]),
                parts_of.participants(page, found["institutions"]),
                parts_of.amounts(page, found["amounts"]),
                parts_of.outputs(page, found["outputs"]),
                parts_of.subjects(page, found["subjects"]),
                parts_of.texts(page, found["texts"], found["title"], found["description"]),
            )
            if each
        ],
        way=way(page, found),
        works=works,
    )


def _facts(page: Page, found: Record) -> list[tuple[str, object]]:
    funder, place = found["funder"], found["institution"]
    names = named(page, "institution", [place["institution_id"]]) if place else {}
    period = "–".join(str(day) for day in (found["start_date"], found["end_date"]) if day)
    lead = found["lead_name"]
    if lead and found["lead_orcid"]:
        lead = outward(f"https://orcid.org/{found['lead_orcid']}", lead)
    return [
        *([(word("search_title_of_award", page.language), found["title"])] if found["title"] else []),
        *facts(
            page,
            [
                ("number", found["funder_award_id"]),
                ("funder", linked(page, "funders", funder["funder_id"], funder["display_name"]) if funder else None),
                ("scheme", found["funder_scheme"]),
                ("type", kind_word(page, found["funding_type"]) if found["funding_type"] else None),
                ("amount", _amount(page, found["amount"], found["currency"])),
                ("period", period or _fiscal_years(found)),
                ("status", kind_word(page, found["status"]) if found["status"] else None),
                ("lead", lead),
                (
                    "lead_institution",
                    linked(page, "institutions", place["institution_id"], names[place["institution_id"]])
                    if place
                    else None,
                ),
                ("description", found["description"]),
            ],
        ),
    ]


def _fiscal_years(found: Record) -> str | None:
    years = [str(year) for year in (found["start_fiscal_year"], found["end_fiscal_year"]) if year]
    return "FY" + "–".join(dict.fromkeys(years)) if years else None


def _amount(page: Page, minor: int | None, currency: str | None) -> str | None:
    """`JPY 12,300,000`, and from ten thousand on in short as well; an amount without its currency says nothing."""
    if minor is None or currency is None:
        return None
    value = major(minor, currency)
    full, short = f"{currency}\u00a0{value:,}", money(value, currency, page.language)
    return full if short == full else word("award_amount", page.language, short=short, full=full)
