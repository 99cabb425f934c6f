"""Each picture is one indicator over the years with what plans aim at: values, where they lead, and every target.

A target is a triangle that points to the better side (a range is a bar), with its words at the right and a thin line at
its level: values stand above or below it. The dashed grey line is the way that it asked for from its baseline; the
dashed blue one leads from the newest value to where the values lead, with the interval of that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rashinban.access.charts.frame import (
    INK,
    OTHER,
    OWN,
    SMALL,
    SOFT,
    WIDE,
    Scale,
    Spec,
    axis,
    finish,
    leads,
    link,
    quantitative,
    scale,
    wrapped,
)
from rashinban.access.charts.placing import apart
from rashinban.access.serialisers.display import Language
from rashinban.measure.plans.slope import Estimate, Point
from rashinban.measure.plans.words import quantity

#: Height of a line of words, and the room above the plot.
_LINE, _TOP = 15, 26


@dataclass(frozen=True, kw_only=True)
class Aimed:
    """One target. lower, upper: the range aimed at, None is open. name: its words and those of its plan, a line each.

    baseline: (year, value) where the way to it begins. newest, projected: from where and to where the values lead.
    """

    name: Sequence[str]
    by: int
    better: Literal["up", "down"]
    lower: float | None
    upper: float | None
    baseline: tuple[int, float] | None = None
    newest: Point | None = None
    projected: Estimate | None = None
    href: str | None = None

    @property
    def ends(self) -> list[float]:
        return [end for end in (self.lower, self.upper) if end is not None]


def plan_targets(
    series: Sequence[Sequence[Point]], aims: Sequence[Aimed], unit: str, language: Language, width: int = WIDE
) -> Spec | None:
    """The picture; None where fewer than two values are known, targets among them.

    series: the values as observed; several where targets are sums from different years.
    """
    drawn = [aim for aim in aims if aim.ends]
    values = _all_values(series, drawn)
    if len(values) < 2:
        return None
    factor, display, head = _written(max(map(abs, values)), unit, language)
    up = _upward([value / factor for value in values], unit)
    years = _years(series, drawn)
    right = (0.38 if width >= WIDE else 0.42) * width if drawn else 16.0
    room = {"left": 56.0 if width >= WIDE else 48.0, "right": right, "top": float(_TOP), "bottom": 26.0}
    plot = int(width - room["left"] - right)
    texts = [[line for part in aim.name for line in wrapped(part, right - 26, 4, SMALL)] for aim in drawn]
    height = max(220, sum(map(_tall, texts)))
    x = quantitative("year", years, _year_axis(years, plot))
    y = quantitative("value", up, axis(display, language, 5))
    flat = quantitative("value", up)
    of_series = {"detail": {"field": "series"}}
    layers: list[Spec] = [
        {
            "data": {"values": [{"head": head}]},
            "mark": {"type": "text", "align": "left", "fontSize": SMALL, "color": SOFT},
            "encoding": {"x": {"value": -room["left"] + 4}, "y": {"value": -14}, "text": {"field": "head"}},
        },
        *_ways(drawn, factor, x, flat),
        {
            "data": {"values": _observed(series, factor)},
            "mark": {"type": "area", "color": OWN, "opacity": 0.18},
            "encoding": {"x": x, "y": quantitative("lower", up, None), "y2": {"field": "upper"}, **of_series},
        },
        {
            "data": {"values": _observed(series, factor)},
            "mark": {
                "type": "line",
                "color": OWN,
                "strokeWidth": 3,
                "point": {"filled": True, "color": OWN, "size": 45},
            },
            "encoding": {"x": x, "y": y, **of_series},
        },
        *_targets(drawn, texts, factor, years, up, plot, height),
    ]
    return finish(layers, width=plot, height=height, room=room)


def _tall(text: Sequence[str]) -> int:
    """The height of some lines, and the room to the next."""
    return _LINE * len(text) + 6


def _all_values(series: Sequence[Sequence[Point]], aims: Sequence[Aimed]) -> list[float]:
    found = [
        end
        for points in series
        for point in points
        for end in (point.value, point.lower, point.upper)
        if end is not None
    ]
    for aim in aims:
        found += aim.ends
        found += [aim.baseline[1]] if aim.baseline else []
        found += [aim.projected.lower, aim.projected.upper] if aim.projected else []
    return found


def _written(largest: float, unit: str, language: Language) -> tuple[float, str, str]:
    """What values are divided by, how the axis writes them, and what stands over it: `trillion JPY`."""
    if unit == "share":
        return 1.0, "share", ""
    if unit == "rank":
        return 1.0, "count", "順位" if language == "ja" else "place"
    steps = {"en": (1e12, 1e9), "ja": (1e12,)}[language]
    factor = next((step for step in steps if largest >= step), 1.0)
    # `1 trillion JPY`, `1兆円`: the unit is what stands behind the 1.
    return factor, "number" if factor > 1 else "count", quantity(factor, unit, language).removeprefix("1").strip()


def _upward(values: Sequence[float], unit: str) -> Scale:
    """Values on the way up; of places the first stands at the top."""
    if unit != "rank":
        return scale(values)
    return Scale(low=max(max(values), 2.0), high=1.0)


def _years(series: Sequence[Sequence[Point]], aims: Sequence[Aimed]) -> Scale:
    found = [point.year for points in series for point in points]
    for aim in aims:
        found += [aim.by, *([aim.baseline[0]] if aim.baseline else [])]
    first, last = min(found), max(found)
    return Scale(low=first, high=last if last > first else first + 1)


def _year_axis(years: Scale, plot: int) -> Spec:
    every = range(int(years.low), int(years.high) + 1)
    return {
        "values": list(every)[::-1][:: math.ceil(len(every) / (plot / 48))],
        "format": "d",
        "title": None,
        "grid": False,
    }


def _observed(series: Sequence[Sequence[Point]], factor: float) -> list[Spec]:
    return [
        {
            "series": number,
            "year": point.year,
            "value": point.value / factor,
            "lower": (point.value if point.lower is None else point.lower) / factor,
            "upper": (point.value if point.upper is None else point.upper) / factor,
        }
        for number, points in enumerate(series)
        for point in points
    ]


def _ways(aims: Sequence[Aimed], factor: float, x: Spec, y: Spec) -> list[Spec]:
    """From each baseline to its target, and from the newest value to where the values lead."""
    asked, led, whiskers = [], [], []
    starts = []
    for number, aim in enumerate(aims):
        if aim.baseline is not None and len(aim.ends) == 1:
            way = [aim.baseline, (aim.by, aim.ends[0])]
            asked += [{"way": number, "year": year, "value": value / factor} for year, value in way]
            starts.append({"year": aim.baseline[0], "value": aim.baseline[1] / factor})
        if aim.newest is not None and aim.projected is not None:
            ahead = [(aim.newest.year, aim.newest.value), (aim.by, aim.projected.value)]
            led += [{"way": number, "year": year, "value": value / factor} for year, value in ahead]
            lower, upper = aim.projected.lower / factor, aim.projected.upper / factor
            whiskers.append({"year": aim.by, "value": lower, "upper": upper})
    detail = {"detail": {"field": "way"}}
    return [
        {
            "data": {"values": asked},
            "mark": {"type": "line", "color": OTHER, "strokeDash": [2, 3]},
            "encoding": {"x": x, "y": y, **detail},
        },
        {
            "data": {"values": starts},
            "mark": {"type": "point", "shape": "diamond", "size": 70, "fill": "white", "color": OTHER, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": led},
            "mark": {"type": "line", "color": OWN, "strokeDash": [6, 4]},
            "encoding": {"x": x, "y": y, **detail},
        },
        {
            "data": {"values": whiskers},
            "mark": {"type": "rule", "color": OWN, "strokeWidth": 2, "opacity": 0.6},
            "encoding": {"x": x, "y": y, "y2": {"field": "upper"}},
        },
    ]


def _targets(
    aims: Sequence[Aimed], texts: Sequence[list[str]], factor: float, years: Scale, up: Scale, plot: int, height: int
) -> list[Spec]:
    """Each target at its year and value, led to its words at the right."""
    if not aims:
        return []
    spots: list[Spec] = []
    lines: list[Spec] = []
    for aim, text in zip(aims, texts, strict=True):
        levels = [height - up.position(end / factor, height) for end in aim.ends]
        lines += [{"start": 0, "x": years.position(aim.by, plot), "level": level} for level in levels]
        # On an axis of places the better side is the upper one, though the number is smaller.
        rises = (aim.better == "up") == (up.high > up.low)
        spots.append(
            {
                "name": text,
                "said": " ".join(aim.name),
                "href": link(aim.href),
                "x": years.position(aim.by, plot),
                "y": sum(levels) / len(levels),
                "top": min(levels),
                "end": max(levels),
                "shape": "square" if len(levels) == 2 else "triangle-up" if rises else "triangle-down",
            }
        )
    # Words of several lines stand as far apart as the longest of them needs, and none beyond the picture.
    gap = max(map(_tall, texts))
    stands = apart([spot["y"] for spot in spots], gap, gap / 2 - _TOP, height - gap / 2)
    for spot, at in zip(spots, stands, strict=True):
        spot |= {"at": at, "key": plot + 16, "text": plot + 20}
    raw = {"type": "quantitative", "scale": None}
    at_mark = {"x": {"field": "x", **raw}, "y": {"field": "y", **raw}}
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1, "opacity": 0.5},
            "encoding": {"x": {"field": "start", **raw}, "x2": {"field": "x"}, "y": {"field": "level", **raw}},
        },
        {
            "data": {"values": spots},
            "mark": {"type": "rule", "color": SOFT, "strokeDash": [1, 2]},
            "encoding": {**at_mark, "x2": {"field": "key"}, "y2": {"field": "at"}},
        },
        {
            "data": {"values": spots},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 4},
            "encoding": {"x": {"field": "x", **raw}, "y": {"field": "top", **raw}, "y2": {"field": "end"}},
        },
        {
            "data": {"values": spots},
            "mark": {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 90},
            "encoding": {**at_mark, "shape": {"field": "shape", "type": "nominal", "scale": None}},
        },
        {
            "data": {"values": spots},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": SMALL,
                "lineHeight": _LINE,
                "color": INK,
                # The block of lines stands around its place, not below it.
                "dy": {"expr": f"-{_LINE / 2} * (length(datum.name) - 1)"},
                "aria": any(spot["href"] for spot in spots),
            },
            "encoding": {
                "x": {"field": "text", **raw},
                "y": {"field": "at", **raw},
                "text": {"field": "name"},
                **leads(),
            },
        },
    ]
