"""Each row is one kind of what came of an award, on one axis of time under the period in which the award ran."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from rashinban.access.charts.events import KINDS, Kind, Mark, Track, counted, marks, when_of, year_of
from rashinban.access.charts.frame import (
    GRID,
    INK,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Spec,
    finish,
    leads,
    link,
    measure,
    wrapped,
)
from rashinban.access.charts.palette import LOOKS
from rashinban.access.charts.placing import Box
from rashinban.access.serialisers.display import NOT_OBSERVED, Language
from rashinban.schema.text import Text

_AWARD = Text(en="Award", ja="課題")
_ROW = 44
_RAW = {"type": "quantitative", "scale": None}
_COLOUR = {"field": "colour", "type": "nominal", "scale": None}
_TEXT: Spec = {"type": "text", "baseline": "middle", "fontSize": SMALL, "clip": False}


def timeline(
    start: date | None, end: date | None, tracks: Sequence[Track], language: Language, width: int = WIDE
) -> Spec | None:
    """The award's period above a row for each track; None where neither the period nor any event has a date.

    Where the end of the period is not known its bar is open, and where the start is not known it is not drawn.
    """
    if start is not None and end is not None and end < start:
        raise ValueError(f"the award ends on {end}, before its start on {start}")
    events = [event for track in tracks for event in track.events or ()]
    years = [year_of(event.when) for event in events] + [day.year for day in (start, end) if day is not None]
    if not years:
        return None
    first, last = min(years), max(years) + 1
    heads = [_say(_AWARD, language), *(_say(KINDS[track.kind].row, language) for track in tracks)]
    left = 18 + max(map(measure, heads))
    # In a wide picture there is room for the words at marks of the last year.
    right = 64 if width >= WIDE else 16
    plot, height = int(width - left - right), _ROW * len(heads)
    step = plot / (last - first)
    drawn, names, empty = [], [], []
    for row, track in enumerate(tracks, start=1):
        if not track.events:
            text = NOT_OBSERVED[language] if track.events is None else _none(language)
            empty.append({"text": text, "y": (row + 0.5) * _ROW})
            continue
        values = [_value(one, track.kind, row, language) for one in marks(track.events, first, step)]
        drawn += values
        names += _names(values, track.kind, plot, plot + right - 4)
    linked = any(value["href"] for value in drawn)
    place: Spec = {"x": {"field": "x", **_RAW}, "y": {"field": "y", **_RAW}}
    layers: list[Spec] = [
        *_grid(first, last, step, height),
        {
            "data": {"values": [{"text": head, "y": (row + 0.5) * _ROW} for row, head in enumerate(heads)]},
            "mark": {**_TEXT, "fontSize": TEXT, "align": "left", "color": INK},
            "encoding": {"x": {"value": 6 - left}, "y": {"field": "y", **_RAW}, "text": {"field": "text"}},
        },
        *_period(start, end, first, step, plot, height, language),
        {
            "data": {"values": drawn},
            "mark": {
                "type": "point",
                "filled": True,
                "opacity": 0.9,
                "stroke": "white",
                "strokeWidth": 1,
                "tooltip": {"expr": "datum.said"},
                "aria": linked,
            },
            "encoding": {
                **place,
                "color": _COLOUR,
                "shape": {"field": "shape", "type": "nominal", "scale": None},
                "size": {"field": "size", **_RAW},
                **(leads() if linked else {}),
            },
        },
        {
            "data": {"values": names},
            "mark": {**_TEXT, "align": {"expr": "datum.align"}, "color": INK},
            "encoding": {**place, "text": {"field": "text"}},
        },
        {
            "data": {"values": empty},
            "mark": {**_TEXT, "align": "left", "fontStyle": "italic", "color": SOFT},
            "encoding": {"x": {"value": 6}, "y": {"field": "y", **_RAW}, "text": {"field": "text"}},
        },
    ]
    room = {"left": left, "right": right, "top": 6, "bottom": 26}
    return finish(layers, width=plot, height=height, room=room)


def _say(text: Text, language: Language) -> str:
    return text.ja if language == "ja" else text.en


def _none(language: Language) -> str:
    return "結び付いたものなし" if language == "ja" else "none linked"


def _value(one: Mark, kind: Kind, row: int, language: Language) -> Spec:
    colour, shape = LOOKS[KINDS[kind].place]
    count, joint = len(one.events), "：" if language == "ja" else ": "
    event = one.events[0]
    told = event.name if count == 1 else counted(kind, count, language)
    years = dict.fromkeys(year_of(event.when) for event in (one.events[0], one.events[-1]))
    when = event.when if count == 1 else "–".join(map(str, years))
    return {
        "x": round(one.at, 2),
        "y": (row + 0.5) * _ROW,
        "count": count,
        "label": told,
        # More events, more area, as far as the row and the year have room.
        "size": 90 if count == 1 else min(90 + 30 * count, 420),
        "colour": colour,
        "shape": shape,
        "said": f"{when}{joint}{told}",
        "href": link(event.href) if count == 1 else None,
    }


def _names(values: Sequence[Spec], kind: Kind, plot: int, edge: float) -> list[Spec]:
    """Labels of a row, each where nothing else stands.

    Marks of several come first, and say in words how many: all beside, else all above, else the numbers alone. A
    single event then has its name beside it, as far as there is room; the title of a work is too long for that.
    """
    several = [value for value in values if value["count"] > 1]
    discs = [_disc(value) for value in values]
    standing: list[Box] = []
    found: list[Spec] = []
    for put, texts in (
        (_beside, [value["label"] for value in several]),
        (_above, [value["label"] for value in several]),
        (_above, [f"{value['count']:,}" for value in several]),
    ):
        standing = list(discs)
        found = put(several, texts, standing, edge)
        if len(found) == len(several):
            break
    if kind != "work":
        single = [value for value in values if value["count"] == 1]
        names = [wrapped(value["label"], max(0.3 * plot, 100), 1, SMALL)[0] for value in single]
        found += _beside(single, names, standing, edge)
    return found


def _beside(values: Sequence[Spec], texts: Sequence[str], standing: list[Box], edge: float) -> list[Spec]:
    """Labels at the right of their marks, or at the left, that meet nothing of `standing`, which they join."""
    found: list[Spec] = []
    for value, text in zip(values, texts, strict=True):
        disc, wide = _disc(value), measure(text, SMALL)
        for x, align in ((disc.right + 3, "left"), (disc.left - 3, "right")):
            start = x if align == "left" else x - wide
            box = Box(left=start, top=value["y"] - 8, right=start + wide, bottom=value["y"] + 8)
            if _stands(box, standing, edge):
                found.append({"text": text, "x": x, "y": value["y"], "align": align})
                break
    return found


def _above(values: Sequence[Spec], texts: Sequence[str], standing: list[Box], edge: float) -> list[Spec]:
    """Labels above their marks, those of most first, that meet nothing of `standing`, which they join."""
    found: list[Spec] = []
    for value, text in sorted(zip(values, texts, strict=True), key=lambda pair: (-pair[0]["count"], pair[0]["x"])):
        half, y = measure(text, SMALL) / 2, _disc(value).top - 7
        box = Box(left=value["x"] - half, top=y - 7, right=value["x"] + half, bottom=y + 7)
        if _stands(box, standing, edge):
            found.append({"text": text, "x": value["x"], "y": y, "align": "center"})
    return found


def _stands(box: Box, standing: list[Box], edge: float) -> bool:
    """Whether a label has its place to itself; then it takes it."""
    free = box.left >= -8 and box.right <= edge and not any(box.meets(other) for other in standing)
    if free:
        standing.append(box)
    return free


def _disc(value: Spec) -> Box:
    half = math.sqrt(value["size"] / math.pi) + 1
    return Box(left=value["x"] - half, top=value["y"] - half, right=value["x"] + half, bottom=value["y"] + half)


def _grid(first: int, last: int, step: float, height: int) -> list[Spec]:
    """A line where each year begins, and its number in its middle, or that of every second, fifth..."""
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * step >= 38 or n >= last - first)
    return [
        {
            "data": {"values": [{"x": (year - first) * step} for year in range(first, last + 1)]},
            "mark": {"type": "rule", "color": GRID},
            "encoding": {"x": {"field": "x", **_RAW}, "y": {"value": 0}, "y2": {"value": height}},
        },
        {
            "data": {
                "values": [{"x": (year + 0.5 - first) * step, "text": str(year)} for year in range(first, last, every)]
            },
            "mark": {**_TEXT, "color": "#444"},
            "encoding": {"x": {"field": "x", **_RAW}, "y": {"value": height + 13}, "text": {"field": "text"}},
        },
    ]


def _period(
    start: date | None, end: date | None, first: int, step: float, plot: int, height: int, language: Language
) -> list[Spec]:
    """The bar of the award with its dates, and a pale ground of the same width under all rows."""
    middle = _ROW / 2
    if start is None:
        text = f"開始日：{NOT_OBSERVED[language]}" if language == "ja" else f"start {NOT_OBSERVED[language]}"
        if end is not None:
            text += f"、{end}まで" if language == "ja" else f", until {end}"
        return [
            {
                "data": {"values": [{"text": text}]},
                "mark": {**_TEXT, "align": "left", "fontStyle": "italic", "color": SOFT},
                "encoding": {"x": {"value": 6}, "y": {"value": middle}, "text": {"field": "text"}},
            }
        ]
    left = (when_of(start) - first) * step
    # To the end of the last day.
    right = (when_of(end) - first) * step + step / 366 if end is not None else float(plot)
    unknown = "終了日観測なし" if language == "ja" else f"end {NOT_OBSERVED[language]}"
    text = f"{start} – {end or unknown}"
    wide = measure(text, SMALL)
    inside = wide <= right - left - 8
    # A bar that is too short for its dates has them below it, within the plot.
    bar: Spec = {"left": left, "right": right, "text": text}
    x, y = (left + 6, middle) if inside else (max(2.0, min(left, plot + 12 - wide)), middle + 9)
    level_of_bar = middle if inside else middle - 9
    level: Spec = {"x": {"field": "left", **_RAW}, "x2": {"field": "right"}}
    return [
        {
            "data": {"values": [bar]},
            "mark": {"type": "rect", "fill": OWN, "fillOpacity": 0.07},
            "encoding": {**level, "y": {"value": 0}, "y2": {"value": height}},
        },
        {
            "data": {"values": [bar]},
            "mark": {
                "type": "rect",
                "fill": OWN,
                "tooltip": text,
                # An end that is not known is an open one.
                **({} if end is not None else {"fillOpacity": 0.75, "stroke": OWN, "strokeDash": [4, 3]}),
            },
            "encoding": {**level, "y": {"value": level_of_bar - 10}, "y2": {"value": level_of_bar + 10}},
        },
        {
            "data": {"values": [bar]},
            "mark": {**_TEXT, "align": "left", "color": "white" if inside else INK},
            "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "text"}},
        },
    ]
