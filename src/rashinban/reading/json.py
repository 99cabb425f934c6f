"""JSON as records: lines, a list, a list within an object, or one document; and which of their fields nobody reads."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.json_lists import Source, split_list, within_document
from rashinban.reading.members import members
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record, split_lines

__all__ = ["checked", "decode", "is_sampled", "notice_unknown", "of_chunks", "records", "split_list"]

_SCANNER = json.JSONDecoder()
_KEY = re.compile(r'[\s,]*"([^"\\]*)"\s*:\s*')
_OPEN = re.compile(r"\s*\{")

#: How much of a file tells what it is.
_OPENING = 64 * 1024

#: The first records of a file are looked through for unknown fields, then every thousandth.
FIRST, EVERY = 200, 1000

#: By shape the fields that are known and not read, each with the reason.
Ignored = Mapping[type[msgspec.Struct], Mapping[str, str]]


def records(
    file: RawFile,
    path: Sequence[str] = (),
    *,
    or_paths: Sequence[Sequence[str]] = (),
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson"),
) -> Iterator[Record]:
    """The records of a file, its members numbered on: JSON lines, a list, or a document.

    path: where a document holds its list of records, `("message", "items")`; a document without it is one record.
    or_paths: other places where it may be; the longest that is there counts.
    suffixes: which members of an archive are read.
    """
    number = 0
    for member in members(file, lambda name: name.lower().endswith(suffixes)):
        refused: list[Record] = [(1, member.refused)] if member.refused else []
        for _, record in refused or of_chunks(member.chunks, path, or_paths=or_paths):
            number += 1
            yield number, record


def of_chunks(
    found: Iterable[bytes], path: Sequence[str] = (), *, or_paths: Sequence[Sequence[str]] = ()
) -> Iterator[Record]:
    """The records in the bytes of one JSON file."""
    paths = sorted((tuple(each) for each in (path, *or_paths) if each), key=len, reverse=True)
    source, opening = Source(found), bytearray()
    source.fill(opening, _OPENING)
    if opening.startswith(b"\xef\xbb\xbf"):
        del opening[:3]
    if opening.lstrip().startswith(b"["):
        yield from split_list(_again(opening, source))
        return
    place = None if _is_lines(opening) else _list_within(opening, paths)
    if place is not None:
        yield from within_document(opening[place:], source)
        return
    # One object a line, unless the first line is no object by itself.
    more = True
    while more and b"\n" not in opening.strip() and len(opening) <= RECORD_LIMIT:
        more = source.fill(opening, 2 * len(opening))
    if _is_lines(opening) or len(opening) > RECORD_LIMIT:
        yield from split_lines(_again(opening, source))
    else:
        yield from _document(_again(opening, source), paths)


def _again(opening: bytearray, source: Source) -> Iterator[bytes]:
    """All bytes of a source from which the opening was read; its damage last."""
    yield bytes(opening)
    yield from source
    source.close()


def _is_lines(opening: bytearray) -> bool:
    """Whether the first line is an object, with something behind it."""
    line, _, more = opening.strip().partition(b"\n")
    try:
        return bool(more) and isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _list_within(opening: bytearray, paths: Sequence[tuple[str, ...]]) -> int | None:
    """Where the first value of a list in an object begins, if the list begins in this opening of the file."""
    text = opening.decode("utf-8", "surrogateescape")
    begin = _OPEN.match(text)
    at = begin.end() if begin else len(text)
    while paths and (key := _KEY.match(text, at)):
        at = key.end()
        below = [path[1:] for path in paths if path[0] == key[1]]
        if () in below and text.startswith("[", at):
            return len(text[: at + 1].encode("utf-8", "surrogateescape"))
        if any(below) and text.startswith("{", at):
            paths, at = [path for path in below if path], at + 1
            continue
        try:
            _, at = _SCANNER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            return None
    return None


def _document(found: Iterable[bytes], paths: Sequence[tuple[str, ...]]) -> Iterator[Record]:
    """One document, held whole: the values at the longest path that it has, else itself."""
    held = bytearray()
    for chunk in found:
        held += chunk
        if len(held) > RECORD_LIMIT * 4:
            yield 1, Refused(f"one JSON document longer than {RECORD_LIMIT * 4:,} bytes; write one record a line")
            return
    text = bytes(held).strip()
    for path in paths:
        inner = _at(text, path)
        if inner is not None:
            yield from split_list([inner]) if inner.startswith(b"[") else [(1, inner)]
            return
    # One record, or something that its parser will refuse.
    yield 1, text


def _at(text: bytes, path: tuple[str, ...]) -> bytes | None:
    """The value at a path of a document."""
    inner = msgspec.Raw(text)
    try:
        for name in path:
            inner = msgspec.json.decode(inner, type=dict[str, msgspec.Raw])[name]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError):
        return None
    return bytes(inner)


_ANY = msgspec.json.Decoder()


def decode(record: bytes) -> object:
    """The plain value of one record. Refused where it is no JSON."""
    try:
        return _ANY.decode(record)
    except UnicodeDecodeError as error:
        raise Refused(f"invalid UTF-8: {error.reason}") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"invalid JSON: {error}") from None


_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def checked(record: bytes, rows: Rows) -> bytes:
    """The record, its bytes proved to be UTF-8 (typed decoders do not look into fields they do not read), without NUL.

    A text with NUL in it cannot be stored everywhere; it is taken out of the text, and noted.
    """
    if not record.isascii():
        try:
            record.decode()
        except UnicodeDecodeError as error:
            raise Refused(f"invalid UTF-8: {error.reason} at byte {error.start + 1}") from None
    if b"\\" in record and b"\\u0000" in record:  # one byte is looked for much faster than six
        record, count = _NUL.subn(rb"\1", record)
        if count:
            rows.refuse_value("*", "NUL characters, taken out of the text", f"{count}")
    return record


def is_sampled(number: int) -> bool:
    """Whether the record of this number within its file, from 1, is looked through for unknown fields."""
    return number <= FIRST or number % EVERY == 0


def notice_unknown(value: object, shape: type[msgspec.Struct], path: str, ignored: Ignored, rows: Rows) -> None:
    """Count the fields of an object, and of those below it, that its shape neither has nor ignores."""
    if not isinstance(value, dict):
        return
    read, passed = _fields(shape), ignored.get(shape, {})
    for name, below in value.items():
        if name in read:
            inner = read[name]
            if inner is not None:
                for item in below if isinstance(below, list) else (below,):
                    notice_unknown(item, inner, f"{path}.{name}", ignored, rows)
        elif name not in passed:
            rows.unknown_field(f"{path}.{name}")


@cache
def _fields(shape: type[msgspec.Struct]) -> Mapping[str, type[msgspec.Struct] | None]:
    """The fields of a shape as JSON names them; where one holds objects, their shape."""
    hints = typing.get_type_hints(shape)
    written = zip(shape.__struct_fields__, shape.__struct_encode_fields__, strict=True)
    return {encoded: next(_shapes(hints[name]), None) for name, encoded in written}


def _shapes(hint: object) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) in (list, typing.Union):
        for inner in typing.get_args(hint):
            yield from _shapes(inner)
