"""Pictures of plans: where each mark stands is worked out by hand."""

from __future__ import annotations

import re
from typing import Any

from rashinban.access.charts.frame import NARROW, WIDE
from rashinban.access.charts.plans import Aimed, plan_targets
from rashinban.access.charts.render import svg
from rashinban.access.charts.target import Told, target_row
from rashinban.measure.plans.rule import Goal
from rashinban.measure.plans.slope import Estimate, Point

TOLD = Told(target="target", baseline="baseline 2020", newest="2023")


def goal(**other: Any) -> Goal:
    return Goal(**{"direction": "up", "by": 2025, "lower": 150.0, "baseline": 100.0, "base_year": 2020, **other})


def test_marks_of_a_row_stand_on_one_scale() -> None:
    drawn = target_row(goal(), Point(year=2023, value=130), None, "persons", "en", TOLD, said="x")
    assert drawn is not None
    # 100 to 150 over 264 - 2 x 9 = 246 pixels: 130 stands at 9 + 0.6 x 246 = 156.6, the target at 255.
    assert '<circle cx="156.6"' in drawn
    assert '<line x1="255.0" x2="255.0"' in drawn
    assert 'points="3.0,30 9.0,24 15.0,30 9.0,36"' in drawn
    assert re.findall(r">([^<]+)</text>", drawn) == [
        "target 150 persons",
        "2023 130 persons",
        "baseline 2020 100 persons",
    ]


def test_where_less_is_better_the_target_stands_at_the_right_too() -> None:
    aim = goal(direction="down", lower=None, upper=3.0, baseline=13.0)
    ahead = Estimate(value=16, lower=13, upper=23, level=0.92)
    drawn = target_row(aim, Point(year=2023, value=13), ahead, "rank", "ja", TOLD, said="x")
    assert drawn is not None
    # Places 23 to 3 from the left to the right: 13 is in the middle, 3 at the right end.
    assert '<circle cx="132.0"' in drawn
    assert '<line x1="255.0" x2="255.0"' in drawn
    # From 23 to 13: from the left end to the middle.
    assert '<line x1="9.0" x2="132.0"' in drawn


def test_one_value_makes_no_picture() -> None:
    assert target_row(goal(baseline=None), None, None, "persons", "en", TOLD, said="x") is None
    assert target_row(goal(baseline=150.0), Point(year=2023, value=150), None, "persons", "en", TOLD, said="x") is None
    assert target_row(None, Point(year=2023, value=150), None, "persons", "en", TOLD, said="x") is None


def test_words_of_a_row_are_escaped() -> None:
    told = Told(target="<b>", baseline="&", newest='"')
    drawn = target_row(goal(), Point(year=2023, value=130), None, "<i>", "en", told, said='"<script>')
    assert drawn is not None
    assert not re.search(r"<(b|i|script)>", drawn)
    assert 'aria-label="&#34;&lt;script&gt;"' in drawn


POINTS = [Point(year=2021, value=20e12), Point(year=2022, value=41e12)]


def aimed(**other: Any) -> Aimed:
    return Aimed(
        **{"name": ["120 trillion", "6th Plan"], "by": 2025, "better": "up", "lower": 120e12, "upper": None, **other}
    )


def rows(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", []) if key in row]


def test_values_and_targets_are_written_in_one_large_unit() -> None:
    spec = plan_targets([POINTS], [aimed(baseline=(2020, 0.0))], "JPY", "en")
    assert spec is not None
    assert rows(spec, "head")[0]["head"] == "trillion JPY"
    assert {(row["year"], row["value"]) for row in rows(spec, "series")} == {(2021, 20.0), (2022, 41.0)}
    assert [(row["year"], row["value"]) for row in rows(spec, "way")] == [(2020, 0.0), (2025, 120.0)]
    japanese = plan_targets([POINTS], [], "JPY", "ja")
    assert japanese is not None
    assert rows(japanese, "head")[0]["head"] == "兆円"


def test_a_projection_leads_from_the_newest_value_with_its_interval() -> None:
    ahead = Estimate(value=106e12, lower=103e12, upper=108e12, level=0.92)
    spec = plan_targets([POINTS], [aimed(newest=POINTS[-1], projected=ahead)], "JPY", "en")
    assert spec is not None
    assert [(row["year"], row["value"]) for row in rows(spec, "way")] == [(2022, 41.0), (2025, 106.0)]
    assert {"year": 2025, "value": 103.0, "upper": 108.0} in rows(spec, "upper")


def test_a_triangle_points_to_the_better_side_and_a_range_is_a_bar() -> None:
    places = [Point(year=2021, value=13), Point(year=2022, value=12)]
    third = aimed(better="down", lower=None, upper=3.0)
    spec = plan_targets([places], [third], "rank", "en")
    assert spec is not None
    # The first place stands at the top: fewer is up.
    assert rows(spec, "shape")[0]["shape"] == "triangle-up"
    fewer = plan_targets([places], [third], "persons", "en")
    between = plan_targets([places], [aimed(lower=3.0, upper=5.0)], "persons", "en")
    assert fewer is not None
    assert between is not None
    assert rows(fewer, "shape")[0]["shape"] == "triangle-down"
    assert rows(between, "shape")[0]["shape"] == "square"


def test_less_than_two_values_make_no_picture() -> None:
    assert plan_targets([], [aimed()], "JPY", "en") is None
    assert plan_targets([POINTS[:1]], [aimed(lower=None)], "JPY", "en") is None


def test_both_widths_are_drawn() -> None:
    for width in (WIDE, NARROW):
        spec = plan_targets([POINTS], [aimed(), aimed(by=2030, name=["180 trillion", "7th Plan"])], "JPY", "ja", width)
        assert spec is not None
        drawn = svg(spec)
        assert f'width="{width}"' in drawn or re.search(rf'width="{width - 1}(\.\d+)?"', drawn)
        assert "7th Plan" in drawn
