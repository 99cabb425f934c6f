"""Each answer of J-STAGE's WebAPI is a feed that says by itself whether it is one: errors come with HTTP 200.

`0` and `WARN_...` (more hits than are shown) have entries, `ERR_001` means no hits, every other `ERR_...` is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.xml import Element, Reading

NO_HITS = "ERR_001"
TOO_MANY_AT_ONCE = "ERR_003"


@dataclass(frozen=True, kw_only=True)
class Status:
    """What `<result>` says."""

    code: str
    message: str | None

    @property
    def has_entries(self) -> bool:
        return self.code == "0" or self.code.startswith("WARN")

    @property
    def text(self) -> str:
        detail = "" if self.message in (None, self.code) else f": {self.message}"
        return f"J-STAGE answered {self.code}{detail}"


def status_of(result: Element) -> Status:
    """The status in a `<result>`."""
    reading = Reading(result, watched=False)
    code = reading.text(result, "status") or "no status"
    return Status(code=code, message=reading.text(result, "message"))


def records_of(found: Iterator[bytes]) -> Iterator[bytes | Refused]:
    """The entries of a feed, and an error where that is what it says."""
    for _, record in xml.elements(found, frozenset(("result", "entry"))):
        if isinstance(record, bytes):
            root = xml.parse(record)
            if xml.local(root) == "result":
                status = status_of(root)
                if status.has_entries or status.code == NO_HITS:
                    continue
                record = Refused(f"{status.text}; fetch again")
        yield record
