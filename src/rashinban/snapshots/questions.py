"""Each question is put to an API page after page; the pages of all of them are one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rashinban.errors import QuotaExhausted, UsageError
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Reply, Verdict, Web
from rashinban.snapshots.pages import Answered, Page, Question, answered, fetch_pages


def words(selection: Mapping[str, object], known: Collection[str]) -> dict[str, list[str]]:
    """The values of each word of a selection, `A|B` or a list. A word that is not known is the user's error."""
    for word in selection:
        if word not in known:
            raise UsageError(f"selection {word!r} is not known; known are {', '.join(known)}")
    return {word: _values(word, given) for word, given in selection.items()}


def _values(word: str, given: object) -> list[str]:
    parts: Iterable[object] = given.split("|") if isinstance(given, str) else [given]
    if isinstance(given, (list, tuple, set, frozenset)):
        parts = given
    found = list(dict.fromkeys(str(part).strip() for part in parts))
    if not found or "" in found:
        raise UsageError(f"{word} {given!r}: a value is missing")
    return found


def ask_all(
    web: Web,
    open_draft: OpenDraft,
    asked: Sequence[Question],
    read: Callable[[Reply], Page],
    *,
    provider: str,
    progress: OnProgress,
    verdict: Verdict | None = None,
) -> Fetched:
    """Fetch the pages of every question, and say how many records came of how many that the provider counted."""
    draft = open_draft([[question.url, dict(question.parameters)] for question in asked])
    kept = len(draft.entries)

    def on_page(done: Answered, reply: Reply) -> None:
        progress(Progress(what=provider, done=done.records, total=done.total, unit="records"))

    try:
        for question in asked:
            fetch_pages(web, draft, question, read, verdict=verdict, on_page=on_page)
    except QuotaExhausted as error:
        count = sum(answered(draft, question).records for question in asked)
        raise QuotaExhausted(f"{error}; {count:,} records are kept, the same command continues") from error
    states = [answered(draft, question) for question in asked]
    records, total = sum(state.records for state in states), sum(state.total or 0 for state in states)
    pages = sum(state.pages for state in states)
    notes = [f"{records:,} records of {total:,} that {provider} counted, in {pages:,} pages"]
    if kept:
        notes.append(f"continued an earlier fetch, of which {kept:,} pages were there")
    return Fetched(draft=draft, notes=tuple(notes))
