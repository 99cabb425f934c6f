"""Each chart is one picture of a card: places with whiskers, a line with its band, one value under several definitions.

Pictures are Altair charts turned into SVG on this machine; text stays text. Nothing is drawn without its interval
where there is one, and a value that was not observed is written, not drawn at zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import altair as alt
import vl_convert

from rashinban.access.card import Card, Point
from rashinban.access.serialisers.display import NOT_OBSERVED, Language, ems, place
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import band, own_point, say

Chart: TypeAlias = "alt.LayerChart | alt.VConcatChart"

FONT = "system-ui, Roboto, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
#: Okabe-Ito blue for the unit the card is about, grey for the others; shape and weight tell them apart too.
OWN, OTHER, INK, GRID = "#0072B2", "#767676", "#1a1a1a", "#e4e4e4"
WIDE, NARROW = 680, 320
_ROW = 24
_TEXT = 13
_PLACES = 15


def ranking_chart(card: Card, language: Language, width: int = WIDE) -> Chart | None:
    """Units in order, each a dot with its interval; the card's own unit filled and bold."""
    own = own_point(card)
    points = _window(card.ranking, own)
    if not points:
        return None
    rows = [
        _row(say(p.label, language), p.value, p.lower, p.upper, place(p.rank, p.rank_lower, p.rank_upper), p is own)
        for p in points
    ]
    head = label("rank_interval" if width >= WIDE else "rank", language)
    return _dots(rows, card.display, language, width, head)


def band_chart(card: Card, language: Language, width: int = WIDE) -> Chart | None:
    """The same value under each alternative definition of the technology area."""
    points = band(card)
    if len(points) < 2:
        return None
    rows = [
        _row(
            label(b.alternative, language),
            b.value,
            b.lower,
            b.upper,
            str(b.rank) if b.rank is not None else "",
            b.alternative == "standard",
        )
        for b in points
    ]
    return _dots(rows, card.display, language, width, label("rank", language))


def trend_chart(card: Card, language: Language, width: int = WIDE) -> Chart | None:
    """The value of each year with its band, labelled at the line's end."""
    if sum(point.value is not None for point in card.trend) < 2:
        return None
    rows = [{"year": int(p.key), "value": p.value, "lower": p.lower, "upper": p.upper} for p in card.trend]
    last = max((row for row in rows if row["value"] is not None), key=lambda row: row["year"] or 0)
    ends = [value for row in rows for key in ("value", "lower", "upper") if (value := row[key]) is not None]
    own = own_point(card)
    name = say(own.label if own else card.subject, language)
    room = {"left": 56, "right": 14 + min(_measure(name), 0.3 * width), "top": 10, "bottom": 26}
    plot = int(width - room["left"] - room["right"])
    years = [int(point.key) for point in card.trend]
    step = math.ceil(len(years) / (plot / 48))
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[min(years), max(years)], nice=False),
        axis=alt.Axis(values=years[::-1][::step], format="d", title=None, grid=False),
    )
    y = alt.Y("value:Q", scale=_scale(ends), axis=_axis(card.display, language, 5))
    base = alt.Chart(alt.Data(values=rows))
    end = alt.Chart(alt.Data(values=[{**last, "name": name}]))
    layers = alt.layer(
        base.mark_area(color=OWN, opacity=0.18).encode(x=x, y=alt.Y("lower:Q", scale=_scale(ends)), y2="upper:Q"),
        base.mark_line(color=OWN, strokeWidth=3).encode(x=x, y=y),
        base.mark_point(color=OWN, filled=True, size=45, opacity=1).encode(x=x, y=y),
        end.mark_text(align="left", dx=9, color=OWN, fontSize=_TEXT, fontWeight="bold", limit=0.3 * width).encode(
            x=x, y=y, text="name:N"
        ),
    )
    return _finish(layers.properties(width=plot, height=200, padding=room))


def svg(chart: Chart) -> str:
    """The chart as SVG; a second run gives the same bytes."""
    return str(vl_convert.vegalite_to_svg(chart.to_json()))


def png(chart: Chart, scale: float = 2.0) -> bytes:
    """The chart as PNG, drawn with the fonts of this machine."""
    return bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=scale))


Row = dict[str, str | float | bool | None]


def _row(name: str, value: float | None, lower: float | None, upper: float | None, text: str, own: bool) -> Row:
    return {"name": name, "value": value, "lower": lower, "upper": upper, "text": text, "own": own}


def _window(ranking: Sequence[Point], own: Point | None) -> list[Point]:
    """The first places, and the card's own unit where it stands further down."""
    first = list(ranking[:_PLACES])
    if own is not None and own not in first:
        first[-1] = own
    return first


