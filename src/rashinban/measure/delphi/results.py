"""Each result is what the experts said of one statement in one round: medians and quartiles, and how they moved.

    quartile    with values x_0 <= ... <= x_(n-1) and a share q, the value at place (n - 1) q, in a straight line
                between the two beside it (Hyndman and Fan 1996, type 7: that of R, NumPy and spreadsheets)
    never       stands after every year; a quartile that lies at it, or between it and a year, is "never"
    response    experts who said anything in the round / experts who were invited
    shift       median of the second round less that of the first; spread: the same of the upper less the lower quartile

Parts of which fewer than FEWEST experts spoke are not shown: the median of one is that one's answer.

Source: Linstone and Turoff (1975), The Delphi Method: Techniques and Applications.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import floor, inf
from typing import Any, Literal

from rashinban.measure.delphi.study import ROUNDS, Answer, Round, Study
from rashinban.schema.text import Text

#: Of fewer experts nothing is shown.
FEWEST = 3

Part = Literal["year", "probability", "importance"]
PARTS: tuple[Part, ...] = ("year", "probability", "importance")
#: How a part is printed.
DISPLAY: Mapping[Part, str] = {"year": "number", "probability": "share", "importance": "number"}
DEFINITION = Text(
    en=(
        "Median of the experts' answers with the lower and the upper quartile: half of them lie between the two. "
        "“Never” counts as later than every year."
    ),
    ja="専門家の回答の中央値と四分位数。回答の半数が下位と上位の四分位数の間に入る。「実現しない」は全ての年より後とみなす。",
)
LIMITS = (
    Text(
        en="It says what those who were asked expect. They are no sample of all who know the field.",
        ja="尋ねた専門家の予想であり、その分野の専門家全体の標本ではない。",
    ),
    Text(
        en="In the second round experts saw the quartiles of the first: agreement is in part the method's own doing.",
        ja="第2回では第1回の四分位数を見て回答している。一致の一部は方法そのものによる。",
    ),
    Text(
        en=f"Parts that fewer than {FEWEST} experts answered are not shown.",
        ja=f"回答が{FEWEST}人未満の項目は示さない。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """Of one part. n: who answered it. None below FEWEST; `inf` is never. never: how many said so."""

    n: int
    lower: float | None
    median: float | None
    upper: float | None
    never: int = 0

    def spread(self) -> float | None:
        if self.lower is None or self.upper is None or inf in (self.lower, self.upper):
            return None
        return self.upper - self.lower


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement in one round. n: experts who said anything of it."""

    round: Round
    n: int
    parts: Mapping[Part, Quartiles]


@dataclass(frozen=True, kw_only=True)
class Shift:
    """From the first round to the second. both: experts who answered the part in both; changed: of those, otherwise."""

    median: float | None
    spread: float | None
    both: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """One statement. comments: of both rounds, in no order that tells whose they are; none before the study ends."""

    id: str
    statement: Text
    rounds: tuple[Said, ...]
    shifts: Mapping[Part, Shift]
    comments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """A study's results. responded: experts who said anything, by round."""

    study: str
    title: Text
    invited: int
    responded: Mapping[Round, int]
    found: tuple[Found, ...]

    def response(self, number: Round) -> float | None:
        """The response rate of a round."""
        return self.responded[number] / self.invited if self.invited and number in self.responded else None

    def fields(self) -> dict[str, Any]:
        """The results as plain values; `never` stands where a quartile lies after every year."""
        return {
            "study": self.study,
            "title": asdict(self.title),
            "definition": asdict(DEFINITION),
            "limits": [asdict(limit) for limit in LIMITS],
            "invited": self.invited,
            "rounds": [
                {"round": number, "responded": count, "response_rate": self.response(number)}
                for number, count in self.responded.items()
            ],
            "statements": [
                {
                    "statement": one.id,
                    "text": asdict(one.statement),
                    "rounds": [
                        {
                            "round": said.round,
                            "n": said.n,
                            **{part: _plain(quartiles) for part, quartiles in said.parts.items()},
                        }
                        for said in one.rounds
                    ],
                    "shifts": {part: asdict(shift) for part, shift in one.shifts.items()},
                    "comments": list(one.comments),
                }
                for one in self.found
            ],
            "rebuild": f"rashinban delphi results {self.study}",
        }


