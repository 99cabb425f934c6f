"""Each event is one thing that came of an award at a time; those of a year that would touch are one mark."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rashinban.access.serialisers.display import Language, number
from rashinban.schema.text import Text

Kind: TypeAlias = Literal["work", "dataset", "patent", "company"]


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What a kind is called at its row, and in English one and several of it; Japanese has one word for all."""

    row: Text
    one: str
    several: str
    counted: str
    place: int


KINDS: dict[Kind, _Words] = {
    "work": _Words(row=Text(en="Works", ja="論文"), one="work", several="works", counted="論文{}件", place=0),
    "dataset": _Words(
        row=Text(en="Data sets", ja="データ"), one="data set", several="data sets", counted="データ{}件", place=4
    ),
    "patent": _Words(row=Text(en="Patents", ja="特許"), one="patent", several="patents", counted="特許{}件", place=1),
    "company": _Words(
        row=Text(en="Companies", ja="企業"), one="company", several="companies", counted="企業{}社", place=2
    ),
}
#: Two marks nearer than this touch; a mark of several is so wide.
_MARK, _SEVERAL = 13, 26


@dataclass(frozen=True, kw_only=True)
class Event:
    """One work, patent, company... when: its day, or its year where no day is known. href: where it leads."""

    when: date | int
    name: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Track:
    """All events of one kind; None where it was not looked for, which is not the same as none found."""

    kind: Kind
    events: Sequence[Event] | None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is drawn of a track, at so many pixels: one event, or all of a year in which they would touch."""

    events: Sequence[Event]
    at: float


def marks(events: Sequence[Event], first: int, step: float) -> list[Mark]:
    """Events from left to right; those of a year become one mark where any two of them would touch.

    first: the year at 0 pixels; step: the pixels of a year. What has only a year stands in its middle. Where years are
    narrower than a mark of several, as many years as it takes are one.
    """
    span = max(1, math.ceil(_SEVERAL / step))
    by_span: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_span[(year_of(event.when) - first) // span].append(event)
    found: list[Mark] = []
    for place in sorted(by_span):
        several = sorted(by_span[place], key=lambda event: (when_of(event.when), event.name))
        at = [(when_of(event.when) - first) * step for event in several]
        if any(b - a < _MARK for a, b in zip(at, at[1:], strict=False)):
            found.append(Mark(events=several, at=(place + 0.5) * span * step))
        else:
            found += [Mark(events=[event], at=x) for event, x in zip(several, at, strict=True)]
    return found


def year_of(when: date | int) -> int:
    return when.year if isinstance(when, date) else when


def when_of(when: date | int) -> float:
    """A day as a year with its fraction; a year alone is its middle."""
    if not isinstance(when, date):
        return when + 0.5
    days = date(when.year, 12, 31).timetuple().tm_yday
    return when.year + (when.timetuple().tm_yday - 1) / days


def counted(kind: Kind, count: int, language: Language) -> str:
    """12 works, 論文12件."""
    words, shown = KINDS[kind], number(float(count), "count", language)
    if language == "ja":
        return words.counted.format(shown)
    return f"{shown}\u00a0{words.one if count == 1 else words.several}"
