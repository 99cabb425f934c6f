"""Each line is one unit over the years: its own with band and dots, up to eight others in colour, the rest in grey."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    OWN,
    WIDE,
    Estimate,
    Scale,
    Spec,
    axis,
    ends,
    finish,
    leads,
    link,
    measure,
    quantitative,
    scale,
    told,
    unseen_note,
    wrapped,
)
from rashinban.access.charts.placing import apart
from rashinban.access.charts.rows import own_text
from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.wording import FEW_WORKS

#: Okabe-Ito without the blue of the picture's own unit, each with a shape of its own. Yellow is darkened: on white
#: it cannot be seen.
_OTHERS = (
    ("#D55E00", "square"),
    ("#009E73", "triangle-up"),
    ("#CC79A7", "diamond"),
    ("#E69F00", "triangle-down"),
    ("#56B4E9", "cross"),
    ("#000000", "triangle-right"),
    ("#999999", "triangle-left"),
    ("#A89B00", "circle"),
)
_REST = "#d4d4d4"
#: Height of a label's line, and the room of a label's shape and of what leads to it.
_LINE, _KEY = 15, 16


@dataclass(frozen=True, kw_only=True)
class YearValue:
    """One year of a line. seen: None where not observed. works: how many it rests on; None: not of works."""

    year: int
    seen: Estimate | None
    works: int | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unit. own: the unit that the picture is about. href: where its label leads."""

    name: str
    years: Sequence[YearValue]
    own: bool = False
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    line: Line
    place: int
    colour: str
    shape: str
    labelled: bool


def trend(lines: Sequence[Line], display: str, language: Language, width: int = WIDE) -> Spec | None:
    """All lines on one scale of years; None where fewer than two years were observed.

    Those that are not own take colours in the order given. A year that was not observed is a gap, and the line to or
    from a year of fewer than FEW_WORKS works is dashed.
    """
    observed = {one.year for line in lines for one in line.years if _value(one) is not None}
    if len(observed) < 2:
        return None
    drawn = _coloured([line for line in lines if _last(line) is not None])
    years = sorted({one.year for line in lines for one in line.years})
    up = scale(
        [
            *ends([one.seen for item in drawn if item.line.own for one in item.line.years]),
            *(value for line in lines for one in line.years if (value := _value(one)) is not None),
        ]
    )
    named = [item for item in drawn if item.labelled]
    many = len(named) > 1
    limit = (0.3 if width >= WIDE else 0.36) * width
    texts = [wrapped(item.line.name, limit, 2 if len(named) < 7 else 1) for item in named]
    right = 14 + (_KEY if many else 0) + max(measure(line) for text in texts for line in text)
    note = unseen_note([line.name for line in lines if _last(line) is None], language, width)
    room = {"left": 56 if width >= WIDE else 48, "right": right, "top": 10, "bottom": 26 + note.height}
    plot = int(width - room["left"] - right)
    gap = _LINE * max(map(len, texts)) + 1
    height = max(240, gap * len(named) + 40) if many else 200
    x = quantitative(
        "year",
        Scale(low=years[0], high=years[-1]),
        {
            "values": years[::-1][:: math.ceil(len(years) / (plot / 48))],
            "format": "d",
            "title": None,
            "grid": False,
        },
    )
    y = quantitative("value", up, axis(display, language, 5))
    rows = [row for item in drawn for row in _rows(item, years, display, language)]
    band = [row for row in rows if row["own"] and row["lower"] is not None]
    layers: list[Spec] = [
        {
            "data": {"values": band},
            "mark": {"type": "area", "color": OWN, "opacity": 0.18},
            "encoding": {
                "x": x,
                "y": quantitative("lower", up),
                "y2": {"field": "upper"},
                "detail": {"field": "stretch"},
            },
        },
        {
            "data": {"values": [row for row in band if row["alone"]]},
            "mark": {"type": "rule", "color": OWN, "strokeWidth": 2, "opacity": 0.5},
            "encoding": {"x": x, "y": quantitative("lower", up), "y2": {"field": "upper"}},
        },
        {
            "data": {"values": [piece for item in drawn for piece in _pieces(item, years)]},
            "mark": {"type": "line"},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "strokeWidth": {"field": "weight", "type": "quantitative", "scale": None},
                "strokeDash": {"condition": {"test": "datum.few", "value": [5, 4]}, "value": [1, 0]},
                "detail": {"field": "piece"},
            },
        },
        {
            "data": {"values": [row for row in rows if row["value"] is not None]},
            "mark": {"type": "point", "filled": True, "opacity": 1, "tooltip": {"expr": "datum.said"}},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "shape": {"field": "shape", "type": "nominal", "scale": None},
                "size": {"field": "size", "type": "quantitative", "scale": None},
            },
        },
        *_labels(named, texts, years, up, plot, height, gap if many else 0),
        *note.layers(-room["left"], height + 26),
    ]
    return finish(layers, width=plot, height=height, room=room)


def _value(one: YearValue) -> float | None:
    return one.seen.value if one.seen else None


