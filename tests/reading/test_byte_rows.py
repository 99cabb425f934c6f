"""Rows of CSV as bytes: quotes over lines, a zip of parts, mixed encodings, and what headers mean."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import byte_rows
from rashinban.reading.columns import Columns
from rashinban.snapshots.raw import RawFile


def raw(path: Path) -> RawFile:
    return RawFile(data_source="nih", snapshot="s", name=path.name, path=path)


def test_rows_are_cut_at_lines_outside_quotes() -> None:
    text = b'\xef\xbb\xbfa,b\n1,"x\ny ""z"""\n\n2,3\n4,"open\n'
    found = list(byte_rows.cut([text[:9], text[9:]]))
    assert found[:4] == [(1, b"a,b"), (2, b'1,"x\ny ""z"""'), (4, b""), (5, b"2,3")]
    line, refused = found[4]
    assert (line, isinstance(refused, Refused) and refused.reason) == (6, "a quotation mark that is never closed")


def test_cells_of_two_encodings() -> None:
    rows = Rows()
    assert byte_rows.cells_of('é,"a,b"'.encode(), rows) == ["é", "a,b"]
    assert rows.refused == []
    assert byte_rows.cells_of("é–,1".encode("cp1252"), rows) == ["é–", "1"]
    assert rows.refused == [("*", "not UTF-8; read as Windows-1252", "é–,1")]
    with pytest.raises(Refused, match="not a row of a table"):
        byte_rows.cells_of(b'""a" b",1', rows)


def test_files_of_an_archive_have_one_header(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.csv", "a,b\n1,2\n")
        archive.writestr("2.csv", "a,b\n3,4\n")
        archive.writestr("3.csv", "a,c\n5,6\n")
        archive.writestr("read.me", "x")
    found = list(byte_rows.records(raw(path)))
    assert found[:2] == [(2, b"1,2"), (4, b"3,4")]
    assert isinstance(found[2][1], Refused)
    seen: list[dict[str, str]] = []
    parse = byte_rows.parser(raw(path), lambda row, rows: seen.append(dict(row)))
    parse(b"7,", Rows())
    assert seen == [{"a": "7"}]
    with pytest.raises(Refused, match="3 cells under a header of 2"):
        parse(b"7,8,9", Rows())


def test_what_headers_mean() -> None:
    columns = Columns(meaning={"name": ("Name", "NAME")}, ignored={"Fax": "nobody has one"}, absent=frozenset(("NA",)))
    rows = Rows()
    assert columns.cells({"NAME": " Ice ", "Fax": "1", "Mood": "good"}, rows) == {"name": "Ice"}
    assert columns.read(b'{"Name": "NA"}', rows) == {}
    assert rows.unknown_fields == {"Mood": 1}
    with pytest.raises(Refused, match="not a row of a table"):
        columns.read(b"[1]", rows)
    with pytest.raises(ValueError, match="two meanings"):
        Columns(meaning={"name": ("Name",)}, ignored={"Name": "why not"})
