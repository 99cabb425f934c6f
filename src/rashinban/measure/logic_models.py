"""Each piece of evidence is a number that an arrow of a logic model names, as the base has it, or not observed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rashinban import catalog
from rashinban.definitions.documents import Document, Fault, Step
from rashinban.definitions.logic_models import Arrow, LogicModel, Node, read_logic_model
from rashinban.definitions.plan_faults import told, worded
from rashinban.definitions.plan_models import Question as Asked
from rashinban.definitions.plans import Library
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.answer import NEVER_RANKED, Measured
from rashinban.measure.question import Question, ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import fits, show

#: observed: a number of a card is there, or a study was named. unobserved: cards are named, and the base has no number.
State = Literal["observed", "unobserved", "none"]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One card: what was asked, and the number. shown: its value, or the unit's place."""

    asked: Asked
    question: Question
    measured: Measured

    @property
    def shown(self) -> float | None:
        return self.measured.value if self.asked.value == "value" else self.measured.rank


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One arrow with its number in the model (from 1) and what shows it."""

    number: int
    arrow: Arrow
    evidence: tuple[Evidence, ...]

    @property
    def state(self) -> State:
        if self.arrow.studies or any(one.shown is not None for one in self.evidence):
            return "observed"
        return "unobserved" if self.evidence else "none"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A model as a base shows it. nodes: the numbers by which a node itself is looked at."""

    model: LogicModel
    arrows: tuple[Seen, ...]
    nodes: Mapping[str, tuple[Evidence, ...]]

    def of(self, state: State) -> tuple[Seen, ...]:
        return tuple(one for one in self.arrows if one.state == state)


def check_logic_model(path: Path, plans: Library | None = None) -> LogicModel:
    """The model in a file. RashinbanError with every mistake, a line each: those of its questions too.

    plans: whose indicators it may name; else those that come with the program.
    """
    model, document = read_logic_model(path, plans)
    if faults := sorted(_faults(model, document)):
        raise RashinbanError(told(path, faults))
    return model


def shown(session: Session, model: LogicModel, *, day: str, release: str) -> Shown:
    """A model with every number that it names, from one release; `day` is when indicators of one day are asked."""
    known: dict[str, Evidence] = {}

    def found(asked: Sequence[Asked]) -> tuple[Evidence, ...]:
        for one in asked:
            # Several arrows may name one number: it is asked once.
            if one.model_dump_json() not in known:
                known[one.model_dump_json()] = evidence(session, one, day=day, release=release)
        return tuple(known[one.model_dump_json()] for one in asked)

    return Shown(
        model=model,
        arrows=tuple(
            Seen(number=number, arrow=arrow, evidence=found(arrow.cards))
            for number, arrow in enumerate(model.arrows, 1)
        ),
        nodes={node.id: found(node.cards) for node in model.nodes if node.cards},
    )


def evidence(session: Session, asked: Asked, *, day: str, release: str) -> Evidence:
    """One number, as its card has it: that of the unit among all others."""
    question = question_of(asked, day=day)
    units = tuple(
        item.key
        for item in question.where
        if question.axis(item.key) == "contributor" and len(item.values) == 1 and item.key not in NEVER_RANKED
    )
    among = replace(question, by=units, where=tuple(item for item in question.where if item.key not in units))
    wanted = {item.key: item.values[0] for item in question.where if item.key in units}
    rows = show(session, among, [asked.indicator], release=release).rows
    measured = next((row.measured[asked.indicator] for row in rows if row.keys == wanted), Measured(value=None))
    return Evidence(asked=asked, question=question, measured=measured)


def question_of(asked: Asked, *, day: str) -> Question:
    """The question of a card, with the day where its indicator is of one. UsageError says what may not be asked."""
    meta = catalog.indicator(asked.indicator).meta
    where = {**({"date": day} if "date" in meta.requires else {}), **asked.where}
    question = ask(
        (),
        where,
        counting=asked.counting,
        reference=asked.reference,
        citations=asked.citations,
        alternative=asked.alternative,
        record=record_of([asked.indicator]),
    )
    if {"author"} & set(question.keys):
        raise UsageError("a logic model says nothing of single people; leave `author` out")
    if asked.value == "rank" and not meta.ranked:
        raise UsageError(f"{asked.indicator} is never ranked; ask for its value")
    fits(catalog.indicator(asked.indicator), question)
    return question


def _faults(model: LogicModel, document: Document) -> Iterator[Fault]:
    """What is wrong with the questions of cards."""
    parts: list[tuple[str, int, Node | Arrow]] = [("nodes", number, node) for number, node in enumerate(model.nodes)]
    parts += [("arrows", number, arrow) for number, arrow in enumerate(model.arrows)]
    for word, number, part in parts:
        for at, asked in enumerate(part.cards):
            place: tuple[Step, ...] = (word, number, "cards", at)
            try:
                question_of(asked, day="2026-01-01")
            except UsageError as error:
                yield Fault(line=document.line(place), place=worded(document.values, place), text=str(error))
