"""Each file is one page of an API's answer, as it came, packed with gzip; a cursor leads to the next one.

A stream is one question. Its pages are `<stream>/page-000001.json.gz` (or `.xml.gz`) and so on. The journal keeps
the cursor that follows each page, so a process killed at any moment asks next for the page after the last whole
one: no page is lost, and none is there twice.

Some providers answer with success and nothing when they are asked too much. That is never taken for an answer: a
page without records that is no end is asked for again, and `nothing_is_doubtful` does the same for a first page.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Again, Reply, Verdict, Web

_PAGE_LIMIT = 256 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says of itself: how many records, of how many in all, and the cursor of the next.

    `following` is left out where the question counts by itself. `cut` counts records that the provider shortened.
    """

    records: int
    total: int | None
    following: str | None = None
    cut: int = 0


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to an API; nothing in it is secret.

    counts: what the cursor is the number of, from `first_cursor`: the record or the page to begin with; None where
    each page names the cursor of the next. most: of how many results a provider gives all; above, it gives none.
    one_cursor: the cursor stands for the whole answer and may be the same on every page; any other that comes again
    would lead around in a circle.
    """

    stream: str
    url: str
    parameters: Mapping[str, str]
    cursor_parameter: str = "cursor"
    first_cursor: str = "*"
    counts: Literal["records", "pages"] | None = None
    most: int | None = None
    form: Literal["json", "xml"] = "json"
    one_cursor: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How much of a question was fetched: `total` is what the provider said when last asked."""

    records: int
    total: int | None
    pages: int
    whole: bool
    cut: int = 0


def answered(draft: Draft, question: Question) -> Answered:
    """What the journal says of a question."""
    notes = [note for note in draft.notes if note.get("stream") == question.stream]
    if not notes:
        return Answered(records=0, total=None, pages=0, whole=False)
    total = notes[-1]["total"]
    return Answered(
        records=sum(_whole_number(note["records"]) for note in notes),
        total=None if total is None else _whole_number(total),
        pages=len(notes),
        whole=notes[-1]["following"] is None,
        cut=sum(_whole_number(note["cut"]) for note in notes),
    )


def _whole_number(value: object) -> int:
    if not isinstance(value, int):
        raise SourceError(f"the journal of an earlier fetch has {value!r} for a count; fetch with --fresh")
    return value


class TooMany(SourceError):
    """A question has more results than its provider gives for one question."""

    def __init__(self, text: str, total: int) -> None:
        super().__init__(text)
        self.total = total


def nothing_is_doubtful(page: Page, why: str) -> Page:
    """The page, if it has records. A page of none is asked for again, and in the end an error that says `why`.

    For providers that answer so to whom they want to slow down; `why` says what else it may mean and what to do.
    """
    if page.records == 0:
        raise Again(f"an answer without results: {why}")
    return page


def fetch_pages(
    web: Web,
    draft: Draft,
    question: Question,
    read: Callable[[Reply], Page],
    *,
    headers: Mapping[str, str] | None = None,
    verdict: Verdict | None = None,
    on_page: Callable[[Answered, Reply], None] = lambda *_: None,
) -> Answered:
    """Fetch the pages of a question that are not there yet. `headers` may hold a key; they are not stored.

    `read` says what is on a page; it raises Again for a success that is none. Raises TooMany before the first page
    is kept.
    """
    seen = {str(note["following"]) for note in draft.notes if note.get("stream") == question.stream}
    done = answered(draft, question)
    cursor = question.first_cursor
    if done.pages:
        cursor = str([note for note in draft.notes if note.get("stream") == question.stream][-1]["following"])
    while not done.whole:
        parameters = {**question.parameters, question.cursor_parameter: cursor}
        reply, page = _ask(web, question, parameters, done, read, headers, verdict)
        following = _following(question, done, page, cursor)
        if following is not None and following in seen and not question.one_cursor:
            raise SourceError(f"{reply.url}: the provider gave a cursor that it had given before; fetch with --fresh")
        note = {
            "stream": question.stream,
            "records": page.records,
            "total": page.total,
            "following": following,
            "cut": page.cut,
        }
        if page.records:
            draft.write(
                f"{question.stream}/page-{done.pages + 1:06d}.{question.form}.gz",
                gzip.compress(reply.body, compresslevel=6, mtime=0),
                source=f"{question.url}?{urlencode(parameters)}",
                note=note,
            )
        else:
            draft.add(None, note)
        done = answered(draft, question)
        on_page(done, reply)
        if following is not None:
            seen.add(following)
            cursor = following
    return done


def _ask(
    web: Web,
    question: Question,
    parameters: Mapping[str, str],
    done: Answered,
    read: Callable[[Reply], Page],
    headers: Mapping[str, str] | None,
    verdict: Verdict | None,
) -> tuple[Reply, Page]:
    pages: list[Page] = []

    def check(reply: Reply) -> None:
        page = read(reply)
        if page.records == 0 and done.records and _is_doubtful(question, done, page):
            raise Again(f"an answer without results after {done.records:,} of {done.total or 0:,}")
        if not done.pages and question.most is not None and (page.total or 0) > question.most:
            text = (
                f"{reply.url}: {page.total:,} results, and the provider gives at most {question.most:,}; ask for less"
            )
            raise TooMany(text, page.total or 0)
        pages.append(page)

    reply = web.get(question.url, parameters, limit=_PAGE_LIMIT, headers=headers, verdict=verdict, check=check)
    return reply, pages[-1]


def _is_doubtful(question: Question, done: Answered, page: Page) -> bool:
    """Whether a page without records is no end: it denies those before it, or is before the end that it announces.

    The second only where we count: a list with cursors may end early because records went meanwhile.
    """
    return page.total == 0 or (question.counts is not None and done.records < (page.total or 0))


def _following(question: Question, done: Answered, page: Page, cursor: str) -> str | None:
    if not page.records:
        return None
    if question.counts is None:
        return page.following
    reached = done.records + page.records
    if page.total is not None and reached >= page.total:
        return None
    return str(int(question.first_cursor) + reached if question.counts == "records" else int(cursor) + 1)


def fetch_slices(
    web: Web,
    draft: Draft,
    question: Question,
    slices: Callable[[Question], Sequence[Question]],
    read: Callable[[Reply], Page],
    *,
    headers: Mapping[str, str] | None = None,
    verdict: Verdict | None = None,
    on_page: Callable[[Answered, Reply], None] = lambda *_: None,
) -> Answered:
    """Fetch a question; where it has too many results, the narrower questions that `slices` makes of it.

    These may be sliced again; a question that `slices` makes nothing of is TooMany. `total` is what the provider said
    of the whole question: fewer or more records mean that the slices leave something out or overlap.
    """
    try:
        return fetch_pages(web, draft, question, read, headers=headers, verdict=verdict, on_page=on_page)
    except TooMany as error:
        narrower = slices(question)
        if not narrower:
            raise
        total = error.total
    parts = [
        fetch_slices(web, draft, part, slices, read, headers=headers, verdict=verdict, on_page=on_page)
        for part in narrower
    ]
    return Answered(
        records=sum(part.records for part in parts),
        total=total,
        pages=sum(part.pages for part in parts),
        whole=True,
        cut=sum(part.cut for part in parts),
    )
