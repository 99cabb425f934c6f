"""A file of ROR as a run of records: the zipped dump, a list, lines, saved API pages, or one record.

A dump is one JSON list of hundreds of megabytes, so lists are cut into records without being held whole.
"""

from __future__ import annotations

import codecs
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from rashinban.errors import Refused
from rashinban.snapshots.raw import RECORD_LIMIT, Damaged, RawFile, Record, chunks, lines, whole

#: Bounds of a zip that is taken: dumps have two to four members, and their text packs about ten to one.
_MOST_MEMBERS = 100
_LARGEST_MEMBER = 8 * 1024**3
_HIGHEST_RATIO = 100
_SMALL_MEMBER = 1024 * 1024

_CHUNK = 1024 * 1024
_BETWEEN = re.compile(r"[\s,]*")
_SCANNER = json.JSONDecoder()


class _Page(msgspec.Struct):
    """What the API of ROR answers to a search."""

    items: list[msgspec.Raw]


def records(file: RawFile) -> Iterator[Record]:
    """The records of a file. Where it is not a file of lines, a record's number is its place in the file."""
    with file.path.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            return _zip(file.path)
    start = next(chunks(file.path), b"").lstrip()[:4096]
    if start.startswith(b"["):
        return _list(chunks(file.path))
    if start.split(b"\n", 1)[0].strip() == b"{" or re.match(rb'\{\s*"number_of_results"', start):
        return _document(file)
    return lines(file)


def _document(file: RawFile) -> Iterator[Record]:
    try:
        text = whole(file)
    except Refused as refused:
        yield 1, refused
        return
    try:
        yield from enumerate((bytes(raw) for raw in msgspec.json.decode(text, type=_Page).items), 1)
    except msgspec.DecodeError:
        # One record, or something that its parser will refuse.
        yield 1, text


def _list(pieces: Iterable[bytes]) -> Iterator[Record]:
    """The objects of one JSON list. Where the JSON breaks, what follows cannot be told apart: refused as one."""
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
                    yield (
                        number + 1,
                        Refused(
                            f"invalid JSON: {error}; the rest cannot be read", found=_readable(text[at : at + 200])
                        ),
                    )
                    return
        elif ended:
            yield number + 1, Refused("the list has no end")
            return
        piece = next(source, b"")
        ended = not piece
        text, at = text[at:] + decoder.decode(piece, final=ended), 0


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _zip(path: Path) -> Iterator[Record]:
    """The records of a dump's members; numbers go on from one member to the next."""
    number = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _members(archive):
                refused = _refusal(member)
                found = iter([(1, refused)]) if refused else _list(_unpacked(archive, member))
                for _, record in found:
                    number += 1
                    yield number, record
    # zipfile raises NotImplementedError at a packing method or version that it does not know: one more archive that
    # cannot be read, said and counted like the broken ones.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Damaged(f"zip is broken: {error}") from None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The JSON files of a dump. Dumps of 2024 and 2025 hold every record twice, in schema 1 and 2: 2 is taken."""
    found = [member for member in archive.infolist() if member.filename.lower().endswith(".json")]
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise zipfile.BadZipFile(f"more than {_MOST_MEMBERS} members")
    return [member for member in found if "schema_v2" in member.filename.lower()] or found


def _refusal(member: zipfile.ZipInfo) -> Refused | None:
    if member.flag_bits & 0x1:
        return Refused("the member is encrypted", found=member.filename)
    packed_too_well = member.file_size > _SMALL_MEMBER and member.file_size > _HIGHEST_RATIO * member.compress_size
    if member.file_size > _LARGEST_MEMBER or packed_too_well:
        return Refused(f"a member of {member.file_size:,} bytes in {member.compress_size:,}", found=member.filename)
    return None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    # Read as a stream: nothing is written to disk, so no name in the archive can lead anywhere.
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            yield piece
