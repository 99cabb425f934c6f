"""Each file is a part of OpenAlex's public snapshot: the records that last changed on one day.

Since June 2026 parts are `data/jsonl/<entity>/updated_date=D/part_0000.gz`, and the lists of merged ids lie
under `legacy-data/merged_ids/<entity>/`. Before, and in copies made then, parts were
`data/<entity>/updated_date=D/part_000.gz` and the lists `data/merged_ids/<entity>/`. Both are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rashinban.data_sources.openalex.selection import entities
from rashinban.errors import Refused, SourceError, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Web
from rashinban.snapshots.s3 import S3Object, address, list_objects

BUCKET = "https://openalex.s3.amazonaws.com/"

_PART = re.compile(r"updated_date=(\d{4}-\d{2}-\d{2})/[^/]+\.gz")
_MERGED = re.compile(r"(\d{4}-\d{2}-\d{2})[^/]*\.csv\.gz")
_PREFIXES = ("data/jsonl/{}/", "data/{}/")
_MERGED_PREFIXES = ("legacy-data/merged_ids/{}/", "data/merged_ids/{}/")
_MANIFEST_LIMIT = 256 * 1024 * 1024


def fetch(
    web: Web, endpoint: str, open_draft: OpenDraft, selection: Mapping[str, object], progress: OnProgress
) -> Fetched:
    """Fetch whole entities, or with `since` the parts that changed on or after that day."""
    since = _day(str(selection["since"])) if "since" in selection else ""
    wanted: dict[str, S3Object] = {}
    for entity in entities(selection):
        parts = _parts(web, endpoint, entity)
        wanted |= {name: part for name, part in parts.items() if _date(_PART, name) >= since}
        merged = _merged(web, endpoint, entity)
        wanted |= {name: part for name, part in merged.items() if _date(_MERGED, name) >= since}
    if not wanted:
        raise SourceError(f"{endpoint}: nothing changed on or after {since}")
    total = sum(part.bytes for part in wanted.values())
    draft = open_draft([endpoint, sorted((name, part.etag) for name, part in wanted.items())])
    draft.make_room(total - sum(entry.bytes for entry in draft.entries.values()))
    done = 0
    for name, part in sorted(wanted.items()):

        def reached(length: int, name: str = name, before: int = done) -> None:
            progress(Progress(what=name, done=before + length, total=total, unit="bytes"))

        url = address(endpoint, part.key)
        download(web, url, draft, name, expected_bytes=part.bytes, md5=part.md5, reached=reached)
        done += part.bytes
    return Fetched(draft=draft, notes=(f"{len(wanted):,} files of the public bucket, {total:,} bytes",))


def _parts(web: Web, endpoint: str, entity: str) -> dict[str, S3Object]:
    """The parts of an entity by the name they will have: `works/updated_date=D/part_0000.gz`."""
    for form in _PREFIXES:
        prefix = form.format(entity)
        listed = {found.key: found for found in list_objects(web, endpoint, prefix)}
        parts = {key: found for key, found in listed.items() if _PART.fullmatch(key.removeprefix(prefix))}
        if parts:
            _check_whole(web, endpoint, listed, prefix)
            return {f"{entity}/{key.removeprefix(prefix)}": found for key, found in parts.items()}
    raise SourceError(f"{endpoint}: holds no parts of {entity}")


def _check_whole(web: Web, endpoint: str, listed: Mapping[str, S3Object], prefix: str) -> None:
    """The provider writes the manifest last: a part that it names and that is not there is still to come."""
    name = next((name for name in (f"{prefix}manifest.json", f"{prefix}manifest") if name in listed), None)
    if name is None:
        raise SourceError(f"{endpoint}: {prefix} has no manifest: its release is being uploaded; try again later")
    reply = web.get(address(endpoint, name), limit=_MANIFEST_LIMIT)
    try:
        manifest = json.loads(reply.body)
        named = [str(entry["url"]) for entry in manifest.get("files") or manifest.get("entries") or []]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"{reply.url}: not a manifest of OpenAlex ({error})") from error
    for url in named:
        # s3://openalex/data/jsonl/works/...; a copy in another bucket keeps the original addresses.
        key = url.removeprefix("s3://").partition("/")[2]
        if _PART.search(key) and f"{prefix}{'/'.join(key.split('/')[-2:])}" not in listed:
            raise SourceError(f"{endpoint}: {key} is in the manifest and not in the bucket; try again later")


def _merged(web: Web, endpoint: str, entity: str) -> dict[str, S3Object]:
    """The lists of merged ids of an entity: `merged_ids/works/2024-01-01.csv.gz`. There may be none."""
    found: dict[str, S3Object] = {}
    for form in _MERGED_PREFIXES:
        prefix = form.format(entity)
        for one in list_objects(web, endpoint, prefix):
            name = one.key.removeprefix(prefix)
            if _MERGED.fullmatch(name):
                found.setdefault(f"merged_ids/{entity}/{name}", one)
    return found


def _date(pattern: re.Pattern[str], name: str) -> str:
    match = pattern.search(name)
    return match[1] if match else ""


def _day(text: str) -> str:
    try:
        return kinds.date(text).isoformat()
    except Refused as refused:
        raise UsageError(f"since {text!r}: {refused.reason}; write 2026-06-24") from None
