"""Fetch works of Crossref through its REST API. It asks for no key, but for a contact: $RASHINBAN_MAILTO."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from rashinban.errors import Refused, SourceError, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.asked import check_words, fetch_questions, values
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Reply
from rashinban.snapshots.pages import Page, Question

API = "https://api.crossref.org"

#: The words of a selection, and what each takes. Values are joined with `|`, or given as a list.
SELECTION: Mapping[str, str] = {
    "doi": "DOIs of works or grants",
    "funder": "funders by their number in the Open Funder Registry, e.g. 501100001691 or 10.13039/501100001691",
    "filter": "filters of Crossref, e.g. from-pub-date:2024-01-01,has-funder:true",
    "query": "words to search for",
}

#: A page of a thousand works may be ten megabytes.
_ROWS = 500
#: A filter of many DOIs is one long address.
_DOIS_AT_ONCE = 40


class _Message(msgspec.Struct, rename="kebab"):
    items: list[msgspec.Raw]
    total_results: int | None = None
    next_cursor: str | None = None


class _Answer(msgspec.Struct):
    message: _Message


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_CROSSREF names another host, for mirrors."""
    contact = environment.get("RASHINBAN_MAILTO") or None
    asked = _questions(selection, (environment.get("RASHINBAN_CROSSREF") or API).rstrip("/"), contact)
    return fetch_questions(
        open_draft, asked, _read, provider="Crossref", environment=environment, progress=progress, sleep=sleep
    )


def _questions(selection: Mapping[str, object], api: str, contact: str | None) -> list[Question]:
    """One question for the words together; DOIs are asked for by themselves."""
    check_words(selection, SELECTION, SELECTION)
    always = {"rows": str(_ROWS), **({"mailto": contact} if contact else {})}
    dois = [_doi(each) for each in values(selection, "doi")]
    filters = [f"doi:{',doi:'.join(dois[at : at + _DOIS_AT_ONCE])}" for at in range(0, len(dois), _DOIS_AT_ONCE)]
    parameters = [{"filter": each} for each in filters]
    named = [*values(selection, "filter"), *(f"funder:{_funder(each)}" for each in values(selection, "funder"))]
    query = " ".join(values(selection, "query"))
    if named or query:
        parameters.append({**({"filter": ",".join(named)} if named else {}), **({"query": query} if query else {})})
    return [
        Question(stream=f"works-{number}", url=f"{api}/works", parameters={**each, **always}, one_cursor=True)
        for number, each in enumerate(parameters, 1)
    ]


def _doi(text: str) -> str:
    try:
        doi = kinds.doi(text)
    except Refused as refused:
        raise UsageError(f"doi {text!r}: {refused.reason}") from None
    if "," in doi:
        raise UsageError(f"doi {text!r}: Crossref ends a filter at a comma; leave this one out")
    return doi


def _funder(text: str) -> str:
    number = text.rpartition("10.13039/")[2]
    if not number.isdigit():
        raise UsageError(f"funder {text!r}: not a number of the Open Funder Registry, e.g. 501100001691")
    return number


def _read(reply: Reply) -> Page:
    try:
        message = msgspec.json.decode(reply.body, type=_Answer).message
    except msgspec.DecodeError as error:
        raise SourceError(f"{reply.url}: not a list of works ({error})") from error
    # The cursor goes on for ever; a page that is not full is the last one.
    more = message.next_cursor if len(message.items) >= _ROWS else None
    return Page(records=len(message.items), total=message.total_results, following=more)
