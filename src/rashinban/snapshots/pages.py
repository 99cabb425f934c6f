"""Each file is one page of an API's answer, as it came, packed with gzip; a cursor leads to the next one.

A stream is one question. Its pages are `<stream>/page-000001.json.gz` and so on. The journal keeps the
cursor that follows each page, so a process killed at any moment asks next for the page after the last
whole one: no page is lost, and none is there twice.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Reply, Verdict, Web

_PAGE_LIMIT = 256 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says of itself: how many records, of how many in all, and the cursor of the next.

    `cut` counts records that the provider shortened.
    """

    records: int
    total: int | None
    following: str | None
    cut: int = 0


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to an API; nothing in it is secret."""

    stream: str
    url: str
    parameters: Mapping[str, str]
    cursor_parameter: str = "cursor"
    first_cursor: str = "*"


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
    """Fetch the pages of a question that are not there yet. `headers` may hold a key; they are not stored."""
    seen = {str(note["following"]) for note in draft.notes if note.get("stream") == question.stream}
    done = answered(draft, question)
    cursor = question.first_cursor
    if done.pages:
        cursor = str([note for note in draft.notes if note.get("stream") == question.stream][-1]["following"])
    while not done.whole:
        parameters = {**question.parameters, question.cursor_parameter: cursor}
        reply = web.get(question.url, parameters, limit=_PAGE_LIMIT, headers=headers, verdict=verdict)
        page = read(reply)
        following = page.following if page.records else None
        if following is not None and following in seen:
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
                f"{question.stream}/page-{done.pages + 1:06d}.json.gz",
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
