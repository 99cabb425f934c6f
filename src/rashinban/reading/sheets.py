"""Each record is one row of a CSV or TSV file as a JSON object of text by header; empty cells are left out.

The encoding and the delimiter are found out where they are not given. A record's number is the line at which its row
begins, the header being line 1 of a file without anything above it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

import msgspec

from rashinban.errors import Refused
from rashinban.reading.encoding import detect
from rashinban.reading.members import members
from rashinban.snapshots.raw import RECORD_LIMIT, Damaged, RawFile, Record

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DELIMITERS = (",", "\t", ";")

#: A longer cell is a quotation mark that is never closed.
LONGEST_CELL = 4 * 1024 * 1024
MOST_COLUMNS = 16_384
#: How many lines tell the delimiter.
_LINES_LOOKED_AT = 50

# The module's own limit is for the whole process, and below what abstracts and lists of authors need.
csv.field_size_limit(LONGEST_CELL)


def csv_records(
    file: RawFile,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    short_rows: bool = False,
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".txt"),
) -> Iterator[Record]:
    """The rows of a file under its first row, the header; of an archive those of every member, lines numbered on.

    short_rows: rows with fewer cells than the header are taken; else they are refused, as longer ones always are.
    suffixes: which members of an archive are read.
    """
    line = 0
    for member in members(file, lambda name: name.lower().endswith(suffixes)):
        if member.refused:
            line += 1
            yield line, member.refused
            continue
        header: list[str] | None = None
        start = line
        for at, cells in delimited_rows(member.chunks, encoding=encoding, delimiter=delimiter):
            line = start + at
            if isinstance(cells, Refused):
                yield line, cells
            elif header is None:
                header = headers(cells)
            else:
                yield line, _record(header, cells, short_rows)


def _record(header: Sequence[str], cells: list[str], short_rows: bool) -> bytes | Refused:
    if not any(cells):
        return b""
    if len(cells) != len(header):
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) > len(header) or (len(cells) < len(header) and not short_rows):
            return Refused(f"{len(cells)} cells under a header of {len(header)}", found=" | ".join(cells)[:500])
    try:
        return msgspec.json.encode({name: cell for name, cell in zip(header, cells, strict=False) if cell})
    except UnicodeEncodeError:
        return Refused("bytes that are not in the file's encoding", found=ascii(" | ".join(cells))[:500])


def headers(cells: Sequence[str]) -> list[str]:
    """The names of columns: trimmed; an empty one is its letter, one that comes again has its number behind it."""
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split()) or letter(place)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def letter(place: int) -> str:
    """The letter of a column from 0, as spreadsheets name it: 0 -> A, 27 -> AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def delimited_rows(
    chunks: Iterator[bytes], *, encoding: str | None = None, delimiter: str | None = None
) -> Iterator[tuple[int, list[str] | Refused]]:
    """The rows of delimited text as cells, each with the line at which it begins, from 1."""
    first = next(chunks, b"")
    try:
        name = encoding or detect(first)
    except Refused as refused:
        yield 1, refused
        return
    # Bytes that do not fit pass through as lone surrogates, so that only their row is refused.
    stream = io.TextIOWrapper(io.BufferedReader(_Reader(first, chunks)), name, errors="surrogateescape", newline="")
    lines = iter(partial(stream.readline, RECORD_LIMIT), "")
    ahead = list(islice(lines, _LINES_LOOKED_AT))
    if ahead:
        ahead[0] = ahead[0].removeprefix("\ufeff")
    rows = csv.reader(chain(ahead, lines), delimiter=delimiter or sniffed("".join(ahead)))
    while True:
        begin = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield begin, Refused(f"not a row: {error} (a quotation mark without its end?)")
            continue
        except UnicodeDecodeError as error:
            raise Damaged(f"line {begin:,}: not {name}: {error.reason}") from None
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            yield begin, Refused(f"{len(cells):,} cells in a row; at most {MOST_COLUMNS:,} are taken")
            continue
        yield begin, cells


def sniffed(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of cells."""

    def evenness(sign: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        widths: Counter[int] = Counter()
        with suppress(csv.Error):
            for cells in rows:
                widths[len(cells)] += len(cells) > 1
        width, times = max(widths.items(), key=lambda one: one[1] * (one[0] - 1), default=(0, 0))
        return (times * (width - 1) if times else 0), -DELIMITERS.index(sign)

    return max(DELIMITERS, key=evenness)


class _Reader(io.RawIOBase):
    """Chunks as a stream of bytes."""

    def __init__(self, first: bytes, rest: Iterator[bytes]) -> None:
        self._held = memoryview(first)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._held:
            self._held = memoryview(next(self._rest, b""))
        wanted = memoryview(buffer)
        size = min(len(wanted), len(self._held))
        wanted[:size] = self._held[:size]
        self._held = self._held[size:]
        return size
