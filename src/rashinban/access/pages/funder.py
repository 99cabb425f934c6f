"""A funder's page: its names, its awards and what came of them, and the works that name it: named is not paid for."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.charts.amounts import Calendar
from rashinban.access.entities import record
from rashinban.access.pages.awarded import OWN as OF_AWARDS
from rashinban.access.pages.awarded import Asked, ask
from rashinban.access.pages.awarded_sections import picture as awarded_picture
from rashinban.access.pages.awarded_sections import sections
from rashinban.access.pages.drawing import OWN as OF_PICTURE
from rashinban.access.pages.entity import OWN as OF_RECORD
from rashinban.access.pages.entity import Record, facts, read, render, works_of
from rashinban.access.pages.listed import items, japanese_first, named
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word

router = APIRouter()

_BESIDE = (
    ("institution", "with_institution"), ("country", "with_country"), ("technology_area", "with_technology_area"),
    ("topic", "with_topic"),
)  # fmt: skip
_AWARDS = 5
#: Whose fiscal year a funder's awards are told in, by its country; of others only that it is the funder's own.
_CALENDARS: dict[str | None, Calendar] = {"JP": "fiscal", "US": "us-fiscal"}


@router.get("/funder/{any_id:path}/picture.{kind}")
def picture(page: OpenPage, any_id: str, kind: str) -> Response:
    """A picture of its awards as a file."""
    found = record(page.base.session, "funders", any_id)
    return awarded_picture(_asked(page, found, *OF_PICTURE), kind, f"funder-{found['id'].replace(':', '-')}")


@router.get("/funder/{any_id:path}")
def funder(page: OpenPage, any_id: str) -> Response:
    """What is known of a funder, its latest awards and where their money goes, then the works that name it."""
    found = read(page, "funders", any_id, *OF_AWARDS)
    if isinstance(found, Response):
        return found
    name = found["display_name"] or found["id"]
    names = japanese_first(each["name"] for each in found["names"] if each["name"] != name)
    works = works_of(page, "funder", found["id"], _BESIDE)
    awards = page.base.index.find(kinds=["awards"], filters={"funder": found["id"]}, sort="newest", limit=_AWARDS)
    count = page.number(awards.total, "count")
    country = found["country_code"]
    return render(
        page,
        "funder.html.j2",
        found,
        title=word("funder_title", page.language, who=name),
        ids=[("openalex", found["id"]), ("ror", found["ror_id"]), ("crossref", found["crossref_funder_id"])],
        lead=word("funder_lead", page.language, works=page.number(works.total, "count"), awards=count),
        caution=word("funder_named", page.language),
        facts=[
            *([(word("names_other", page.language), " / ".join(names))] if names else []),
            *facts(page, [("country", named(page, "country", [country])[country] if country else None)]),
        ],
        awards=items(page, awards.hits),
        awards_count=count,
        awards_href=link("/search", page.language, page.request, kind="awards", funder=found["id"], sort="newest"),
        awarded=sections(_asked(page, found, *OF_RECORD)),
        works=works,
    )


def _asked(page: Page, found: Record, *own: str) -> Asked:
    name = found["display_name"] or found["id"]
    if page.language == "ja":
        name = japanese_first([*(each["name"] for each in found["names"] if each["name"]), name])[0]
    return ask(
        page,
        "funder",
        found["id"],
        name=name,
        path=f"/funder/{quoted(found['id'])}",
        calendar=_CALENDARS.get(found["country_code"], "funder"),
        own=own,
    )
