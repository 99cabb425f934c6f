"""A record of ROR, in schema 1 (until 2025) or 2, becomes an institution with names, relations and ids.

Withdrawn records stay, with their status: old works carry their ids. Until institutions are linked, the
institution's id is its ROR id.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from rashinban.data_sources.ror.shapes import (
    IGNORED,
    Address,
    Admin,
    Either,
    ExternalId,
    Link,
    Location,
    Name,
    Place,
    Record1,
    Record2,
    Relationship,
)
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.json import decode, notice_unknown
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile

_STATUS = frozenset(("active", "inactive", "withdrawn"))
_RELATIONS = frozenset(("parent", "child", "related", "successor", "predecessor"))
_TYPES = frozenset(
    ("education", "healthcare", "company", "archive", "nonprofit", "government", "facility", "funder", "other")
)
#: Kinds of a name, in the words of our table.
_NAME_KINDS = {"ror_display": "display", "label": "label", "alias": "alias", "acronym": "acronym"}


Shape = TypeVar("Shape", bound=Either)
Value = TypeVar("Value")


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Append the rows of one record."""
    found = decode(record)
    if not isinstance(found, dict):
        raise Refused("not a record", found=found)
    full = _shaped(found, Record2, rows) if "names" in found else _as_2(_shaped(found, Record1, rows))
    try:
        ror_id = kinds.ror_id(full.id)
    except Refused as refused:
        raise Refused(refused.reason, column="id", found=full.id) from None
    _add(ror_id, full, rows)


def _shaped(found: dict[str, object], shape: type[Shape], rows: Rows) -> Shape:
    notice_unknown(found, shape, "institutions", IGNORED, rows)
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        raise Refused(str(error)) from None


def _as_2(old: Record1) -> Record2:
    """A record of schema 1 in schema 2. Its display name is a label too; dates were not published then."""
    names = [Name(value=old.name, types=["ror_display", "label"])] if old.name else []
    names += [Name(value=label.label, types=["label"], lang=label.iso639) for label in old.labels]
    names += [Name(value=alias, types=["alias"]) for alias in old.aliases]
    names += [Name(value=acronym, types=["acronym"]) for acronym in old.acronyms]
    country = old.country.country_code if old.country else None
    address = old.addresses[0] if old.addresses else Address()
    links = [Link(type="website", value=link) for link in old.links]
    links += [Link(type="wikipedia", value=old.wikipedia_url)] if old.wikipedia_url else []
    return Record2(
        id=old.id,
        status=old.status,
        established=old.established,
        types=[name.lower() for name in old.types],
        relationships=[Relationship(id=each.id, type=each.type.lower()) for each in old.relationships],
        names=names,
        locations=[
            Location(
                geonames_details=Place(
                    name=address.city,
                    country_code=country,
                    lat=address.lat,
                    lng=address.lng,
                    country_subdivision_code=address.state_code,
                    country_subdivision_name=address.state,
                )
            )
        ],
        links=links,
        external_ids=[
            ExternalId(type=scheme, all=[each.all] if isinstance(each.all, str) else each.all, preferred=each.preferred)
            for scheme, each in old.external_ids.items()
        ],
    )


def _add(ror_id: str, record: Record2, rows: Rows) -> None:
    # An organisation in several places is given the first, as ROR shows it.
    place = next((each.geonames_details for each in record.locations if each.geonames_details), Place())
    display = next((name.value for name in record.names if "ror_display" in name.types), None)
    admin = record.admin or Admin()
    country = rows.take(kinds.country_code, place.country_code, "institutions.country_code")
    rows["institutions"].append(
        (
            ror_id,
            ror_id,
            display or None,
            country,
            _type(record.types, rows),
            place.name or None,
            _subdivision(country, place.country_subdivision_code, rows),
            place.country_subdivision_name or None,
            _degrees(place.lat, 90, rows, "institutions.latitude"),
            _degrees(place.lng, 180, rows, "institutions.longitude"),
            next((link.value for link in record.links if link.type == "website"), None),
            _word(record.status, _STATUS, rows, "institutions.status"),
            _founded(record.established, rows),
            None,
            None,
            admin.created.date if admin.created else None,
            admin.last_modified.date if admin.last_modified else None,
        )
    )
    _add_names(ror_id, record.names, rows)
    _add_relations(ror_id, record.relationships, rows)
    _add_identifiers(ror_id, record, rows)


def _subdivision(country: str | None, code: str | None, rows: Rows) -> str | None:
    """The code of ISO 3166-2, of which schema 2 has the part behind the country (`13`) and schema 1 all (`US-CA`)."""
    if not country or not code:
        return None
    whole = code if "-" in code else f"{country}-{code}"
    return rows.take(kinds.subdivision_code, whole, "institutions.subdivision_code")


def _add_names(ror_id: str, names: Iterable[Name], rows: Rows) -> None:
    found: dict[tuple[str, str | None, str], None] = {}
    for name in names:
        for written in name.types:
            kind = _word(_NAME_KINDS.get(written, written), _NAME_KINDS.values(), rows, "institution_names.kind")
            if kind and name.value:
                found[name.value, name.lang or None, kind] = None
    rows["institution_names"].extend([(ror_id, *name) for name in found])


def _add_relations(ror_id: str, relationships: Iterable[Relationship], rows: Rows) -> None:
    found: dict[tuple[str, str], None] = {}
    for each in relationships:
        other = rows.take(kinds.ror_id, each.id, "institution_relations.related_id")
        relation = _word(each.type, _RELATIONS, rows, "institution_relations.relation")
        if other and relation:
            found[other, relation] = None
    rows["institution_relations"].extend([(ror_id, *relation) for relation in found])


def _add_identifiers(ror_id: str, record: Record2, rows: Rows) -> None:
    """Ids in other schemes; where ROR prefers one of several, that one comes first."""
    found: dict[tuple[str, str], None] = {}
    for each in record.external_ids:
        for identifier in ([each.preferred] if each.preferred else []) + each.all:
            if identifier.strip():
                found[each.type.lower(), identifier.strip()] = None
    found |= {("wikipedia", link.value): None for link in record.links if link.type == "wikipedia" and link.value}
    rows["institution_identifiers"].extend([(ror_id, *identifier) for identifier in found])


def _type(types: Iterable[str], rows: Rows) -> str | None:
    """The first type that is not `funder`: since schema 2.1 that one comes beside what the organisation is."""
    known = [word for each in types if (word := _word(each, _TYPES, rows, "institutions.type"))]
    return next((each for each in known if each != "funder"), known[0] if known else None)


def _founded(year: int | None, rows: Rows) -> int | None:
    # Older than the years of publications may be: al-Qarawiyyin was founded in 859.
    if year is not None and not 0 < year <= kinds.LATEST_YEAR:
        rows.refuse_value("institutions.established", f"year outside 1..{kinds.LATEST_YEAR}", year)
        return None
    return year


def _word(word: str | None, known: Iterable[str], rows: Rows, column: str) -> str | None:
    if not word:
        return None
    if word not in known:
        rows.refuse_value(column, "a word that ROR did not have; see the parser's lists", word)
        return None
    return word


def _degrees(value: float | None, most: int, rows: Rows, column: str) -> float | None:
    if value is not None and not -most <= value <= most:
        rows.refuse_value(column, f"outside -{most}..{most} degrees", value)
        return None
    return value
