"""Each record is one profile: what a file says of one researcher in one run, less what is not disclosed.

A profile is spread over lines (exports, answers of the API) or documents (feeds of V1 in an archive). It is put
together here, because a profile is renewed as a whole: an entry that its owner closes must go with the next fetch.
What cannot be read is refused without its text, since nobody can tell what in it is disclosed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from lxml import etree

from rashinban.data_sources.researchmap.disclosed import hidden_by, take_hidden_elements, take_hidden_fields
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.members import Member, members
from rashinban.reading.xml import Element, local, parse
from rashinban.snapshots.raw import RECORD_LIMIT, Damaged, RawFile, Record

PERSON = "researchers"
_ACTIONS = ("insert", "update")
_BODIES = ("merge", "similar_merge", "force", "doc")
#: What an answer of the API says of itself; of entries their number, whose and which they are.
_ENVELOPE = frozenset(
    ("@context", "@id", "@type", "@reverse", "@graph", "items", "total_items", "_links", "permalink", "rm:user_id")
)
_HEAD = frozenset(("@context", "@id", "@type", "@reverse", "rm:id", "rm:user_id"))
_ADDRESS = re.compile(r"https?://[^/]+/([A-Za-z0-9_.-]+)(?:/(\w+))?(?:/[^?]*)?(?:\?.*)?")
_PERMALINK_V1 = re.compile(r"/user/([^?&/]+)")
_NO_RECORD = "not a record of researchmap; its text is not kept"


@dataclass(kw_only=True)
class _Profile:
    """A profile while it is put together; what is hidden is told by path and flag, without what was there."""

    number: int
    user_id: str | None = None
    permalink: str | None = None
    entries: list[Mapping[str, object]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    feeds: list[Element] = field(default_factory=list)
    size: int = 0

    def is_of(self, other: _Profile) -> bool:
        """Whether both are of one person, and written alike."""
        same = (self.user_id, self.permalink), (other.user_id, other.permalink)
        alike = bool(self.feeds) == bool(other.feeds) and self.size <= RECORD_LIMIT
        return alike and any(one is not None and one == two for one, two in zip(*same, strict=True))

    def take(self, other: _Profile) -> None:
        self.user_id, self.permalink = self.user_id or other.user_id, self.permalink or other.permalink
        self.entries += other.entries
        self.hidden += other.hidden
        self.unknown += other.unknown
        self.feeds += other.feeds
        self.size += other.size

    def record(self) -> bytes | Refused:
        if self.size > RECORD_LIMIT:
            return Refused(f"a profile longer than {RECORD_LIMIT:,} bytes")
        if self.feeds:
            return _of_feeds(self.feeds, self.hidden)
        told = ("user_id", "permalink", "entries", "hidden", "unknown")
        return msgspec.json.encode({name: getattr(self, name) for name in told})


def records(file: RawFile) -> Iterator[Record]:
    """The profiles of a file. The number of one is that of its first line or document."""
    number = 0
    held: _Profile | None = None
    broken: Damaged | None = None
    try:
        for member in members(file, lambda name: name.lower().endswith((".json", ".jsonl", ".ndjson", ".xml"))):
            for found in _documents(member):
                number += 1
                part = found if isinstance(found, Refused) else _part(found, number)
                if isinstance(part, Refused):
                    yield number, part
                elif held is not None and held.is_of(part):
                    held.take(part)
                else:
                    if held is not None:
                        yield held.number, held.record()
                    held = part
    except Damaged as damage:
        # The half line before the break is not kept either.
        broken = Damaged(str(damage))
    if held is not None:
        yield held.number, held.record()
    if broken is not None:
        raise broken


def _documents(member: Member) -> Iterator[bytes | Refused]:
    """The JSON documents of a member, or its one XML document."""
    if member.refused:
        yield member.refused
        return
    first = next(member.chunks, b"")
    again = Member(name=member.name, chunks=_again(first, member.chunks))
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        try:
            yield again.whole(RECORD_LIMIT)
        except Refused as refused:
            yield refused
        return
    for _, record in json.of_chunks(again.chunks):
        if record:
            yield Refused(record.reason) if isinstance(record, Refused) else record


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _part(document: bytes, number: int) -> _Profile | Refused:
    """What one document says of a person."""
    profile = _Profile(number=number, size=len(document))
    try:
        if document.lstrip().startswith(b"<"):
            _add_feed(profile, document)
            return profile
        found = json.decode(document)
        if not isinstance(found, dict):
            return Refused(_NO_RECORD)
        if any(action in found for action in _ACTIONS):
            _add_exported(profile, found)
        elif "delete" in found:
            return Refused("an instruction to delete an entry, no record")
        elif "@type" in found or "rm:user_id" in found:
            _add_answer(profile, found)
        else:
            return Refused(_NO_RECORD)
    except Refused as refused:
        return Refused(refused.reason)
    if profile.user_id is None and profile.permalink is None:
        return Refused("an entry that does not say whose it is; its text is not kept")
    return profile


def _add_exported(profile: _Profile, found: dict[str, Any]) -> None:
    """A line of an export: `{"insert": {"type", "id", "user_id"}, "merge": {...}}`."""
    head = next(found[action] for action in _ACTIONS if action in found)
    body = next((found[name] for name in _BODIES if name in found), None)
    if not isinstance(head, dict) or not isinstance(body, dict) or not isinstance(head.get("type"), str):
        raise Refused(_NO_RECORD)
    kind = head["type"]
    profile.user_id = _text(head.get("id") if kind == PERSON else head.get("user_id"))
    profile.permalink = _text(body.get("permalink")) if kind == PERSON else None
    _add_entry(profile, kind, _text(head.get("id")), body, strict=True)


def _add_answer(profile: _Profile, found: dict[str, Any]) -> None:
    """An answer of the API: a profile with the lists that it shows, one such list, or one entry."""
    address = _ADDRESS.fullmatch(str(found.get("@id") or ""))
    kind = _text(found.get("@type")) or (address[2] if address else None) or PERSON
    profile.permalink = _text(found.get("permalink")) or (address[1] if address else None)
    profile.user_id = _text(found.get("rm:user_id"))
    items = found.get("items")
    if isinstance(items, list):
        profile.unknown += [f"{kind}.{name}" for name in found.keys() - _ENVELOPE]
        for item in items:
            if isinstance(item, dict):
                profile.user_id = profile.user_id or _text(item.get("rm:user_id"))
                _add_entry(profile, kind, _text(item.get("rm:id")), item, strict=False)
        return
    graph = found.pop("@graph", None)
    _add_entry(profile, kind, _text(found.get("rm:id")), found, strict=False)
    for part in graph if isinstance(graph, list) else []:
        if isinstance(part, dict):
            _add_answer(profile, {**part, "permalink": profile.permalink, "rm:user_id": profile.user_id})


def _add_entry(profile: _Profile, kind: str, number: str | None, body: dict[str, Any], *, strict: bool) -> None:
    fields = {name: value for name, value in body.items() if name not in _HEAD}
    if kind == PERSON:
        profile.hidden += take_hidden_fields(fields, strict)
    elif hides := hidden_by(fields.get("display"), strict):
        profile.hidden.append((f"{kind} {number or ''}".strip(), hides))
        return
    profile.entries.append({"type": kind, "id": number, "fields": fields})


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _add_feed(profile: _Profile, document: bytes) -> None:
    """A feed of V1, one section of a profile."""
    root = parse(document)
    found = _PERMALINK_V1.search(root.findtext("{*}id") or "")
    if local(root) != "feed" or not found:
        raise Refused(_NO_RECORD)
    profile.permalink = found[1]
    profile.hidden += take_hidden_elements(root)
    profile.feeds.append(root)


def _of_feeds(feeds: list[Element], hidden: list[tuple[str, str]]) -> bytes:
    """Feeds of one person as one document."""
    profile = etree.Element("profile")
    for name, flag in hidden:
        etree.SubElement(profile, "hidden", name=name, flag=flag)
    profile.extend(feeds)
    return etree.tostring(profile, encoding="utf-8")  # type: ignore[no-any-return]  # lxml has no types
