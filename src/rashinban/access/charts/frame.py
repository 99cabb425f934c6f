"""Each specification is one picture as plain Vega-Lite, with the fonts, colours, scales and numbers of all others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from rashinban.access.serialisers.display import Language, column, ems, fold

Spec: TypeAlias = dict[str, Any]

FONT = "system-ui, Roboto, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
#: Okabe-Ito blue for the unit that the picture is about, grey for the others; shape and weight tell them apart too.
OWN, OTHER, INK, SOFT, GRID = "#0072B2", "#767676", "#1a1a1a", "#555", "#e4e4e4"
WIDE, NARROW = 680, 320
TEXT, SMALL = 13, 12
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Estimate(Protocol):
    """A value with its interval: an answer's cell (Measured), a point of a card. None is "not observed"."""

    @property
    def value(self) -> float | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...


def ends(estimates: Sequence[Estimate | None]) -> list[float]:
    """All that has to fit on one scale."""
    return [
        end
        for one in estimates
        if one is not None and one.value is not None
        for end in (one.value, one.lower, one.upper)
        if end is not None
    ]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The first and the last value of an axis."""

    low: float
    high: float

    def position(self, value: float, length: float) -> float:
        """How far along an axis of `length` pixels a value lies."""
        return (value - self.low) / (self.high - self.low) * length

    def spec(self) -> Spec:
        return {"domain": [self.low, self.high], "nice": False, "zero": False}


def scale(ends: Sequence[float], *, steps: int = 5) -> Scale:
    """From zero where that costs little room; otherwise the range of the intervals, so that they can be read."""
    if not ends:
        return Scale(low=0.0, high=1.0)
    low, high = min(ends), max(ends)
    # Sums in another order differ in their last digit; an axis between the two would have no step.
    if math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-12):
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    return _nice(0.0 if 0 <= low < high / 2 else low, high, steps)


def _nice(low: float, high: float, steps: int) -> Scale:
    """Both ends moved out to round numbers, as d3 does it: labels are placed here, so the ends must be known here."""
    before = 0.0
    while (step := _step(low, high, steps)) != before:
        before = step
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    # 3 * 0.05 is 0.15000000000000002.
    digits = max(0, 2 - math.floor(math.log10(before)))
    return Scale(low=round(low, digits), high=round(high, digits))


def _step(low: float, high: float, steps: int) -> float:
    """1, 2 or 5 times a power of ten, so that about `steps` of them lead from low to high."""
    rough = (high - low) / steps
    power = 10.0 ** math.floor(math.log10(rough))
    factor = next((round_ for limit, round_ in ((50, 10), (10, 5), (2, 2)) if (rough / power) ** 2 >= limit), 1)
    return factor * power


#: How an axis writes its numbers, in Vega's expression language.
_TICKS: dict[tuple[str, Language], str] = {
    ("share", "en"): "replace(format(datum.value, '.1~%'), '%', '\u00a0%')",
    ("share", "ja"): "format(datum.value, '.1~%')",
    ("count", "en"): "datum.value >= 1e6 ? format(datum.value / 1e6, '~g') + '\u00a0M' : "
    "datum.value >= 1e4 ? format(datum.value / 1e3, '~g') + '\u00a0k' : format(datum.value, ',')",
    ("count", "ja"): "datum.value >= 1e8 ? format(datum.value / 1e8, '~g') + '億' : "
    "datum.value >= 1e4 ? format(datum.value / 1e4, '~g') + '万' : format(datum.value, ',')",
}


def axis(display: str, language: Language, ticks: int) -> Spec:
    """About `ticks` numbers with grid lines; `display` is count, share or number."""
    shown = _TICKS.get((display, language), "format(datum.value, '~g')")
    return {
        "title": None,
        "tickCount": ticks,
        "labelExpr": shown,
        "gridColor": GRID,
        "labelFlush": False,
        "labelOverlap": False,
    }


def quantitative(field: str, of: Scale, shown: Spec | None = None) -> Spec:
    """A channel of numbers on a scale; without `shown` it takes the axis of another layer."""
    channel = {"field": field, "type": "quantitative", "scale": of.spec()}
    # An axis of None would take the axis from every layer.
    return channel if shown is None else {**channel, "axis": shown}


def measure(text: str, size: float = TEXT) -> float:
    """About how many pixels wide a text is drawn."""
    return ems(text) * size * 1.06


def wrapped(text: str, pixels: float, lines: int, size: float = TEXT) -> list[str]:
    """A text in at most so many lines of a width; where it is longer, it ends in an ellipsis."""
    widest = pixels / (size * 1.06)
    folded = fold(text, widest)
    if len(folded) <= lines:
        return folded
    kept = folded[: lines - 1]
    rest = text.strip()
    for line in kept:
        rest = rest.removeprefix(line).lstrip()
    while ems(rest) > widest - 1:
        rest = rest[:-1]
    return [*kept, f"{rest.rstrip()}…"]


def told(name: str, seen: Estimate | None, display: str, language: Language) -> str:
    """One unit in words, as the live picture and a screen reader tell it: `Japan: 8.3 % (7.4 % to 9.2 %)`."""
    value, lower, upper = column([seen.value, seen.lower, seen.upper] if seen else [None] * 3, display, language)
    if seen is None or seen.lower is None or seen.upper is None:
        return f"{name}：{value}" if language == "ja" else f"{name}: {value}"
    return f"{name}：{value}（{lower}〜{upper}）" if language == "ja" else f"{name}: {value} ({lower} to {upper})"


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is said below the axis: the names of those that could not be drawn."""

    lines: Sequence[str]

    @property
    def height(self) -> int:
        return 6 + 17 * len(self.lines) if self.lines else 0

    def layers(self, left: float, top: float) -> list[Spec]:
        """As a layer of its picture, from `left` and below `top`; none where nothing is said."""
        if not self.lines:
            return []
        mark = {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "fontSize": SMALL,
            "fontStyle": "italic",
            "clip": False,
        }
        return [
            {
                "data": {"values": [{"text": list(self.lines)}]},
                "mark": {**mark, "lineHeight": 17, "color": SOFT},
                "encoding": {"x": {"value": left + 4}, "y": {"value": top + 6}, "text": {"field": "text"}},
            }
        ]


