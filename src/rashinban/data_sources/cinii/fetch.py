"""Fetch a search of CiNii Research in both languages: 200 items a request, with the user's own appid.

Each file holds a page in Japanese and the same page in English, `[ja, en]`, as they came: CiNii answers in one language
at a time. The appid comes from $RASHINBAN_CINII_APPID; it is in no file, message or report.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import msgspec

from rashinban.errors import RashinbanError, SourceError, UsageError
from rashinban.snapshots.asked import check_words, first_and_last_year, report
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Again, Manners, Reply, Web, said
from rashinban.snapshots.pages import Page, Question, answered, nothing_is_doubtful

API = "https://cir.nii.ac.jp"
PER_PAGE = 200
_LIMIT = 64 * 1024 * 1024
_ADVICE = "get one at https://support.nii.ac.jp/ja/cinii/api/developer and set RASHINBAN_CINII_APPID"

KINDS = ("projects", "articles", "data", "books", "dissertations", "all")
SELECTION: Mapping[str, str] = {
    "kind": f"what to search: {', '.join(KINDS)}",
    "query": "words anywhere in a record; several words, with blanks between, are all meant",
    "title": "words in the title",
    "creator": "words in the names of people",
    "issn": "ISSN of the journal",
    "project": "number of a project, e.g. 19KK0341",
    "years": "years of publication, e.g. 2015..2024 or 2020",
}
_PARAMETERS = {"query": "q", "title": "title", "creator": "creator", "issn": "issn", "project": "projectId"}
_MANNERS = Manners(requests_per_second=1)


class _Channel(msgspec.Struct):
    items: list[msgspec.Raw] = []
    total: int | None = msgspec.field(default=None, name="opensearch:totalResults")


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_CINII names another host."""
    question = _question(selection, environment.get("RASHINBAN_CINII") or API)
    appid = environment.get("RASHINBAN_CINII_APPID", "").strip()
    if not appid:
        raise SourceError(f"CiNii asks for an appid: {_ADVICE}")
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=_MANNERS, contact=contact, secrets=[appid], sleep=sleep) as web:
        draft = open_draft([question.url, dict(question.parameters)])
        there = len(draft.entries)
        _fetch_pages(web, draft, question, appid, progress)
    return report(draft, [question], provider="CiNii", there=there)


def _question(selection: Mapping[str, object], api: str) -> Question:
    check_words(selection, SELECTION, _PARAMETERS)
    kind = str(selection.get("kind", "articles"))
    if kind not in KINDS:
        raise UsageError(f"kind {kind!r} is not known; known are {', '.join(KINDS)}")
    parameters = {name: str(selection[word]) for word, name in _PARAMETERS.items() if word in selection}
    if "years" in selection:
        first, last = first_and_last_year(selection["years"])
        parameters |= {"from": str(first), "until": str(last)}
    return Question(
        stream=kind,
        url=f"{api.rstrip('/')}/opensearch/v2/{kind}",
        parameters={**parameters, "format": "json", "count": str(PER_PAGE)},
        cursor_parameter="start",
        first_cursor="1",
        counts="records",
    )


def _fetch_pages(web: Web, draft: Draft, question: Question, appid: str, progress: OnProgress) -> None:
    done = answered(draft, question)
    while not done.whole:
        start = 1 + done.records
        asked = {**question.parameters, question.cursor_parameter: str(start)}
        page, japanese = _ask(web, question.url, {**asked, "lang": "ja", "appid": appid}, done.records)
        english = b""
        if page.records:
            _, english = _ask(web, question.url, {**asked, "lang": "en", "appid": appid}, done.records)
        reached = done.records + page.records
        ended = not page.records or reached >= (page.total or 0)
        note = {
            "stream": question.stream,
            "records": page.records,
            "total": page.total,
            "following": None if ended else str(reached + 1),
            "cut": 0,
        }
        if page.records:
            draft.write(
                f"{question.stream}/page-{done.pages + 1:06d}.json.gz",
                gzip.compress(b"[" + japanese + b",\n" + english + b"]", compresslevel=6, mtime=0),
                source=f"{question.url}?{urlencode(asked)}",
                note=note,
            )
        else:
            draft.add(None, note)
        done = answered(draft, question)
        progress(Progress(what=question.stream, done=done.records, total=page.total, unit="records"))


def _ask(web: Web, url: str, parameters: Mapping[str, str], before: int) -> tuple[Page, bytes]:
    """One page in one language. NII answers with success and nothing to whom it wants to slow down."""
    pages: list[Page] = []

    def check(reply: Reply) -> None:
        try:
            found = msgspec.json.decode(reply.body, type=_Channel)
        except msgspec.DecodeError as error:
            raise Again(f"not an answer of CiNii's search ({error})") from None
        page = Page(records=len(found.items), total=found.total)
        if before == 0 or not page.total:
            nothing_is_doubtful(page, "nothing matches, or CiNii wants to slow down; look at the words, or try later")
        pages.append(page)

    reply = web.get(url, parameters, limit=_LIMIT, verdict=_verdict, check=check)
    return pages[-1], reply.body


def _verdict(reply: Reply) -> RashinbanError | None:
    if reply.status in (401, 403):
        return SourceError(f"CiNii does not take the appid{said(reply)}; {_ADVICE}")
    return None
