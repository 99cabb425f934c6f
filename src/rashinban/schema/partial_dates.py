"""A partial date is a day, a month or a year, as exact as a provider gives it, in ISO 8601: `2024`, `2024-05`."""

from __future__ import annotations

import re
from datetime import date as Date
from functools import lru_cache

from rashinban.errors import Refused
from rashinban.schema import kinds

_WRITTEN = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?:T\d{2}:.*)?", re.A)


@lru_cache(maxsize=1 << 14)
def partial_date(text: str) -> str:
    """`2024`, `2024-5` or `2024.05`, `2024/5/31`, ISO 8601 with a time, which is dropped. Refused: no such day."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise Refused("not a date (2024, 2024-05 or 2024-05-31)", found=text)
    return date_of_parts(found[1], found[2], found[3])


def date_of_parts(year: str, month: str | None = None, day: str | None = None) -> str:
    """The date of a year, and a month and a day where there are any: `2025`, `1`, None -> `2025-01`."""
    number = kinds.year(year)
    if not month:
        return str(number)
    try:
        first = Date(number, int(month), int(day) if day else 1)
    except ValueError:
        raise Refused("no such day", found="-".join(part for part in (year, month, day) if part)) from None
    return first.isoformat() if day else first.isoformat()[:7]


def year_of(date: str | None) -> int | None:
    """The year of a partial date."""
    return int(date[:4]) if date else None


def day_of(date: str | None) -> Date | None:
    """The day, where a partial date is one."""
    return Date.fromisoformat(date) if date and len(date) == 10 else None