def unseen_note(names: Sequence[str], language: Language, width: float) -> Note:
    """The names of what was not observed, in lines of at most `width` pixels."""
    if not names:
        return Note(lines=())
    text = f"観測なし：{'、'.join(names)}" if language == "ja" else f"Not observed: {', '.join(names)}"
    return Note(lines=fold(text, (width - 8) / (SMALL * 1.06)))


def link(href: str | None) -> str | None:
    """An address that a picture may lead to: a page of ours, or one on the web."""
    # Vega refuses any other (javascript: among them) with a message that names neither the row nor the address.
    if href is not None and not href.startswith(("/", "https://", "http://")):
        raise ValueError(f"a picture cannot link to {href!r}; give an address that begins with / or https://")
    return href


def leads(data: str = "") -> Spec:
    """The channels of marks that lead somewhere: `href`, and `said` to be read aloud, of the datum or of its `data`."""
    # A null of the data would become an address of that name.
    test = f"datum.{data}href !== null"
    return {
        "href": {"condition": {"test": test, "field": f"{data}href"}},
        "description": {"condition": {"test": test, "field": f"{data}said"}},
    }


def finish(layers: Sequence[Spec], *, width: float, height: float, room: Mapping[str, float]) -> Spec:
    """The layers as one picture: `width` and `height` are those of the plot, `room` is what stands around it."""
    return {
        "$schema": _SCHEMA,
        "width": int(width),
        "height": int(height),
        # Room around the plot is ours to give: measured by this machine's fonts it would differ from the reader's.
        "padding": dict(room),
        "layer": list(layers),
        "config": {
            "font": FONT,
            "background": "white",
            "autosize": {"type": "none"},
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": SMALL,
                "labelColor": "#444",
                "domainColor": "#999",
                "tickColor": "#999",
                "aria": False,
            },
            # The caller's sentence and table say it all; read aloud, hundreds of marks would not. Links are read.
            "mark": {"aria": False},
        },
    }
