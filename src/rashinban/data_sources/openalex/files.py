"""A file of OpenAlex as a run of records: lines of JSON, saved API pages, one object, or CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import msgspec

from rashinban.errors import Refused
from rashinban.snapshots.raw import RECORD_LIMIT, Damaged, RawFile, Record, chunks, lines, whole

#: A saved page or a list in one document is read whole, so it may not be larger than this.
DOCUMENT_LIMIT = 4 * RECORD_LIMIT

#: What lies beside the records in a snapshot: the list of its files, notes, licence.
_BESIDE = re.compile(r"(^|.*/|.*__)(manifest|simulated|readme|release[_-]?notes|licen[cs]e)[^/]*", re.I)


class _Page(msgspec.Struct, gc=False):
    """What the API answers to a question for many."""

    results: list[msgspec.Raw]


_PAGE = msgspec.json.Decoder(_Page)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def is_csv(name: str) -> bool:
    """Whether a file is CSV by its name."""
    return name.lower().removesuffix(".gz").endswith(".csv")


def records(file: RawFile) -> Iterator[Record]:
    """The records of a file. Where it is not a file of lines, a record's number is its place in the file."""
    if _BESIDE.fullmatch(file.name.lower().removesuffix(".gz")):
        return iter(())
    if is_csv(file.name):
        return _rows_of_csv(file)
    start = next(chunks(file.path), b"")[:65536]
    if b"\0" in start:
        return iter([(1, Refused("neither JSON nor CSV", found=repr(start[:40])))])
    if _is_document(start.lstrip()):
        return _document(file)
    if re.match(rb'\s*\{\s*"(meta|results)"\s*:', start):
        return _pages(file)
    return lines(file)


def _is_document(start: bytes) -> bool:
    """Whether the JSON goes over more than one line: a list, or an object written with line breaks."""
    first_line = start.split(b"\n", 1)[0].strip()
    return first_line.startswith(b"[") or first_line == b"{"


def _document(file: RawFile) -> Iterator[Record]:
    try:
        text = whole(file, DOCUMENT_LIMIT)
    except Refused as refused:
        yield 1, refused
        return
    yield from enumerate(_within(text), 1)


def _pages(file: RawFile) -> Iterator[Record]:
    """Pages of the API, one a line."""
    number = 0
    for _, line in lines(file, DOCUMENT_LIMIT):
        for record in [line] if isinstance(line, Refused) or not line else _within(line):
            number += 1
            yield number, record


def _within(text: bytes) -> list[bytes | Refused]:
    """The records within one JSON document: those of a page, of a list, or the one that it is."""
    try:
        if text.lstrip().startswith(b"["):
            return [bytes(raw) for raw in _LIST.decode(text)]
        return [bytes(raw) for raw in _PAGE.decode(text).results]
    except msgspec.ValidationError:
        return [text]
    except msgspec.DecodeError as error:
        return [Refused(f"invalid JSON: {error}", found=text[:200])]


def _rows_of_csv(file: RawFile) -> Iterator[Record]:
    """The lines of a CSV file below its head, each as a JSON object, so that they are records like others."""
    broken: list[Record] = []
    reader = csv.reader(_decoded(lines(file), broken), strict=True)
    head: list[str] | None = None
    damage: Damaged | None = None
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield reader.line_num, Refused(f"invalid CSV: {error}")
            continue
        except Damaged as found:
            damage = found
            break
        if row is None:
            break
        if head is None:
            head = row
        else:
            yield reader.line_num, _as_json(row, head)
    yield from broken
    if damage is not None:
        raise damage


def _as_json(row: list[str], head: list[str]) -> bytes | Refused:
    if not row:
        return b""
    if len(row) != len(head):
        return Refused(f"{len(row)} values under {len(head)} columns", found=str(row)[:200])
    return msgspec.json.encode(dict(zip(head, row, strict=True)))


def _decoded(found: Iterator[Record], broken: list[Record]) -> Iterator[str]:
    for number, line in found:
        if isinstance(line, Refused):
            broken.append((number, line))
            continue
        try:
            yield line.decode() + "\n"
        except UnicodeDecodeError as error:
            broken.append((number, Refused(f"invalid UTF-8: {error.reason}", found=repr(line[:100]))))
