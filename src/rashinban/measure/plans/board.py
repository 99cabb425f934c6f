"""Each line of a board is one target (or indicator, or objective that nobody measures) of a plan with its status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from rashinban.definitions.plan_models import Fact, Indicator, Objective, Pillar, Plan, Target
from rashinban.definitions.plans import Library
from rashinban.measure.plans.goals import ends_of, goal_of, running_sum
from rashinban.measure.plans.rule import RULE, STATUSES, Verdict, judge, withhold
from rashinban.measure.plans.values import Values, values, year_of
from rashinban.measure.plans.words import RULE_WORDS, STATUS_WORDS, reason
from rashinban.measure.session import Session
from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a board. target: None where the plan looks at the indicator only; indicator: None where at nothing."""

    pillar: Pillar
    objective: Objective
    indicator: Indicator | None
    target: Target | None
    verdict: Verdict
    reason: Text
    values: Values | None

    def fields(self) -> dict[str, Any]:
        """The line as plain values."""
        verdict, target = asdict(self.verdict), self.target
        indicator = self.indicator
        return {
            "pillar": self.pillar.id,
            "objective": self.objective.id,
            "objective_labels": asdict(self.objective.labels),
            "indicator": indicator.id if indicator else None,
            "indicator_labels": asdict(indicator.labels) if indicator else None,
            "indicator_type": indicator.type if indicator else None,
            "unit": indicator.unit if indicator else None,
            "years": indicator.years if indicator else None,
            "target": target.model_dump(mode="json", exclude_none=True) if target else None,
            "sourced": all(part.sourced for part in self.facts()),
            **{name: value for name, value in verdict.items() if name not in ("goal", "used")},
            "goal": verdict["goal"],
            "used": verdict["used"],
            "values": [asdict(point) for point in self.values.points or ()] if self.values else [],
            "incomplete_years": list(self.values.incomplete) if self.values else [],
            "reason": asdict(self.reason),
            "rebuild": self.values.rebuild if self.values else None,
        }

    def facts(self) -> Iterator[Fact]:
        """What the line states besides its numbers."""
        yield self.objective
        if self.target is not None:
            yield self.target
            if self.target.baseline is not None:
                yield self.target.baseline


@dataclass(frozen=True, kw_only=True)
class Board:
    """A plan's lines on a day, with the rule, and the sentence that says what targets are for."""

    plan: Plan
    as_of: date
    release: str
    simulated: bool
    guard: Text
    lines: tuple[Line, ...]

    def counts(self) -> Mapping[str, int]:
        """How many lines have each status, in the order of STATUSES."""
        found = Counter(line.verdict.status for line in self.lines)
        return {status: found[status] for status in STATUSES}

    def fields(self) -> dict[str, Any]:
        """The board as plain values."""
        return {
            "plan": self.plan.plan,
            "labels": asdict(self.plan.labels),
            "as_of": self.as_of.isoformat(),
            "release": self.release,
            "simulated": self.simulated,
            "guard": asdict(self.guard),
            "rule": RULE,
            "rule_words": asdict(RULE_WORDS),
            "status_words": {status: asdict(words) for status, words in STATUS_WORDS.items()},
            "counts": dict(self.counts()),
            "lines": [line.fields() for line in self.lines],
        }


def status(session: Session, library: Library, plan_id: str, as_of: date, about: Mapping[str, Any]) -> Board:
    """The board of one plan from one release (`about` is its release.json), seen from a day."""
    plan = library.plan(plan_id)
    release = str(about["id"])
    known: dict[str, Values] = {}
    lines: list[Line] = []
    for pillar, objective in plan.objectives():
        asked: list[tuple[str, Target | None]] = [(target.indicator, target) for target in objective.targets]
        aimed = {name for name, _ in asked}
        asked += [(name, None) for name in objective.indicators if name not in aimed]
        for name, target in asked:
            indicator = library.indicators[name]
            if name not in known:
                known[name] = values(session, indicator, as_of, release=release)
            lines.append(line(pillar, objective, indicator, target, known[name], as_of))
        if not asked:
            nothing = Text(
                en="The plan names no indicator for this objective.", ja="この目的に対応する指標が定められていない。"
            )
            lines.append(
                Line(
                    pillar=pillar,
                    objective=objective,
                    indicator=None,
                    target=None,
                    verdict=judge(None, None, year=as_of.year),
                    reason=nothing,
                    values=None,
                )
            )
    return Board(
        plan=plan,
        as_of=as_of,
        release=release,
        simulated=bool(about["simulated"]),
        guard=library.guard().text,
        lines=tuple(lines),
    )


def line(
    pillar: Pillar, objective: Objective, indicator: Indicator, target: Target | None, found: Values, as_of: date
) -> Line:
    """One line from the values of its indicator."""
    year = year_of(as_of, indicator.years)
    points = found.points
    if points and target is not None and target.total_from is not None:
        points = running_sum(points, target.total_from)
    goal = goal_of(target, indicator) if target is not None else None
    baseline = target.baseline if target is not None else None
    if target is not None and not (target.sourced and (baseline is None or baseline.sourced)):
        verdict = withhold("unsourced", points or ())
    elif points and not found.fits(indicator):
        verdict = withhold("other_unit", points)
    elif points and target is not None and goal is None:
        verdict = withhold("no_baseline", points)
    else:
        ends = ends_of(indicator.unit, points or ())
        verdict = judge(points, goal, year=year, rhythm=indicator.rhythm, lag=indicator.lag, ends=ends)
    return Line(
        pillar=pillar,
        objective=objective,
        indicator=indicator,
        target=target,
        verdict=verdict,
        reason=reason(verdict, indicator, year=year, found=f"{found.unit}, {found.years}"),
        values=found,
    )
