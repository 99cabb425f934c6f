"""Each row is one unit: its name, a dot with its interval on a common scale, and a text (its rank) at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    INK,
    OTHER,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Estimate,
    Spec,
    axis,
    ends,
    finish,
    link,
    measure,
    quantitative,
    scale,
    told,
)
from rashinban.access.serialisers.display import NOT_OBSERVED, Language

_ROW = 24


@dataclass(frozen=True, kw_only=True)
class DotRow:
    """One unit. seen: None where it was not observed. own: the unit that the picture is about; filled and bold.

    text: what stands at the right, such as a rank with its interval. href: where the row leads.
    """

    name: str
    seen: Estimate | None
    text: str = ""
    own: bool = False
    href: str | None = None


def dots(rows: Sequence[DotRow], display: str, language: Language, width: int = WIDE, *, head: str = "") -> Spec | None:
    """The rows from top to bottom; None without rows. `head` stands over the texts at the right."""
    if not rows:
        return None
    across = scale(ends([row.seen for row in rows]))
    left = 10 + min(max(measure(row.name) for row in rows), 0.3 * width)
    right = 14 + max(measure(text) for text in [head, *(row.text for row in rows)])
    plot = int(width - left - right)
    values = [_values(row, place, display, language) for place, row in enumerate(rows)]
    y = {
        "field": "row",
        "type": "quantitative",
        "scale": {"domain": [len(rows) - 0.5, -0.5], "nice": False, "zero": False},
        "axis": None,
    }
    x = quantitative("value", across, axis(display, language, max(2, plot // 70)))
    colour = {"condition": {"test": "datum.own", "value": OWN}, "value": OTHER}
    fill = {"condition": {"test": "datum.own", "value": OWN}, "value": "white"}
    words = {
        "type": "text",
        "baseline": "middle",
        "fontSize": TEXT,
        "color": {"expr": f"datum.own ? '{OWN}' : '{INK}'"},
    }
    words["fontWeight"] = {"expr": "datum.own ? 'bold' : 'normal'"}
    seen = [value for value in values if value["value"] is not None]
    unseen = [value for value in values if value["value"] is None]
    layers: list[Spec] = [
        {
            "mark": {**words, "align": "right", "limit": left - 10},
            "encoding": {"x": {"value": -10}, "y": y, "text": {"field": "name"}},
        },
        {
            "mark": {**words, "align": "left"},
            "encoding": {"x": {"value": plot + 10}, "y": y, "text": {"field": "text"}},
        },
        {
            "data": {"values": [{"head": head}]},
            "mark": {"type": "text", "align": "left", "fontSize": SMALL, "color": SOFT},
            "encoding": {"x": {"value": plot + 10}, "y": {"value": -12}, "text": {"field": "head"}},
        },
        {
            "data": {"values": [value for value in seen if value["lower"] is not None]},
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {"x": quantitative("lower", across), "x2": {"field": "upper"}, "y": y, "color": colour},
        },
        {
            "data": {"values": seen},
            "mark": {"type": "point", "opacity": 1, "size": 70, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "stroke": colour, "fill": fill},
        },
        {
            "data": {"values": unseen},
            "mark": {"type": "text", "align": "left", "fontSize": SMALL, "fontStyle": "italic", "color": SOFT},
            "encoding": {"x": {"value": 4}, "y": y, "text": {"value": NOT_OBSERVED[language]}},
        },
        _whole_rows(values, left, plot + right, len(rows)),
    ]
    room = {"left": left, "right": right, "top": 24, "bottom": 26}
    return {**finish(layers, width=plot, height=_ROW * len(rows), room=room), "data": {"values": values}}


def _values(row: DotRow, place: int, display: str, language: Language) -> Spec:
    seen = row.seen
    said = told(row.name, seen, display, language)
    return {
        "row": place,
        "name": row.name,
        "text": row.text,
        "own": row.own,
        "value": seen.value if seen else None,
        "lower": seen.lower if seen else None,
        "upper": seen.upper if seen else None,
        "said": f"{said} · {row.text}" if row.text else said,
        "href": link(row.href),
    }


def _whole_rows(values: Sequence[Spec], left: float, right: float, rows: int) -> Spec:
    """Above each row, from edge to edge, what is clicked and what the live picture tells of it: one link, not four."""
    linked = any(value["href"] for value in values)
    mark = {"type": "rect", "fill": "transparent", "stroke": None, "height": _ROW, "aria": linked}
    scale = {"domain": [rows - 0.5, -0.5], "nice": False, "zero": False}
    encoding: Spec = {
        "x": {"value": -left},
        "x2": {"value": right},
        "y": {"field": "row", "type": "quantitative", "scale": scale, "axis": None},
        "tooltip": {"field": "said"},
    }
    if linked:
        encoding |= {"href": {"field": "href"}, "description": {"field": "said"}}
    return {"mark": mark, "encoding": encoding}
