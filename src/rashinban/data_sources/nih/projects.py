"""Each row of the projects' table is one application: a year of a project, or a subproject in a year.

A subproject says nothing of the project as a whole: its title is a note, its leaders are co-investigators, and its
money is within the total of the parent's row.
"""

from __future__ import annotations

import re

from rashinban.data_sources.nih.values import (
    Line,
    after,
    cents,
    institution,
    mentioned,
    number,
    parts,
    person,
    place,
    project,
)
from rashinban.reading.markup import plain_text
from rashinban.schema import ids, kinds
from rashinban.schema.countries import country_of_name
from rashinban.schema.partial_dates import us_day

#: The amounts of an application, in the order of their numbers.
_COSTS = ("total", "direct", "indirect")
_EACH = 4
_CONTACT = re.compile(r"\s*\(contact\)\s*", re.I)


def read_project(line: Line) -> None:
    """Add what one application says of its award."""
    rows = line.rows
    application = number(line.needed("application"))
    own = project(line.needed("project"))
    award_id = ids.scheme_id("nih", own)
    is_part = line.get("subproject") is not None
    paid_by = rows.type_of("funders", "nih", line.get("institute"), "awards.funder_id")
    people = _people(line)
    where = _institution(line, award_id, is_part)
    _members(line, award_id, people, where, is_part)
    _subjects(line, award_id)
    for scheme, identifier in (("nih", own), ("nih-appl", str(application)), ("nih-full", line.get("full_project"))):
        if identifier:
            rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    title = plain_text(line.get("title"))
    said = (("note" if is_part else "title", title), ("outline", plain_text(line.get("relevance"))))
    for kind, text in said:
        if text:
            rows.add("award_texts", award_id=award_id, position=place(kind, text), kind=kind, text=text)
    if is_part:
        mentioned(line, paid_by)
        return
    _amounts(line, award_id, application)
    notice = rows.take(us_day, line.get("notice"), "awards.updated_date")
    rows.add(
        "awards",
        award_id=award_id,
        funder_id=paid_by,
        funder_award_id=own,
        title=title,
        funding_type=line.get("mechanism"),
        funder_scheme=line.get("activity"),
        start_date=rows.take(us_day, line.get("start"), "awards.start_date"),
        end_date=rows.take(us_day, line.get("end"), "awards.end_date"),
        lead_name=next((name for name, _, is_contact in people if is_contact), people[0][0] if people else None),
        institution_id=where[0],
        updated_date=notice.isoformat() if notice else None,
    )


def _people(line: Line) -> list[tuple[str | None, str | None, bool]]:
    """Name and id of each investigator, and who is the contact; paired where there are as many ids as names."""
    names, numbers = parts(line.get("people_names")), parts(line.get("people"))
    authors = [line.rows.take(person, _CONTACT.sub("", each), "award_members.author_id") for each in numbers]
    if names and len(names) != len(numbers):
        if numbers:
            reason = "as many ids as names were expected: nobody can tell whose they are"
            line.rows.refuse_value("award_members.author_id", reason, f"{line.get('people')} | {'; '.join(names)}")
        return [(_CONTACT.sub("", name), None, bool(_CONTACT.search(name))) for name in names]
    printed = names or [""] * len(numbers)
    return [
        (_CONTACT.sub("", name) or None, author, bool(_CONTACT.search(name) or _CONTACT.search(written)))
        for name, author, written in zip(printed, authors, numbers, strict=True)
    ]


def _institution(line: Line, award_id: str, is_part: bool) -> tuple[str | None, str | None]:
    """Add where the money went; its id and name."""
    rows, name = line.rows, line.get("organisation")
    found = rows.take(institution, line.get("duns"), "award_institutions.institution_id")
    if not found and not name:
        return None, None
    country = rows.take(country_of_name, line.get("country"), "award_institutions.country_code")
    role = "participant" if is_part else "recipient"
    rows.add(
        "award_institutions",
        award_id=award_id,
        position=place(role, found or name),
        role=role,
        institution_id=found,
        institution_name=name,
        country_code=country,
        city=line.get("city"),
        activity=line.get("school"),
    )
    if found:
        rows.mention_of(
            "institutions", institution_id=found, display_name=name, country_code=country, city=line.get("city")
        )
    return found, name


def _members(
    line: Line,
    award_id: str,
    people: list[tuple[str | None, str | None, bool]],
    where: tuple[str | None, str | None],
    is_part: bool,
) -> None:
    role = "co_investigator" if is_part else "principal_investigator"
    # Only of the contact is it said where he or she works.
    alone = len(people) == 1
    known: set[int] = set()
    for name, author, is_contact in people:
        at, printed = where if is_contact or alone else (None, None)
        position = place(author or name, role, at or printed)
        if position in known:
            continue
        known.add(position)
        line.rows.add(
            "award_members",
            award_id=award_id,
            position=position,
            author_id=author,
            name=name,
            role=role,
            institution_id=at,
            institution_name=printed,
            department=line.get("department") if at or printed else None,
        )


def _subjects(line: Line, award_id: str) -> None:
    found: dict[tuple[str, str], str | None] = {}
    for scheme, column in (("keyword", "terms"), ("category", "categories")):
        for term in parts(line.get(column)):
            found.setdefault((scheme, term.strip("[]")), None)
    single = (
        ("institute", line.get("institute_name"), line.get("institute")),
        ("section", line.get("section_name"), line.get("section")),
        ("activity", line.get("activity"), None),
        ("call", line.get("call"), None),
        ("programme", line.get("programme"), None),
    )
    for scheme, name, code in single:
        if name or code:
            found.setdefault((scheme, name or code or ""), code if name else None)
    rest = after("award_subjects", "award_id", "scheme", "term", "code")
    line.rows["award_subjects"].extend((award_id, scheme, word, own, *rest) for (scheme, word), own in found.items())


def _amounts(line: Line, award_id: str, application: int) -> None:
    year = line.rows.take(kinds.year, line.get("year"), "award_amounts.fiscal_year")
    for order, kind in enumerate(_COSTS, 1):
        amount = line.rows.take(cents, line.get(kind), "award_amounts.amount")
        if amount is not None:
            line.rows.add(
                "award_amounts",
                award_id=award_id,
                position=application * _EACH + order,
                fiscal_year=year,
                kind=kind,
                amount=amount,
                currency="USD",
            )
