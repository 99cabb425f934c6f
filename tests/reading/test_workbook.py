"""Workbooks: what each kind of cell becomes, what is told about it, and archives that are none."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from rashinban.errors import Refused
from rashinban.reading import workbook
from rashinban.reading.workbook import NOT_CALCULATED, Area, Sheet, cells, is_workbook, sheets


def rows(path: Path, sheet: str) -> list[tuple[int, list[workbook.Cell]]]:
    return list(cells(path, sheet)[1])


def test_cells_by_type(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "一覧"
    page.append(["課題", 1234, 0.5, True, date(2024, 4, 1), datetime(2024, 4, 1, 12, 30), None, " "])
    page.append([])
    page.append(["#REF!", "=1+1"])
    page.merge_cells("A4:B5")
    page["A4"] = "合計"
    book.create_sheet("裏").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    assert sheets(tmp_path / "a.xlsx") == [Sheet(name="一覧", hidden=False), Sheet(name="裏", hidden=True)]
    areas, found = cells(tmp_path / "a.xlsx", "一覧")
    assert areas == [Area(top=4, bottom=5, left=0, right=1)]
    assert [(number, row) for number, row in found if any(cell is not None for cell in row)] == [
        (1, ["課題", 1234, 0.5, True, "2024-04-01", "2024-04-01T12:30:00", None, None]),
        (3, ["#REF!", NOT_CALCULATED]),
        (4, ["合計"]),
    ]


def test_a_formula_with_the_value_it_had(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([1, "=A1+1"])
    book.save(tmp_path / "a.xlsx")
    # openpyxl does not calculate; a spreadsheet program stores the value beside the formula.
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb"</f><v ?/?>(</v>)?", b"</f><v>2</v>", data) if "sheet1" in name else data)
    assert rows(tmp_path / "b.xlsx", "Sheet") == [(1, [1, 2])]


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_archives_that_are_no_workbook(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * 3_000_000})
    with pytest.raises(Refused, match="packed too tightly") as refused:
        sheets(bomb)
    assert str(refused.value.found).startswith("xl/worksheets/sheet1.xml: 3,000,000 bytes in 2,")
    entities = packed(tmp_path / "e.xlsx", {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    with pytest.raises(Refused, match="declares entities"):
        sheets(entities)
    with pytest.raises(Refused, match="not an xlsx workbook"):
        sheets(packed(tmp_path / "other.xlsx", {"a.txt": b"a"}))


def test_too_many_parts_or_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.xlsx", {"a": b"1", "b": b"23"})
    monkeypatch.setattr(workbook, "MOST_BYTES", 2)
    with pytest.raises(Refused, match="unpacks to more than 2 bytes"):
        sheets(path)
    monkeypatch.setattr(workbook, "MOST_MEMBERS", 1)
    with pytest.raises(Refused, match="a workbook of 2 parts"):
        sheets(path)


def test_told_by_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK\x03\x04")
    (tmp_path / "b").write_bytes(b"a,b")
    (tmp_path / "c").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    assert (is_workbook(tmp_path / "a"), is_workbook(tmp_path / "b")) == (True, False)
    with pytest.raises(Refused, match="save it as xlsx"):
        is_workbook(tmp_path / "c")