def _plain(one: Quartiles) -> dict[str, Any]:
    return {name: "never" if value == inf else value for name, value in asdict(one).items()}


def results(study: Study) -> Results:
    """What is to be shown: all of a closed study; else the rounds that are over, without comments."""
    over = _over(study)
    found = []
    for one in study.new.statements:
        rounds = tuple(said(study, one.id, number) for number in over)
        shifts = {part: shift(study, one.id, part, rounds) for part in PARTS} if len(rounds) == len(ROUNDS) else {}
        found.append(
            Found(
                id=one.id,
                statement=one.statement.text(),
                rounds=rounds,
                shifts=shifts,
                comments=_comments(study, one.id) if study.state == "closed" else (),
            )
        )
    return Results(
        study=study.id,
        title=study.new.title.text(),
        invited=len(study.experts),
        responded={number: len(study.answers[number]) for number in over},
        found=tuple(found),
    )


def _over(study: Study) -> list[Round]:
    last = study.round or 0
    return [number for number in ROUNDS if number < last or (number == last and study.state != "open")]


def said(study: Study, statement: str, number: Round) -> Said:
    """What was said of one statement in one round."""
    given = list(_given(study, statement, number).values())
    never = sum(one.never for one in given)
    values: Mapping[Part, list[float]] = {
        "year": [*(float(one.year) for one in given if one.year is not None), *[inf] * never],
        "probability": [one.probability for one in given if one.probability is not None],
        "importance": [float(one.importance) for one in given if one.importance is not None],
    }
    return Said(
        round=number,
        n=len(given),
        parts={part: _quartiles(values[part], never if part == "year" else 0) for part in PARTS},
    )


def _given(study: Study, statement: str, number: Round) -> Mapping[str, Answer]:
    return {
        expert: one
        for expert, sent in study.answers[number].items()
        for one in sent.answers
        if one.statement == statement
    }


def _quartiles(values: Sequence[float], never: int) -> Quartiles:
    if len(values) < FEWEST:
        return Quartiles(n=len(values), lower=None, median=None, upper=None)
    lower, median, upper = (quartile(values, share) for share in (0.25, 0.5, 0.75))
    return Quartiles(n=len(values), lower=lower, median=median, upper=upper, never=never)


def quartile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies; `inf` where it lies at never, or between it and a year."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    before = floor(place)
    part = place - before
    if part == 0:
        return ordered[before]
    after = ordered[before + 1]
    return inf if after == inf else ordered[before] + part * (after - ordered[before])


def shift(study: Study, statement: str, part: Part, rounds: Sequence[Said]) -> Shift:
    """How one part moved from the first round to the second."""
    first, second = (one.parts[part] for one in rounds)
    before, after = (_given(study, statement, number) for number in ROUNDS)
    both = [
        (_part(before[expert], part), _part(after[expert], part)) for expert in before if expert in after
    ]  # fmt: skip
    told = [(one, other) for one, other in both if one is not None and other is not None]
    return Shift(
        median=_less(second.median, first.median),
        spread=_less(second.spread(), first.spread()),
        both=len(told),
        changed=sum(one != other for one, other in told),
    )


def _part(one: Answer, part: Part) -> float | None:
    return inf if part == "year" and one.never else getattr(one, part)


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None or inf in (after, before) else after - before


def _comments(study: Study, statement: str) -> tuple[str, ...]:
    told = {one.comment for number in ROUNDS for one in _given(study, statement, number).values() if one.comment}
    return tuple(sorted(told, key=lambda text: hashlib.sha256(text.encode()).digest()))
