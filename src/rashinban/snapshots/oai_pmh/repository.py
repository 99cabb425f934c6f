"""A fetch of one repository by OAI-PMH: the words that a user says of it, and the harvest that they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.asked import check_words
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Manners, Web
from rashinban.snapshots.oai_pmh.harvest import harvest
from rashinban.snapshots.oai_pmh.plan import Request

#: Words of a selection that every repository knows; `prefix` is said by the data source, which knows the formats.
REPOSITORY: Mapping[str, str] = {
    "url": "base URL of the repository's OAI-PMH, for example https://repository.example.ac.jp/oai",
    "set": "setSpec, as the repository lists it",
    "from_date": "only records changed on or after this day, YYYY-MM-DD",
    "until": "only records changed up to this day, YYYY-MM-DD",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)


def fetch_repository(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    prefixes: tuple[str, ...],
    *,
    address: str | None,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None],
) -> Fetched:
    """Harvest a repository, or what has changed since the last harvest of the same selection.

    prefixes: formats, the best first. address: of the repository, where the selection has none.
    """
    request = _request(selection, prefixes, address)
    contact = environment.get("RASHINBAN_MAILTO") or None
    draft = open_draft([request.base_url, request.metadata_prefixes, request.set_, request.from_, request.until])
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        harvested = harvest(web, draft, request, progress=progress)
    return Fetched(draft=draft, notes=harvested.notes)


def _request(selection: Mapping[str, object], prefixes: tuple[str, ...], address: str | None) -> Request:
    check_words(selection, (*REPOSITORY, "prefix"))
    words = {word: str(value) for word, value in selection.items()}
    base_url = words.get("url") or address
    if not base_url:
        raise UsageError("which repository? give --url, the base URL of its OAI-PMH")
    for word in ("from_date", "until"):
        if word in words and not _DAY.fullmatch(words[word]):
            raise UsageError(f"{word} {words[word]!r} is no day; it takes {REPOSITORY[word]}")
    return Request(
        base_url=base_url,
        metadata_prefixes=(words["prefix"],) if "prefix" in words else prefixes,
        set_=words.get("set"),
        from_=words.get("from_date"),
        until=words.get("until"),
    )
