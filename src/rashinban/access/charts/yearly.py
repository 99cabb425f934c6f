"""Each column is one year, from zero; a year that was not observed is a gap that says so, never a column of nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rashinban.access.charts.amounts import Calendar, amount_axis, calendar_title, told_amount, year_name
from rashinban.access.charts.frame import (
    INK,
    OWN,
    SMALL,
    SOFT,
    WIDE,
    Spec,
    finish,
    leads,
    link,
    measure,
    quantitative,
    scale,
    wrapped,
)
from rashinban.access.serialisers.display import NOT_OBSERVED, Language
from rashinban.access.serialisers.money import short

_RAW = {"type": "quantitative", "scale": None}
_TEXT: Spec = {"type": "text", "fontSize": SMALL, "lineHeight": SMALL + 4, "clip": False}


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year. value: None where not observed; zero is a value. partial: the year is not over, or not all is in."""

    year: int
    value: float | None
    partial: bool = False
    href: str | None = None


def yearly(
    given: Sequence[Year],
    title: str,
    calendar: Calendar,
    language: Language,
    width: int = WIDE,
    *,
    currency: str | None = None,
) -> Spec | None:
    """All years from the first to the last given; None where none was observed. Years between them are gaps.

    `title` says what is counted and stands over the axis. With a currency, values are whole units of it.
    """
    if len({one.year for one in given}) != len(given):
        raise ValueError("a year is given twice; give each year one value")
    seen = [one.value for one in given if one.value is not None]
    if not seen:
        return None
    if any(value < 0 or not math.isfinite(value) for value in seen):
        raise ValueError("columns begin at zero; a value below it cannot be drawn")
    by_year = {one.year: one for one in given}
    years = range(min(by_year), max(by_year) + 1)
    up = scale([0.0, max(seen) or 1.0])
    heads = wrapped(title, width - 12, 2, SMALL)
    partial = any(one.partial and one.value is not None for one in given)
    room = {
        "left": 62 if width >= WIDE else 54,
        "right": 16,
        "top": 24 + 16 * len(heads),
        "bottom": 48 + (18 if partial else 0),
    }
    plot, height = int(width - room["left"] - room["right"]), 260 if width >= WIDE else 220
    step = plot / len(years)
    bars = [
        _bar(by_year[year], (place + 0.5) * step, step, calendar, currency, language)
        for place, year in enumerate(years)
        if year in by_year and by_year[year].value is not None
    ]
    y = quantitative("value", up, amount_axis(5, currency, language))
    linked = any(bar["href"] for bar in bars)
    # Values stand over the columns only if there is room for all of them: some would say that the others are less.
    valued = max(measure(bar["text"], SMALL) for bar in bars) <= step - 2
    across: Spec = {"x": {"field": "left", **_RAW}, "x2": {"field": "right"}}
    layers: list[Spec] = [
        *_gaps(
            [place for place, year in enumerate(years) if year not in by_year or by_year[year].value is None],
            step,
            height,
            language,
        ),
        {
            "data": {"values": bars},
            "mark": {
                "type": "rect",
                "fill": OWN,
                "fillOpacity": {"expr": "datum.partial ? 0.25 : 1"},
                "stroke": OWN,
                "strokeDash": {"expr": "datum.partial ? [4, 3] : [1, 0]"},
                "tooltip": {"expr": "datum.said"},
                "aria": linked,
            },
            "encoding": {**across, "y": y, "y2": {"datum": 0}, **(leads() if linked else {})},
        },
        {
            "data": {"values": bars if valued else [bar for bar in bars if bar["value"] == 0]},
            "mark": {**_TEXT, "baseline": "bottom", "dy": -3, "color": INK},
            "encoding": {"x": {"field": "middle", **_RAW}, "y": y, "text": {"field": "text"}},
        },
        *_years(years, step, height, calendar, language),
        _line(heads, 6 - room["left"], 6 - room["top"], "left"),
        _line([calendar_title(calendar, language)], plot, height + 28, "right"),
        *(_partial(6 - room["left"], height + 46, language) if partial else []),
    ]
    return finish(layers, width=plot, height=height, room=room)


