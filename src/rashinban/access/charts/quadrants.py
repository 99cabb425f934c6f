"""Each quadrant is a part of a scatter with a name in words, so that a reader need not work out what a corner means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import SMALL, SOFT, Scale, Spec, measure, quantitative, wrapped
from rashinban.access.charts.placing import Box


@dataclass(frozen=True, kw_only=True)
class Quadrants:
    """The values at which the plot is parted, and a name for each part; an empty one is not written."""

    x: float
    y: float
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str


def quadrant_names(of: Quadrants, across: Scale, up: Scale, plot: int, height: int) -> list[tuple[Spec, Box]]:
    """Each name in the outer corner of its part. It is bound to values, so that it stays there when a reader zooms."""
    found = []
    for name, left, top in (
        (of.top_left, True, True),
        (of.top_right, False, True),
        (of.bottom_left, True, False),
        (of.bottom_right, False, False),
    ):
        if not name:
            continue
        lines = wrapped(name, plot / 2 - 12, 2, SMALL)
        wide, high = max(measure(line, SMALL) for line in lines), 15 * len(lines)
        box_left = 6 if left else plot - 6 - wide
        box_top = 5 if top else height - 5 - high
        corner = {
            "text": lines,
            "x": across.low if left else across.high,
            "y": up.high if top else up.low,
            "align": "left" if left else "right",
            "dx": 6 if left else -6,
            "dy": 5 if top else -5 - high,
        }
        found.append((corner, Box(left=box_left, top=box_top, right=box_left + wide, bottom=box_top + high)))
    return found


def parts(of: Quadrants, names: Sequence[Spec], across: Scale, up: Scale) -> list[Spec]:
    """The two lines that part the plot, and the names of the parts."""
    line = {"type": "rule", "color": "#999", "strokeDash": [4, 3], "clip": True}
    return [
        {
            "data": {"values": [{"x": of.x}]},
            "mark": line,
            "encoding": {"x": quantitative("x", across)},
        },
        {
            "data": {"values": [{"y": of.y}]},
            "mark": line,
            "encoding": {"y": quantitative("y", up)},
        },
        {
            "data": {"values": list(names)},
            "mark": {
                "type": "text",
                "baseline": "top",
                "lineHeight": 15,
                "fontSize": SMALL,
                "fontStyle": "italic",
                "color": SOFT,
                "align": {"expr": "datum.align"},
                "dx": {"expr": "datum.dx"},
                "dy": {"expr": "datum.dy"},
                "clip": True,
            },
            "encoding": {"x": quantitative("x", across), "y": quantitative("y", up), "text": {"field": "text"}},
        },
    ]
