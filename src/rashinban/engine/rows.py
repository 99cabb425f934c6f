"""What a parser fills: rows by table in column order, values that were refused, fields nobody knows.

A data source's module offers to the parse stage:

    DATA_SOURCE: DataSource
    def records(file: RawFile) -> Iterator[Record]     how a file splits into records; left out: its lines
    def parser(file: RawFile) -> Parser                called once a file; takes one record's bytes at a time

A Parser adds rows with `rows.add("works", work_id=..., doi=...)`, or appends tuples to `rows["works"]` in the column
order of the table, without provenance columns, which the stage adds. It raises `Refused` for a whole record; what
the record has added by then is taken back. A single value that cannot be taken becomes None and is noted:
`rows.take` does that with a value kind, `rows.type_of` with a provider's word for a type.

Where records come by the million, a parser fills `rows.lists(table)` instead, one list for each column: a tuple
for each row costs more than all its values. The first column of such a table is the id of the record itself,
which the parser says once, in `rows.own_id`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa

from rashinban.definitions import type_words, types_path
from rashinban.errors import Refused
from rashinban.schema import tables

Value = TypeVar("Value")
Clean = TypeVar("Clean")
Row = tuple[object, ...]

#: Mentions seen are forgotten beyond this many, so that memory is bounded; repeats are then possible.
_SEEN_LIMIT = 200_000


class Rows:
    """The rows of the records parsed since the last flush. `rows[table]` is a list to append tuples to."""

    def __init__(self) -> None:
        #: the number of the present record in its group
        self.record = 0
        #: the id of the present record, where tables are filled by columns
        self.own_id: str | None = None
        self.tables: dict[str, list[Row]] = {}
        #: by table: a list for each column but the first
        self.columns: dict[str, tuple[list[Any], ...]] = {}
        #: both of these in the order in which they came up; and of each the list that tells how many rows there are
        self._filled: list[tuple[str, list[Row] | tuple[list[Any], ...]]] = []
        self._first: list[list[Any]] = []
        #: by table: what cleans its columns, at once for many records
        self.whole: dict[str, Whole] = {}
        #: by table: mentions, and the records that they are in
        self.mentions: dict[str, tuple[list[Row], list[int]]] = {}
        #: column, reason, found; and beside it the record of each
        self.refused: list[tuple[str, str, object]] = []
        self.refused_in: list[int] = []
        self.unknown_fields: dict[str, int] = {}
        self._seen: set[tuple[str, Row]] = set()
        #: for parsers: what was mentioned last under an id, to skip `mention` cheaply; forgotten with it
        self.known: dict[str | None, Any] = {}

    def __getitem__(self, table: str) -> list[Row]:
        found = self.tables.get(table)
        if found is None:
            found = self.tables[table] = []
            self._filled.append((table, found))
            self._first.append(found)
        return found

    def add(self, table: str, **values: object) -> None:
        """Append one row by the names of its columns; those left out are None. A name that is no column is an error."""
        names = _names(table)
        row = tuple(values.pop(name, None) for name in names)
        if values:
            raise TypeError(f"{table} has no column {', '.join(values)}")
        self[table].append(row)

    def lists(self, table: str) -> tuple[list[Any], ...]:
        """The columns of a table after its first, which is `own_id`, as lists. They stay the same lists.

        The parser keeps them equally long.
        """
        found = self.columns.get(table)
        if found is None:
            found = self.columns[table] = tuple([] for _ in tables()[table].columns[1:])
            self._filled.append((table, found))
            self._first.append(found[0])
        return found

    def filled(self) -> list[tuple[str, list[Row] | tuple[list[Any], ...]]]:
        """Every table that is filled by rows or by columns, in the order in which they came up."""
        return self._filled

    def lengths(self) -> list[int]:
        """How many rows these tables have, in the same order."""
        return list(map(len, self._first))

    def refuse_value(self, column: str, reason: str, found: object) -> None:
        """Note that a value of the present record was refused. The caller puts None in its place.

        `column` is `table.column`, or the path of the field where it belongs to no column.
        """
        self.refused.append((column, reason, found))
        self.refused_in.append(self.record)

    def take(self, kind: Callable[[Value], Clean], value: Value | None, column: str) -> Clean | None:
        """The value as its kind cleans it (schema/kinds.py); None where it is empty, or refused, which is noted."""
        if value is None or value == "":
            return None
        try:
            return kind(value)
        except Refused as refused:
            self.refuse_value(column, refused.reason, value)
            return None

    def type_of(self, entity: str, data_source: str, printed: str | None, column: str) -> str | None:
        """Our type for a provider's word, by its file of words (definitions.types_path); one not there is refused."""
        if not printed:
            return None
        found = type_words(data_source).get((entity, printed))
        if found is None:
            path = "/".join(types_path(data_source).parts[-3:])
            reason = f"unknown type; add it to {path} as {entity}"
            self.refuse_value(column, reason, printed)
        return found

    def mention(self, table: str, row: Row) -> None:
        """Add a short form of an entity to `<table>_mentions`, once."""
        key = (table, row)
        if key not in self._seen:
            if len(self._seen) >= _SEEN_LIMIT:
                self.forget()
            self._seen.add(key)
            rows, records = self.mentions.setdefault(f"{table}_mentions", ([], []))
            rows.append(row)
            records.append(self.record)

    def mention_of(self, table: str, **values: object) -> None:
        """The same by the names of its columns; those left out are None."""
        names = _names(table)
        row = tuple(values.pop(name, None) for name in names)
        if values:
            raise TypeError(f"{table} has no column {', '.join(values)}")
        self.mention(table, row)

    def unknown_field(self, field: str) -> None:
        """Count a field of the input that is neither read nor known to be ignored."""
        self.unknown_fields[field] = self.unknown_fields.get(field, 0) + 1

    def take_back(self, lengths: Sequence[int]) -> None:
        """Forget the present record. `lengths` are those before it."""
        for number, (_, added) in enumerate(self.filled()):
            before = lengths[number] if number < len(lengths) else 0
            for column in (added,) if isinstance(added, list) else added:
                del column[before:]
        noted: list[tuple[list[Any], list[int]]] = [*self.mentions.values(), (self.refused, self.refused_in)]
        for values, records in noted:
            while records and records[-1] == self.record:
                values.pop()
                records.pop()
        self.forget()

    def forget(self) -> None:
        """Forget which mentions were made: after a record was taken back, and when memory would grow."""
        self._seen.clear()
        self.known.clear()


@cache
def _names(table: str) -> tuple[str, ...]:
    return tables()[table].names


Parser = Callable[[bytes, Rows], None]

#: One column of a table, in as many pieces as there were batches, or whole.
Column: TypeAlias = "pa.Array | pa.ChunkedArray"

#: Columns and the record of each row, as the parser has filled them, to columns as the table wants them. A value
#: that is refused there is noted after `rows.record` was set to its record.
Whole = Callable[[list[Column], np.ndarray, Rows], tuple[list[Column], np.ndarray]]
