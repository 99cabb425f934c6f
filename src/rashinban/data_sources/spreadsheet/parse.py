"""Each row of a sheet becomes rows of the tables that its mapping names; what fails is told with its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

import msgspec

from rashinban.data_sources.spreadsheet import layout
from rashinban.data_sources.spreadsheet.cells import Sheet, Taken
from rashinban.data_sources.spreadsheet.checks import Checks
from rashinban.data_sources.spreadsheet.doubts import Twins, doubts
from rashinban.data_sources.spreadsheet.kinds import KINDS, default_kind, text
from rashinban.data_sources.spreadsheet.mapping import NUMBERED, Mapping, Rule, Unit, Value, read
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.workbook import ERRORS, NOT_CALCULATED, Cell
from rashinban.schema import Table, tables
from rashinban.schema.japanese import match_key, yen_of
from rashinban.snapshots.raw import RawFile, Record


@dataclass
class Seen:
    """What earlier rows had: whole records, and by rule the keys with their row and values."""

    records: dict[int, str] = field(default_factory=dict)
    keys: dict[tuple[object, ...], tuple[str, dict[str, object]]] = field(default_factory=dict)
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)


def mapping_of(file: RawFile) -> Mapping:
    """The mapping that lies beside a file in its snapshot."""
    root = file.path.parents[len(PurePosixPath(file.name).parts) - 1]
    path = root / layout.MAPPING_FILE
    if not path.is_file():
        raise Refused("no mapping.yml in the snapshot; fetch the file again with --mapping")
    return read(path.read_bytes(), str(path))


def records(file: RawFile) -> Iterator[Record]:
    """The rows of the file below its header (layout.records)."""
    try:
        mapping = mapping_of(file)
    except Refused as refused:
        yield 1, refused
        return
    yield from layout.records(file, mapping)


def parser(file: RawFile) -> Parser:
    """What turns the rows of this file into rows of tables; it remembers them, to find duplicates and wrong totals."""
    reader: list[_Reader] = []

    def parse(record: bytes, rows: Rows) -> None:
        if not reader:
            reader.append(_Reader(mapping_of(file), file))
        reader[0].parse(msgspec.json.decode(record, type=Sheet), rows)

    return parse


class _Reader:
    def __init__(self, mapping: Mapping, file: RawFile) -> None:
        self._mapping = mapping
        self._file = file
        self._missing = {match_key(word) for word in mapping.missing}
        self._longest = max(map(len, mapping.missing), default=0)
        self._checks = Checks(mapping)
        self._seen = Seen()
        self._twins = Twins()
        self._of_rows = any(value.row_id for value in mapping.rows[0].columns.values())
        self._column = lru_cache(maxsize=4096)(layout.column_of)
        self._unread = lru_cache(maxsize=64)(self._find_unread)

    def parse(self, record: Sheet, rows: Rows) -> None:
        if self._checks.is_total(record, rows):
            return
        values = hash((record.sheet, *map(repr, record.cells.values())))
        if not self._of_rows and values in self._seen.records:
            raise Refused(f"the same as row {self._seen.records[values]}", found=record.place("A "))
        for number, rule in enumerate(self._mapping.rows):
            for groups in self._groups(rule, record):
                self._add(number, rule, record, groups, rows)
        self._seen.records.setdefault(values, str(record.row))
        self._checks.check(record, rows)
        for column in self._unread(tuple(record.cells)):
            if record.cells[column] is not None:
                rows.unknown_field(column.partition(" ")[2] or f"column {column}")

    def _find_unread(self, columns: tuple[str, ...]) -> list[str]:
        """The columns that the mapping neither reads nor ignores."""
        mapping = self._mapping
        if "*" in mapping.ignore:
            return []
        names = {name for value in mapping.values() for name in value.names} | set(mapping.ignore)
        names |= {value.unit.from_ for value in mapping.values() if isinstance(value.unit, Unit)}
        names |= {rule.split.from_ for rule in mapping.rows if rule.split}
        names |= {name for check in mapping.checks for name in (check.total, *check.parts)}
        names |= {name for total in mapping.totals for name in (*total.names, *total.columns, *total.within)}
        known = {self._column(columns, (name,)) for name in names}
        letters = {value.column for value in mapping.values() if value.column}
        return [
            column
            for column in columns
            if column not in known
            and column.partition(" ")[0] not in letters
            and not any(layout.melted(rule, column) for rule in mapping.rows)
        ]

    def _groups(self, rule: Rule, record: Sheet) -> Iterator[dict[str, Taken]]:
        """For each row that the rule makes of a record, what `melt` names."""
        if rule.melt:
            for column, cell in record.cells.items():
                found = layout.melted(rule, column)
                if found and cell is not None:
                    place = record.place(column)
                    named = {name: Taken(cell=word, place=place) for name, word in found.groupdict().items()}
                    yield {**named, "value": Taken(cell=cell, place=place, column=column)}
        elif rule.split:
            whole = self._column(tuple(record.cells), (rule.split.from_,))
            cell = record.cells[whole] if whole is not None else None
            if whole is not None and cell is not None:
                for part in re.split(rule.split.by, text(cell)):
                    if not self._is_missing(part):
                        yield {"value": Taken(cell=part.strip(), place=record.place(whole), column=whole)}
        else:
            yield {}

    def _add(self, number: int, rule: Rule, record: Sheet, groups: dict[str, Taken], rows: Rows) -> None:
        table = tables()[rule.table]
        row: dict[str, object] = {}
        filled = [column for column in table.columns if column.name in rule.columns]
        # What is joined of other columns comes after them.
        for column in sorted(filled, key=lambda one: bool(rule.columns[one.name].join)):
            value = rule.columns[column.name]
            kind = value.kind or default_kind(column)
            refused = None
            try:
                row[column.name] = self._value(value, kind, record, groups, row)
            except Refused as told:
                refused = Refused(told.reason, column=f"{rule.table}.{column.name}", found=told.found)
                row[column.name] = None
            if row[column.name] is None and column.required:
                if number == 0 and not value.melt:
                    raise refused or Refused(
                        "empty, and no row can be without it",
                        column=f"{rule.table}.{column.name}",
                        found=self._cell(value, record, groups).place,
                    )
                if refused:
                    rows.refuse_value(str(refused.column), refused.reason, refused.found)
                return
            if refused:
                rows.refuse_value(str(refused.column), refused.reason, refused.found)
        own = [name for name, value in rule.columns.items() if name not in table.key and value.constant is None]
        if number and own and all(row[name] is None for name in own):
            # It would say nothing but the key of another row.
            return
        if self._is_new(number, rule, record, row, rows):
            rows.add(rule.table, **row)
            self._tell(rule, table, record, groups, row, rows)

    def _tell(
        self, rule: Rule, table: Table, record: Sheet, groups: dict[str, Taken], row: dict[str, object], rows: Rows
    ) -> None:
        """Tell what is in doubt of a row that is taken."""

        def cell(name: str) -> Taken:
            return self._cell(rule.columns[name], record, groups)

        def is_there(name: str) -> bool:
            return name in rule.columns and next(self._taken(rule.columns[name], record, groups, {}), None) is not None

        for name, reason in doubts(table, row, is_there):
            rows.refuse_value(f"{rule.table}.{name}", reason, str(cell(name)))
        key = table.key[0]
        if twin := self._twins.earlier(table, row, lambda: cell(key).place):
            reason = "another number with the same title, lead, amount and first day: one award under two numbers?"
            rows.refuse_value(f"{rule.table}.{key}", reason, f"{cell(key).place}: {row[key]} and {twin}")

    def _cell(self, value: Value, record: Sheet, groups: dict[str, Taken]) -> Taken:
        """Where a value is taken from: of several the first that is there."""
        found = [taken for one in value.first or (value,) for taken in self._taken(one, record, groups, {})]
        found.append(Taken(cell=None, place=f"row {record.row}"))
        return next((taken for taken in found if taken.cell is not None), found[0])

    def _is_new(self, number: int, rule: Rule, record: Sheet, row: dict[str, object], rows: Rows) -> bool:
        """Number the row among those of its record; tell where its key was there before."""
        table = tables()[rule.table]
        counted = [name for name in table.key if name in NUMBERED and name not in rule.columns]
        key = (rule.table, *(row.get(name) for name in table.key if name not in counted))
        if counted:
            row[counted[0]] = self._seen.numbers[key] = self._seen.numbers.get(key, 0) + 1
            return True
        place = f"row {record.row}" + (f" of {record.sheet}" if record.sheet else "")
        before, values = self._seen.keys.setdefault((number, *key), (place, row))
        if values is row:
            return True
        if rule.repeats and values == row:
            return False
        words = ", ".join(f"{name}={row.get(name)}" for name in table.key)
        reason = "the same key in two rows with other values" if values != row else "the same key in two rows"
        found = f"{before} and {place}: {words}"
        if number == 0 and not rule.melt and not rule.repeats:
            raise Refused(reason, column=rule.table, found=found)
        rows.refuse_value(rule.table, reason, found)
        return False

    def _value(
        self, value: Value, kind: str, record: Sheet, groups: dict[str, Taken], row: dict[str, object]
    ) -> object:
        """The value, None where there is none."""
        if value.first:
            for one in value.first:
                found = self._value(one, one.kind or kind, record, groups, row)
                if found is not None:
                    return found
            return None
        for taken in self._taken(value, record, groups, row):
            if taken.cell is None or (kind not in ("mark", "number_or_mark") and self._is_missing(taken.cell)):
                return None
            try:
                read = self._read(value, kind, taken, record)
            except Refused as refused:
                told = f"{taken.place}: {taken.cell if refused.found is None else refused.found}"
                raise Refused(refused.reason, found=told) from None
            return f"{value.prefix}{read}" if value.prefix and read is not None else read
        return None

    def _taken(self, value: Value, record: Sheet, groups: dict[str, Taken], row: dict[str, object]) -> Iterator[Taken]:
        here = f"row {record.row}"
        if value.names or value.column:
            column = self._column(tuple(record.cells), value.names) if value.names else self._lettered(value, record)
            if column is not None:
                yield Taken(cell=record.cells[column], place=record.place(column), column=column)
        elif value.melt:
            yield groups.get(value.melt, Taken(cell=None, place=here))
        elif value.sheet_name:
            yield Taken(cell=record.sheet, place=here)
        elif value.row_id:
            sheet = f"-{record.sheet}" if record.sheet else ""
            yield Taken(cell=f"{self._file.sha256[:12]}{sheet}-{record.row}", place=here)
        elif value.join:
            yield Taken(cell="/".join(str(row[name]) for name in value.join if row.get(name) is not None), place=here)
        else:
            yield Taken(cell=value.constant, place=here)

    def _lettered(self, value: Value, record: Sheet) -> str | None:
        return next((column for column in record.cells if column.partition(" ")[0] == value.column), None)

    def _is_missing(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        word = cell.strip()
        return not word or (len(word) <= self._longest and match_key(word) in self._missing)

    def _read(self, value: Value, kind: str, taken: Taken, record: Sheet) -> object:
        cell = taken.cell
        if isinstance(cell, str) and cell.strip() in ERRORS:
            if cell == NOT_CALCULATED:
                raise Refused("a formula without its value; open the file in a spreadsheet program and save it")
            raise Refused(f"the cell holds the error {cell.strip()}; mend its formula and save")
        if value.pattern:
            part = re.search(value.pattern, text(cell))
            if not part:
                raise Refused(f"does not fit the pattern {value.pattern}")
            cell = part[1]
        if value.map:
            word = unicodedata.normalize("NFKC", text(cell))
            words = {unicodedata.normalize("NFKC", printed): ours for printed, ours in value.map.items()}
            if word not in words:
                raise Refused("a word that the mapping's `map` does not have; add it there")
            cell = words[word]
        return KINDS[kind].read(cell, self._unit(value, kind, taken, record))

    def _unit(self, value: Value, kind: str, taken: Taken, record: Sheet) -> str | None:
        """The unit that the mapping gives; refused where the sheet prints another one."""
        if isinstance(value.unit, Unit):
            column = self._column(tuple(record.cells), (value.unit.from_,))
            cell = record.cells[column] if column is not None else None
            return text(cell) if cell is not None else None
        if kind != "amount_jpy":
            return value.unit
        printed = layout.unit_in(taken.column) or (record.unit if taken.column else None)
        if value.unit in (None, "header"):
            return printed
        if printed and yen_of(printed) != yen_of(str(value.unit)):
            raise Refused(f"the sheet says {printed}, the mapping {value.unit}; correct the mapping")
        return value.unit
