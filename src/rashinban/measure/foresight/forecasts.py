"""Each forecast is what somebody expects by a day, every change of mind with its date, and what came of it.

A forecast is about an event (a probability from 0 to 1) or about a number (its quantiles). It is made of the entries
of its ledger: the first states it, later ones change it or say what happened. Nothing is overwritten, so that nobody
can have known it all along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rashinban.engine.ledger import Entry
from rashinban.errors import BaseDamaged, UsageError
from rashinban.schema.text import Text

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(min_length=1, max_length=1_000)]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Value = Annotated[float, Field(allow_inf_nan=False)]

State = Literal["open", "overdue", "resolved", "void"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Strict):
    """A text of a user's own, in one language or in both."""

    en: Long | None = None
    ja: Long | None = None

    @model_validator(mode="after")
    def _one(self) -> Statement:
        if self.en is None and self.ja is None:
            raise ValueError("has no text; write it in English, in Japanese, or in both")
        return self

    def text(self) -> Text:
        """For both languages; what was written in one only stands in the other as it is."""
        return Text(en=self.en or self.ja or "", ja=self.ja or self.en or "")


class Expectation(_Strict):
    """What was expected from a day on: the probability of an event, or quantiles of a number, level to value."""

    on: date
    by: Word
    recorded: datetime
    probability: Probability | None = None
    quantiles: Mapping[str, Value] | None = None
    note: Long | None = None

    @field_validator("quantiles")
    @classmethod
    def _rising(cls, given: Mapping[str, float] | None) -> Mapping[str, float] | None:
        if given is None:
            return None
        try:
            levels = {float(level): value for level, value in given.items()}
        except ValueError:
            raise ValueError("a level of a quantile is a number between 0 and 1: `0.5=12`") from None
        if not levels or any(not 0 < level < 1 for level in levels):
            raise ValueError("a level of a quantile is a number between 0 and 1: `0.5=12`")
        ordered = [levels[level] for level in sorted(levels)]
        if ordered != sorted(ordered):
            raise ValueError("quantiles fall where they must rise: a higher level has a value at least as high")
        return {f"{level:g}": levels[level] for level in sorted(levels)}

    @model_validator(mode="after")
    def _one_kind(self) -> Expectation:
        if (self.probability is None) == (self.quantiles is None):
            raise ValueError("give the probability of an event, or quantiles of a number, and not both")
        return self


class Resolution(_Strict):
    """What came of it. happened: of an event. value: of a number. Neither: it cannot be told, and is not scored."""

    on: date
    by: Word
    recorded: datetime
    happened: bool | None = None
    value: Value | None = None
    source: Long

    @model_validator(mode="after")
    def _at_most_one(self) -> Resolution:
        if self.happened is not None and self.value is not None:
            raise ValueError("an event happened or not, a number has a value: give one of them")
        return self


class Made(_Strict):
    """The first entry. resolves_on: the day on which it will be known. criterion: how it will be known."""

    statement: Statement
    resolves_on: date
    criterion: Statement | None = None
    unit: Word | None = None
    tags: tuple[Id, ...] = ()
    expected: Expectation

    @model_validator(mode="after")
    def _before(self) -> Made:
        if self.expected.on >= self.resolves_on:
            raise ValueError(
                f"it is made on {self.expected.on} and resolves on {self.resolves_on}: the second must be later"
            )
        if (self.unit is None) != (self.expected.quantiles is None):
            raise ValueError("quantiles are of a number and have a unit (`--unit papers`); a probability has none")
        return self


class Forecast(_Strict):
    """A forecast as it stands after all entries. resolutions: the last holds; others were corrected."""

    id: Id
    made: Made
    expectations: tuple[Expectation, ...]
    resolutions: tuple[Resolution, ...] = ()

    @property
    def resolution(self) -> Resolution | None:
        return self.resolutions[-1] if self.resolutions else None

    def state(self, day: date) -> State:
        """open: not due. overdue: due, and nobody has said what came of it. void: it cannot be told."""
        found = self.resolution
        if found is None:
            return "overdue" if self.made.resolves_on <= day else "open"
        return "void" if found.happened is None and found.value is None else "resolved"

    def late(self) -> bool:
        """Whether it was written down when its outcome could be known: no foresight, however it is dated."""
        return self.made.expected.recorded.date() >= self.known_on()

    def known_on(self) -> date:
        """The day from which the outcome could be known: that of the resolution where it came early."""
        found = self.resolution
        return min(found.on, self.made.resolves_on) if found else self.made.resolves_on

    def at(self, which: Literal["first", "last"], *, late: bool = False) -> Expectation:
        """What was expected at first, or last before the outcome could be known.

        late: also by changes that were written down after that day, under an earlier one.
        """
        known = self.known_on()
        before = [one for one in self.expectations if one.on < known and (late or one.recorded.date() < known)]
        return self.expectations[0] if which == "first" or not before else before[-1]


def read_forecast(forecast_id: str, entries: Sequence[Entry]) -> Forecast:
    """The forecast that entries make. BaseDamaged where one of them is none of ours."""
    for number, entry in enumerate(entries, 1):
        # One that nobody reads would be a change of mind that is lost without a word.
        known = ("made",) if number == 1 else ("updated", "resolved")
        if len(entry) != 1 or not entry.keys() <= set(known):
            told = ", ".join(entry) or "nothing"
            raise BaseDamaged(
                f"forecast {forecast_id}: entry {number:06d}.json says {told[:80]} in place of {' or '.join(known)}; "
                "entries are never changed: restore it"
            )
    try:
        made = Made.model_validate(entries[0]["made"])
        return Forecast(
            id=forecast_id,
            made=made,
            expectations=(
                made.expected,
                *(Expectation.model_validate(e["updated"]) for e in entries if "updated" in e),
            ),
            resolutions=tuple(Resolution.model_validate(e["resolved"]) for e in entries if "resolved" in e),
        )
    except (ValidationError, KeyError, IndexError) as error:
        told = shape_told(error) if isinstance(error, ValidationError) else f"{error} is missing"
        raise BaseDamaged(f"forecast {forecast_id}: {told}; entries are never changed: restore them") from error


def updated(before: Forecast, expected: Expectation) -> None:
    """Whether an expectation may follow; UsageError where it may not."""
    last = before.expectations[-1]
    if (expected.probability is None) != (last.probability is None):
        kind = "the probability of an event" if before.made.unit is None else "quantiles of a number"
        raise UsageError(f"forecast {before.id} is {kind}; give that again")
    if expected.on < last.on:
        raise UsageError(f"forecast {before.id} was last changed on {last.on}; {expected.on} is before that")
    if before.resolution is not None:
        raise UsageError(f"forecast {before.id} is resolved since {before.resolution.on}; make a new one")
    if expected.on >= before.made.resolves_on:
        raise UsageError(f"forecast {before.id} resolves on {before.made.resolves_on}; {expected.on} is too late")


def resolved(before: Forecast, found: Resolution, *, correct: bool) -> None:
    """Whether a resolution may follow; UsageError where it may not."""
    if before.resolution is not None and not correct:
        raise UsageError(
            f"forecast {before.id} is resolved since {before.resolution.on}; --correct adds another and keeps that one"
        )
    if before.made.unit is None and found.value is not None:
        raise UsageError(f"forecast {before.id} is about an event: --outcome yes, no or void")
    if before.made.unit is not None and found.happened is not None:
        raise UsageError(f"forecast {before.id} is about a number of {before.made.unit}: give --value")
    if found.on < before.made.expected.on:
        raise UsageError(f"forecast {before.id} was made on {before.made.expected.on}; {found.on} is before that")
    if found.on > found.recorded.date():
        raise UsageError(f"{found.on} has not come yet; resolve the forecast when it is known")


def shape_told(error: ValidationError) -> str:
    """What is wrong with given values, in one line."""
    return "; ".join(
        ": ".join(filter(None, (".".join(map(str, one["loc"])), one["msg"].removeprefix("Value error, "))))
        for one in error.errors()
    )
