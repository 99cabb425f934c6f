"""A cell is a value and where it stands: its row, its column, its sheet."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from rashinban.reading.workbook import Cell


class Sheet(msgspec.Struct):
    """One record of layout.records."""

    row: int
    cells: dict[str, str | int | float | bool | None]
    sheet: str | None = None
    unit: str | None = None

    def place(self, column: str) -> str:
        """`B 課題番号` -> `B12`, with the sheet's name where the file has sheets."""
        cell = f"{column.partition(' ')[0]}{self.row}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One value as it was found: `place` is its cell, `column` the key of its column."""

    cell: Cell
    place: str
    column: str = ""

    def __str__(self) -> str:
        return self.place if self.cell is None else f"{self.place}: {self.cell}"
