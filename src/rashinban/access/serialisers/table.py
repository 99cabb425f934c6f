"""Each row is one row of an answer, written as a terminal table, JSON, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

import pyarrow as pa

from rashinban.access.serialisers.display import Language, column, intervals, place
from rashinban.access.serialisers.labels import label
from rashinban.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

Format = Literal["table", "json", "csv", "parquet"]
FORMATS: tuple[str, ...] = get_args(Format)

#: Texts up to this width are never cut.
_SHORT = 24
#: Prose is never cut to less.
_LEAST = 8
#: Between columns.
_GAP = 2

Rows = Sequence[Mapping[str, Any]]


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
    lines = ",\n".join(_object_line(row) for row in rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def to_csv(rows: pa.Table) -> str:
    """RFC 4180 with a header; what was not observed is empty. Numbers are whole: nothing is rounded for the eye."""
    return "".join(csv_lines(rows, max(rows.num_rows, 1)))


def csv_lines(rows: pa.Table, together: int) -> Iterator[str]:
    """What `to_csv` gives, in pieces of so many rows; the header comes first."""
    yield _csv([rows.column_names])
    for batch in rows.to_batches(max_chunksize=together):
        columns = [batch.column(i).to_pylist() for i in range(batch.num_columns)]
        yield _csv([[_cell(value) for value in row] for row in zip(*columns, strict=True)])


def json_lines(rows: pa.Table, together: int) -> Iterator[str]:
    """What `to_json` gives, in pieces of so many rows."""
    mark = "[\n"
    for batch in rows.to_batches(max_chunksize=together):
        if batch.num_rows:
            yield mark + ",\n".join(_object_line(row) for row in batch.to_pylist())
            mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _csv(lines: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _object_line(row: Mapping[str, Any]) -> str:
    return json.dumps(dict(row), ensure_ascii=False, default=_iso, allow_nan=False)


def to_rich(rows: Rows, *, displays: Mapping[str, str], language: Language = "en") -> object:
    """A table for `rich.console.Console.print`.

    A column named in `displays` is an indicator: its cells are objects with value, lower, upper, rank,
    rank_lower, rank_upper and works. An indicator that counted no work in any row could not be asked and is left
    out. Other columns are shown as they are.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: [row.get(name) for row in rows] for name in names}
    keys = [_plain(name, cells[name]) for name in names if name not in displays]
    measured = {name: [_object(cell) for cell in cells[name]] for name in names if name in displays}
    blocks = [
        _block(name, objects, displays[name], language)
        for name, objects in measured.items()
        if not objects or any(cell.get("works") != 0 for cell in objects)
    ]
    return _Fitted(keys, blocks, language)


@dataclass(frozen=True, kw_only=True)
class _Column:
    """One column as text: its head, and one cell per row, of one line or of two."""

    head: str
    cells: Sequence[str]
    right: bool = False
    cut: bool = False

    @property
    def width(self) -> int:
        from rich.cells import cell_len

        return max(cell_len(line) for text in [self.head, *self.cells] for line in text.split("\n"))


@dataclass(frozen=True, kw_only=True)
class _Block:
    """One indicator's column in two shapes: everything on one line, or the two intervals on a line below."""

    line: _Column
    stacked: _Column


class _Fitted:
    """Plain columns and indicators in the widest shape that the window holds.

    Where a row is too wide, prose is cut; numbers and ids never are. What does not fit follows in a table below.
    """

    def __init__(self, plain: Sequence[_Column], blocks: Sequence[_Block], language: Language) -> None:
        self.plain, self.blocks, self.language = plain, blocks, language

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        room = options.max_width
        if not self.blocks:
            yield _table(self.plain, room)
            return
        lines, stacked = [block.line for block in self.blocks], [block.stacked for block in self.blocks]
        shape = lines if _total([*self.plain, *lines]) <= room else stacked
        while shape:
            fits = max([n for n in range(1, len(shape) + 1) if _total([*self.plain, *shape[:n]]) <= room], default=1)
            yield _table([*self.plain, *shape[:fits]], room)
            shape = shape[fits:]
        yield Text(label("table_cell", self.language), style="dim")


def _total(columns: Sequence[_Column]) -> int:
    return sum(one.width + _GAP for one in columns) - _GAP


def _table(columns: Sequence[_Column], room: int) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
    over = max(_total(columns) - room, 0)
    longest = max((one.width for one in columns if one.cut), default=0)
    for one in columns:
        # What is too much is taken from the longest prose.
        taken = over if one.cut and one.width == longest else 0
        table.add_column(
            Text(one.head, no_wrap=True),
            justify="right" if one.right else "left",
            width=max(one.width - taken, _LEAST) if taken else one.width,
        )
    for texts in zip(*(one.cells for one in columns), strict=True):
        table.add_row(*(Text(text, no_wrap=True, overflow="ellipsis") for text in texts))
    return table


def _plain(name: str, cells: Sequence[object]) -> _Column:
    """A column that is no indicator."""
    texts = [_text(cell) for cell in cells]
    numeric = all(isinstance(cell, int | float) or cell is None for cell in cells)
    cut = not numeric and any(" " in text and len(text) > _SHORT for text in texts)
    return _Column(head=name, cells=texts, right=numeric, cut=cut)


def _block(name: str, objects: Rows, display: str, language: Language) -> _Block:
    """Value (interval) rank [interval] of one indicator down the rows, each part below the one above."""
    values = column([cell.get("value") for cell in objects], display, language)
    ranges = [
        f"({text.rstrip('%').rstrip()})" if text else ""
        for text in intervals([(cell.get("lower"), cell.get("upper")) for cell in objects], display, language)
    ]
    places = [place(cell.get("rank"), cell.get("rank_lower"), cell.get("rank_upper")) for cell in objects]
    ranks = [text.partition(" ")[0] for text in places]
    between = [f"[{text.partition('(')[2][:-1]}]" if "(" in text else "" for text in places]
    line = _beside(_right(values), _left(ranges), _right(ranks), _left(between))
    above = zip(values, ranges, strict=True)
    first = _right([text for pair in above for text in pair])
    second = _left([text for pair in zip(ranks, between, strict=True) for text in pair])
    lines = _beside(first, second)
    pairs = ["\n".join(pair).rstrip() for pair in zip(lines[::2], lines[1::2], strict=True)]
    return _Block(line=_Column(head=name, cells=line), stacked=_Column(head=name, cells=pairs))


def _beside(*parts: Sequence[str]) -> list[str]:
    """Parts of one width each, joined; a part that no row has takes no room."""
    return [" ".join(part for part in row if part).rstrip() for row in zip(*parts, strict=True)]


def _right(texts: Sequence[str]) -> list[str]:
    return _padded(texts, before=True)


def _left(texts: Sequence[str]) -> list[str]:
    return _padded(texts, before=False)


def _padded(texts: Sequence[str], *, before: bool) -> list[str]:
    """Texts of one width in a terminal, where a Japanese letter takes two places."""
    from rich.cells import cell_len

    width = max(map(cell_len, texts), default=0)
    pads = [" " * (width - cell_len(text)) for text in texts]
    return [pad + text if before else text + pad for pad, text in zip(pads, texts, strict=True)]


def _object(cell: object) -> Mapping[str, Any]:
    return cell if isinstance(cell, Mapping) else {}


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
