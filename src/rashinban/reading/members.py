"""Each member is one file's bytes: the raw file itself, or what is in it where it is a zip or a tar.

Nothing is written to disk, so no name in an archive can lead anywhere; names are told and not followed. What an
archive may hold is bounded, before a byte of it is unpacked and while it is.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from isal import isal_zlib

from rashinban.errors import Refused
from rashinban.snapshots.raw import Damaged, RawFile, chunks

#: Bounds of what is taken: the ORCID summaries are one tar of 20 million members, dumps of text pack about 10 to 1.
MOST_MEMBERS = 50_000_000
LARGEST_MEMBER = 64 * 1024**3
HIGHEST_RATIO = 200
_SMALL_MEMBER = 1024 * 1024
#: An archive inside an archive is held in memory.
_LARGEST_INNER = 512 * 1024 * 1024

_CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_TAR_AT, _TAR = 257, b"ustar"
#: Types of members that hold the name or the fields of the next one.
_TOLD_APART = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
#: What zipfile and tarfile raise at an archive that cannot be read; NotImplementedError is a method they do not know.
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError)
#: isal declares its error as an instance.
_BROKEN_GZIP = cast("type[Exception]", isal_zlib.error)


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file: `name` is its path in the archive ("" for a file that is none), `chunks` its bytes.

    The bytes are read once, before the next member is asked for. `refused` says why a member is not read.
    """

    name: str
    chunks: Iterator[bytes]
    refused: Refused | None = None

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, `.xml`, also of `a.xml.gz`."""
        return PurePosixPath(self.name.lower().removesuffix(".gz")).suffix

    def whole(self, limit: int) -> bytes:
        """All bytes. Refused where they are more than `limit`."""
        held = bytearray()
        for chunk in self.chunks:
            held += chunk
            if len(held) > limit:
                raise Refused(f"longer than {limit:,} bytes", found=self.name or None)
        return bytes(held)


def members(file: RawFile, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[Member]:
    """What a raw file holds, archives in archives opened too (one level), gzip unpacked. A plain file
    is its only member.

    wanted: which names of an archive are read; the others are passed over, so a module says there what it ignores.
    Raises Damaged where an archive breaks.
    """
    return _opened(chunks(file.path), file.path.open("rb"), "", wanted, 2)


def _opened(
    found: Iterator[bytes], stream: IO[bytes] | None, name: str, wanted: Callable[[str], bool], depth: int
) -> Iterator[Member]:
    """A member, or its members where it is an archive. `stream` is its file, where it can be gone about in."""
    first = next(found, b"")
    if stream is None and first[:2] == _GZIP:
        # A file of its own is unpacked where it is read; this one is packed and in an archive.
        found = _gunzipped(_again(first, found), name)
        first = next(found, b"")
    found = _again(first, found)
    if first[:4] in (_ZIP, _EMPTY_ZIP):
        if depth == 0:
            yield Member(name=name, chunks=found, refused=Refused("an archive in an archive in an archive", found=name))
        else:
            yield from _zip(stream or _held(found, name), name, wanted, depth - 1)
    elif first[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        if depth == 0:
            yield Member(name=name, chunks=found, refused=Refused("an archive in an archive in an archive", found=name))
        else:
            yield from _tar(found, name, wanted, depth - 1)
    else:
        yield Member(name=name, chunks=found)


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _gunzipped(found: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The bytes of a member that is packed with gzip, within the bounds of any member."""
    unpack, taken, given = isal_zlib.decompressobj(wbits=31), 0, 0
    try:
        for piece in found:
            taken += len(piece)
            while piece:
                if unpack.eof:
                    # Several streams one after the other are one file.
                    unpack = isal_zlib.decompressobj(wbits=31)
                chunk = unpack.decompress(piece, _CHUNK)
                piece = unpack.unused_data.lstrip(b"\0") if unpack.eof else unpack.unconsumed_tail
                given += len(chunk)
                if given > LARGEST_MEMBER or given > max(HIGHEST_RATIO * taken, _SMALL_MEMBER):
                    raise Damaged(f"{name}: more than {given:,} bytes in {taken:,}")
                if chunk:
                    yield chunk
    except _BROKEN_GZIP as error:
        raise Damaged(f"{name}: gzip stream is broken: {error}") from None
    if not unpack.eof:
        raise Damaged(f"{name}: gzip stream ends early")


def _held(found: Iterable[bytes], name: str) -> IO[bytes]:
    held = io.BytesIO()
    for chunk in found:
        held.write(chunk)
        if held.tell() > _LARGEST_INNER:
            raise Refused(f"an archive of more than {_LARGEST_INNER:,} bytes in an archive", found=name)
    held.seek(0)
    return held


