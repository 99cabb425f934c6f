"""A researcher of KAKEN becomes a profile with names, numbers and posts, and the awards and outputs listed under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from rashinban.data_sources.nrid import lists
from rashinban.data_sources.nrid.shapes import (
    IGNORED,
    Affiliation,
    Day,
    Named,
    PersonName,
    Researcher,
    listed,
    main_text,
    spoken_texts,
)
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.grant_awards.institutions import institution_id
from rashinban.schema import ids, kinds
from rashinban.schema.japanese import erad_researcher, jglobal_id, nrid
from rashinban.schema.japanese import language as language_kind
from rashinban.schema.partial_dates import date_of_parts
from rashinban.snapshots.raw import RawFile, Record

_ACCN = "accn"


def records(file: RawFile) -> Iterator[Record]:
    """The researchers of a page of answers, or of lines of researchers."""
    return json.records(file, ("researchers",))


def parser(file: RawFile) -> Parser:
    """A parser for the researchers of one file."""
    number = 0

    def parse_next(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        found = json.decode(record)
        if not isinstance(found, dict):
            raise Refused("not a researcher", found=found)
        if json.is_sampled(number):
            json.notice_unknown(found, Researcher, "researcher", IGNORED, rows)
        parse(found, rows)

    return parse_next


def parse(found: dict[str, object], rows: Rows) -> None:
    """Append the rows of one researcher."""
    try:
        researcher = msgspec.convert(found, Researcher)
    except msgspec.ValidationError as error:
        raise Refused(str(error)) from None
    identifiers = list(dict.fromkeys(_identifiers(researcher, rows)))
    author_id = ids.best("authors", dict(reversed(identifiers)))
    if author_id is None:
        raise Refused("no number by which the researcher is known", found=researcher.accn)
    names = _names(researcher, rows)
    posts = list(_posts(researcher, rows))
    rows.add(
        "authors",
        author_id=author_id,
        orcid=next((identifier for scheme, identifier in identifiers if scheme == "orcid"), None),
        display_name=names[0].text if names else None,
        last_institution_id=next((post.institution_id for post in posts if post.is_current), None),
    )
    for scheme, identifier in identifiers:
        rows.add("author_identifiers", author_id=author_id, scheme=scheme, identifier=identifier)
    for name in names:
        rows.add("author_names", author_id=author_id, name=name.text, language=name.language, script=name.script)
    for position, post in enumerate(posts, 1):
        if post.institution_id:
            _mention(rows, post)
        rows.add(
            "author_affiliations",
            author_id=author_id,
            position=position,
            kind="employment",
            institution_id=post.institution_id,
            institution_name=post.institution_name,
            department=post.department,
            role=post.role,
            start_date=post.start,
            end_date=post.end,
            is_current=post.is_current,
        )
    lists.add_awards(rows, author_id, researcher.projects or [])
    lists.add_works(rows, author_id, researcher.products or [])


def _identifiers(researcher: Researcher, rows: Rows) -> Iterator[tuple[str, str]]:
    """Every number, each scheme's first one first; one person may have two e-Rad numbers."""
    column = "author_identifiers.identifier"
    for scheme, kind, values in (
        ("orcid", kinds.orcid, researcher.orcid),
        ("erad", erad_researcher, researcher.erad),
        ("jglobal", jglobal_id, researcher.jglobal),
        ("rm", str.strip, researcher.researchmap),
    ):
        for value in listed(values):
            if clean := rows.take(kind, value, column):
                yield scheme, clean
    if researcher.accn:
        try:
            yield "nrid", nrid(researcher.accn)
        except Refused:
            yield _ACCN, researcher.accn
    source = researcher.source
    for scheme, values in (
        ("kaken-person", source.kakenhi if source else None),
        ("erad-pseudo", source.pseudo if source else None),
        # Numbers that the provider itself calls wrong: not those of e-Rad, but under them the person was printed.
        ("erad-alternative", researcher.wrong_erad),
        ("jst-person", researcher.jst),
    ):
        for value in listed(values):
            if clean := value.strip():
                yield scheme, clean


@dataclass(frozen=True, kw_only=True)
class _Name:
    text: str
    language: str | None
    script: str | None


def _names(researcher: Researcher, rows: Rows) -> list[_Name]:
    """Every form of the name once, the present one in Japanese first."""
    found: dict[str, _Name] = {}
    for name in (*listed(researcher.name), *(researcher.names or [])):
        for form in sorted(_forms(name, rows), key=lambda form: (form.language != "ja", form.script or "")):
            found.setdefault(form.text, form)
    return list(found.values())


def _forms(name: PersonName, rows: Rows) -> Iterator[_Name]:
    """The full forms as given, and those that family and given name make, family name first, in each language."""
    for text, spoken in spoken_texts(name.full):
        yield _form(text, spoken, rows)
    given = {spoken: text for text, spoken in spoken_texts(name.given)}
    for family, spoken in spoken_texts(name.family):
        yield _form(f"{family} {given[spoken]}" if spoken in given else family, spoken, rows)


def _form(text: str, printed: str | None, rows: Rows) -> _Name:
    known = rows.take(language_kind, printed, "author_names.language")
    return _Name(text=text, language=known[0] if known else None, script=known[1] if known else None)


@dataclass(frozen=True, kw_only=True)
class _Post:
    institution_id: str | None
    institution_name: str | None
    department: str | None
    role: str | None
    start: str | None
    end: str | None
    is_current: bool | None


def _posts(researcher: Researcher, rows: Rows) -> Iterator[_Post]:
    """Present posts, then those of the past, without those that are told as present too."""
    told = set()
    for affiliations, is_current in ((researcher.current, True), (researcher.history, None)):
        for each in affiliations or []:
            post = _post(each, rows, is_current)
            place = (post.institution_name, post.department, post.role, post.start)
            if place not in told and any(place):
                told.add(place)
                yield post


def _post(affiliation: Affiliation, rows: Rows, is_current: bool | None) -> _Post:
    institution = affiliation.institution
    return _Post(
        institution_id=institution_id(nii=institution.nii, mext=institution.mext, erad=institution.erad)
        if institution
        else None,
        institution_name=main_text(institution.name) if institution else None,
        department=_named(affiliation.department),
        role=_named(affiliation.job_title),
        start=_day(affiliation.since, rows, "author_affiliations.start_date"),
        end=_day(affiliation.until or affiliation.util, rows, "author_affiliations.end_date"),
        is_current=is_current,
    )


def _named(named: Named | None) -> str | None:
    return main_text(named.name) if named else None


def _day(day: Day | None, rows: Rows, column: str) -> str | None:
    """As exact as given. 9999 says that there is no end."""
    if day is None or day.year in (None, "", 0, 9999, "9999"):
        return None
    parts = [str(part) if part else None for part in (day.month, day.day)]
    return rows.take(lambda year: date_of_parts(year, *parts), str(day.year), column)


def _mention(rows: Rows, post: _Post) -> None:
    rows.mention_of("institutions", institution_id=post.institution_id, display_name=post.institution_name)
