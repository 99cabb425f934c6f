"""Each node of a Sankey stands in a stretch of its column that it has to itself, with its bar and its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.amounts import told_amount
from rashinban.access.charts.flows import Flows, Place
from rashinban.access.charts.frame import SMALL, TEXT, WIDE, measure, wrapped
from rashinban.access.charts.placing import Box
from rashinban.access.serialisers.display import Language

#: What stands at both sides of the plot.
MARGIN = 4
_BAR, _BETWEEN = 10, 8
_MEMBERS_TOLD = 8


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where a node stands: its bar, and the box of its label with its lines."""

    place: Place
    bar: Box
    label: Box
    lines: Sequence[str]
    said: str


def places(of: Flows, currency: str | None, language: Language, width: int) -> tuple[dict[str, Stand], int]:
    """Where each node stands, by its id, and the height of all: each has a stretch of its column to itself."""
    plot, count = width - 2 * MARGIN, len(of.columns)
    size = TEXT if width >= WIDE else SMALL
    # The last gap has two labels, that of the last column at the left of its bar.
    room = plot / count - _BAR
    # A column in which money ends or begins is less high than others.
    measure_of_all = (300 if width >= WIDE else 260) / float(
        max(sum(one.total for one in column) for column in of.columns)
    )
    lines = {
        one.node.id: label_lines(one, currency, language, room - 12, size) for column in of.columns for one in column
    }
    highs = {
        one.node.id: max(float(one.total) * measure_of_all, len(lines[one.node.id]) * (size + 2)) + _BETWEEN
        for column in of.columns
        for one in column
    }
    height = max(sum(highs[one.node.id] for one in column) for column in of.columns)
    stands: dict[str, Stand] = {}
    for index, column in enumerate(_ordered(of)):
        spare = (height - sum(highs[one.node.id] for one in column)) / len(column)
        left = plot - _BAR if index == count - 1 else index * (room + _BAR)
        top = 0.0
        for one in column:
            text = lines[one.node.id]
            high, middle = float(one.total) * measure_of_all, top + (highs[one.node.id] + spare) / 2
            wide, tall = max(measure(line, size) for line in text), len(text) * (size + 2)
            start = left - 4 - wide if index == count - 1 else left + _BAR + 4
            stands[one.node.id] = Stand(
                place=one,
                bar=Box(left=left, top=middle - high / 2, right=left + _BAR, bottom=middle + high / 2),
                label=Box(left=start - 1, top=middle - tall / 2, right=start + wide + 1, bottom=middle + tall / 2),
                lines=text,
                said=_said(one, currency, language),
            )
            top += highs[one.node.id] + spare
    return stands, round(height)


def label_lines(one: Place, currency: str | None, language: Language, pixels: float, size: float) -> list[str]:
    """The name in three lines, in four where they are short, with the amount behind it or, without room, below it."""
    amount = told_amount(one.total, currency, language)
    joint = "：" if language == "ja" else ": "
    if measure(f"{one.node.name}{joint}{amount}", size) <= pixels:
        return [f"{one.node.name}{joint}{amount}"]
    # A word longer than the line is not broken by folding: what is left of it ends in an ellipsis.
    folded = wrapped(one.node.name, pixels, 3 if pixels > 120 else 4, size)
    *before, last = [_cut(line, pixels, size) for line in folded]
    if measure(f"{last}{joint}{amount}", size) <= pixels:
        return [*before, f"{last}{joint}{amount}"]
    return [*before, last, amount]


def _cut(line: str, pixels: float, size: float) -> str:
    if measure(line, size) <= pixels:
        return line
    while measure(f"{line}…", size) > pixels:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _ordered(of: Flows) -> list[list[Place]]:
    """The columns from top to bottom: those between the ends by where their money comes from, so that fewer cross."""
    columns = [list(column) for column in of.columns]
    for index in range(1, len(columns) - 1):
        at = {one.node.id: i for i, one in enumerate(columns[index - 1])}
        drawn_from: dict[str, float] = {}
        for one in columns[index]:
            found = [ribbon for ribbon in of.ribbons if ribbon.target is one]
            weight = float(sum(ribbon.amount for ribbon in found))
            drawn_from[one.node.id] = (
                sum(at[ribbon.source.node.id] * float(ribbon.amount) for ribbon in found) / weight if found else len(at)
            )
        columns[index].sort(key=lambda one: (bool(one.members), drawn_from[one.node.id], -one.total, one.node.name))
    return columns


def _said(one: Place, currency: str | None, language: Language) -> str:
    """The node in words, with what is taken as one, and with both its sums where money begins or ends in it."""
    joint, comma = ("：", "、") if language == "ja" else (": ", ", ")
    parts = [f"{one.node.name}{joint}{told_amount(one.total, currency, language)}"]
    if one.into and one.out and one.into != one.out:
        into, out = (told_amount(part, currency, language) for part in (one.into, one.out))
        parts.append(f"流入{into}、流出{out}" if language == "ja" else f"in {into}, out {out}")
    if one.members:
        names = comma.join(node.name for node in one.members[:_MEMBERS_TOLD])
        parts.append(f"{names}…" if len(one.members) > _MEMBERS_TOLD else names)
    return " · ".join(parts)
