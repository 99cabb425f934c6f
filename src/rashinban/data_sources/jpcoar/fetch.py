"""Fetch the records of one repository by OAI-PMH, or what has changed since the last harvest of the same selection."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Manners, Web
from rashinban.snapshots.oai_pmh import Request, harvest

SELECTION: Mapping[str, str] = {
    "url": "base URL of the repository's OAI-PMH, for example https://repository.example.ac.jp/oai",
    "set": "setSpec, as the repository lists it",
    "from_date": "only records changed on or after this day, YYYY-MM-DD",
    "until": "only records changed up to this day, YYYY-MM-DD",
    "prefix": "metadataPrefix; else the best that the repository offers, jpcoar_2.1 before oai_dc",
}

#: The best first: what a repository offers under these names says ever less. WEKO has no prefix for 2.1 yet.
PREFIXES = ("jpcoar_2.1", "jpcoar_2.0", "jpcoar", "jpcoar_1.0", "junii2", "oai_dc")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Harvest a repository. $RASHINBAN_JPCOAR names its address where the selection has none."""
    request = _request(selection, environment)
    contact = environment.get("RASHINBAN_MAILTO") or None
    draft = open_draft([request.base_url, request.metadata_prefixes, request.set_, request.from_, request.until])
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        harvested = harvest(web, draft, request, progress=progress)
    return Fetched(draft=draft, notes=harvested.notes)


def _request(selection: Mapping[str, object], environment: Mapping[str, str]) -> Request:
    for word in selection:
        if word not in SELECTION:
            raise UsageError(f"selection {word!r} is not known; known are {', '.join(SELECTION)}")
    words = {word: str(value) for word, value in selection.items()}
    address = words.get("url") or environment.get("RASHINBAN_JPCOAR")
    if not address:
        raise UsageError("which repository? give --url, the base URL of its OAI-PMH")
    for word in ("from_date", "until"):
        if word in words and not _DAY.fullmatch(words[word]):
            raise UsageError(f"{word} {words[word]!r} is no day; it takes {SELECTION[word]}")
    return Request(
        base_url=address,
        metadata_prefixes=(words["prefix"],) if "prefix" in words else PREFIXES,
        set_=words.get("set"),
        from_=words.get("from_date"),
        until=words.get("until"),
    )
