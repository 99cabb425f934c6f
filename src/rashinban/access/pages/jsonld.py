"""Each document describes one record in the words of schema.org, for search engines and for those who take it along."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Response
from markupsafe import Markup

from rashinban.access.entities import record
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.errors import NotFound
from rashinban.search.text import plain

router = APIRouter()

Described = dict[str, Any]

_WORK_TYPES = {"dataset": "Dataset", "book": "Book", "book-chapter": "Chapter", "software": "SoftwareSourceCode"}
#: A work of physics may have thousands of authors; a search engine reads no more than these.
_MOST_AUTHORS = 200


@router.get("/jsonld/{kind}/{any_id:path}")
def jsonld(page: OpenPage, kind: str, any_id: str) -> Response:
    """A record as a JSON-LD file."""
    page.selection()
    if kind not in _DESCRIBED:
        raise NotFound(f"{kind[:40]!r} has no JSON-LD; there is that of {', '.join(_DESCRIBED)}")
    found = record(page.base.session, kind, any_id)
    text = json.dumps(_DESCRIBED[kind](found, str(page.request.base_url)), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": f'inline; filename="{found["id"]}.jsonld"'}
    return Response(text, media_type="application/ld+json", headers=headers)


def jsonld_address(page: Page, kind: str, id: str) -> str:
    return link(f"/jsonld/{kind}/{quoted(id)}", page.language, page.request)


def written(described: Described) -> Markup:
    """A document as it stands in a page: no text of it can end the element around it."""
    text = json.dumps(described, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def work(found: Mapping[str, Any], server: str) -> Described:
    """A work with its authors, its source, its funders."""
    free = next((each for each in found["locations"] if each["is_oa"]), None)
    source = found["source"]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": _WORK_TYPES.get(found["type"], "ScholarlyArticle"),
            "@id": f"https://doi.org/{found['doi']}" if found["doi"] else f"{server}work/{found['id']}",
            "url": f"{server}work/{found['id']}",
            "name": plain(found["title"]) if found["title"] else None,
            "datePublished": str(found["publication_date"] or found["publication_year"] or "") or None,
            "inLanguage": found["language"],
            "abstract": found["abstract"],
            "isAccessibleForFree": found["is_oa"],
            "license": free["license"] if free else None,
            "author": [_author(each, server) for each in found["authorships"][:_MOST_AUTHORS]],
            "isPartOf": _known({"@type": "Periodical", "name": source["display_name"], "issn": source["issn_l"]})
            if source
            else None,
            "funder": [_organisation(each) for each in found["funders"]],
            "keywords": [each["keyword"] for each in found["keywords"]],
            "identifier": [found["id"], *([f"doi:{found['doi']}"] if found["doi"] else [])],
        }
    )


def person(found: Mapping[str, Any], server: str) -> Described:
    """A researcher with all forms of the name and all affiliations; no figure."""
    places = {each["institution_id"]: each for each in found["affiliations"]}
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": f"https://orcid.org/{found['orcid']}" if found["orcid"] else f"{server}author/{found['id']}",
            "url": f"{server}author/{found['id']}",
            "name": found["display_name"],
            "alternateName": [each["name"] for each in found["names"] if each["name"] != found["display_name"]],
            "affiliation": [_organisation(each) for each in places.values()],
            "identifier": found["id"],
        }
    )


def organisation(found: Mapping[str, Any], server: str) -> Described:
    """An institution with its names and those it belongs to."""
    names = dict.fromkeys(each["name"] for each in found["names"] if each["name"] != found["display_name"])
    of = {
        relation: [_organisation(each) for each in found["relations"] if each["relation"] == relation]
        for relation in ("parent", "child")
    }
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": f"https://ror.org/{found['ror_id']}" if found["ror_id"] else f"{server}institution/{found['id']}",
            "url": f"{server}institution/{found['id']}",
            "sameAs": found["homepage_url"],
            "name": found["display_name"],
            "alternateName": list(names),
            "address": _known(
                {"@type": "PostalAddress", "addressCountry": found["country_code"], "addressLocality": found["city"]}
            ),
            "parentOrganization": of["parent"],
            "subOrganization": of["child"],
            "identifier": found["id"],
        }
    )


def _author(each: Mapping[str, Any], server: str) -> Described:
    at = [_organisation(place) for place in each["affiliations"] if place["display_name"]]
    own = f"https://orcid.org/{each['orcid']}" if each["orcid"] else None
    return _known(
        {
            "@type": "Person",
            "@id": own or (f"{server}author/{each['author_id']}" if each["author_id"] else None),
            "name": each["display_name"] or each["raw_author_name"],
            "affiliation": at,
        }
    )


def _organisation(each: Mapping[str, Any]) -> Described:
    ror = each["ror_id"]
    return _known(
        {"@type": "Organization", "@id": f"https://ror.org/{ror}" if ror else None, "name": each["display_name"]}
    )


def _known(described: Described) -> Described:
    """What is not observed is left out."""
    return {name: value for name, value in described.items() if value not in (None, "", [], {})}


_DESCRIBED: Mapping[str, Callable[[Mapping[str, Any], str], Described]] = {
    "works": work,
    "authors": person,
    "institutions": organisation,
}
