"""Each goal is a target of a plan in numbers, and each series the observations that stand for its indicator."""

from __future__ import annotations

from collections.abc import Sequence

from rashinban.definitions.plan_models import Indicator, Target
from rashinban.measure.plans.rule import Goal
from rashinban.measure.plans.slope import Point


def goal_of(target: Target, indicator: Indicator) -> Goal | None:
    """The target in numbers; None where it is a multiple of a baseline that nobody gives."""
    direction = target.move or target.direction or indicator.direction
    base = target.baseline
    lower = upper = None
    if target.between is not None:
        lower, upper = target.between
    elif target.move is None:
        aim = target.reach
        if target.multiple is not None:
            if base is None:
                return None
            aim = base.value * target.multiple
        lower, upper = (aim, None) if direction == "up" else (None, aim)
    total = target.total_from is not None
    return Goal(
        direction=direction,
        by=target.by,
        lower=lower,
        upper=upper,
        # A sum of years has nothing before its first.
        baseline=0.0 if total else base.value if base else None,
        base_year=target.total_from - 1 if target.total_from is not None else base.year if base else None,
        total=total,
    )


def ends_of(unit: str, points: Sequence[Point]) -> tuple[float | None, float | None]:
    """The least and the largest value of a unit: a share has both, a place begins at 1, counts and money at 0.

    Where a value seen is beyond them, the unit is not what it seems (a balance, growth beyond the whole): no ends.
    """
    least, largest = {"share": (0.0, 1.0), "rank": (1.0, None)}.get(unit, (0.0, None))
    outside = any(point.value < least or (largest is not None and point.value > largest) for point in points)
    return (None, None) if outside else (least, largest)


def running_sum(points: Sequence[Point], first: int) -> tuple[Point, ...]:
    """The sum from the year `first` on, year by year, up to the first year without a value.

    The bounds add up as if all values erred the same way: wider than they would be if they erred apart.
    """
    known = {point.year: point for point in points}
    found: list[Point] = []
    value = lower = upper = 0.0
    year = first
    while point := known.get(year):
        value += point.value
        lower += point.value if point.lower is None else point.lower
        upper += point.value if point.upper is None else point.upper
        bounded = (lower, upper) != (value, value)
        found.append(Point(year=year, value=value, lower=lower if bounded else None, upper=upper if bounded else None))
        year += 1
    return tuple(found)
