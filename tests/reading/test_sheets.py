"""CSV and TSV as records: encodings, delimiters, quotation marks, rows that do not fit their header."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rashinban.errors import Refused
from rashinban.reading import sheets
from rashinban.reading.sheets import csv_records, letter, sniffed
from rashinban.snapshots.raw import RawFile


def read(tmp_path: Path, data: bytes, name: str = "a.csv", **options: Any) -> list[tuple[int, object]]:
    path = tmp_path / name
    path.write_bytes(data)
    file = RawFile(data_source="x", snapshot="s", name=name, path=path)
    return [
        (line, (record.reason, record.found) if isinstance(record, Refused) else json.loads(record or b"null"))
        for line, record in csv_records(file, **options)
    ]


TEXT = '課題番号,研究代表者,配分額\r\n23H03160,"山田, 太郎",1234\r\n19KK0341,,\r\n'
ROWS = [(2, {"課題番号": "23H03160", "研究代表者": "山田, 太郎", "配分額": "1234"}), (3, {"課題番号": "19KK0341"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-32", "iso2022_jp"])
def test_every_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_other_delimiters(tmp_path: Path, sign: str) -> None:
    # One cell holds the commas of another language's numbers.
    text = sign.join(("id", "acronym", "cost")) + "\n" + sign.join(("1", "A, B", "1,5")) + "\n"
    assert read(tmp_path, text.encode()) == [(2, {"id": "1", "acronym": "A, B", "cost": "1,5"})]


def test_delimiter_of_one_column() -> None:
    assert sniffed("number\n1\n2\n") == ","


def test_packed(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(TEXT.encode("cp932")), "a.csv.gz") == ROWS
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("one.csv", "a,b\n1,2\n")
        archive.writestr("readme.md", "not read")
        archive.writestr("two.csv", "a;c\n3;4\n")
    file = RawFile(data_source="x", snapshot="s", name="b.zip", path=tmp_path / "b.zip")
    assert [(line, json.loads(record)) for line, record in csv_records(file) if isinstance(record, bytes)] == [
        (2, {"a": "1", "b": "2"}),
        (4, {"a": "3", "c": "4"}),
    ]


def test_a_line_end_within_a_cell_and_the_line_of_the_next_row(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n1,"two\nlines"\n3,4\n') == [
        (2, {"a": "1", "b": "two\nlines"}),
        (4, {"a": "3", "b": "4"}),
    ]


def test_rows_that_do_not_fit(tmp_path: Path) -> None:
    data = b"a,b\n1,2,3\n1\n\n,\n1,2,,\n"
    long, short = ("3 cells under a header of 2", "1 | 2 | 3"), ("1 cells under a header of 2", "1")
    assert read(tmp_path, data) == [(2, long), (3, short), (4, None), (5, None), (6, {"a": "1", "b": "2"})]
    assert read(tmp_path, data, short_rows=True)[1] == (3, {"a": "1"})


def test_headers_that_are_empty_or_come_twice(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,,a,b \n1,2,3,4\n") == [(2, {"a": "1", "B": "2", "a (2)": "3", "b": "4"})]


def test_bytes_of_another_encoding_refuse_their_row_only(tmp_path: Path) -> None:
    data = b"name,n\n" + "é".encode() * 3 + b",1\nJos\xe9,2\nb,3\n"
    assert read(tmp_path, data, encoding="utf-8") == [
        (2, {"name": "ééé", "n": "1"}),
        (3, ("bytes that are not in the file's encoding", "'Jos\\udce9 | 2'")),
        (4, {"name": "b", "n": "3"}),
    ]


def test_a_quotation_mark_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = sheets.csv.field_size_limit(50)
    try:
        found = read(tmp_path, b'a,b\n1,"' + b"x" * 60 + b"\n3,4\n")
    finally:
        sheets.csv.field_size_limit(limit)
    assert found == [
        (2, ("not a row: field larger than field limit (50) (a quotation mark without its end?)", None)),
        (3, {"a": "3", "b": "4"}),
    ]


def test_no_text_at_all(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == []
    assert read(tmp_path, b"\xff\xff\x80\x81 \xa0\xff")[0][1][0].startswith("neither UTF-8")  # type: ignore[index]


def test_letters_of_columns() -> None:
    assert [letter(place) for place in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("samples/sbir/sbir_sample.csv", 5),
        ("samples/other_bibliographic/doaj.csv", 9),
    ],
)
def test_real_files(shared: Path, path: str, rows: int) -> None:
    found = list(csv_records(RawFile(data_source="x", snapshot="s", name="a.csv", path=shared / path)))
    assert [record for _, record in found if isinstance(record, Refused)] == []
    assert len([record for _, record in found if record]) == rows
