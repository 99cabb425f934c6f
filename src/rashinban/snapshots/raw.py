"""A raw file as a run of records: bytes as published, cut into lines, with bounded memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from isal import igzip

from rashinban.errors import Refused, SourceError

#: The longest record that is taken; a longer one is refused without being held in memory.
RECORD_LIMIT = 64 * 1024 * 1024

_CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"


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
Record = tuple[int, "bytes | Refused"]


class Damaged(SourceError):
    """A file that cannot be read to its end; what was readable before has been handed over already."""


def open_raw(path: Path) -> BinaryIO:
    """Open a file for reading, through gunzip where its first bytes say gzip, whatever its name."""
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    return cast(BinaryIO, igzip.open(path, "rb")) if packed else path.open("rb")


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, unpacked, a megabyte at a time. Raises Damaged where the packing breaks."""
    try:
        with open_raw(path) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (EOFError, zlib.error, OSError) as error:
        raise Damaged(f"{path.name}: {error}") from error


def lines(file: RawFile, limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """The lines of a file without their line ends; blank lines are counted but not given.

    A line longer than `limit` is given as Refused. A file that breaks off raises Damaged after its last
    readable line; a half line before the break is not given.
    """
    number = 0
    held: list[bytes] = []
    length = 0
    for chunk in chunks(file.path):
        first, *rest = chunk.split(b"\n")
        length += len(first)
        if length <= limit:
            held.append(first)
        else:
            held.clear()
        if not rest:
            continue
        number += 1
        if length > limit:
            yield number, _too_long(length, limit)
        elif whole := b"".join(held).strip():
            yield number, whole
        last = rest.pop()
        for line in rest:
            number += 1
            if stripped := line.strip():
                yield number, stripped
        held, length = [last], len(last)
    if length > limit:
        yield number + 1, _too_long(length, limit)
    elif whole := b"".join(held).strip():
        yield number + 1, whole


def whole(file: RawFile, limit: int = RECORD_LIMIT) -> bytes:
    """All bytes of a file, unpacked, for formats that are one document. Refused where that is over `limit`."""
    held: list[bytes] = []
    length = 0
    for chunk in chunks(file.path):
        length += len(chunk)
        if length > limit:
            raise _too_long(length, limit)
        held.append(chunk)
    return b"".join(held)


def _too_long(length: int, limit: int) -> Refused:
    return Refused(f"longer than {limit:,} bytes; write one record a line", found=f"{length:,} bytes or more")
