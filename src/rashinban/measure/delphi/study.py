"""Each study is statements, experts of whom only hashes are known, rounds that open and close, and their answers.

A study is made of the entries of its ledger. An expert holds a token; the study has its hash and a number by which
the answers of both rounds belong together. Who holds which token is written nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rashinban.engine.ledger import Entry
from rashinban.errors import BaseDamaged
from rashinban.measure.foresight.forecasts import Id, Statement, shape_told

MOST_STATEMENTS = 50
MOST_EXPERTS = 500
#: How often one expert may send answers in one round; the last ones count.
MOST_ANSWERS = 100
LONGEST_COMMENT = 1_000

Round = Literal[1, 2]
#: A study has two rounds: a first, and one in which the quartiles of the first are seen.
ROUNDS: tuple[Round, ...] = (1, 2)
State = Literal["new", "open", "between", "closed"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(_Strict):
    """One statement that experts are asked about."""

    id: Id
    statement: Statement


class New(_Strict):
    """The first entry."""

    title: Statement
    introduction: Statement | None = None
    statements: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=MOST_STATEMENTS)]
    recorded: datetime

    @field_validator("statements")
    @classmethod
    def _once(cls, given: tuple[Asked, ...]) -> tuple[Asked, ...]:
        ids = [one.id for one in given]
        if twice := next((name for name in ids if ids.count(name) > 1), None):
            raise ValueError(f"statement {twice} stands twice; choose another id")
        return given


class Expert(_Strict):
    """One who was invited: a number without meaning, and the SHA-256 of the token."""

    expert: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    token: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Answer(_Strict):
    """What an expert says of one statement. Each part may be left out; all left out is no answer.

    year: when it will come true. never: it will not; it stands after every year. probability: that it will, 0 to 1.
    importance: 1 to 5.
    """

    statement: Id
    year: Annotated[int, Field(ge=1900, le=2300)] | None = None
    never: bool = False
    probability: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    importance: Annotated[int, Field(ge=1, le=5)] | None = None
    comment: Annotated[str, Field(min_length=1, max_length=LONGEST_COMMENT)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Answer:
        if self.never and self.year is not None:
            raise ValueError("has a year and `never`; give one of them")
        return self

    def empty(self) -> bool:
        return not self.never and all(
            part is None for part in (self.year, self.probability, self.importance, self.comment)
        )


class Answers(_Strict):
    """All that one expert says in one round; those sent before in the round are replaced."""

    round: Round
    expert: str
    answers: tuple[Answer, ...]
    recorded: datetime


class Turn(_Strict):
    """A round opens, or closes; final: the study ends with it."""

    round: Round
    final: bool = False
    recorded: datetime


@dataclass(frozen=True, kw_only=True)
class Study:
    """A study as it stands. answers: of each round, the last ones of each expert by the expert's number."""

    id: str
    new: New
    experts: tuple[Expert, ...]
    state: State
    round: Round | None
    answers: Mapping[Round, Mapping[str, Answers]]
    sent: Mapping[tuple[Round, str], int]

    def expert(self, token: str) -> Expert | None:
        """Who holds a token; None where nobody was given it."""
        hashed = hash_of(token)
        return next((one for one in self.experts if hmac.compare_digest(one.token, hashed)), None)

    def asked(self, statement_id: str) -> bool:
        return any(one.id == statement_id for one in self.new.statements)


def hash_of(token: str) -> str:
    """What is kept of a token. It is 192 random bits: nobody finds it by trying, and its hash needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_study(study_id: str, entries: Sequence[Entry]) -> Study:
    """The study that entries make. BaseDamaged where one of them is none of ours."""
    experts: list[Expert] = []
    answers: dict[Round, dict[str, Answers]] = {number: {} for number in ROUNDS}
    sent: dict[tuple[Round, str], int] = {}
    state: State = "new"
    round_: Round | None = None
    try:
        new = New.model_validate(entries[0]["new"])
        for entry in entries[1:]:
            (word, value), *_ = entry.items()
            if word == "invited":
                experts += [Expert.model_validate(one) for one in _listed(value)]
            elif word == "opened":
                state, round_ = "open", Turn.model_validate(value).round
            elif word == "closed":
                turn = Turn.model_validate(value)
                state = "closed" if turn.final else "between"
            elif word == "answered":
                given = Answers.model_validate(value)
                answers[given.round][given.expert] = given
                sent[given.round, given.expert] = sent.get((given.round, given.expert), 0) + 1
            else:
                raise BaseDamaged(f"delphi {study_id}: {word!r} is no entry of a study; restore what stood there")
    except (ValidationError, KeyError, IndexError, ValueError) as error:
        told = shape_told(error) if isinstance(error, ValidationError) else f"{error} is missing"
        raise BaseDamaged(f"delphi {study_id}: {told}; entries are never changed: restore them") from error
    return Study(
        id=study_id, new=new, experts=tuple(experts), state=state, round=round_, answers=answers, sent=sent
    )  # fmt: skip


def _listed(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError("a list of experts")
    return value
