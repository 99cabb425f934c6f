"""Fetch articles or issues from the WebAPI: 1,000 entries a request, at most one request a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.data_sources.jstage.answer import NO_HITS, TOO_MANY_AT_ONCE, status_of
from rashinban.errors import Refused, SourceError, UsageError
from rashinban.reading import xml
from rashinban.snapshots.asked import check_words, fetch_questions, first_and_last_year, values
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.http import Again, Reply
from rashinban.snapshots.pages import Page, Question

API = "https://api.jstage.jst.go.jp"
PER_REQUEST = 1000

SELECTION: Mapping[str, str] = {
    "text": "words in the full text of an article; several words, with blanks between, are all meant",
    "title": "words in the title",
    "author": "words in the names of authors",
    "keyword": "words in the keywords",
    "abstract": "words in the abstract",
    "journal": "code of a journal at J-STAGE, e.g. tetsutohagane; several as A|B",
    "issn": "ISSN of a journal, print or online; several as A|B",
    "years": "years of publication, e.g. 2015..2024 or 2020",
    "service": "articles (default), or issues: the journals, by their issues",
}
#: Our word -> that of the WebAPI; each of its values is a question.
_PARAMETERS = {
    "text": "text",
    "title": "article",
    "author": "author",
    "keyword": "keyword",
    "abstract": "abst",
    "journal": "cdjournal",
    "issn": "issn",
}
_SERVICES = {"articles": "3", "issues": "2"}


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_JSTAGE names another host."""
    return fetch_questions(
        open_draft,
        questions(selection, environment.get("RASHINBAN_JSTAGE") or API),
        _read,
        provider="J-STAGE",
        environment=environment,
        progress=progress,
        sleep=sleep,
    )


def questions(selection: Mapping[str, object], api: str) -> list[Question]:
    """One question for each journal; the other words narrow every one of them."""
    check_words(selection, SELECTION, _PARAMETERS)
    service = str(selection.get("service", "articles"))
    if service not in _SERVICES:
        raise UsageError(f"service {service!r} is not known; known are {', '.join(_SERVICES)}")
    fixed = {"service": _SERVICES[service]}
    for word, name in _PARAMETERS.items():
        if word in selection and word not in ("journal", "issn"):
            fixed[name] = str(selection[word])
    if "years" in selection:
        first, last = first_and_last_year(selection["years"])
        fixed |= {"pubyearfrom": str(first), "pubyearto": str(last)}
    journals = [(_PARAMETERS[word], value) for word in ("journal", "issn") for value in values(selection, word)]
    return [
        Question(
            stream=f"{service}/query-{number:03d}",
            url=f"{api.rstrip('/')}/searchapi/do",
            parameters={**fixed, **narrowed, "count": str(PER_REQUEST)},
            cursor_parameter="start",
            first_cursor="1",
            counts="records",
            form="xml",
        )
        for number, narrowed in enumerate([{name: value} for name, value in journals] or [{}], 1)
    ]


def _read(reply: Reply) -> Page:
    try:
        feed = xml.parse(reply.body)
    except Refused as refused:
        raise Again(f"not a feed of J-STAGE ({refused.reason})") from None
    status = status_of(feed.find("{*}result"))
    if status.code == NO_HITS:
        # Also what J-STAGE says beyond the last hit that it shows.
        return Page(records=0, total=None)
    if status.code == TOO_MANY_AT_ONCE:
        raise Again(status.text)
    if not status.has_entries:
        raise SourceError(f"{reply.url}: {status.text}; look up the code in the manual of the J-STAGE WebAPI")
    total = feed.findtext("{*}totalResults") or ""
    entries = sum(1 for each in feed if xml.local(each) == "entry")
    if entries == 0:
        return Page(records=0, total=None)
    return Page(records=entries, total=int(total) if total.strip().isdigit() else entries)
