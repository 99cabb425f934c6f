"""Each verdict is the status of one target, by the rule below and nothing else.

    required slope  = (target - baseline) / (by - base year)
    observed slope  = Theil-Sen over the last USED observations, with its interval (slope.py)
    projected       = where these observations lead by the target's year, with its interval

    on track        the projected interval lies at the target or beyond it; or the year is over and the value is there
    at risk         the interval straddles the target
    off track       the interval falls short as a whole
    no verdict      the statement has no source; there is no target, or no baseline to take it from; fewer than FEWEST
                    observations; the newest is older than twice the update rhythm and the lag; units differ
    not measurable  no series is named, or the base has no value of it

A projection ends where the unit does: a share at 0 and 1, a place at 1. A target to move better is judged by the sign
of the observed slope. A sum of years is judged on the running sum; once it is reached it stays so. Equal to the target
is met. A rule that changes gets a new RULE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose
from typing import Literal, get_args

from rashinban.measure.plans.slope import Estimate, Point, project, slope, within_ends

RULE = "plan-status 1"
#: Observations that the slope is made of, at most; and the least that allow a verdict.
USED, FEWEST = 5, 3

Status = Literal["on_track", "at_risk", "off_track", "no_verdict", "not_measurable"]
STATUSES: tuple[Status, ...] = get_args(Status)
#: Why there is this status: one word for each sentence of words.py.
Because = Literal[
    "projected", "moving", "ended", "reached_sum",
    "unsourced", "no_target", "no_baseline", "too_few", "stale", "other_unit",
    "no_series", "no_values",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is aimed at: a value (or a range) by a year, or a direction only.

    direction: which way is better. lower, upper: the range in which the value shall lie; None is open. A goal `up`
    to 100 has lower 100. Both None: any move in the direction.
    """

    direction: Literal["up", "down"]
    by: int
    lower: float | None = None
    upper: float | None = None
    baseline: float | None = None
    base_year: int | None = None
    total: bool = False

    @property
    def value(self) -> float | None:
        """The one value aimed at, where it is one."""
        if self.lower is not None and self.upper is not None:
            return None
        return self.lower if self.upper is None else self.upper


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A status with the numbers that it follows from. Made by `judge` and `withhold`; nobody sets one otherwise.

    needed_slope: what would have to come each year from the newest value on. used: the points of the slope.
    """

    status: Status
    because: Because
    rule: str = RULE
    goal: Goal | None = None
    newest: Point | None = None
    used: tuple[Point, ...] = ()
    required_slope: float | None = None
    observed_slope: Estimate | None = None
    needed_slope: float | None = None
    projected: Estimate | None = None


def judge(
    points: Sequence[Point] | None,
    goal: Goal | None,
    *,
    year: int,
    rhythm: int = 1,
    lag: int = 0,
    ends: tuple[float | None, float | None] = (None, None),
) -> Verdict:
    """The status of a goal from its observations, seen from a year.

    points: None where no series is named; one a year, in any order. year: of the day on which the question is asked,
    of the same kind (FY or CY) as the points'. rhythm, lag: of the series, in years. ends: the least and the largest
    value that there can be; a projection is cut there.
    """
    if points is None:
        return Verdict(status="not_measurable", because="no_series", goal=goal)
    known = sorted(points, key=lambda point: point.year)
    if not known:
        return Verdict(status="not_measurable", because="no_values", goal=goal)
    newest = known[-1]
    if goal is None:
        return Verdict(status="no_verdict", because="no_target", newest=newest)
    within = [point for point in known if point.year <= goal.by]
    ended = next((point for point in within if point.year == goal.by), None)
    if goal.total and within and _meets(within[-1].value, goal):
        return _verdict("on_track", "reached_sum", goal, within)
    moves = goal.lower is None and goal.upper is None
    if ended is not None and not moves:
        low = ended.value if ended.lower is None else ended.lower
        high = ended.value if ended.upper is None else ended.upper
        return _verdict(_side(low, high, goal), "ended", goal, within)
    if len(within) < FEWEST:
        return _verdict("no_verdict", "too_few", goal, within or known)
    if ended is None and year - newest.year > 2 * rhythm + lag:
        return _verdict("no_verdict", "stale", goal, within)
    used = within[-USED:]
    change = slope(used)
    if moves:
        sign = 1 if goal.direction == "up" else -1
        least, most = sorted((sign * change.lower, sign * change.upper))
        status: Status = "on_track" if least > 0 else "off_track" if most <= 0 else "at_risk"
        return _verdict(status, "moving", goal, within, change)
    ahead = within_ends(project(used, change, goal.by), *ends)
    return _verdict(_side(ahead.lower, ahead.upper, goal), "projected", goal, within, change, ahead)


def withhold(because: Literal["unsourced", "no_baseline", "other_unit"], points: Sequence[Point] = ()) -> Verdict:
    """No verdict, whatever the observations say."""
    return Verdict(status="no_verdict", because=because, newest=max(points, key=lambda p: p.year, default=None))


def _verdict(
    status: Status,
    because: Because,
    goal: Goal,
    known: Sequence[Point],
    change: Estimate | None = None,
    ahead: Estimate | None = None,
) -> Verdict:
    newest, aim = known[-1], goal.value
    required = needed = None
    if aim is not None and goal.baseline is not None and goal.base_year is not None:
        required = (aim - goal.baseline) / (goal.by - goal.base_year)
    if aim is not None and newest.year < goal.by:
        needed = (aim - newest.value) / (goal.by - newest.year)
    return Verdict(
        status=status,
        because=because,
        goal=goal,
        newest=newest,
        used=tuple(known[-USED:]) if change else (),
        required_slope=required,
        observed_slope=change,
        needed_slope=needed,
        projected=ahead,
    )


def _side(low: float, high: float, goal: Goal) -> Status:
    """Where an interval lies to the goal. Without width, it is met or missed."""
    meets = (_meets(low, goal), _meets(high, goal))
    if all(meets):
        return "on_track"
    # Both ends outside a range on different sides of it: the range lies within the interval.
    around = goal.lower is not None and goal.upper is not None and low < goal.lower and high > goal.upper
    return "at_risk" if any(meets) or around else "off_track"


def _meets(value: float, goal: Goal) -> bool:
    """Whether a value lies at the goal or beyond it; a difference that is rounding only is none."""
    above = goal.lower is None or value >= goal.lower or isclose(value, goal.lower, rel_tol=1e-9)
    below = goal.upper is None or value <= goal.upper or isclose(value, goal.upper, rel_tol=1e-9)
    return above and below
