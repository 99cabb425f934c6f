"""Each row is one part of one statement of a Delphi study: medians and quartiles of both rounds, and how they moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from rashinban.access.serialisers.display import NOT_OBSERVED, Language, number
from rashinban.measure.delphi.results import DISPLAY, FEWEST, PARTS, Part, Quartiles, Results
from rashinban.measure.delphi.study import Study
from rashinban.schema.text import Text

PART_WORDS: Mapping[Part, Text] = {
    "year": Text(en="year", ja="実現年"),
    "probability": Text(en="probability", ja="実現確率"),
    "importance": Text(en="importance (1–5)", ja="重要度（1〜5）"),
}
_NEVER = Text(en="never", ja="実現しない")
_NONE = Text(en="no answer", ja="回答なし")
_FEW = Text(en=f"fewer than {FEWEST}", ja=f"{FEWEST}人未満")


def delphi_list(studies: Sequence[Study], language: Language) -> list[dict[str, Any]]:
    """One row for each study."""
    return [
        {
            "study": one.id,
            "title": getattr(one.new.title.text(), language),
            "state": one.state,
            "round": one.round,
            "statements": len(one.new.statements),
            "invited": len(one.experts),
            "answered": len(one.answers[one.round]) if one.round else 0,
        }
        for one in studies
    ]


def rows(results: Results, language: Language) -> list[dict[str, Any]]:
    """The results as rows: statement, part, then of each round n and the quartiles in words."""
    return [
        {
            "statement": one.id,
            "part": getattr(PART_WORDS[part], language),
            **{
                f"round {said.round}{mark}": value
                for said in one.rounds
                for mark, value in (
                    ("", quartiles_words(said.parts[part], part, language)),
                    (", n", said.parts[part].n),
                )
            },
            **(
                {
                    "shift": moved(one.shifts[part].median, part, language),
                    "changed": f"{one.shifts[part].changed} / {one.shifts[part].both}",
                }
                if one.shifts
                else {}
            ),
        }
        for one in results.found
        for part in PARTS
    ]


def quartiles_words(one: Quartiles, part: Part, language: Language) -> str:
    """`2035 (2032–2040)`: the median and between which values half of the answers lie."""
    if one.median is None:
        return str(getattr(_FEW if one.n else _NONE, language))
    lower, median, upper = (value_words(value, part, language) for value in (one.lower, one.median, one.upper))
    return f"{median} ({lower}–{upper})" if language == "en" else f"{median}（{lower}〜{upper}）"


def value_words(value: float | None, part: Part, language: Language) -> str:
    """One value of a part in words."""
    if value is None:
        return NOT_OBSERVED[language]
    if value == inf:
        return str(getattr(_NEVER, language))
    return number(value, "share", language) if DISPLAY[part] == "share" else f"{round(value, 1):g}"


def moved(value: float | None, part: Part, language: Language) -> str:
    """A shift with its sign: `+2`, `−5.0 points`; a dash where there is none to tell."""
    if value is None:
        return "–"
    if part == "probability":
        text, unit = f"{value * 100:+.1f}", "points" if language == "en" else "ポイント"
    else:
        text, unit = f"{round(value, 1):+g}", ""
    # A shift of nothing has no direction.
    return "0" if not text.strip("+-0.") else f"{text} {unit}".strip().replace("-", "−")
