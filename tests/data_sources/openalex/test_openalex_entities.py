"""Everything of OpenAlex that is not a work; and the tables beside its records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rashinban.stages.parse import parse
from raw_base import parsed_rows, raw_snapshot

DATA = Path(__file__).parents[2] / "data" / "openalex"


def record(name: str, **fields: Any) -> bytes:
    """A fixture on one line, as the snapshot has it."""
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return json.dumps(found | fields, ensure_ascii=False).encode()


def parsed(base: Path, *lines: bytes, name: str = "records.jsonl") -> dict[str, Any]:
    raw_snapshot(base, "openalex", "s", {name: b"\n".join(lines)})
    report: dict[str, Any] = parse(base, workers=1).sources["openalex"]
    return report


def tuples(base: Path, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in parsed_rows(base, "openalex", table)]


def test_author(tmp_path: Path) -> None:
    report = parsed(tmp_path, record("author.json"), record("author_2022_last_known_institution.json"))
    assert tuples(tmp_path, "authors") == [
        ("A1", "0000-0002-1825-0097", "Hanako Aoki", "I1", 12, "2023-07-21", "2026-01-01T00:00:00"),
        ("A4", None, "Old Form", "I2", 1, None, "2022-08-03T10:00:00"),
    ]
    assert tuples(tmp_path, "author_names") == [
        ("A1", "Hanako Aoki", None, None),
        ("A1", "H. Aoki", None, None),
        ("A1", "青木花子", None, None),
        ("A1", "Aoki, H.", None, None),
        ("A4", "Old Form", None, None),
    ]
    assert tuples(tmp_path, "author_affiliation_years") == [("A1", "I1", 2024), ("A1", "I1", 2023)]
    assert [row[0] for row in tuples(tmp_path, "institutions_mentions")] == ["I1", "I2"]
    assert report["refused_values"] == {"author_affiliation_years.year": {"year outside 1000..2050": 1}}
    assert report["unknown_fields"] == {}


def test_institution(tmp_path: Path) -> None:
    report = parsed(tmp_path, record("institution.json"))
    assert tuples(tmp_path, "institutions") == [
        (
            "I1",
            "057zh3y96",
            "First University",
            "JP",
            "education",
            "Tokyo",
            None,
            None,
            35.7,
            None,
            "https://example.ac.jp",
            "active",
            None,
            100,
            900,
            "2018-05-17T00:00:00",
            "2026-06-24T05:59:55",
        )
    ]
    assert tuples(tmp_path, "institution_names") == [
        ("I1", "First University", None, "display"),
        ("I1", "Daiichi", None, "alias"),
        ("I1", "FU", None, "acronym"),
        ("I1", "第一大学", "ja", "label"),
        ("I1", "First University", "en", "label"),
    ]
    assert tuples(tmp_path, "institution_relations") == [("I1", "I3", "child")]
    assert tuples(tmp_path, "institution_identifiers") == [
        ("I1", "grid", "grid.1.1"),
        ("I1", "wikidata", "Q7842"),
        ("I1", "wikipedia", "https://en.wikipedia.org/wiki/First"),
    ]
    assert report["refused_values"] == {"institutions.longitude": {"outside -180..180": 1}}
    assert report["unknown_fields"] == {}


def test_source(tmp_path: Path) -> None:
    report = parsed(tmp_path, record("source_wrong_issn.json"), record("source_wrong_issn.json", id="V101"))
    assert tuples(tmp_path, "sources")[0] == (
        "S100",
        "Rocks",
        "2049-3630",
        "journal",
        "P10",
        "GB",
        True,
        True,
        True,
        9,
        8,
        "2016-06-24T00:00:00",
        "2026-03-18T10:03:00",
    )
    assert tuples(tmp_path, "source_issns") == [("S100", "2049-3630"), ("S101", "2049-3630")]
    assert report["refused_values"] == {"source_issns.issn": {"ISSN check digit is wrong": 2}}


def test_topic(tmp_path: Path) -> None:
    parsed(tmp_path, record("topic.json"))
    assert tuples(tmp_path, "topics") == [
        (
            "T10965",
            "Geology",
            "1904",
            "Earth-Surface Processes",
            "19",
            "Earth and Planetary Sciences",
            "3",
            "Physical Sciences",
            "Rocks and more",
            5,
            "2024-01-23",
            "2026-01-01",
        )
    ]


def test_concept(tmp_path: Path) -> None:
    parsed(tmp_path, record("concept.json"))
    assert tuples(tmp_path, "concepts") == [("C127313418", "Geology", 0, "Q1069", 77, "2016-06-24", "2023-01-01")]


def test_funder(tmp_path: Path) -> None:
    parsed(tmp_path, record("funder.json"))
    assert tuples(tmp_path, "funders") == [
        ("F1", "Rock Fund", "FR", "01cwqze88", "100000002", 4, 44, "2023-02-13", "2023-09-15")
    ]
    assert tuples(tmp_path, "funder_names") == [("F1", "Fonds des roches", None)]


def test_publisher(tmp_path: Path) -> None:
    parsed(tmp_path, record("publisher.json"))
    # UK is what some write for GB; of several countries the first stands.
    assert tuples(tmp_path, "publishers") == [
        ("P10", "Stone Press", "P9", "GB", "01cwqze88", 3, "2023-01-01", "2023-09-09T12:39:51.570523")
    ]


def test_award(tmp_path: Path) -> None:
    report = parsed(tmp_path, record("award.json"), record("award.json", id="https://openalex.org/G2", currency=None))
    # The yen has no minor unit: 4,290,000 yen are 4,290,000.
    assert tuples(tmp_path, "awards")[0] == (
        "G1",
        "F1",
        "JP19K00001",
        "JP19K00001",
        "Blue rocks",
        "Why they are blue",
        "10.52926/jp19k00001",
        4_290_000,
        "JPY",
        "grant",
        "KAKENHI (C)",
        date(2019, 4, 1),
        date(2022, 3, 31),
        None,
        None,
        None,
        "Hanako Aoki",
        "0000-0002-1825-0097",
        "I1",
        "2025-11-01",
        "2026-02-01",
    )
    assert [row[7:9] for row in tuples(tmp_path, "awards")] == [(4_290_000, "JPY"), (None, None)]
    assert report["refused_values"] == {"awards.amount": {"not a currency code of ISO 4217": 1}}
    assert report["unknown_fields"] == {}


def test_kinds_are_told_by_id_not_by_file(tmp_path: Path) -> None:
    mixed = [record(f"{name}.json") for name in ("author", "institution", "topic", "work_2026", "award", "concept")]
    report = parsed(tmp_path, *mixed, *mixed, name="works__updated_date=2024-01-01__part_000.gz")
    assert {table: report["rows"][table] for table in ("authors", "institutions", "topics", "works", "awards")} == {
        "authors": 2,
        "institutions": 2,
        "topics": 2,
        "works": 2,
        "awards": 2,
    }
    assert (report["records"], report["kept"]) == (12, 12)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "https://openalex.org/keywords/rock"}', "keywords of OpenAlex have no table"),
        (b'{"id": "https://openalex.org/subfields/1904"}', "subfields of OpenAlex have no table"),
        (b'{"id": "https://openalex.org/X1"}', "not an OpenAlex id"),
        (b'{"id": "https://openalex.org/W"}', "not an OpenAlex id"),
        (b'{"id": 7}', "no id"),
        (b'{"title": "Nobody"}', "no id"),
        (b"[1, 2]", "not a JSON object but list"),
        (b'"W1"', "not a JSON object but str"),
    ],
)
def test_records_that_are_nobody_s(tmp_path: Path, line: bytes, reason: str) -> None:
    report = parsed(tmp_path, record("concept.json"), line)
    assert (report["records"], report["kept"], report["refused"]) == (2, 1, 1)
    (refused,) = parsed_rows(tmp_path, "openalex", "_refused")
    assert (refused["line"], refused["raw"], refused["whole_record"]) == (2, line.decode(), True)
    assert refused["reason"] == reason


def test_merged_ids(tmp_path: Path) -> None:
    bad = b"2023-04-14,A1\n2023-04-14,nobody,A2\n\n"
    report = parsed(tmp_path, (DATA / "merged_ids.csv").read_bytes() + bad, name="merged_ids/authors/2023-04-13.csv")
    assert tuples(tmp_path, "merged_ids") == [
        ("A3125154712", "A4317838346", "2023-04-13"),
        ("A3124276209", "A4317838346", "2023-04-13"),
    ]
    assert (report["records"], report["kept"], report["refused"]) == (4, 2, 2)
    assert report["refused_records"] == {
        "2 values under 3 columns": 1,
        "merged ids must be OpenAlex ids": 1,
    }


def test_table_of_topics(tmp_path: Path) -> None:
    report = parsed(tmp_path, (DATA / "topic_mapping_table.csv").read_bytes(), name="OpenAlex_topic_mapping_table.csv")
    assert tuples(tmp_path, "topics") == [
        (
            "T10001",
            "Geological Analysis",
            "1908",
            "Geophysics",
            "19",
            "Earth and Planetary Sciences",
            "3",
            "Physical Sciences",
            "Rocks, in\ntwo lines",
            None,
            None,
            None,
        )
    ]
    assert (report["records"], report["kept"]) == (1, 1)
