"""Each row is one author of one work, a name of that author, or an affiliation."""

from __future__ import annotations

from rashinban.data_sources.crossref.shapes import Institution, Person
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.orcids import whole_authorships, whole_identifiers
from rashinban.schema import kinds
from rashinban.schema.japanese_names import script_of

_CORRESPONDING = "corresponding-author"


def add_authors(authors: list[Person], rows: Rows) -> None:
    """Add the authors of a work in their order. A group has a name only; an anonymous one keeps the place.

    ORCIDs are cleaned later, see reading/orcids.py.
    """
    rows.whole.setdefault("authorships", whole_authorships)
    rows.whole.setdefault("authorship_identifiers", whole_identifiers)
    positions, author_ids, shown, raw_names, orcids, places, corresponding = rows.lists("authorships")
    last = len(authors)
    for position, person in enumerate(authors, 1):
        name = full_name(person)
        orcid = _written_orcid(person) if person.orcid else None
        positions.append(position)
        author_ids.append(None)
        shown.append(None)
        raw_names.append(name)
        orcids.append(orcid)
        places.append("first" if position == 1 else "last" if position == last else "middle")
        corresponding.append(_is_corresponding(person) if person.role else None)
        if name is not None:
            _add_name(position, name, person, rows)
        if orcid:
            identified, schemes, identifiers = rows.lists("authorship_identifiers")
            identified.append(position)
            schemes.append("orcid")
            identifiers.append(orcid)
        if person.affiliation:
            _add_affiliations(position, person.affiliation, rows)


def _add_name(position: int, name: str, person: Person, rows: Rows) -> None:
    """Add the name, and its parts where both are given."""
    positions, orders, full, families, givens, languages, scripts = rows.lists("authorship_names")
    parted = person.family and person.given
    positions.append(position)
    orders.append(1)
    full.append(name)
    families.append(person.family if parted else None)
    givens.append(person.given if parted else None)
    languages.append(None)
    scripts.append(None)


def full_name(person: Person) -> str | None:
    """`Taro Yamada Jr.`; family name first where the name is in Japanese, Chinese or Korean script."""
    family, given = person.family, person.given
    if family and given:
        name = f"{given} {family}"
        if not name.isascii() and script_of(name) in ("kanji", "kana"):
            name = f"{family} {given}"
    else:
        name = family or given or person.name or ""
    if person.suffix:
        name = f"{name} {person.suffix}"
    return plain_text(name)


def _written_orcid(person: Person) -> str | None:
    """The ORCID, the first where some records have a list, in the address that ORCID uses today."""
    written = person.orcid
    if isinstance(written, list):
        written = written[0] if written else None
    return written.replace("http://", "https://", 1) if written else None


def orcid_of(person: Person, column: str, rows: Rows) -> str | None:
    """The ORCID, clean."""
    return rows.take(kinds.orcid, _written_orcid(person), column)


def _is_corresponding(person: Person) -> bool | None:
    """True where a role says so; that no role does, says nothing."""
    return True if any(role.role == _CORRESPONDING for role in person.role or ()) else None


def _add_affiliations(position: int, affiliations: list[Institution], rows: Rows) -> None:
    positions, orders, within, institutions, countries, raws = rows.lists("affiliations")
    order = 0
    for affiliation in affiliations:
        printed = printed_affiliation(affiliation)
        institution = institution_id(affiliation, printed, rows) if affiliation.id else None
        if printed is None and institution is None:
            continue
        order += 1
        positions.append(position)
        orders.append(order)
        within.append(1)
        institutions.append(institution)
        countries.append(None)
        raws.append(printed)


def printed_affiliation(affiliation: Institution) -> str | None:
    """The address as printed: `Department of Physics, Example University, Tokyo`."""
    name = plain_text(affiliation.name)
    if not affiliation.department and not affiliation.place:
        return name
    return ", ".join(filter(None, (*(affiliation.department or ()), name, *(affiliation.place or ())))) or None


def institution_id(affiliation: Institution, printed: str | None, rows: Rows) -> str | None:
    """The ROR id of an affiliation, its institution mentioned once. ISNI and Wikidata numbers are not read."""
    for each in affiliation.id or ():
        if each.id_type == "ROR" and (ror := rows.take(kinds.ror_id, each.id, "affiliations.institution_id")):
            rows.mention_of("institutions", institution_id=ror, ror_id=ror, display_name=affiliation.name or printed)
            return ror
    return None
