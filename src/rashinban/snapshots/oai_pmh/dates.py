"""Each value is a date or a second in UTC as OAI-PMH writes it: 2026-11-25 or 2026-11-25T08:30:00Z."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

from rashinban.errors import UsageError

Granularity = Literal["day", "second"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_FORMS = {"day": "%Y-%m-%d", "second": "%Y-%m-%dT%H:%M:%SZ"}


def read(text: str | None) -> datetime | None:
    """The moment that a text names, a day being its first second; None where it is neither a day nor a second."""
    form = form_of(text or "")
    try:
        return None if form is None else datetime.strptime(text or "", _FORMS[form]).replace(tzinfo=UTC)
    except ValueError:
        return None


def form_of(text: str) -> Granularity | None:
    """Which of the two forms a text has."""
    return "day" if _DAY.fullmatch(text) else "second" if _SECOND.fullmatch(text) else None


def write(moment: datetime, granularity: Granularity) -> str:
    """A moment in a form."""
    return moment.strftime(_FORMS[granularity])


def one_step(granularity: Granularity) -> timedelta:
    """The smallest difference that a form can say."""
    return timedelta(days=1) if granularity == "day" else timedelta(seconds=1)


def aligned(since: str | None, until: str | None, granularity: Granularity) -> tuple[str | None, str | None]:
    """`from` and `until` in one form that the provider takes, and no narrower than they were asked for.

    Every provider takes days; seconds are for those that say so.
    """
    for word, text in (("from", since), ("until", until)):
        if text is not None and read(text) is None:
            raise UsageError(f"{word} {text!r}: write a date as 2026-11-25")
    if since is not None and until is not None and since[:10] > until[:10]:
        raise UsageError(f"from {since} is later than until {until}")
    given = [text for text in (since, until) if text is not None]
    if granularity == "day" or all(form_of(text) == "day" for text in given):
        return since and since[:10], until and until[:10]
    return since and _to_second(since, "T00:00:00Z"), until and _to_second(until, "T23:59:59Z")


def _to_second(text: str, time: str) -> str:
    return text + time if form_of(text) == "day" else text


def outside(stamp: str, since: str | None, until: str | None) -> bool:
    """Whether a datestamp is before `since` or after `until`, both included, compared in the coarser form."""

    def cut(other: str) -> tuple[str, str]:
        length = min(len(stamp), len(other))
        return stamp[:length], other[:length]

    if since is not None:
        mine, theirs = cut(since)
        if mine < theirs:
            return True
    if until is not None:
        mine, theirs = cut(until)
        if mine > theirs:
            return True
    return False
