"""Each model is one part of a plan as it is written in YAML (plans/*.yml): pillar, objective, measure, target...

law -> Basic Plan -> annual strategy -> pillars -> objectives -> measures and targets. Every statement is in our own
words and says where it stands; what has no source yet says `sourced: false` and is never printed as a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rashinban.schema.text import Text

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: A fiscal year by its first calendar year, or a calendar year. Years of an era are refused: they read two ways.
Year = Annotated[int, Field(strict=True, ge=1868, le=2100)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
YearKind = Literal["FY", "CY"]
Direction = Literal["up", "down"]
Level = Literal["law", "basic_plan", "annual_strategy", "sector_plan", "own_plan"]
IndicatorType = Literal["input", "activity", "output", "outcome", "context"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """A document that statements are taken from. primary: the plan or its maker; secondary: somebody who reports it."""

    title: Annotated[str, Field(min_length=1)]
    publisher: str = ""
    url: str | None = None
    kind: Literal["primary", "secondary"]


class Anchor(_Strict):
    """Where a statement stands: a source of the file, the page, and how the sentence begins as published."""

    of: Id
    page: Annotated[int, Field(strict=True, gt=0)] | None = None
    begins: str | None = None


class Fact(_Strict):
    """A statement with its place, or one that says that it has none.

    source: `{of: key, page: 2, begins: "From FY2024"}`, or the key alone. sourced: false for what nobody has traced to
    a document: it is kept as a lead, marked wherever it is shown, and given no status.
    """

    source: Anchor | None = None
    sourced: bool = True
    note: Text | None = None

    @field_validator("source", mode="before")
    @classmethod
    def _key_alone(cls, given: object) -> object:
        return {"of": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _has_source(self) -> Fact:
        if self.sourced and self.source is None:
            raise ValueError("has no source; write `source: KEY` of one of the file's sources, or `sourced: false`")
        if not self.sourced and self.source is not None:
            raise ValueError("has a source and says `sourced: false`; remove one of them")
        return self


class Question(_Strict):
    """An indicator of ours, asked year by year: the words of `rashinban show`, without the year.

    value: the indicator's value, or the unit's rank in it.
    """

    indicator: str
    where: dict[str, str]
    counting: Literal["full", "fractional"] = "fractional"
    reference: str = "openalex"
    citations: str = "cited_by_count"
    alternative: Literal["standard", "narrow", "broad"] = "standard"
    value: Literal["value", "rank"] = "value"


class Series(_Strict):
    """An imported series: rows of the table `observations` with these words."""

    series: str
    subject: str
    breakdown: str | None = None


class Indicator(Fact):
    """What is looked at; its values come from a question or a series, or nobody has them yet.

    unit: the word that observations carry too: persons, JPY, share, rank, works. rhythm: years from one value to the
    next. lag: whole years from the end of a year until its value is out and complete.
    """

    id: Id
    labels: Text
    type: IndicatorType
    unit: str
    direction: Direction
    years: YearKind
    rhythm: Annotated[int, Field(strict=True, gt=0)] = 1
    lag: Annotated[int, Field(strict=True, ge=0)] = 0
    owner: Text | None = None
    definition: Text | None = None
    question: Question | None = None
    series: Series | None = None

    @model_validator(mode="after")
    def _at_most_one(self) -> Indicator:
        if self.question and self.series:
            raise ValueError("has a question and a series; its values come from one of them: remove the other")
        if self.question and self.years != "CY":
            raise ValueError("a question counts works by calendar year; write `years: CY`")
        return self


class Baseline(Fact):
    """Where the way to the target begins."""

    value: Number
    year: Year


class Target(Fact):
    """Where an indicator shall be, and when. One of `reach`, `multiple`, `between`, `move`.

    reach: a value. multiple: the baseline's value times this: `+10 %` is 1.1. between: within two values. move: better
    than before, by no stated amount. unit: of reach and between; it must be the indicator's.
    total_from: the target is the sum of the years from this one to `by`: 30 trillion yen in five years.
    direction: where it is not the indicator's own. `by` may be the year of the baseline's kind, FY or CY.
    """

    indicator: Id
    wording: Text
    by: Year
    reach: Number | None = None
    multiple: Number | None = None
    between: tuple[Number, Number] | None = None
    move: Direction | None = None
    unit: str | None = None
    total_from: Year | None = None
    direction: Direction | None = None
    baseline: Baseline | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Target:
        forms = [name for name in ("reach", "multiple", "between", "move") if getattr(self, name) is not None]
        if len(forms) != 1:
            raise ValueError(f"has {' and '.join(forms) or 'none'} of reach, multiple, between, move; give one")
        if self.baseline and self.by <= self.baseline.year:
            raise ValueError(
                f"`by: {self.by}` is not after its baseline of {self.baseline.year}; write a later year, "
                "or the baseline's own year"
            )
        if self.unit is None and forms[0] in ("reach", "between"):
            raise ValueError(f"`{forms[0]}` has no unit; write the indicator's, for example `unit: persons`")
        if self.unit is not None and forms[0] in ("multiple", "move"):
            raise ValueError(f"`unit` says nothing of `{forms[0]}`; remove it")
        if self.total_from is not None and (self.reach is None or self.total_from > self.by):
            raise ValueError("`total_from` is the first year of a sum that `reach` names, and not after `by`")
        if self.total_from is not None and self.baseline is not None:
            raise ValueError("a sum of years begins at nothing; remove `baseline`")
        if self.between is not None and self.between[0] > self.between[1]:
            raise ValueError(f"`between` runs backwards; write [{self.between[1]:g}, {self.between[0]:g}]")
        if self.multiple is not None and self.multiple <= 0:
            raise ValueError("`multiple` is the baseline times this; +10 % is 1.1, half is 0.5")
        return self


class Programme(_Strict):
    """A programme that carries a measure. id: of definitions/programmes, where it is one of those, with its awards."""

    labels: Text
    id: Id | None = None


class Budget(Fact):
    """Money for a measure, in minor units of the currency, of one year or several. total: the kinds together."""

    amount: Annotated[int, Field(strict=True, gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    kind: Literal["initial", "supplementary", "fund", "total"]
    years: tuple[Year, Year] | None = None


class Measure(Fact):
    """What somebody does for an objective. stage: how far it has come, as a document says; it is no judgement."""

    id: Id
    labels: Text
    ministries: tuple[Text, ...] = ()
    programmes: tuple[Programme, ...] = ()
    budgets: tuple[Budget, ...] = ()
    stage: Literal["planned", "started", "running", "ended"] | None = None


class Objective(Fact):
    """What shall come about. indicators: what is looked at besides the targets."""

    id: Id
    labels: Text
    statement: Text
    indicators: tuple[Id, ...] = ()
    targets: tuple[Target, ...] = ()
    measures: tuple[Measure, ...] = ()


class Pillar(Fact):
    id: Id
    labels: Text
    objectives: tuple[Objective, ...] = ()


class Guard(Fact):
    """What a plan itself says of how its targets may be used."""

    text: Text


class Plan(Fact):
    """One edition: a law, a Basic Plan, an annual strategy, or a plan of somebody's own.

    under: the plan or law that it carries out. supersedes: the edition before it. period: first and last year; a law
    has no last.
    """

    plan: Id
    level: Level
    labels: Text
    publisher: Text
    period: tuple[Year, Year | None]
    years: YearKind
    adopted: date | None = None
    under: Id | None = None
    supersedes: Id | None = None
    summary: Text | None = None
    guard: Guard | None = None
    sources: Annotated[dict[Id, Source], Field(min_length=1)]
    indicators: tuple[Indicator, ...] = ()
    pillars: tuple[Pillar, ...] = ()

    @model_validator(mode="after")
    def _forward(self) -> Plan:
        if self.period[1] is not None and self.period[0] > self.period[1]:
            raise ValueError(f"`period` runs backwards; write [{self.period[1]}, {self.period[0]}]")
        return self

    def objectives(self) -> Iterator[tuple[Pillar, Objective]]:
        for pillar in self.pillars:
            for objective in pillar.objectives:
                yield pillar, objective

    def targets(self) -> Iterator[Target]:
        for _, objective in self.objectives():
            yield from objective.targets

    def measures(self) -> Iterator[Measure]:
        for _, objective in self.objectives():
            yield from objective.measures


class IndicatorList(_Strict):
    """One file of plans/indicators: what several plans have targets for, so that editions can be compared."""

    list: Id
    labels: Text
    sources: Annotated[dict[Id, Source], Field(min_length=1)]
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
