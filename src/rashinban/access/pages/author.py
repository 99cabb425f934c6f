"""A researcher's page: all forms of the name, affiliations by year, works. No score of a person, and it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response
from markupsafe import Markup

from rashinban.access.pages import parts_of
from rashinban.access.pages.entity import linked, own_scheme, read, render, spans, works_of
from rashinban.access.pages.jsonld import jsonld_address, person, written
from rashinban.access.pages.listed import japanese_first, named
from rashinban.access.pages.page import OpenPage, Page
from rashinban.access.pages.wordbook import word

router = APIRouter()

_BESIDE = (
    ("author", "with_author"),
    ("institution", "with_institution"),
    ("topic", "with_topic"),
    ("source", "with_source"),
)


@router.get("/author/{any_id:path}")
def author(page: OpenPage, any_id: str) -> Response:
    """The profile as the data source has put it together."""
    found = read(page, "authors", any_id)
    if isinstance(found, Response):
        return found
    name = found["display_name"] or found["id"]
    works = works_of(page, "author", found["id"], _BESIDE)
    return render(
        page,
        "author.html.j2",
        found,
        title=word("author_title", page.language, who=name),
        ids=[
            (own_scheme(found["id"]), found["id"]),
            ("orcid", found["orcid"]),
            *parts_of.identifiers(found["identifiers"]),
        ],
        lead=word("author_lead", page.language, works=page.number(works.total, "count")),
        names=japanese_first(each["name"] for each in found["names"] if each["name"] != name),
        affiliations=_affiliations(page, found["affiliations"]),
        parts_list=[each for each in (parts_of.posts(page, found["posts"]),) if each],
        works=works,
        jsonld=written(person(found, str(page.request.base_url))),
        jsonld_href=jsonld_address(page, "authors", found["id"]),
    )


def _affiliations(page: Page, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Markup | str | None, str]]:
    """Institutions with the years in which works name them, the latest first."""
    years: dict[str, list[int]] = {}
    for row in rows:
        years.setdefault(row["institution_id"], []).append(row["year"])
    names = {row["institution_id"]: row["display_name"] for row in rows}
    names |= named(page, "institution", years) if page.language == "ja" else {}
    listed = sorted(years.items(), key=lambda item: max(item[1]), reverse=True)
    return [(linked(page, "institutions", id, names[id]), spans(found)) for id, found in listed]
