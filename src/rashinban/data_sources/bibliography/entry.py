"""An entry is what any of the formats says of one work, under our names; values are as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Name, name_of_parts
from rashinban.schema.partial_dates import date_of_parts

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """type: the format's word, with the format before it: `bibtex:article`. date: as exact as given, ISO 8601."""

    type: str
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[Name, ...] = ()
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    last_page: str | None = None
    date: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    arxiv: str | None = None
    standard_numbers: tuple[str, ...] = ()
    url: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None


def name_of(family: str | None, given: str | None = None, suffix: str | None = None) -> Name | None:
    """A name of its parts; a name in one piece has no given name."""
    found = name_of_parts(family, given, None)
    if found is None or not suffix:
        return found
    return Name(full=f"{found.full} {suffix}", family=found.family, given=found.given)


def month_of(text: str | None) -> str | None:
    """`February`, `feb`, `02` -> `2`; None where it is none, as `Spring`."""
    word = (text or "").strip().strip(".").lower()
    if word.isdigit() and 1 <= int(word) <= len(_MONTHS):
        return str(int(word))
    return str(_MONTHS.index(word[:3]) + 1) if word[:3] in _MONTHS else None


def date_of(rows: Rows, year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """The date of its parts; a year that is none is noted (`in press`, `2014a`)."""
    if not year:
        return None
    month = month_of(month)
    try:
        return date_of_parts(year.strip(), month, day if month and day and day.isdigit() else None)
    except Refused as refused:
        rows.refuse_value("works.publication_year", refused.reason, " ".join(filter(None, (year, month, day))))
        return None


def words(text: str | None) -> tuple[str, ...]:
    """Keywords in one text, between semicolons where there are any, else commas."""
    between = ";" if text and ";" in text else ","
    return tuple(word for each in (text or "").split(between) if (word := each.strip()))


def numbers(text: str | None) -> tuple[str, ...]:
    """ISSNs and ISBNs in one text: `1234-5678, 978-...`."""
    return tuple(each for each in re.split(r"[,;\s]+(?=[\dX])|\s*\([^)]*\)\s*", text or "") if each.strip())


def unknown(
    rows: Rows, given: Mapping[str, object], read: frozenset[str], ignored: Mapping[str, str], form: str
) -> None:
    """Report fields that are neither read nor ignored."""
    for name in given:
        if name not in read and name not in ignored:
            rows.unknown_field(f"{form}.{name}")
