"""Each picture is one target: baseline, newest value, where the values lead and what is aimed at, on one scale.

It is written as SVG straight away, not as a specification: a board has dozens of rows, and a drawing engine takes
40 ms for each. The scale is the row's own and need not begin at zero: the values are printed beside the marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from rashinban.access.charts.frame import INK, OTHER, OWN, SMALL, SOFT, measure
from rashinban.access.serialisers.display import Language
from rashinban.measure.plans.rule import Goal
from rashinban.measure.plans.slope import Estimate, Point
from rashinban.measure.plans.words import quantity

WIDTH = 264
#: Height of the line on which values stand, below the words over it.
_AT = 30
_LINE = 15
_MARGIN = 9

#: From a value to its pixel.
_Place = Callable[[float], float]


@dataclass(frozen=True, kw_only=True)
class Told:
    """The words of the marks, in the page's language. baseline: empty where its value is not written."""

    target: str
    baseline: str
    newest: str


@dataclass(frozen=True, kw_only=True)
class _Label:
    at: float
    text: str


def target_row(
    goal: Goal | None,
    newest: Point | None,
    projected: Estimate | None,
    unit: str,
    language: Language,
    told: Told,
    *,
    said: str,
) -> Markup | None:
    """The drawing; None where fewer than two different values are known. `said` stands for it where it is not seen."""
    if goal is None:
        return None
    ends = [
        end
        for end in (
            goal.baseline, goal.lower, goal.upper,
            *((newest.value, newest.lower, newest.upper) if newest else ()),
            *((projected.lower, projected.upper) if projected else ()),
        )
        if end is not None
    ]  # fmt: skip
    if len(set(ends)) < 2:
        return None
    low, high = min(ends), max(ends)
    # A place in a ranking is better the smaller it is: better stands at the right in every row.
    turned = goal.direction == "down"

    def x(value: float) -> float:
        part = (value - low) / (high - low)
        return float(round(_MARGIN + (1 - part if turned else part) * (WIDTH - 2 * _MARGIN), 1))

    below = []
    if newest is not None:
        text = f"{told.newest} {quantity(newest.value, unit, language)}"
        below.append(_Label(at=x(newest.value), text=text))
    if goal.baseline is not None and told.baseline:
        text = f"{told.baseline} {quantity(goal.baseline, unit, language)}"
        below.append(_Label(at=x(goal.baseline), text=text))
    parts = [
        *_goal(goal, x, unit, language, told),
        f'<line x1="{_MARGIN}" x2="{WIDTH - _MARGIN}" y1="{_AT}" y2="{_AT}" stroke="#999"/>',
        *(_projected(projected, x) if projected else ()),
        *(_baseline(x(goal.baseline)) if goal.baseline is not None else ()),
        *(_newest(newest, x) if newest else ()),
        *_below(below),
    ]
    height = _AT + 12 + _LINE * max(1, len(below))
    return Markup(
        f'<svg class="target" xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(said)}" font-size="{SMALL}">'
        f"{''.join(parts)}</svg>"
    )


def _goal(goal: Goal, x: _Place, unit: str, language: Language, told: Told) -> Sequence[str]:
    """Where the target is met, shaded; its ends as bars; its value above."""
    ends = [end for end in (goal.lower, goal.upper) if end is not None]
    if not ends:
        return ()
    first, last = min(map(x, ends)), max(map(x, ends))
    # Of a target with one end everything on its better side is met, as far as the picture goes.
    right = last if len(ends) == 2 else WIDTH
    shade = f'<rect x="{first}" y="{_AT - 9}" width="{max(right - first, 2):.1f}" height="18" fill="#dceaf5"/>'
    bars = [
        f'<line x1="{at}" x2="{at}" y1="{_AT - 11}" y2="{_AT + 11}" stroke="{INK}" stroke-width="3"/>'
        for at in dict.fromkeys((first, last))
    ]
    joint = "～" if language == "ja" else " to "
    text = f"{told.target} {joint.join(quantity(end, unit, language) for end in ends)}"
    return (shade, *bars, _text(_Label(at=(first + last) / 2, text=text), 12, weight="bold"))


def _projected(one: Estimate, x: _Place) -> Sequence[str]:
    low, high = sorted((x(one.lower), x(one.upper)))
    at = _AT - 5
    return (
        f'<line x1="{low}" x2="{high}" y1="{at}" y2="{at}" stroke="{OWN}" stroke-width="2" stroke-dasharray="4 2"/>',
        *(
            f'<line x1="{e}" x2="{e}" y1="{at - 4}" y2="{at + 4}" stroke="{OWN}" stroke-width="2"/>'
            for e in (low, high)
        ),
    )


def _baseline(at: float) -> Sequence[str]:
    points = f"{at - 6},{_AT} {at},{_AT - 6} {at + 6},{_AT} {at},{_AT + 6}"
    return (f'<polygon points="{points}" fill="white" stroke="{OTHER}" stroke-width="2"/>',)


def _newest(one: Point, x: _Place) -> Sequence[str]:
    dot = f'<circle cx="{x(one.value)}" cy="{_AT}" r="5.5" fill="{OWN}"/>'
    if one.lower is None or one.upper is None:
        return (dot,)
    low, high = sorted((x(one.lower), x(one.upper)))
    return (f'<line x1="{low}" x2="{high}" y1="{_AT}" y2="{_AT}" stroke="{OWN}" stroke-width="3"/>', dot)


def _below(labels: Sequence[_Label]) -> Sequence[str]:
    return [_text(label, _AT + 23 + _LINE * row) for row, label in enumerate(labels)]


def _text(label: _Label, y: float, *, weight: str = "normal") -> str:
    """A text around its place, moved as far as the picture's edges ask."""
    half = measure(label.text, SMALL) / 2
    middle = min(max(label.at, half + 1), WIDTH - half - 1)
    colour = INK if weight == "bold" else SOFT
    return (
        f'<text x="{middle:.1f}" y="{y:g}" text-anchor="middle" fill="{colour}" font-weight="{weight}">'
        f"{escape(label.text)}</text>"
    )
