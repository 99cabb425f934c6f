"""Each row is one creator of one work, a name of the creator, an identifier or an affiliation."""

from __future__ import annotations

from rashinban.data_sources.datacite.shapes import Affiliation, Creator, NameIdentifier
from rashinban.data_sources.datacite.values import name_identifier, ror_of
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.orcids import whole_authorships, whole_identifiers
from rashinban.schema import kinds
from rashinban.schema.languages import language_code


def add_creators(creators: list[Creator], rows: Rows) -> None:
    """Add the creators of a work in their order; one without a name or an identifier keeps the place.

    ORCIDs are cleaned later, see reading/orcids.py.
    """
    rows.whole.setdefault("authorships", whole_authorships)
    rows.whole.setdefault("authorship_identifiers", whole_identifiers)
    positions, author_ids, shown, raw_names, orcids, places, corresponding = rows.lists("authorships")
    last = len(creators)
    for position, creator in enumerate(creators, 1):
        name = printed_name(creator)
        orcid = None
        if creator.name_identifiers:
            orcid = _add_identifiers(position, identifiers_of(creator, rows), rows)
        positions.append(position)
        author_ids.append(None)
        shown.append(None)
        raw_names.append(name)
        orcids.append(orcid)
        places.append("first" if position == 1 else "last" if position == last else "middle")
        corresponding.append(None)
        if name is not None:
            _add_name(position, name, creator, rows)
        if creator.affiliation:
            _add_affiliations(position, affiliations_of(creator), rows)


def printed_name(creator: Creator) -> str | None:
    """The name as printed, `Yamada, Taro`."""
    return plain_text(creator.name or " ".join(filter(None, (creator.given_name, creator.family_name))))


def _add_name(position: int, name: str, creator: Creator, rows: Rows) -> None:
    positions, orders, full, families, givens, languages, scripts = rows.lists("authorship_names")
    parted = creator.family_name and creator.given_name
    positions.append(position)
    orders.append(1)
    full.append(name)
    families.append(creator.family_name if parted else None)
    givens.append(creator.given_name if parted else None)
    languages.append(rows.take(language_code, creator.lang, "authorship_names.language") if creator.lang else None)
    scripts.append(None)


def _add_identifiers(position: int, found: dict[str, str], rows: Rows) -> str | None:
    """Add identifiers; gives the ORCID."""
    positions, schemes, identifiers = rows.lists("authorship_identifiers")
    for scheme, identifier in found.items():
        positions.append(position)
        schemes.append(scheme)
        identifiers.append(identifier)
    return found.get("orcid")


def identifiers_of(creator: Creator, rows: Rows) -> dict[str, str]:
    """The first identifier of each scheme, an ORCID as written."""
    written = creator.name_identifiers
    found: dict[str, str] = {}
    for each in [written] if isinstance(written, NameIdentifier) else written or ():
        pair = name_identifier(each, rows)
        if pair is not None:
            found.setdefault(*pair)
    return found


def affiliations_of(creator: Creator) -> list[Affiliation]:
    """The affiliations, whatever their form."""
    written = creator.affiliation
    listed = written if isinstance(written, list) else [written] if written else []
    return [Affiliation(name=each) if isinstance(each, str) else each for each in listed]


def _add_affiliations(position: int, affiliations: list[Affiliation], rows: Rows) -> None:
    positions, orders, within, institutions, countries, raws = rows.lists("affiliations")
    order = 0
    for affiliation in affiliations:
        printed = plain_text(affiliation.name)
        institution = ror_of(affiliation, rows) if affiliation.affiliation_identifier else None
        if printed is None and institution is None:
            continue
        order += 1
        positions.append(position)
        orders.append(order)
        within.append(1)
        institutions.append(institution)
        countries.append(None)
        raws.append(printed)


def orcid_of(creator: Creator, column: str, rows: Rows) -> str | None:
    """The ORCID, clean."""
    return rows.take(kinds.orcid, identifiers_of(creator, rows).get("orcid"), column)
