"""Each question is one to a search of NII or its platform: it asks for an application id, and tells little of trouble.

A search that is asked too much answers with success and no results. Nothing is therefore believed to be nothing until
a question that always has results was answered between two answers of nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import httpx
import msgspec

from rashinban.errors import RashinbanError, SourceError, UsageError
from rashinban.snapshots.asked import check_words, values
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Again, Manners, Reply, Web
from rashinban.snapshots.pages import Answered, Page, Question, fetch_slices

APPLICATION_ID = "RASHINBAN_CINII_APPID"
_ADVICE = f"get one at https://support.nii.ac.jp/ja/cinii/api/developer and set {APPLICATION_ID}"
_LIMIT = 64 * 1024 * 1024
#: Results a page: 20, 50, 100, 200 or 500; to any other number the search answers with nothing.
_PAGE = "500"
_SMALL_PAGE = "20"
#: What fiscal years are sliced between where a question is open at an end.
_FIRST_YEAR, _LAST_YEAR = 1960, 2050
_TOTAL = re.compile(rb"<(?:\w+:)?totalResults>\s*(\d+)\s*<")


@dataclass(frozen=True, kw_only=True)
class Search:
    """One service. certain: parameters of a question that always has results. most: results that one question gives."""

    name: str
    url: str
    form: Literal["json", "xml"]
    count: Callable[[Reply], Page]
    certain: Mapping[str, str]
    most: int


class _Web(Web):
    """Sends the application id along with every question; what is stored of a question is without it."""

    def __init__(self, application_id: str, contact: str | None, sleep: Callable[[float], None]) -> None:
        super().__init__(manners=Manners(requests_per_second=1), contact=contact, secrets=[application_id], sleep=sleep)
        self._application_id = application_id

    @contextmanager
    def stream(
        self, url: str, parameters: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        with super().stream(url, {**(parameters or {}), "appid": self._application_id}, headers) as response:
            yield response


def search(
    service: Search,
    questions: Sequence[Mapping[str, str]],
    open_draft: OpenDraft,
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what the questions find; one with more results than the service gives is sliced by fiscal years."""
    application_id = environment.get(APPLICATION_ID, "").strip()
    if not application_id:
        raise SourceError(f"{service.name} asks for an application id: {_ADVICE}")
    contact = environment.get("RASHINBAN_MAILTO") or None
    asked = [
        Question(
            stream=f"question-{number:06d}",
            url=service.url,
            parameters={**parameters, "format": service.form, "rw": _PAGE},
            cursor_parameter="st",
            first_cursor="1",
            counts="records",
            most=service.most,
            form=service.form,
        )
        for number, parameters in enumerate(questions, 1)
    ]
    with _Web(application_id, contact, sleep) as web:
        draft = open_draft([[question.url, dict(question.parameters)] for question in asked])
        run = _Run(web, draft, service, progress)
        found = [run.fetch(question) for question in asked]
    records, total = sum(each.records for each in found), sum(each.total or 0 for each in found)
    pages = sum(each.pages for each in found)
    notes = (f"{records:,} records of {total:,} that {service.name} counted, in {pages:,} pages",)
    return Fetched(draft=draft, notes=notes)


class _Run:
    """One fetch: the questions, and whether an answer of nothing was put to the proof."""

    def __init__(self, web: Web, draft: Draft, service: Search, progress: OnProgress) -> None:
        self.web, self.draft, self.service, self.progress = web, draft, service, progress
        self.proved = False
        self.before = 0

    def fetch(self, question: Question) -> Answered:
        found = fetch_slices(
            self.web, self.draft, question, by_fiscal_years, self.read, verdict=_verdict, on_page=self._on_page
        )
        self.before += found.records
        return found

    def _on_page(self, done: Answered, reply: Reply) -> None:
        self.progress(Progress(what=self.service.name, done=self.before + done.records, total=None, unit="records"))

    def read(self, reply: Reply) -> Page:
        """What is on a page. Nothing is doubted: the first time, and after a certain question had no results either."""
        page = self.service.count(reply)
        if page.records == 0 and not self.proved:
            certain = {**self.service.certain, "format": self.service.form, "rw": _SMALL_PAGE, "st": "1"}
            answer = self.web.get(self.service.url, certain, limit=_LIMIT, verdict=_verdict)
            self.proved = self.service.count(answer).records > 0
            raise Again(f"{self.service.name} answers with no results, as it does when it is asked too much")
        self.proved = False
        return page


def _verdict(reply: Reply) -> RashinbanError | None:
    if reply.status == 403:
        return SourceError(f"{reply.url}: the application id is refused; {_ADVICE}")
    return None


def by_fiscal_years(question: Question) -> list[Question]:
    """A question in two halves by fiscal year (s1 to s2); none where it is of one year, or not of years."""
    if "o1" not in question.parameters:
        return []
    first = int(question.parameters.get("s1", _FIRST_YEAR))
    last = int(question.parameters.get("s2", _LAST_YEAR))
    middle = (first + last) // 2
    return [
        replace(
            question,
            stream=f"{question.stream.partition('/')[0]}/{begin}-{end}",
            parameters={**question.parameters, "s1": str(begin), "s2": str(end)},
        )
        for begin, end in ((first, middle), (middle + 1, last))
        if first < last
    ]


def fiscal_years(selection: Mapping[str, object]) -> dict[str, str]:
    """The parameters of from_fiscal_year and to_fiscal_year: awards that began in them."""
    found = {"o1": "1"}
    for word, parameter in (("from_fiscal_year", "s1"), ("to_fiscal_year", "s2")):
        if word in selection:
            year = str(selection[word]).strip()
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                raise UsageError(f"{word} {selection[word]!r} is not a year; it takes four digits")
            found[parameter] = year
    if int(found.get("s1", _FIRST_YEAR)) > int(found.get("s2", _LAST_YEAR)):
        raise UsageError(f"from_fiscal_year {found['s1']} is after to_fiscal_year {found['s2']}")
    return found


def asked_by(
    selection: Mapping[str, object], parameters: Mapping[str, str], known: Collection[str]
) -> list[dict[str, str]]:
    """The questions of a selection: its words as parameters, and where words have several values, one of each."""
    check_words(selection, known)
    named = [
        [(parameter, value) for value in values(selection, word)]
        for word, parameter in parameters.items()
        if word in selection
    ]
    return [dict(question) for question in product(*named)]


def count_grants(reply: Reply) -> Page:
    """A page of grantAward. What is no XML, such as a page that says the service rests, is asked for again."""
    if not reply.body.lstrip().startswith(b"<?xml") and b"<grantAward" not in reply.body:
        raise Again("an answer that is not XML")
    total = _TOTAL.search(reply.body)
    return Page(records=sum(1 for _ in _grants(reply.body)), total=int(total[1]) if total else 0)


def _grants(body: bytes) -> Iterator[re.Match[bytes]]:
    return re.finditer(rb"<(?:\w+:)?grantAward[\s>]", body)


class _Researchers(msgspec.Struct):
    total: int = msgspec.field(default=0, name="totalResults")
    researchers: list[msgspec.Raw] = []


def count_researchers(reply: Reply) -> Page:
    """A page of researchers."""
    try:
        found = msgspec.json.decode(reply.body, type=_Researchers)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Again("an answer that is not the JSON of researchers") from None
    return Page(records=len(found.researchers), total=found.total)
