"""The drawing of a logic model shows every node and arrow once, legibly, and nothing that a text could smuggle in."""

from __future__ import annotations

from itertools import combinations

import pytest
from lxml import etree

from rashinban.access.charts.frame import NARROW
from rashinban.access.charts.logic_model import WIDE, Arrow, Node, State, logic_model

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ["Inputs", "Activities", "Outputs", "Outcomes", "Impact"]
LEGEND: dict[State, str] = {"observed": "evidence", "unobserved": "not observed", "none": "no evidence"}
STATES: tuple[State, ...] = ("observed", "unobserved", "none")


def nodes(per_column: int, text: str = "A node with a name of several words") -> list[Node]:
    return [
        Node(id=f"n{column}-{i}", column=column, text=f"{text} {i}", sourced=i % 2 == 0, href=f"#node-n{column}-{i}")
        for column in range(5)
        for i in range(per_column)
    ]


def arrows(per_column: int) -> list[Arrow]:
    ways = [
        (f"n{c}-{i}", f"n{c + 1}-{(i + s) % per_column}") for c in range(4) for i in range(per_column) for s in (0, 1)
    ]
    return [
        Arrow(number=n, start=a, end=b, state=STATES[n % 3], said=f"{n}. {a} to {b}", href=f"#arrow-{n}")
        for n, (a, b) in enumerate(dict.fromkeys(ways), 1)
    ]


def drawn(per_column: int, width: int = WIDE, **more: str) -> etree._Element:
    svg = logic_model(COLUMNS, nodes(per_column, **more), arrows(per_column), LEGEND, label="A model", width=width)
    return etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_node_and_every_arrow_is_there_once_and_leads_to_its_row(width: int) -> None:
    links = [link.get("href") for link in drawn(3, width).iter(f"{SVG}a")]
    assert sorted(links) == sorted([node.href for node in nodes(3)] + [arrow.href for arrow in arrows(3)])


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "text", ["A node with a name of several words", "独立と研究時間を保障する所属機関と、その他の長い名前"]
)
def test_boxes_stand_apart_within_the_picture_and_hold_their_words(width: int, text: str) -> None:
    root = drawn(4, width, text=text)
    wide, high = float(root.get("width") or 0), float(root.get("height") or 0)
    boxes = []
    for link in root.iter(f"{SVG}a"):
        rect = link.find(f"{SVG}rect")
        if rect is None:
            continue
        x, y, w, h = (float(rect.get(name) or 0) for name in ("x", "y", "width", "height"))
        boxes.append((x, y, x + w, y + h))
        for line in link.iter(f"{SVG}text"):
            assert x < float(line.get("x") or 0) and y < float(line.get("y") or 0) < y + h
    assert len(boxes) == 20
    assert all(min(x, y) >= 0 and right <= wide and bottom <= high for x, y, right, bottom in boxes)
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert c <= e or g <= a or d <= f or h <= b


def test_numbers_cover_neither_boxes_nor_each_other() -> None:
    root = drawn(3)
    dots = [(float(c.get("cx") or 0), float(c.get("cy") or 0)) for c in root.iter(f"{SVG}circle") if c.get("r") == "9"]
    assert len(dots) == len(arrows(3))
    for (x, y), (u, v) in combinations(dots, 2):
        assert (x - u) ** 2 + (y - v) ** 2 > 17**2


def test_lines_tell_the_states_apart_without_colour() -> None:
    curves = [path for path in drawn(2).iter(f"{SVG}path") if "C" in (path.get("d") or "")]
    assert {path.get("stroke-dasharray") for path in curves} == {None, "6 4", "1.5 4.5"}


def test_what_is_read_aloud_says_what_the_line_shows() -> None:
    told = [link.get("aria-label") for link in drawn(2).iter(f"{SVG}a") if link.get("aria-label")]
    assert told == [arrow.said for arrow in arrows(2)]


def test_a_text_is_text() -> None:
    node = [Node(id=str(i), column=i, text="<script>&\"'", sourced=True, href='/"><x') for i in range(2)]
    arrow = [Arrow(number=1, start="0", end="1", state="none", said='"><script>', href="#a")]
    svg = logic_model(["a", "b"], node, arrow, LEGEND, label='"><b>')
    root = etree.fromstring(svg.encode())
    assert "<script" not in svg and [e for e in root.iter() if e.tag in (f"{SVG}script", f"{SVG}b")] == []
    assert "<script>&\"'" in [text.text for text in root.iter(f"{SVG}text")]
