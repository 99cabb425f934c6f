"""Each line is the newest budget of a measure's programme, of one kind and status: a card of its own.

What the plan says and what budgets say are two statements: they stand beside each other and are never added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.access.budgets import columns_of
from rashinban.access.charts.amounts import year_name
from rashinban.access.pages.figures import answer_to, card_address
from rashinban.access.pages.page import Page
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money
from rashinban.definitions.plan_models import Objective
from rashinban.definitions.programmes import programmes

_KEYS = ("programme", "currency", "kind", "status", "fiscal_year")


@dataclass(frozen=True, kw_only=True)
class Line:
    """`JPY 5.6 bn (initial budget, planned, FY2023)` with its card."""

    text: str
    href: str


def programme_budgets(page: Page, objective: Objective) -> Mapping[str, Sequence[Line]]:
    """The lines of each programme that the objective's measures name; none where no budget line is known of it."""
    named = {one.id for measure in objective.measures for one in measure.programmes if one.id is not None}
    ids = sorted(named & programmes().keys())
    if not ids:
        return {}
    of = Selection(where={"programme": "|".join(ids)}, release=page.request.query_params.get("release"))
    newest: dict[tuple[str, str, str, str], tuple[int, float]] = {}
    for row in answer_to(page, "budget", _KEYS, of).rows:
        year, value = row.keys["fiscal_year"], row.measured["budget"].value
        key = (str(row.keys["programme"]), str(row.keys["currency"]), str(row.keys["kind"]), str(row.keys["status"]))
        if isinstance(year, int) and value is not None and (key not in newest or newest[key][0] < year):
            newest[key] = (year, value)
    columns = columns_of((kind, status) for _, _, kind, status in newest)
    found: dict[str, list[Line]] = {}
    for key in sorted(newest, key=lambda one: (one[0], one[1], columns.index((one[2], one[3])))):
        programme, currency, kind, status = key
        year, value = newest[key]
        text = word(
            "plan_money_line",
            page.language,
            amount=money(value, currency, page.language),
            kind=word(f"budget_{kind}", page.language, otherwise=kind),
            status=word(f"budget_{status}", page.language, otherwise=status),
            year=year_name(year, "fiscal", page.language),
        )
        one = of.having(programme=programme, currency=currency, kind=kind, status=status, fiscal_year=str(year))
        found.setdefault(programme, []).append(Line(text=text, href=card_address(page, "budget", one)))
    return found
