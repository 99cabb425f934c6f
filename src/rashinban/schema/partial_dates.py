"""A date is a year, month, day, span or moment in ISO 8601, as exact as a provider gives it: `2024`, `2024-05`."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime as DateTime
from functools import lru_cache

from rashinban.errors import Refused
from rashinban.schema import kinds

_WRITTEN = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?:T\d{2}:.*)?", re.A)
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.A)


@lru_cache(maxsize=1 << 14)
def partial_date(text: str) -> str:
    """`2024`, `2024-5` or `2024.05`, `2024/5/31`, ISO 8601 with a time, which is dropped. Refused: no such day."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise Refused("not a date (2024, 2024-05 or 2024-05-31)", found=text)
    return date_of_parts(found[1], found[2], found[3])


@lru_cache(maxsize=1 << 14)
def span(text: str) -> str:
    """A partial date, or one and another: `2024-01-01/2024-12-31`, which may be open at one end."""
    ends = text.split("/")
    if len(ends) > 2 or not any(end.strip() for end in ends):
        return partial_date(text)
    return "/".join(partial_date(end) if end.strip() not in ("", "..") else "" for end in ends)


def moment(text: str) -> str:
    """A date and time, proved: `2023-04-05 12:52:10` -> `2023-04-05T12:52:10`, `2004-04-23T21:31:00Z`."""
    written = text.strip().replace(" ", "T", 1)
    try:
        DateTime.fromisoformat(written)
    except ValueError:
        raise Refused("not a date and time", found=text) from None
    return written


def us_day(text: str) -> Date:
    """A day with the month first, as in the United States: `9/30/2014`; or in ISO 8601."""
    found = _US.fullmatch(text.strip())
    return kinds.date(f"{found[3]}-{found[1]:0>2}-{found[2]:0>2}" if found else text)


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
    """The year of a date, of a span the first; None where a span has no beginning."""
    return int(date[:4]) if date and not date.startswith("/") else None


def day_of(date: str | None) -> Date | None:
    """The day, where a partial date is one."""
    return Date.fromisoformat(date) if date and len(date) == 10 else None
