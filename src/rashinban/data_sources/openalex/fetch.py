"""Fetch a selection of OpenAlex through its API, with the user's own key, or whole entities from its bucket.

The API asks for a key since February 2026 and meters requests: a page of a hundred records costs one credit,
a page of a search ten, of 10,000 free ones a day. What is left stands in the headers of every answer. The
key comes from $RASHINBAN_OPENALEX_KEY and travels in a header, so it is in no address, file or message.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from rashinban.data_sources.openalex import bucket
from rashinban.data_sources.openalex.selection import SELECTION, from_bucket, questions
from rashinban.errors import QuotaExhausted, RashinbanError, SourceError
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Reply, Web, said
from rashinban.snapshots.pages import Answered, Page, Question, answered, fetch_pages

__all__ = ["SELECTION", "fetch", "quota"]

API = "https://api.openalex.org"
_KEY_ADVICE = "get a free key at https://openalex.org/settings/api and set RASHINBAN_OPENALEX_KEY"
#: OpenAlex answers 403 to those who ask too fast, and says so by 429 as well.
_MANNERS = Manners(requests_per_second=8, retry=(*Manners().retry, 403))
_SMALL = 1024 * 1024
#: Lists show at most this many authors of a work; the bucket and single records show all.
_AUTHORS_SHOWN = 100


class _Meta(msgspec.Struct):
    count: int | None = None
    next_cursor: str | None = None


class _Authorship(msgspec.Struct):
    author_position: str | None = None


class _Record(msgspec.Struct):
    is_authors_truncated: bool | None = None
    authorships: list[_Authorship] | None = None


class _List(msgspec.Struct):
    meta: _Meta
    results: list[_Record]


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected into a draft. `environment` names the key, the contact and, for mirrors, the hosts."""
    key = environment.get("RASHINBAN_OPENALEX_KEY", "").strip()
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=_MANNERS, contact=contact, secrets=[key], sleep=sleep) as web:
        if from_bucket(selection):
            endpoint = environment.get("RASHINBAN_OPENALEX_BUCKET") or bucket.BUCKET
            return bucket.fetch(web, endpoint, open_draft, selection, progress)
        asked = questions(selection, environment.get("RASHINBAN_OPENALEX_API") or API)
        if not key:
            raise SourceError(f"the OpenAlex API asks for a key: {_KEY_ADVICE}; or fetch from the public bucket")
        return _Run(web, open_draft([[q.url, dict(q.parameters)] for q in asked]), asked, key, progress).all()


def quota(environment: Mapping[str, str], *, sleep: Callable[[float], None] = time.sleep) -> str:
    """What is left of the key's allowance today, in words."""
    key = environment.get("RASHINBAN_OPENALEX_KEY", "").strip()
    api = (environment.get("RASHINBAN_OPENALEX_API") or API).rstrip("/")
    if not key:
        raise SourceError(f"no key for OpenAlex: {_KEY_ADVICE}")
    with Web(manners=_MANNERS, secrets=[key], sleep=sleep) as web:
        reply = web.get(f"{api}/rate-limit", limit=_SMALL, headers=_with(key), verdict=_verdict)
    try:
        limits = msgspec.json.decode(reply.body)["rate_limit"]
        # In credits until mid 2026, in dollars since; either may be absent.
        for unit, left, limit in (
            ("credits", "credits_remaining", "credits_limit"),
            ("US dollars", "daily_remaining_usd", "daily_budget_usd"),
        ):
            if left in limits:
                whole = f" of {limits[limit]:,}" if limit in limits else ""
                return f"{limits[left]:,}{whole} {unit} left today"
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        pass
    raise SourceError(f"{reply.url}: not the answer that OpenAlex documents")


class _Run:
    """One fetch through the API: the pages of every question, in order."""

    def __init__(self, web: Web, draft: Draft, asked: list[Question], key: str, progress: OnProgress) -> None:
        self.web, self.draft, self.asked, self.key, self.progress = web, draft, asked, key, progress
        self.left = ""

    def all(self) -> Fetched:
        kept = len(self.draft.entries)
        try:
            for question in self.asked:
                fetch_pages(
                    self.web,
                    self.draft,
                    question,
                    _read,
                    headers=_with(self.key),
                    verdict=_verdict,
                    on_page=self._on_page,
                )
        except QuotaExhausted as error:
            state = self._state()
            raise QuotaExhausted(f"{error}; {state.records:,} records are kept, the same command continues") from error
        state = self._state()
        notes = [f"{state.records:,} records of {state.total or 0:,} that OpenAlex counted, in {state.pages:,} pages"]
        if kept:
            notes.append(f"continued an earlier fetch, of which {kept:,} pages were there")
        if state.cut:
            notes.append(
                f"{state.cut:,} works have more than {_AUTHORS_SHOWN} authors, and the API lists only the first "
                f"{_AUTHORS_SHOWN}: their fractional weights are wrong; the public bucket has all authors"
            )
        if self.left:
            notes.append(self.left)
        return Fetched(draft=self.draft, notes=tuple(notes))

    def _state(self) -> Answered:
        states = [answered(self.draft, question) for question in self.asked]
        return Answered(
            records=sum(state.records for state in states),
            total=sum(state.total or 0 for state in states),
            pages=sum(state.pages for state in states),
            whole=all(state.whole for state in states),
            cut=sum(state.cut for state in states),
        )

    def _on_page(self, done: Answered, reply: Reply) -> None:
        self.left = _left(reply.headers)
        self.progress(
            Progress(
                what="/".join(reply.url.partition("?")[0].split("/")[-1:]),
                done=done.records,
                total=done.total,
                unit="records",
                note=self.left,
            )
        )


def _with(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def _read(reply: Reply) -> Page:
    try:
        found = msgspec.json.decode(reply.body, type=_List)
    except msgspec.DecodeError as error:
        raise SourceError(f"{reply.url}: not a list of records ({error})") from error
    return Page(
        records=len(found.results),
        total=found.meta.count,
        following=found.meta.next_cursor,
        cut=sum(1 for record in found.results if _is_cut(record)),
    )


def _is_cut(record: _Record) -> bool:
    """The flag is not always there; a list of a hundred authors without a last one is cut too."""
    shown = record.authorships or []
    return bool(record.is_authors_truncated) or (
        len(shown) >= _AUTHORS_SHOWN and all(author.author_position != "last" for author in shown)
    )


def _verdict(reply: Reply) -> RashinbanError | None:
    """What a refusal means at OpenAlex."""
    if reply.status == 401:
        return SourceError(f"OpenAlex does not take the key{said(reply)}; {_KEY_ADVICE}")
    remaining = reply.headers.get("x-ratelimit-remaining", "")
    needed = reply.headers.get("x-ratelimit-credits-required", "1")
    short = _number(remaining) is not None and (_number(remaining) or 0) < (_number(needed) or 1)
    if reply.status == 429 and (short or b"insufficient budget" in reply.body.lower()):
        return QuotaExhausted(f"today's OpenAlex allowance is used up ({_left(reply.headers) or 'none left'})")
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _left(headers: Mapping[str, str]) -> str:
    """The quota that is left, as the headers of an answer say it."""
    remaining = _number(headers.get("x-ratelimit-remaining", ""))
    if remaining is None:
        return ""
    limit = _number(headers.get("x-ratelimit-limit", ""))
    reset = _number(headers.get("x-ratelimit-reset", ""))
    whole = f" of {limit:,.0f}" if limit is not None else ""
    when = f", full again in {reset / 3600:.1f} h" if reset is not None else ""
    return f"{remaining:,.0f}{whole} credits left today{when}"
