"""Statuses of planted series: a table of cases, and the numbers of a few worked by hand."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from rashinban.definitions.plan_models import Indicator, Target
from rashinban.measure.plans.goals import ends_of, goal_of, running_sum
from rashinban.measure.plans.rule import RULE, Goal, Verdict, judge, withhold
from rashinban.measure.plans.slope import Estimate, Point, project, slope
from rashinban.measure.plans.words import quantity, reason

TABLE = Path(__file__).parents[2] / "data" / "plans" / "cases.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
_POINT = re.compile(r"(\d+):([\d.]+)(?:\[([\d.]+);([\d.]+)\])?")

PERSONS = Indicator.model_validate(
    {"id": "x", "labels": {"en": "x", "ja": "x"}, "type": "output", "unit": "persons", "direction": "up",
     "years": "FY", "series": {"series": "x", "subject": "JP"}, "sourced": False}
)  # fmt: skip


def points(text: str) -> tuple[Point, ...] | None:
    """`2020:100[95;105] 2021:110`; empty: no series is named; none: it has no values."""
    if not text:
        return None
    return tuple(
        Point(
            year=int(year),
            value=float(value),
            lower=float(lower) if lower else None,
            upper=float(upper) if upper else None,
        )
        for year, value, lower, upper in (found.groups() for found in _POINT.finditer(text))
    )


def goal(case: dict[str, str]) -> Goal | None:
    if not case["aim"]:
        return None
    lower = upper = None
    if ".." in case["aim"]:
        lower, upper = (float(end) for end in case["aim"].split(".."))
    elif case["aim"] != "move":
        lower, upper = (float(case["aim"]), None) if case["direction"] == "up" else (None, float(case["aim"]))
    value, _, year = case["baseline"].partition("@")
    return Goal(
        direction="up" if case["direction"] == "up" else "down",
        by=int(case["by"]),
        lower=lower,
        upper=upper,
        baseline=float(value) if value else None,
        base_year=int(year) if year else None,
        total=bool(case["total_from"]),
    )


def judged(case: dict[str, str]) -> Verdict:
    found = points(case["values"])
    if case["total_from"] and found:
        found = running_sum(found, int(case["total_from"]))
    return judge(found, goal(case), year=int(case["year"]), rhythm=int(case["rhythm"]), lag=int(case["lag"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_planted_series_gets_the_planted_status(case: dict[str, str]) -> None:
    verdict = judged(case)
    assert (verdict.status, verdict.because) == (case["status"], case["because"])
    assert verdict.rule == RULE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_every_verdict_says_why_in_both_languages(case: dict[str, str]) -> None:
    words = reason(judged(case), PERSONS, year=int(case["year"]))
    assert words.en.endswith(".")
    assert words.ja.endswith("。")


def test_the_table_has_every_status_and_reason() -> None:
    assert len(CASES) >= 20
    assert {case["status"] for case in CASES} == {"on_track", "at_risk", "off_track", "no_verdict", "not_measurable"}


def test_the_numbers_of_a_verdict_are_those_of_the_formula() -> None:
    case = next(case for case in CASES if case["case"] == "the interval on both sides")
    verdict = judged(case)
    # Pair slopes: 4, 9, 26/3, 14, 11, 8; in order 4, 8, 8.67, 9, 11, 14.
    assert verdict.observed_slope is not None
    assert verdict.observed_slope.value == pytest.approx((26 / 3 + 9) / 2)
    assert (verdict.observed_slope.lower, verdict.observed_slope.upper) == (4, 14)
    assert verdict.observed_slope.level == pytest.approx(1 - 2 / 24)
    # By 2025 with 4 a year: 120, 120, 130, 134; with 14: 170, 160, 160, 154.
    assert verdict.projected is not None
    assert (verdict.projected.lower, verdict.projected.upper) == ((120 + 130) / 2, 160)
    assert verdict.required_slope == (150 - 100) / (2025 - 2020)
    assert verdict.needed_slope == (150 - 126) / (2025 - 2023)
    assert verdict.newest == Point(year=2023, value=126)


def test_a_sum_begins_at_nothing_and_ends_before_a_year_without_value() -> None:
    sums = running_sum([Point(year=2023, value=7), Point(year=2021, value=6, lower=5, upper=8)], 2021)
    assert sums == (Point(year=2021, value=6, lower=5, upper=8),)
    verdict = judged(next(case for case in CASES if case["case"] == "a sum on the line"))
    assert verdict.newest == Point(year=2023, value=18)
    assert verdict.needed_slope == (30 - 18) / 2
    target = Target.model_validate(
        {"indicator": "x", "wording": {"en": "x", "ja": "x"}, "by": 2025, "reach": 30, "unit": "persons",
         "total_from": 2021, "sourced": False}
    )  # fmt: skip
    assert goal_of(target, PERSONS) == Goal(direction="up", by=2025, lower=30, baseline=0, base_year=2020, total=True)


def test_the_interval_of_a_slope_has_the_exact_level_of_kendalls_score() -> None:
    # Five values have 120 orders; one of them has no inversion, four have one: P(S >= 8) = 5/120.
    five = [Point(year=2019 + at, value=value) for at, value in enumerate((1, 3, 2, 5, 9))]
    # Pair slopes in order: -1, 1/2, 1, 4/3, 2, 2, 7/3, 3, 7/2, 4; the second from either end.
    assert slope(five) == Estimate(value=2, lower=0.5, upper=3.5, level=pytest.approx(1 - 2 * 5 / 120))
    three = five[:3]
    assert slope(three) == Estimate(value=0.5, lower=-1, upper=2, level=pytest.approx(1 - 2 / 6))
    assert slope(five[:2]).level == 0


def test_a_projection_takes_the_bounds_of_the_values() -> None:
    known = [Point(year=2020, value=10, lower=8, upper=13), Point(year=2021, value=12), Point(year=2022, value=14)]
    ahead = project(known, Estimate(value=2, lower=1, upper=3, level=0.5), 2024)
    # 10 + 8, 12 + 6, 14 + 4; lower 8 + 4, 12 + 3, 14 + 2; upper 13 + 12, 12 + 9, 14 + 6.
    assert ahead == Estimate(value=18, lower=15, upper=21, level=0.5)


@pytest.mark.parametrize(
    ("unit", "values", "ends"),
    [
        ("share", (0.1, 0.9), (0, 1)), ("share", (0.1, 1.2), (None, None)), ("rank", (3, 13), (1, None)),
        ("persons", (0, 5), (0, None)), ("persons", (-1, 5), (None, None)),
    ],
)  # fmt: skip
def test_a_projection_ends_where_the_unit_does(
    unit: str, values: tuple[float, float], ends: tuple[float | None, float | None]
) -> None:
    assert ends_of(unit, [Point(year=2020, value=values[0]), Point(year=2021, value=values[1])]) == ends


def test_a_share_is_not_projected_beyond_the_whole() -> None:
    known = [Point(year=2020 + at, value=0.7 + 0.1 * at) for at in range(3)]
    goal = Goal(direction="up", by=2025, lower=1.0)
    verdict = judge(known, goal, year=2023, ends=(0, 1))
    # 0.9 + 3 x 0.1 is 1.2.
    assert verdict.projected is not None
    assert (verdict.projected.value, verdict.projected.upper, verdict.status) == (1, 1, "on_track")


def test_what_is_withheld_has_no_verdict_whatever_the_values_say() -> None:
    known = [Point(year=2020, value=1), Point(year=2021, value=2)]
    assert withhold("unsourced", known) == Verdict(status="no_verdict", because="unsourced", newest=known[1])
    words = reason(withhold("unsourced"), PERSONS, year=2024)
    assert words.en == "The target has no source yet: it is a lead, not a fact, and nothing is judged by it."


def test_a_reason_has_the_numbers_that_decide() -> None:
    verdict = judged(next(case for case in CASES if case["case"] == "slower than required"))
    words = reason(verdict, PERSONS, year=2024)
    assert words.en == (
        "4 values of FY2020 to FY2023 change by +5 persons (+5 persons to +5 persons, 92%) a year; they lead to "
        "125 persons (125 persons to 125 persons, 92%) by FY2025; aimed at: 150 persons or more: the whole interval "
        "falls short; required from the baseline: +10 persons a year; needed from now on: +17.5 persons a year; "
        "newest: 115 persons in FY2023."
    )
    assert words.ja == (
        "2020年度～2023年度の4個の値は年あたり+5人（+5人～+5人、92%）変化している。このままなら2025年度に125人"
        "（125人～125人、92%）となる。目標：150人以上。区間全体が目標に届かない。基準値から必要な変化は年+10人。"
        "今後必要な変化は年+17.5人。最新値：2023年度に115人。"
    )


@pytest.mark.parametrize(
    ("value", "unit", "change", "en", "ja"),
    [
        (30e12, "JPY", False, "30 trillion JPY", "30兆円"),
        (820e9, "JPY", False, "820 billion JPY", "8,200億円"),
        (0.303, "share", False, "30.3 %", "30.3%"),
        (0.012, "share", True, "+1.2 points", "+1.2ポイント"),
        (22_000, "persons", False, "22,000 persons", "2.2万人"),
        (3, "rank", False, "place 3", "3位"),
        (-0.5, "rank", True, "-0.5", "-0.5"),
        (7_855.2, "works", False, "7,855 works", "7,855件"),
    ],
)
def test_quantities_are_written_for_people(value: float, unit: str, change: bool, en: str, ja: str) -> None:
    assert quantity(value, unit, "en", change=change) == en
    assert quantity(value, unit, "ja", change=change) == ja
