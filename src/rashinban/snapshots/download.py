"""One file over HTTP into a draft, continued where an earlier try or an earlier process stopped.

Beside the file while it is not whole: `<name>.partial`, and `<name>.partial.json` with the validator (the
ETag or the date) under which its bytes were sent. They are continued only while the provider's file is
still that one; a file that changed is begun again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import httpx

from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft, clear_disk_errors
from rashinban.snapshots.http import Again, Web
from rashinban.snapshots.manifest import FileEntry

_CHUNK = 256 * 1024


def download(
    web: Web,
    url: str,
    draft: Draft,
    name: str,
    *,
    expected_bytes: int | None = None,
    md5: str | None = None,
    note: Mapping[str, object] | None = None,
    reached: Callable[[int], None] = lambda _: None,
) -> FileEntry:
    """Fetch a file and journal it; one that the journal has already is not asked for again.

    `expected_bytes` and `md5` are what the provider published about the file: a difference is an error.
    `reached` is told how many bytes of the file are there.
    """
    if name in draft.entries:
        reached(draft.entries[name].bytes)
        return draft.entries[name]
    target = draft.path(name)
    half = target.with_name(target.name + ".partial")
    entry = web.patiently(
        url,
        lambda: _attempt(web, url, target, name, expected_bytes, md5, reached),
        lambda: half.stat().st_size if half.is_file() else 0,
    )
    draft.add(entry, note)
    return entry


def _attempt(
    web: Web,
    url: str,
    target: Path,
    name: str,
    expected_bytes: int | None,
    md5: str | None,
    reached: Callable[[int], None],
) -> FileEntry:
    half = target.with_name(target.name + ".partial")
    about = target.with_name(target.name + ".partial.json")
    validator = _validator_of_half(half, about)
    start = half.stat().st_size if validator else 0
    headers = {"Accept-Encoding": "identity"}
    if start and validator:
        headers |= {"Range": f"bytes={start}-", "If-Range": validator}
    with web.stream(url, headers=headers) as response:
        if response.status_code == 416 or (response.status_code == 206 and _validator(response) != validator):
            half.unlink(missing_ok=True)
            raise Again("the file changed and is begun again")
        if response.status_code not in (200, 206):
            response.read()
            web.judge(web.reply(response, response.content[:4096]))
            raise SourceError(f"{web.plain(response)}: answer {response.status_code} instead of a file")
        start = start if response.status_code == 206 else 0
        total = _total(web, response, start)
        if expected_bytes is not None and total is not None and total != expected_bytes:
            raise SourceError(f"{web.plain(response)}: {total:,} bytes instead of the {expected_bytes:,} listed")
        with clear_disk_errors(target):
            about.write_text(json.dumps({"validator": _validator(response)}), encoding="utf-8")
            with half.open("r+b" if start else "wb") as stream:
                length, sha256, md5_found = _receive(response, stream, start, reached)
            if total is not None and length != total:
                raise Again(f"{length:,} of {total:,} bytes came")
            if md5 is not None and md5_found != md5:
                half.unlink()
                raise SourceError(f"{web.plain(response)}: the checksum is not the published one; fetch again")
            half.replace(target)
            about.unlink()
        return FileEntry(
            name=name,
            bytes=length,
            sha256=sha256,
            source=web.plain(response),
            last_modified=response.headers.get("last-modified"),
        )


def _receive(
    response: httpx.Response, stream: BinaryIO, start: int, reached: Callable[[int], None]
) -> tuple[int, str, str]:
    """Append the body to the `start` bytes that are there; the length and checksums of the whole."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    while stream.tell() < start:
        chunk = stream.read(min(_CHUNK, start - stream.tell()))
        sha256.update(chunk)
        md5.update(chunk)
    # As they come: gathered into larger pieces, those before a break would be lost.
    for chunk in response.iter_raw():
        stream.write(chunk)
        sha256.update(chunk)
        md5.update(chunk)
        reached(stream.tell())
    stream.flush()
    os.fsync(stream.fileno())
    return stream.tell(), sha256.hexdigest(), md5.hexdigest()


def _validator(response: httpx.Response) -> str | None:
    """What tells this version of the file from another: a strong ETag, else its date."""
    etag = response.headers.get("etag")
    if etag and not etag.startswith("W/"):
        return str(etag)
    date = response.headers.get("last-modified")
    return str(date) if date else None


def _validator_of_half(half: Path, about: Path) -> str | None:
    if not half.is_file() or not about.is_file():
        return None
    try:
        found = json.loads(about.read_text(encoding="utf-8"))["validator"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _total(web: Web, response: httpx.Response, start: int) -> int | None:
    """The length of the whole file, where the provider says it."""
    if response.status_code == 200:
        length = response.headers.get("content-length", "")
        return int(length) if length.isdigit() else None
    span, _, whole = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
    if span.partition("-")[0] != str(start):
        raise SourceError(f"{web.plain(response)}: bytes from {start} were asked for, {span or 'others'} came")
    return int(whole) if whole.isdigit() else None
