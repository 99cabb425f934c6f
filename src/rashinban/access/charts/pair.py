"""Each row is one area with two units side by side: two dots with their intervals, and the distance between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import (
    INK,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Estimate,
    Scale,
    Spec,
    axis,
    ends,
    finish,
    link,
    measure,
    quantitative,
    scale,
    told,
    unseen_note,
    wrapped,
)
from rashinban.access.charts.rows import shown, stack
from rashinban.access.serialisers.display import NOT_OBSERVED, Language


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One area. first, second: None where that unit was not observed in it. href: where the row leads."""

    name: str
    first: Estimate | None
    second: Estimate | None
    href: str | None = None


def pair(
    rows: Sequence[PairRow], first: str, second: str, display: str, language: Language, width: int = WIDE
) -> Spec | None:
    """The rows from top to bottom, for the units named `first` and `second`; None where nothing was observed."""
    found = ends([one for row in rows for one in (row.first, row.second)])
    if not found:
        return None
    across = scale(found)
    stand = stack([row.name for row in rows], width)
    plot = int(width - stand.left - 28)
    values = [_values(row, place, (first, second), display, language, width) for place, row in enumerate(rows)]
    missing = [
        f"{row.name}（{unit}）" if language == "ja" else f"{row.name} ({unit})"
        for row in rows
        for unit, one, other in ((first, row.first, row.second), (second, row.second, row.first))
        if not _seen(one) and _seen(other)
    ]
    note = unseen_note(missing, language, width)
    x, y = quantitative("value", across, axis(display, language, max(2, plot // 70))), stand.y()
    unseen = {"type": "text", "align": "left", "fontSize": SMALL, "fontStyle": "italic", "color": SOFT}
    layers: list[Spec] = [
        stand.names(),
        {
            "data": {
                "values": [value for value in values if value["first"] is not None and value["second"] is not None]
            },
            "mark": {"type": "rule", "strokeWidth": 1, "color": "#999", "strokeDash": [1, 2], "yOffset": stand.down},
            "encoding": {"x": quantitative("first", across), "x2": {"field": "second"}, "y": y},
        },
        *(
            layer
            for look, side in ((_SECOND, "second"), (_FIRST, "first"))
            for layer in _unit(look, _points(rows, side), across, x, y, stand.down)
        ),
        {
            "data": {"values": [value for value in values if value["first"] is None and value["second"] is None]},
            "mark": {**unseen, "dy": stand.down},
            "encoding": {"x": {"value": 4}, "y": y, "text": {"value": NOT_OBSERVED[language]}},
        },
        *_key(first, second, stand.left, width),
        *note.layers(-stand.left, stand.total + 26),
        stand.links(plot + 28, linked=any(row.href for row in rows)),
    ]
    room = {"left": stand.left, "right": 28, "top": 34, "bottom": 26 + note.height}
    return {**finish(layers, width=plot, height=stand.total, room=room), "data": {"values": values}}


@dataclass(frozen=True, kw_only=True)
class _Look:
    """How a unit is drawn; its dots stand a little above or below the row, so that whiskers do not hide each other."""

    colour: str
    shape: str
    down: int


#: Okabe-Ito blue and vermilion, round and square.
_FIRST = _Look(colour=OWN, shape="circle", down=-3)
_SECOND = _Look(colour="#D55E00", shape="square", down=3)


def _seen(one: Estimate | None) -> bool:
    return one is not None and one.value is not None


def _values(row: PairRow, place: int, units: tuple[str, str], display: str, language: Language, width: int) -> Spec:
    said = [told(unit, one, display, language) for unit, one in zip(units, (row.first, row.second), strict=True)]
    return {
        "row": place,
        "shown": shown(row.name, width),
        "own": False,
        "first": row.first.value if row.first else None,
        "second": row.second.value if row.second else None,
        "said": " · ".join([row.name, *said]),
        "href": link(row.href),
    }


def _points(rows: Sequence[PairRow], side: str) -> list[Spec]:
    found: list[Spec] = []
    for place, row in enumerate(rows):
        one = row.first if side == "first" else row.second
        if one is not None and one.value is not None:
            found.append({"row": place, "value": one.value, "lower": one.lower, "upper": one.upper})
    return found


def _unit(look: _Look, points: Sequence[Spec], across: Scale, x: Spec, y: Spec, down: int) -> list[Spec]:
    """One unit's intervals and dots on all rows."""
    place = {"yOffset": down + look.down, "color": look.colour}
    return [
        {
            "data": {"values": [point for point in points if point["lower"] is not None]},
            "mark": {"type": "rule", "strokeWidth": 2, **place},
            "encoding": {"x": quantitative("lower", across), "x2": {"field": "upper"}, "y": y},
        },
        {
            "data": {"values": list(points)},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 60, "shape": look.shape, **place},
            "encoding": {"x": x, "y": y},
        },
    ]


def _key(first: str, second: str, left: float, width: int) -> list[Spec]:
    """Which dot is whose, above the rows."""
    first = wrapped(first, 0.45 * width, 1)[0]
    second = wrapped(second, width - measure(first) - 60, 1)[0]
    raw = {"type": "quantitative", "scale": None}
    keys = [
        {"text": first, "x": 8 - left, "colour": _FIRST.colour, "shape": _FIRST.shape},
        {"text": second, "x": 8 - left + 30 + measure(first), "colour": _SECOND.colour, "shape": _SECOND.shape},
    ]
    look = {
        "color": {"field": "colour", "type": "nominal", "scale": None},
        "shape": {"field": "shape", "type": "nominal", "scale": None},
    }
    return [
        {
            "data": {"values": keys},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 60},
            "encoding": {"x": {"field": "x", **raw}, "y": {"value": -22}, **look},
        },
        {
            "data": {"values": keys},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "dx": 10,
                "fontSize": TEXT,
                "fontWeight": {"expr": "datum.shape === 'circle' ? 'bold' : 'normal'"},
                "color": INK,
            },
            "encoding": {"x": {"field": "x", **raw}, "y": {"value": -22}, "text": {"field": "text"}},
        },
    ]
