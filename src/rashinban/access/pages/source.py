"""A source's page: a journal, repository or other place where works appear, and the works of the release that did."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.pages.entity import facts, linked, read, render, works_of, yes_or_no
from rashinban.access.pages.listed import kind_word, named
from rashinban.access.pages.page import OpenPage
from rashinban.access.pages.wordbook import word

router = APIRouter()

_BESIDE = (("topic", "with_topic"), ("country", "with_country"), ("institution", "with_institution"))


@router.get("/source/{any_id:path}")
def source(page: OpenPage, any_id: str) -> Response:
    """What is known of a source, then its works."""
    found = read(page, "sources", any_id)
    if isinstance(found, Response):
        return found
    name = found["display_name"] or found["id"]
    works = works_of(page, "source", found["id"], _BESIDE)
    country, publisher = found["country_code"], found["publisher"]
    issns = dict.fromkeys([found["issn_l"], *(each["issn"] for each in found["issns"])])
    own = publisher and str(publisher["publisher_id"]).startswith("I")
    return render(
        page,
        "plain_record.html.j2",
        found,
        title=word("source_title", page.language, who=name),
        ids=[("openalex", found["id"]), *(("issn", issn) for issn in issns if issn)],
        lead=word("source_lead", page.language, works=page.number(works.total, "count")),
        facts=facts(
            page,
            [
                ("type", kind_word(page, found["type"]) if found["type"] else None),
                # The publisher of a university press is an institution, which has a page.
                (
                    "publisher",
                    linked(page, "institutions", publisher["publisher_id"], publisher["display_name"])
                    if own
                    else publisher and publisher["display_name"],
                ),
                ("country", named(page, "country", [country])[country] if country else None),
                ("all_free", yes_or_no(page, found["is_oa"])),
                ("doaj", yes_or_no(page, found["is_in_doaj"])),
                ("core", yes_or_no(page, found["is_core"])),
            ],
        ),
        works=works,
    )
