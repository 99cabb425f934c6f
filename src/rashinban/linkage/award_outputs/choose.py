"""One work is chosen for a reported output, or none, for a reason: a pure decision that says what agreed.

Titles agree (titles.py), years are at most one apart, and nothing that both sides say is against it: the people, or
volume and first page. Beside the title something has to speak for a work, the more the less the title says:

| title | is enough with it |
|---|---|
| long, the same | the year, and the people, journal or pages; the year alone where nothing else can be compared |
| long, the same, a year unknown | the people, the journal or the pages |
| short, the same | the very year, and the people or the pages |
| generic (Introduction), or on several works | the year, and two of people, journal and pages |
| without its subtitle, or nearly the same | the very year, and the people |

Of several works the one with the better title stands, then the one for which more speaks, then the nearer year, then
the published one before its preprint. Where two are still equally good, none is chosen.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashinban.linkage.award_outputs import names, titles
from rashinban.linkage.award_outputs.titles import Title

#: Works of one title from which on the title is as good as generic.
_NAMESAKES = 4
_FIRST_NUMBER = re.compile(r"[A-Za-z]*\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """What is said of an output, or of a work. people, sources: as printed, in one text. first_page as in `e12`."""

    title: Title
    year: int | None
    kind: str | None
    people: str | None = None
    sources: tuple[str, ...] = ()
    volume: str | None = None
    first_page: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """What an output and a work agree in; the words are those of the columns of award_output_works."""

    title: str
    year: str
    people: str
    source: str
    pages: str

    @property
    def support(self) -> int:
        """How much beside title and year speaks for it."""
        return [self.people, self.source, self.pages].count("same")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The work chosen, with what agreed; or the reason why there is none."""

    work_id: str | None = None
    agreement: Agreement | None = None
    reason: str | None = None


#: Why there is none, the last that an output came to.
REASONS = ("other id", "other kind", "other title", "other year", "other people or pages", "too little", "ambiguous")


def first_page(pages: str | None) -> str | None:
    """`L113 - L120` -> `l113`; what has no digits is no page."""
    found = _FIRST_NUMBER.search(pages or "")
    return found.group().lower() if found else None


@cache
def _order() -> dict[tuple[str, str], int]:
    with (files("rashinban.linkage.award_outputs") / "kinds.csv").open(encoding="utf-8") as stream:
        return {(row["kind"], row["type"]): int(row["order"]) for row in csv.DictReader(stream)}


def kinds() -> tuple[str, ...]:
    """The kinds of outputs that are works."""
    return tuple(dict.fromkeys(kind for kind, _ in _order()))


def choose(output: Described, works: Sequence[tuple[str, Described]], namesakes: int) -> Choice:
    """The work that an output is. works: candidates by id, one each title. namesakes: works of the output's title."""
    best: list[tuple[tuple[int, ...], str, Agreement]] = []
    furthest = 0
    for work_id, work in works:
        judged = _judge(output, work, namesakes)
        if isinstance(judged, Agreement):
            best.append((_rank(output, work, judged), work_id, judged))
        else:
            furthest = max(furthest, REASONS.index(judged))
    if not best:
        return Choice(reason=REASONS[furthest])
    best.sort(key=lambda each: each[:2])
    rank, work_id, agreement = best[0]
    if any(other == rank and other_id != work_id for other, other_id, _ in best):
        return Choice(reason="ambiguous")
    return Choice(work_id=work_id, agreement=agreement)


def _judge(output: Described, work: Described, namesakes: int) -> Agreement | str:
    """What agrees, or the reason against."""
    if (output.kind or "", work.kind or "") not in _order():
        return "other kind"
    title = titles.compared(output.title, work.title)
    if title is None:
        return "other title"
    year = _years(output.year, work.year)
    if year == "other":
        return "other year"
    people = names.agree(output.people, work.people)
    pages = _pages(output, work)
    if "other" in (people, pages) and not (people == "other" and pages == "same"):
        return "other people or pages"
    found = Agreement(title=title, year=year, people=people, source=_source(output, work), pages=pages)
    return found if _is_enough(found, output, namesakes) else "too little"


def _is_enough(found: Agreement, output: Described, namesakes: int) -> bool:
    if found.title != "same":
        return found.year == "same" and found.people == "same"
    if titles.is_generic(output.title.key) or namesakes >= _NAMESAKES:
        return found.year != "unknown" and found.support >= 2
    if titles.weight(output.title.key) < titles.DISTINCT:
        return found.pages == "same" or (found.year == "same" and found.people == "same")
    if found.year == "unknown":
        return found.support >= 1
    # Another journal is no veto, for names are shortened in many ways; but then it must be seen who wrote it.
    return found.support >= 1 or found.source == "unknown"


def _rank(output: Described, work: Described, found: Agreement) -> tuple[int, ...]:
    """The lower the better."""
    return (
        ("same", "main", "near").index(found.title),
        -found.support,
        ("same", "next", "unknown").index(found.year),
        _order()[output.kind or "", work.kind or ""],
    )


def _years(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return "unknown"
    return ("same", "next")[abs(one - other)] if abs(one - other) < 2 else "other"


def _source(output: Described, work: Described) -> str:
    """Journals by the letters of their names; a name and its abbreviation are `other`, which vetoes nothing."""
    mine, theirs = set(_keys(output.sources)), set(_keys(work.sources))
    if not mine or not theirs:
        return "unknown"
    return "same" if mine & theirs else "other"


def _keys(sources: Iterable[str]) -> Iterable[str]:
    return filter(None, (titles.key(re.sub(r"^the\s+", "", name, flags=re.I)) for name in sources))


def _pages(output: Described, work: Described) -> str:
    """Volume and first page: the same where both are, other where neither is."""
    pairs = [
        (mine.lower().lstrip("0"), theirs.lower().lstrip("0"))
        for mine, theirs in ((output.volume, work.volume), (output.first_page, work.first_page))
        if mine and theirs
    ]
    if len(pairs) < 2:
        return "unknown"
    alike = [mine == theirs for mine, theirs in pairs]
    return "same" if all(alike) else "unknown" if any(alike) else "other"
