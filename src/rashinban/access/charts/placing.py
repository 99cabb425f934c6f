"""Each position is where a label stands so that it can be read: near what it names, and on no other label."""

from __future__ import annotations

from collections.abc import Sequence


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
