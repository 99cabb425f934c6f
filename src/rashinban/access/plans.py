"""Each board is a plan's targets with their status from one release; each table sets plans side by side."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashinban.access.sources import complete_universe
from rashinban.definitions.plan_models import Fact, Indicator, Plan, Target
from rashinban.definitions.plans import Library, facts
from rashinban.errors import NotFound, UsageError
from rashinban.measure.own_logic_models import FOLDER as LOGIC_MODELS
from rashinban.measure.plans.board import Board, status
from rashinban.measure.plans.goals import goal_of
from rashinban.measure.plans.keep import FOLDER, own_library
from rashinban.measure.plans.words import aim, period
from rashinban.schema.text import Text

if TYPE_CHECKING:
    from rashinban.access.api import Base

UNSOURCED = Text(en="[unsourced: not a fact] ", ja="【出典未確認：事実ではない】")
_LOADED = Text(
    en="shares and ranks are of the loaded works, not of the world",
    ja="シェアと順位は読み込んだ論文の中でのものであり、世界全体のものではない",
)
SIMULATED = Text(
    en="SIMULATED: an invented world, no statement about any real country or institution",
    ja="SIMULATED（模擬データ）：架空の世界であり、実在の国や機関とは関係がない",
)


def plan_status(base: Base, edition: str, *, as_of: date) -> Board:
    """The board of one edition: ours, or one of decisions/plans of the base."""
    return status(base.session, own_library(base.folder), edition, as_of, base.about)


def caveats(board: Board, base: Base) -> list[Text]:
    """What must be read with a board."""
    questions = [line.values.question for line in board.lines if line.values and line.values.question]
    loaded = any(not complete_universe(base.about, question) for question in questions)
    return ([SIMULATED] if board.simulated else []) + ([_LOADED] if loaded else [])


def known_plan(library: Library, plan_id: str) -> Plan:
    """One plan out of an address; NotFound with the ids that exist."""
    if plan_id not in library.plans:
        raise NotFound(f"no plan {plan_id[:80]!r}; known are {', '.join(library.plans)}")
    return library.plans[plan_id]


def day_of(text: str) -> date:
    """The day of `as_of`: today where it is empty."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.A) else "")
    except ValueError:
        raise UsageError(f"as_of {text[:40]!r}: write a day as 2027-04-01") from None


def mark_of_day(base: Path) -> str:
    """What pages of plans depend on besides a release: the day, and the plans and logic models of the base now."""
    own = [path for folder in (FOLDER, LOGIC_MODELS) for path in sorted((base / folder).glob("*.yml"))]
    found = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in own]
    return f"{date.today()} {hashlib.sha256(repr(found).encode()).hexdigest()}"


def plan_list(library: Library, language: str) -> list[dict[str, Any]]:
    """One row for each plan, in one language."""
    return [{"plan": row.pop("plan"), "title": row.pop("labels")[language], **row} for row in plan_rows(library)]


def plan_rows(library: Library) -> list[dict[str, Any]]:
    """One row for each plan, the oldest first."""
    return [
        {
            "plan": plan.plan,
            "labels": asdict(plan.labels),
            "level": plan.level,
            "years": f"{plan.years} {plan.period[0]}-{plan.period[1] or ''}",
            "under": plan.under,
            "supersedes": plan.supersedes,
            "objectives": len(list(plan.objectives())),
            "measures": len(list(plan.measures())),
            "targets": len(list(plan.targets())),
            "unsourced": sum(not fact.sourced for fact in facts(plan)),
        }
        for plan in library.plans.values()
    ]


def indicator_list(library: Library, language: str) -> list[dict[str, Any]]:
    """One row for each indicator that plans may name, in one language."""
    return [
        {"indicator": row.pop("indicator"), "title": row.pop("labels")[language], **row}
        for row in indicator_rows(library)
    ]


def indicator_rows(library: Library) -> list[dict[str, Any]]:
    """One row for each indicator that plans may name."""
    return [
        {
            "indicator": one.id,
            "labels": asdict(one.labels),
            "unit": one.unit,
            "years": one.years,
            "values": _values(one),
        }
        for one in library.indicators.values()
    ]


