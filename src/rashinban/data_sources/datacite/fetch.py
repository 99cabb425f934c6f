"""Fetch DOIs of DataCite through its REST API, which asks for no key."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import msgspec

from rashinban.errors import Refused, SourceError, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.asked import check_words, fetch_questions, values
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Reply
from rashinban.snapshots.pages import Page, Question

API = "https://api.datacite.org"

#: The words of a selection, and what each takes. Values are joined with `|`, or given as a list.
SELECTION: Mapping[str, str] = {
    "doi": "DOIs",
    "query": 'a query of DataCite, e.g. fundingReferences.awardNumber:"JP19KK0341"',
    "client": "repository that registers the DOIs, e.g. cern.zenodo",
}

_SIZE = 1000
_DOIS_AT_ONCE = 50
_CURSOR = "page[cursor]"


class _Meta(msgspec.Struct):
    total: int | None = None


class _Links(msgspec.Struct):
    next: str | None = None


class _Answer(msgspec.Struct):
    data: list[msgspec.Raw]
    meta: _Meta
    links: _Links = msgspec.field(default_factory=_Links)


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_DATACITE names another host, for mirrors."""
    asked = _questions(selection, (environment.get("RASHINBAN_DATACITE") or API).rstrip("/"))
    return fetch_questions(
        open_draft, asked, _read, provider="DataCite", environment=environment, progress=progress, sleep=sleep
    )


def _questions(selection: Mapping[str, object], api: str) -> list[Question]:
    """One question for query and client together; DOIs are asked for by themselves."""
    check_words(selection, SELECTION, SELECTION)
    dois = [_doi(each) for each in values(selection, "doi")]
    parameters = [
        {"query": " OR ".join(f'doi:"{doi}"' for doi in dois[at : at + _DOIS_AT_ONCE])}
        for at in range(0, len(dois), _DOIS_AT_ONCE)
    ]
    query = " AND ".join(f"({each})" for each in values(selection, "query"))
    client = ",".join(values(selection, "client"))
    if query or client:
        parameters.append({**({"query": query} if query else {}), **({"client-id": client} if client else {})})
    # Affiliations and publishers come with their ROR ids only to those who ask for them.
    always = {"affiliation": "true", "publisher": "true", "page[size]": str(_SIZE)}
    return [
        Question(
            stream=f"dois-{number}",
            url=f"{api}/dois",
            parameters={**each, **always},
            cursor_parameter=_CURSOR,
            first_cursor="1",
        )
        for number, each in enumerate(parameters, 1)
    ]


def _doi(text: str) -> str:
    try:
        doi = kinds.doi(text)
    except Refused as refused:
        raise UsageError(f"doi {text!r}: {refused.reason}") from None
    return doi.replace("\\", "\\\\").replace('"', '\\"')


def _read(reply: Reply) -> Page:
    try:
        found = msgspec.json.decode(reply.body, type=_Answer)
    except msgspec.DecodeError as error:
        raise SourceError(f"{reply.url}: not a list of DOIs ({error})") from error
    following = parse_qs(urlsplit(found.links.next or "").query).get(_CURSOR, [None])[0]
    # The address of a next page is there as long as there was a page.
    more = following if len(found.data) >= _SIZE else None
    return Page(records=len(found.data), total=found.meta.total, following=more)
