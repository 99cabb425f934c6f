"""Each part is what became of one raw file: a Parquet file for each table that it has rows of, then a marker.

    parsed/<data_source>/<table>/<stem>.parquet
    parsed/<data_source>/_parts/<stem>.json          written last: without it the part counts as not there

Rows come in Python tuples and leave in column form. Memory is bounded: a batch of records is turned into
Arrow arrays, a table's arrays are written when they make a row group.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine.rows import Rows
from rashinban.engine.store import sync_file, sync_folder, write_json
from rashinban.errors import SourceError
from rashinban.schema import PROVENANCE, REFUSED, tables

MARKERS = "_parts"
REFUSALS = "_refused"

_BATCH_BYTES = 8 * 1024 * 1024
_GROUP_ROWS = 122_880
_GROUP_BYTES = 16 * 1024 * 1024
_NEW = ".new-"


def stem(snapshot: str, name: str) -> str:
    """The name of a part's files: readable, safe as a file name, and different for different files."""
    plain = f"{snapshot}--{name}"
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)[:150].lstrip(".")
    return safe if safe == plain else f"{safe}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def parsed_schema(table: str) -> pa.Schema:
    """The schema of a table's parts; `x_mentions` has that of `x`."""
    return REFUSED if table == REFUSALS else tables()[table.removesuffix("_mentions")].parsed()


class PartWriter:
    """Takes the rows of one raw file, record by record, and writes its part under temporary names."""

    def __init__(self, folder: Path, stem: str, part: str) -> None:
        self.folder = folder
        self.stem = stem
        self.rows = Rows()
        #: rows, and values that are there, by table and column
        self.counts: dict[str, int] = {}
        self.present: dict[str, dict[str, int]] = {}
        self._part = pa.array([part], pa.string())
        self._writers: dict[str, _TableWriter] = {}
        self._lines: list[int] = []
        self._sums: list[int] = []
        #: how many rows each table had after each record of the batch
        self._ends: list[list[int]] = []
        self._end: list[int] = []
        self._bytes = 0

    def keep(self, line: int, checksum: int, size: int) -> None:
        """The record whose rows were added last is whole."""
        self._lines.append(line)
        self._sums.append(checksum)
        self._end = list(map(len, self.rows.tables.values()))
        self._ends.append(self._end)
        self._bytes += size
        if self._bytes >= _BATCH_BYTES:
            self._flush()

    def take_back(self) -> None:
        """Remove the rows that were added since the last whole record."""
        for number, added in enumerate(self.rows.tables.values()):
            del added[self._end[number] if number < len(self._end) else 0 :]
        self.rows.forget()

    def refuse(self, refusals: Iterable[tuple[object, ...]]) -> None:
        """Add rows of `_refused`."""
        columns = list(zip(*refusals, strict=True))
        if columns:
            self._write(REFUSALS, [pa.array(c, f.type) for c, f in zip(columns, REFUSED, strict=True)])

    def _flush(self) -> None:
        lines, sums = np.array(self._lines, np.int64), np.array(self._sums, np.int64)
        for number, (table, added) in enumerate(self.rows.tables.items()):
            if added:
                ends = np.array([end[number] if number < len(end) else 0 for end in self._ends])
                records = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
                self._write_rows(table, added, lines[records], sums[records])
                added.clear()
        for held in (self._lines, self._sums, self._ends, self._end):
            held.clear()
        self._bytes = 0

    def _write_rows(self, table: str, added: list[tuple[object, ...]], lines: np.ndarray, sums: np.ndarray) -> None:
        schema = parsed_schema(table)
        arrays = []
        for values, field in zip(zip(*added, strict=True), list(schema)[: -len(PROVENANCE)], strict=True):
            try:
                arrays.append(pa.array(values, field.type))
            except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
                raise SourceError(f"{self.stem}: a value does not fit {table}.{field.name}: {error}") from error
        codes = pa.array(np.zeros(len(lines), np.int32))
        part = pa.DictionaryArray.from_arrays(codes, self._part)
        self._write(table, [*arrays, part, pa.array(lines), pa.array(sums)])

    def _write(self, table: str, arrays: list[pa.Array]) -> None:
        writer = self._writers.get(table)
        if writer is None:
            path = self.folder / table / f"{_NEW}{self.stem}.parquet"
            writer = self._writers[table] = _TableWriter(path, parsed_schema(table))
        batch = pa.RecordBatch.from_arrays(arrays, schema=writer.schema)
        present = self.present.setdefault(table, {})
        for name, array in zip(batch.schema.names, batch.columns, strict=True):
            present[name] = present.get(name, 0) + len(array) - array.null_count
        self.counts[table] = self.counts.get(table, 0) + batch.num_rows
        writer.add(batch)

    def finish(self) -> None:
        """Write what is held back; the files are on disk under their temporary names when this returns."""
        self._flush()
        for writer in self._writers.values():
            writer.close()
            sync_file(writer.path)

    def abandon(self) -> None:
        """Remove the temporary files."""
        for writer in self._writers.values():
            writer.abandon()

    def publish(self, marker: object) -> None:
        """Put the part in the place of the one before it, if any."""
        remove_part(self.folder, self.stem)
        for writer in self._writers.values():
            writer.path.replace(writer.path.with_name(f"{self.stem}.parquet"))
            sync_folder(writer.path.parent)
        write_json(self.folder / MARKERS / f"{self.stem}.json", marker)


class _TableWriter:
    """One Parquet file; a row group is written when enough rows are there."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)
        self._held: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        self._held.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._write()

    def _write(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held), row_group_size=2 * _GROUP_ROWS)
        self._held = []
        self._rows = self._bytes = 0

    def close(self) -> None:
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        self._held = []
        self._writer.close()
        self.path.unlink(missing_ok=True)


def remove_part(folder: Path, stem: str) -> None:
    """Remove a part, its marker first, so that half a part never counts."""
    (folder / MARKERS / f"{stem}.json").unlink(missing_ok=True)
    for path in folder.glob(f"*/{stem}.parquet"):
        path.unlink()


def sweep(folder: Path) -> None:
    """Remove what a process that was killed has left: temporary files, and files of parts without a marker."""
    whole = set(markers(folder))
    for path in folder.glob("*/*"):
        unfinished = path.suffix == ".parquet" and path.stem not in whole
        if path.is_file() and (path.name.startswith(".") or unfinished):
            path.unlink()


def markers(folder: Path) -> Iterator[str]:
    """The stems of the parts that are whole."""
    for path in sorted((folder / MARKERS).glob("*.json")):
        if not path.name.startswith("."):
            yield path.name.removesuffix(".json")
