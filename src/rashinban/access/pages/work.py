"""A work's page: who wrote it from where, where to read it, what it is about, who cites it and what it acknowledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response
from markupsafe import Markup, escape

from rashinban.access.pages import jsonld, parts_of
from rashinban.access.pages.entity import Record, facts, linked, outward, own_scheme, read, render
from rashinban.access.pages.listed import Item, items, kind_word, named, readable
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.labels import label

router = APIRouter()

#: Authors and references before the fold.
_BEFORE_FOLD, _REFERENCES = 50, 20


@router.get("/work/{any_id:path}")
def work(page: OpenPage, any_id: str) -> Response:
    """Everything that the release has of one work."""
    found = read(page, "works", any_id)
    if isinstance(found, Response):
        return found
    title = readable(found["title"] or "") or word("listed_untitled", page.language, id=found["id"])
    authors = _authors(page, found["authorships"])
    loaded = page.base.index.titles(found["references"])
    cited = found["cited_by_count"]
    return render(
        page,
        "work.html.j2",
        found,
        title=title,
        ids=[
            (own_scheme(found["id"]), found["id"]),
            ("doi", found["doi"]),
            ("pmid", found["pmid"]),
            ("mag", found["mag"]),
            *parts_of.identifiers(found["identifiers"]),
        ],
        parts_list=[
            each
            for each in (
                parts_of.texts(page, found["texts"], found["title"], found["abstract"]),
                parts_of.relations(page, found["relations"]),
                parts_of.subjects(page, found["subjects"]),
            )
            if each
        ],
        where=_where(page, found),
        authors=authors[:_BEFORE_FOLD],
        more_authors=authors[_BEFORE_FOLD:],
        copies=_copies(page, found["locations"]),
        abstract=readable(found["abstract"]) if found["abstract"] else None,
        subjects=_about(page, found),
        cited=word("work_cited", page.language, count=page.number(cited, "count"), date=_as_of(page, found))
        if cited is not None
        else None,
        top_10=_top_10(page, found["is_top_10_percent"]),
        funders=[linked(page, "funders", each["funder_id"], each["display_name"]) for each in found["funders"]],
        awards=_awards(page, found["awards"]),
        loaded=page.number(len(loaded), "count"),
        references=_references(page, found["references"], loaded),
        jsonld=jsonld.written(jsonld.work(found, str(page.request.base_url))),
        jsonld_href=jsonld.jsonld_address(page, "works", found["id"]),
        signposts=_signposts(found),
    )


def _authors(page: Page, authorships: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Authors in their order, each with institutions and, where one was not identified, the address as printed."""
    places = [place for each in authorships for place in each["affiliations"] if place["institution_id"]]
    names = {place["institution_id"]: place["display_name"] for place in places}
    if page.language == "ja":
        names |= named(page, "institution", names)
    found = []
    for each in authorships:
        name = each["display_name"] or each["raw_author_name"]
        printed = each["raw_author_name"]
        found.append(
            {
                "name": linked(page, "authors", each["author_id"], name),
                "printed": printed if printed and printed != name else None,
                "orcid": outward(f"https://orcid.org/{each['orcid']}", "ORCID") if each["orcid"] else None,
                "corresponding": bool(each["is_corresponding"]),
                "places": list(dict.fromkeys(_place(page, place, names) for place in each["affiliations"])),
            }
        )
    return found


def _place(page: Page, place: Mapping[str, Any], names: Mapping[str, str | None]) -> Markup | str:
    id = place["institution_id"]
    if id:
        return linked(page, "institutions", id, names[id]) or id
    if place["raw_affiliation"]:
        return word("work_unresolved", page.language, address=place["raw_affiliation"])
    return named(page, "country", [place["country_code"]])[place["country_code"]] if place["country_code"] else ""


def _where(page: Page, found: Record) -> list[Markup | str]:
    """Source, volume, pages, date, type in one line."""
    source = found["source"]
    pages = "–".join(dict.fromkeys(part for part in (found["first_page"], found["last_page"]) if part))
    parts = [
        linked(page, "sources", source["source_id"], source["display_name"]) if source else None,
        word("pages_of_work", page.language, volume=found["volume"]) if found["volume"] else None,
        word("issue_of_work", page.language, issue=found["issue"]) if found["issue"] else None,
        word("page_range", page.language, pages=pages) if pages else None,
        str(found["publication_date"] or found["publication_year"] or ""),
        kind_word(page, found["type"]) if found["type"] else None,
    ]
    return [part for part in parts if part]


