"""A profile as researchmap V1 wrote it: feeds of Atom, one a section, with fields in a namespace of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashinban.data_sources.researchmap.listed import kind_of, mention
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, parse
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import pmid
from rashinban.schema.japanese import naid, person_name

_PERMALINK = re.compile(r"/user/([^?&/]+)")
_NUMBER = re.compile(r"[?&]dataid=(\d+)")
_WORKS = frozenset(("paper", "biblio", "conference", "patent", "work"))
_AWARDS = "competitiveFund"
_GREETING = "what Atom says of the feed"
_UNREAD = "written for people; nothing counts it"
_WORK = "the work's own record has it"

IGNORED: Mapping[str, str] = {
    "profile/hidden": "what is not disclosed, by name only",
    **{f"profile/feed/{name}": _GREETING for name in ("title", "link", "updated", "author", "@lang")},
    **{f"profile/feed/{name}": _GREETING for name in ("totalResults", "startIndex", "itemsPerPage")},
    **{f"profile/feed/entry/{name}": _UNREAD for name in ("content", "url", "summary", "image", "handle", "twitterid")},
    **{f"profile/feed/entry/{name}": _UNREAD for name in ("otherAffiliation", "googleuaid", "whatsnewPeriod")},
    **{f"profile/feed/entry/{name}": "never kept of a person" for name in ("birthDate", "deathDate", "gender")},
    **{f"profile/feed/entry/{name}": "never kept of a person" for name in ("email", "otherEmail", "mobileEmail")},
    **{f"profile/feed/entry/{name}": _WORK for name in ("volume", "number", "startingPage", "endingPage", "issn")},
    **{f"profile/feed/entry/{name}": _WORK for name in ("language", "referee", "attachment", "permalink", "link")},
    "profile/feed/entry/author/anotherName": _UNREAD,
    "profile/feed/entry/nrid": "NII's number of the paper, which NII has given up",
    "profile/feed/entry/jglobalid": "no provider of ours knows works by it",
    "profile/feed/entry/syncid": "where the entry was copied from",
    "profile/feed/entry/dictionary": "counts of a page",
    "profile/feed/entry/affiliation/id": "researchmap's number of an institution, which no other provider has",
    "profile/feed/entry/paperType/id": "made of the type's name",
    "profile/feed/entry/degree": "V2 has it with its date",
    "profile/feed/entry/kakenid": "the e-Rad number under another name",
    "//@disclose": "who may see a field was looked at before (disclosed.py)",
}


def read(record: bytes, rows: Rows) -> None:
    """Append the rows of one profile."""
    reading = Reading(parse(record))
    feeds = reading.many(reading.root, "feed")
    found = _PERMALINK.search(reading.text(feeds[0], "id") or "") if feeds else None
    if not found:
        raise Refused("a feed that does not say whose it is")
    for each in reading.many(reading.root, "hidden"):
        rows.refuse_value(each.get("name", ""), "its owner does not show it to everybody", each.get("flag"))
    author_id, has_person = ids.scheme_id("rm", found[1]), False
    lone: str | None = None
    for feed in feeds:
        reading.text(feed, "id")
        for entry in reading.many(feed, "entry"):
            section = reading.attribute(entry, "type")
            reading.text(entry, "id")
            if section == "basic":
                author_id, has_person = _add_person(reading, entry, found[1], rows), True
            elif not has_person and (section in _WORKS or section == _AWARDS):
                lone = reading.text(feed, "author/name")
    if not has_person and lone:
        mention(author_id, person_name(lone).full, rows)
    for entry in (entry for feed in feeds for entry in reading.many(feed, "entry")):
        section = reading.attribute(entry, "type")
        if section in _WORKS:
            _add_work(reading, section or "", entry, author_id, rows)
        elif section == _AWARDS:
            _add_award(reading, entry, author_id, rows)
        elif section != "basic":
            # The other sections are of the kinds that V2 ignores as well.
            reading.passed(entry)
    reading.notice_unread(rows, IGNORED)


def _add_person(reading: Reading, entry: Element, permalink: str, rows: Rows) -> str:
    orcid = rows.take(kinds.orcid, reading.text(entry, "orcidid"), "authors.orcid")
    author_id = ids.best("authors", {"orcid": orcid, "rm": permalink}) or ""
    names: dict[str, tuple[str | None, str | None]] = {}
    for author in reading.many(entry, "author"):
        language = reading.attribute(author, "lang")
        for field, script in (("name", None), ("nameKana", "Kana")):
            printed = reading.text(author, field)
            if printed:
                names.setdefault(person_name(printed).full, (language, script))
    for name, (language, script) in names.items():
        rows.add("author_names", author_id=author_id, name=name, language=language, script=script)
    for scheme, value in (("orcid", orcid), ("rm", permalink)):
        if value:
            rows.add("author_identifiers", author_id=author_id, scheme=scheme, identifier=value)
    institution = reading.text(entry, "affiliation/name")
    if institution:
        rows.add(
            "author_affiliations",
            author_id=author_id,
            position=1,
            kind="employment",
            institution_name=institution,
            department=reading.text(entry, "section"),
            role=reading.text(entry, "job"),
            is_current=True,
        )
    rows.add(
        "authors",
        author_id=author_id,
        orcid=orcid,
        display_name=reading.text(entry, "title") or next(iter(names), None),
        created_date=reading.text(entry, "published"),
        updated_date=reading.text(entry, "updated"),
    )
    return author_id


def _number(entry: Element) -> int:
    found = _NUMBER.search(entry.findtext("{*}id") or "")
    if not found or int(found[1]) >= 2**31:
        raise Refused("an entry without its number", column="entry.id", found=entry.findtext("{*}id"))
    return int(found[1])


def _year(reading: Reading, entry: Element, field: str, rows: Rows, column: str) -> int | None:
    """`20160900`: the day and month may be zeros."""
    printed = reading.text(entry, field)
    return rows.take(kinds.year, printed[:4] if printed else None, column)


def _add_work(reading: Reading, section: str, entry: Element, author_id: str, rows: Rows) -> None:
    column = "author_works.work_id"
    reading.text(entry, "updated")
    reading.text(entry, "author")
    found = {
        "doi": rows.take(kinds.doi, reading.text(entry, "doi"), column),
        "pmid": rows.take(pmid, reading.text(entry, "pmid"), column),
        "naid": rows.take(naid, reading.text(entry, "naid"), column),
    }
    reading.passed(reading.one(entry, "url"))
    sources = [reading.text(entry, field) for field in ("journal", "publicationName", "publisher")]
    rows.add(
        "author_works",
        author_id=author_id,
        position=_number(entry),
        work_id=ids.best("works", found),
        title=reading.text(entry, "title"),
        kind=kind_of(section, reading.text(entry, "paperType/name"), rows),
        year=_year(reading, entry, "publicationDate", rows, "author_works.year"),
        source_name=next((source for source in sources if source), None),
        is_public=True if reading.attribute(entry, "disclose") == "public" else None,
    )


def _add_award(reading: Reading, entry: Element, author_id: str, rows: Rows) -> None:
    reading.text(entry, "updated")
    reading.text(entry, "author")
    rows.add(
        "author_awards",
        author_id=author_id,
        position=_number(entry),
        title=reading.text(entry, "title"),
        funder_name=reading.text(entry, "provider"),
        funding_type=reading.text(entry, "system"),
        is_public=True if reading.attribute(entry, "disclose") == "public" else None,
    )
