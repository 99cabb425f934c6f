"""Each record is a project's element of an XML file, or a row of a CSV table as JSON by its headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from rashinban.data_sources.cordis.columns import table_of
from rashinban.data_sources.cordis.project import read_project
from rashinban.data_sources.cordis.tables import TABLE, read_row
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import xml_records
from rashinban.reading.members import members
from rashinban.reading.sheets import delimited_rows, headers
from rashinban.snapshots.raw import RawFile, Record

_PROJECT = frozenset(("project",))


def records(file: RawFile) -> Iterator[Record]:
    """The projects of the XML files, numbered; or the rows of the tables, by line. A file holds one or the other."""
    if not _is_xml(file):
        return _rows(file)
    return xml_records(file, _PROJECT)


def _rows(file: RawFile) -> Iterator[Record]:
    """The rows of the tables in a file; each has the name of its table beside its cells, as a zip has several."""
    line = 0
    for member in members(file, lambda name: name.lower().endswith((".csv", ".tsv"))):
        if member.refused:
            line += 1
            yield line, member.refused
            continue
        start = line
        names: list[str] = []
        table: str | Refused = ""
        for at, cells in delimited_rows(member.chunks):
            line = start + at
            if isinstance(cells, Refused):
                yield line, cells
            elif not names:
                names = headers(cells)
                table = table_of(names)
            elif isinstance(table, Refused):
                yield line, table
            elif len(cells) != len(names):
                yield line, Refused(f"{len(cells)} cells under a header of {len(names)}", found=";".join(cells)[:500])
            elif any(cells):
                yield line, _row(table, names, cells)


def _row(table: str, names: Sequence[str], cells: Sequence[str]) -> bytes | Refused:
    found = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    try:
        return msgspec.json.encode({TABLE: table, **found})
    except UnicodeEncodeError:
        return Refused("bytes that are not in the file's encoding", found=ascii(";".join(cells))[:500])


def _is_xml(file: RawFile) -> bool:
    """By the first member, as a zip of CORDIS is of one format."""
    for member in members(file, lambda name: name.lower().endswith((".xml", ".csv", ".tsv"))):
        return next(member.chunks, b"").removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return False


def parser(file: RawFile) -> Parser:
    """A parser for both formats: a project's element begins with `<`."""

    def parse(record: bytes, rows: Rows) -> None:
        (read_project if record.startswith(b"<") else read_row)(record, rows)

    return parse
