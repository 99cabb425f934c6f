"""Each dot is one unit by two values (strength and growth), as large as its volume, in a quadrant that has a name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    OTHER,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Estimate,
    Scale,
    Spec,
    axis,
    finish,
    leads,
    link,
    measure,
    quantitative,
    told,
    unseen_note,
    wrapped,
)
from rashinban.access.charts.placing import Box, Dot, beside
from rashinban.access.charts.quadrants import Quadrants, parts, quadrant_names
from rashinban.access.charts.rows import own_text
from rashinban.access.serialisers.display import Language, number


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One unit. x, y: None where not observed. size: its volume. own: the picture is about it. href: where it leads."""

    name: str
    x: Estimate | None
    y: Estimate | None
    size: float
    own: bool = False
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """What an axis measures: its title, and whether its numbers are counts, shares or plain."""

    title: str
    display: str


def scatter(
    spots: Sequence[Spot],
    x: Side,
    y: Side,
    size: str,
    language: Language,
    width: int = WIDE,
    *,
    quadrants: Quadrants | None = None,
    whiskers: bool = True,
) -> Spec | None:
    """All units with both values; None where there is none. `size` says in a word what the size of a dot is.

    Units are labelled as far as there is room: own first, then the largest. Whiskers may leave the plot.
    """
    seen = sorted(
        (one for one in spots if _of(one.x) is not None and _of(one.y) is not None),
        key=lambda one: (not one.own, -one.size, one.name),
    )
    if not seen:
        return None
    note = unseen_note([one.name for one in spots if one not in seen], language, width)
    room = {"left": 52 if width >= WIDE else 48, "right": 16, "top": 58, "bottom": 48 + note.height}
    plot, height = int(width - room["left"] - room["right"]), 380 if width >= WIDE else 300
    across = _scale([one.x for one in seen], [quadrants.x] if quadrants else [])
    up = _scale([one.y for one in seen], [quadrants.y] if quadrants else [])
    values = [_values(one, x, y, size, language, width) for one in seen]
    sizes = _Size(largest=max(one.size for one in seen), area=900 if width >= WIDE else 500)
    for value in values:
        value["area"] = sizes.of(value["size"])
    at = {
        "x": quantitative("x", across, {**axis(x.display, language, max(3, plot // 90)), "grid": False}),
        "y": quantitative("y", up, {**axis(y.display, language, 5), "grid": False}),
    }
    names = quadrant_names(quadrants, across, up, plot, height) if quadrants else []
    layers: list[Spec] = [
        *(parts(quadrants, [name for name, _ in names], across, up) if quadrants else []),
        *(_whiskers(values, across, up) if whiskers else []),
        _dots(values, at, linked=any(one.href for one in seen)),
        _labels(values, at, across, up, plot, height, [box for _, box in names], 24 if width >= WIDE else 12),
        _line(y.title, 4 - room["left"], -46),
        _line(x.title, plot, height + 36, "right"),
        *_key(sizes, size, plot, language),
        *note.layers(-room["left"], height + 48),
    ]
    return finish(layers, width=plot, height=height, room=room)


@dataclass(frozen=True, kw_only=True)
class _Size:
    """The area of the largest dot, in square pixels; that of any other is in proportion to its volume."""

    largest: float
    area: float

    def of(self, volume: float) -> float:
        return max(24.0, self.area * volume / self.largest) if self.largest > 0 else 24.0


def _of(one: Estimate | None) -> float | None:
    return one.value if one else None


def _scale(estimates: Sequence[Estimate | None], also: Sequence[float]) -> Scale:
    """The range of the values, with room for the dots at its ends; whiskers would make it that of the least certain."""
    found = [value for one in estimates if (value := _of(one)) is not None] + list(also)
    low, high = min(found), max(found)
    margin = (high - low) * 0.12 or abs(high) / 2 or 1
    low, high = low - margin, high + margin
    for parted in also:
        # Each part has room for its name, even if no unit is in it.
        low, high = min(low, parted - (high - parted) / 3), max(high, parted + (parted - low) / 3)
    if min(found) >= 0:
        # Half a large dot below zero, not an axis with numbers that nothing can have.
        low = max(low, -0.07 * high)
    return Scale(low=low, high=high)


def _values(one: Spot, x: Side, y: Side, size: str, language: Language, width: int) -> Spec:
    volume = number(one.size, "count", language)
    told_of = [
        told(x.title, one.x, x.display, language),
        told(y.title, one.y, y.display, language),
        f"{size}：{volume}" if language == "ja" else f"{size}: {volume}",
    ]
    return {
        "shown": wrapped(one.name, 0.4 * width, 1)[0],
        **{f"x{end}": getattr(one.x, name) for end, name in _ENDS},
        **{f"y{end}": getattr(one.y, name) for end, name in _ENDS},
        "size": one.size,
        "own": one.own,
        "href": link(one.href),
        "said": " · ".join([one.name, *told_of]),
    }


_ENDS = (("", "value"), ("_lower", "lower"), ("_upper", "upper"))


def _whiskers(values: Sequence[Spec], across: Scale, up: Scale) -> list[Spec]:
    colour = {"condition": {"test": "datum.own", "value": OWN}, "value": OTHER}
    mark = {"type": "rule", "strokeWidth": 1, "opacity": 0.45, "clip": True}
    return [
        {
            "data": {"values": [value for value in values if value["x_lower"] is not None]},
            "mark": mark,
            "encoding": {
                "x": quantitative("x_lower", across),
                "x2": {"field": "x_upper"},
                "y": quantitative("y", up),
                "color": colour,
            },
        },
        {
            "data": {"values": [value for value in values if value["y_lower"] is not None]},
            "mark": mark,
            "encoding": {
                "x": quantitative("x", across),
                "y": quantitative("y_lower", up),
                "y2": {"field": "y_upper"},
                "color": colour,
            },
        },
    ]


def _dots(values: Sequence[Spec], at: Spec, *, linked: bool) -> Spec:
    encoding = {
        **at,
        "size": {"field": "area", "type": "quantitative", "scale": None},
        "color": {"condition": {"test": "datum.own", "value": OWN}, "value": OTHER},
        "opacity": {"condition": {"test": "datum.own", "value": 1}, "value": 0.6},
        "tooltip": {"field": "said"},
    }
    if linked:
        encoding |= leads()
    return {
        # Small dots lie on large ones, and own on all.
        "data": {"values": sorted(values, key=lambda value: (value["own"], -value["size"]))},
        "mark": {"type": "circle", "clip": True, "stroke": "white", "strokeWidth": 1, "aria": linked},
        "encoding": encoding,
        "params": [{"name": "zoom", "select": "interval", "bind": "scales"}],
    }


def _labels(
    values: Sequence[Spec],
    at: Spec,
    across: Scale,
    up: Scale,
    plot: int,
    height: int,
    taken: Sequence[Box],
    most: int,
) -> Spec:
    """Names of the first `most` units, as far as each has a place of its own beside its dot."""
    dots = [
        Dot(
            x=across.position(value["x"], plot),
            y=height - up.position(value["y"], height),
            radius=math.sqrt(value["area"] / math.pi),
            width=measure(value["shown"]),
            height=TEXT + 3,
        )
        for value in values
    ]
    # A name may lie on a small pale dot; to leave it out for that would leave out most.
    others = [dot for dot in dots[most:] if dot.radius > 4]
    frame = Box(left=0, top=0, right=plot, bottom=height)
    places = beside(dots[:most], others, frame, taken, always=sum(value["own"] for value in values))
    named = [
        {**value, "dx": place.left - dot.x, "dy": (place.top + place.bottom) / 2 - dot.y}
        for value, dot, place in zip(values, dots, places, strict=False)
        if place is not None
    ]
    mark = {**own_text(), "align": "left", "dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}, "clip": True}
    return {"data": {"values": named}, "mark": mark, "encoding": {**at, "text": {"field": "shown"}}}


#: Text around the plot. A picture that can be zoomed clips what is not told otherwise.
_AROUND = {"type": "text", "baseline": "middle", "fontSize": SMALL, "color": SOFT, "clip": False}


def _line(text: str, x: float, y: float, align: str = "left") -> Spec:
    return {
        "data": {"values": [{"text": text}]},
        "mark": {**_AROUND, "align": align},
        "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "text"}},
    }


def _key(sizes: _Size, word: str, plot: int, language: Language) -> list[Spec]:
    """What the size of a dot is, with two dots as examples, at the right above the plot."""
    examples: list[Spec] = []
    right = float(plot)
    # 9,897 is shown as 9,000 and 900.
    unit = 10.0 ** math.floor(math.log10(max(sizes.largest, 10)))
    round_ = max(math.floor(sizes.largest / unit), 1) * unit
    for volume in (round_, round_ / 10):
        text = number(volume, "count", language)
        radius = math.sqrt(sizes.of(volume) / math.pi)
        start = right - measure(text, SMALL)
        examples.append({"text": text, "x": start, "dot": start - radius - 4, "area": sizes.of(volume)})
        right = start - 2 * radius - 14
    place = {"y": {"value": -20}}
    raw = {"type": "quantitative", "scale": None}
    return [
        _line(word, right, -20, "right"),
        {
            "data": {"values": examples},
            "mark": {"type": "circle", "color": OTHER, "opacity": 0.6, "clip": False},
            "encoding": {"x": {"field": "dot", **raw}, **place, "size": {"field": "area", **raw}},
        },
        {
            "data": {"values": examples},
            "mark": {**_AROUND, "align": "left"},
            "encoding": {"x": {"field": "x", **raw}, **place, "text": {"field": "text"}},
        },
    ]
