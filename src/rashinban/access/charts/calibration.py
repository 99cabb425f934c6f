"""Each dot is forecasts of about one probability: how often what they said came true, beside how often it should."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    INK,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Scale,
    Spec,
    axis,
    finish,
    measure,
    quantitative,
    wrapped,
)
from rashinban.access.serialisers.display import Language

_WHOLE = Scale(low=0.0, high=1.0)


@dataclass(frozen=True, kw_only=True)
class Dot:
    """expected: mean probability. observed: share that came true, with its interval. note: what is written beside."""

    expected: float
    observed: float
    lower: float
    upper: float
    note: str


@dataclass(frozen=True, kw_only=True)
class Names:
    """What is written on the axes, and on either side of the line on which forecasts are right."""

    across: str
    up: str
    above: str
    below: str


def calibration(dots: Sequence[Dot], names: Names, language: Language, width: int = WIDE) -> Spec | None:
    """Dots with whiskers around the diagonal; None where there is none."""
    if not dots:
        return None
    room = {"left": 52, "right": 24, "top": 26, "bottom": 44}
    plot = min(width, 460) - room["left"] - room["right"]
    share = axis("share", language, 5)
    values = [{"x": one.expected, "y": one.observed, "lower": one.lower, "upper": one.upper} for one in dots]
    across = quantitative(
        "x",
        _WHOLE,
        {**share, "title": names.across, "titleFontSize": SMALL, "titleColor": SOFT, "titleFontWeight": "normal"},
    )
    up = quantitative("y", _WHOLE, share)
    text = {"type": "text", "fontSize": SMALL, "color": SOFT, "clip": False}
    right = max(measure(one.note, SMALL) for one in dots)
    layers: list[Spec] = [
        {
            "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
            "mark": {"type": "line", "color": "#888", "strokeDash": [5, 4]},
            "encoding": {"x": across, "y": up},
        },
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": OWN, "strokeWidth": 1.5},
            "encoding": {"x": quantitative("x", _WHOLE), "y": quantitative("lower", _WHOLE), "y2": {"field": "upper"}},
        },
        {
            "data": {"values": values},
            "mark": {"type": "point", "shape": "circle", "filled": True, "color": OWN, "size": 64, "opacity": 1},
            "encoding": {"x": quantitative("x", _WHOLE), "y": quantitative("y", _WHOLE)},
        },
        {
            "data": {
                "values": [
                    {"x": one.expected, "y": one.observed, "text": one.note, **_beside(one, plot, right)}
                    for one in dots
                ]
            },
            "mark": {
                **text,
                "color": INK,
                "align": {"expr": "datum.side"},
                "dx": {"expr": "datum.side == 'left' ? 8 : -8"},
                "dy": {"expr": "datum.up"},
            },
            "encoding": {
                "x": quantitative("x", _WHOLE),
                "y": quantitative("y", _WHOLE),
                "text": {"field": "text"},
            },
        },
        _said(wrapped(names.above, plot * 0.45, 2, SMALL), 8, 8, "left", "top"),
        _said(wrapped(names.below, plot * 0.45, 2, SMALL), plot - 8, plot - 8, "right", "bottom"),
        _said([names.up], -room["left"] + 4, -10, "left", "bottom", size=TEXT),
    ]
    return finish(layers, width=plot, height=plot, room=room)


def _beside(one: Dot, plot: int, room: float) -> Spec:
    """Where the note of a dot stands: at the right edge to its left, and on the axis above it."""
    down = one.observed * plot < SMALL
    return {
        "side": "right" if one.expected * plot + room > plot else "left",
        "up": -9 if down else 9 if (1 - one.observed) * plot < SMALL else 0,
    }


def _said(lines: Sequence[str], x: float, y: float, align: str, baseline: str, size: float = SMALL) -> Spec:
    """Words at a place of the plot, in pixels."""
    top = y - 15 * (len(lines) - 1) if baseline == "bottom" else y
    return {
        "data": {"values": [{"text": list(lines)}]},
        "mark": {
            "type": "text",
            "align": align,
            "baseline": baseline,
            "fontSize": size,
            "fontStyle": "italic" if size == SMALL else "normal",
            "lineHeight": 15,
            "color": SOFT,
            "clip": False,
        },
        "encoding": {"x": {"value": x}, "y": {"value": top}, "text": {"field": "text"}},
    }
