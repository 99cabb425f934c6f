"""Each file of a part holds the rows of one table that came out of one raw file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PART = "_part"

_GROUP_ROWS = 1024 * 1024
#: Rows by which columns are judged. With 2,000 the files of 60,000 works were 1 % larger.
_SAMPLE = 10_000


class TableWriter:
    """Holds the arrays of a group of records, and writes them as a row group."""

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

    @property
    def holds(self) -> bool:
        """Whether rows were added since the last group."""
        return bool(self._held)

    def add(self, arrays: list[pa.Array], owners: np.ndarray) -> None:
        """Add rows."""
        self._held.append((arrays, owners))

    def take(self) -> tuple[list[pa.ChunkedArray], np.ndarray]:
        """What was added, which is then no longer held."""
        chunks = zip(*(arrays for arrays, _ in self._held), strict=True)
        owners = np.concatenate([each for _, each in self._held])
        self._held = []
        return [pa.chunked_array(of_column) for of_column in chunks], owners

    def provenance(self, owners: np.ndarray, lines: np.ndarray, sums: np.ndarray) -> list[pa.Array]:
        """Part, line and checksum of the record of each row."""
        part = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(owners), np.int32)), self._part)
        return [part, pa.array(lines[owners]), pa.array(sums[owners])]

    def write(self, columns: Sequence[pa.Array | pa.ChunkedArray]) -> None:
        """Write whole columns as one row group."""
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
