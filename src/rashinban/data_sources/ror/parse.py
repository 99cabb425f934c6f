"""A record of ROR, in schema 1 (until 2025) or 2, becomes an institution with names, relations and ids.

Withdrawn records stay, with their status: old works carry their ids. Until institutions are linked, the
institution's id is its ROR id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile

_STATUS = frozenset(("active", "inactive", "withdrawn"))
_RELATIONS = frozenset(("parent", "child", "related", "successor", "predecessor"))
_TYPES = frozenset(
    ("education", "healthcare", "company", "archive", "nonprofit", "government", "facility", "funder", "other")
)
#: Kinds of a name, in the words of our table.
_NAME_KINDS = {"ror_display": "display", "label": "label", "alias": "alias", "acronym": "acronym"}

#: Fields that are known and not read: what they say is in others, or was never filled.
IGNORED = frozenset(("domains", "email_address", "ip_addresses"))


class _Name(msgspec.Struct):
    value: str
    types: list[str]
    lang: str | None = None


class _Place(msgspec.Struct):
    name: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Location(msgspec.Struct):
    geonames_details: _Place | None = None


class _Link(msgspec.Struct):
    type: str
    value: str


class _ExternalId(msgspec.Struct):
    type: str
    all: list[str]
    preferred: str | None = None


class _Relationship(msgspec.Struct):
    id: str
    type: str


class _Day(msgspec.Struct):
    date: str | None = None


class _Admin(msgspec.Struct):
    created: _Day | None = None
    last_modified: _Day | None = None


class _Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class _Address(msgspec.Struct):
    city: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Country(msgspec.Struct):
    country_code: str | None = None


class _OldExternalId(msgspec.Struct):
    """In schema 1 GRID has one id where the others have a list."""

    all: list[str] | str
    preferred: str | None = None


class _Either(msgspec.Struct):
    """What both schemas share."""

    id: str
    status: str | None = None
    established: int | None = None
    types: list[str] = []
    relationships: list[_Relationship] = []


class _Record2(_Either):
    names: list[_Name] = []
    locations: list[_Location] = []
    links: list[_Link] = []
    external_ids: list[_ExternalId] = []
    admin: _Admin | None = None


class _Record1(_Either):
    name: str | None = None
    aliases: list[str] = []
    acronyms: list[str] = []
    labels: list[_Label] = []
    addresses: list[_Address] = []
    country: _Country | None = None
    links: list[str] = []
    wikipedia_url: str | None = None
    external_ids: dict[str, _OldExternalId] = {}


_ANY = msgspec.json.Decoder()
Shape = TypeVar("Shape", bound=_Either)
Value = TypeVar("Value")


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Append the rows of one record."""
    try:
        found = _ANY.decode(record)
    except UnicodeDecodeError as error:
        raise Refused(f"invalid UTF-8: {error.reason}") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"invalid JSON: {error}") from None
    if not isinstance(found, dict):
        raise Refused("not a record", found=found)
    full = _shaped(found, _Record2, rows) if "names" in found else _as_2(_shaped(found, _Record1, rows))
    try:
        ror_id = kinds.ror_id(full.id)
    except Refused as refused:
        raise Refused(refused.reason, column="id", found=full.id) from None
    _add(ror_id, full, rows)


def _shaped(found: dict[str, object], shape: type[Shape], rows: Rows) -> Shape:
    for name in found.keys() - IGNORED - set(shape.__struct_fields__):
        rows.unknown_field(f"institutions.{name}")
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        raise Refused(str(error)) from None


def _as_2(old: _Record1) -> _Record2:
    """A record of schema 1 in schema 2. Its display name is a label too; dates were not published then."""
    names = [_Name(value=old.name, types=["ror_display", "label"])] if old.name else []
    names += [_Name(value=label.label, types=["label"], lang=label.iso639) for label in old.labels]
    names += [_Name(value=alias, types=["alias"]) for alias in old.aliases]
    names += [_Name(value=acronym, types=["acronym"]) for acronym in old.acronyms]
    country = old.country.country_code if old.country else None
    address = old.addresses[0] if old.addresses else _Address()
    links = [_Link(type="website", value=link) for link in old.links]
    links += [_Link(type="wikipedia", value=old.wikipedia_url)] if old.wikipedia_url else []
    return _Record2(
        id=old.id,
        status=old.status,
        established=old.established,
        types=[name.lower() for name in old.types],
        relationships=[_Relationship(id=each.id, type=each.type.lower()) for each in old.relationships],
        names=names,
        locations=[
            _Location(
                geonames_details=_Place(name=address.city, country_code=country, lat=address.lat, lng=address.lng)
            )
        ],
        links=links,
        external_ids=[
            _ExternalId(
                type=scheme, all=[each.all] if isinstance(each.all, str) else each.all, preferred=each.preferred
            )
            for scheme, each in old.external_ids.items()
        ],
    )


def _add(ror_id: str, record: _Record2, rows: Rows) -> None:
    # An organisation in several places is given the first, as ROR shows it.
    place = next((each.geonames_details for each in record.locations if each.geonames_details), _Place())
    display = next((name.value for name in record.names if "ror_display" in name.types), None)
    admin = record.admin or _Admin()
    rows["institutions"].append(
        (
            ror_id,
            ror_id,
            display or None,
            _take(kinds.country_code, place.country_code, rows, "institutions.country_code"),
            _type(record.types, rows),
            place.name or None,
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


def _add_names(ror_id: str, names: Iterable[_Name], rows: Rows) -> None:
    found: dict[tuple[str, str | None, str], None] = {}
    for name in names:
        for written in name.types:
            kind = _word(_NAME_KINDS.get(written, written), _NAME_KINDS.values(), rows, "institution_names.kind")
            if kind and name.value:
                found[name.value, name.lang or None, kind] = None
    rows["institution_names"].extend([(ror_id, *name) for name in found])


def _add_relations(ror_id: str, relationships: Iterable[_Relationship], rows: Rows) -> None:
    found: dict[tuple[str, str], None] = {}
    for each in relationships:
        other = _take(kinds.ror_id, each.id, rows, "institution_relations.related_id")
        relation = _word(each.type, _RELATIONS, rows, "institution_relations.relation")
        if other and relation:
            found[other, relation] = None
    rows["institution_relations"].extend([(ror_id, *relation) for relation in found])


def _add_identifiers(ror_id: str, record: _Record2, rows: Rows) -> None:
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


def _take(kind: Callable[[str], Value], text: str | None, rows: Rows, column: str) -> Value | None:
    if not text:
        return None
    try:
        return kind(text)
    except Refused as refused:
        rows.refuse_value(column, refused.reason, text)
        return None
