"""Each record is one row of a table as its bytes (reading/byte_rows.py): the tables are long, and older ones mixed."""

from __future__ import annotations

from rashinban.data_sources.nih.columns import places, table_of
from rashinban.data_sources.nih.links import READERS
from rashinban.data_sources.nih.values import Line
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.byte_rows import cells_of, checked, header_of, records
from rashinban.snapshots.raw import RawFile

__all__ = ["parser", "records"]


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one table; every row of a table that is none of NIH's is refused."""
    header = header_of(file)
    width = len(header)
    names, unknown = places(header)
    try:
        read = READERS[table_of(names)]
    except Refused as refused:
        reason, found = refused.reason, refused.found

        def refuse(record: bytes, rows: Rows) -> None:
            raise Refused(reason, found=found)

        return refuse

    def parse(record: bytes, rows: Rows) -> None:
        for name in unknown:
            rows.unknown_field(name)
        read(Line(cells=checked(cells_of(record, rows), width), names=names, rows=rows))

    return parse
