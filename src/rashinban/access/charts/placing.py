"""Each position is where a label stands so that it can be read: near what it names, and on no other label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def apart(wanted: Sequence[float], gap: float, first: float, last: float) -> list[float]:
    """Positions on a line, in the order given by `wanted`, at least `gap` apart, moved as little as can be.

    Labels that touch form a block around the mean of what they want (pool adjacent violators). Where `first` to
    `last` has no room for all, the gap shrinks.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    if len(wanted) > 1:
        gap = min(gap, (last - first) / (len(wanted) - 1))
    # Less i gaps, "at least a gap apart" is "not falling"; each block is (sum, how many).
    blocks: list[tuple[float, int]] = []
    for i, index in enumerate(order):
        block = (wanted[index] - i * gap, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] >= block[0] / block[1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1])
        blocks.append(block)
    levels = [total / count for total, count in blocks for _ in range(count)]
    highest = last - (len(wanted) - 1) * gap
    placed = [0.0] * len(wanted)
    for i, index in enumerate(order):
        placed[index] = min(max(levels[i], first), highest) + i * gap
    return placed


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle of pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A round mark with the size of its label."""

    x: float
    y: float
    radius: float
    width: float
    height: float

    def box(self) -> Box:
        # The corners of the square around a disc are empty: labels may touch them.
        half = self.radius * 0.85
        return Box(left=self.x - half, top=self.y - half, right=self.x + half, bottom=self.y + half)

    def label(self, across: int, down: int) -> Box:
        """The label's place: across and down are -1 (left, above), 0 (middle) or 1."""
        away = self.radius * (0.75 if across and down else 1) + 3
        x = self.x + across * (away + self.width / 2)
        y = self.y + down * (away + self.height / 2)
        return Box(
            left=x - self.width / 2, top=y - self.height / 2, right=x + self.width / 2, bottom=y + self.height / 2
        )


#: Where a label is tried, best first: right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


def beside(
    dots: Sequence[Dot], others: Sequence[Dot], frame: Box, taken: Sequence[Box], *, always: int = 0
) -> list[Box | None]:
    """A place for the label of each of `dots`, those that come first choosing first; None where there is none.

    No label leaves the frame, or lies on a dot of either list, on what is `taken`, or on another label. The first
    `always` dots are labelled even so: on other dots, where there is no place beside them.
    """
    marks = [dot.box() for dot in (*dots, *others)]
    standing = list(taken)
    found: list[Box | None] = []
    for index, dot in enumerate(dots):
        sides = [box for across, down in _SIDES if (box := dot.label(across, down)).within(frame)]
        place = _free(sides, [*standing, *marks[:index], *marks[index + 1 :]])
        if place is None and index < always:
            place = _free(sides, standing) or next(iter(sides), None)
        found.append(place)
        if place is not None:
            standing.append(place)
    return found


def _free(boxes: Sequence[Box], blocked: Sequence[Box]) -> Box | None:
    return next((box for box in boxes if not any(map(box.meets, blocked))), None)
