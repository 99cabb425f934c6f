"""Each record is one row of a CSV file as its bytes; a row that is not UTF-8 is read as Windows-1252, and noted.

For tables of millions of rows, which are cut and not turned into JSON first, and for files that people have put
together from parts in both encodings: there no one encoding is right for the file (reading/sheets.py finds one).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.members import members
from rashinban.reading.sheets import LONGEST_CELL, headers
from rashinban.snapshots.raw import RawFile, Record, split_lines

_MARK = b"\xef\xbb\xbf"
_SUFFIX = ".csv"


def records(file: RawFile) -> Iterator[Record]:
    """The rows under the header; of a zip those of every CSV file in it that has the same header, lines numbered on."""
    header: bytes | Refused | None = None
    start = line = 0
    for member in members(file, lambda name: name.lower().endswith(_SUFFIX)):
        if member.refused:
            line += 1
            yield line, member.refused
            continue
        rows = cut(member.chunks)
        at, own = next(rows, (0, b""))
        header = own if header is None else header
        for at, row in rows:
            line = start + at
            yield line, row if own == header else Refused("another header than in the first file; unpack the archive")
        start = line


def cut(found: Iterable[bytes]) -> Iterator[Record]:
    """Rows: lines, joined while a quotation mark is open; quotes within quotes are doubled, so parity tells."""
    held: list[bytes] = []
    begin = length = 0
    for at, line in split_lines(found):
        if isinstance(line, Refused):
            yield at, line
            continue
        odd = line.count(b'"') % 2
        if not held:
            if not odd:
                yield at, line.removeprefix(_MARK) if at == 1 else line
                continue
            begin, length = at, 0
        held.append(line)
        length += len(line)
        if odd and len(held) > 1:
            yield begin, b"\n".join(held)
            held = []
        elif length > LONGEST_CELL:
            yield begin, Refused("a quotation mark that is never closed")
            held = []
    if held:
        yield begin, Refused("a quotation mark that is never closed", found=held[0][:500].decode("utf-8", "replace"))


def header_of(file: RawFile) -> list[str]:
    """The headers of the first file. Empty where there is none."""
    for member in members(file, lambda name: name.lower().endswith(_SUFFIX)):
        if member.refused is None:
            _, first = next(cut(member.chunks), (1, b""))
            return [] if isinstance(first, Refused) else headers(cells_of(first, Rows()))
    return []


def cells_of(record: bytes, rows: Rows) -> list[str]:
    """The cells of a row."""
    try:
        text = record.decode()
    except UnicodeDecodeError:
        text = record.decode("cp1252", "replace")
        rows.refuse_value("*", "not UTF-8; read as Windows-1252", text[:200])
    if '"' not in text:
        # Most tables of numbers have no quotation marks at all.
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        raise Refused(f"not a row of a table: {error}", found=text[:500]) from None


def checked(cells: Sequence[str], width: int) -> Sequence[str]:
    """The cells, as many as there are headers. Refused: more, or fewer."""
    if len(cells) != width:
        raise Refused(f"{len(cells)} cells under a header of {width}", found=" | ".join(cells)[:500])
    return cells


def parser(file: RawFile, read: Callable[[Mapping[str, str], Rows], None]) -> Parser:
    """A parser that hands over a row's cells that are not empty, by their headers."""
    names = header_of(file)

    def parse(record: bytes, rows: Rows) -> None:
        cells = checked(cells_of(record, rows), len(names))
        read({name: cell for name, cell in zip(names, cells, strict=True) if cell}, rows)

    return parse
