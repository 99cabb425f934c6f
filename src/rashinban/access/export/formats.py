"""Each format writes batches of rows into one file, holding no more than one row group in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa

from rashinban.errors import UsageError

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[str, ...] = get_args(Format)

MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv", "jsonl": "application/jsonl"}

#: A row group ends after so many rows or bytes, whichever comes first.
_GROUP_ROWS = 122_880
_GROUP_BYTES = 64 << 20


def known_format(format: str) -> str:
    if format not in FORMATS:
        raise UsageError(f"format {format!r} is not known; use {', '.join(FORMATS)}")
    return format


def write(format: str, path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Write the batches as one file; returns how many rows. What is not observed is null; in CSV it is empty."""
    writers = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}
    return writers[known_format(format)](path, schema, batches)


def _parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    import pyarrow.parquet as pq

    rows = 0
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def end_group() -> None:
            writer.write_table(pa.Table.from_batches(waiting).cast(schema), row_group_size=_GROUP_ROWS)
            waiting.clear()

        for batch in batches:
            waiting.append(batch)
            rows += batch.num_rows
            if sum(b.num_rows for b in waiting) >= _GROUP_ROWS or sum(b.nbytes for b in waiting) >= _GROUP_BYTES:
                end_group()
        if waiting:
            end_group()
    return rows


def _csv(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """RFC 4180 in UTF-8 with a header; texts are in quotes where they must be, a text without letters always."""
    from pyarrow import csv

    rows = 0
    with csv.CSVWriter(path, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _jsonl(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """One object a line; dates as ISO 8601."""
    import msgspec

    encoder = msgspec.json.Encoder()
    rows = 0
    with path.open("wb") as out:
        for batch in batches:
            out.write(encoder.encode_lines(batch.to_pylist()))
            rows += batch.num_rows
    return rows
