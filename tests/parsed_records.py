"""What a data source's parser makes of one file, record by record, without a base."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile


@dataclass
class Parsed:
    """Of one file: rows by table (and mentions) without empty columns, what was refused, fields nobody knows."""

    kept: int = 0
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refused_records: list[tuple[int, str]] = field(default_factory=list)
    refused_values: list[tuple[str, str, object]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, rows: Rows) -> None:
        self.kept += 1
        found = {**rows.tables, **{name: mentioned for name, (mentioned, _) in rows.mentions.items()}}
        for name, values in found.items():
            names = tables()[name.removesuffix("_mentions")].names
            self.rows.setdefault(name, []).extend(
                {key: value for key, value in zip(names, row, strict=True) if value is not None} for row in values
            )
        self.refused_values += rows.refused
        self.unknown.update(rows.unknown_fields)

    def of(self, table: str, *columns: str) -> list[Any]:
        """The rows of a table; of some columns as tuples, of one column as values."""
        rows = self.rows.get(table, [])
        if not columns:
            return rows
        picked = [tuple(row.get(column) for column in columns) for row in rows]
        return [each[0] for each in picked] if len(columns) == 1 else picked


def parsed(module: Any, path: Path) -> Parsed:
    """Parse a file by a data source's module."""
    name = module.DATA_SOURCE.name
    file = RawFile(data_source=name, snapshot="s", name=path.name, path=path)
    parser = module.parser(file)
    result = Parsed()
    for number, record in module.records(file):
        if isinstance(record, Refused):
            result.refused_records.append((number, record.reason))
        elif record:
            rows = Rows()
            try:
                parser(record, rows)
            except Refused as refused:
                result.refused_records.append((number, refused.reason))
            else:
                result.add(rows)
    return result
