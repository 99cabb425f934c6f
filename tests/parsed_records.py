"""What a data source's parser makes of records, of a file or of every file of a folder, without a base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile


def rows_of(parse: Callable[[bytes, Rows], None], *records: bytes) -> Rows:
    """The rows of records, one after the other."""
    rows = Rows()
    for record in records:
        parse(record, rows)
        rows.record += 1
    return rows


def named(rows: Rows, table: str) -> list[dict[str, Any]]:
    """The rows of a table, or of `<table>_mentions`, by column; columns without a value are left out."""
    found = rows.mentions[table][0] if table.endswith("_mentions") else rows.tables.get(table, [])
    names = tables()[table.removesuffix("_mentions")].names
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in found]


@dataclass
class Parsed:
    """Rows by table (and mentions) without empty columns, what was refused and why, fields nobody knows.

    kept: records, by file. refused_records: the record's number, or in a folder the file's name, with the reason.
    """

    kept_of: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refused_records: list[tuple[Any, str]] = field(default_factory=list)
    refused_values: list[tuple[str, str, object]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        return self.kept_of.total()

    @property
    def counts(self) -> tuple[int, int]:
        """Kept and refused."""
        return self.kept, len(self.refused_records)

    @property
    def reasons(self) -> list[str]:
        """Why records were refused."""
        return [reason for _, reason in self.refused_records]

    def of(self, table: str, *columns: str) -> list[Any]:
        """The rows of a table; of some columns as tuples, of one column as values."""
        rows = self.rows.get(table, [])
        if not columns:
            return rows
        picked = [tuple(row.get(column) for column in columns) for row in rows]
        return [each[0] for each in picked] if len(columns) == 1 else picked

    def sizes(self) -> dict[str, int]:
        """How many rows each table has; mentions are left out."""
        return {table: len(rows) for table, rows in self.rows.items() if rows and not table.endswith("_mentions")}

    def repeated_keys(self) -> dict[str, int]:
        """Tables in which two rows have the same key, with how many too many."""
        found = {}
        for table, rows in self.rows.items():
            if not table.endswith("_mentions"):
                keys = {tuple(row.get(column) for column in tables()[table].key) for row in rows}
                if extra := len(rows) - len(keys):
                    found[table] = extra
        return found


def parsed(module: ModuleType, path: Path) -> Parsed:
    """Parse a file by a data source's module, as the stage does."""
    return _parsed(module, [path], lambda number, path: number)


def parsed_folder(module: ModuleType, folder: Path) -> Parsed:
    """Parse every file below a folder, one after the other."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "README.md"]
    return _parsed(module, paths, lambda number, path: path.name)


def _parsed(module: ModuleType, paths: Iterable[Path], place: Callable[[int, Path], object]) -> Parsed:
    rows, result = Rows(), Parsed()
    for path in paths:
        file = RawFile(data_source=module.DATA_SOURCE.name, snapshot="20261101-test", name=path.name, path=path)
        parse = module.parser(file)
        for number, record in module.records(file):
            if not isinstance(record, Refused) and not record:
                continue
            before = rows.lengths()
            try:
                if isinstance(record, Refused):
                    raise record
                parse(record, rows)
            except Refused as refused:
                rows.take_back(before)
                result.refused_records.append((place(number, path), refused.reason))
            else:
                result.kept_of[path.name] += 1
                rows.record += 1
    result.rows = {table: named(rows, table) for table in (*rows.tables, *rows.mentions) if table}
    result.refused_values, result.unknown = rows.refused, rows.unknown_fields
    return result
