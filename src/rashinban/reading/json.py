"""JSON as records: lines, one list, a list within an object, or one document; and which of their fields nobody reads.

A dump is one JSON list of hundreds of megabytes, so lists are cut into records without being held whole.
"""

from __future__ import annotations

import codecs
import json
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.members import members
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record, split_lines

_BETWEEN = re.compile(r"[\s,]*")
_SCANNER = json.JSONDecoder()

#: The first records of a file are looked through for unknown fields, then every thousandth.
FIRST, EVERY = 200, 1000

#: By shape the fields that are known and not read, each with the reason.
Ignored = Mapping[type[msgspec.Struct], Mapping[str, str]]


def records(
    file: RawFile, path: Sequence[str] = (), *, suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")
) -> Iterator[Record]:
    """The records of a file, its members numbered on: JSON lines, a list, or a document.

    path: where a document holds its list of records, `("message", "items")`; a document without it is one record.
    suffixes: which members of an archive are read.
    """
    number = 0
    for member in members(file, lambda name: name.lower().endswith(suffixes)):
        found: Iterator[Record] = iter([(1, member.refused)]) if member.refused else of_chunks(member.chunks, path)
        for _, record in found:
            number += 1
            yield number, record


def of_chunks(found: Iterator[bytes], path: Sequence[str] = ()) -> Iterator[Record]:
    """The records in the bytes of one JSON file."""
    first = next(found, b"").removeprefix(b"\xef\xbb\xbf")
    start = first.lstrip()[:65536]
    rest = _again(first, found)
    if start.startswith(b"["):
        return split_list(rest)
    # One object a line, unless the first line is no object by itself.
    line, end, more = start.partition(b"\n")
    if end and more.strip() and _is_object(line) or (not end and len(start) == 65536 and not path):
        return split_lines(rest)
    return _document(rest, path)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _document(found: Iterable[bytes], path: Sequence[str]) -> Iterator[Record]:
    held = bytearray()
    for chunk in found:
        held += chunk
        if len(held) > RECORD_LIMIT * 4:
            yield 1, Refused(f"one JSON document longer than {RECORD_LIMIT * 4:,} bytes; write one record a line")
            return
    text = bytes(held).strip()
    inner: object = msgspec.Raw(text)
    for name in path:
        try:
            within = msgspec.json.decode(typing.cast(msgspec.Raw, inner), type=dict[str, msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError):
            break
        if name not in within:
            break
        inner = within[name]
    else:
        if path:
            try:
                listed = msgspec.json.decode(typing.cast(msgspec.Raw, inner), type=list[msgspec.Raw])
                yield from enumerate(map(bytes, listed), 1)
                return
            except msgspec.DecodeError:
                yield 1, bytes(typing.cast(msgspec.Raw, inner))
                return
    # One record, or something that its parser will refuse.
    yield 1, text


def split_list(pieces: Iterable[bytes]) -> Iterator[Record]:
    """The values of one JSON list. Where the JSON breaks, what follows cannot be told apart: refused as one."""
    # Bytes that are not UTF-8 pass through, so that only the record that holds them is refused.
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    source = iter(pieces)
    text, at, number = "", 0, 0
    opened = ended = False
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text too
        if not opened and at < len(text):
            opened, at = True, at + 1
            continue
        if opened and text[at : at + 1] == "]":
            return
        if at < len(text):
            try:
                _, end = _SCANNER.raw_decode(text, at)
                # A number or a word at the very end may go on in the next piece; objects have their own end.
                if end < len(text) or ended or text[at] in "{[":
                    number += 1
                    yield number, text[at:end].encode("utf-8", "surrogateescape")
                    at = end
                    continue
            except (json.JSONDecodeError, RecursionError) as error:
                if ended or len(text) - at > RECORD_LIMIT:
                    told = text[at : at + 200].encode("utf-8", "replace").decode()
                    yield number + 1, Refused(f"invalid JSON: {error}; the rest cannot be read", found=told)
                    return
        elif ended:
            yield number + 1, Refused("the list has no end")
            return
        piece = next(source, b"")
        ended = not piece
        text, at = text[at:] + decoder.decode(piece, final=ended), 0


_ANY = msgspec.json.Decoder()


def decode(record: bytes) -> object:
    """The plain value of one record. Refused where it is no JSON."""
    try:
        return _ANY.decode(record)
    except UnicodeDecodeError as error:
        raise Refused(f"invalid UTF-8: {error.reason}") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"invalid JSON: {error}") from None


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
