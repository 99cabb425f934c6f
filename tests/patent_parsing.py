"""What a data source makes of a file, without a base: rows by name, and how many records were kept and refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile


@dataclass
class Parsed:
    """kept and refused: records. `why` are the reasons of the refused ones."""

    rows: Rows
    kept: int
    why: list[str]

    @property
    def counts(self) -> tuple[int, int]:
        return self.kept, len(self.why)

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table, or of its short forms, without what is None."""
        of_short = name.removesuffix("_mentions")
        found = self.rows.mentions[name][0] if name != of_short else self.rows[name]
        return [
            {column: value for column, value in zip(tables()[of_short].names, row, strict=True) if value is not None}
            for row in found
        ]

    def column(self, table: str, *columns: str) -> list[Any]:
        """One column of a table, or tuples of several."""
        rows = [tuple(row.get(column) for column in columns) for row in self.table(table)]
        return [row[0] for row in rows] if len(columns) == 1 else rows


def parsed(module: ModuleType, path: Path) -> Parsed:
    """Every record of a file, parsed as the stage does it."""
    file = RawFile(data_source=module.DATA_SOURCE.name, snapshot="s", name=path.name, path=path)
    rows, kept, why = Rows(), 0, []
    parse = module.parser(file)
    for _, record in module.records(file):
        if not record:
            continue
        before = rows.lengths()
        try:
            if isinstance(record, Refused):
                raise record
            parse(record, rows)
        except Refused as refused:
            rows.take_back(before)
            why.append(refused.reason)
        else:
            kept += 1
            rows.record += 1
    return Parsed(rows=rows, kept=kept, why=why)
