"""Fetch public profiles of researchmap: the person, then each section that is read, a page after the other.

Each file is one profile, its answers one a line as they came but for blanks between their fields: a profile is kept
and renewed as a whole. One that was fetched is not asked for again when a fetch that was stopped goes on.
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterator, Mapping

import msgspec

from rashinban.data_sources.researchmap.listed import KIND_OF_WORKS
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Web

#: The words of a selection, and what each takes.
SELECTION: Mapping[str, str] = {
    "permalink": "names in the addresses of profiles, joined with | or as a list, e.g. read0012345|yamada_taro",
}

API = "https://api.researchmap.jp"
#: The root of a profile may cut its sections, so that each is asked for.
SECTIONS = ("research_experience", "education", "research_projects", *sorted(KIND_OF_WORKS))
_PAGE = 1000
_LIMIT = 64 * 1024 * 1024
_PERMALINK = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_ADDRESS = re.compile(r"^(?:https?://)?(?:api\.)?researchmap\.jp/")


class _List(msgspec.Struct):
    items: list[msgspec.Raw] = []


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the profiles that are named. $RASHINBAN_RESEARCHMAP names another host."""
    for word in selection:
        if word not in SELECTION:
            raise UsageError(f"selection {word!r} is not known: researchmap is fetched by permalink")
    permalinks = _permalinks(selection.get("permalink"))
    api = (environment.get("RASHINBAN_RESEARCHMAP") or API).rstrip("/")
    contact = environment.get("RASHINBAN_MAILTO") or None
    missing = []
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        draft = open_draft([api, permalinks])
        gone = {str(note["missing"]) for note in draft.notes if "missing" in note}
        for done, permalink in enumerate(permalinks, 1):
            name = f"{permalink}.jsonl.gz"
            if name not in draft.entries and permalink not in gone:
                try:
                    lines = list(_answers(web, api, permalink))
                except _Missing:
                    draft.add(None, {"missing": permalink})
                    gone.add(permalink)
                else:
                    data = gzip.compress(b"\n".join(lines), compresslevel=6, mtime=0)
                    draft.write(name, data, source=f"{api}/{permalink}")
            progress(Progress(what=permalink, done=done, total=len(permalinks), unit="records"))
        missing = [permalink for permalink in permalinks if permalink in gone]
    notes = [f"{len(permalinks) - len(missing):,} profiles"]
    if missing:
        notes.append(f"not there, or not public: {', '.join(missing)}")
    return Fetched(draft=draft, notes=tuple(notes))


def _permalinks(value: object) -> list[str]:
    given = value.split("|") if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    found = list(dict.fromkeys(_ADDRESS.sub("", str(each).strip()).strip("/") for each in given))
    wrong = [each for each in found if not _PERMALINK.fullmatch(each) or set(each) == {"."}]
    if wrong or not found:
        raise UsageError(f"permalink {', '.join(wrong)!r}: {SELECTION['permalink']}")
    return found


class _Missing(SourceError):
    """The provider has no such profile for everybody."""


def _answers(web: Web, api: str, permalink: str) -> Iterator[bytes]:
    """The answers that make a profile, each on one line."""
    yield _ask(web, f"{api}/{permalink}", {})
    for section in SECTIONS:
        start = 1
        while True:
            try:
                line = _ask(web, f"{api}/{permalink}/{section}", {"limit": str(_PAGE), "start": str(start)})
                items = msgspec.json.decode(line, type=_List).items
            except _Missing:
                break
            except msgspec.ValidationError as error:
                raise SourceError(f"{api}/{permalink}/{section}: not a list of entries ({error})") from error
            if not items:
                break
            yield line
            if len(items) < _PAGE:
                break
            start += _PAGE


def _ask(web: Web, url: str, parameters: Mapping[str, str]) -> bytes:
    reply = web.get(
        url,
        {"format": "json", **parameters},
        limit=_LIMIT,
        verdict=lambda told: _Missing(f"{told.url}: not there") if told.status in (403, 404, 410) else None,
    )
    try:
        return bytes(msgspec.json.format(reply.body, indent=-1))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{reply.url}: no JSON ({error})") from error