def _bar(one: Year, middle: float, step: float, calendar: Calendar, currency: str | None, language: Language) -> Spec:
    half = min(step * 0.4, 30)
    assert one.value is not None
    text = told_amount(one.value, currency, language)
    joint = "：" if language == "ja" else ": "
    return {
        "value": one.value,
        "left": round(middle - half, 2),
        "right": round(middle + half, 2),
        "middle": round(middle, 2),
        "partial": one.partial,
        # The title names the currency.
        "text": text if currency is None else short(one.value, currency, language),
        "said": f"{year_name(one.year, calendar, language)}{joint}{text}{_so_far(language) if one.partial else ''}",
        "href": link(one.href),
    }


def _so_far(language: Language) -> str:
    return "（未確定）" if language == "ja" else " (not yet complete)"


def _gaps(missing: Sequence[int], step: float, height: int, language: Language) -> list[Spec]:
    """Neighbouring years that were not observed, as one pale field with the words; upright where it is too narrow."""
    text = NOT_OBSERVED[language]
    fields = []
    for _, group in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in group]
        left, right = places[0] * step, (places[-1] + 1) * step
        fields.append(
            {
                "left": left + 1,
                "right": right - 1,
                "middle": (left + right) / 2,
                "text": text,
                "upright": measure(text, SMALL) > right - left - 4,
            }
        )
    return [
        {
            "data": {"values": fields},
            "mark": {"type": "rect", "fill": "#f3f3f3", "stroke": "#bbb", "strokeDash": [2, 3], "tooltip": text},
            "encoding": {
                "x": {"field": "left", **_RAW},
                "x2": {"field": "right"},
                "y": {"value": 0},
                "y2": {"value": height},
            },
        },
        {
            "data": {"values": fields},
            "mark": {
                **_TEXT,
                "fontStyle": "italic",
                "baseline": "middle",
                "color": SOFT,
                "angle": {"expr": "datum.upright ? 270 : 0"},
            },
            "encoding": {"x": {"field": "middle", **_RAW}, "y": {"value": height / 2}, "text": {"field": "text"}},
        },
    ]


def _years(years: range, step: float, height: int, calendar: Calendar, language: Language) -> list[Spec]:
    """The years below their columns, all or every second, fifth... counted from the last, and the line of zero."""
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, len(years)) if n * step >= 38 or n >= len(years))
    shown = [
        {"text": str(year), "x": (place + 0.5) * step}
        for place, year in enumerate(years)
        if (years[-1] - year) % every == 0
    ]
    return [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": "#999"},
            "encoding": {"x": {"value": 0}, "x2": {"value": step * len(years)}, "y": {"value": height}},
        },
        {
            "data": {"values": shown},
            "mark": {**_TEXT, "baseline": "top", "color": "#444"},
            "encoding": {"x": {"field": "x", **_RAW}, "y": {"value": height + 7}, "text": {"field": "text"}},
        },
    ]


def _partial(x: float, y: float, language: Language) -> list[Spec]:
    """What a pale column is."""
    text = "まだ出揃っていない年" if language == "ja" else "not yet complete"
    return [
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "rect",
                "fill": OWN,
                "fillOpacity": 0.25,
                "stroke": OWN,
                "strokeDash": [4, 3],
                "clip": False,
            },
            "encoding": {
                "x": {"value": x},
                "x2": {"value": x + 14},
                "y": {"value": y + 1},
                "y2": {"value": y + 13},
            },
        },
        _line([text], x + 20, y, "left"),
    ]


def _line(lines: Sequence[str], x: float, y: float, align: str) -> Spec:
    return {
        "data": {"values": [{"text": list(lines)}]},
        "mark": {**_TEXT, "align": align, "baseline": "top", "color": SOFT},
        "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "text"}},
    }
