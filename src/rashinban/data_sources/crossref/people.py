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

    Every author of every work comes through here, so columns are filled one by one.
    """
    positions, author_ids, shown, raw_names, orcids, places, corresponding = rows.lists("authorships")
    count = len(authors)
    names = [full_name(person) for person in authors]
    # ORCIDs are cleaned later, see reading/orcids.py.
    rows.whole.setdefault("authorships", whole_authorships)
    rows.whole.setdefault("authorship_identifiers", whole_identifiers)
    found = [_written_orcid(person) if person.orcid else None for person in authors]
    positions.extend(range(1, count + 1))
    author_ids.extend([None] * count)
    shown.extend([None] * count)
    raw_names.extend(names)
    orcids.extend(found)
    places.extend(["first", *["middle"] * (count - 2), "last"][:count])
    corresponding.extend([_is_corresponding(person) if person.role else None for person in authors])
    _add_names(authors, names, rows)
    if any(found):
        numbered = [(position, orcid) for position, orcid in enumerate(found, 1) if orcid]
        positions, schemes, identifiers = rows.lists("authorship_identifiers")
        positions.extend([position for position, _ in numbered])
        schemes.extend(["orcid"] * len(numbered))
        identifiers.extend([orcid for _, orcid in numbered])
    for position, person in enumerate(authors, 1):
        if person.affiliation:
            _add_affiliations(position, person.affiliation, rows)


def _add_names(authors: list[Person], names: list[str | None], rows: Rows) -> None:
    """Add the name of each, its parts where both are given."""
    positions, orders, full, families, givens, languages, scripts = rows.lists("authorship_names")
    named = [position for position, name in enumerate(names, 1) if name]
    people = [authors[position - 1] for position in named] if len(named) < len(names) else authors
    positions.extend(named)
    orders.extend([1] * len(named))
    full.extend(names if people is authors else [name for name in names if name])
    families.extend([person.family if person.given and person.family else None for person in people])
    givens.extend([person.given if person.given and person.family else None for person in people])
    languages.extend([None] * len(named))
    scripts.extend([None] * len(named))


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
