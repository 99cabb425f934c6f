"""Each row is one row of an answer, written as a terminal table, JSON, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import BinaryIO, Literal, get_args

import pyarrow as pa

from rashinban.access.serialisers.display import Language, column, intervals, place
from rashinban.errors import UsageError

Format = Literal["table", "json", "csv", "parquet"]
FORMATS: tuple[str, ...] = get_args(Format)

#: Columns up to this width are never cut.
_SHORT = 24

Rows = Sequence[Mapping[str, object]]


def write_rows(rows: pa.Table, format: str, out: BinaryIO, *, objects: Rows | None = None) -> None:
    """Write flat rows as json, csv or parquet. `objects` are the same rows nested, for JSON."""
    if format == "json":
        out.write(to_json(rows.to_pylist() if objects is None else objects).encode())
    elif format == "csv":
        out.write(to_csv(rows).encode())
    elif format == "parquet":
        import pyarrow.parquet as parquet

        parquet.write_table(rows, out, compression="zstd")
    else:
        raise UsageError(f"format {format!r} is not known; known are {', '.join(FORMATS)}")


def to_json(rows: Rows) -> str:
    """An array with one object a line; what was not observed is null."""
    lines = ",\n".join(json.dumps(dict(row), ensure_ascii=False, default=_iso, allow_nan=False) for row in rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def to_csv(rows: pa.Table) -> str:
    """RFC 4180 with a header; what was not observed is empty. Numbers are whole: nothing is rounded for the eye."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.column_names)
    for batch in rows.to_batches():
        columns = [batch.column(i).to_pylist() for i in range(batch.num_columns)]
        writer.writerows([[_cell(value) for value in row] for row in zip(*columns, strict=True)])
    return out.getvalue()


def to_rich(rows: Rows, *, displays: Mapping[str, str], language: Language = "en") -> object:
    """A table for `rich.console.Console.print`.

    A column named in `displays` is an indicator: its cells are objects with value, lower, upper, rank,
    rank_lower, rank_upper and works, shown as value, interval and rank. Other columns are shown as they are.
    """
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    names = list(dict.fromkeys(name for row in rows for name in row))
    texts: list[list[str]] = []
    for name in names:
        cells = [row.get(name) for row in rows]
        parts = _indicator(cells, displays[name], language) if name in displays else {"": [_text(c) for c in cells]}
        numeric = name in displays or all(isinstance(c, int | float) or c is None for c in cells)
        for part, shown in parts.items():
            head = f"{name} {part}".strip()
            widest = max(cell_len(text) for text in [head, *shown])
            # Where a row is too wide for the window, long texts are cut; numbers and ids never are.
            table.add_column(
                Text(head),
                justify="right" if numeric else "left",
                min_width=widest if numeric or widest <= _SHORT else None,
            )
            texts.append(shown)
    for row_of_texts in zip(*texts, strict=True):
        table.add_row(*(Text(text, no_wrap=True, overflow="ellipsis") for text in row_of_texts))
    return table


def _indicator(cells: Sequence[object], display: str, language: Language) -> dict[str, list[str]]:
    """Value, interval and rank of one indicator down the rows; a part that no row has is left out."""
    objects = [cell if isinstance(cell, Mapping) else {} for cell in cells]
    parts = {
        "": column([cell.get("value") for cell in objects], display, language),
        "95 %": intervals([(cell.get("lower"), cell.get("upper")) for cell in objects], display, language),
        "rank": [place(cell.get("rank"), cell.get("rank_lower"), cell.get("rank_upper")) for cell in objects],
    }
    return {part: texts for part, texts in parts.items() if part == "" or any(texts)}


def _text(value: object) -> str:
    """A cell that is no indicator, for reading."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.4g}"
    return str(value)


def _cell(value: object) -> object:
    """A cell of a CSV file: true and false in the words of JSON, dates as ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
