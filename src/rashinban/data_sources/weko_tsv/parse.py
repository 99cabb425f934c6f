"""A row of WEKO becomes a work: its cells are written in the words of JPCOAR and read as such a record is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from rashinban.data_sources.weko_tsv.columns import Column, is_known, path_of, taken_apart
from rashinban.data_sources.weko_tsv.files import Row
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.jpcoar import Builder, Header, add_item
from rashinban.reading.jpcoar.links import url
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import handle
from rashinban.snapshots.raw import RawFile

_ID, _URI, _HANDLE, _DOI, _STATUS, _DAY = "#.id", ".uri", ".cnri", ".doi", ".publish_status", ".metadata.pubdate"
_PUBLIC = "public"
_READ = {_ID, _URI, _HANDLE, _DOI, _STATUS, _DAY}
#: Columns about the item in the repository, without the places of lists: path -> why they are not read.
IGNORED = {
    ".metadata.path[]": "the index that the item is listed under",
    ".pos_index[]": "the index that the item is listed under, in words",
    ".feedback_mail[]": "a person's mail address",
    ".doi_ra": "the agency that registered the DOI",
    ".edit_mode": "what an import is to do",
    ".file_path[]": "where an import finds the file",
    ".thumbnail_path": "where an import finds a small picture",
    ".thumbnail_path[]": "where an import finds a small picture",
}
_DATE_AVAILABLE = "datacite:date@dateType=Available"


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one item. Refused: an item that is not public."""
    row = msgspec.json.decode(record, type=Row)
    status = row.cells.get(_STATUS)
    if status and status.lower() != _PUBLIC:
        raise Refused("the item is not public", column=_STATUS, found=status)
    builder = Builder()
    for path, value in row.cells.items():
        column = taken_apart(path)
        if column is None:
            if path not in _READ and re.sub(r"\[\d+\]", "[]", path) not in IGNORED:
                rows.unknown_field(path)
            continue
        property = row.properties.get(column.name)
        target = path_of(property, column.leaf)
        if target is not None:
            _put(builder, target, column, value)
        elif not is_known(property, column.leaf):
            rows.unknown_field(f"{column.name}.{column.leaf}")
    if day := row.cells.get(_DAY):
        # When the item became public; a date that the item states itself comes before it.
        builder.put(_DATE_AVAILABLE, day, [_DAY])
    add_item(builder.root, rows, _header(row, rows))


def _put(builder: Builder, target: str, column: Column, value: str) -> None:
    """Write a cell. The property's own place is that of the first step; `[]` in the path takes the further ones."""
    steps = target.split("/")
    attribute = steps.pop() if steps[-1].startswith("@") else None
    places = list(column.places)
    keys: list[object] = []
    for number, step in enumerate(steps):
        own = (column.name, column.index) if number == 0 else ()
        keys.append((*own, places.pop(0)) if step.endswith("[]") and places else own)
    plain = "/".join(step.removesuffix("[]") for step in steps)
    builder.put(f"{plain}/{attribute}" if attribute else plain, value, keys)


def _header(row: Row, rows: Rows) -> Header:
    """The ids that WEKO gives an item: its number at the repository, its page, its handle and DOI."""
    address = rows.take(url, row.cells.get(_URI), "work_identifiers.identifier")
    host = urlsplit(address or row.type_address).hostname
    number = row.cells.get(_ID)
    found = {
        "weko": f"{host}/{number}" if host and number else None,
        "url": address,
        "hdl": rows.take(handle, row.cells.get(_HANDLE), "work_identifiers.identifier"),
        "doi": rows.take(kinds.doi, row.cells.get(_DOI), "work_identifiers.identifier"),
    }
    known = tuple((scheme, value) for scheme, value in found.items() if value and scheme in ids.SCHEMES["works"])
    return Header(others=known, host=host)
