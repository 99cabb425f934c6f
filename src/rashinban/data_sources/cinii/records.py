"""Each record is one thing that an answer of CiNii has: an item of a search, a whole record, or a node of an old graph.

A search answers in one language at a time; where a file holds the answers in both (`[ja, en]`), the two items of one
thing are one record: `{"search": {"ja": item, "en": item}}`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.files import numbered
from rashinban.reading.members import Member
from rashinban.snapshots.raw import RawFile, Record

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])


class _Context(msgspec.Struct):
    language: str | None = msgspec.field(default=None, name="@language")


class _Channel(msgspec.Struct):
    """A page of a search; `@context` says its language."""

    type: str | None = msgspec.field(default=None, name="@type")
    context: _Context | str | list[object] | None = msgspec.field(default=None, name="@context")
    items: list[msgspec.Raw] = []


class _Named(msgspec.Struct):
    id: str = msgspec.field(default="", name="@id")


def records(file: RawFile) -> Iterator[Record]:
    """The records of a file, or of the files in a zip."""
    return numbered(file, (".json", ".jsonl"), _of_member)


def _of_member(member: Member) -> Iterator[bytes | Refused]:
    # By address and how often it came before in the same language: a page has an item once.
    found: dict[tuple[str, int], dict[str, bytes]] = {}
    for _, document in json.of_chunks(member.chunks):
        if isinstance(document, Refused) or (fields := _fields(document)) is None:
            yield document
        elif "response" in fields:
            yield bytes(fields["response"])
        elif "@graph" in fields:
            yield from (node for _, node in json.split_list([bytes(fields["@graph"])]))
        elif "items" in fields or bytes(fields.get("@type", msgspec.Raw(b""))) == b'"channel"':
            _gather(document, found)
        else:
            yield document
    for languages in found.values():
        told = b",".join(msgspec.json.encode(language) + b":" + item for language, item in languages.items())
        yield b'{"search":{' + told + b"}}"


def _fields(document: bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _OBJECT.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _gather(document: bytes, found: dict[tuple[str, int], dict[str, bytes]]) -> None:
    channel = msgspec.json.decode(document, type=_Channel)
    language = channel.context.language if isinstance(channel.context, _Context) else None
    for item in channel.items:
        try:
            address = msgspec.json.decode(item, type=_Named).id
        except msgspec.DecodeError:
            address = ""
        number = 0
        while (language or "") in found.get((address, number), {}):
            number += 1
        found.setdefault((address, number), {})[language or ""] = bytes(item)
