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
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from rashinban.engine.rows import Rows
from rashinban.engine.store import sync_file, sync_folder, write_json
from rashinban.engine.table_writer import TableWriter
from rashinban.errors import SourceError
from rashinban.schema import PROVENANCE, REFUSED, tables

MARKERS = "_parts"
REFUSALS = "_refused"

#: Records of so many bytes are a batch, records of so many a group.
_BATCH_BYTES = 8 * 1024 * 1024
#: What a record weighs beside its bytes: the values of a row of 17 bytes take more than those.
_EACH = 200
_GROUP_BYTES = 128 * 1024 * 1024
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
        self._writers: dict[str, TableWriter] = {}
        self._lines: list[int] = []
        self._sums: list[int] = []
        #: the id of each record of the group, where its parser says it
        self._ids: list[str | None] = []
        #: how many rows each table had after each record of the batch: one run of numbers, so many a record
        self._ends = array("q")
        self._width = 0
        self._batch_bytes = self._group_bytes = 0

    def keep(self, line: int, checksum: int, size: int) -> None:
        """The record that was parsed last is whole."""
        self._lines.append(line)
        self._sums.append(checksum)
        self._ids.append(self.rows.own_id)
        lengths = self.rows.lengths()
        if len(lengths) != self._width:
            self._widen(len(lengths))
        self._ends.extend(lengths)
        self.rows.record += 1
        self._batch_bytes += size + _EACH
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
        for (table, added), owners in zip(rows.filled(), self._owners(), strict=False):
            if isinstance(added, list):
                if added:
                    self._add(table, zip(*added, strict=True), owners)
                    added.clear()
            elif len(owners):
                self._add(table, added, owners)
                for column in added:
                    column.clear()
        for table, (added, records) in rows.mentions.items():
            if added:
                self._add(table, zip(*added, strict=True), np.array(records, np.int64))
                added.clear()
                records.clear()
        self._add_refused()
        del self._ends[:]
        self._group_bytes += self._batch_bytes
        self._batch_bytes = 0

    def _owners(self) -> Iterator[np.ndarray]:
        """For each table the record of each row, from how many rows the tables had after each record."""
        ends = np.array(self._ends, np.int64).reshape(-1, max(self._width, 1))
        counts = np.diff(ends.T, prepend=0)
        records = np.arange(self.rows.record - len(ends), self.rows.record)
        return (np.repeat(records, of_table) for of_table in counts[: self._width])

    def _add(self, table: str, columns: Iterable[Sequence[object]], owners: np.ndarray) -> None:
        arrays = []
        fields = _own_fields(table)[1:] if table in self.rows.columns else _own_fields(table)
        for values, field in zip(columns, fields, strict=True):
            try:
                arrays.append(pa.array(values, field.type))
            except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
                raise SourceError(f"{self.stem}: a value does not fit {table}.{field.name}: {error}") from error
        self._table(table).add(arrays, owners)

    def _table(self, table: str) -> TableWriter:
        writer = self._writers.get(table)
        if writer is None:
            path = self.folder / table / f"{_NEW}{self.stem}.parquet"
            writer = self._writers[table] = TableWriter(path, parsed_schema(table), self._part)
        return writer

    def _add_refused(self) -> None:
        """Turn the values that were refused into rows."""
        rows = self.rows
        if rows.refused:
            self._on_refused(rows.refused)
            self.refuse(
                (self._part, self._lines[record], column, reason, str(found)[:FOUND_KEPT], None, False)
                for record, (column, reason, found) in zip(rows.refused_in, rows.refused, strict=True)
            )
        rows.refused.clear()
        rows.refused_in.clear()

    def _end_group(self) -> None:
        """Write the arrays of the group."""
        lines, sums = np.array(self._lines, np.int64), np.array(self._sums, np.int64)
        ids = pa.array(self._ids, pa.string())
        for table, writer in self._writers.items():
            if writer.holds and table != REFUSALS:
                columns, owners = writer.take()
                if table in self.rows.whole:
                    columns, owners = self.rows.whole[table](columns, owners, self.rows)
                if table in self.rows.columns:
                    columns = [ids.take(pa.array(owners)), *columns]
                writer.write([*columns, *writer.provenance(owners, lines, sums)])
        # Last, since cleaning whole columns may have refused values.
        self._add_refused()
        refused = self._writers.get(REFUSALS)
        if refused and refused.holds:
            refused.write(refused.take()[0])
        self._lines.clear()
        self._sums.clear()
        self._ids.clear()
        self._group_bytes = self.rows.record = 0

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
