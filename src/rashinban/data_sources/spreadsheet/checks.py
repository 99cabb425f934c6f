"""A check holds a printed total against the sum of its parts: differences are told with their cells, not mended."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from rashinban.data_sources.spreadsheet import layout
from rashinban.data_sources.spreadsheet.kinds import decimal, text
from rashinban.data_sources.spreadsheet.mapping import Mapping, Totals
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.workbook import Cell


class _Record(Protocol):
    row: int
    sheet: str | None
    cells: dict[str, Cell]

    def place(self, column: str) -> str: ...


#: Sheet, number of the total, column, and the values of the columns that it is within.
_Key = tuple[str | None, int, str, tuple[str | None, ...]]


class Checks:
    """The checks of one file; sums run on from row to row."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        #: by sheet, number of the total, its column and what it is within: the sum since the last total; None where a
        #: cell is no number
        self._sums: dict[_Key, Decimal | None] = {}

    def check(self, record: _Record, rows: Rows) -> None:
        """Hold the totals of one row against their parts, and add the row to the totals below it."""
        columns = tuple(record.cells)
        for check in self._mapping.checks:
            total, *parts = (layout.column_of(columns, (name,)) for name in (check.total, *check.parts))
            known = [part for part in parts if part is not None]
            # Where no part is filled, nothing is said of the parts.
            if total is None or record.cells[total] is None or all(record.cells[part] is None for part in known):
                continue
            printed, found = _number(record.cells[total]), _sum([record.cells[part] for part in known])
            name = f"check {check.total}"
            if printed is None or found is None:
                rows.refuse_value(name, "cannot be added up: a cell is no number", record.place(total))
            elif abs(printed - found) > Decimal(str(check.tolerance)):
                cells = " + ".join(record.place(part) for part in known)
                told = f"{record.place(total)}: {printed:,f}, but {cells} = {found:,f}"
                reason = f"not the sum of {', '.join(check.parts)}{_thousandfold(printed, found)}"
                rows.refuse_value(name, reason, told)
        for number, totals in enumerate(self._mapping.totals):
            for name in totals.columns:
                column = layout.column_of(columns, (name,))
                if column is not None:
                    key = (record.sheet, number, name, _values(record, totals))
                    before, more = self._sums.get(key, Decimal(0)), _sum([record.cells[column]])
                    self._sums[key] = None if before is None or more is None else before + more

    def is_total(self, record: _Record, rows: Rows) -> bool:
        """Whether the row is a total of those above it; where it is, it is held against their sum."""
        for number, totals in enumerate(self._mapping.totals):
            column = layout.column_of(tuple(record.cells), totals.names)
            if column is not None and _word(record.cells[column]) in map(_word, totals.words):
                self._compare(number, totals, record, rows)
                return True
        return False

    def _compare(self, number: int, totals: Totals, record: _Record, rows: Rows) -> None:
        for name in totals.columns:
            column = layout.column_of(tuple(record.cells), (name,))
            key = (record.sheet, number, name, _values(record, totals))
            nothing = totals.within and key not in self._sums
            found = self._sums.pop(key, Decimal(0))
            if column is None or record.cells[column] is None or nothing:
                continue
            printed = _number(record.cells[column])
            if printed is None or found is None:
                rows.refuse_value(f"total {name}", "cannot be added up: a cell is no number", record.place(column))
            elif abs(printed - found) > Decimal(str(totals.tolerance)):
                told = f"{record.place(column)}: {printed:,f}, but the rows above add up to {found:,f}"
                reason = f"not the sum of the rows above{_thousandfold(printed, found)}"
                rows.refuse_value(f"total {name}", reason, told)


def _values(record: _Record, totals: Totals) -> tuple[str | None, ...]:
    columns = (layout.column_of(tuple(record.cells), (name,)) for name in totals.within)
    return tuple(_word(record.cells[column]) if column is not None else None for column in columns)


def _word(cell: Cell) -> str | None:
    return None if cell is None else "".join(unicodedata.normalize("NFKC", text(cell)).split())


def _thousandfold(printed: Decimal, found: Decimal) -> str:
    return ", but exactly 1,000 times: two units are mixed" if found and printed in (found * 1000, found / 1000) else ""


def _number(cell: Cell) -> Decimal | None:
    try:
        return decimal(cell)
    except Refused:
        return None


def _sum(cells: Sequence[Cell]) -> Decimal | None:
    """The sum, empty cells being nothing; None where one is no number."""
    numbers = [_number(cell) for cell in cells if cell is not None]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None
