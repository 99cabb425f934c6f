"""A topic's page: what it covers, where it stands, and who works on it, by the works that have it as main topic."""

from __future__ import annotations

from fastapi import APIRouter, Response
from markupsafe import Markup

from rashinban.access.pages.entity import facts, read, render, works_of
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word

router = APIRouter()

_BESIDE = (
    ("country", "with_country"), ("institution", "with_institution"), ("technology_area", "with_technology_area"),
    ("funder", "with_funder"), ("source", "with_source"),
)  # fmt: skip
_ABOVE = ("domain", "field", "subfield")


@router.get("/topic/{any_id:path}")
def topic(page: OpenPage, any_id: str) -> Response:
    """What is known of a topic, then its works and who wrote them."""
    found = read(page, "topics", any_id)
    if isinstance(found, Response):
        return found
    name = found["display_name"] or found["id"]
    works = works_of(page, "topic", found["id"], _BESIDE)
    above = [(level, _above(page, level, found[f"{level}_id"], found[f"{level}_name"])) for level in _ABOVE]
    return render(
        page,
        "plain_record.html.j2",
        found,
        title=word("topic_title", page.language, who=name),
        ids=[("openalex", found["id"])],
        lead=word("topic_lead", page.language, works=page.number(works.total, "count")),
        facts=facts(page, [("description", found["description"]), *above]),
        works=works,
    )


def _above(page: Page, level: str, id: str | None, name: str | None) -> Markup | None:
    """A subfield, field or domain, with the search for its works."""
    if not id:
        return None
    return Markup('<a href="%s">%s</a>') % (
        link("/search", page.language, page.request, kind="works", **{level: id}),
        name or id,
    )
