"""Each piece is a part of a plan as pages show it: a statement with its place, a target with its numbers, a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.plans import Aimed, plan_targets
from rashinban.access.charts.target import Told, target_row
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.plan_drawn import aimed, observed, sourced
from rashinban.access.plan_indicators import Aim, PlanIndicator
from rashinban.access.plans import target_words
from rashinban.access.selection import OPTIONS, Selection
from rashinban.definitions.plan_models import Fact, Indicator, Plan, Source
from rashinban.measure.plans.board import Line
from rashinban.measure.plans.slope import Estimate, Point
from rashinban.measure.plans.words import STATUS_WORDS, period, quantity


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a plan says, with its place. sourced: False is a lead, marked wherever it is shown."""

    text: str
    sourced: bool
    note: str
    source: str
    href: str | None
    begins: str


def statement(page: Page, plan: Plan, fact: Fact, text: str) -> Statement:
    """A fact of a plan in the words that stand for it."""
    return stated(page, plan.sources, fact, text)


def stated(page: Page, sources: Mapping[str, Source], fact: Fact, text: str) -> Statement:
    """A fact of a file with these sources."""
    source, href, begins = "", None, ""
    if fact.source is not None:
        of = sources[fact.source.of]
        at = word("plan_source_page", page.language, page=fact.source.page) if fact.source.page else ""
        kind = word(f"plan_source_{of.kind}", page.language)
        source = f"{of.title}{f', {of.publisher}' if of.publisher else ''}{at} ({kind})"
        # What a file says is an address must be one before it becomes a link.
        href = of.url if of.url and of.url.startswith(("https://", "http://")) else None
        begins = fact.source.begins or ""
    return Statement(
        text=text.strip(),
        sourced=fact.sourced,
        note=page.say(fact.note) if fact.note else "",
        source=source,
        href=href,
        begins=begins,
    )


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of a line: what it is, how it is written, and where it comes from."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a board as pages show it. words: the target in words; empty where the plan sets none."""

    objective: Statement
    statement: Statement
    objective_href: str
    indicator: str
    indicator_href: str
    indicator_sourced: bool
    target: Statement | None
    words: str
    picture: Markup | None
    numbers: Sequence[Number]
    status: str
    status_text: str
    reason: str


def row(page: Page, plan: Plan, line: Line, as_of: date) -> Row:
    """A line with its picture and numbers."""
    target, indicator = line.target, line.indicator
    return Row(
        objective=statement(page, plan, line.objective, page.say(line.objective.labels)),
        statement=statement(page, plan, line.objective, page.say(line.objective.statement)),
        objective_href=objective_address(page, plan, line.objective.id, as_of),
        indicator=page.say(indicator.labels) if indicator else "",
        indicator_href=indicator_address(page, indicator.id, as_of) if indicator else "",
        indicator_sourced=indicator is None or indicator.sourced,
        target=statement(page, plan, target, page.say(target.wording)) if target else None,
        words=target_words(target, indicator, page.language) if target and indicator else "",
        picture=_picture(page, line),
        numbers=numbers(page, line, as_of),
        status=line.verdict.status,
        status_text=page.say(STATUS_WORDS[line.verdict.status]),
        reason=page.say(line.reason),
    )


def objective_address(page: Page, plan: Plan, objective_id: str, as_of: date) -> str:
    return link(
        f"/plan/{quoted(plan.plan)}/objective/{quoted(objective_id)}", page.language, page.request, as_of=_asked(as_of)
    )


def indicator_address(page: Page, indicator_id: str, as_of: date) -> str:
    return link(f"/plan-indicator/{quoted(indicator_id)}", page.language, page.request, as_of=_asked(as_of))


def _asked(as_of: date) -> str | None:
    """The day as an address says it: today goes without saying."""
    return None if as_of == date.today() else as_of.isoformat()


def value_address(page: Page, indicator: Indicator, year: int, as_of: date) -> str:
    """Where one value comes from: its card, or the row of the imported series with file and line."""
    asked = indicator.question
    if asked is None:
        return f"{indicator_address(page, indicator.id, as_of)}#y{year}"
    options = {name: getattr(asked, name) for name in OPTIONS}
    selection = Selection(where={**asked.where, "year": str(year)}).opting(**options)
    return link(f"/card/{asked.indicator}{selection.query()}", page.language, page.request)