def _dots(rows: Sequence[Row], display: str, language: Language, width: int, head: str) -> Chart:
    """Rows from top to bottom: name, whisker and dot on one scale, text at the right."""
    numbered: list[dict[str, str | float | bool | None]] = [{**row, "row": float(i)} for i, row in enumerate(rows)]
    ends = [float(v) for row in rows for key in ("value", "lower", "upper") if isinstance(v := row[key], float | int)]
    left = 10 + min(max(_measure(str(row["name"])) for row in rows), 0.3 * width)
    right = 14 + max(_measure(text) for text in [head, *(str(row["text"]) for row in rows)])
    plot = int(width - left - right)
    height = _ROW * len(rows)
    base = alt.Chart(alt.Data(values=numbered))
    y = alt.Y("row:Q", scale=alt.Scale(domain=[len(rows) - 0.5, -0.5], nice=False, zero=False), axis=None)
    x = alt.X("value:Q", scale=_scale(ends), axis=_axis(display, language, max(2, plot // 70)))
    colour = alt.condition("datum.own", alt.value(OWN), alt.value(OTHER))
    ink = alt.condition("datum.own", alt.value(OWN), alt.value(INK))
    seen = base.transform_filter("isValid(datum.value)")
    unseen = base.transform_filter("!isValid(datum.value)")
    layers = []
    for weight, which in (("normal", "!datum.own"), ("bold", "datum.own")):
        text = base.transform_filter(which)
        layers += [
            text.mark_text(align="right", fontSize=_TEXT, fontWeight=weight, limit=left - 10).encode(
                x=alt.value(-10), y=y, text="name:N", color=ink
            ),
            text.mark_text(align="left", fontSize=_TEXT, fontWeight=weight).encode(
                x=alt.value(plot + 10), y=y, text="text:N", color=ink
            ),
        ]
    top = alt.Chart(alt.Data(values=[{"head": head}])).mark_text(align="left", fontSize=_TEXT - 1, color="#555")
    layers += [
        top.encode(x=alt.value(plot + 10), y=alt.value(-12), text="head:N"),
        seen.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=2)
        .encode(x=alt.X("lower:Q", scale=_scale(ends)), x2="upper:Q", y=y, color=colour),
        seen.mark_point(opacity=1, size=70, strokeWidth=2).encode(
            x=x, y=y, stroke=colour, fill=alt.condition("datum.own", alt.value(OWN), alt.value("white"))
        ),
        unseen.mark_text(align="left", fontSize=_TEXT - 1, fontStyle="italic", color="#555").encode(
            x=alt.value(4), y=y, text=alt.value(NOT_OBSERVED[language])
        ),
    ]
    room = {"left": left, "right": right, "top": 24, "bottom": 26}
    return _finish(alt.layer(*layers).properties(width=plot, height=height, padding=room))


def _scale(ends: Sequence[float]) -> alt.Scale:
    """From zero where that costs little room; otherwise the range of the intervals, so that they can be read."""
    if not ends:
        return alt.Scale(domain=[0, 1])
    low, high = min(ends), max(ends)
    if low == high:
        low, high = low - (abs(low) / 2 or 1), high + (abs(high) / 2 or 1)
    start = 0.0 if 0 <= low < high / 2 else low
    return alt.Scale(domain=[start, high], nice=5, zero=False)


#: How an axis writes its numbers, in Vega's expression language.
_TICKS: dict[tuple[str, Language], str] = {
    ("share", "en"): "replace(format(datum.value, '.1~%'), '%', ' %')",
    ("share", "ja"): "format(datum.value, '.1~%')",
    ("count", "en"): "datum.value >= 1e6 ? format(datum.value / 1e6, '~g') + ' M' : "
    "datum.value >= 1e4 ? format(datum.value / 1e3, '~g') + ' k' : format(datum.value, ',')",
    ("count", "ja"): "datum.value >= 1e8 ? format(datum.value / 1e8, '~g') + '億' : "
    "datum.value >= 1e4 ? format(datum.value / 1e4, '~g') + '万' : format(datum.value, ',')",
}


def _axis(display: str, language: Language, ticks: int) -> alt.Axis:
    shown = _TICKS.get((display, language), "format(datum.value, '~g')")
    return alt.Axis(title=None, tickCount=ticks, labelExpr=shown, gridColor=GRID, labelFlush=False)


def _measure(text: str) -> float:
    return ems(text) * _TEXT * 1.06


def _finish(chart: Chart) -> Chart:
    # Room around the plot is ours to give: measured by this machine's fonts it would differ from the reader's.
    return (
        chart.configure(font=FONT, background="white", autosize=alt.AutoSizeParams(type="none"))
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor="#444", domainColor="#999", tickColor="#999")
    )
