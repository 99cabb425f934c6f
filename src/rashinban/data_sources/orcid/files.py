"""Each record is one profile of ORCID 3.0, XML or JSON, from which whatever is not public has been removed.

The removal comes first: neither a table nor the text that is kept of a refused record may hold what its owner hides.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.members import members
from rashinban.reading.xml import parse
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record

_PUBLIC = "public"


def records(file: RawFile) -> Iterator[Record]:
    """One record a member of an archive, or the file itself. A record's number is its place in the archive."""
    for number, member in enumerate(members(file, lambda name: name.lower().endswith((".xml", ".json"))), 1):
        if member.refused:
            yield number, member.refused
            continue
        try:
            yield number, public(member.whole(RECORD_LIMIT))
        except Refused as refused:
            yield number, refused


def public(record: bytes) -> bytes:
    """The record without what is not public. Refused, and its text not kept, where none of it is, or it is no XML."""
    if record.lstrip()[:1] in (b"{", b"["):
        return _public_json(record)
    # By far the most records are public as they are. An encoding of two bytes a letter hides the word.
    hides = record.count(b"visibility") != record.count(b'visibility="public"')
    if not hides and b"\0" not in record[:64]:
        return record
    root = parse(record)
    hidden = [each for each in root.iter() if each.get("visibility", _PUBLIC) != _PUBLIC]
    for element in hidden:
        parent = element.getparent()
        if parent is None:
            raise Refused("the record is not public")
        parent.remove(element)
    return etree.tostring(root, encoding="utf-8")  # type: ignore[no-any-return]  # lxml has no types


def _public_json(record: bytes) -> bytes:
    found = json.decode(record)
    if _is_hidden(found):
        raise Refused("the record is not public")
    return msgspec.json.encode(_without_hidden(found))


def _without_hidden(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_hidden(below) for name, below in value.items() if not _is_hidden(below)}
    if isinstance(value, list):
        return [_without_hidden(item) for item in value if not _is_hidden(item)]
    return value


def _is_hidden(value: object) -> bool:
    return isinstance(value, dict) and str(value.get("visibility") or _PUBLIC).lower() != _PUBLIC
