"""Each box is a node of a logic model in the column of its kind; each arrow says by its line whether it has evidence.

Drawn straight as SVG: columns of boxes with curves between them are no plot of values, so there is no specification
as other pictures have one. Narrow, the columns stand below each other and each box lists the arrows that leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from rashinban.access.charts.frame import FONT, INK, NARROW, OWN, SMALL, SOFT, TEXT, measure
from rashinban.access.charts.placing import Box
from rashinban.access.serialisers.display import fold

State = Literal["observed", "unobserved", "none"]

#: Width of the drawing in a wide window, of a column's boxes, and between columns.
WIDE, _BOX, _GAP = 1104, 172, 60
_LINE, _PAD, _BETWEEN, _HEAD = 17, 8, 18, 34
_DOT = 9
#: Colour, width and dashes of an arrow by what shows it: the line's kind tells them apart without colour.
_STYLE: Mapping[State, tuple[str, float, str]] = {
    "observed": (OWN, 2.4, ""),
    "unobserved": ("#767676", 1.6, "6 4"),
    "none": ("#a84300", 1.6, "1.5 4.5"),
}


@dataclass(frozen=True, kw_only=True)
class Node:
    """One box. column: the place of its kind, from 0. sourced: a node without a source has a dashed edge."""

    id: str
    column: int
    text: str
    sourced: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow by the ids of its nodes. said: what it and its evidence are, for who listens."""

    number: int
    start: str
    end: str
    state: State
    said: str
    href: str


def logic_model(
    columns: Sequence[str],
    nodes: Sequence[Node],
    arrows: Sequence[Arrow],
    legend: Mapping[State, str],
    *,
    label: str,
    width: int = WIDE,
) -> str:
    """The drawing as SVG. columns: the names of the kinds; legend: what each kind of line says."""
    if width <= NARROW:
        return _narrow(columns, nodes, arrows, legend, label)
    boxes = dict(_placed(columns, nodes))
    bottom = max(box.bottom for box in boxes.values())
    parts = [*_heads(columns), *_arrows(nodes, arrows, boxes)]
    for node in nodes:
        parts.append(_node(node, boxes[node.id]))
    height = bottom + 40
    parts += _legend(legend, 4, bottom + 26)
    return _svg(WIDE, height, parts, label)


def _left(column: int) -> float:
    return column * (_BOX + _GAP) + 2.0


def _lines(text: str, width: float) -> list[str]:
    return fold(text, (width - 2 * _PAD) / (TEXT * 1.06))


def _placed(columns: Sequence[str], nodes: Sequence[Node]) -> Iterator[tuple[str, Box]]:
    """Boxes in their columns, each column in the middle of the tallest."""
    heights = {node.id: _LINE * len(_lines(node.text, _BOX)) + 2 * _PAD for node in nodes}
    tall = [
        sum(heights[node.id] + _BETWEEN for node in nodes if node.column == column) - _BETWEEN
        for column in range(len(columns))
    ]
    for column in range(len(columns)):
        top = _HEAD + (max(tall) - tall[column]) / 2
        for node in nodes:
            if node.column == column:
                left = _left(column)
                yield node.id, Box(left=left, top=top, right=left + _BOX, bottom=top + heights[node.id])
                top += heights[node.id] + _BETWEEN


def _heads(columns: Sequence[str]) -> Iterator[str]:
    for column, name in enumerate(columns):
        yield _text(_left(column), 16, name, size=TEXT, colour=SOFT, weight="600")


def _node(node: Node, box: Box) -> str:
    dash = "" if node.sourced else ' stroke-dasharray="4 3"'
    rect = (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" fill="#fff" stroke="#555"{dash}/>'
    )
    lines = _lines(node.text, box.right - box.left)
    words = "".join(_text(box.left + _PAD, box.top + _PAD + 13 + _LINE * i, line) for i, line in enumerate(lines))
    return f'<a href="{escape(node.href)}">{rect}{words}</a>'


def _arrows(nodes: Sequence[Node], arrows: Sequence[Arrow], boxes: Mapping[str, Box]) -> Iterator[str]:
    """Curves first, then the numbers on them, so that no curve runs over a number."""
    outs = _ports(arrows, boxes, "start")
    ins = _ports(arrows, boxes, "end")
    curves = {}
    for arrow in arrows:
        x1, y1 = boxes[arrow.start].right, outs[arrow.number]
        x2, y2 = boxes[arrow.end].left - 7, ins[arrow.number]
        bend = max(30.0, (x2 - x1) / 2)
        curves[arrow.number] = ((x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2))
        colour, wide, dash = _STYLE[arrow.state]
        dashes = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
        (a, b), (c, d), (e, f), (g, h) = curves[arrow.number]
        yield (
            f'<path d="M{a:.1f} {b:.1f}C{c:.1f} {d:.1f} {e:.1f} {f:.1f} {g:.1f} {h:.1f}" fill="none" '
            f'stroke="{colour}" stroke-width="{wide}"{dashes}/>'
            f'<path d="M{g:.1f} {h - 4.5:.1f}l8 4.5l-8 4.5z" fill="{colour}"/>'
        )
    taken: list[Box] = list(boxes.values())
    for arrow in arrows:
        x, y = _free(curves[arrow.number], taken)
        taken.append(Box(left=x - _DOT, top=y - _DOT, right=x + _DOT, bottom=y + _DOT))
        yield _number(arrow, x, y)


