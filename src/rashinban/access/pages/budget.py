"""The budget: by ministry, programme and fiscal year, every kind in a column of its own, each line with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.budgets import Branch, Column, Line, budget_lines, columns_of, tree
from rashinban.access.charts.amounts import year_name
from rashinban.access.charts.frame import Spec
from rashinban.access.charts.yearly import Year, yearly
from rashinban.access.pages import drawing, planned
from rashinban.access.pages.budget_rows import Asked, column_of, ministry_rows, sources_of
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.figures import answer_to, card_address, elsewhere
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.programmes import in_tree
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money
from rashinban.definitions.programmes import programmes
from rashinban.errors import UsageError
from rashinban.measure.answer import Row
from rashinban.measure.plans.keep import own_library
from rashinban.measure.question import Filter, ask
from rashinban.schema.kinds import major

router = APIRouter()

_KEYS = ("ministry", "programme", "fiscal_year", "kind", "status")
_FILTERS = ("currency", "ministry", "fiscal_year")
#: What else the address may say: which column is drawn, and whether programmes without a line are listed.
_OWN = ("drawn", "programmes")


def _ask(page: Page, *further: str) -> Asked:
    given = page.selection(*_OWN, *further)
    for key in given.where:
        if key not in _FILTERS:
            raise UsageError(f"{key} is no choice of this page; known are {', '.join((*_FILTERS, *_OWN))}")
    if given.options:
        raise UsageError(f"{next(iter(given.options))} is no choice of this page")
    by_currency = page.base.show("budget", ("currency", "kind", "status")).rows
    lines: dict[str, int] = {}
    for row in by_currency:
        code = str(row.keys["currency"])
        lines[code] = lines.get(code, 0) + row.measured["budget"].works
    currencies = sorted(lines, key=lambda code: (-lines[code], code))
    currency = given.where.get("currency") or next(iter(currencies), "JPY")
    if given.where.get("currency") and currency not in currencies:
        known = ", ".join(currencies) or "none"
        raise UsageError(f"currency {currency[:20]!r} is none of the budget lines here; known are {known}")
    of = given.having(currency=currency)
    rows = answer_to(page, "budget", _KEYS, of).rows
    columns = columns_of(column_of(row) for row in rows)
    named = {".".join(column): column for column in columns}
    drawn = named.get(chosen(page, "drawn", ["", *named], ""), _longest(rows, columns))
    kept = {**given.where, **{name: page.request.query_params.get(name, "") for name in _OWN}}
    return Asked(
        page=page, currency=currency, currencies=currencies, of=of, rows=rows, columns=columns, drawn=drawn,
        given={name: value for name, value in kept.items() if value},
    )  # fmt: skip


def _longest(rows: Sequence[Row], columns: Sequence[Column]) -> Column | None:
    """The column of most years; of two, the first."""
    years = {one: len({row.keys["fiscal_year"] for row in rows if column_of(row) == one}) for one in columns}
    return max(columns, key=lambda one: years[one], default=None)


@router.get("/budget/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The years of one column as a file."""
    return drawing.picture_file(page, partial(_draw, _ask(page, *drawing.OWN)), kind, "budget")


def _draw(asked: Asked, width: int) -> Spec | None:
    """The years of one kind of budget, planned or actual; a year without a line is a gap."""
    if asked.drawn is None:
        return None
    rows = answer_to(asked.page, "budget", "fiscal_year", asked.having(asked.drawn)).rows
    given = [
        Year(
            year=year,
            value=row.measured["budget"].value,
            href=card_address(asked.page, "budget", asked.having(asked.drawn, fiscal_year=str(year))),
        )
        for row in rows
        if isinstance(year := row.keys["fiscal_year"], int)
        # What was cut cannot be a column from zero; the table has it.
        and (row.measured["budget"].value or 0) >= 0
    ]
    title = word("budget_axis", asked.page.language, column=asked.said(asked.drawn), currency=asked.currency)
    return yearly(given, title, "fiscal", asked.page.language, width, currency=asked.currency)


