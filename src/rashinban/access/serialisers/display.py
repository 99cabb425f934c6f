"""Each value is one number as a reader sees it: a share as percent, a large count in short form, a place in a range."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

Language = Literal["en", "ja"]

#: What stands where nothing was seen. Never 0: nobody measured a zero there.
NOT_OBSERVED: dict[Language, str] = {"en": "not observed", "ja": "観測なし"}

_NO_BREAK = "\u00a0"
_PERCENT: dict[Language, str] = {"en": f"{_NO_BREAK}%", "ja": "%"}
_SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, f"{_NO_BREAK}bn"), (1e6, f"{_NO_BREAK}M"), (1e3, f"{_NO_BREAK}k")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}
#: Counts below this are printed to the last work.
_SHORT_FROM = 10_000


def number(value: float | None, display: str, language: Language) -> str:
    """One number on its own."""
    return column([value], display, language)[0]


def column(values: Sequence[float | None], display: str, language: Language) -> list[str]:
    """Numbers that stand together (a column, a value with its interval): all with the same decimals.

    Counts take the short form (12.3 k, 1.2万) only where every one of them is large enough for it.
    """
    seen = [abs(value) for value in values if value is not None]
    short = display == "count" and bool(seen) and min(seen) >= _SHORT_FROM
    decimals = _decimals(seen, display)
    return [
        NOT_OBSERVED[language]
        if value is None
        else _short(value, language)
        if short
        else _plain(value, display, decimals, language)
        for value in values
    ]


def between(lower: float | None, upper: float | None, display: str, language: Language) -> str:
    """Two ends of an interval, written as one: `7.4-9.2 %` (with an en dash)."""
    return intervals([(lower, upper)], display, language)[0]


def intervals(ends: Sequence[tuple[float | None, float | None]], display: str, language: Language) -> list[str]:
    """A column of intervals, all with the same decimals; empty where there is none."""
    texts = column([end for pair in ends for end in pair], display, language)
    return [
        "" if lower is None or upper is None else _joined(first, last, min(lower, upper) < 0, language)
        for (lower, upper), first, last in zip(ends, texts[::2], texts[1::2], strict=True)
    ]


def _joined(first: str, last: str, negative: bool, language: Language) -> str:
    percent = _PERCENT[language]
    if last.endswith(percent) and not first.startswith("<"):
        first = first.removesuffix(percent)
    # A minus sign beside a dash cannot be read; a word can.
    joint = {"en": " to ", "ja": "〜"}[language] if negative else "–"
    return f"{first}{joint}{last}"


def place(rank: int | None, lower: int | None, upper: int | None) -> str:
    """A rank with the interval of places: `5 (4-8)`; the interval is left out where it is one place."""
    if rank is None:
        return ""
    if lower is None or upper is None or lower == upper == rank:
        return str(rank)
    return f"{rank} ({lower}–{upper})"


def ordinal(rank: int, language: Language) -> str:
    """4th, 4位."""
    if language == "ja":
        return f"{rank}位"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{rank}{ending}"


def ems(text: str) -> float:
    """About how wide a text is drawn, in font sizes: a full-width letter is one, another a little over half."""
    return sum(1.0 if _is_wide(letter) else 0.6 for letter in text)


def fold(text: str, width: float) -> list[str]:
    """A text in lines of at most `width` ems; Japanese, which has no spaces, breaks after any letter."""
    lines = [""]
    for part in _breakable(text):
        if lines[-1] and ems(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines if line.strip()]


def _breakable(text: str) -> Sequence[str]:
    parts = [""]
    for letter in text:
        # A closing mark never begins a line.
        if parts[-1] and letter not in "、。：)）」" and (parts[-1][-1] == " " or _is_wide(parts[-1][-1])):
            parts.append("")
        parts[-1] += letter
    return parts


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _decimals(seen: Sequence[float], display: str) -> int:
    if display == "share":
        return 1
    largest = max(seen, default=0.0)
    if display == "count":
        return 0 if largest >= 1000 or all(value == round(value) for value in seen) else 1
    return 3 if largest < 0.1 else 2


def _plain(value: float, display: str, decimals: int, language: Language) -> str:
    shown = value * 100 if display == "share" else value
    unit = _PERCENT[language] if display == "share" else ""
    smallest = 10.0**-decimals
    # 0.0 would say that nothing is there.
    if shown != 0 and abs(shown) < smallest / 2:
        return f"{'<' if shown > 0 else '>−'}{_NO_BREAK}{smallest:.{decimals}f}{unit}"
    return f"{shown:,.{decimals}f}{unit}".replace("-", "−")


def _short(value: float, language: Language) -> str:
    for scale, word in _SCALES[language]:
        # 999,960 is 1.0 M, not 1,000.0 k.
        if abs(value) >= scale * 0.99995:
            return f"{value / scale:,.1f}{word}".replace("-", "−")
    raise ValueError(f"{value} is too small for a short form")