def numbers(page: Page, line: Line, as_of: date) -> list[Number]:
    """Newest value and slopes, each with the way to where it comes from."""
    verdict, indicator = line.verdict, line.indicator
    if indicator is None:
        return []
    unit, language = indicator.unit, page.language
    total = verdict.goal is not None and verdict.goal.total
    series = f"{indicator_address(page, indicator.id, as_of)}#values"
    found = []
    if (newest := verdict.newest) is not None:
        found.append(
            Number(
                name=word("plan_total_by" if total else "plan_newest", language, year=_when(page, indicator, newest)),
                text=quantity(newest.value, unit, language) + _ends(page, newest, unit),
                href=series if total else value_address(page, indicator, newest.year, as_of),
            )
        )
    if (slope := verdict.observed_slope) is not None:
        found.append(
            Number(
                name=word("plan_observed_slope", language),
                text=quantity(slope.value, unit, language, change=True) + _ends(page, slope, unit, change=True),
                href=series,
            )
        )
    # What is reached needs nothing more.
    needed = verdict.needed_slope if verdict.because != "reached_sum" else None
    for name, value in (("plan_required_slope", verdict.required_slope), ("plan_needed_slope", needed)):
        if value is not None:
            found.append(
                Number(name=word(name, language), text=quantity(value, unit, language, change=True), href=series)
            )
    if (ahead := verdict.projected) is not None and verdict.goal is not None:
        by = page.say(period(verdict.goal.by, indicator))
        found.append(
            Number(
                name=word("plan_projected", language, year=by),
                text=quantity(ahead.value, unit, language) + _ends(page, ahead, unit),
                href=series,
            )
        )
    return found


def _ends(page: Page, one: Point | Estimate, unit: str, *, change: bool = False) -> str:
    if one.lower is None or one.upper is None:
        return ""
    ends = [quantity(end, unit, page.language, change=change) for end in (one.lower, one.upper)]
    level = f"{one.level:.0%}" if isinstance(one, Estimate) else ""
    name = "plan_interval" if level else "plan_interval_plain"
    return word(name, page.language, lower=ends[0], upper=ends[1], level=level)


def _when(page: Page, indicator: Indicator, point: Point) -> str:
    return page.say(period(point.year, indicator))


def _picture(page: Page, line: Line) -> Markup | None:
    verdict, indicator = line.verdict, line.indicator
    if indicator is None or not sourced(line):
        return None
    goal = verdict.goal
    told = Told(
        target=word("plan_mark_target", page.language),
        # A sum begins at nothing, which need not be written.
        baseline=word("plan_mark_baseline", page.language, year=goal.base_year)
        if goal is not None and goal.base_year is not None and not goal.total
        else "",
        newest=str(verdict.newest.year) if verdict.newest else "",
    )
    said = f"{page.say(indicator.labels)}: {page.say(line.reason)}"
    return target_row(goal, verdict.newest, verdict.projected, indicator.unit, page.language, told, said=said)


def drawing(page: Page, found: PlanIndicator, aims: Iterable[Aim], width: int) -> Spec | None:
    """The indicator's values with what the plans aim at; what has no source is not drawn."""
    lines = [aim.line for aim in aims if sourced(aim.line)]
    marks = _joined(page, found, [aim for aim in aims if sourced(aim.line)])
    series = observed(found.values, found.indicator, lines)
    return plan_targets(series, marks, found.indicator.unit, page.language, width)


def _joined(page: Page, found: PlanIndicator, aims: Sequence[Aim]) -> list[Aimed]:
    """One mark for each target; plans that aim at the same share it."""
    made: dict[str, tuple[Aim, list[str]]] = {}
    for aim in aims:
        if aim.line.target is not None and aim.line.verdict.goal is not None:
            words = target_words(aim.line.target, found.indicator, page.language)
            names = made.setdefault(words, (aim, []))[1]
            names.append(page.say(aim.plan.labels))
    marks = [
        aimed(
            aim.line,
            [words, *dict.fromkeys(names)],
            objective_address(page, aim.plan, aim.line.objective.id, found.as_of),
        )
        for words, (aim, names) in made.items()
    ]
    return [mark for mark in marks if mark is not None]


def picture_address(page: Page, found: PlanIndicator, kind: str, plans: Sequence[str]) -> str:
    """The picture of an indicator as a file, with the targets of these plans."""
    return link(
        f"/plan-indicator/{quoted(found.indicator.id)}/picture.{kind}",
        page.language,
        page.request,
        plan="|".join(plans),
        as_of=_asked(found.as_of),
    )


def baseline_words(page: Page, line: Line) -> str:
    """`44,000 persons in FY2013`."""
    assert line.target is not None and line.target.baseline is not None and line.indicator is not None
    base = line.target.baseline
    value = quantity(base.value, line.indicator.unit, page.language)
    return word("plan_baseline", page.language, value=value, year=page.say(period(base.year, line.indicator)))


def money(page: Page, amount: float, currency: str) -> str:
    """`10 trillion JPY`, `10兆円`."""
    return quantity(amount, currency, page.language)
