"""A record of ROR as JSON, in schema 1 (until 2025) and 2: fields that are read, and those that are known and not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rashinban.reading.json import Ignored


class Name(msgspec.Struct):
    value: str
    types: list[str]
    lang: str | None = None


class Place(msgspec.Struct):
    name: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lng: float | None = None
    country_subdivision_code: str | None = None
    country_subdivision_name: str | None = None


class Location(msgspec.Struct):
    geonames_details: Place | None = None


class Link(msgspec.Struct):
    type: str
    value: str


class ExternalId(msgspec.Struct):
    type: str
    all: list[str]
    preferred: str | None = None


class Relationship(msgspec.Struct):
    id: str
    type: str


class Day(msgspec.Struct):
    date: str | None = None


class Admin(msgspec.Struct):
    created: Day | None = None
    last_modified: Day | None = None


class Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class Address(msgspec.Struct):
    """Where ROR took it over from GRID, `state_code` has the country's code in front: `US-CA`."""

    city: str | None = None
    state: str | None = None
    state_code: str | None = None
    lat: float | None = None
    lng: float | None = None


class Country(msgspec.Struct):
    country_code: str | None = None


class OldExternalId(msgspec.Struct):
    """In schema 1 GRID has one id where the others have a list."""

    all: list[str] | str
    preferred: str | None = None


class Either(msgspec.Struct):
    """What both schemas share."""

    id: str
    status: str | None = None
    established: int | None = None
    types: list[str] = []
    relationships: list[Relationship] = []


class Record2(Either):
    names: list[Name] = []
    locations: list[Location] = []
    links: list[Link] = []
    external_ids: list[ExternalId] = []
    admin: Admin | None = None


class Record1(Either):
    name: str | None = None
    aliases: list[str] = []
    acronyms: list[str] = []
    labels: list[Label] = []
    addresses: list[Address] = []
    country: Country | None = None
    links: list[str] = []
    wikipedia_url: str | None = None
    external_ids: dict[str, OldExternalId] = {}


_PLACE = "country code, subdivision, city and position are read"
_WHOLE: Mapping[str, str] = {
    "domains": "the home page is read",
    "email_address": "was never filled",
    "ip_addresses": "was never filled",
}
#: Fields that are known and not read, with the reason.
IGNORED: Ignored = {
    Record1: _WHOLE,
    Record2: _WHOLE,
    Relationship: {"label": "the other institution's own record has its name"},
    Day: {"schema_version": "of the record; both are read"},
    Location: {"geonames_id": _PLACE},
    Place: dict.fromkeys(("continent_code", "continent_name", "country_name"), _PLACE),
    Country: {"country_name": _PLACE},
    Address: dict.fromkeys(("country_geonames_id", "geonames_city", "line", "postcode", "primary"), _PLACE),
}
