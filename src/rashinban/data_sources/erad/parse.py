"""A row of e-Rad's lists becomes a funder (a code of four digits) or an institution (a code of ten digits).

Files are CSV or TSV, in cp932 as a rule, with a header or without one; without, the columns are code, name and English
name. Headers are known by definitions/types/erad.csv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import msgspec

from rashinban.definitions import type_words
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.members import members
from rashinban.reading.sheets import delimited_rows
from rashinban.schema import ids
from rashinban.snapshots.raw import RawFile, Record

_COLUMNS = ("code", "name", "name_en")
_DIGITS = re.compile(r"\d+", re.A)
_FUNDER, _INSTITUTION = 4, 10
_Row = dict[str, str]


def records(file: RawFile) -> Iterator[Record]:
    """The rows of a list, or of the lists in an archive, by the line at which they begin."""
    line = 0
    for member in members(file, lambda name: name.lower().endswith((".csv", ".tsv", ".txt"))):
        if member.refused:
            line += 1
            yield line, member.refused
            continue
        header: list[str] | None = None
        start = line
        for at, cells in delimited_rows(member.chunks):
            line = start + at
            if isinstance(cells, Refused):
                yield line, cells
                continue
            row = [" ".join(cell.split()) for cell in cells]
            if header is None:
                if not _DIGITS.fullmatch(_folded(row[0])):
                    header = [_folded(cell) for cell in row]
                    continue
                header = list(_COLUMNS)
            if any(row):
                yield line, _record(header, row)


def _record(header: list[str], row: list[str]) -> bytes | Refused:
    if len(row) > len(header):
        return Refused(f"{len(row)} cells under a header of {len(header)}", found=" | ".join(row)[:500])
    return msgspec.json.encode({name: cell for name, cell in zip(header, row, strict=False) if cell})


def _folded(text: str) -> str:
    """In one width: headers have （） or (), and codes may be in fullwidth. Names are left as they are."""
    return unicodedata.normalize("NFKC", text)


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Append the rows of one funder or institution."""
    known = type_words("erad")
    found: _Row = {}
    for header, cell in msgspec.json.decode(record, type=_Row).items():
        column = known.get(("columns", header))
        if column is None:
            rows.unknown_field(f"erad.{header}")
        else:
            found.setdefault(column, cell)
    code = _folded(found.get("code", ""))
    if not _DIGITS.fullmatch(code):
        reason = "a row without a code of digits; a header may be missing in definitions/types/erad.csv"
        raise Refused(reason, found=found)
    if "name" not in found:
        raise Refused("a row without a name", found=code)
    if len(code) <= _FUNDER:
        # Spreadsheets take the zero away from 0303.
        _funder(rows, code.zfill(_FUNDER), found)
    elif len(code) == _INSTITUTION:
        _institution(rows, code, found)
    else:
        raise Refused("neither the code of a funder (4 digits) nor of an institution (10 digits)", found=code)


def _names(found: Mapping[str, str]) -> list[tuple[str, str]]:
    """The further names with their language."""
    others = (("name_en", "en"), ("name_kana", "ja-Kana"))
    return [(found[column], language) for column, language in others if column in found]


def _funder(rows: Rows, code: str, found: Mapping[str, str]) -> None:
    funder_id = ids.scheme_id("erad-funder", code)
    rows.add("funders", funder_id=funder_id, display_name=found["name"], country_code="JP")
    for name, language in ((found["name"], "ja"), *_names(found)):
        rows.add("funder_names", funder_id=funder_id, name=name, language=language)
    rows.add("funder_identifiers", funder_id=funder_id, scheme="erad-funder", identifier=code)


def _institution(rows: Rows, code: str, found: Mapping[str, str]) -> None:
    institution_id = ids.scheme_id("erad-org", code)
    rows.add("institutions", institution_id=institution_id, display_name=found["name"])
    rows.add("institution_names", institution_id=institution_id, name=found["name"], language="ja", kind="display")
    for name, language in _names(found):
        rows.add("institution_names", institution_id=institution_id, name=name, language=language, kind="label")
    rows.add("institution_identifiers", institution_id=institution_id, scheme="erad-org", identifier=code)
