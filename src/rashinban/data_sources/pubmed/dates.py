"""A date of PubMed is year, month and day apart, the month at times in words, or one text such as `2000 Spring`."""

from __future__ import annotations

import re

from rashinban.engine.rows import Rows
from rashinban.reading.xml import Element, Reading
from rashinban.schema import kinds

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
    for name in (names, str(number), f"{number:02d}")
}
#: `2000 Spring`, `1998 Dec-1999 Jan`, `2000 Nov-Dec`, `1999-2000`: the earliest month that is printed.
_TEXT = re.compile(r"(?P<year>\d{4})(?:\s+(?P<month>[A-Za-z]{3})[a-z]*)?(?:\s+(?P<day>\d{1,2})(?!\d))?", re.A)


def date(reading: Reading, element: Element | None, rows: Rows, column: str) -> str | None:
    """ISO 8601, as exact as given: `2022-11-05`, `2022-11`, `2022`. None where there is none; a bad year is refused."""
    if element is None:
        return None
    parts = {child.tag: child for child in element}
    text = parts.get("MedlineDate")
    if text is not None:
        printed = reading.text(text)
        found = _TEXT.match(printed or "")
        if printed and not found:
            rows.refuse_value(column, "no year at the beginning of a date in words", printed)
        year, month, day = (found["year"], found["month"], found["day"]) if found else (None, None, None)
    else:
        year, month, day = (reading.text(parts.get(part)) for part in ("Year", "Month", "Day"))
        # A season is no month; it counts as read.
        reading.text(parts.get("Season"))
    number = rows.take(kinds.year, year, column)
    if number is None:
        return None
    written = f"{number:04d}"
    if month and (known := _MONTHS.get(month[:3].lower())):
        written += f"-{known:02d}"
        if day and day.isascii() and day.isdigit() and 0 < int(day) < 32:
            written += f"-{int(day):02d}"
    return written
