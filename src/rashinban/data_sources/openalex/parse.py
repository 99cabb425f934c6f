"""A record of OpenAlex, whatever it is about and whenever it was published, becomes rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from rashinban.data_sources.openalex import openalexr
from rashinban.data_sources.openalex.entities import ENTITIES
from rashinban.data_sources.openalex.fields import IGNORED
from rashinban.data_sources.openalex.files import is_csv
from rashinban.data_sources.openalex.values import ADDRESS, KINDS, numbered_id, openalex_id, take_id
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.json import checked, is_sampled, notice_unknown
from rashinban.reading.mending import mended
from rashinban.snapshots.raw import RawFile

_ANY = msgspec.json.Decoder()
_DECODE: dict[str, Callable[[bytes], Any]] = {
    kind: msgspec.json.Decoder(shape).decode for kind, (shape, _) in ENTITIES.items()
}
_LETTER = len(ADDRESS)


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file. What a record is about is told by its id."""
    return _parse_csv if is_csv(file.name) else _JsonParser().parse


class _JsonParser:
    """Tries each record as the kind that the last one was: nearly every file holds one kind."""

    def __init__(self) -> None:
        self.kind = "works"
        self.number = 0

    def parse(self, record: bytes, rows: Rows) -> None:
        self.number += 1
        record = checked(record, rows)
        kind = self.kind
        try:
            entity = _DECODE[kind](record)
        except msgspec.ValidationError:
            entity = None
        except (msgspec.DecodeError, RecursionError) as error:
            raise Refused(f"invalid JSON: {error}") from None
        if entity is None or KINDS.get(entity.id[_LETTER : _LETTER + 1]) != kind:
            kind, entity = _read_slowly(record, rows)
            self.kind = kind
        ENTITIES[kind][1](entity, rows)
        if is_sampled(self.number):
            _look_through(record, kind, rows)


def _read_slowly(record: bytes, rows: Rows) -> tuple[str, Any]:
    """A record of another kind, of another making, or with values of wrong types."""
    try:
        found = _ANY.decode(record)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"invalid JSON: {error}") from None
    if not isinstance(found, dict):
        raise Refused(f"not a JSON object but {type(found).__name__}")
    kind = _kind(found.get("id"))
    if kind == "works" and openalexr.is_flat(found):
        found = openalexr.nested(found)
    return kind, mended(found, ENTITIES[kind][0], kind, rows)


def _kind(written: object) -> str:
    if not isinstance(written, str) or not written:
        raise Refused("no id", column="id", found=written)
    try:
        return KINDS[openalex_id(written, "".join(KINDS))[0]]
    except Refused:
        about = re.fullmatch(rf"{ADDRESS}([a-z-]+)/.+", written)
        reason = f"{about[1]} of OpenAlex have no table" if about else "not an OpenAlex id"
        raise Refused(reason, column="id", found=written) from None


def _look_through(record: bytes, kind: str, rows: Rows) -> None:
    try:
        found = _ANY.decode(record)
    except (msgspec.DecodeError, RecursionError):  # in a field that is not read: no reason to refuse the record
        return
    if openalexr.is_flat(found):
        for name in found.keys() - openalexr.COLUMNS:
            rows.unknown_field(f"{kind}.{name}")
    else:
        notice_unknown(found, ENTITIES[kind][0], kind, IGNORED, rows)


class _Merged(msgspec.Struct, gc=False):
    id: str
    merge_into_id: str
    merge_date: str | None = None


class _TopicRow(msgspec.Struct, gc=False):
    """A line of the table of topics that OpenAlex published in 2024."""

    topic_id: str
    topic_name: str | None = None
    subfield_id: str | None = None
    subfield_name: str | None = None
    field_id: str | None = None
    field_name: str | None = None
    domain_id: str | None = None
    domain_name: str | None = None
    summary: str | None = None


_CSV = msgspec.json.Decoder(dict[str, str | None])


def _parse_csv(record: bytes, rows: Rows) -> None:
    """A line of a merged_ids file, or of the table of topics."""
    found = _CSV.decode(record)
    try:
        if "merge_into_id" in found:
            _add_merged(msgspec.convert(found, _Merged), rows)
            return
        if "topic_id" in found:
            _add_topic(msgspec.convert(found, _TopicRow), rows)
            return
    except msgspec.ValidationError as error:
        raise Refused(f"a column is missing: {error}") from None
    raise Refused("neither merged ids nor topics: columns merge_into_id or topic_id are missing")


def _add_merged(merged: _Merged, rows: Rows) -> None:
    ids = [take_id(text, "".join(KINDS), rows, "merged_ids.id") for text in (merged.id, merged.merge_into_id)]
    if None in ids:
        raise Refused("merged ids must be OpenAlex ids", column="id", found=f"{merged.id}, {merged.merge_into_id}")
    rows["merged_ids"].append((*ids, merged.merge_date or None))


def _add_topic(row: _TopicRow, rows: Rows) -> None:
    if not row.topic_id.removeprefix("T").isdigit():
        raise Refused("not the number of a topic", column="topic_id", found=row.topic_id)
    levels: list[str | None] = []
    for kind in ("subfield", "field", "domain"):
        number, name = getattr(row, f"{kind}_id"), getattr(row, f"{kind}_name")
        clean = rows.take(partial(numbered_id, kind=kind), number, f"topics.{kind}_id")
        levels += [clean, name or None]
    topic_id = f"T{row.topic_id.removeprefix('T')}"
    rows["topics"].append((topic_id, row.topic_name or None, *levels, row.summary or None, None, None, None))
