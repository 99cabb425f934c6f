"""ROR: every form in which the registry is published, both schemas, and what is refused."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from rashinban.data_sources import ror
from rashinban.data_sources.ror.parse import parse
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[1] / "data" / "ror"
V2 = (DATA / "v2_two_countries_withdrawn_successor.json").read_bytes()
V1 = (DATA / "v1_grid_as_text_no_dates.json").read_bytes()


def rows_of(record: bytes) -> Rows:
    rows = Rows()
    parse(record, rows)
    return rows


def named(rows: Rows, table: str) -> list[dict[str, object]]:
    return [dict(zip(tables()[table].names, row, strict=True)) for row in rows[table]]


def changed(record: bytes, **fields: object) -> bytes:
    return json.dumps(json.loads(record) | fields).encode()


def test_schema_2() -> None:
    rows = rows_of(V2)
    assert named(rows, "institutions") == [
        {
            "institution_id": "057zh3y96",
            "ror_id": "057zh3y96",
            "display_name": "Example University",
            "country_code": "JP",
            "type": "education",
            "city": "Tokyo",
            "subdivision_code": "JP-13",
            "subdivision_name": "Tokyo",
            "latitude": 35.7,
            "longitude": 139.7,
            "homepage_url": "https://www.example.ac.jp/",
            "status": "withdrawn",
            "established": 859,
            "works_count": None,
            "cited_by_count": None,
            "created_date": "2018-11-14",
            "updated_date": "2026-02-24",
        }
    ]
    assert rows["institution_names"] == [
        ("057zh3y96", "Example University", "en", "display"),
        ("057zh3y96", "Example University", "en", "label"),
        ("057zh3y96", "例大学", "ja", "label"),
        ("057zh3y96", "EU", None, "acronym"),
        ("057zh3y96", "Old Example", None, "alias"),
        ("057zh3y96", "Old Example", None, "label"),
    ]
    assert rows["institution_relations"] == [
        ("057zh3y96", "0006s4z66", "parent"),
        ("057zh3y96", "0018wmh19", "successor"),
    ]
    assert rows["institution_identifiers"] == [
        ("057zh3y96", "isni", "0000 0004 0000 0001"),
        ("057zh3y96", "isni", "0000 0001 2151 536X"),
        ("057zh3y96", "grid", "grid.26999.3d"),
        ("057zh3y96", "wikidata", "Q7842"),
        ("057zh3y96", "wikipedia", "https://en.wikipedia.org/wiki/Example"),
    ]
    assert (rows.refused, rows.unknown_fields) == ([], {})


def test_schema_1() -> None:
    rows = rows_of(V1)
    assert named(rows, "institutions") == [
        {
            "institution_id": "0018wmh19",
            "ror_id": "0018wmh19",
            "display_name": "Molecular Example",
            "country_code": "XK",
            "type": "company",
            "city": "San Jose",
            "subdivision_code": None,
            "subdivision_name": None,
            "latitude": 37.33939,
            "longitude": -121.0,
            "homepage_url": "http://www.example.com/",
            "status": "active",
            "established": None,
            "works_count": None,
            "cited_by_count": None,
            "created_date": None,
            "updated_date": None,
        }
    ]
    assert rows["institution_names"] == [
        ("0018wmh19", "Molecular Example", None, "display"),
        ("0018wmh19", "Molecular Example", None, "label"),
        ("0018wmh19", "分子例", "ja", "label"),
        ("0018wmh19", "Mol Ex", None, "alias"),
        ("0018wmh19", "ME", None, "acronym"),
    ]
    assert rows["institution_relations"] == [("0018wmh19", "03y8xh662", "child")]
    assert rows["institution_identifiers"] == [
        ("0018wmh19", "grid", "grid.419473.9"),
        ("0018wmh19", "orgref", "153453"),
        ("0018wmh19", "wikipedia", "https://en.wikipedia.org/wiki/Molecular_Example"),
    ]
    assert (rows.refused, rows.unknown_fields) == ([], {})


def place_of(record: bytes) -> tuple[object, object]:
    (institution,) = named(rows_of(record), "institutions")
    return institution["subdivision_code"], institution["subdivision_name"]


def test_a_subdivision_has_its_country_in_front_in_both_schemas() -> None:
    def in_2(**place: str) -> bytes:
        return changed(V2, locations=[{"geonames_details": {"lat": 35.0, "lng": 135.0, **place}}])

    kyoto = {"country_subdivision_code": "26", "country_subdivision_name": "Kyoto"}
    assert place_of(in_2(country_code="JP", **kyoto)) == ("JP-26", "Kyoto")
    # Guadeloupe is printed by name alone; without its country a number is of no place.
    assert place_of(in_2(country_code="GP", country_subdivision_name="Guadeloupe")) == (None, "Guadeloupe")
    assert place_of(in_2(**kyoto)) == (None, "Kyoto")
    california = {"lat": 37.3, "lng": -121.0, "state": "California", "state_code": "US-CA"}
    american = changed(V1, country={"country_code": "US", "country_name": "United States"}, addresses=[california])
    assert place_of(american) == ("US-CA", "California")


def test_a_subdivision_that_is_no_code_is_noted() -> None:
    place = {"country_code": "JP", "country_subdivision_code": "Kyoto", "country_subdivision_name": "Kyoto"}
    rows = rows_of(changed(V2, locations=[{"geonames_details": {"lat": 35.0, "lng": 135.0, **place}}]))
    assert rows.refused == [
        (
            "institutions.subdivision_code",
            "not a code of ISO 3166-2 (country, hyphen, one to three characters)",
            "JP-Kyoto",
        )
    ]


def test_single_values_that_cannot_be_taken_are_noted() -> None:
    rows = rows_of(
        changed(
            V2,
            established=2202,
            status="gone",
            types=["guild"],
            locations=[{"geonames_details": {"country_code": "ZZ", "lat": 91, "lng": 181, "name": None}}],
            relationships=[{"id": "https://ror.org/057zh3y97", "label": "", "type": "parent"}],
            names=[{"value": "X", "types": ["nickname"], "lang": None}],
            mascot="owl",
        )
    )
    assert rows.refused == [
        ("institutions.country_code", "not a country code of ISO 3166-1 alpha-2", "ZZ"),
        ("institutions.type", "a word that ROR did not have; see the parser's lists", "guild"),
        ("institutions.latitude", "outside -90..90 degrees", 91.0),
        ("institutions.longitude", "outside -180..180 degrees", 181.0),
        ("institutions.status", "a word that ROR did not have; see the parser's lists", "gone"),
        ("institutions.established", "year outside 1..2050", 2202),
        ("institution_names.kind", "a word that ROR did not have; see the parser's lists", "nickname"),
        ("institution_relations.related_id", "ROR check digits are wrong", "https://ror.org/057zh3y97"),
    ]
    assert rows.unknown_fields == {"institutions.mascot": 1}
    (institution,) = named(rows, "institutions")
    assert [key for key, value in institution.items() if value is not None] == [
        "institution_id",
        "ror_id",
        "homepage_url",
        "created_date",
        "updated_date",
    ]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"{", "invalid JSON: Input data was truncated"),
        (b'{"id": "\xff"}', "invalid UTF-8: invalid start byte"),
        (b"[1]", "not a record"),
        (b'{"name": "x"}', "Object missing required field `id`"),
        (changed(V2, id="https://ror.org/057zh3y97"), "ROR check digits are wrong"),
        (changed(V2, names="Example"), "Expected `array`, got `str` - at `$.names`"),
    ],
)
def test_records_that_are_none_are_refused(record: bytes, reason: str) -> None:
    rows = Rows()
    with pytest.raises(Refused) as caught:
        parse(record, rows)
    assert caught.value.reason.startswith(reason)
    assert not any(rows.tables.values())


# --- files ---------------------------------------------------------------------------------------------


def records_of(path: Path) -> list[tuple[int, bytes | Refused]]:
    return list(ror.records(RawFile(data_source="ror", snapshot="s", name=path.name, path=path)))


def taken(path: Path) -> list[tuple[int, str]]:
    return [(number, json.loads(record)["id"][-9:]) for number, record in records_of(path) if isinstance(record, bytes)]


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def compact(record: bytes) -> bytes:
    return json.dumps(json.loads(record), ensure_ascii=False).encode()


LIST = b"[\n" + V1 + b",\n" + V2 + b"]\n"
BOTH = [(1, "0018wmh19"), (2, "057zh3y96")]


@pytest.mark.parametrize(
    "data",
    [
        compact(V1) + b"\n" + compact(V2) + b"\n",
        gzip.compress(compact(V1) + b"\n" + compact(V2)),
        LIST,
        gzip.compress(LIST),
        b'{"number_of_results": 2, "items": [' + V1 + b"," + V2 + b"]}",
        zipped({"v2.0-2025-12-16-ror-data.json": LIST, "v2.0-2025-12-16-ror-data.csv": b"id,name\n"}),
        # Dumps of 2024 and 2025 have every record twice; that of schema 2 is taken.
        zipped({"v1.50-ror-data.json": b"[" + V1 + b"]", "v1.50-ror-data_schema_v2.json": LIST}),
    ],
    ids=["lines", "packed lines", "list", "packed list", "page of the API", "dump", "dump of 2024"],
)
def test_every_form_of_publication(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ror"
    path.write_bytes(data)
    assert taken(path) == BOTH


def test_one_record_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "057zh3y96.json"
    path.write_bytes(V2)
    assert taken(path) == [(1, "057zh3y96")]


def test_a_list_that_breaks_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "ror.json"
    path.write_bytes(b"[" + V1 + b', {"id": nonsense}, ' + V2 + b"]")
    (first, broken) = records_of(path)
    assert first[0] == 1
    assert broken[0] == 2
    assert isinstance(broken[1], Refused)
    assert broken[1].reason == "invalid JSON; the rest cannot be read"
    path.write_bytes(b"[" + V1 + b",")
    assert [number for number, _ in records_of(path)] == [1, 2]
    path.write_bytes(b"[]")
    assert records_of(path) == []


def test_bytes_that_are_no_text_cost_one_record(tmp_path: Path) -> None:
    path = tmp_path / "ror.json"
    path.write_bytes(b'[{"id": "\xff"},' + V2 + b"]")
    first, second = (record for _, record in records_of(path))
    assert first == b'{"id": "\xff"}'
    assert isinstance(second, bytes)
    with pytest.raises(Refused, match="invalid UTF-8"):
        parse(first, Rows())
    assert len(rows_of(second)["institutions"]) == 1


# --- the real registry ---------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_published_records(shared: Path) -> None:
    path = shared / "er-ror-records" / "ror_latest_per_id.jsonl.gz"
    file = RawFile(data_source="ror", snapshot="s", name=path.name, path=path)
    rows, kept, refused = Rows(), 0, 0
    parser = ror.parser(file)
    for _, record in ror.records(file):
        try:
            assert isinstance(record, bytes)
            parser(record, rows)
            kept += 1
        except Refused:
            refused += 1
    assert (kept, refused, len(rows.refused)) == (51_370, 0, 0)
    assert rows.unknown_fields == {"institutions._rel": 51_370}
    institutions = named(rows, "institutions")
    # The counts of the data set's README.
    assert Counter(institution["status"] for institution in institutions) == {
        "active": 48_746,
        "inactive": 1_250,
        "withdrawn": 1_374,
    }
    assert sum(institution["country_code"] == "JP" for institution in institutions) == 5_547
    assert len({row[0] for row in rows["institution_identifiers"] if row[1] == "fundref"}) == 13_741
    for table in ror.DATA_SOURCE.tables:
        key = [tables()[table].names.index(column) for column in tables()[table].key]
        assert len({tuple(row[place] for place in key) for row in rows[table]}) == len(rows[table])
    for expectation in ror.DATA_SOURCE.expectations:
        found = sum(institution[expectation.column] is not None for institution in institutions)
        assert found / len(institutions) >= expectation.minimum, expectation