def _coloured(lines: Sequence[Line]) -> list[_Drawn]:
    """In the order of drawing: grey below, then the others, own above all."""
    others = [line for line in lines if not line.own]
    named, rest = others[: len(_OTHERS)], others[len(_OTHERS) :]
    looks = [
        *((line, _REST, "circle", False) for line in rest),
        *((line, colour, shape, True) for line, (colour, shape) in zip(named, _OTHERS, strict=False)),
        *((line, OWN, "circle", True) for line in lines if line.own),
    ]
    return [
        _Drawn(line=line, place=place, colour=colour, shape=shape, labelled=labelled)
        for place, (line, colour, shape, labelled) in enumerate(looks)
    ]


def _last(line: Line) -> YearValue | None:
    """The last year that was observed."""
    return max((one for one in line.years if _value(one) is not None), key=lambda one: one.year, default=None)


def _rows(item: _Drawn, years: Sequence[int], display: str, language: Language) -> list[Spec]:
    """One row a year; `stretch` counts the stretches without a gap, `alone` is a year that no line reaches."""
    found = {one.year: one for one in item.line.years}
    last = _last(item.line)
    rows: list[Spec] = []
    stretch = 0
    for place, year in enumerate(years):
        one = found.get(year)
        value = _value(one) if one else None
        if one is None or value is None:
            stretch += 1
            continue
        beside = [years[i] for i in (place - 1, place + 1) if 0 <= i < len(years)]
        alone = not any(other in found and _value(found[other]) is not None for other in beside)
        rows.append(
            {
                "year": year,
                "value": value,
                "lower": one.seen.lower if one.seen else None,
                "upper": one.seen.upper if one.seen else None,
                "own": item.line.own,
                "stretch": stretch,
                "alone": alone,
                "colour": item.colour,
                "shape": item.shape,
                "size": 45 if item.line.own or alone or one is last and item.labelled else 12,
                "said": told(f"{item.line.name} {year}", one.seen, display, language),
            }
        )
    return rows


def _pieces(item: _Drawn, years: Sequence[int]) -> list[Spec]:
    """The points of a line's pieces: each has neighbouring years that were observed, all dashed or all not."""
    found = {one.year: one for one in item.line.years}
    points: list[Spec] = []
    piece, before = 0, None
    for first, second in zip(years, years[1:], strict=False):
        start, end = found.get(first), found.get(second)
        if start is None or end is None or _value(start) is None or _value(end) is None:
            before = None
            continue
        few = any(one.works is not None and one.works < FEW_WORKS for one in (start, end))
        piece += few is not before
        for one in (start, end) if few is not before else (end,):
            points.append(
                {
                    "year": one.year,
                    "value": _value(one),
                    "few": few,
                    "piece": f"{item.place}.{piece}",
                    "colour": item.colour,
                    "weight": 3 if item.line.own else 1.5,
                }
            )
        before = few
    return points


def _labels(
    named: Sequence[_Drawn],
    texts: Sequence[list[str]],
    years: Sequence[int],
    up: Scale,
    plot: int,
    height: int,
    gap: int,
) -> list[Spec]:
    """Names at the lines' ends; where there are several, `gap` pixels apart, each with the shape of its line."""
    across = Scale(low=years[0], high=years[-1])
    spots: list[Spec] = []
    for item, text in zip(named, texts, strict=True):
        last = _last(item.line)
        assert last is not None
        spots.append(
            {
                "name": text,
                "said": item.line.name,
                "own": item.line.own,
                "colour": item.colour,
                "shape": item.shape,
                "href": link(item.line.href),
                "x": across.position(last.year, plot),
                "y": height - up.position(_value(last) or 0.0, height),
            }
        )
    stands = apart([spot["y"] for spot in spots], gap, 4, height - 4) if gap else [spot["y"] for spot in spots]
    for spot, at in zip(spots, stands, strict=True):
        spot |= {"at": at, "key": plot + _KEY, "text": plot + _KEY + 9 if gap else spot["x"] + 9}
    raw = {"type": "quantitative", "scale": None}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    words: Spec = {
        "data": {"values": spots},
        "mark": {
            **own_text(),
            "align": "left",
            "lineHeight": _LINE,
            "aria": any(spot["href"] for spot in spots),
        },
        "encoding": {
            "x": {"field": "text", **raw},
            "y": {"field": "at", **raw},
            "text": {"field": "name"},
            **leads(),
        },
    }
    if not gap:
        return [words]
    leader: Spec = {
        "data": {"values": [spot for spot in spots if abs(spot["y"] - spot["at"]) > 1 or spot["x"] < plot - 1]},
        "mark": {"type": "rule", "strokeDash": [1, 2], "strokeWidth": 1},
        "encoding": {
            "x": {"field": "x", **raw},
            "y": {"field": "y", **raw},
            "x2": {"field": "key"},
            "y2": {"field": "at"},
            "color": colour,
        },
    }
    keys: Spec = {
        "data": {"values": spots},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 45},
        "encoding": {
            "x": {"field": "key", **raw},
            "y": {"field": "at", **raw},
            "color": colour,
            "shape": {"field": "shape", "type": "nominal", "scale": None},
        },
    }
    return [leader, keys, words]
