"""Each question is what a reader left on a card: it waits until a moderator publishes it, and may then be answered.

The ledger of decisions/dialogue holds all of it, each step an entry: `asked`, `answered`, `published`, `declined`. A
question's id is the number of its first entry. It has no address of a machine and no name that was not given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from rashinban.engine.ledger import Entry, append, entries
from rashinban.errors import BaseDamaged, Busy, NotFound, UsageError
from rashinban.measure.foresight.forecasts import shape_told
from rashinban.schema.text import Text

#: Within a base.
FOLDER = Path("decisions") / "dialogue"
#: Questions that may wait for the moderator; more are not taken, so that nobody can fill a disk.
MOST_WAITING = 200
LONGEST_TEXT, LONGEST_NAME, LONGEST_ANSWER = 2_000, 80, 4_000

State = Literal["waiting", "published", "declined"]
Kind = Literal["question", "correction"]
KINDS: tuple[Kind, ...] = ("question", "correction")
_Shape = TypeVar("_Shape", bound=BaseModel)

#: Marks that turn the direction of what follows: with them a text shows other words than it has.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unprintable(text: str) -> str | None:
    """The name of the first character that no reader writes; None where there is none."""
    for letter in text:
        if letter not in "\n\t" and (unicodedata.category(letter) in ("Cc", "Cs", "Co") or letter in _TURNING):
            return f"U+{ord(letter):04X}"
    return None


def _printable(text: str) -> str:
    if (found := unprintable(text)) is not None:
        raise ValueError(f"has the character {found}, which no text needs; leave it out")
    if not text.strip():
        raise ValueError("is empty; write something")
    return text


Answered = Annotated[str, Field(min_length=1, max_length=LONGEST_ANSWER), AfterValidator(_printable)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_printable)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """A fixed text of ours in both languages, as it was when the question was asked."""

    en: str
    ja: str

    def text(self) -> Text:
        return Text(en=self.en, ja=self.ja)


class Asked(_Strict):
    """What a reader left. card: its whole id; title, said: of the card then; language: of the page it came from."""

    card: Annotated[str, Field(min_length=1, max_length=4_096)]
    title: Said
    said: Said
    kind: Kind
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_printable)]
    name: Name | None = None
    language: Literal["en", "ja"]
    recorded: datetime


class Answer(_Strict):
    """What a moderator says. corrected_in: the release in which the number is put right."""

    question: int
    en: Answered | None = None
    ja: Answered | None = None
    by: Name | None = None
    corrected_in: str | None = None
    recorded: datetime

    @model_validator(mode="after")
    def _one(self) -> Answer:
        if self.en is None and self.ja is None:
            raise ValueError("has no text; write it in English, in Japanese, or in both")
        return self

    def text(self) -> Text:
        """For both languages; what was written in one only stands in the other as it is."""
        return Text(en=self.en or self.ja or "", ja=self.ja or self.en or "")


class Turn(_Strict):
    """A question is published, or declined; reason: for the moderators, never shown to readers."""

    question: int
    reason: Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(_printable)] | None = None
    recorded: datetime


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as it stands. answer: the last one; turned: when it was published or declined."""

    id: int
    asked: Asked
    state: State = "waiting"
    answer: Answer | None = None
    turned: datetime | None = None
    reason: str | None = None

    @property
    def number(self) -> str:
        """What was asked, whatever the release: the card's id without it."""
        return number_of(self.asked.card)

    @property
    def release(self) -> str:
        return self.asked.card.rpartition("/")[2]


def number_of(card_id: str) -> str:
    """The indicator and the parameters of a card's id."""
    return card_id.rpartition("/")[0]


def read_dialogue(written: Sequence[Entry]) -> Mapping[int, Question]:
    """The questions that entries make, by id. BaseDamaged where one of them is none of ours."""
    found: dict[int, Question] = {}
    for number, entry in enumerate(written, 1):
        try:
            ((word, value),) = entry.items()
            if word == "asked":
                found[number] = Question(id=number, asked=Asked.model_validate(value))
            elif word == "answered":
                answer = Answer.model_validate(value)
                found[answer.question] = replace(found[answer.question], answer=answer)
            elif word in ("published", "declined"):
                turn = Turn.model_validate(value)
                state: State = "published" if word == "published" else "declined"
                found[turn.question] = replace(
                    found[turn.question], state=state, turned=turn.recorded, reason=turn.reason
                )
            else:
                raise ValueError(f"{word!r} is no entry of a dialogue")
        except (ValidationError, KeyError, ValueError) as error:
            told = shape_told(error) if isinstance(error, ValidationError) else str(error)
            raise BaseDamaged(
                f"{FOLDER}/{number:06d}.json: {told}; entries are never changed: restore what stood there"
            ) from error
    return found


