"""Each finding is something that a provider said of its list and that the list does not bear out.

A finding stops nothing: the bytes are kept as they came, and what is odd about them becomes a note with its count
and its first case. Only a list that cannot end is an error.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from rashinban.errors import Refused
from rashinban.snapshots.oai_pmh import dates
from rashinban.snapshots.oai_pmh.document import Document, Element, below, local, records

#: How far a provider's clock may be from ours before it is worth a note.
_SKEW = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a provider says of itself that the list can be held against."""

    granularity: dates.Granularity
    deleted_record: str | None
    since: str | None
    until: str | None


class Audit:
    """What came so far in a harvest. The same pages in the same order give the same audit, so it can be told again.

    new: distinct records, by identifier and datestamp; deleted: of these, headers alone; ascending: whether the
    datestamps never went back; counted: what the provider last said the list's size is; came: records of this list.
    """

    def __init__(self, said: Said) -> None:
        self.said = said
        self.new = self.deleted = self.came = 0
        self.counted: int | None = None
        self.latest: str | None = None
        self.ascending = True
        self.steps = 0
        self._held: dict[int, int] = {}
        self._found: dict[str, tuple[int, str]] = {}

    @property
    def identifiers(self) -> int:
        """How many distinct identifiers came."""
        return len(self._held)

    def begin_list(self) -> None:
        """The list begins again, with the records that are there already known."""
        self.came, self.counted = 0, None

    def page(self, document: Document, body: bytes, name: str, moment: datetime) -> int:
        """Take a page that came at a moment; how many records in it are new."""
        for fault in document.faults:
            self._note(fault, name)
        self._clock(document.root, name, moment)
        self._token(document.root, name)
        before = self.came
        new = sum(self._record(record, name) for record in records(body))
        if self.came == before and document.root.findtext(".//{*}resumptionToken"):
            self._note("pages without records that are not the last", name)
        return new

    def end_list(self) -> None:
        """Compare the list that has ended with its announced size."""
        if self.counted is not None and self.counted != self.came:
            self._note(f"the provider counted {self.counted:,} records in the list and gave {self.came:,}", "")

    def notes(self) -> tuple[str, ...]:
        """The findings in words."""
        return tuple(
            f"{what}: {times:,}, first in {where}" if where else what for what, (times, where) in self._found.items()
        )

    def _note(self, what: str, where: str) -> None:
        times, first = self._found.get(what, (0, where))
        self._found[what] = (times + 1, first)

    def _clock(self, root: Element, name: str, moment: datetime) -> None:
        text = root.findtext("{*}responseDate")
        said = dates.read(text and text.strip())
        if said is None:
            self._note("answers without a readable responseDate", name)
        elif abs(said - moment) > _SKEW:
            way = "ahead of" if said > moment else "behind"
            self._note(f"answers whose responseDate is more than ten minutes {way} this machine's clock", name)

    def _token(self, root: Element, name: str) -> None:
        token = root.find(".//{*}resumptionToken")
        if token is None:
            return
        cursor, size = number(token.get("cursor")), number(token.get("completeListSize"))
        if cursor is not None and cursor != self.came:
            self._note("cursors that are not the number of records before the page", name)
        if size is not None:
            if self.counted not in (None, size):
                self._note("announced sizes of the list that changed on the way", name)
            self.counted = size

    def _record(self, record: Element | Refused, name: str) -> int:
        if isinstance(record, Refused):
            self.came += 1
            self._note("records that cannot be read and will be refused", name)
            return self._hold(_hash(f"{record} {record.found}"), 0, name)
        if local(record) == "OAI-PMH" or below(record, "header") is None and local(record) != "record":
            return 0
        self.came += 1
        header = below(record, "header")
        identifier = None if header is None else _text(below(header, "identifier"))
        stamp = None if header is None else _text(below(header, "datestamp"))
        if identifier is None or stamp is None:
            self._note("records without identifier or datestamp", name)
        else:
            self._stamp(stamp, name)
        # A record that does not say which it is, is told from others by its bytes.
        key = _hash(identifier or etree.tostring(record, with_tail=False).decode())
        new = self._hold(key, _hash(stamp or ""), name)
        if new and header is not None and header.get("status") == "deleted":
            self.deleted += 1
            if self.said.deleted_record == "no":
                self._note("deleted records, of a provider that says it tells none", name)
        return new

    def _hold(self, key: int, version: int, name: str) -> int:
        if self._held.get(key) == version:
            self._note("records that came more than once", name)
            return 0
        if key in self._held:
            self._note("records that came again with another datestamp", name)
        self._held[key] = version
        self.new += 1
        return 1

    def _stamp(self, stamp: str, name: str) -> None:
        form = dates.form_of(stamp)
        if form is None:
            self._note("datestamps that are no dates", name)
        elif form != self.said.granularity:
            self._note(f"datestamps that are not to the {self.said.granularity}, as the provider says", name)
        if form is not None and dates.outside(stamp, self.said.since, self.said.until):
            self._note("records dated outside the dates that were asked for", name)
        if self.latest is None or stamp > self.latest:
            self.steps += 1
            self.latest = stamp
        elif stamp < self.latest:
            self.ascending = False


def number(text: str | None) -> int | None:
    """A whole number, or None where it is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 19 else None


def _text(element: Element | None) -> str | None:
    return None if element is None else (element.text or "").strip() or None


def _hash(text: str) -> int:
    """Eight bytes in place of a text: a million records are then some hundred megabytes less."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
