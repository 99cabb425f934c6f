"""Each row is one statement: when experts expect it, median and quartiles, the first round above the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from rashinban.access.charts.frame import (
    GRID,
    INK,
    OTHER,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Scale,
    Spec,
    finish,
    measure,
    wrapped,
)

_LINE, _GAP = 22, 14


@dataclass(frozen=True, kw_only=True)
class Years:
    """The quartiles of one round; `inf` is never. name: of the round. text: what is written at the right."""

    lower: float
    median: float
    upper: float
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement, and what was said in each round; no round where too few spoke."""

    text: str
    rounds: Sequence[Years]


def expected_years(statements: Sequence[Statement], width: int = WIDE) -> Spec | None:
    """All statements on one scale of years; None where nobody gave a year."""
    seen = [
        year
        for one in statements
        for said in one.rounds
        for year in (said.lower, said.median, said.upper)
        if year != inf
    ]
    if not seen:
        return None
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if (max(seen) - min(seen)) / size <= 7)
    low, high = floor(min(seen) / step) * step, ceil(max(seen) / step) * step
    scale = Scale(low=low, high=max(high, low + step))
    wide = width >= WIDE
    texts = [wrapped(one.text, 0.34 * width if wide else width - 12, 4) for one in statements]
    left = (14 + max(measure(line) for text in texts for line in text)) if wide else 22
    notes = [f"{said.name} {said.text}" for one in statements for said in one.rounds]
    right = 16 + max((measure(note, SMALL) for note in notes), default=0)
    plot = int(width - left - right)
    rows, names, top = [], [], 8.0
    for one, text in zip(statements, texts, strict=True):
        words = 17 * len(text)
        if not wide:
            names.append({"text": text, "x": -left + 2, "y": top})
            top += words + 2
        high_ = max(_LINE * len(one.rounds), words if wide else 0, _LINE)
        if wide:
            names.append({"text": text, "x": -left + 2, "y": top + (high_ - words) / 2})
        first = top + (high_ - _LINE * len(one.rounds)) / 2 + _LINE / 2
        for number, said in enumerate(one.rounds):
            rows.append(_row(said, first + number * _LINE, scale, plot, last=said is one.rounds[-1]))
        top += high_ + _GAP
    return _drawn(rows, names, scale, step, plot, top, {"left": left, "right": right, "top": 6, "bottom": 26})


def _row(said: Years, y: float, scale: Scale, plot: int, *, last: bool) -> Spec:
    def place(year: float) -> float:
        # Never lies at the right edge, behind every year.
        return float(plot) if year == inf else scale.position(year, plot)

    return {
        "y": y,
        "from": place(said.lower),
        "to": place(said.upper),
        "x": place(said.median),
        "note": f"{said.name} {said.text}",
        "colour": OWN if last else OTHER,
        "shape": "circle" if last else "diamond",
        "beyond": said.upper == inf,
        "seen": said.median != inf,
    }


def _drawn(
    rows: Sequence[Spec], names: Sequence[Spec], scale: Scale, step: int, plot: int, height: float, room: Spec
) -> Spec:
    pixels = {"type": "quantitative", "scale": {"domain": [0, plot], "nice": False, "zero": False}, "axis": None}
    down = {"type": "quantitative", "scale": {"domain": [height, 0], "nice": False, "zero": False}, "axis": None}
    ticks = list(range(int(scale.low), int(scale.high) + 1, step))
    x, y = {"field": "x", **pixels}, {"field": "y", **down}
    data = {"values": list(rows)}
    text = {"type": "text", "align": "left", "clip": False}
    return finish(
        [
            {
                "data": {"values": [{"x": scale.position(tick, plot), "text": str(tick)} for tick in ticks]},
                "layer": [
                    {"mark": {"type": "rule", "color": GRID}, "encoding": {"x": x}},
                    {
                        "mark": {**text, "align": "center", "baseline": "top", "fontSize": SMALL, "color": "#444"},
                        "encoding": {"x": x, "y": {"value": height + 6}, "text": {"field": "text"}},
                    },
                ],
            },
            {
                "data": data,
                "mark": {"type": "rule", "strokeWidth": 2, "color": {"expr": "datum.colour"}},
                "encoding": {"x": {"field": "from", **pixels}, "x2": {"field": "to"}, "y": y},
            },
            {
                "data": {"values": [row for row in rows if row["beyond"]]},
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "clip": False,
                         "shape": "triangle-right", "color": {"expr": "datum.colour"}},
                "encoding": {"x": {"field": "to", **pixels}, "y": y},
            },
            {
                "data": {"values": [row for row in rows if row["seen"]]},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "clip": False,
                         "shape": {"expr": "datum.shape"}, "color": {"expr": "datum.colour"}},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": data,
                "mark": {**text, "baseline": "middle", "fontSize": SMALL, "color": SOFT},
                "encoding": {"x": {"value": plot + 12}, "y": y, "text": {"field": "note"}},
            },
            {
                "data": {"values": list(names)},
                "mark": {**text, "baseline": "top", "fontSize": TEXT, "lineHeight": 17, "color": INK},
                "encoding": {"x": {"field": "x", **pixels}, "y": y, "text": {"field": "text"}},
            },
        ],
        width=plot,
        height=height,
        room=room,
    )  # fmt: skip
