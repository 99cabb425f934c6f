"""Each part is what became of one raw file: a Parquet file for each table that it has rows of, then a marker.

    parsed/<data_source>/<table>/<stem>.parquet
    parsed/<data_source>/_parts/<stem>.json          written last: without it the part counts as not there

Rows come in Python values and leave in columns. Memory is bounded: the values of a batch of records become
Arrow arrays, and the arrays of a group of batches become a row group of each table.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashinban.engine.rows import Rows
from rashinban.engine.store import sync_file, sync_folder, write_json
from rashinban.errors import SourceError
from rashinban.schema import PROVENANCE, REFUSED, tables

MARKERS = "_parts"
REFUSALS = "_refused"

PART = "_part"

#: Records of so many bytes are a batch, records of so many a group.
_BATCH_BYTES = 8 * 1024 * 1024
_GROUP_BYTES = 128 * 1024 * 1024
_GROUP_ROWS = 1024 * 1024
_SAMPLE = 10_000
#: What is kept of a refused value.
FOUND_KEPT = 500
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

    def __init__(
        self,
        folder: Path,
        stem: str,
        part: str,
        on_refused: Callable[[Sequence[tuple[str, str, object]]], None] = lambda values: None,
    ) -> None:
        self.folder = folder
        self.stem = stem
        self.rows = Rows()
        self._on_refused = on_refused
        self._part = part
        self._writers: dict[str, _TableWriter] = {}
        self._lines: list[int] = []
        self._sums: list[int] = []
        #: how many rows each table had after each record of the batch: one run of numbers, so many a record
        self._ends = array("q")
        self._width = 0
        self._batch_bytes = self._group_bytes = 0
        #: how many of the lines and checksums belong to batches before the present one
        self._before = 0

    def keep(self, line: int, checksum: int, size: int) -> None:
        """The record that was parsed last is whole."""
        self._lines.append(line)
        self._sums.append(checksum)
        lengths = self.rows.lengths()
        if len(lengths) != self._width:
            self._widen(len(lengths))
        self._ends.extend(lengths)
        self.rows.record += 1
        self._batch_bytes += size
        if self._batch_bytes >= _BATCH_BYTES:
            self._end_batch()
            if self._group_bytes >= _GROUP_BYTES:
                self._end_group()

    def _widen(self, width: int) -> None:
        """Tables have come up: they had no rows after the records before."""
        ends = np.array(self._ends, np.int64).reshape(-1, max(self._width, 1))
        wider = np.zeros((len(ends), width), np.int64)
        wider[:, : self._width] = ends
        self._ends = array("q", wider.tobytes())
        self._width = width

    def take_back(self) -> None:
        """Remove what the record that was parsed last has added."""
        self.rows.take_back(self._ends[-self._width :] if self._ends else ())

    def refuse(self, refusals: Iterable[tuple[object, ...]]) -> None:
        """Add rows of `_refused`."""
        columns = list(zip(*refusals, strict=True))
        if columns:
            arrays = [pa.array(values, field.type) for values, field in zip(columns, REFUSED, strict=True)]
            self._table(REFUSALS).add(arrays, np.empty(0, np.int64))

    def _end_batch(self) -> None:
        """Turn the values of the batch into arrays."""
        rows = self.rows
        # Tables that only a refused record has named have no rows, and no lengths yet.
        for (table, added), owners in zip(rows.filled(), _owners(self._ends, self._width), strict=False):
            if isinstance(added, list):
                if added:
                    self._add(table, zip(*added, strict=True), owners)
                    added.clear()
            elif added[0]:
                whole = rows.whole.get(table)
                self._add(table, *(whole(added, owners, rows) if whole else (added, owners)))
                for column in added:
                    column.clear()
        for table, (added, records) in rows.mentions.items():
            if added:
                self._add(table, zip(*added, strict=True), np.array(records, np.int64))
                added.clear()
                records.clear()
        if rows.refused:
            self._on_refused(rows.refused)
            lines = self._lines[self._before :]
            self.refuse(
                (self._part, lines[record], column, reason, str(found)[:FOUND_KEPT], None, False)
                for record, (column, reason, found) in zip(rows.refused_in, rows.refused, strict=True)
            )
        del self._ends[:]
        rows.refused.clear()
        rows.refused_in.clear()
        self._group_bytes += self._batch_bytes
        self._before = len(self._lines)
        rows.record = self._batch_bytes = 0

    def _add(self, table: str, columns: Iterable[Sequence[object] | pa.Array], owners: np.ndarray) -> None:
        arrays = []
        for values, field in zip(columns, _own_fields(table), strict=True):
            try:
                arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
            except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
                raise SourceError(f"{self.stem}: a value does not fit {table}.{field.name}: {error}") from error
        self._table(table).add(arrays, owners + self._before)

    def _table(self, table: str) -> _TableWriter:
        writer = self._writers.get(table)
        if writer is None:
            path = self.folder / table / f"{_NEW}{self.stem}.parquet"
            writer = self._writers[table] = _TableWriter(path, parsed_schema(table), self._part)
        return writer

    def _end_group(self) -> None:
        """Write the arrays of the group."""
        lines, sums = np.array(self._lines, np.int64), np.array(self._sums, np.int64)
        for writer in self._writers.values():
            writer.write(lines, sums)
        self._lines.clear()
        self._sums.clear()
        self._group_bytes = self._before = 0

    def finish(self) -> None:
        """Write what is held back; the files are on disk under their temporary names when this returns."""
        self._end_batch()
        self._end_group()
        for writer in self._writers.values():
            writer.close()
            sync_file(writer.path)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {table: writer.count for table, writer in self._writers.items()}

    @property
    def present(self) -> dict[str, dict[str, int]]:
        """Values that are there, by table and column."""
        return {table: writer.present for table, writer in self._writers.items()}

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
    """One Parquet file."""

    def __init__(self, path: Path, schema: pa.Schema, part: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.count = 0
        self.present = dict.fromkeys(schema.names, 0)
        self._schema = schema
        self._part = pa.array([part], pa.string())
        self._writer: pq.ParquetWriter | None = None
        #: arrays of the table's own columns, and of which record of the group each row is
        self._held: list[tuple[list[pa.Array], np.ndarray]] = []

    def add(self, arrays: list[pa.Array], owners: np.ndarray) -> None:
        """Add rows."""
        self._held.append((arrays, owners))

    def write(self, lines: np.ndarray, sums: np.ndarray) -> None:
        """Write what was added as one row group, with the line and checksum of each record of the group."""
        if not self._held:
            return
        columns = [pa.chunked_array(chunks) for chunks in zip(*(arrays for arrays, _ in self._held), strict=True)]
        if len(columns) < len(self._schema):
            owners = np.concatenate([each for _, each in self._held])
            part = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(owners), np.int32)), self._part)
            columns += [pa.chunked_array([each]) for each in (part, pa.array(lines[owners]), pa.array(sums[owners]))]
        group = pa.table(columns, schema=self._schema)
        for name, column in zip(group.schema.names, group.columns, strict=True):
            self.present[name] += group.num_rows - column.null_count
        if self._writer is None:
            # Link reads parts whole: statistics to skip row groups by would be of no use.
            self._writer = pq.ParquetWriter(
                self.path,
                self._schema,
                compression="zstd",
                compression_level=1,
                use_dictionary=_repetitive(group),
                write_statistics=False,
            )
        self._writer.write_table(group, row_group_size=_GROUP_ROWS)
        self.count += group.num_rows
        self._held = []

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def abandon(self) -> None:
        self._held = []
        if self._writer is not None:
            # Closing writes the footer, for which a full disk has no room.
            with suppress(OSError):
                self._writer.close()
        self.path.unlink(missing_ok=True)


def _owners(ends: array[int], width: int) -> Iterator[np.ndarray]:
    """For each table the record of each row, from how many rows the tables had after each record."""
    counts = np.diff(np.array(ends, np.int64).reshape(-1, max(width, 1)), axis=0, prepend=0)
    records = np.arange(len(counts))
    return (np.repeat(records, counts[:, table]) for table in range(width))


def _repetitive(group: pa.Table) -> list[str]:
    """The columns that a dictionary makes smaller, judged by the first rows; the rest is packed sooner without."""
    sample = group.slice(0, _SAMPLE)
    return [
        field.name
        for number, field in enumerate(group.schema)
        if field.name == PART
        or (
            # The first column is the id, in runs: packing alone deals with those.
            number > 0
            and pa.types.is_string(field.type)
            and pc.count_distinct(sample[field.name]).as_py() * 2 <= sample.num_rows - sample[field.name].null_count
        )
    ]


@cache
def _own_fields(table: str) -> tuple[pa.Field, ...]:
    """The columns of a table that a parser fills."""
    schema = parsed_schema(table)
    return tuple(schema)[: len(schema) - len(PROVENANCE)]


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
