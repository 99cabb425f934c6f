"""Each figure is one number of a page: its text, its doubt, what it says in words, and the address of its card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal

from rashinban.access.pages.page import Page, columns, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import between, number, ordinal, place
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.access.sources import complete_universe
from rashinban.catalog import indicator
from rashinban.measure.answer import Answer, Measured
from rashinban.measure.question import Question

#: An interval wider than this part of its value leaves the value uncertain.
WIDE_INTERVAL = 0.25

#: none: not observed. few: fewer than FEW_WORKS works. wide: interval above WIDE_INTERVAL of the value, or unknown.
Doubt = Literal["", "none", "few", "wide"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number as a page shows it. text: the value, or what stands in its place. said: all of it in one line."""

    text: str
    interval: str
    place: str
    doubt: Doubt
    said: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number before it is written: whose it is, in words, and the filters that choose its card."""

    who: str
    seen: Measured | None
    where: Mapping[str, str]


def answer_to(page: Page, names: str | Iterable[str], by: str | Iterable[str], selection: Selection) -> Answer:
    """Indicators by keys, as a selection asks."""
    options: dict[str, Any] = dict(selection.options)
    return page.base.show(names, by, selection.where, **options)


def by_volume(page: Page, selection: Selection) -> list[str]:
    """The countries of a selection, those with most works first."""
    rows = answer_to(page, "p", "country", selection).rows
    return [str(row.keys["country"]) for row in rows if row.keys["country"] is not None]


def doubt(seen: Measured | None, name: str = "p") -> Doubt:
    """Why a number should not be read as it stands; empty where nothing speaks against it.

    What is counted whole (awards, money) is no sample: few of them are as sure as many.
    """
    meta = indicator(name).meta
    if meta.record != "works":
        if seen is None or seen.value is None:
            return "none"
        if seen.lower is None or seen.upper is None:
            return ""
        return "wide" if seen.upper - seen.lower > WIDE_INTERVAL * abs(seen.value) else ""
    if seen is None or seen.value is None:
        return "few" if seen is not None and 0 < seen.works < FEW_WORKS else "none"
    if seen.works < FEW_WORKS:
        return "few"
    if seen.lower is None or seen.upper is None or seen.upper - seen.lower > WIDE_INTERVAL * abs(seen.value):
        return "wide"
    return ""


def figures(page: Page, name: str, cells: Sequence[Cell], selection: Selection) -> list[Figure]:
    """A column of numbers of one indicator, with the same decimals; of few works only how many they are."""
    display = indicator(name).meta.display
    doubts = [doubt(cell.seen, name) for cell in cells]
    # What is not printed must not choose the decimals of what is.
    shown = [cell.seen if why in ("", "wide") else None for cell, why in zip(cells, doubts, strict=True)]
    found = []
    for cell, why, text in zip(cells, doubts, columns(shown, display, page.language), strict=True):
        value = text["value"]
        if why == "none":
            value = word("figure_none", page.language)
        elif why == "few" and cell.seen is not None:
            value = works(page, cell.seen.works)
        found.append(
            Figure(
                text=value,
                interval=text["interval"],
                place=text["place"],
                doubt=why,
                said=_said(page, cell, why, text, value),
                href=card_address(page, name, selection.having(**cell.where)),
            )
        )
    return found


def _said(page: Page, cell: Cell, why: Doubt, text: Mapping[str, str], value: str) -> str:
    joint = word("figure_joint", page.language)
    if why in ("none", "few"):
        return f"{cell.who}{joint}{word(f'said_{why}', page.language, value=value, few=FEW_WORKS)}"
    said = f"{cell.who}{joint}{value}"
    if text["interval"]:
        said += word("said_interval", page.language, interval=text["interval"])
    if text["place"]:
        said += word("said_place", page.language, place=text["place"])
    if why == "wide":
        said += word("said_wide", page.language)
    return said


#: The columns of a table of countries, areas or groups.
COLUMNS = ("p", "p_share", "p_top_10_share", "pp_top_10", "rca", "growth")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One row before it is written: what it is called, its numbers by indicator, the filters that choose its cards."""

    who: str
    seen: Mapping[str, Measured]
    where: Mapping[str, str]


def grid(page: Page, names: Sequence[str], subjects: Sequence[Subject], selection: Selection) -> list[list[Figure]]:
    """For each row its figures, one for each indicator."""
    made = [
        figures(page, name, [Cell(who=s.who, seen=s.seen.get(name), where=s.where) for s in subjects], selection)
        for name in names
    ]
    return [list(row) for row in zip(*made, strict=True)]


