"""A workbook is an xlsx file; each of its sheets is rows of typed cells, with the areas that are merged.

Values are those that the program which saved the file stored: formulas are not calculated here. Dates become ISO 8601
text. What an archive may hold is bounded before it is opened; documents with entities are refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from rashinban.errors import Refused

Cell = str | int | float | bool | None

#: Stands where a formula has no stored value; the errors that spreadsheets store look alike.
NOT_CALCULATED = "#NOT CALCULATED!"
ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!")
    + (NOT_CALCULATED,)
)

MOST_MEMBERS = 10_000
MOST_BYTES = 1024**3
HIGHEST_RATIO = 200
_SMALL = 1024 * 1024
_OPENING = 4096
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class Area:
    """Merged cells: first and last row from 1, first and last column from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet. `hidden` where a reader of the file does not see it."""

    name: str
    hidden: bool


def is_workbook(path: Path) -> bool:
    """Whether the file's first bytes are those of an xlsx file (a zip). Refused: the older xls."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == _OLD_EXCEL:
        raise Refused("an xls file, or an xlsx file with a password; save it as xlsx without one")
    return head == _ZIP


def sheets(path: Path) -> list[Sheet]:
    """The sheets in their order; charts are none."""
    with closing(_opened(path)) as book:
        return [Sheet(name=sheet.title, hidden=sheet.sheet_state != "visible") for sheet in book.worksheets]


def cells(path: Path, sheet: str) -> tuple[list[Area], Iterator[tuple[int, list[Cell]]]]:
    """The merged areas of a sheet, and its rows with their numbers; the value of an area stands in its first cell."""
    with closing(_opened(path)) as book:
        member = str(book[sheet]._worksheet_path).lstrip("/")
    areas, uncalculated = _areas_and_formulas(path, member)
    return areas, _rows(path, sheet, uncalculated)


def _rows(path: Path, sheet: str, uncalculated: set[tuple[int, int]]) -> Iterator[tuple[int, list[Cell]]]:
    with closing(_opened(path)) as book:
        found = book[sheet]
        # The size that a file states may be wrong; rows beyond it would be passed over.
        found.reset_dimensions()
        for number, values in enumerate(found.iter_rows(values_only=True), 1):
            row = [_typed(value) for value in values]
            for place, value in enumerate(row):
                if value is None and (number, place) in uncalculated:
                    row[place] = NOT_CALCULATED
            yield number, row


def _typed(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, str):
        return value if value.strip() else None
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _opened(path: Path) -> Any:
    import openpyxl

    _check(path)
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise Refused(f"not an xlsx workbook: {error}") from None


def _check(path: Path) -> None:
    """Refuse an archive that unpacks to far more than it is, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise Refused(f"a workbook of {len(members):,} parts; at most {MOST_MEMBERS:,} are taken")
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise Refused(f"a workbook that unpacks to more than {MOST_BYTES:,} bytes; save its sheets as CSV")
            for member in members:
                if member.flag_bits & 0x1:
                    raise Refused("a workbook with a password; save it without one")
                if member.file_size > max(_SMALL, HIGHEST_RATIO * member.compress_size):
                    told = f"{member.filename}: {member.file_size:,} bytes in {member.compress_size:,}"
                    raise Refused("a workbook packed too tightly to be one", found=told)
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as stream:
                        if re.search(rb"<!(DOCTYPE|ENTITY)", stream.read(_OPENING), re.I):
                            raise Refused("a workbook that declares entities", found=member.filename)
    except zipfile.BadZipFile as error:
        raise Refused(f"not an xlsx workbook: {error}") from None


_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


def _areas_and_formulas(path: Path, member: str) -> tuple[list[Area], set[tuple[int, int]]]:
    """What openpyxl does not tell when it reads row by row: merged areas, and cells of formulas without a value."""
    areas: list[Area] = []
    uncalculated: set[tuple[int, int]] = set()
    with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
        found = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
        for _, element in found:
            name = etree.QName(element).localname
            if name == "c":
                inner = {etree.QName(child).localname: child.text for child in element}
                # A formula whose value is the empty text has the type str, and an empty value.
                empty = not inner.get("v") and not ("v" in inner and element.get("t") == "str")
                if "f" in inner and empty and (place := _place(element.get("r", ""))):
                    uncalculated.add(place)
            elif name == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                (top, left), (bottom, right) = _place(first) or (0, 0), _place(last) or (0, 0)
                areas.append(Area(top=top, bottom=bottom, left=left, right=right))
            elif name == "row":
                # What is behind us would otherwise stay in memory to the end.
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return areas, uncalculated


def _place(reference: str) -> tuple[int, int] | None:
    """`B12` -> (12, 1): the row from 1, the column from 0."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for sign in found[1]:
        column = column * 26 + ord(sign) - 64
    return int(found[2]), column - 1
