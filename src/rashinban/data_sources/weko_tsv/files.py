"""Each record is one row of a table of items: the cells that are not empty by their column, and whose item it is.

Above the rows stand five more: the item type with its address, the path of each column, its label, who fills it
in, and whether it must be. A table is tab-separated, or comma-separated in newer versions.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashinban.data_sources.weko_tsv.columns import properties
from rashinban.errors import Refused
from rashinban.reading.members import members
from rashinban.reading.sheets import delimited_rows
from rashinban.snapshots.raw import RawFile, Record

_MARK = "#ItemType"
#: Rows of the head after the first: paths, labels, System, Required.
_HEAD = 4


class Row(msgspec.Struct):
    """One row: `type_address` is that of the item type, at the repository; `properties` as columns.py finds them."""

    type_address: str
    properties: dict[str, str]
    cells: dict[str, str]


def records(file: RawFile) -> Iterator[Record]:
    """The rows of a table, or of the tables in an archive; numbered by their lines, through all tables."""
    before = 0
    for member in members(file, lambda name: name.lower().endswith((".tsv", ".csv"))):
        if member.refused:
            before += 1
            yield before, member.refused
            continue
        line = 0
        address, paths, kinds, head = "", [""], {}, 0
        for line, cells in delimited_rows(member.chunks):
            if isinstance(cells, Refused):
                yield before + line, cells
            elif head == 0:
                if cells[:1] != [_MARK]:
                    yield before + line, Refused(f"no table of WEKO: its first cell is {_MARK}", found=member.name)
                    break
                address, head = cells[2] if len(cells) > 2 else "", 1
            elif head <= _HEAD:
                if head == 1:
                    paths = [cell.strip() for cell in cells]
                    kinds = properties(paths)
                head += 1
            else:
                yield before + line, _record(address, paths, kinds, cells)
        before += line


def _record(address: str, paths: list[str], kinds: dict[str, str], cells: list[str]) -> bytes | Refused:
    if not any(cells):
        return b""
    if len([cell for cell in cells[len(paths) :] if cell]):
        return Refused(f"{len(cells)} cells under a head of {len(paths)}", found="\t".join(cells)[:500])
    filled = {path: cell.strip() for path, cell in zip(paths, cells, strict=False) if cell.strip()}
    try:
        return msgspec.json.encode(Row(type_address=address, properties=kinds, cells=filled))
    except UnicodeEncodeError:
        return Refused("bytes that are not in the file's encoding", found=ascii("\t".join(cells))[:500])