def _ports(arrows: Sequence[Arrow], boxes: Mapping[str, Box], end: Literal["start", "end"]) -> Mapping[int, float]:
    """Where on its box's edge each arrow begins (or ends): in the order of what lies at the other end."""
    other = "end" if end == "start" else "start"
    found: dict[int, float] = {}
    for name, box in boxes.items():
        own = [arrow for arrow in arrows if getattr(arrow, end) == name]
        own.sort(key=lambda arrow: (boxes[getattr(arrow, other)].top, boxes[getattr(arrow, other)].left))
        for place, arrow in enumerate(own, 1):
            found[arrow.number] = box.top + (box.bottom - box.top) * place / (len(own) + 1)
    return found


_Point = tuple[float, float]


def _free(curve: tuple[_Point, _Point, _Point, _Point], taken: Sequence[Box]) -> _Point:
    """A place on a curve where a number covers nothing, the nearest to its middle; the middle where there is none."""
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86):
        x, y = _at(curve, share)
        if not any(
            x + _DOT > box.left - 1
            and x - _DOT < box.right + 1
            and y + _DOT > box.top - 1
            and y - _DOT < box.bottom + 1
            for box in taken
        ):
            return x, y
    return _at(curve, 0.5)


def _at(curve: tuple[_Point, _Point, _Point, _Point], share: float) -> _Point:
    """A point of a cubic Bezier curve."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _number(arrow: Arrow, x: float, y: float) -> str:
    colour = _STYLE[arrow.state][0]
    filled = arrow.state == "observed"
    return (
        f'<a href="{escape(arrow.href)}" aria-label="{escape(arrow.said)}"><title>{escape(arrow.said)}</title>'
        # What is pressed is 24 pixels wide, though the dot is smaller.
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="12" fill="#fff" fill-opacity="0"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" fill="{colour if filled else "#fff"}" stroke="{colour}"/>'
        + _text(x, y + 4, str(arrow.number), size=11, colour="#fff" if filled else INK, anchor="middle")
        + "</a>"
    )


def _legend(legend: Mapping[State, str], x: float, y: float) -> Iterator[str]:
    for state, words in legend.items():
        yield _stroke(state, x, y - 4)
        yield _text(x + 38, y, words, size=SMALL, colour=SOFT)
        x += 38 + measure(words, SMALL) + 28


def _stroke(state: State, x: float, y: float) -> str:
    colour, wide, dash = _STYLE[state]
    dashes = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    return (
        f'<path d="M{x:.1f} {y:.1f}h24" stroke="{colour}" stroke-width="{wide}"{dashes}/>'
        f'<path d="M{x + 24:.1f} {y - 4.5:.1f}l8 4.5l-8 4.5z" fill="{colour}"/>'
    )


def _narrow(
    columns: Sequence[str], nodes: Sequence[Node], arrows: Sequence[Arrow], legend: Mapping[State, str], label: str
) -> str:
    names = {node.id: node.text for node in nodes}
    parts: list[str] = []
    top = 4.0
    for state, words in legend.items():
        parts.append(_stroke(state, 2, top + 9))
        for line in fold(words, (NARROW - 44) / (SMALL * 1.06)):
            parts.append(_text(42, top + 13, line, size=SMALL, colour=SOFT))
            top += 16
        top += 2
    for column, name in enumerate(columns):
        own = [node for node in nodes if node.column == column]
        if own:
            top += 24
            parts.append(_text(2, top, name, colour=SOFT, weight="600"))
            top += 8
        for node in own:
            high = _LINE * len(_lines(node.text, NARROW - 4)) + 2 * _PAD
            parts.append(_node(node, Box(left=2, top=top, right=NARROW - 2, bottom=top + high)))
            top += high + 4
            for arrow in (arrow for arrow in arrows if arrow.start == node.id):
                parts.append(_stroke(arrow.state, 12, top + 11))
                parts.append(_number(arrow, 58, top + 11))
                for line in fold(names[arrow.end], (NARROW - 78) / (SMALL * 1.06)):
                    parts.append(_text(74, top + 15, line, size=SMALL))
                    top += 16
                top += 8
            top += 6
    return _svg(NARROW, top + 4, parts, label)


def _text(
    x: float, y: float, words: str, *, size: float = TEXT, colour: str = INK, weight: str = "", anchor: str = ""
) -> str:
    more = (f' font-weight="{weight}"' if weight else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"{more}>{escape(words)}</text>'


def _svg(width: float, height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:.0f}" '
        f'viewBox="0 0 {width:g} {height:.0f}" font-family="{escape(FONT)}" role="group" aria-label="{escape(label)}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )
