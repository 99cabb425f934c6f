"""Each row is one unit: its name, a dot with its interval on a common scale, and a text (its rank) at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    OTHER,
    OWN,
    SMALL,
    SOFT,
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
from rashinban.access.charts.rows import own_text, shown, stack
from rashinban.access.serialisers.display import NOT_OBSERVED, Language


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
    """The rows from top to bottom; None where none was observed. `head` stands over the texts at the right."""
    found = ends([row.seen for row in rows])
    if not found:
        return None
    across = scale(found)
    stand = stack([row.name for row in rows], width)
    right = max(28.0, 14 + max(measure(text) for text in [head, *(row.text for row in rows)]))
    plot = int(width - stand.left - right)
    values = [_values(row, place, display, language, width) for place, row in enumerate(rows)]
    seen = [value for value in values if value["value"] is not None]
    x, y = quantitative("value", across, axis(display, language, max(2, plot // 70))), stand.y()
    colour = {"condition": {"test": "datum.own", "value": OWN}, "value": OTHER}
    fill = {"condition": {"test": "datum.own", "value": OWN}, "value": "white"}
    unseen = {"type": "text", "align": "left", "fontSize": SMALL, "fontStyle": "italic", "color": SOFT}
    layers: list[Spec] = [
        stand.names(),
        {
            "mark": {**own_text(), "align": "left", "dy": stand.down},
            "encoding": {"x": {"value": plot + 10}, "y": y, "text": {"field": "text"}},
        },
        {
            "data": {"values": [{"head": head}]},
            "mark": {"type": "text", "align": "left", "fontSize": SMALL, "color": SOFT},
            "encoding": {"x": {"value": plot + 10}, "y": {"value": -12}, "text": {"field": "head"}},
        },
        {
            "data": {"values": [value for value in seen if value["lower"] is not None]},
            "mark": {"type": "rule", "strokeWidth": 2, "yOffset": stand.down},
            "encoding": {"x": quantitative("lower", across), "x2": {"field": "upper"}, "y": y, "color": colour},
        },
        {
            "data": {"values": seen},
            "mark": {"type": "point", "opacity": 1, "size": 70, "strokeWidth": 2, "yOffset": stand.down},
            "encoding": {"x": x, "y": y, "stroke": colour, "fill": fill},
        },
        {
            "data": {"values": [value for value in values if value["value"] is None]},
            "mark": {**unseen, "dy": stand.down},
            "encoding": {"x": {"value": 4}, "y": y, "text": {"value": NOT_OBSERVED[language]}},
        },
        stand.links(plot + right, linked=any(row.href for row in rows)),
    ]
    room = {"left": stand.left, "right": right, "top": 24, "bottom": 26}
    return {**finish(layers, width=plot, height=stand.total, room=room), "data": {"values": values}}


def _values(row: DotRow, place: int, display: str, language: Language, width: int) -> Spec:
    seen = row.seen
    said = told(row.name, seen, display, language)
    return {
        "row": place,
        "shown": shown(row.name, width),
        "text": row.text,
        "own": row.own,
        "value": seen.value if seen else None,
        "lower": seen.lower if seen else None,
        "upper": seen.upper if seen else None,
        "said": f"{said} · {row.text}" if row.text else said,
        "href": link(row.href),
    }
