"""Each row kept under indicators/ is one cell (slice, unit) of one standard question, as `measure` computed it."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.measure.answer import Measured
from rashinban.measure.question import Question

SCHEMA = pa.schema(
    [
        pa.field("question", pa.string(), nullable=False),
        pa.field("slice", pa.string(), nullable=False),
        pa.field("unit", pa.string()),
        *(pa.field(name, pa.float64()) for name in ("value", "lower", "upper")),
        *(pa.field(name, pa.int64()) for name in ("rank", "rank_lower", "rank_upper", "works")),
        pa.field("coverage", pa.float64()),
        *(pa.field(name, pa.int64()) for name in ("observed", "of")),
        pa.field("interval", pa.string(), nullable=False),
        pa.field("ranked", pa.string(), nullable=False),
    ]
)

#: The by-keys of the questions that `build` answers ahead. Area x year and field x year are left to the question:
#: they are many small slices, each quick alone (DECISIONS.md).
STANDARD: tuple[tuple[str, ...], ...] = (
    (),
    ("country",),
    ("country", "technology_area"),
    ("country", "field"),
    ("country", "year"),
    ("institution",),
    ("institution", "technology_area"),
    ("institution", "field"),
    ("technology_area",),
    ("field",),
    ("year",),
)


def write_cells(folder: Path, questions: Mapping[Question, Mapping[tuple[str, str | None], Measured]]) -> None:
    """Write the cells of one indicator: one file, its rows grouped by question."""
    measured = attrgetter(*SCHEMA.names[3:])
    columns: list[list[object]] = [[] for _ in SCHEMA]
    for question, cells in questions.items():
        items = sorted(cells.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        text = question.text()
        rows = ((text, *key, *measured(one)) for key, one in items)
        for column, values in zip(columns, zip(*rows, strict=True), strict=False):
            column.extend(values)
    table = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )
    pq.write_table(table, folder / "cells.parquet", compression="zstd")


def stored_cells(folder: Path, indicator: str, question: Question) -> dict[tuple[str, str | None], Measured] | None:
    """The kept cells of a canonical question, or None where it is not a standard question."""
    path = folder / "indicators" / indicator / "cells.parquet"
    if question.where or question.by not in STANDARD or not path.is_file():
        return None
    table = pq.read_table(path, filters=[("question", "=", question.text())])
    if not table.num_rows:
        return None
    return {
        (row.pop("slice"), row.pop("unit")): Measured(**{k: v for k, v in row.items() if k != "question"})
        for row in table.to_pylist()
    }
