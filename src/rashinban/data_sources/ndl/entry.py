"""One entry is what a record of the catalogue says, whichever of its two formats it came in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashinban.engine.rows import Rows
from rashinban.schema.japanese import script_of


@dataclass(kw_only=True)
class Text:
    """A text of the record, with its reading in kana where the catalogue gives it."""

    kind: str
    text: str
    reading: str | None = None


@dataclass(kw_only=True)
class Entry:
    """Lists are in the order of the record; words for schemes are the catalogue's (ISBN, NDC10...)."""

    address: str | None = None
    materials: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    creators: list[tuple[str, str | None]] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    #: scheme, term, code
    subjects: list[tuple[str, str, str | None]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    #: exact, ISO 8601; and as printed on the piece
    date: str | None = None
    printed_date: str | None = None
    granted: str | None = None
    language: str | None = None
    country: str | None = None
    volume: str | None = None
    #: the journal that an article is in
    journal: str | None = None
    journal_volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    updated: str | None = None

    def text(self, kind: str, text: str | None, reading: str | None = None) -> None:
        if text:
            self.texts.append(Text(kind=kind, text=text, reading=reading))


def read_together(
    names: Sequence[str], readings: Sequence[str], rows: Rows, column: str
) -> list[tuple[str, str | None]]:
    """Each name with its reading, given in a list of their own.

    Names in Latin letters have no reading, so where there are fewer readings they belong to the others, if that many
    they are. Readings that cannot be told whose they are, are refused.
    """
    if len(readings) == len(names):
        return list(zip(names, readings, strict=True))
    japanese = [place for place, name in enumerate(names) if script_of(name) in ("kanji", "kana")]
    if len(readings) == len(japanese):
        of = dict(zip(japanese, readings, strict=True))
        return [(name, of.get(place)) for place, name in enumerate(names)]
    if readings:
        rows.refuse_value(column, f"{len(readings)} readings for {len(names)} names: whose is not said", readings)
    return [(name, None) for name in names]


_PAGES = re.compile(r"(?:pp?\.?\s*)?([\w.]+?)(?:\s*[-–～〜~]\s*([\w.]+))?(?:\s*p)?", re.I)


def first_and_last(pages: str | None) -> tuple[str | None, str | None]:
    """`p590～593` -> 590 and 593; pages that are no range are the first one."""
    if not pages:
        return None, None
    found = _PAGES.fullmatch(pages.strip())
    return (found[1], found[2]) if found else (pages, None)
