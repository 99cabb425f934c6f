"""Each line is the awards that began in one year: outputs per award up to each year since, as far as observed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.amounts import Calendar, year_name
from rashinban.access.charts.frame import (
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Scale,
    Spec,
    axis,
    finish,
    leads,
    link,
    measure,
    quantitative,
    scale,
    unseen_note,
    wrapped,
)
from rashinban.access.charts.palette import LOOKS, REST
from rashinban.access.charts.placing import apart
from rashinban.access.charts.rows import own_text
from rashinban.access.serialisers.display import Language, column, number

#: Years since the start that are drawn: 0, the year of the start itself, to 7.
LAGS = range(8)
_LINE, _KEY = 16, 16
_NAMED = len(LOOKS)
_RAW = {"type": "quantitative", "scale": None}
_COLOUR = {"field": "colour", "type": "nominal", "scale": None}


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The awards that began in `year`. seen: outputs per award up to each lag from 0; None where not yet observed.

    A lag is a calendar year less the year of the start. awards: how many there are. href: where the label leads.
    """

    year: int
    seen: Sequence[float | None]
    awards: int | None = None
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    cohort: Cohort
    observed: Sequence[float]
    colour: str
    shape: str
    labelled: bool


def cohorts(
    given: Sequence[Cohort], title: str, calendar: Calendar, language: Language, width: int = WIDE
) -> Spec | None:
    """All cohorts over the lags; None where none was observed. `title` is what is counted per award.

    The first eight take colours, in the order given. Beyond the last observed lag a line goes on dashed and level,
    since what has come of an award cannot become less. ValueError for a cohort with a gap, or one that falls.
    """
    found = [(cohort, _observed(cohort)) for cohort in given]
    seen = [(cohort, values) for cohort, values in found if values]
    if not seen:
        return None
    looks = [(*LOOKS[i], True) if i < _NAMED else (REST, "circle", False) for i in range(len(seen))]
    drawn = [
        _Drawn(cohort=cohort, observed=values, colour=colour, shape=shape, labelled=labelled)
        for (cohort, values), (colour, shape, labelled) in zip(seen, looks, strict=True)
    ][::-1]
    named = [one for one in drawn if one.labelled]
    # A narrow picture has no room for the number of awards; it is told of each point.
    names = [_name(one.cohort, calendar, language, awards=width >= WIDE) for one in named]
    unseen = [year_name(cohort.year, calendar, language) for cohort, values in found if not values]
    note = unseen_note(unseen, language, width)
    key, heads = _explained(drawn, language), wrapped(title, width - 12, 2, SMALL)
    right = 14 + _KEY + max(map(measure, names))
    room = {
        "left": 52 if width >= WIDE else 44,
        "right": right,
        "top": 14 + 16 * len(heads) + (20 if key else 0),
        "bottom": 46 + note.height,
    }
    plot = int(width - room["left"] - right)
    height = max(260, (_LINE + 2) * len(named) + 30)
    # From zero: at its start an award has brought forth nothing.
    top = max(value for _, values in seen for value in values)
    up = scale([0.0, top or 1.0])
    x = quantitative(
        "lag",
        Scale(low=LAGS[0], high=LAGS[-1]),
        {"values": list(LAGS), "format": "d", "title": None, "grid": False},
    )
    y = quantitative("value", up, axis("number", language, 5))
    rows = [row for place, one in enumerate(drawn) for row in _rows(one, place, calendar, language)]
    line: Spec = {"x": x, "y": y, "color": _COLOUR, "detail": {"field": "cohort"}}
    layers: list[Spec] = [
        {
            "data": {"values": [row for place, one in enumerate(drawn) for row in _ahead(one, place)]},
            "mark": {"type": "line", "strokeDash": [4, 4], "strokeWidth": 1.5, "opacity": 0.75},
            "encoding": line,
        },
        {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": line},
        {
            # The last mark of a line lies on those of the lines that go on.
            "data": {"values": sorted(rows, key=lambda row: int(row["size"]))},
            "mark": {
                "type": "point",
                "opacity": 1,
                "strokeWidth": 1.5,
                "tooltip": {"expr": "datum.said"},
                "fill": {"expr": "datum.open ? 'white' : datum.colour"},
            },
            "encoding": {
                "x": x,
                "y": y,
                "stroke": _COLOUR,
                "shape": {"field": "shape", "type": "nominal", "scale": None},
                "size": {"field": "size", **_RAW},
            },
        },
        *_labels(named, names, up, plot, height),
        _text(heads, 6 - room["left"], 6 - room["top"], "left", "top"),
        *_key(key, room["left"], 14 + 16 * len(heads) - room["top"]),
        _text([_under(language)], plot, height + 30, "right", "top"),
        *note.layers(-room["left"], height + 46),
    ]
    return finish(layers, width=plot, height=height, room=room)


def _observed(cohort: Cohort) -> list[float]:
    """The values up to the last that was observed."""
    if len(cohort.seen) > len(LAGS):
        raise ValueError(f"the cohort of {cohort.year} has {len(cohort.seen)} lags; {len(LAGS)} are drawn")
    values = [value for value in cohort.seen if value is not None]
    if list(cohort.seen[: len(values)]) != values:
        raise ValueError(f"the cohort of {cohort.year} has a gap: it is observed from its start up to a year")
    for before, after in zip(values, values[1:], strict=False):
        # A sum in another order may differ in its last digit.
        if after < before and not math.isclose(before, after, rel_tol=1e-9):
            raise ValueError(f"the cohort of {cohort.year} falls from {before} to {after}; give cumulative values")
    return values


def _name(cohort: Cohort, calendar: Calendar, language: Language, *, awards: bool) -> str:
    name = year_name(cohort.year, calendar, language)
    if cohort.awards is None or not awards:
        return name
    count = number(float(cohort.awards), "count", language)
    return f"{name}（{count}件）" if language == "ja" else f"{name} ({count})"


def _explained(drawn: Sequence[_Drawn], language: Language) -> str:
    """What a dashed line and an open mark are; empty where all lags were observed."""
    if all(len(one.observed) == len(LAGS) for one in drawn):
        return ""
    return "未観測（この値以上になる）" if language == "ja" else "not yet observed: this or more"


def _under(language: Language) -> str:
    return "開始年からの暦年数" if language == "ja" else "calendar years since the year of the start"


def _rows(one: _Drawn, place: int, calendar: Calendar, language: Language) -> list[Spec]:
    """One row for each observed lag; `open` is the last, where more is to come."""
    texts = column(list(one.observed), "number", language)
    name = _name(one.cohort, calendar, language, awards=True)
    last = len(one.observed) - 1
    return [
        {
            "cohort": place,
            "lag": lag,
            "value": value,
            "open": lag == last and last < LAGS[-1],
            "colour": one.colour,
            "shape": one.shape,
            "size": 55 if lag == last and one.labelled else 14,
            "said": f"{name}、{lag}年後まで：{text}" if language == "ja" else f"{name}, up to {lag} years on: {text}",
        }
        for lag, (value, text) in enumerate(zip(one.observed, texts, strict=True))
    ]


def _ahead(one: _Drawn, place: int) -> list[Spec]:
    """From the last observed lag to the last lag, level; nothing where all were observed."""
    last = len(one.observed) - 1
    lags = [] if last == LAGS[-1] else [last, LAGS[-1]]
    return [{"cohort": place, "lag": lag, "value": one.observed[last], "colour": one.colour} for lag in lags]


def _labels(named: Sequence[_Drawn], names: Sequence[str], up: Scale, plot: int, height: int) -> list[Spec]:
    """Names at the right, each with the shape of its line and, where it had to move, a line to where it belongs."""
    wanted = [height - up.position(one.observed[-1], height) for one in named]
    spots: list[Spec] = [
        {
            "name": name,
            "said": name,
            "own": False,
            "colour": one.colour,
            "shape": one.shape,
            "open": len(one.observed) < len(LAGS),
            "href": link(one.cohort.href),
            "x": plot,
            "y": y,
            "at": at,
            "key": plot + _KEY,
            "text": plot + _KEY + 9,
        }
        for one, name, y, at in zip(named, names, wanted, apart(wanted, _LINE, 4, height - 4), strict=True)
    ]
    place: Spec = {"x": {"field": "key", **_RAW}, "y": {"field": "at", **_RAW}}
    return [
        {
            "data": {"values": [spot for spot in spots if abs(spot["y"] - spot["at"]) > 1]},
            "mark": {"type": "rule", "strokeDash": [1, 2], "strokeWidth": 1},
            "encoding": {
                "x": {"field": "x", **_RAW},
                "y": {"field": "y", **_RAW},
                "x2": {"field": "key"},
                "y2": {"field": "at"},
                "color": _COLOUR,
            },
        },
        {
            "data": {"values": spots},
            "mark": {
                "type": "point",
                "opacity": 1,
                "size": 45,
                "strokeWidth": 1.5,
                "fill": {"expr": "datum.open ? 'white' : datum.colour"},
            },
            "encoding": {**place, "stroke": _COLOUR, "shape": {"field": "shape", "type": "nominal", "scale": None}},
        },
        {
            "data": {"values": spots},
            "mark": {**own_text(), "align": "left", "aria": any(spot["href"] for spot in spots)},
            "encoding": {**place, "x": {"field": "text", **_RAW}, "text": {"field": "name"}, **leads()},
        },
    ]


def _key(text: str, left: float, y: float) -> list[Spec]:
    """A piece of dashed line with an open mark before it, and what it means."""
    if not text:
        return []
    start, level = 8 - left, {"y": {"value": y + 8}}
    return [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "strokeDash": [4, 4], "strokeWidth": 1.5, "color": SOFT, "clip": False},
            "encoding": {"x": {"value": start}, "x2": {"value": start + 32}, **level},
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "point", "fill": "white", "stroke": SOFT, "size": 45, "opacity": 1, "strokeWidth": 1.5},
            "encoding": {"x": {"value": start}, **level},
        },
        _text([text], start + 40, y + 8, "left", "middle"),
    ]


def _text(lines: Sequence[str], x: float, y: float, align: str, base: str) -> Spec:
    mark: Spec = {"type": "text", "align": align, "baseline": base, "fontSize": SMALL, "lineHeight": TEXT + 3}
    return {
        "data": {"values": [{"text": list(lines)}]},
        "mark": {**mark, "color": SOFT, "clip": False},
        "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "text"}},
    }