def _copies(page: Page, locations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Where it can be read, free copies first."""
    found = []
    for each in sorted(locations, key=lambda each: (not each["is_oa"], each["position"])):
        url = each["landing_page_url"] or each["pdf_url"]
        if url:
            facts = [
                word("work_free" if each["is_oa"] else "work_not_free", page.language),
                kind_word(page, each["version"]) if each["version"] else None,
                each["license"],
            ]
            found.append(
                {
                    "link": outward(url, each["source"] or url),
                    "pdf": outward(each["pdf_url"], word("work_pdf", page.language))
                    if each["landing_page_url"]
                    else None,
                    "facts": [fact for fact in facts if fact],
                    "free": bool(each["is_oa"]),
                }
            )
    return found


def _about(page: Page, found: Record) -> list[tuple[str, object]]:
    comma = "、" if page.language == "ja" else ", "
    topics = [linked(page, "topics", each["topic_id"], each["display_name"]) for each in found["topics"]]
    keywords = [each["keyword"] for each in found["keywords"]]
    pairs: list[tuple[str, object]] = [
        (word("work_topics", page.language), Markup(", ").join(topic for topic in topics if topic)),
        (word("work_areas", page.language), _areas(page, found["technology_areas"])),
        (word("work_keywords", page.language), comma.join(keywords)),
    ]
    pairs += facts(
        page,
        [
            ("language", kind_word(page, found["language"]) if found["language"] else None),
            ("oa", kind_word(page, found["oa_status"]) if found["oa_status"] else None),
        ],
    )
    return [(term, text) for term, text in pairs if text]


def _areas(page: Page, rows: Sequence[Mapping[str, Any]]) -> Markup | str:
    """Areas with the readings of their definitions that take the work."""
    readings: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        area = row["technology_area"]
        readings.setdefault(area, []).append(row["alternative"])
        names[area] = row[f"label_{page.language}"] or area
    comma = "・" if page.language == "ja" else ", "
    order = ("narrow", "standard", "broad")
    lines = []
    for area, found in readings.items():
        said = comma.join(label(each, page.language) for each in order if each in found)
        name = linked(page, "technology_areas", area, names[area])
        lines.append(Markup(escape(word("work_area_readings", page.language)).format(area=name, readings=said)))
    return Markup("<br>").join(lines) if lines else word("work_no_areas", page.language)


def _as_of(page: Page, found: Record) -> str:
    return str(found["updated_date"] or page.base.about["as_of"])[:10]


def _top_10(page: Page, flag: bool | None) -> str | None:
    return None if flag is None else word("work_top_yes" if flag else "work_top_no", page.language)


def _awards(page: Page, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Award numbers as the work has them, each with its record and funder where they are known."""
    found = []
    for row in rows:
        number = row["funder_award_id"] or row["award_id"]
        searched = Markup('<a href="%s">%s</a>') % (link("/search", page.language, page.request, q=number), number)
        found.append(
            {
                "number": linked(page, "awards", row["award_id"], number) if row["award_id"] else searched,
                "title": row["title"],
                "funder": linked(page, "funders", row["funder_id"], row["funder"]),
            }
        )
    return found


def _references(page: Page, ids: Sequence[str], loaded: Mapping[str, str]) -> list[Item]:
    """The first references that are records of the release."""
    known = [id for id in ids if id in loaded][:_REFERENCES]
    hits = [hit for id in known if (hit := page.base.index.record(id))]
    return items(page, hits)


def _signposts(found: Record) -> list[str]:
    """Typed links for machines (signposting.org)."""
    links = [f'<https://doi.org/{found["doi"]}>; rel="cite-as"'] if found["doi"] and found["doi"].isascii() else []
    orcids = [each["orcid"] for each in found["authorships"][:_BEFORE_FOLD] if each["orcid"]]
    links += [f'<https://orcid.org/{orcid}>; rel="author"' for orcid in orcids]
    return [*links, '<https://schema.org/ScholarlyArticle>; rel="type"', '<https://schema.org/AboutPage>; rel="type"']
