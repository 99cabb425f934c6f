"""A cursor is the place in a list after which the next page begins. It holds no secret, and fits one list only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import date

from rashinban.errors import UsageError

_LONGEST = 4_000


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """key and place (the value that the list is ordered by) of the last row shown; how many rows the list has."""

    key: str
    place: str | int | None
    count: int

    def write(self, of: str) -> str:
        """The cursor as text; `of` says which list it belongs to."""
        text = json.dumps([_mark(of), self.key, self.place, self.count], ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, of: str) -> Cursor:
    """A cursor that `write` made for the same list; UsageError for anything else."""
    try:
        if len(text) > _LONGEST:
            raise ValueError("too long")
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        mark, key, place, count = found
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise UsageError("cursor: not one of ours; take next_cursor of the page before, or leave it out") from None
    if (
        mark != _mark(of)
        or not isinstance(key, str)
        or isinstance(place, bool)
        or not isinstance(place, str | int | None)
        or isinstance(count, bool)
        or not isinstance(count, int)
    ):
        raise UsageError("cursor: of another list, or of another release; begin again without it")
    return Cursor(key=key, place=place, count=count)


def plain_place(place: object) -> str | int | None:
    """A value of an ordering column as a cursor holds it."""
    if isinstance(place, date):
        return place.isoformat()
    assert place is None or isinstance(place, str | int)
    return place


def _mark(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()[:16]
