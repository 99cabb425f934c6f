"""Each call adds one row about one patent; what patent offices' records share, whatever their format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from functools import cache, lru_cache

from rashinban.engine.rows import Row, Rows
from rashinban.errors import Refused
from rashinban.reading.sheets import csv_records
from rashinban.schema import ids, kinds, patent_numbers, tables
from rashinban.schema.languages import language_code
from rashinban.snapshots.raw import RawFile, Record, chunks

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>\]]+", re.A)


def export_rows(file: RawFile) -> Iterator[Record]:
    """The rows of a list that a person has exported as CSV (reading/sheets.py).

    Lines that end with a carriage return alone were written by a spreadsheet program of the older Mac systems, whose
    encoding is Mac Roman; its bytes look like those of no encoding, or of another one.
    """
    head = next(chunks(file.path), b"")
    is_mac = b"\r" in head and b"\n" not in head and not _is_utf8(head)
    return csv_records(file, encoding="mac_roman" if is_mac else None)


def _is_utf8(head: bytes) -> bool:
    try:
        # The last character may be cut.
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8
    return True


@lru_cache(maxsize=1 << 12)
def work_cited(text: str) -> str | None:
    """The id of the work that a printed reference names by its DOI; None where it names none."""
    found = _DOI.search(text) if "10." in text else None
    if not found:
        return None
    try:
        return ids.scheme_id("doi", kinds.doi(found[0]))
    except Refused:
        return None


@dataclass
class PatentRows:
    """The rows of one patent. Positions are counted here; a class or number that comes again is taken once."""

    rows: Rows
    patent_id: str
    _counts: dict[str, int] = field(default_factory=dict)
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def _next(self, of: str) -> int:
        self._counts[of] = found = self._counts.get(of, 0) + 1
        return found

    def text(self, kind: str, text: str | None, language: str | None = None) -> None:
        if text:
            row = (self.patent_id, self._next("texts"), kind, language, text)
            self.rows["patent_texts"].append(_whole("patent_texts", row))

    def person(
        self,
        role: str,
        name: str | None,
        *,
        latin: str | None = None,
        is_organisation: bool | None = None,
        country: str | None = None,
        address: str | None = None,
        identifier: str | None = None,
    ) -> None:
        """A person without a name is none."""
        if name:
            place, sequence = self._next("people"), self._next(role)
            code = self.rows.take(kinds.country_code, country, "patent_people.country_code")
            said = (role, sequence, name, latin, is_organisation, code, address, identifier, None)
            self.rows["patent_people"].append(_whole("patent_people", (self.patent_id, place, *said)))

    def symbol(
        self,
        scheme: str,
        kind: Callable[[str], str],
        printed: str | None,
        *,
        is_first: bool | None = None,
        is_inventive: bool | None = None,
        version: str | None = None,
    ) -> None:
        """A class, as its kind (schema/patent_symbols.py) cleans it."""
        symbol = self.rows.take(kind, printed, "patent_classes.symbol")
        if symbol is not None and self._is_new("class", scheme, symbol):
            row = (self.patent_id, scheme, symbol, is_first, is_inventive, version)
            self.rows["patent_classes"].append(_whole("patent_classes", row))

    def citation(
        self,
        *,
        patent: str | None = None,
        text: str | None = None,
        work: str | None = None,
        category: str | None = None,
        cited_by: str | None = None,
        phase: str | None = None,
    ) -> None:
        """A citation of a patent by its id, or of anything else by its text; without both there is none."""
        if patent or text or work:
            found = work or (work_cited(text) if text and not patent else None)
            row = (self.patent_id, self._next("citations"), patent, found, text, category, cited_by, phase)
            self.rows["patent_citations"].append(_whole("patent_citations", row))

    def priority(self, relation: str, application_id: str | None, date: Date | None) -> None:
        if application_id:
            row = (self.patent_id, self._next("priorities"), relation, application_id, date)
            self.rows["patent_priorities"].append(_whole("patent_priorities", row))

    def event(self, *, code: str | None, text: str | None, date: Date | None, detail: str | None = None) -> None:
        row = (self.patent_id, self._next("events"), code, text, detail, date)
        self.rows["patent_events"].append(_whole("patent_events", row))

    def identifier(self, scheme: str, identifier: str | None) -> None:
        """A further number; the patent's own id is none."""
        if identifier and identifier != self.patent_id and self._is_new("number", scheme, identifier):
            self.rows["patent_identifiers"].append((self.patent_id, scheme, identifier))

    def language(self, code: str | None) -> str | None:
        """The language of a text; `ol`, which is DOCDB's word for the original one, names none."""
        return None if code == "ol" else self.rows.take(language_code, code, "patents.language")

    def day(self, text: str | None, column: str) -> Date | None:
        return self.rows.take(patent_numbers.day, text, column)

    def _is_new(self, *what: str) -> bool:
        found = what not in self._seen
        self._seen.add(what)  # type: ignore[arg-type]
        return found


def publication(rows: Rows, country: str | None, number: str | None, kind: str | None, column: str) -> str | None:
    """The id of a publication from its parts; None, and noted, where they are no number of one."""
    if not number:
        return None
    return rows.take(lambda each: patent_numbers.publication(country or "", each, kind or None), number, column)


def application(
    rows: Rows,
    country: str | None,
    number: str | None,
    kind: str | None,
    column: str,
    *,
    docdb: bool = False,
    year: int | None = None,
) -> str | None:
    """The id of an application from its parts; None, and noted, where they are no number of one."""
    if not number:
        return None
    return rows.take(
        lambda each: patent_numbers.application(country or "", each, kind or None, docdb=docdb, year=year),
        number,
        column,
    )


@cache
def _names(table: str) -> tuple[str, ...]:
    return tables()[table].names


def _whole(table: str, row: Row) -> Row:
    if len(row) != len(_names(table)):
        raise TypeError(f"{table} has {len(_names(table))} columns, and not {len(row)}")
    return row
