"""The curve is the share of all money that the recipients with least have together, beside that of equal shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from rashinban.access.charts.frame import (
    INK,
    OTHER,
    OWN,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Scale,
    Spec,
    axis,
    finish,
    measure,
    quantitative,
    wrapped,
)
from rashinban.access.serialisers.display import Language, number
from rashinban.measure.concentration import TOP, statistic

#: Of whom the amounts are: of those who got something, or of all who might have got something.
Population: TypeAlias = Literal["recipients", "eligible"]

#: The curve of a hundred thousand recipients is drawn with so many points, evenly spread and exact.
_POINTS = 200
_SHARES = Scale(low=0.0, high=1.0)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the curve: `share` of all money is what the `part` of the population with least have together."""

    part: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The curve in numbers. top: the share of the tenth with most; without: how many have nothing."""

    gini: float
    top: float
    half: float
    count: int
    without: int


def points(amounts: Sequence[float], most: int = _POINTS) -> list[Point]:
    """The curve from (0, 0) to (1, 1): after i of n in ascending order, (i / n, what they have / what all have)."""
    ordered = sorted(amounts)
    total, count = math.fsum(ordered), len(ordered)
    wanted = sorted({round(i * count / most) for i in range(most + 1)}) if count > most else range(count + 1)
    upto = np.concatenate([[0.0], np.cumsum(np.array(ordered, dtype=np.float64))])
    return [Point(part=i / count, share=1.0 if i == count else float(upto[i]) / total) for i in wanted]


def reading(amounts: Sequence[float]) -> Reading:
    """The Gini coefficient as the indicator has it, and what the tenth with most and the half with least have."""
    ordered = np.sort(np.array(amounts, dtype=np.float64))
    once = np.ones((len(ordered), 1))
    upto = np.concatenate([[0.0], np.cumsum(ordered)]) / ordered.sum()
    return Reading(
        gini=float(statistic("gini", ordered, once)[0]),
        top=float(statistic("top_share", ordered, once)[0]),
        half=float(np.interp(len(ordered) / 2, np.arange(len(ordered) + 1), upto)),
        count=len(ordered),
        without=int((ordered == 0).sum()),
    )


def lorenz(amounts: Sequence[float], population: Population, language: Language, width: int = WIDE) -> Spec | None:
    """The curve of all amounts; None where nobody has anything. Those of `eligible` hold a 0 for all without money.

    ValueError where an amount is negative, or where recipients are said to have nothing.
    """
    if any(not math.isfinite(amount) or amount < 0 for amount in amounts):
        raise ValueError("a Lorenz curve is of amounts of zero or more; leave out what was paid back")
    if not any(amounts):
        return None
    seen = reading(amounts)
    if population == "recipients" and seen.without:
        raise ValueError(f"{seen.without} recipients have nothing: leave them out, or say that all eligible are meant")
    title, *below = told(seen, population, language)
    side = min(width - 56 - 24, 400)
    beside = width - side > 260
    lines = [text for one in below for text in wrapped(one, (width - side - 110) if beside else width - 12, 4, TEXT)]
    heads = wrapped(title, width - 12, 3, TEXT + 1)
    room = {
        "left": 56,
        "right": width - 56 - side,
        "top": 40 + 18 * len(heads) + (0 if beside else 17 * len(lines) + 4),
        "bottom": 46,
    }
    top = -room["top"] + 8
    curve = [_row(one, population, language) for one in points(amounts)]
    x = quantitative("part", _SHARES, {**axis("share", language, 5), "grid": False})
    y = quantitative("share", _SHARES, axis("share", language, 5))
    words, top_share = _words(population, language), number(seen.top, "share", language)
    ends = [{"part": end, "share": end} for end in (0.0, 1.0)]
    edge = [{"part": 1 - TOP, "share": 1 - seen.top}]
    layers: list[Spec] = [
        # The space between the two lines is half the Gini coefficient.
        {
            "data": {"values": curve},
            "mark": {"type": "area", "color": OWN, "opacity": 0.12},
            "encoding": {"x": x, "y": y, "y2": {"field": "part"}},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "line", "color": OTHER, "strokeDash": [6, 4], "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": curve},
            "mark": {"type": "line", "color": OWN, "strokeWidth": 3},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": edge},
            "mark": {"type": "rule", "color": SOFT, "strokeDash": [2, 3]},
            "encoding": {"x": x, "y": y, "y2": {"datum": 1}},
        },
        {
            "data": {"values": edge},
            "mark": {"type": "point", "filled": True, "opacity": 1, "color": OWN, "size": 60},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": curve},
            "mark": {"type": "circle", "opacity": 0, "size": 200, "tooltip": {"expr": "datum.said"}},
            "encoding": {"x": x, "y": y},
        },
        # Where there is no room between the two lines the sentence alone says it.
        *(
            [
                _text(
                    [top_share],
                    side * (1 - TOP) - 6,
                    side * seen.top / 2,
                    size=SMALL,
                    colour=INK,
                    align="right",
                    base="middle",
                )
            ]
            if measure(top_share, SMALL) < (seen.top / 2 - TOP) * side - 12
            else []
        ),
        _text(
            [words.equal],
            side * 0.42 - 3,
            side * 0.58 - 3,
            size=SMALL,
            colour=SOFT,
            align="center",
            base="bottom",
            angle=-45,
        ),
        _text(heads, 6 - 56, top, size=TEXT + 1, colour=INK, weight="bold"),
        _text(
            lines, side + 26 if beside else 6 - 56, 20 if beside else top + 18 * len(heads) + 2, size=TEXT, colour=INK
        ),
        _text([words.x], side, side + 30, size=SMALL, colour=SOFT, align="right"),
        _text([words.y], 6 - 56, -14, size=SMALL, colour=SOFT, base="middle"),
    ]
    return finish(layers, width=side, height=side, room=room)


def told(seen: Reading, population: Population, language: Language) -> list[str]:
    """What the curve says: its Gini coefficient with the population, what the top tenth and the lower half have."""
    gini = f"{seen.gini:.2f}"
    count, without = (number(float(n), "count", language) for n in (seen.count, seen.without))
    top, half = (number(share, "share", language) for share in (seen.top, seen.half))
    if language == "ja":
        whom = "受給者" if population == "recipients" else "対象者"
        among = (
            f"受給者{count}のみ、受給のない者は含まない"
            if population == "recipients"
            else f"全対象者{count}、うち受給なし{without}"
        )
        return [
            f"ジニ係数 {gini}（{among}）",
            f"上位10%の{whom}が総額の{top}を占める。",
            f"下位半数の{whom}が占めるのは{half}である。",
        ]
    among = (
        f"{count} recipients only, without those who got nothing"
        if population == "recipients"
        else f"all {count} eligible, {without} of whom got nothing"
    )
    name = "recipients" if population == "recipients" else "eligible"
    return [
        f"Gini coefficient {gini} ({among})",
        f"The 10\u00a0% of {name} with most have {top} of the money.",
        f"The half with least have {half}.",
    ]


@dataclass(frozen=True, kw_only=True)
class _Words:
    x: str
    y: str
    equal: str


def _words(population: Population, language: Language) -> _Words:
    if language == "ja":
        whom = "受給者" if population == "recipients" else "対象者"
        return _Words(x=f"{whom}の累積割合（額の少ない順）", y="金額の累積割合", equal="完全に均等な場合")
    whom = "recipients" if population == "recipients" else "eligible"
    return _Words(x=f"Share of {whom}, least first", y="Share of the money", equal="all the same")


def _row(one: Point, population: Population, language: Language) -> Spec:
    part, share = (number(value, "share", language) for value in (one.part, one.share))
    whom = ("受給者" if population == "recipients" else "対象者") if language == "ja" else population
    said = f"下位{part}の{whom}：{share}" if language == "ja" else f"the {part} of {whom} with least: {share}"
    return {"part": one.part, "share": one.share, "said": said}


def _text(
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    size: float,
    colour: str,
    weight: str = "normal",
    align: str = "left",
    angle: int = 0,
    base: str = "top",
) -> Spec:
    mark: Spec = {"type": "text", "align": align, "baseline": base, "fontSize": size, "fontWeight": weight}
    return {
        "data": {"values": [{"text": list(lines)}]},
        "mark": {**mark, "lineHeight": size + 4, "color": colour, "angle": angle, "clip": False},
        "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "text"}},
    }
