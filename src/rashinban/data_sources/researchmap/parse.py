"""A profile of researchmap becomes an author with names, ids, posts, and the works and projects that it lists.

A line of a profile is its owner's claim: listed works become rows of author_works, never works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec

from rashinban.data_sources.researchmap import v1
from rashinban.data_sources.researchmap.files import PERSON
from rashinban.data_sources.researchmap.listed import KIND_OF_WORKS, add_project, add_work, mention
from rashinban.data_sources.researchmap.shapes import IGNORED, SECTIONS_IGNORED, Post, Researcher, Text
from rashinban.engine.rows import Parser, Rows
from rashinban.reading.json import notice_unknown
from rashinban.reading.mending import mended
from rashinban.reading.works import name_of_parts
from rashinban.schema import ids, kinds
from rashinban.schema.japanese import erad_researcher, jglobal_id
from rashinban.schema.partial_dates import partial_date
from rashinban.snapshots.raw import RawFile

#: What stands for "goes on" in an end date.
_GOES_ON = "9999"
#: Entries without a number are counted from here: the posts of the person's own record come before.
_FIRST_OTHER = 1000
_POSTS = {"research_experience": "employment", "education": "education"}


class _Entry(msgspec.Struct):
    type: str
    fields: dict[str, Any]
    id: str | None = None


class _Profile(msgspec.Struct):
    """What files.py has put together."""

    entries: list[_Entry]
    hidden: list[tuple[str, str]]
    unknown: list[str]
    user_id: str | None = None
    permalink: str | None = None


def parser(file: RawFile) -> Parser:
    """A parser for the profiles of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Append the rows of one profile."""
    if record.startswith(b"<"):
        v1.read(record, rows)
        return
    profile = msgspec.json.decode(record, type=_Profile)
    for path, flag in profile.hidden:
        rows.refuse_value(path, "its owner does not show it to everybody", flag)
    for unknown in profile.unknown:
        rows.unknown_field(unknown)
    persons = [entry for entry in profile.entries if entry.type == PERSON]
    author_id = ids.scheme_id("rm", profile.permalink or profile.user_id or "")
    if persons:
        author_id = _add_person(persons[-1], profile, rows)
    others = count(_FIRST_OTHER)
    for entry in profile.entries:
        if entry.type in _POSTS:
            _add_post(entry, _number(entry, others), author_id, rows)
        elif entry.type in KIND_OF_WORKS:
            add_work(entry.type, _number(entry, others), entry.fields, author_id, rows)
        elif entry.type == "research_projects":
            add_project(_number(entry, others), entry.fields, author_id, rows)
        elif entry.type != PERSON and entry.type not in SECTIONS_IGNORED:
            rows.unknown_field(entry.type)
    if not persons and any(entry.type not in SECTIONS_IGNORED for entry in profile.entries):
        mention(author_id, None, rows)


def _number(entry: _Entry, others: Iterator[int]) -> int:
    """researchmap's number of an entry: entries of one section may come in a file of their own.

    Lines for import have none yet: they are counted.
    """
    if entry.id and entry.id.isascii() and entry.id.isdigit() and int(entry.id) < 2**31:
        return int(entry.id)
    return next(others)


def _add_person(entry: _Entry, profile: _Profile, rows: Rows) -> str:
    """Add the author; returns the id."""
    notice_unknown(entry.fields, Researcher, PERSON, IGNORED, rows)
    person = mended(entry.fields, Researcher, PERSON, rows)
    found: dict[tuple[str, str], None] = {}
    for scheme, values, kind in _identifiers(person):
        for value in values:
            if clean := rows.take(kind, value, "author_identifiers.identifier"):
                found[scheme, clean] = None
    for own in (profile.permalink, profile.user_id):
        if own:
            found["rm", own] = None
    author_id = ids.best("authors", dict(reversed(found))) or ""
    rows["author_identifiers"].extend((author_id, *pair) for pair in found)
    forms = list(_names(person))
    for name, language, script in dict.fromkeys(forms):
        rows.add("author_names", author_id=author_id, name=name, language=language, script=script)
    position = 0
    for post in person.affiliations:
        position += 1
        _add_affiliation(rows, author_id, position, post, kind="employment", is_current=True)
    for degree in person.degrees:
        position += 1
        rows.add(
            "author_affiliations",
            author_id=author_id,
            position=position,
            kind="education",
            institution_name=degree.degree_institution.first if degree.degree_institution else None,
            role=degree.degree.first if degree.degree else None,
            end_date=rows.take(partial_date, degree.degree_date, "author_affiliations.end_date"),
        )
    rows.add(
        "authors",
        author_id=author_id,
        orcid=next((value for scheme, value in found if scheme == "orcid"), None),
        display_name=forms[0][0] if forms else None,
        created_date=person.created,
        updated_date=person.modified,
    )
    return author_id


def _identifiers(person: Researcher) -> list[tuple[str, Sequence[str], Callable[[str], str]]]:
    told = person.identifiers
    if told is None:
        return []
    return [
        ("orcid", told.orc_id, kinds.orcid),
        ("erad", told.erad_id, erad_researcher),
        ("jglobal", told.j_global_id, jglobal_id),
        ("researcherid", told.researcher_id, str.strip),
    ]


def _names(person: Researcher) -> list[tuple[str, str | None, str | None]]:
    """The name in Japanese, its reading, and in English, each as far as it is given."""
    family, given = person.family_name or Text(), person.given_name or Text()
    told = [
        (name_of_parts(family.ja, given.ja, "ja"), "ja", None),
        (name_of_parts(family.kana, given.kana, "ja"), "ja", "Kana"),
        (name_of_parts(family.en, given.en, "en"), "en", None),
    ]
    return [(name.full, language, script) for name, language, script in told if name]


def _add_post(entry: _Entry, number: int, author_id: str, rows: Rows) -> None:
    notice_unknown(entry.fields, Post, entry.type, IGNORED, rows)
    post = mended(entry.fields, Post, entry.type, rows)
    goes_on = True if post.to_date == _GOES_ON else None
    _add_affiliation(rows, author_id, number, post, kind=_POSTS[entry.type], is_current=goes_on)


def _add_affiliation(
    rows: Rows, author_id: str, position: int, post: Post, *, kind: str, is_current: bool | None
) -> None:
    parts = [part.first for part in (post.section, post.department, post.course) if part]
    end = None if post.to_date == _GOES_ON else post.to_date
    rows.add(
        "author_affiliations",
        author_id=author_id,
        position=position,
        kind=kind,
        institution_name=post.affiliation.first if post.affiliation else None,
        department=" ".join(part for part in parts if part) or None,
        role=post.job.first if post.job else None,
        start_date=rows.take(partial_date, post.from_date, "author_affiliations.start_date"),
        end_date=rows.take(partial_date, end, "author_affiliations.end_date"),
        is_current=is_current,
    )
