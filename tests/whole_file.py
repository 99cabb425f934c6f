"""A raw file, read as the parse stage reads it: rows without what is null, and what was refused, noted or not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile

Row = dict[str, object]


@dataclass
class WholeFile:
    """What became of a file. refused: the reasons of records; values: column, reason and what was found."""

    kept: int = 0
    refused: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    mentions: dict[str, list[Row]] = field(default_factory=dict)
    values: list[tuple[str, str, object]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def column(self, table: str, *names: str) -> list[tuple[object, ...]]:
        """Some columns of a table."""
        return [tuple(row.get(name) for name in names) for row in self.rows[table]]


def read_whole(module: ModuleType, path: Path) -> WholeFile:
    """Read a file with a data source's own `records` and `parser`."""
    file = RawFile(data_source=module.DATA_SOURCE.name, path=path, snapshot="20261101-test", name=path.name)
    parse, rows, found = module.parser(file), Rows(), WholeFile()
    for _, record in module.records(file):
        if record == b"":
            continue
        try:
            if isinstance(record, Refused):
                raise record
            parse(record, rows)
            found.kept += 1
        except Refused as refused:
            found.refused.append(refused.reason)
    found.rows = {table: [_named(table, row) for row in added] for table, added in rows.tables.items()}
    found.mentions = {
        table: [_named(table.removesuffix("_mentions"), row) for row in added]
        for table, (added, _) in rows.mentions.items()
    }
    found.values, found.unknown = rows.refused, rows.unknown_fields
    return found


def _named(table: str, row: tuple[object, ...]) -> Row:
    named = dict(zip(tables()[table].names, row, strict=True))
    return {name: value for name, value in named.items() if value is not None}
