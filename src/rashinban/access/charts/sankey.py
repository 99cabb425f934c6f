"""Each ribbon is money on its way from column to column, as high as its amount; each node says its name and amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.access.charts.amounts import told_amount
from rashinban.access.charts.flows import Flows, Ribbon
from rashinban.access.charts.frame import INK, SMALL, SOFT, TEXT, WIDE, Spec, finish, leads, link, wrapped
from rashinban.access.charts.palette import LOOKS, NEUTRAL
from rashinban.access.charts.placing import Box
from rashinban.access.charts.stands import MARGIN, Stand, places
from rashinban.access.serialisers.display import Language

#: How far along the way and how far down it: steep in the middle and level at both ends.
_STEPS = 16
_WAY = tuple((i / _STEPS, 3 * (i / _STEPS) ** 2 - 2 * (i / _STEPS) ** 3) for i in range(_STEPS + 1))
_RAW = {"type": "quantitative", "scale": None}


def sankey(of: Flows, heads: Sequence[str], currency: str | None, language: Language, width: int = WIDE) -> Spec | None:
    """All ribbons of `of` (see flows.flows); None where there is none. `heads` are the names of the columns.

    Heights are in proportion to amounts, in one measure for all columns. A node has the colour of the one node of the
    first parted column that all its money comes from, or grey where it comes from several.
    """
    if not of.ribbons:
        return None
    if len(heads) != len(of.columns):
        raise ValueError(f"{len(of.columns)} columns have {len(heads)} heads; give each column one")
    plot = width - 2 * MARGIN
    stands, height = places(of, currency, language, width)
    colours = _colours(of)
    linked = any(stand.place.node.href for stand in stands.values())
    values = [_node(stand, colours[id], last=stand.bar.right >= plot) for id, stand in stands.items()]
    corners = {"x": {"field": "left", **_RAW}, "x2": {"field": "right"}}
    box = {**corners, "y": {"field": "top", **_RAW}, "y2": {"field": "bottom"}}
    grounds = [_corners(stand.label) for stand in stands.values()]
    size = TEXT if width >= WIDE else SMALL
    whole: Spec = {**box, "tooltip": {"field": "said"}}
    layers: list[Spec] = [
        {
            "data": {"values": [_ribbon(one, currency, language) for one in _laid(of, stands, colours)]},
            "transform": [{"flatten": ["x", "y", "y2"]}],
            # The edge keeps in sight what would be thinner than half a pixel.
            "mark": {"type": "area", "opacity": 0.42, "strokeWidth": 0.5, "tooltip": {"expr": "datum.said"}},
            "encoding": {
                "x": {"field": "x", **_RAW},
                "y": {"field": "y", **_RAW},
                "y2": {"field": "y2"},
                "detail": {"field": "ribbon"},
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "stroke": {"field": "colour", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": values},
            "mark": {"type": "rect", "strokeWidth": 0.5},
            "encoding": {
                **box,
                "fill": {"field": "colour", "type": "nominal", "scale": None},
                "stroke": {"field": "colour", "type": "nominal", "scale": None},
            },
        },
        # Pale ground, so that a name can be read on any ribbon.
        {
            "data": {"values": grounds},
            "mark": {"type": "rect", "fill": "white", "fillOpacity": 0.72, "cornerRadius": 2},
            "encoding": box,
        },
        {
            "data": {"values": values},
            "mark": {
                "type": "text",
                "align": {"expr": "datum.last ? 'right' : 'left'"},
                "baseline": "top",
                "fontSize": size,
                "lineHeight": size + 2,
                "color": INK,
            },
            "encoding": {
                "x": {"field": "text_x", **_RAW},
                "y": {"field": "text_y", **_RAW},
                "text": {"field": "lines"},
            },
        },
        {
            "data": {"values": values},
            "mark": {"type": "rect", "fill": "white", "fillOpacity": 0, "aria": linked},
            "encoding": {
                **whole,
                "x": {"field": "reach_left", **_RAW},
                "x2": {"field": "reach_right"},
                "y": {"field": "reach_top", **_RAW},
                "y2": {"field": "reach_bottom"},
                **(leads() if linked else {}),
            },
        },
        _heads(heads, of, stands, plot, width),
    ]
    room = {"left": MARGIN, "right": MARGIN, "top": 26, "bottom": 6}
    return finish(layers, width=plot, height=height, room=room)


def _colours(of: Flows) -> dict[str, str]:
    parted = next((i for i, column in enumerate(of.columns) if len(column) > 1), 0)
    colours: dict[str, str] = {}
    for one in of.columns[parted]:
        own = len(colours) < len(LOOKS) and not one.members
        colours[one.node.id] = LOOKS[len(colours)][0] if own else NEUTRAL
    for column in of.columns[parted + 1 :]:
        for one in column:
            found = {colours[ribbon.source.node.id] for ribbon in of.ribbons if ribbon.target is one}
            colours[one.node.id] = found.pop() if len(found) == 1 else NEUTRAL
    return {**{one.node.id: NEUTRAL for column in of.columns[:parted] for one in column}, **colours}


@dataclass(frozen=True, kw_only=True)
class _Laid:
    """A ribbon between its two bars: where it begins and ends, from the top, and how high it is."""

    ribbon: Ribbon
    left: float
    right: float
    begins: float
    ends: float
    high: float
    colour: str


def _laid(of: Flows, stands: Mapping[str, Stand], colours: Mapping[str, str]) -> list[_Laid]:
    """Ribbons leave a bar in the order in which they arrive, and the other way round; the largest are drawn first."""
    down = {one: stands[one].bar.top for one in stands}
    up = dict(down)
    begins: dict[int, float] = {}
    for one in sorted(of.ribbons, key=lambda one: stands[one.target.node.id].bar.top):
        begins[id(one)] = down[one.source.node.id]
        down[one.source.node.id] += _high(one, stands)
    found = []
    for one in sorted(of.ribbons, key=lambda one: stands[one.source.node.id].bar.top):
        source, target = stands[one.source.node.id], stands[one.target.node.id]
        own = colours[one.source.node.id]
        found.append(
            _Laid(
                ribbon=one,
                left=source.bar.right,
                right=target.bar.left,
                begins=begins[id(one)],
                ends=up[one.target.node.id],
                high=_high(one, stands),
                # Before the column that gives the colours, the ribbon has that of where it leads.
                colour=own if own != NEUTRAL or one.source.members else colours[one.target.node.id],
            )
        )
        up[one.target.node.id] += _high(one, stands)
    return sorted(found, key=lambda one: -one.high)


def _high(one: Ribbon, stands: Mapping[str, Stand]) -> float:
    bar = stands[one.source.node.id].bar
    return (bar.bottom - bar.top) * float(one.amount / one.source.total)


def _ribbon(one: _Laid, currency: str | None, language: Language) -> Spec:
    joint = "：" if language == "ja" else ": "
    down = [round(one.begins + (one.ends - one.begins) * part, 2) for _, part in _WAY]
    source, target = one.ribbon.source.node, one.ribbon.target.node
    return {
        "ribbon": f"{source.id}\0{target.id}",
        "x": [round(one.left + (one.right - one.left) * part, 2) for part, _ in _WAY],
        "y": down,
        "y2": [round(y + one.high, 2) for y in down],
        "colour": one.colour,
        "said": f"{source.name} → {target.name}{joint}{told_amount(one.ribbon.amount, currency, language)}",
    }


def _corners(box: Box) -> Spec:
    return {end: round(getattr(box, end), 2) for end in ("left", "top", "right", "bottom")}


def _node(stand: Stand, colour: str, *, last: bool) -> Spec:
    bar, label = stand.bar, stand.label
    return {
        **_corners(bar),
        "colour": colour,
        "last": last,
        "lines": list(stand.lines),
        "text_x": label.right - 1 if last else label.left + 1,
        "text_y": label.top + 1,
        "reach_left": min(bar.left, label.left),
        "reach_right": max(bar.right, label.right),
        "reach_top": min(bar.top, label.top),
        "reach_bottom": max(bar.bottom, label.bottom),
        "href": link(stand.place.node.href),
        "said": stand.said,
    }


def _heads(heads: Sequence[str], of: Flows, stands: Mapping[str, Stand], plot: int, width: int) -> Spec:
    """The name of each column above it."""
    room = plot / len(heads) - 6
    values = []
    for index, (head, column) in enumerate(zip(heads, of.columns, strict=True)):
        last = index == len(heads) - 1
        bar = stands[column[0].node.id].bar
        values.append({"head": wrapped(head, room, 1, SMALL)[0], "x": bar.right if last else bar.left, "last": last})
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": {"expr": "datum.last ? 'right' : 'left'"},
            "baseline": "middle",
            "fontSize": SMALL,
            "fontWeight": "bold",
            "color": SOFT,
        },
        "encoding": {"x": {"field": "x", **_RAW}, "y": {"value": -14}, "text": {"field": "head"}},
    }