def questions(base: Path) -> Mapping[int, Question]:
    """Every question of a base by id, the oldest first."""
    return _read(base / FOLDER, entry_count(base))


def entry_count(base: Path) -> int:
    """How many entries the ledger has. They are only ever added: the same number is the same dialogue."""
    return sum(1 for _ in (base / FOLDER).glob("[0-9]*.json"))


@lru_cache(maxsize=4)
def _read(folder: Path, count: int) -> Mapping[int, Question]:
    # A writer may have come between the count and here: the next count asks again.
    return read_dialogue(entries(folder)[:count])


def question(base: Path, id: int) -> Question:
    """One question. NotFound says how to see those that are there."""
    found = questions(base).get(id)
    if found is None:
        raise NotFound(f"question {id} is not known; `rashinban dialogue list` shows those that are")
    return found


def published(base: Path, card_id: str | None = None) -> list[Question]:
    """What readers see, the newest first; with a card's id only what was said of its number, in any release."""
    found = [
        one
        for one in questions(base).values()
        if one.state == "published" and (card_id is None or one.number == number_of(card_id))
    ]
    return sorted(found, key=lambda one: (one.asked.recorded, one.id), reverse=True)


def ask(base: Path, given: Mapping[str, object], *, now: datetime) -> Question:
    """Take a question; it waits. `given`: the fields of Asked. The same words on the same card are taken once.

    QueueFull where as many wait as may.
    """
    asked = _shaped(Asked, {**given, "recorded": now.isoformat()})
    refuse_if_full(base)
    same: list[int] = []

    def make(before: Sequence[Entry]) -> Entry:
        waiting = [one for one in read_dialogue(before).values() if one.state == "waiting"]
        same[:] = [one.id for one in waiting if _same(one.asked, asked)]
        if same:
            raise _Already
        if len(waiting) >= MOST_WAITING:
            raise QueueFull(_FULL)
        same[:] = [len(before) + 1]
        return {"asked": asked.model_dump(mode="json", exclude_none=True)}

    with suppress(_Already):
        append(base / FOLDER, make)
    return question(base, same[0])


class QueueFull(Busy):
    """As many questions wait as may."""


class _Already(Exception):
    """The question waits already."""


_FULL = f"{MOST_WAITING} questions are waiting to be read, and no more are taken until some are; come back later"


def refuse_if_full(base: Path) -> None:
    """QueueFull where as many questions wait as may."""
    if sum(one.state == "waiting" for one in questions(base).values()) >= MOST_WAITING:
        raise QueueFull(_FULL)


def _same(one: Asked, other: Asked) -> bool:
    return (one.card, one.kind, one.text, one.name) == (other.card, other.kind, other.text, other.name)


def answer(base: Path, id: int, given: Mapping[str, object], *, now: datetime) -> Question:
    """Write an answer down; it is public when the question is. `given`: the fields of Answer. The last one counts."""
    found = _shaped(Answer, {**given, "question": id, "recorded": now.isoformat()})

    def make(before: Question) -> Entry:
        if before.state == "declined":
            raise UsageError(f"question {id} is declined; publish it first, or leave it")
        return {"answered": found.model_dump(mode="json", exclude_none=True)}

    return _further(base, id, make)


def publish(base: Path, id: int, *, now: datetime) -> Question:
    """Show a question, with its answer where it has one, to every reader."""

    def make(before: Question) -> Entry:
        if before.state == "published":
            raise UsageError(f"question {id} is published already")
        return {"published": Turn(question=id, recorded=now).model_dump(mode="json", exclude_none=True)}

    return _further(base, id, make)


def decline(base: Path, id: int, *, reason: str | None = None, now: datetime) -> Question:
    """Never show a question; one that is published is withdrawn."""
    turn = _shaped(Turn, {"question": id, "reason": reason, "recorded": now.isoformat()})

    def make(before: Question) -> Entry:
        if before.state == "declined":
            raise UsageError(f"question {id} is declined already")
        return {"declined": turn.model_dump(mode="json", exclude_none=True)}

    return _further(base, id, make)


def _further(base: Path, id: int, make: Callable[[Question], Entry]) -> Question:
    question(base, id)
    append(base / FOLDER, lambda before: make(read_dialogue(before)[id]))
    return question(base, id)


def _shaped(shape: type[_Shape], given: Mapping[str, object]) -> _Shape:
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise UsageError(shape_told(error)) from error
