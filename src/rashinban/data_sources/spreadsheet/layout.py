"""A layout says where in a sheet its header is, and thus what each column is called; each record is one row below it.

A record is JSON: {"sheet": name, "row": number, "unit": unit printed above, "cells": {"B 課題番号": value, ...}}.
The key of a cell is its column's letter and header, so that a refused record can be read by itself.
"""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePosixPath

import msgspec

from rashinban.data_sources.spreadsheet.kinds import KINDS
from rashinban.data_sources.spreadsheet.mapping import Mapping, Rule, Unit
from rashinban.errors import Refused
from rashinban.reading import workbook
from rashinban.reading.sheets import delimited_rows, letter
from rashinban.reading.workbook import Area, Cell
from rashinban.schema.japanese import match_key
from rashinban.schema.japanese_keys import trim_cjk
from rashinban.snapshots.files import SIMULATED
from rashinban.snapshots.raw import RawFile, Record, chunks

MAPPING_FILE = "mapping.yml"

#: How many rows may stand above the header.
_LOOKED_AT = 100
_UNIT_BEHIND = re.compile(r"\s*\((?:単位[:は]?)?\s*[十百千万億兆]*円\)$")
_UNIT = re.compile(r"(?:単位[:は]?|^\(|\()\s*([十百千万億兆]*円)\)?")

Row = tuple[int, list[Cell]]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """`columns`: the key of each, `B 課題番号`; `last`: the last row of the header; `unit` as printed above it."""

    columns: tuple[str, ...]
    last: int
    unit: str | None


def records(file: RawFile, mapping: Mapping) -> Iterator[Record]:
    """The rows below the header, of each sheet that the mapping names; numbers go on from sheet to sheet.

    Empty rows, footnotes and repeated headers are blank records. A sheet that does not fit is one refused record.
    """
    if file.name == MAPPING_FILE or PurePosixPath(file.name).name == SIMULATED:
        return
    if is_workbook(file):
        yield from _of_workbook(file, mapping)
    else:
        rows: Iterator[tuple[int, list[str] | Refused]] = delimited_rows(chunks(file.path))
        yield from _of_sheet(_numbered(rows), (), None, mapping)


def is_workbook(file: RawFile) -> bool:
    """Whether the file has sheets; told by its name where that says it."""
    suffix = PurePosixPath(file.name).suffix.lower()
    return suffix in (".xlsx", ".xlsm") or (suffix not in (".csv", ".tsv", ".txt") and workbook.is_workbook(file.path))


def _of_workbook(file: RawFile, mapping: Mapping) -> Iterator[Record]:
    try:
        workbook.is_workbook(file.path)
        names = chosen(workbook.sheets(file.path), mapping)
    except Refused as refused:
        yield 1, refused
        return
    before = 0
    for name in names:
        number = 0
        areas, rows = workbook.cells(file.path, name)
        for number, record in _of_sheet(rows, areas, name, mapping):
            yield before + number, record
        before += number


def chosen(sheets: Sequence[workbook.Sheet], mapping: Mapping) -> list[str]:
    """The sheets that the mapping names, in the order of the file; else the first that is not hidden."""
    if not mapping.sheets:
        visible = [sheet.name for sheet in sheets if not sheet.hidden]
        if not visible:
            raise Refused("every sheet is hidden; name one in the mapping's `sheets`")
        return visible[:1]
    found = [sheet.name for sheet in sheets if any(fnmatch.fnmatchcase(sheet.name, name) for name in mapping.sheets)]
    if not found:
        there = ", ".join(sheet.name for sheet in sheets)
        raise Refused(f"no sheet {', '.join(mapping.sheets)}; there are {there}")
    return found


def _numbered(rows: Iterator[tuple[int, list[str] | Refused]]) -> Iterator[tuple[int, list[Cell] | Refused]]:
    """The rows of a text as a spreadsheet numbers them: a cell of two lines is in one row."""
    for number, (_, cells) in enumerate(rows, 1):
        yield number, cells if isinstance(cells, Refused) else [cell if cell.strip() else None for cell in cells]


