"""A preview is the first rows of files as they would be read, and what failed; nothing of a base changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rashinban import catalog
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import tables
from rashinban.snapshots.manifest import raw_files
from rashinban.snapshots.raw import RawFile, lines
from rashinban.stages.fetch import fetch

#: So many rows of a table are shown, from so many records.
SHOWN = 5
RECORDS = 1000


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`tables`: the first rows by table, only columns that are filled; `failed`: where, why and what was found."""

    described: tuple[str, ...]
    tables: Mapping[str, Sequence[Mapping[str, object]]]
    failed: tuple[str, ...]
    records: int
    kept: int


def preview(data_source: str, from_paths: Sequence[Path], selection: Mapping[str, object]) -> Preview:
    """Fetch into a folder that is thrown away, and parse the first records of each file."""
    module = catalog.data_source(data_source)
    described: list[str] = []
    failed: list[str] = []
    rows = Rows()
    records = kept = 0
    with TemporaryDirectory(prefix="rashinban-") as folder:
        fetch(Path(folder), data_source, selection=selection, from_paths=from_paths)
        for file in raw_files(Path(folder), data_source):
            described += getattr(module, "describe", lambda file: ())(file)
            found = _read(file, rows, failed)
            records, kept = records + found[0], kept + found[1]
    failed += [f"field not known: {name}, {times} times" for name, times in rows.unknown_fields.items()]
    return Preview(
        described=tuple(described),
        tables={name: [_filled(name, row) for row in added[:SHOWN]] for name, added in rows.tables.items() if added},
        failed=tuple(failed),
        records=records,
        kept=kept,
    )


def _read(file: RawFile, rows: Rows, failed: list[str]) -> tuple[int, int]:
    """Parse the first records of a file into `rows`; how many there were, and how many were kept."""
    module = catalog.data_source(file.data_source)
    parse = module.parser(file)
    records = kept = 0
    for line, record in islice(getattr(module, "records", lines)(file), RECORDS):
        if not record:
            continue
        records += 1
        before, noted = rows.lengths(), len(rows.refused)
        try:
            if isinstance(record, Refused):
                raise record
            parse(record, rows)
            kept += 1
        except Refused as refused:
            rows.take_back(before)
            failed.append(_told(file.name, line, refused.column, refused.reason, refused.found))
        failed += [_told(file.name, line, *value) for value in rows.refused[noted:]]
        rows.record += 1
    return records, kept


def _told(name: str, line: int, column: str | None, reason: str, found: object) -> str:
    where = f"{name} row {line}" + (f", {column}" if column else "")
    return f"{where}: {reason}" + (f" ({str(found)[:200]})" if found is not None else "")


def _filled(table: str, row: Sequence[object]) -> dict[str, object]:
    return {name: value for name, value in zip(tables()[table].names, row, strict=True) if value is not None}