def figures_of(
    page: Page,
    names: Sequence[str],
    subjects: Sequence[Subject],
    selection: Selection,
    hrefs: Sequence[str] = (),
    placed: str = "",
) -> list[dict[str, object]]:
    """The rows of standing.table: name, href where there is one, figures. placed: whose place stands in a column."""
    return [
        {"name": subject.who, "figures": made, "href": href, "own": False, "place": place_of(subject.seen.get(placed))}
        for subject, made, href in zip_longest(subjects, grid(page, names, subjects, selection), hrefs)
    ]


def place_of(seen: Measured | None) -> str:
    return place(seen.rank, seen.rank_lower, seen.rank_upper) if seen else ""


def heads(page: Page, names: Sequence[str]) -> list[dict[str, str]]:
    """The heads of the columns of a grid: a short name, the definition, the address of the method."""
    return [
        {
            "name": name,
            "text": word(f"head_{name}", page.language),
            "title": page.say(indicator(name).meta.definition),
            "href": link(f"/indicators/{name}", page.language, page.request),
        }
        for name in names
    ]


def down(seen: Measured | None) -> tuple[bool, float]:
    """The order of numbers: the largest first; what cannot be read comes last, with more works first."""
    if seen is None or seen.value is None or doubt(seen) in ("none", "few"):
        return True, -float(seen.works if seen else 0)
    return False, -seen.value


def works(page: Page, count: int) -> str:
    """`16 works`, `16件`."""
    return word("one_work" if count == 1 else "some_works", page.language, works=number(count, "count", page.language))


def card_address(page: Page, name: str, selection: Selection) -> str:
    return link(f"/card/{name}{selection.query()}", page.language)


def interval(page: Page, seen: Measured, display: str) -> str:
    """`, 95 % interval 3.2–5.0 %`, in brackets; empty where there is none."""
    ends = between(seen.lower, seen.upper, display, page.language)
    return word("in_brackets", page.language, interval=ends) if ends else ""


def place_alone(page: Page, seen: Measured) -> str:
    """`7th (between 5th and 9th)`, among units whose number need not be said."""
    if seen.rank is None:
        return word("place_none", page.language)
    first = ordinal(seen.rank, page.language)
    if seen.rank_lower is None or seen.rank_upper is None or seen.rank_lower == seen.rank_upper:
        return first
    ends = {"lower": ordinal(seen.rank_lower, page.language), "upper": ordinal(seen.rank_upper, page.language)}
    return word("place_alone", page.language, place=first, **ends)


def place_in_words(page: Page, seen: Measured, of: int) -> str:
    """`7th of 38, between 5th and 9th`; says so where the interval covers every place."""
    if seen.rank is None:
        return word("place_none", page.language)
    values = {"place": ordinal(seen.rank, page.language), "of": str(of)}
    if seen.rank_lower is None or seen.rank_upper is None or seen.rank_lower == seen.rank_upper:
        return word("place_sure", page.language, **values)
    if seen.rank_lower == 1 and seen.rank_upper >= of:
        return word("place_any", page.language, **values)
    values |= {"lower": ordinal(seen.rank_lower, page.language), "upper": ordinal(seen.rank_upper, page.language)}
    return word("place_between", page.language, **values)


def ranked(answer: Answer, name: str) -> int:
    """How many units have a place."""
    return sum(row.measured[name].rank is not None for row in answer.rows)


def whole(page: Page, question: Question) -> str:
    """What shares are shares of, in words: of the world, or of the works that were loaded."""
    return word("of_world" if complete_universe(page.base.about, question) else "of_loaded", page.language)


def joined(page: Page, parts: Sequence[str]) -> str:
    """`A, B and C`; 「A、B、C」."""
    if page.language == "ja" or len(parts) < 2:
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def elsewhere(
    page: Page,
    selection: Selection,
    indicators: Sequence[str],
    by: Sequence[str],
    pictures: Sequence[tuple[str, str]] = (),
) -> dict[str, object]:
    """The same table as files, over REST and as a command, and how its numbers are computed; files of its picture."""
    asked, keys = ",".join(indicators), ",".join(by)
    address = f"/api/show/{asked}"
    method = [
        (
            word("method_of", page.language, indicator=page.say(indicator(name).meta.title)),
            link(f"/indicators/{name}", page.language, page.request),
        )
        for name in indicators
    ]
    return {
        "links": [
            *pictures,
            ("CSV", address + selection.query(by=keys, format="csv")),
            ("JSON", address + selection.query(by=keys, format="json")),
            *method,
        ],
        "api": address + selection.query(by=keys),
        "command": selection.command("show", asked, "--by", keys),
    }
