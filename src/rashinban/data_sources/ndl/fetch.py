"""Fetch entries of NDL Search: its OpenSearch answer, or SRU where DC-NDL (RDF) is wanted; 200 entries a request."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.errors import Refused, SourceError, UsageError
from rashinban.reading import xml
from rashinban.snapshots.asked import check_words, fetch_questions, first_and_last_year, values
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Again, Reply
from rashinban.snapshots.pages import Page, Question

API = "https://ndlsearch.ndl.go.jp/api"
PER_REQUEST = 200

SELECTION: Mapping[str, str] = {
    "any": "words anywhere in an entry; several words, with blanks between, are all meant",
    "title": "words in the title",
    "creator": "words in the names of who made it",
    "publisher": "words in the name of the publisher",
    "ndc": "class of the Nippon Decimal Classification, or its beginning, e.g. 007",
    "isbn": "ISBN, or ISSN of a serial; several as A|B",
    "material": "kind of material in the catalogue's words, e.g. books, articles, periodicals",
    "years": "years of publication, e.g. 2015..2024 or 2020",
    "form": "rss (default), or rdf: readings and authorities for every name, through SRU",
}
_WORDS = ("any", "title", "creator", "publisher", "ndc", "isbn")
_FORMS = ("rss", "rdf")


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_NDL names another host."""
    return fetch_questions(
        open_draft,
        questions(selection, environment.get("RASHINBAN_NDL") or API),
        _read,
        provider="NDL Search",
        environment=environment,
        progress=progress,
        sleep=sleep,
    )


def questions(selection: Mapping[str, object], api: str) -> list[Question]:
    """One question for each ISBN; the other words narrow every one of them."""
    check_words(selection, SELECTION, _WORDS)
    form = str(selection.get("form", "rss"))
    if form not in _FORMS:
        raise UsageError(f"form {form!r} is not known; known are {', '.join(_FORMS)}")
    fixed = {word: str(selection[word]) for word in _WORDS if word in selection and word != "isbn"}
    if "material" in selection:
        fixed["mediatype"] = str(selection["material"])
    if "years" in selection:
        first, last = first_and_last_year(selection["years"])
        fixed |= {"from": str(first), "until": str(last)}
    numbers = [{"isbn": value} for value in values(selection, "isbn")] or [{}]
    made = _sru if form == "rdf" else _opensearch
    return [
        made(f"{form}/query-{place:03d}", api.rstrip("/"), {**fixed, **each}) for place, each in enumerate(numbers, 1)
    ]


def _opensearch(stream: str, api: str, parameters: Mapping[str, str]) -> Question:
    return Question(
        stream=stream,
        url=f"{api}/opensearch",
        parameters={**parameters, "cnt": str(PER_REQUEST)},
        cursor_parameter="idx",
        first_cursor="1",
        counts="records",
        form="xml",
    )


def _sru(stream: str, api: str, parameters: Mapping[str, str]) -> Question:
    """The same words as a query of CQL; `any` is what CQL calls anywhere."""
    said = (f'{"anywhere" if word == "any" else word}="{_quoted(value)}"' for word, value in parameters.items())
    return Question(
        stream=stream,
        url=f"{api}/sru",
        parameters={
            "operation": "searchRetrieve",
            "query": " AND ".join(said),
            "recordSchema": "dcndl",
            "recordPacking": "xml",
            "maximumRecords": str(PER_REQUEST),
        },
        cursor_parameter="startRecord",
        first_cursor="1",
        counts="records",
        form="xml",
    )


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _read(reply: Reply) -> Page:
    try:
        answer = xml.parse(reply.body)
    except Refused as refused:
        raise Again(f"not an answer of NDL Search ({refused.reason})") from None
    fault = answer.find(".//{*}diagnostic")
    if fault is not None:
        detail = fault.findtext("{*}message") or fault.findtext("{*}details") or "no message"
        if "not exist" in detail:
            return Page(records=0, total=None)
        raise SourceError(f"{reply.url}: NDL Search says {detail!r}")
    total = next((each.text for each in answer.iter("{*}totalResults", "{*}numberOfRecords")), None)
    if total is None or not total.strip().isdigit():
        raise Again("an answer of NDL Search without the number of results")
    records = sum(1 for each in answer.iter("{*}item", "{*}recordData"))
    # Beyond the last entry that it shows, NDL Search goes on to say how many there are.
    return Page(records=records, total=int(total) if records else None)