def _values(one: Indicator) -> str:
    if one.question is not None:
        where = " ".join(f"{key}={value}" for key, value in one.question.where.items())
        return f"{one.question.indicator} {where}" + (" (rank)" if one.question.value == "rank" else "")
    return f"series {one.series.series}" if one.series is not None else ""


def side_by_side(library: Library, editions: Sequence[str], language: str) -> list[dict[str, Any]]:
    """One row for each indicator that an edition has a target for, one column for each edition."""
    plans = [library.plan(edition) for edition in editions]
    named = dict.fromkeys(target.indicator for plan in plans for target in plan.targets())
    return [
        {
            "indicator": name,
            **{plan.plan: "; ".join(_targets(plan, library.indicators[name], language)) or None for plan in plans},
        }
        for name in named
    ]


def _targets(plan: Plan, indicator: Indicator, language: str) -> Iterator[str]:
    for target in plan.targets():
        if target.indicator == indicator.id:
            yield mark(target, language) + target_words(target, indicator, language)


def target_words(target: Target, indicator: Indicator, language: str) -> str:
    """A target in words: `22,000 persons or more by FY2025`."""
    goal = goal_of(target, indicator)
    by = period(target.by, indicator)
    told = aim(goal, indicator.unit) if goal is not None else Text(
        en=f"{target.multiple:g} times the baseline", ja=f"基準値の{target.multiple:g}倍"
    )  # fmt: skip
    summed = target.total_from is not None
    if language == "ja":
        return f"{f'{target.total_from}～' if summed else ''}{by.ja}{'の累計' if summed else 'までに'}{told.ja}"
    return f"{told.en}{f' in all from {target.total_from}' if summed else ''} by {by.en}"


def mark(fact: Fact, language: str) -> str:
    """What stands before a statement that has no source."""
    return "" if fact.sourced else getattr(UNSOURCED, language)


def tree(plan: Plan, library: Library, language: str) -> Iterator[str]:
    """A plan as indented lines, each statement with its place in its source."""

    def text(words: Text) -> str:
        return str(getattr(words, language))

    def line(depth: int, fact: Fact, words: str) -> str:
        return f"{'  ' * depth}{mark(fact, language)}{words}{_place(fact)}"

    yield line(0, plan, f"{text(plan.labels)} ({plan.plan}, {plan.years} {plan.period[0]}-{plan.period[1] or ''})")
    if plan.summary is not None:
        yield f"  {text(plan.summary).strip()}"
    if plan.guard is not None:
        yield line(1, plan.guard, text(plan.guard.text).strip())
    for pillar in plan.pillars:
        yield line(1, pillar, f"# {text(pillar.labels)}")
        for objective in pillar.objectives:
            yield line(2, objective, f"{text(objective.labels)} ({objective.id}): {text(objective.statement).strip()}")
            for target in objective.targets:
                told = target_words(target, library.indicators[target.indicator], language)
                yield line(3, target, f"-> {text(target.wording)}: {told} [{target.indicator}]")
            for measure in objective.measures:
                by = ", ".join(text(one) for one in measure.ministries)
                yield line(3, measure, f"- {text(measure.labels)}{f' ({by})' if by else ''}")
                for budget in measure.budgets:
                    years = f", {budget.years[0]}-{budget.years[1]}" if budget.years else ""
                    yield line(4, budget, f"{budget.amount:,} {budget.currency}, {budget.kind}{years}")
            if objective.indicators:
                yield f"      looked at: {', '.join(objective.indicators)}"
    yield "sources:"
    for key, source in plan.sources.items():
        yield f"  {key}: {source.title}" + "".join(f", {part}" for part in (source.publisher, source.url) if part)


def _place(fact: Fact) -> str:
    if fact.source is None:
        return ""
    page = f" p. {fact.source.page}" if fact.source.page else ""
    return f"  <{fact.source.of}{page}>"
