"""How a file of OpenAlex splits into records; abstracts; and that no record can stop a parse."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashinban.data_sources.openalex import parser
from rashinban.data_sources.openalex.abstracts import abstract_text, quoted_abstract
from rashinban.data_sources.openalex.values import short_ids
from rashinban.engine.parts import PartWriter
from rashinban.errors import Refused
from rashinban.reading.orcids import orcids
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile
from rashinban.stages.parse import parse
from raw_base import parsed_rows, raw_snapshot

DATA = Path(__file__).parents[2] / "data" / "openalex"

W1, W2, W3 = (json.dumps({"id": f"https://openalex.org/W{number}", "type": "article"}).encode() for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("lines.jsonl", W1 + b"\n" + W2 + b"\n", {1: "W1", 2: "W2"}),
        ("no_last_line_end.jsonl", W1 + b"\n" + W2, {1: "W1", 2: "W2"}),
        ("windows.jsonl", b"\xef\xbb\xbf" + W1 + b"\r\n" + W2 + b"\r\n", {1: "W1", 2: "W2"}),
        ("blank_lines.jsonl", b"\n" + W1 + b"\n\n  \n" + W2, {2: "W1", 5: "W2"}),
        ("works/updated_date=2026-01-01/part_000.gz", gzip.compress(W1 + b"\n" + W2), {1: "W1", 2: "W2"}),
        ("two_members.gz", gzip.compress(W1 + b"\n" + W2[:9]) + gzip.compress(W2[9:] + b"\n"), {1: "W1", 2: "W2"}),
        ("packed_without_saying_so.jsonl", gzip.compress(W1), {1: "W1"}),
        ("page.json", b'{"meta": {"count": 2}, "results": [' + W1 + b", " + W2 + b"]}", {1: "W1", 2: "W2"}),
        ("page.json.gz", gzip.compress(b'{"results": [' + W1 + b'], "meta": {}}'), {1: "W1"}),
        (
            "pages.jsonl",
            b'{"meta":{},"results":[' + W1 + b"," + W2 + b']}\n{"meta":{},"results":[' + W3 + b"]}\n",
            {1: "W1", 2: "W2", 3: "W3"},
        ),
        ("page_of_a_group.json", b'{"meta": {}, "results": [], "group_by": []}', {}),
        ("pretty_page.json", json.dumps({"meta": {}, "results": [json.loads(W1)]}, indent=2).encode(), {1: "W1"}),
        ("list.json", b"[" + W1 + b",\n" + W2 + b"]", {1: "W1", 2: "W2"}),
        ("pretty_list.json", json.dumps([json.loads(W1), json.loads(W2)], indent=1).encode(), {1: "W1", 2: "W2"}),
        ("one_record.json", json.dumps(json.loads(W1), indent=4).encode(), {1: "W1"}),
        ("empty.jsonl", b"", {}),
        ("empty.gz", gzip.compress(b""), {}),
        ("works/manifest", b'{"entries": [{"url": "s3://openalex/data/works/part_000.gz"}]}', {}),
        ("RELEASE_NOTES.txt", b"What is new\n", {}),
    ],
)
def test_files_of_every_kind(tmp_path: Path, name: str, content: bytes, found: dict[int, str]) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {name: content})
    report = parse(tmp_path, workers=1).sources["openalex"]
    rows = parsed_rows(tmp_path, "openalex", "works", provenance=True)
    assert {row["_line"]: row["work_id"] for row in rows} == found
    assert {row["_part"] for row in rows} <= {f"s/{name}"}
    assert (report["files"], report["records"], report["kept"], report["refused"]) == (1, len(found), len(found), 0)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("works.parquet", b"PAR1\x15\x04\x00\x15", "neither JSON nor CSV"),
        ("pretty.json", b'{\n "meta": {},\n "results": [', "invalid JSON: Input data was truncated"),
        ("list.json", b"[1, 2", "invalid JSON: Input data was truncated"),
        ("other.csv", b"a,b\n1,2\n", "neither merged ids nor topics: columns merge_into_id or topic_id are missing"),
        ("half.csv", b"merge_into_id\nA1\n", "a column is missing: Object missing required field `id`"),
        ("quoted.csv", b'id,merge_into_id\n"A1,A2\n', "invalid CSV: unexpected end of data"),
        ("coded.csv", b"id,merge_into_id\nA1,\xff\n", "invalid UTF-8: invalid start byte"),
    ],
)
def test_files_of_other_kinds(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {name: content})
    report = parse(tmp_path, workers=1).sources["openalex"]
    assert (report["records"], report["kept"], report["refused"]) == (1, 0, 1)
    assert report["refused_records"] == {reason: 1}


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=300))
def test_an_abstract_comes_back_as_it_was(words: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        index.setdefault(word, []).append(position)
    assert abstract_text(index) == " ".join(words)
    assert quoted_abstract(json.dumps({"IndexLength": len(words), "InvertedIndex": index})) == " ".join(words)


@given(st.dictionaries(st.text(max_size=3), st.lists(st.integers(-5, 200_000), max_size=5), max_size=6))
def test_an_abstract_with_any_positions_is_put_in_order_or_refused(index: dict[str, list[int]]) -> None:
    positions = [position for found in index.values() for position in found]
    placed = {position: word for word, found in index.items() for position in found}
    if any(not 0 <= position < 100_000 for position in positions):
        # A position before the first counts from the end of a Python list: no such word may slip in that way.
        try:
            text = abstract_text(index)
        except Refused:
            return
        assert sorted(positions) != sorted(set(range(len(positions)))) and text is not None
    else:
        assert abstract_text(index) == (" ".join(placed[at] for at in sorted(placed) if placed[at]) or None)


ORCID = st.integers(15_000_000, 35_000_000) | st.integers(900_000_000_000, 900_100_000_000) | st.integers(0, 10**15 - 1)


def written_orcid(number: int, check: str) -> str:
    text = f"{number:015d}{check}"
    return "https://orcid.org/" + "-".join(text[start : start + 4] for start in (0, 4, 8, 12))


def cleaned(text: str) -> str | None:
    try:
        return kinds.orcid(text)
    except Refused:
        return None


@given(st.lists(st.tuples(ORCID, st.sampled_from("0123456789X")) | st.none(), max_size=4))
def test_orcids_together_are_as_orcids_one_by_one(given_: list[tuple[int, str] | None]) -> None:
    written = [written_orcid(*each) if each else None for each in given_]
    together = orcids(pa.array(written, pa.string()), lambda number, text: cleaned(text))
    assert together.to_pylist() == [text and cleaned(text) for text in written]


def test_only_odd_orcids_are_looked_at_one_by_one() -> None:
    right = [written_orcid(15_000_000 + number, check) for number in range(60) for check in "0123456789X"]
    right = [text for text in right if cleaned(text)]
    assert len(right) == 60
    odd = ["https://orcid.org/0000-0002-1825-009x", "0000-0002-1825-0097", "https://orcid-org/0000-0002-1825-0097"]
    asked = []

    def ask(number: int, text: str) -> str:
        asked.append((number, text))
        return f"asked {number}"

    together = orcids(pa.array([None, odd[0], *right, None, *odd[1:]]), ask)
    short = [text.removeprefix("https://orcid.org/") for text in right]
    assert together.to_pylist() == [None, "asked 1", *short, None, "asked 63", "asked 64"]
    assert asked == [(1, odd[0]), (63, odd[1]), (64, odd[2])]


@pytest.mark.parametrize(
    ("written", "short"),
    [
        (["https://openalex.org/W1", "https://openalex.org/W22"], ["W1", "W22"]),
        (["https://openalex.org/W1", None], ["W1", None]),
        ([None], [None]),
        ([], []),
        (["https://openalex.org/W1", None, "W2"], ["W1", None, "W2?"]),
        (["https://openalex.org/W"], ["https://openalex.org/W?"]),
        (["https://openalex.org/W1a"], ["https://openalex.org/W1a?"]),
        (["https://openalex-org/W1", "https://openalex.org/W1"], ["https://openalex-org/W1?", "W1"]),
        (["https://openalex.org/A1", "https://openalex.org/W1"], ["https://openalex.org/A1?", "W1"]),
        ([""], ["?"]),
    ],
)
def test_ids_together(written: list[str | None], short: list[str | None]) -> None:
    found = short_ids(pa.array(written, pa.string()), "W", lambda number, text: f"{text}?")
    assert found.to_pylist() == short


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2**70) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=5,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place within a record."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, inner in below for found in paths(inner, (*path, key)))]


RECORDS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))]
PLACES = [(number, path) for number, record in enumerate(RECORDS) for path in paths(record)]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), value=JSON)
def test_any_value_in_any_place_is_taken_mended_or_refused(
    tmp_path: Path, place: tuple[int, tuple[Any, ...]], value: Any
) -> None:
    """Whatever stands in a field, the record is refused as a whole, or fits the columns of its tables."""
    number, path = place
    record = json.loads(json.dumps(RECORDS[number]))
    holder = record
    for step in path[:-1]:
        holder = holder[step]
    if path:
        holder[path[-1]] = value
    else:
        record = value
    writer = PartWriter(tmp_path, "x", "s/x.jsonl")
    parse_record = parser(RawFile(data_source="openalex", snapshot="s", name="x.jsonl", path=Path("x")))
    try:
        parse_record(json.dumps(record).encode(), writer.rows)
        writer.keep(1, 0, 1)
        writer.finish()
        assert sum(writer.counts.values()) >= 1
    except Refused:
        writer.take_back()
        writer.finish()
        assert writer.counts == {}
    finally:
        writer.abandon()