def _of_sheet(
    rows: Iterator[tuple[int, list[Cell] | Refused]] | Iterator[Row],
    areas: Sequence[Area],
    sheet: str | None,
    mapping: Mapping,
) -> Iterator[Record]:
    ahead = list(islice(rows, _LOOKED_AT))
    try:
        layout = of_rows([(number, cells) for number, cells in ahead if isinstance(cells, list)], areas, mapping)
    except Refused as refused:
        yield 1, refused
        return
    once = _read_once(layout, mapping)
    merged = _Merged(areas, once)
    filled = [any(_same(name, column) for name in mapping.fill) for column in layout.columns]
    above: list[Cell] = [None] * len(layout.columns)
    header = None
    for number, cells in chain(ahead, rows):
        if number < layout.last:
            continue
        if isinstance(cells, Refused):
            yield number, cells
            continue
        cells = cells + [None] * (len(layout.columns) - len(cells))
        if number == layout.last:
            header = cells
            continue
        if cells == header or all(cell is None for cell in cells) or _is_note(cells, mapping):
            yield number, b""
            continue
        if any(cell is not None for cell in cells[len(layout.columns) :]):
            yield number, Refused(f"cells beyond the last column of the header, {letter(len(layout.columns) - 1)}")
            continue
        merged.spread(cells, number, above)
        for place, fill in enumerate(filled):
            if fill and cells[place] is None:
                cells[place] = above[place]
        above = cells
        yield number, _encoded(sheet, number, layout, cells)


def _encoded(sheet: str | None, number: int, layout: Layout, cells: list[Cell]) -> bytes | Refused:
    told = {"sheet": sheet, "row": number, "unit": layout.unit}
    values = dict(zip(layout.columns, cells, strict=False))
    try:
        return msgspec.json.encode({key: value for key, value in told.items() if value is not None} | {"cells": values})
    except UnicodeEncodeError:
        return Refused("bytes that are not in the file's encoding", found=ascii(values)[:500])


class _Merged:
    """The merged areas of a sheet, gone through from its first row to its last."""

    def __init__(self, areas: Sequence[Area], once: Sequence[bool]) -> None:
        self._waiting = sorted(areas, key=lambda area: -area.top)
        self._present: list[Area] = []
        self._once = once

    def spread(self, cells: list[Cell], number: int, above: Sequence[Cell]) -> None:
        """Give each cell of an area its value. An amount over three rows is one amount: it stays in the first."""
        while self._waiting and self._waiting[-1].top <= number:
            self._present.append(self._waiting.pop())
        self._present = [area for area in self._present if area.bottom >= number]
        for area in self._present:
            if area.left >= len(self._once):
                continue
            value = cells[area.left] if area.top == number else above[area.left]
            for place in range(area.left, min(area.right + 1, len(self._once))):
                if not self._once[place]:
                    cells[place] = value


def _read_once(layout: Layout, mapping: Mapping) -> list[bool]:
    """By column whether it is read as an amount or a number, which merged cells must not multiply."""
    names = {name for value in mapping.values() for name in value.names if value.kind and KINDS[value.kind].once}
    return [
        any(_same(name, column) for name in names) or any(melted(rule, column) for rule in mapping.rows)
        for column in layout.columns
    ]


def _is_note(cells: Sequence[Cell], mapping: Mapping) -> bool:
    """Whether a row is a footnote: one cell is filled, and begins as footnotes do."""
    said = [cell for cell in cells if cell is not None]
    if len(said) != 1 or len(cells) == 1:
        return False
    words = unicodedata.normalize("NFKC", str(said[0])).strip()
    return words.startswith(tuple(unicodedata.normalize("NFKC", note) for note in mapping.notes))


