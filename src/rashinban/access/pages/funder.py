"""A funder's page: its names, its awards, and the works that name it. Named is not the same as paid for."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.pages.entity import facts, read, render, works_of
from rashinban.access.pages.listed import items, japanese_first, named
from rashinban.access.pages.page import OpenPage, link
from rashinban.access.pages.wordbook import word

router = APIRouter()

_BESIDE = (
    ("institution", "with_institution"), ("country", "with_country"), ("technology_area", "with_technology_area"),
    ("topic", "with_topic"),
)  # fmt: skip
_AWARDS = 5


@router.get("/funder/{any_id:path}")
def funder(page: OpenPage, any_id: str) -> Response:
    """What is known of a funder, its latest awards, then the works that name it."""
    found = read(page, "funders", any_id)
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
        "plain_record.html.j2",
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
        works=works,
    )
