"""Fetch records from JaLC's REST API, one request a DOI: the DOIs that are named, or all of a prefix.

Files are lists of answers as they came, 500 a file, so that a fetch that was interrupted goes on behind the last one.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote

import msgspec

from rashinban.errors import RashinbanError, Refused, SourceError, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.asked import check_words, values
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Reply, Web

API = "https://api.japanlinkcenter.org"
PER_FILE = 500
PER_LIST = 1000
_LIMIT = 64 * 1024 * 1024

SELECTION: Mapping[str, str] = {
    "doi": "DOI of a record; several as A|B",
    "ids": "DOIs, one a line in a file",
    "prefix": "all DOIs of a prefix, e.g. 10.51094 (Jxiv); several as A|B",
    "since": "with prefix: only records changed on or after this day, e.g. 2026-06-24",
}
#: JaLC publishes no figure and asks to be gentle.
_MANNERS = Manners(requests_per_second=2)


class _Doi(msgspec.Struct):
    doi: str


class _Listed(msgspec.Struct):
    dois: _Doi


class _Items(msgspec.Struct):
    items: list[_Listed]


class _Message(msgspec.Struct):
    totalPages: int = 1


class _List(msgspec.Struct):
    data: _Items
    message: _Message


class _Absent(SourceError):
    """JaLC has no record of a DOI: of another registration agency, or not of this world."""


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_JALC names another host."""
    check_words(selection, SELECTION, ("doi", "ids", "prefix"))
    if "since" in selection and "prefix" not in selection:
        raise UsageError("`since` belongs to `prefix`; add it, or leave `since` out")
    named = [_taken(value) for word in ("doi", "ids") for value in values(selection, word)]
    prefixes = values(selection, "prefix")
    api = (environment.get("RASHINBAN_JALC") or API).rstrip("/")
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=_MANNERS, contact=contact, sleep=sleep) as web:
        draft = open_draft([api, named, list(prefixes), selection.get("since")])
        for prefix in prefixes:
            named += _dois_of(web, api, prefix, selection.get("since"))
        return _fetch_dois(web, api, draft, list(dict.fromkeys(named)), progress)


def _taken(text: str) -> str:
    """The DOI in the letters in which it was given: nobody says that JaLC takes capitals and small letters for one."""
    try:
        clean = kinds.doi(text)
    except Refused as refused:
        raise UsageError(f"doi {text!r}: {refused.reason}") from None
    return text if text.lower() == clean else clean


def _dois_of(web: Web, api: str, prefix: str, since: object) -> Iterator[str]:
    """The DOIs of a prefix, page after page. The list itself is no record, and is not kept."""
    page, pages = 1, 1
    while page <= pages:
        asked = {"rows": str(PER_LIST), "page": str(page), **({"from": str(since)} if since else {})}
        reply = web.get(f"{api}/doilist/{quote(prefix, safe='')}", asked, limit=_LIMIT, verdict=_verdict)
        try:
            found = msgspec.json.decode(reply.body, type=_List)
        except msgspec.DecodeError as error:
            raise SourceError(f"{reply.url}: not the list of DOIs that JaLC documents ({error})") from error
        yield from (item.dois.doi for item in found.data.items)
        page, pages = page + 1, found.message.totalPages


def _fetch_dois(web: Web, api: str, draft: Draft, dois: Sequence[str], progress: OnProgress) -> Fetched:
    done = {str(doi) for note in draft.notes for doi in _listed(note.get("dois"))}
    absent = [str(doi) for note in draft.notes for doi in _listed(note.get("absent"))]
    there = len(done)
    left = [doi for doi in dois if doi not in done]
    for start in range(0, len(left), PER_FILE):
        batch = left[start : start + PER_FILE]
        answers, missing = [], []
        for doi in batch:
            try:
                # The path holds the DOI encoded twice: its slash would end the path, and once is undone on the way.
                address = f"{api}/dois/{quote(quote(doi, safe=''), safe='')}"
                answers.append(web.get(address, limit=_LIMIT, verdict=_verdict).body)
            except _Absent:
                missing.append(doi)
            progress(Progress(what="dois", done=there + start + len(answers), total=len(dois), unit="records"))
        note = {"dois": batch, "absent": missing}
        absent += missing
        if answers:
            name = f"dois/part-{len(draft.entries) + 1:06d}.json.gz"
            packed = gzip.compress(b"[" + b",\n".join(answers) + b"]", compresslevel=6, mtime=0)
            draft.write(name, packed, source=f"{api}/dois/", note=note)
        else:
            draft.add(None, note)
    return Fetched(draft=draft, notes=_notes(len(dois), absent, there))


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _notes(asked: int, absent: Sequence[str], there: int) -> tuple[str, ...]:
    notes = [f"{asked - len(absent):,} records of {asked:,} DOIs"]
    if absent:
        some = ", ".join(absent[:5])
        notes.append(f"JaLC has no record of {len(absent):,} of them, among these {some}")
    if there:
        notes.append(f"continued an earlier fetch, of which {there:,} DOIs were asked")
    return tuple(notes)


def _verdict(reply: Reply) -> RashinbanError | None:
    return _Absent(f"{reply.url}: JaLC has no such record") if reply.status == 404 else None
