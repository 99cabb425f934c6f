"""JSON files of every form become records; hostile ones are refused in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import json_lists
from rashinban.reading.json import checked, notice_unknown, of_chunks, records, split_list
from rashinban.snapshots.raw import Damaged, RawFile

ITEMS = (("items",), ("message", "items"), ("message",))


def in_pieces(text: str | bytes, size: int = 7) -> Iterator[bytes]:
    data = text.encode() if isinstance(text, str) else text
    return (data[at : at + size] for at in range(0, len(data), size))


def found(text: str | bytes, *, size: int = 1 << 20) -> list[object]:
    """The records, refused ones by their reason; found with any of the paths of ITEMS."""
    return [
        record.reason if isinstance(record, Refused) else record
        for _, record in of_chunks(in_pieces(text, size), ITEMS[0], or_paths=ITEMS[1:])
    ]


@pytest.mark.parametrize("size", [1, 5, 1 << 20])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":1}\n{"a":2}\n', [b'{"a":1}', b'{"a":2}']),
        ('[{"a":1}, {"a":"}, {\\"a\\": ]"},3 ,"x"]', [b'{"a":1}', b'{"a":"}, {\\"a\\": ]"}', b"3", b'"x"']),
        ("[]", []),
        ('\ufeff [ {"a":\n1} ]\n', [b'{"a":\n1}']),
        ('{"items":[{"a":1},{"a":2}]}', [b'{"a":1}', b'{"a":2}']),
        ('{\n "items" : [\n  {"a":1},\n  {"a":2}\n ],\n "more": [1]\n}\n', [b'{"a":1}', b'{"a":2}']),
        ('{"status":"ok","message":{"facets":{"x":[1]},"items":[{"a":1}],"n":1}}', [b'{"a":1}']),
        ('{"message":{"DOI":"10.1/x"}}', [b'{"DOI":"10.1/x"}']),
        ('{"message":{"items":[]}}', []),
        ('{"DOI":"10.1/x"}', [b'{"DOI":"10.1/x"}']),
        ('{"DOI":\n"10.1/x"}', [b'{"DOI":\n"10.1/x"}']),
        ('{"items":[{"a":1},{"a":2}', [b'{"a":1}', b'{"a":2}', "the list has no end"]),
        ('{"items":[{"a":1}]', [b'{"a":1}', "the document has no end"]),
        ('[{"a":1},{"a":2', [b'{"a":1}', "invalid JSON; the rest cannot be read"]),
        ('[{"a":1},{"a" 2},{"a":3}]', [b'{"a":1}', "invalid JSON; the rest cannot be read"]),
        ("no JSON", [b"no JSON"]),
    ],
)
def test_forms(text: str, expected: list[object], size: int) -> None:
    assert found(text, size=size) == expected


def test_a_long_list_is_cut_as_json_would_cut_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values of many forms, some of which look like the end of a value, in windows that end anywhere."""
    monkeypatch.setattr(json_lists, "_WINDOW", 200)
    inner = [{"id": 5}, {"id": 6}]
    listed: list[object] = []
    for number in range(200):
        listed += [
            {"id": number, "title": f'}},{{"id":{number}', "lists": inner},
            {"name": "山田" * (number % 70), "id": number},
            {"id": number, "deep": {"id": [inner, {"id": "\\"}]}},
        ]
    listed[100:100] = [None, 12.5, "text", [inner]]
    for separators in ((",", ":"), (", ", ": ")):
        for indent in (None, 1):
            text = json.dumps({"items": listed}, separators=separators, indent=indent, ensure_ascii=False)
            cut = found(text, size=64)
            assert [json.loads(record) for record in cut if isinstance(record, bytes)] == listed


def test_bytes_that_are_no_text_spoil_one_record_only() -> None:
    text = b'[{"a":1},{"a":"\xff"},{"a":3}]'
    assert found(text) == [b'{"a":1}', b'{"a":"\xff"}', b'{"a":3}']


def test_a_first_line_longer_than_the_opening() -> None:
    long = json.dumps({"text": "x" * 100_000})
    assert found(f'{long}\n{{"a":2}}\n') == [long.encode(), b'{"a":2}']
    assert found(long) == [long.encode()]


def test_what_comes_before_a_broken_end_is_read(tmp_path: Path) -> None:
    whole = json.dumps({"items": [{"a": number, "text": f"{number:0100}"} for number in range(2000)]}).encode()
    path = tmp_path / "cut.json.gz"
    path.write_bytes(gzip.compress(whole)[:-2000])
    file = RawFile(data_source="x", snapshot="s", name=path.name, path=path)
    cut: list[int] = []
    with pytest.raises(Damaged, match="gzip stream ends early") as damaged:
        cut.extend(json.loads(record)["a"] for _, record in records(file, ("items",)) if isinstance(record, bytes))
    assert cut == list(range(len(cut)))
    assert 100 < len(cut) < 2000
    assert damaged.value.rest.startswith(b'{"a": ')


def endless(piece: bytes, size: int) -> Iterator[bytes]:
    for _ in range(size // len(piece)):
        yield piece


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        (b"", "nested too deeply; the rest cannot be read"),
        (b'{"items":', "nested too deeply; the rest cannot be read"),
        (b'{"other":', "longer than 67,108,864 bytes; write one record a line"),
        (b'["', "invalid JSON; the rest cannot be read"),
    ],
)
def test_a_gigabyte_of_brackets_is_refused(opening: bytes, reason: str) -> None:
    """Bounds are wide, ten times what is needed: they tell bounded from not."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    pieces = endless(b"[" * (1 << 20), 1 << 30)
    told = [record for _, record in of_chunks((piece for part in ([opening], pieces) for piece in part), ("items",))]
    assert [record.reason for record in told if isinstance(record, Refused)] == [reason]
    assert len(told) == 1
    assert time.process_time() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600 * 1024


def test_many_false_endings_take_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that hold what values begin with: no guess holds, and each window is scanned once."""
    monkeypatch.setattr(json_lists, "_WINDOW", 64 * 1024)
    value = {"a": [{"a": number} for number in range(1000)]}
    text = json.dumps([value] * 100, separators=(",", ":"))
    assert [json.loads(record) for _, record in split_list([text.encode()]) if isinstance(record, bytes)] == [
        value
    ] * 100


class Inner(msgspec.Struct):
    name: str | None = None


class Shape(msgspec.Struct, rename="kebab"):
    first_name: str | None = None
    inner: Inner | list[Inner] | None = None


def test_fields_that_nobody_reads_are_told() -> None:
    rows = Rows()
    value = {"first-name": "a", "inner": [{"name": "b", "age": 1}, {"age": 2}], "known": 1, "new": {"x": 1}}
    notice_unknown(value, Shape, "shape", {Shape: {"known": "for a reason"}}, rows)
    assert rows.unknown_fields == {"shape.inner.age": 2, "shape.new": 1}


def test_bytes_of_a_record_are_proved_and_rid_of_nul() -> None:
    rows = Rows()
    assert checked(b'{"a":"x\\u0000y\\\\u0000"}', rows) == b'{"a":"xy\\\\u0000"}'
    assert rows.refused == [("*", "NUL characters, taken out of the text", "1")]
    with pytest.raises(Refused, match="invalid UTF-8: invalid start byte at byte 7"):
        checked(b'{"a":"\xff"}', rows)