def of_rows(rows: Sequence[Row], areas: Sequence[Area], mapping: Mapping) -> Layout:
    """Find the header. Refused: a header that is not there, or one that lacks a column that the mapping names."""
    numbers = mapping.header_rows or (_most_named(rows, mapping),)
    by_number = dict(rows)
    if not all(number in by_number for number in numbers):
        raise Refused(f"no row {max(numbers)} for the header")
    width = max(len(by_number[number]) for number in numbers)
    levels = []
    for number in numbers:
        level = by_number[number] + [None] * (width - len(by_number[number]))
        for area in areas:
            if area.top <= number <= area.bottom:
                value = dict(rows).get(area.top, level)
                level[area.left : area.right + 1] = [value[area.left]] * (min(area.right + 1, width) - area.left)
        levels.append(level)
    columns = []
    for place in range(width):
        words = [trim_cjk(str(level[place])) for level in levels if level[place] is not None]
        # A cell merged over two rows of the header says one thing.
        words = [word for at, word in enumerate(words) if at == 0 or word != words[at - 1]]
        columns.append(f"{letter(place)} {' / '.join(words)}".rstrip())
    while columns and " " not in columns[-1] and not _is_lettered(columns[-1], mapping):
        columns.pop()
    layout = Layout(columns=tuple(columns), last=max(numbers), unit=_printed_unit(rows, min(numbers)))
    _check(layout, mapping)
    return layout


def _is_lettered(column: str, mapping: Mapping) -> bool:
    return any(value.column == column for value in mapping.values())


def _most_named(rows: Sequence[Row], mapping: Mapping) -> int:
    """The first row that has the most of the headers that the mapping names."""
    names = {match_key(words(f"A {name}")) for value in mapping.values() for name in value.names}
    best, most = 0, 0
    for number, cells in rows:
        columns = {f"A {trim_cjk(str(cell))}" for cell in cells if cell is not None}
        fits = sum(any(melted(rule, column) for rule in mapping.rows) for column in columns)
        fits += len({match_key(words(column)) for column in columns} & names)
        if fits > most:
            best, most = number, fits
    if not best:
        if not names and not any(rule.melt for rule in mapping.rows) and rows:
            return rows[0][0]
        wanted = ", ".join(sorted({name for value in mapping.values() for name in value.names}))
        raise Refused(f"no header: none of {wanted} is in the first {_LOOKED_AT} rows; give the row as `header`")
    return best


def _check(layout: Layout, mapping: Mapping) -> None:
    """Refuse a sheet that lacks a column which the mapping reads."""
    wanted: list[tuple[str, ...]] = [value.names for value in mapping.values() if value.names and not value.optional]
    wanted += [(value.unit.from_,) for value in mapping.values() if isinstance(value.unit, Unit) and not value.optional]
    wanted += [(rule.split.from_,) for rule in mapping.rows if rule.split and not rule.split.optional]
    lacking = [" or ".join(names) for names in wanted if column_of(layout.columns, names) is None]
    letters = {column.partition(" ")[0] for column in layout.columns}
    lacking += [f"column {value.column}" for value in mapping.values() if value.column and value.column not in letters]
    if lacking:
        there = ", ".join(layout.columns)
        named = ", ".join(dict.fromkeys(lacking))
        raise Refused(f"no column {named} under the header in row {layout.last}; there are {there}")


def column_of(columns: Sequence[str], names: Sequence[str]) -> str | None:
    """The key of the column that has one of these headers: letter by letter, else in another width, case or kana."""
    exact = (column for name in names for column in columns if column.partition(" ")[2] == name)
    alike = (column for name in names for column in columns if _same(name, column))
    return next(exact, None) or next(alike, None)


def words(column: str) -> str:
    """`C 配分額（千円）` -> `配分額`: the header in ASCII width without a unit behind it."""
    return _UNIT_BEHIND.sub("", unicodedata.normalize("NFKC", column.partition(" ")[2])).strip()


def melted(rule: Rule, column: str) -> re.Match[str] | None:
    """What the rule's pattern finds in the header of a column, where it fits the whole of it."""
    return re.fullmatch(rule.melt, words(column), re.IGNORECASE) if rule.melt else None


def _same(name: str, column: str) -> bool:
    return match_key(words(f"A {name}")) == match_key(words(column))


def _printed_unit(rows: Sequence[Row], header: int) -> str | None:
    """The unit of yen that stands above the header or in it, where there is one and no other."""
    found = {unit for number, cells in rows if number < header for cell in cells if (unit := unit_in(str(cell or "")))}
    return found.pop() if len(found) == 1 else None


def unit_in(words: str) -> str | None:
    """`配分額（千円）`, `単位：百万円` -> 千円, 百万円."""
    found = _UNIT.search(unicodedata.normalize("NFKC", words))
    return found[1] if found else None