def _zip(stream: IO[bytes], outer: str, wanted: Callable[[str], bool], depth: int) -> Iterator[Member]:
    try:
        with stream, zipfile.ZipFile(stream) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise Damaged(f"zip has more than {MOST_MEMBERS:,} members")
            for info in archive.infolist():
                name = f"{outer}/{info.filename}" if outer else info.filename
                if info.is_dir() or _is_hidden(info.filename) or not _is_read(name, wanted):
                    continue
                refused = _refusal(info, name)
                if refused:
                    yield Member(name=name, chunks=iter(()), refused=refused)
                    continue
                with archive.open(info) as inner:
                    try:
                        yield from _opened(_pieces(inner, info.file_size), None, name, wanted, depth)
                    except Refused as told:
                        yield Member(name=name, chunks=iter(()), refused=told)
    except _BROKEN as error:
        raise Damaged(f"zip is broken: {error}") from None


def _refusal(info: zipfile.ZipInfo, name: str) -> Refused | None:
    if info.flag_bits & 0x1:
        return Refused("the member is encrypted", found=name)
    if info.file_size > LARGEST_MEMBER or (
        info.file_size > _SMALL_MEMBER and info.file_size > HIGHEST_RATIO * info.compress_size
    ):
        return Refused(f"a member of {info.file_size:,} bytes in {info.compress_size:,}", found=name)
    return None


def _tar(found: Iterator[bytes], outer: str, wanted: Callable[[str], bool], depth: int) -> Iterator[Member]:
    """The members of a tar, read as they come: it may be larger than any memory."""
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", _Reader(found)), mode="r|", tarinfo=_Info) as archive:
            for count, info in enumerate(archive, 1):
                if count > MOST_MEMBERS:
                    raise Damaged(f"tar has more than {MOST_MEMBERS:,} members")
                # tarfile remembers every member it has seen: 20 million of them would fill the memory.
                archive.members = []  # type: ignore[attr-defined]
                name = f"{outer}/{info.name}" if outer else info.name
                # Links and devices have no bytes; following a link would lead out of the archive.
                if not info.isfile() or _is_hidden(info.name) or not _is_read(name, wanted):
                    continue
                if info.size > LARGEST_MEMBER or info.issparse():
                    # Holes of a sparse member are bytes that nobody has sent.
                    kind = "sparse member" if info.issparse() else "member"
                    refused = Refused(f"a {kind} of {info.size:,} bytes", found=name)
                    yield Member(name=name, chunks=iter(()), refused=refused)
                    continue
                inner = archive.extractfile(info)
                if inner is not None:
                    try:
                        yield from _opened(_pieces(inner, info.size), None, name, wanted, depth)
                    except Refused as told:
                        yield Member(name=name, chunks=iter(()), refused=told)
    except _BROKEN as error:
        raise Damaged(f"tar is broken: {error}") from None


class _Info(tarfile.TarInfo):
    """A header of a tar. Long names and further fields stand in members of their own, which tarfile holds whole."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _TOLD_APART and self.size > _SMALL_MEMBER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]  # no part of the public class


class _Reader:
    """Chunks as a file that tarfile reads from its start to its end."""

    def __init__(self, found: Iterator[bytes]) -> None:
        self._found = found
        self._left = b""

    def read(self, size: int) -> bytes:
        held = [self._left]
        length = len(self._left)
        while length < size:
            chunk = next(self._found, b"")
            if not chunk:
                break
            held.append(chunk)
            length += len(chunk)
        whole = b"".join(held)
        self._left = whole[size:]
        return whole[:size]


def _pieces(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The bytes of a member, at most as many as the archive's list says it has."""
    given = 0
    while piece := stream.read(_CHUNK):
        given += len(piece)
        if given > size:
            raise Refused(f"longer than the {size:,} bytes that the archive states")
        yield piece


def _is_hidden(name: str) -> bool:
    """What archivers of a desktop add: `__MACOSX/._a.xml`, `.DS_Store`."""
    parts = PurePosixPath(name).parts
    return bool(parts) and (parts[0] == "__MACOSX" or parts[-1].startswith("."))


def _is_read(name: str, wanted: Callable[[str], bool]) -> bool:
    """Whether a member is read: itself, what it is packed from (`a.json.gz`), or as an archive."""
    plain = name[:-3] if name.lower().endswith(".gz") else name
    return wanted(name) or wanted(plain) or plain.lower().endswith((".zip", ".tar", ".tgz"))
