"""Each date is one event of the work as exact as given: a year, a month, a day, or a span of them.

9999-01-01 is what repositories and the JaLC registration write where a date is not known: it is no date here.
"""

from __future__ import annotations

import re
from datetime import date as Date

from rashinban.engine.rows import Rows
from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.record import Record
from rashinban.schema import japanese
from rashinban.schema.partial_dates import day_of, partial_date

_PLACEHOLDER = re.compile(r"9999(?:-\d\d(?:-\d\d)?|\d{4})?", re.A)
_PARTS = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?", re.A)


def is_placeholder(text: str) -> bool:
    """Whether a date says that it is not known: `9999-01-01`."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def as_printed(text: str) -> str:
    """A date as ISO 8601, as exact as given, or a span `1777/1830`. Refused: no such day, another notation."""
    return "/".join(_one(part) if part else "" for part in text.strip().split("/", 1))


def _one(text: str) -> str:
    if _PARTS.fullmatch(text):
        return partial_date(text)
    # 20150401, 2015/4/1 and days of an era are written too.
    return japanese.date_ja(text).isoformat()


def full_day(text: str | None, column: str, rows: Rows) -> Date | None:
    """The day where a whole day is given; a month or a year alone is none, and is not refused."""
    if not text or is_placeholder(text):
        return None
    return day_of(rows.take(as_printed, text, column))


def add_dates(record: Record, work_id: str) -> tuple[int | None, Date | None]:
    """Add the dates of the item. Gives the year and day of publication: Issued, else when the degree was granted."""
    rows = record.rows
    found: dict[tuple[str, str], None] = {}
    for element in record.each(record.root, "datacite:date"):
        printed = record.attribute(element, "dateType")
        text = record.text(element)
        if printed is None and text:
            rows.refuse_value("work_dates.kind", "no dateType", text)
        kind = words.ours("date", printed, "work_dates.kind", rows)
        if kind and text and not is_placeholder(text):
            value = rows.take(as_printed, text, "work_dates.date")
            if value:
                found[kind, value] = None
    granted = record.first(record.root, "dcndl:dateGranted")
    if granted and not is_placeholder(granted):
        value = rows.take(as_printed, granted, "work_dates.date")
        if value:
            found["granted", value] = None
    for kind, value in found:
        rows.add("work_dates", work_id=work_id, kind=kind, date=value)
    by_kind: dict[str, str] = {}
    for kind, value in found:
        by_kind.setdefault(kind, value)
    published = by_kind.get("issued") or by_kind.get("granted")
    if published is None:
        return None, None
    # Of a span, such as that of a book in many volumes, the first year counts.
    first = published.split("/", 1)[0]
    year = int(first[:4]) if first else None
    return year, day_of(published)
