"""What a parser makes of records given by hand, or of every file of a folder: rows by column, without empty ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

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


def named(rows: Rows, table: str) -> list[dict[str, object]]:
    """The rows of a table, or of `<table>_mentions`, by column; columns without a value are left out."""
    found = rows.mentions[table][0] if table.endswith("_mentions") else rows.tables.get(table, [])
    names = tables()[table.removesuffix("_mentions")].names
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in found]


class Parsed:
    """Every file of a folder, read in place: kept and refused records by file, and all rows together."""

    def __init__(self, module: ModuleType, folder: Path) -> None:
        self.rows = Rows()
        self.kept: Counter[str] = Counter()
        self.refused: list[tuple[str, str]] = []
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "README.md":
                self._read(module, path)

    def _read(self, module: ModuleType, path: Path) -> None:
        file = RawFile(data_source=module.DATA_SOURCE.name, snapshot="s", name=path.name, path=path)
        parse = module.parser(file)
        for _, record in module.records(file):
            lengths = self.rows.lengths()
            try:
                if isinstance(record, Refused):
                    raise record
                parse(record, self.rows)
            except Refused as refused:
                self.rows.take_back(lengths)
                self.refused.append((path.name, refused.reason))
            else:
                self.kept[path.name] += 1
                self.rows.record += 1

    def repeated_keys(self) -> dict[str, int]:
        """Tables in which two rows have the same key, with how many too many."""
        found = {}
        for table, rows in self.rows.tables.items():
            places = [tables()[table].names.index(column) for column in tables()[table].key]
            if extra := len(rows) - len({tuple(row[place] for place in places) for row in rows}):
                found[table] = extra
        return found
