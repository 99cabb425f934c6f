"""Each value is one moment in UTC, written to the second: 2026-11-25T08:30:00Z; a day alone stands for its 24 hours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rashinban.access.oai.refusals import Refusal

GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def written(moment: datetime) -> str:
    """A moment as the protocol writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def window(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """The first and the last second that `from` and `until` include; both must be of one granularity."""
    first = _read("from", since) if since is not None else None
    last = _read("until", until) if until is not None else None
    if since is not None and until is not None and len(since) != len(until):
        raise Refusal(
            "badArgument",
            f"from={since} and until={until} are of different granularity: write both as days or both as {GRANULARITY}",
            f"from={since} と until={until} の粒度が異なる。両方を日付、または両方を {GRANULARITY} で書く",
        )
    if last is not None and until is not None and _DAY.fullmatch(until):
        last += timedelta(days=1, seconds=-1)
    if first is not None and last is not None and first > last:
        raise Refusal(
            "badArgument",
            f"from={since} is later than until={until}",
            f"from={since} が until={until} より後になっている",
        )
    return first, last


def _read(name: str, text: str) -> datetime:
    pattern = "%Y-%m-%d" if _DAY.fullmatch(text) else "%Y-%m-%dT%H:%M:%SZ" if _SECOND.fullmatch(text) else None
    try:
        if pattern is None:
            raise ValueError(text)
        return datetime.strptime(text, pattern).replace(tzinfo=UTC)
    except ValueError:
        raise Refusal(
            "badArgument",
            f"{name}={text[:40]!r} is no date of the form YYYY-MM-DD or {GRANULARITY}",
            f"{name}={text[:40]!r} は YYYY-MM-DD または {GRANULARITY} の形の日付ではない",
        ) from None