@router.get("/budget")
def budget(page: OpenPage) -> HTMLResponse:
    """The sentence, the years, and the tree of ministries, programmes and years."""
    asked = _ask(page)
    language = page.language
    lines = [line for line in budget_lines(page.base.session, asked.currency) if _within(line, asked.of)]
    schemes = answer_to(page, "budget", ("ministry", "scheme", *_KEYS[1:]), asked.of).rows
    ministries = tree(asked.rows, schemes, lines)
    sources = sources_of([line for branches in ministries.values() for one in branches for line in one.all_lines()])
    unseen = [name for name, _ in in_tree() if not any(name == row.keys["programme"] for row in asked.rows)]
    listed = chosen(page, "programmes", ("", "all"), "") == "all"
    return page.render(
        "budget.html.j2",
        title=word("budget_title", language),
        lead=_lead(asked, lines, ministries),
        controls=_controls(asked),
        hidden=[(name, asked.given[name]) for name in ("programmes",) if name in asked.given],
        drawing=drawing.drawn(partial(_draw, asked)),
        caption=word("budget_caption", language, column=asked.said(asked.drawn)) if asked.drawn else "",
        spec=asked.here("json"),
        columns=[asked.said(column) for column in asked.columns],
        currency=asked.currency,
        ministries=ministry_rows(asked, ministries, sources),
        sources=list(sources),
        unseen=[
            (page.say(programmes()[name].labels), link(f"/programme/{quoted(name)}", language, page.request))
            for name in unseen
        ],
        listed=listed,
        plans=_plans(page),
        list_all=asked.here(programmes=None if listed else "all") + "#unseen",
        elsewhere=elsewhere(page, asked.of, ["budget"], _KEYS, drawing.picture_links(asked.here)),
    )


def _plans(page: Page) -> list[dict[str, str | None]]:
    """What plans say their measures cost, with the place where each says it."""
    found: list[dict[str, str | None]] = []
    for plan in own_library(page.base.folder).plans.values():
        for pillar in plan.pillars:
            for objective in pillar.objectives:
                for measure in objective.measures:
                    for one in measure.budgets:
                        amount = money(major(one.amount, one.currency), one.currency, page.language)
                        kind = word(f"plan_budget_{one.kind}", page.language)
                        years = "–".join(str(year) for year in dict.fromkeys(one.years or ()))
                        name = "plan_budget_years" if years else "plan_budget"
                        text = word(name, page.language, amount=amount, kind=kind, years=years)
                        told = planned.statement(page, plan, one, text)
                        found.append(
                            {
                                "measure": page.say(measure.labels),
                                "said": told.text,
                                "note": told.note,
                                "source": told.source,
                                "plan": page.say(plan.labels),
                                "href": link(f"/plan/{quoted(plan.plan)}", page.language, page.request),
                            }
                        )
    return found


def _within(line: Line, of: Selection) -> bool:
    """Whether a line is among those asked about."""
    wanted = {item.key: item for item in ask((), of.where, record="budget_lines").where}
    return all(
        _fits(wanted.get(key), str(value)) for key, value in (("ministry", line.ministry), ("fiscal_year", line.year))
    )


def _fits(item: Filter | None, value: str) -> bool:
    if item is None:
        return True
    if item.values:
        return value in item.values
    return item.lower is not None and item.upper is not None and item.lower <= int(value) <= item.upper


def _lead(asked: Asked, lines: Sequence[Line], ministries: Mapping[str | None, Sequence[Branch]]) -> str:
    if not lines:
        return word("budget_none", asked.page.language)
    years = [line.year for line in lines]
    first, last = (year_name(year, "fiscal", asked.page.language) for year in (min(years), max(years)))
    return word(
        "budget_lead" if first != last else "budget_lead_one",
        asked.page.language,
        lines=f"{len(lines):,}",
        programmes=sum(one.programme is not None for branches in ministries.values() for one in branches),
        first=first,
        last=last,
    )


def _controls(asked: Asked) -> list[dict[str, object]]:
    page = asked.page
    whole = asked.of.having(ministry=None, fiscal_year=None)
    every = answer_to(page, "budget", ("ministry", "fiscal_year", "kind", "status"), whole)
    years = sorted({int(str(row.keys["fiscal_year"])) for row in every.rows}, reverse=True)
    names = sorted({str(row.keys["ministry"]) for row in every.rows if row.keys["ministry"] is not None})
    year, ministry = (asked.given.get(key, "") for key in ("fiscal_year", "ministry"))
    all_years = [("", word("budget_all_years", page.language))]
    all_years += [(str(one), year_name(one, "fiscal", page.language)) for one in years]
    all_names = [("", word("budget_all_ministries", page.language)), *((one, one) for one in names)]
    found: list[dict[str, object]] = []
    if len(asked.currencies) > 1:
        found.append(_choice(page, "currency", [(one, one) for one in asked.currencies], asked.currency))
    found.append(_choice(page, "ministry", all_names, ministry))
    found.append(_choice(page, "fiscal_year", all_years, year))
    if len(asked.columns) > 1:
        options = [(".".join(one), asked.said(one)) for one in asked.columns]
        found.append(_choice(page, "drawn", options, ".".join(asked.drawn or ("", ""))))
    return found


def _choice(page: Page, name: str, options: list[tuple[str, str]], value: str) -> dict[str, object]:
    if value and all(value != one for one, _ in options):
        # Several, or a range, out of an address.
        options = [*options, (value, value)]
    return {"name": name, "text": word(f"budget_{name}", page.language), "options": options, "chosen": value}
