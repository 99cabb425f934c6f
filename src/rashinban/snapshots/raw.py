"""A raw file as a run of records: bytes as published, unpacked and cut into lines, with bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from isal import isal_zlib

from rashinban.errors import Refused, SourceError

#: The longest record that is taken; a longer one is refused without being held in memory.
RECORD_LIMIT = 64 * 1024 * 1024

_CHUNK = 1024 * 1024
_SMALL_STEP = 1024
_PACKED = 256 * 1024
_GZIP = b"\x1f\x8b"
#: What Windows programs put before UTF-8 text.
_MARK = b"\xef\xbb\xbf"
#: The package declares its error as an instance.
_BROKEN = cast("type[Exception]", isal_zlib.error)


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """One file of raw/<data_source>/<snapshot>/: `name` is its path within the snapshot's folder."""

    data_source: str
    snapshot: str
    name: str
    path: Path
    sha256: str = ""

    @property
    def part(self) -> str:
        """What the rows of this file carry in `_part`."""
        return f"{self.snapshot}/{self.name}"


#: A record is its line (or position) in the file from 1, and its bytes, or why it cannot be had.
#: Empty bytes are a blank line: counted, not parsed.
Record = tuple[int, "bytes | Refused"]


class Damaged(SourceError):
    """A file that cannot be read to its end; what was readable before has been handed over already.

    `rest` is the half line, or half document, before the break.
    """

    def __init__(self, reason: str, rest: bytes = b"") -> None:
        super().__init__(reason)
        self.rest = rest


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, through gunzip where its first bytes say gzip, about a megabyte at a time.

    Raises Damaged where the packing breaks, after all that can be unpacked before.
    """
    given = 0
    try:
        for chunk in _unpacked(path, _CHUNK):
            given += len(chunk)
            yield chunk
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    except _BROKEN as error:
        # The step in which it broke was lost as a whole; small steps come nearer to the place.
        try:
            for chunk in _unpacked(path, _SMALL_STEP):
                if given < len(chunk):
                    yield chunk[given:]
                given = max(given - len(chunk), 0)
        except _BROKEN:
            pass
        raise Damaged(f"gzip stream is broken: {error}") from None


def _unpacked(path: Path, step: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        head = stream.read(_PACKED)
        if head[:2] != _GZIP:
            while head:
                yield head
                head = stream.read(_CHUNK)
            return
        unpack = isal_zlib.decompressobj(wbits=31)
        while head:
            chunk = unpack.decompress(head, step)
            if chunk:
                yield chunk
            if unpack.eof:
                # Parts of a snapshot may be several gzip members, one after the other, padded with zeros.
                head = unpack.unused_data.lstrip(b"\0") or stream.read(_PACKED).lstrip(b"\0")
                if head:
                    unpack = isal_zlib.decompressobj(wbits=31)
            else:
                head = unpack.unconsumed_tail or stream.read(_PACKED)
        if not unpack.eof:
            raise Damaged("gzip stream ends early")


def lines(file: RawFile, limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """The lines of a file without their line ends and the spaces around them.

    A line longer than `limit` is given as Refused. A file that breaks off raises Damaged after its last
    whole line.
    """
    return split_lines(_without_mark(chunks(file.path)), limit)


def split_lines(found: Iterable[bytes], limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """The lines in the bytes of a file, as `lines` gives them."""
    number = 0
    held: list[bytes] = []
    length = 0
    try:
        for chunk in found:
            first, *rest = chunk.split(b"\n")
            length += len(first)
            if length <= limit:
                held.append(first)
            else:
                held.clear()
            if not rest:
                continue
            number += 1
            yield number, b"".join(held).strip() if length <= limit else _too_long(length, limit)
            last = rest.pop()
            for line in rest:
                number += 1
                yield number, line.strip()
            held, length = [last], len(last)
    except Damaged as damage:
        damage.rest = b"".join(held)
        raise
    if length > limit:
        yield number + 1, _too_long(length, limit)
    elif rest_of_file := b"".join(held).strip():
        yield number + 1, rest_of_file


def whole(file: RawFile, limit: int = RECORD_LIMIT) -> bytes:
    """All bytes of a file, unpacked, for formats that are one document. Refused where that is over `limit`."""
    held: list[bytes] = []
    length = 0
    try:
        for chunk in _without_mark(chunks(file.path)):
            length += len(chunk)
            if length > limit:
                raise _too_long(length, limit)
            held.append(chunk)
    except Damaged as damage:
        damage.rest = b"".join(held)
        raise
    return b"".join(held)


def _without_mark(found: Iterator[bytes]) -> Iterator[bytes]:
    yield next(found, b"").removeprefix(_MARK)
    yield from found


def _too_long(length: int, limit: int) -> Refused:
    return Refused(f"longer than {limit:,} bytes; write one record a line", found=f"{length:,} bytes or more")
