"""What a parser fills: rows by table in column order, values that were refused, fields nobody knows.

A data source's module offers to the parse stage:

    DATA_SOURCE: DataSource
    def records(file: RawFile) -> Iterator[Record]     how a file splits into records; left out: its lines
    def parser(file: RawFile) -> Parser                called once a file; takes one record's bytes at a time

A Parser appends tuples to `rows["works"]` and so on, in the column order of the table, without provenance
columns, which the stage adds. It raises `Refused` for a whole record; what the record has appended by then
is taken back. A single value that cannot be taken becomes None and is noted with `rows.refuse_value`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = tuple[object, ...]

#: Mentions seen are forgotten beyond this many, so that memory is bounded; repeats are then possible.
_SEEN_LIMIT = 200_000


class Rows:
    """The rows of the records parsed since the last flush. `rows[table]` is a list to append tuples to."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {}
        #: column, reason, found: values of the present record that were refused
        self.refused: list[tuple[str, str, object]] = []
        self.unknown_fields: dict[str, int] = {}
        self._seen: set[tuple[str, Row]] = set()
        #: for parsers: what was mentioned last under an id, to skip `mention` cheaply; forgotten with it
        self.known: dict[str | None, Any] = {}

    def __getitem__(self, table: str) -> list[Row]:
        found = self.tables.get(table)
        if found is None:
            found = self.tables[table] = []
        return found

    def refuse_value(self, column: str, reason: str, found: object) -> None:
        """Note that a value was refused; `column` is `table.column`. The caller puts None in its place."""
        self.refused.append((column, reason, found))

    def mention(self, table: str, row: Row) -> None:
        """Add a short form of an entity to `<table>_mentions`, once."""
        key = (table, row)
        if key not in self._seen:
            if len(self._seen) >= _SEEN_LIMIT:
                self.forget()
            self._seen.add(key)
            self[f"{table}_mentions"].append(row)

    def unknown_field(self, field: str) -> None:
        """Count a field of the input that is neither read nor known to be ignored."""
        self.unknown_fields[field] = self.unknown_fields.get(field, 0) + 1

    def forget(self) -> None:
        """Forget which mentions were made: after a record was taken back, and when memory would grow."""
        self._seen.clear()
        self.known.clear()


Parser = Callable[[bytes, Rows], None]
