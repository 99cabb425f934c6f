"""Each row of the budget's tree is a ministry, or a year of one of its programmes, with the card of every amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashinban.access.budgets import Branch, Column, Line
from rashinban.access.charts.amounts import year_name
from rashinban.access.labels import labels
from rashinban.access.pages.figures import answer_to, card_address
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money, short
from rashinban.definitions.programmes import programmes
from rashinban.measure.answer import Measured, Row


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks. of: the lines in one currency, of the ministry and years chosen; columns: those seen."""

    page: Page
    currency: str
    currencies: Sequence[str]
    of: Selection
    rows: Sequence[Row]
    columns: Sequence[Column]
    drawn: Column | None
    given: Mapping[str, str]

    def having(self, column: Column | None = None, **where: str | None) -> Selection:
        """The lines of one column, narrowed further."""
        kind, status = column or (None, None)
        return self.of.having(kind=kind, status=status, **where)

    def here(self, kind: str = "", **changed: str | None) -> str:
        """This page with other choices, or with `kind` its picture."""
        words = {**self.given, **changed}
        query = Selection(where={}, release=self.of.release).query(**words)
        return link(f"/budget/picture.{kind}{query}" if kind else f"/budget{query}", self.page.language)

    def said(self, column: Column) -> str:
        """A column in words: initial budget, planned."""
        kind, status = (
            self.page.say(labels(self.page.base.session, key, [value])[value])
            for key, value in zip(("kind", "status"), column, strict=True)
        )
        return word("budget_column", self.page.language, kind=kind, status=status)


def column_of(row: Row) -> Column:
    return str(row.keys["kind"]), str(row.keys["status"])


def ministry_rows(
    asked: Asked, ministries: Mapping[str | None, Sequence[Branch]], sources: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Each ministry with its sums, its programmes and their years."""
    page = asked.page
    sums: dict[str | None, dict[Column, Measured]] = {}
    for row in answer_to(page, "budget", ("ministry", "kind", "status"), asked.of).rows:
        sums.setdefault(_name(row.keys["ministry"]), {})[column_of(row)] = row.measured["budget"]
    shared = _shared(ministries)
    return [
        {
            "name": ministry or word("budget_no_ministry", page.language),
            # Without a name nothing chooses the card of the sum.
            "sums": None
            if ministry is None
            else [
                _figure(asked, sums.get(ministry, {}).get(column), column, ministry, ministry=ministry)
                for column in asked.columns
            ],
            "branches": [_branch(asked, ministry, one, shared, sources) for one in branches],
        }
        for ministry, branches in ministries.items()
    ]


def _shared(ministries: Mapping[str | None, Sequence[Branch]]) -> set[str]:
    """Programmes of which several ministries have lines."""
    seen: set[str] = set()
    several: set[str] = set()
    for branches in ministries.values():
        names = {one.programme for one in branches if one.programme is not None}
        several |= names & seen
        seen |= names
    return several


def _branch(
    asked: Asked, ministry: str | None, one: Branch, shared: set[str], sources: Mapping[str, int]
) -> dict[str, Any]:
    page = asked.page
    where: dict[str, str | None] = {"ministry": ministry or asked.of.where.get("ministry")}
    if one.programme is not None:
        name = page.say(programmes()[one.programme].labels)
        href = link(f"/programme/{quoted(one.programme)}", page.language, page.request)
        where["programme"] = one.programme
        # Where the ministry is not said, only the programme chooses the card: it must be nobody else's.
        chooses = ministry is not None or one.programme not in shared
    else:
        titles = dict.fromkeys(line.title or line.id for line in one.all_lines())
        name, href = one.scheme or " / ".join(titles), None
        where["scheme"] = one.scheme
        chooses = ministry is not None and one.scheme is not None
    return {
        "name": name,
        "href": href,
        "known": one.programme is not None,
        "level": min(one.level, 3) + 1,
        "years": [
            {
                "year": year_name(year, "fiscal", page.language),
                "figures": [
                    _figure(asked, one.seen[year].get(column), column, name, **where, fiscal_year=str(year))
                    if chooses
                    else _alone(asked, one.seen[year].get(column))
                    for column in asked.columns
                ],
                "said": _said_of(one.lines.get(year, []), sources),
                "below": not one.lines.get(year),
                # A page of records is of one kind and status, as the amounts are.
                "records": [
                    (asked.said(column), link(f"/records/budget{asked.having(column, **own).query()}", page.language))
                    for own in [{**where, "fiscal_year": str(year)}]
                    for column in asked.columns
                    if column in one.seen[year] and (chooses or ministry is not None)
                ],
            }
            for year in sorted(one.seen, reverse=True)
        ],
    }


def sources_of(lines: Sequence[Line]) -> dict[str, int]:
    """Every source that lines name, numbered in the order of the lines."""
    return {text: number for number, text in enumerate(dict.fromkeys(line.source for line in lines if line.source), 1)}


def _said_of(lines: Sequence[Line], sources: Mapping[str, int]) -> dict[str, Any]:
    """What the lines of one year of a programme say of themselves."""
    return {
        "numbers": sorted({sources[line.source] for line in lines if line.source}),
        "part": any(line.is_part for line in lines),
        "unsourced": any(line.source is None for line in lines),
        "titles": " / ".join(dict.fromkeys(line.title or line.id for line in lines)),
    }


def _figure(
    asked: Asked, seen: Measured | None, column: Column, who: str | None, **where: str | None
) -> dict[str, str | None]:
    """One amount with the address of its card; without a line it is not observed, which is not 0."""
    if seen is None or seen.value is None:
        return _alone(asked, seen)
    said = money(seen.value, asked.currency, asked.page.language)
    year = where.get("fiscal_year")
    named = [who or "", *([year_name(int(year), "fiscal", asked.page.language)] if year and year.isdigit() else [])]
    return {
        "text": short(seen.value, asked.currency, asked.page.language),
        "href": card_address(asked.page, "budget", asked.having(column, **where)),
        "said": word(
            "budget_figure", asked.page.language, who=" ".join(named), column=asked.said(column), amount=said
        ),
    }  # fmt: skip


def _alone(asked: Asked, seen: Measured | None) -> dict[str, str | None]:
    if seen is None or seen.value is None:
        return {"text": None, "href": None, "said": None}
    return {"text": short(seen.value, asked.currency, asked.page.language), "href": None, "said": None}


def _name(value: str | int | None) -> str | None:
    return None if value is None else str(value)
