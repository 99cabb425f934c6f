"""Each drawing is the values of an indicator of plans with the targets for it, on one chart of charts/plans.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashinban.access.charts.frame import WIDE, Spec
from rashinban.access.charts.plans import Aimed, plan_targets
from rashinban.access.plans import target_words
from rashinban.access.serialisers.display import Language
from rashinban.definitions.plan_models import Indicator
from rashinban.measure.plans.board import Line
from rashinban.measure.plans.goals import running_sum
from rashinban.measure.plans.slope import Point
from rashinban.measure.plans.values import Values


def sourced(line: Line) -> bool:
    """Whether all that a line states has a source: a lead without one is not drawn as if it were a target."""
    return all(fact.sourced for fact in line.facts())


def observed(values: Values, indicator: Indicator, lines: Iterable[Line]) -> list[Sequence[Point]]:
    """The values as observed; where targets are sums, the running sum from the first year of each."""
    points = (values.points or ()) if values.fits(indicator) else ()
    firsts = {line.target.total_from for line in lines if line.target is not None} or {None}
    series = [points if first is None else running_sum(points, first) for first in sorted(firsts, key=lambda y: y or 0)]
    return [one for one in series if one]


def aimed(line: Line, name: Sequence[str], href: str | None = None) -> Aimed | None:
    """The mark of a target; None where the line has no target in numbers."""
    verdict, goal = line.verdict, line.verdict.goal
    if line.target is None or goal is None:
        return None
    begins = goal.baseline is not None and goal.base_year is not None
    return Aimed(
        name=name,
        by=goal.by,
        better=goal.direction,
        lower=goal.lower,
        upper=goal.upper,
        baseline=(goal.base_year or 0, goal.baseline or 0.0) if begins else None,
        newest=verdict.newest,
        projected=verdict.projected,
        href=href,
    )


def line_drawn(line: Line, language: Language, width: int = WIDE) -> Spec | None:
    """One line of a board by itself; None where fewer than two values and targets with a source are known."""
    if line.indicator is None or line.values is None:
        return None
    told = [line] if sourced(line) else []
    marks = [
        mark
        for one in told
        if one.target is not None
        and (mark := aimed(one, [target_words(one.target, line.indicator, language)])) is not None
    ]
    return plan_targets(observed(line.values, line.indicator, told), marks, line.indicator.unit, language, width)
