"""Each row is one person in one role at one post in an award, with the fiscal years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rashinban.errors import Refused
from rashinban.reading.grant_awards.element import Award, order, positions
from rashinban.reading.grant_awards.institutions import Post, posts
from rashinban.reading.grant_awards.texts import WORDS
from rashinban.reading.xml import Element
from rashinban.schema import ids, kinds
from rashinban.schema.japanese import erad_researcher, jglobal_id, script_of

#: Roles of the member who leads, the first that there is.
_LEADING = ("principal_investigator", "fellow", "host")
#: Attributes of a member that are a person's identifiers: scheme, and the kind that cleans it.
_IDENTIFIERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "eradCode": ("erad", erad_researcher),
    "orcid": ("orcid", kinds.orcid),
    "jglobalCode": ("jglobal", jglobal_id),
    "rmapCode": ("rm", str),
    "researcherNumber": ("kaken-person", str),
}
_SPAN = re.compile(r"(\d{4})(?:-(\d{4}))?", re.A)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person as members name it. identifiers: scheme and identifier, the member's own e-Rad number first."""

    name: str | None
    kana: str | None = None
    latin: str | None = None
    other_names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def author_id(self) -> str | None:
        """By the e-Rad number that the member has; by another identifier only without one."""
        found = dict(reversed(self.identifiers))
        return f"erad:{found['erad']}" if "erad" in found else ids.best("authors", found)

    @property
    def orcid(self) -> str | None:
        return dict(self.identifiers).get("orcid")

    @property
    def has_erad(self) -> bool:
        return any(scheme == "erad" for scheme, _ in self.identifiers)

    @property
    def keys(self) -> list[str]:
        """What tells whether two members of a record are one person: the numbers, and the name without one."""
        return [f"{scheme}:{number}" for scheme, number in self.identifiers] or [self.name or ""]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Who leads the award."""

    name: str | None
    orcid: str | None
    institution_id: str | None


@dataclass(frozen=True, kw_only=True)
class _Member:
    person: Person
    role: str
    posts: tuple[Post, ...]
    years: tuple[int, ...]


def read_members(award: Award, summaries: list[Element], codes: Mapping[str, str]) -> Lead | None:
    """Add the members with the years of each post; who leads.

    The yearly records say where each member was; members of whom only the summary knows are taken from it, with the
    years of @participate.
    """
    listed = [each for pair in _pairs(award, award.many("memberList"), "id") if (each := _member(award, pair, codes))]
    summed = [each for pair in _pairs(award, summaries, "sequence") if (each := _member(award, pair, codes))]
    added = [each for each in summed if not _is_listed(each.person, [other.person for other in listed])]
    _add_members(award, [*listed, *added], [each.person for each in (*summed, *listed)])
    _add_identifiers(award, [each.person for each in (*summed, *listed)])
    return _lead(summed or listed, listed)


def _is_listed(person: Person, listed: list[Person]) -> bool:
    """Whether a person is among others: by a number; by the name, unless both have e-Rad numbers, which then differ."""
    for other in listed:
        if set(person.keys) & set(other.keys):
            return True
        if person.name == other.name and not (person.has_erad and other.has_erad):
            return True
    return False


def _add_members(award: Award, members: list[_Member], people: list[Person]) -> None:
    """Add a row for each run of years of a person under one name in one role at one post.

    Not every yearly record has the readings of a name: they are those of the same person's same name elsewhere.
    """
    kana = {(key, each.name): each.kana for each in people for key in each.keys if each.kana}
    latin = {(key, each.name): each.latin for each in people for key in each.keys if each.latin}
    spells: dict[tuple[str | None, str | None, str, Post], tuple[list[str], set[int]]] = {}
    for member in members:
        person = member.person
        for post in member.posts or (Post(),):
            _, years = spells.setdefault((person.author_id, person.name, member.role, post), (person.keys, set()))
            years.update(member.years)
    position = positions()
    in_order = sorted(spells.items(), key=lambda spell: min(spell[1][1], default=0))
    for (author_id, name, role, post), (keys, years) in in_order:
        post.mention(award)
        if author_id:
            award.mention("authors", author_id=author_id, display_name=name)
        for first, last in _runs(sorted(years)):
            award.rows.add(
                "award_members",
                award_id=award.award_id,
                position=next(position),
                author_id=author_id,
                name=name,
                name_kana=next((kana[key, name] for key in keys if (key, name) in kana), None),
                name_latin=next((latin[key, name] for key in keys if (key, name) in latin), None),
                role=role,
                institution_id=post.institution_id,
                institution_name=post.institution_name,
                department=post.department,
                job_title=post.job_title,
                start_fiscal_year=first,
                end_fiscal_year=last,
            )


def _pairs(award: Award, holders: list[Element], key: str) -> list[list[Element]]:
    """The members of lists or summaries, each with its variants by language, the Japanese one first."""
    found: dict[str, list[Element]] = {}
    for holder in holders:
        for element in order(award, award.reading.many(holder, "member")):
            name = award.attribute(element, key) or f"alone {len(found)}"
            found.setdefault(name, []).append(element)
    return [sorted(each, key=lambda element: award.language(element) == "en") for each in found.values()]


def _member(award: Award, variants: list[Element], codes: Mapping[str, str]) -> _Member | None:
    person = _person(award, variants)
    roles = [award.attribute(each, "role") for each in variants]
    years = {year for each in variants for year in _years(award, each)}
    found = _Member(
        person=person,
        role=award.rows.type_of("award_members", WORDS, roles[0], "award_members.role") or "other",
        posts=posts(award, variants, codes),
        years=tuple(sorted(years)),
    )
    return found if person.name or person.author_id else None


def _person(award: Award, variants: list[Element]) -> Person:
    """Names of the first variant that has one, in Latin script those of a variant that is so written."""
    name = kana = latin = None
    others: dict[str, None] = {}
    identifiers: dict[tuple[str, str], None] = {}
    for element in variants:
        for attribute, (scheme, kind) in _IDENTIFIERS.items():
            if clean := award.rows.take(kind, award.attribute(element, attribute), "award_members.author_id"):
                identifiers[scheme, clean] = None
        for number in award.reading.many(element, "enriched/researcherNumber"):
            award.attribute(number, "type")
            if clean := award.rows.take(erad_researcher, award.text(number), "author_identifiers.identifier"):
                identifiers["erad", clean] = None
        for place, printed in enumerate(order(award, award.reading.many(element, "personalName"))):
            full, reading = _names(award, printed)
            if full and place:
                others[full] = None
            elif full:
                name, kana = name or full, kana or reading
                latin = latin or (full if script_of(full) == "latin" else None)
    return Person(name=name, kana=kana, latin=latin, other_names=tuple(others), identifiers=tuple(identifiers))


def _names(award: Award, element: Element) -> tuple[str | None, str | None]:
    """The full name as printed and its reading, family name first."""
    parts = [award.reading.one(element, path) for path in ("familyName", "givenName")]
    readings = [award.attribute(part, "yomi") for part in parts]
    printed = [award.text(part) for part in parts]
    full = award.text(element, "fullName") or " ".join(filter(None, printed)) or None
    return full, " ".join(filter(None, readings)) or None


def _years(award: Award, element: Element) -> list[int]:
    """The fiscal years of a member: its own, else those that it took part in, else those of its yearly records."""
    own = award.fiscal_year(award.attribute(element, "fiscalYear"), "award_members.start_fiscal_year")
    printed = award.attribute(element, "participate")
    parents = [award.year_of(award.attribute(each, "id")) for each in award.reading.many(element, "parent")]
    if own:
        return [own]
    if printed:
        return award.rows.take(participated, printed, "award_members.start_fiscal_year") or []
    return [year for year in parents if year]


def participated(printed: str) -> list[int]:
    """`2000`, `2000-2002` or `2000,2002` as the years that are meant."""
    found: set[int] = set()
    for part in printed.split(","):
        span = _SPAN.fullmatch(part.strip())
        if span is None or int(span[2] or span[1]) < int(span[1]):
            raise Refused("not years (2000, 2000-2002 or 2000,2002)", found=printed)
        found.update(range(kinds.year(span[1]), kinds.year(span[2] or span[1]) + 1))
    return sorted(found)


def _runs(years: list[int]) -> Iterator[tuple[int | None, int | None]]:
    """First and last year of each run of years; one run without years where none are known."""
    first = last = years[0] if years else None
    for year in years[1:]:
        if last is not None and year > last + 1:
            yield first, last
            first = year
        last = year
    yield first, last


def _add_identifiers(award: Award, people: list[Person]) -> None:
    """Tell the numbers of people who have several, so that what is under each of them is found to be one person's.

    And the other names that a form asked for. The profiles are elsewhere (nrid).
    """
    told: set[tuple[str, ...]] = set()
    for person in people:
        author_id = person.author_id
        if author_id is None:
            continue
        numbers = person.identifiers if len(person.identifiers) > 1 else ()
        for scheme, identifier in numbers:
            if (author_id, scheme, identifier) not in told:
                told.add((author_id, scheme, identifier))
                award.rows.add("author_identifiers", author_id=author_id, scheme=scheme, identifier=identifier)
        for name in person.other_names:
            if (author_id, name) not in told:
                told.add((author_id, name))
                award.rows.add("author_names", author_id=author_id, name=name)


def _lead(members: list[_Member], listed: list[_Member]) -> Lead | None:
    """The first member in the first leading role; identifiers and institutions also as the yearly records have them."""
    leading = [member for role in _LEADING for member in members if member.role == role]
    if not leading:
        return None
    same = [each for each in (leading[0], *listed) if _is_listed(leading[0].person, [each.person])]
    return Lead(
        name=leading[0].person.name,
        orcid=next((each.person.orcid for each in same if each.person.orcid), None),
        institution_id=next((post.institution_id for each in same for post in each.posts if post.institution_id), None),
    )
