"""A sheet and its mapping go through fetch and parse; what came of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from rashinban.stages.fetch import fetch
from rashinban.stages.parse import parse
from raw_base import filled_rows

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def taken_in(folder: Path, data: bytes, mapping: str, name: str = "a.csv") -> Path:
    """A base in which the file is fetched and parsed. mapping: YAML, or the name of a shipped one."""
    path, base = folder / name, folder / "base"
    if data:
        path.write_bytes(data)
    if "\n" in mapping:
        (folder / "m.yml").write_text(mapping, encoding="utf-8")
        mapping = str(folder / "m.yml")
    fetch(base, "spreadsheet", selection={"mapping": mapping}, from_paths=[path], now=lambda: MONDAY)
    parse(base, workers=1)
    return base


def table(base: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a parsed table, only the columns that are filled."""
    return filled_rows(base, "spreadsheet", name)


def refused(base: Path) -> list[tuple[Any, ...]]:
    """Line, column, reason, what was found, whether the whole record: of all that was refused."""
    found: list[dict[str, Any]] = []
    for path in sorted((base / "parsed" / "spreadsheet" / "_refused").glob("*.parquet")):
        found += pq.read_table(path).to_pylist()
    return [tuple(row[name] for name in ("line", "column", "reason", "found", "whole_record")) for row in found]


def report(base: Path) -> Mapping[str, Any]:
    """What the parse stage counted."""
    return json.loads((base / "parsed" / "spreadsheet" / "report.json").read_text(encoding="utf-8"))


def counts(base: Path) -> tuple[int, int, int]:
    """Records, kept, refused."""
    found = report(base)
    return found["records"], found["kept"], found["refused"]


def workbook(path: Path, *pages: tuple[str, list[list[object]], list[str]]) -> None:
    """Write an xlsx file: for each sheet its name, its rows and its merged areas."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, merged in pages:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        for area in merged:
            page.merge_cells(area)
    book.save(path)
