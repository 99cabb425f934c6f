"""Each row is one input record, or one value of it, that was refused: where it stood, what was found, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from rashinban.engine.parts import REFUSALS
from rashinban.stages.parsed import finished_parts


def refused_rows(base: Path, data_source: str, most: int) -> tuple[list[Mapping[str, object]], int]:
    """The first rows of `_refused` of a data source, file by file, and how many rows there are in all."""
    total = 0
    rows: list[Mapping[str, object]] = []
    for part in finished_parts(base):
        path = base / "parsed" / data_source / REFUSALS / f"{part.stem}.parquet"
        if part.data_source != data_source or not path.is_file():
            continue
        with pq.ParquetFile(path) as file:
            total += file.metadata.num_rows
            for batch in file.iter_batches(batch_size=most):
                rows += batch.to_pylist()[: most - len(rows)]
                if len(rows) >= most:
                    break
    return rows, total
