"""An entry of CSL-JSON, the form that Zotero and citeproc use; dates are `date-parts`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rashinban.data_sources.bibliography.entry import Entry, date_of, name_of, numbers, unknown, words
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Name
from rashinban.schema.partial_dates import date_of_parts

_OWN = "of the person's own library"
IGNORED: Mapping[str, str] = {
    **dict.fromkeys(
        ("id", "citation-key", "note", "annote", "custom", "accessed", "archive", "archive_location"), _OWN
    ),
    **dict.fromkeys(("call-number", "citation-label", "system_id", "source", "locator"), _OWN),
    **dict.fromkeys(("publisher", "publisher-place", "archive-place"), "publishers go by ids, which entries lack"),
    **dict.fromkeys(
        (
            *("editor", "translator", "collection-editor", "container-author", "director", "editorial-director"),
            *("illustrator", "interviewer", "composer", "recipient", "reviewed-author", "original-author", "curator"),
        ),
        "authors are read",
    ),
    **dict.fromkeys(("event", "event-title", "event-place", "event-date", "jurisdiction", "authority"), "no column"),
    **dict.fromkeys(("edition", "genre", "medium", "version", "section", "chapter-number", "scale"), "no column"),
    **dict.fromkeys(("number-of-pages", "number-of-volumes", "collection-number", "dimensions"), "no column"),
    **dict.fromkeys(("status", "submitted", "original-date", "original-title", "references"), "no column"),
    **dict.fromkeys(("title-short", "container-title-short", "journalAbbreviation", "shortTitle"), "the title is read"),
    "collection-title": "a series of books, without its ISSN",
    "available-date": "the date of issue is read",
    "copyright": "the licence of a copy is told with its own record",
    "license": "the licence of a copy is told with its own record",
}
_READ = frozenset(
    (
        *("type", "title", "author", "container-title", "volume", "issue", "number", "page", "page-first", "issued"),
        *("DOI", "PMID", "PMCID", "ISSN", "ISBN", "URL", "abstract", "keyword", "categories", "language"),
    )
)


def read(text: str, rows: Rows) -> Entry:
    """One entry."""
    try:
        fields = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"invalid JSON: {error}") from None
    if not isinstance(fields, dict):
        raise Refused("not an entry of CSL-JSON", found=text[:200])
    unknown(rows, fields, _READ, IGNORED, "csl")

    def get(name: str) -> str | None:
        value = fields.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        return str(value) if isinstance(value, str | int | float) and value != "" else None

    pages = (get("page") or get("page-first") or "").replace("\u2013", "-").partition("-")
    standard = [each for name in ("ISSN", "ISBN") for each in _texts(fields.get(name))]
    return Entry(
        type=f"csl:{get('type') or ''}",
        title=get("title"),
        authors=tuple(filter(None, (_name(each) for each in _mappings(fields.get("author"))))),
        container=get("container-title"),
        volume=get("volume"),
        issue=get("issue") or get("number"),
        pages=pages[0].strip() or None,
        last_page=pages[2].strip() or None,
        date=_date(fields.get("issued"), rows),
        doi=get("DOI"),
        pmid=get("PMID"),
        pmcid=get("PMCID"),
        standard_numbers=tuple(number for each in standard for number in numbers(each)),
        url=get("URL"),
        abstract=get("abstract"),
        keywords=(*words(get("keyword")), *_texts(fields.get("categories"))),
        language=get("language"),
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each]


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _name(person: Mapping[str, object]) -> Name | None:
    def get(name: str) -> str:
        value = person.get(name)
        return value.strip() if isinstance(value, str) else ""

    particles = (get("non-dropping-particle"), get("family"))
    family = " ".join(filter(None, (get("dropping-particle"), *particles)))
    return name_of(family or get("literal"), get("given"), get("suffix"))


def _date(issued: object, rows: Rows) -> str | None:
    """`{"date-parts": [[2016, 12, 20]]}`, or a text in `raw` or `literal` that begins with a year."""
    if not isinstance(issued, dict):
        return None
    listed = issued.get("date-parts")
    if isinstance(listed, list) and listed and isinstance(listed[0], list) and listed[0]:
        parts = [str(part) for part in listed[0][:3] if part is not None]
        try:
            return date_of_parts(*parts)
        except (Refused, TypeError) as refused:
            rows.refuse_value("works.publication_year", str(refused), parts)
            return None
    text = issued.get("raw") or issued.get("literal")
    year, month, day = (*str(text or "").split("-"), None, None)[:3]
    return date_of(rows, year, month, day)
