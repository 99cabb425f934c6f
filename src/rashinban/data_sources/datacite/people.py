"""Each row is one creator of one work, a name of the creator, an identifier or an affiliation."""

from __future__ import annotations

from rashinban.data_sources.datacite.shapes import Affiliation, Creator, NameIdentifier
from rashinban.data_sources.datacite.values import language_code, name_identifier, ror_of
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.orcids import whole_authorships, whole_identifiers
from rashinban.schema import kinds


def add_creators(creators: list[Creator], rows: Rows) -> None:
    """Add the creators of a work in their order; one without a name or an identifier keeps the place."""
    positions, author_ids, shown, raw_names, orcids, places, corresponding = rows.lists("authorships")
    count = len(creators)
    names = [printed_name(creator) for creator in creators]
    # ORCIDs are cleaned later, see reading/orcids.py.
    rows.whole.setdefault("authorships", whole_authorships)
    rows.whole.setdefault("authorship_identifiers", whole_identifiers)
    found = [identifiers_of(creator, rows) if creator.name_identifiers else {} for creator in creators]
    own = [identifiers.get("orcid") for identifiers in found]
    positions.extend(range(1, count + 1))
    author_ids.extend([None] * count)
    shown.extend([None] * count)
    raw_names.extend(names)
    orcids.extend(own)
    places.extend(["first", *["middle"] * (count - 2), "last"][:count])
    corresponding.extend([None] * count)
    _add_names(creators, names, rows)
    positions, schemes, identifiers = rows.lists("authorship_identifiers")
    for position, identified in enumerate(found, 1):
        for scheme, identifier in identified.items():
            positions.append(position)
            schemes.append(scheme)
            identifiers.append(identifier)
    for position, creator in enumerate(creators, 1):
        if creator.affiliation:
            _add_affiliations(position, affiliations_of(creator), rows)


def printed_name(creator: Creator) -> str | None:
    """The name as printed, `Yamada, Taro`."""
    return plain_text(creator.name or " ".join(filter(None, (creator.given_name, creator.family_name))))


def _add_names(creators: list[Creator], names: list[str | None], rows: Rows) -> None:
    positions, orders, full, families, givens, languages, scripts = rows.lists("authorship_names")
    numbered = enumerate(zip(creators, names, strict=True), 1)
    named = [(position, creator, name) for position, (creator, name) in numbered if name]
    count = len(named)
    positions.extend([position for position, _, _ in named])
    orders.extend([1] * count)
    full.extend([name for _, _, name in named])
    families.extend([creator.family_name if creator.given_name else None for _, creator, _ in named])
    givens.extend([creator.given_name if creator.family_name else None for _, creator, _ in named])
    languages.extend([_language(creator, rows) if creator.lang else None for _, creator, _ in named])
    scripts.extend([None] * count)


def _language(creator: Creator, rows: Rows) -> str | None:
    return rows.take(language_code, creator.lang, "authorship_names.language")


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
        printed, institution = plain_text(affiliation.name), ror_of(affiliation, rows)
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
