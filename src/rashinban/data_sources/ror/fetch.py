"""Fetch the newest dump of ROR: one zip on Zenodo, found through the list of its community."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Web

#: A selection of ROR has no words: the registry is small and is fetched whole.
SELECTION: Mapping[str, str] = {}

ZENODO = "https://zenodo.org"
_LISTING_LIMIT = 32 * 1024 * 1024


class _Links(msgspec.Struct):
    self: str


class _File(msgspec.Struct):
    key: str
    links: _Links
    size: int | None = None
    checksum: str | None = None


class _Record(msgspec.Struct):
    files: list[_File] = []


class _Hits(msgspec.Struct):
    hits: list[_Record]


class _Listing(msgspec.Struct):
    hits: _Hits


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the newest dump. $RASHINBAN_ZENODO names another host, for mirrors."""
    for word in selection:
        raise UsageError(f"selection {word!r} is not known: ROR is fetched whole")
    zenodo = (environment.get("RASHINBAN_ZENODO") or ZENODO).rstrip("/")
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        newest = _newest(web, f"{zenodo}/api/communities/ror-data/records")
        draft = open_draft([newest.links.self, newest.checksum])
        algorithm, _, checksum = (newest.checksum or "").partition(":")

        def reached(length: int) -> None:
            progress(Progress(what=newest.key, done=length, total=newest.size, unit="bytes"))

        entry = download(
            web,
            newest.links.self,
            draft,
            newest.key,
            expected_bytes=newest.size,
            md5=checksum if algorithm == "md5" else None,
            reached=reached,
        )
    return Fetched(draft=draft, notes=(f"{newest.key}, {entry.bytes:,} bytes",))


def _newest(web: Web, url: str) -> _File:
    reply = web.get(url, {"q": "", "sort": "newest", "size": "1"}, limit=_LISTING_LIMIT)
    try:
        listing = msgspec.json.decode(reply.body, type=_Listing)
    except msgspec.DecodeError as error:
        raise SourceError(f"{reply.url}: not the list of records that Zenodo documents ({error})") from error
    zips = [file for record in listing.hits.hits[:1] for file in record.files if file.key.endswith(".zip")]
    if not zips:
        raise SourceError(f"{reply.url}: the newest record has no zip; fetch the dump by hand and give it with --from")
    # ROR asks to take the last file of the newest record.
    return zips[-1]
