"""What a person asks a provider for, and what came of it: words and their values, pages of questions, one report.

For data sources that are a few questions to an API. Totals are what the provider said; where it gives fewer records
than it counts, the report says so and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rashinban.errors import Refused, UsageError
from rashinban.schema import kinds
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Reply, Web
from rashinban.snapshots.pages import Answered, Page, Question, answered, fetch_pages


def check_words(selection: Mapping[str, object], known: Collection[str], needed: Iterable[str] = ()) -> None:
    """Refuse a word that the data source does not know, and a selection without any of those that are needed."""
    for word in selection:
        if word not in known:
            raise UsageError(f"selection {word!r} is not known; known are {', '.join(known)}")
    wanted = list(needed)
    if wanted and not any(word in selection for word in wanted):
        raise UsageError(f"which records? give at least one of {', '.join(f'--{word}' for word in wanted)}")


def values(selection: Mapping[str, object], word: str) -> tuple[str, ...]:
    """The values of one word: `A|B`, or a list, each once; none where the word is not there."""
    given = selection.get(word)
    if given is None:
        return ()
    parts = given.split("|") if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    found = tuple(dict.fromkeys(str(part).strip() for part in parts))
    if not found or "" in found:
        raise UsageError(f"{word} {given!r}: a value is missing")
    return found


def first_and_last_year(given: object) -> tuple[int, int]:
    """`2015..2024` -> 2015 and 2024; `2020` is both."""
    first, separator, last = str(given).partition("..")
    try:
        begin, end = kinds.year(first), kinds.year(last if separator else first)
    except Refused as refused:
        raise UsageError(f"years {given!r}: {refused.reason}; write 2015..2024 or 2020") from None
    if begin > end:
        raise UsageError(f"years {given!r}: the first comes after the last")
    return begin, end


def fetch_questions(
    open_draft: OpenDraft,
    questions: Sequence[Question],
    read: Callable[[Reply], Page],
    *,
    provider: str,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None],
) -> Fetched:
    """Fetch all pages of the questions, one after the other, at most one a second. For providers without a key."""
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        draft = open_draft([[question.url, dict(question.parameters)] for question in questions])
        there = len(draft.entries)
        for question in questions:

            def on_page(done: Answered, reply: Reply, question: Question = question) -> None:
                total = _counted(draft, question)
                progress(Progress(what=question.stream, done=done.records, total=total, unit="records"))

            fetch_pages(web, draft, question, read, on_page=on_page)
    return report(draft, questions, provider=provider, there=there)


def report(draft: Draft, questions: Sequence[Question], *, provider: str, there: int) -> Fetched:
    """What was fetched. there: how many files an earlier, interrupted fetch had left."""
    records = sum(answered(draft, question).records for question in questions)
    counted = sum(_counted(draft, question) for question in questions)
    notes = [f"{records:,} records of {counted:,} that {provider} counted, in {len(draft.entries):,} pages"]
    if records < counted:
        notes.append(f"{provider} did not give the other {counted - records:,}: ask for less at a time, by --years")
    if there:
        notes.append(f"continued an earlier fetch, of which {there:,} pages were there")
    return Fetched(draft=draft, notes=tuple(notes))


def _counted(draft: Draft, question: Question) -> int:
    """The most that the provider said: an answer beyond its last page may count nothing."""
    totals = [note["total"] for note in draft.notes if note.get("stream") == question.stream]
    return max((total for total in totals if isinstance(total, int)), default=0)
