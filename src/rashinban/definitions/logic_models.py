"""Each logic model says how a programme is meant to work: inputs -> activities -> outputs -> outcomes -> impact.

A node is what is put in, done or hoped for; an arrow says that one leads to the other, and names the cards that show
both, or none. An arrow without evidence is no mistake: that it is listed is what the model is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rashinban.definitions.documents import Document, Fault, Step
from rashinban.definitions.plan_faults import read_shape, told, worded
from rashinban.definitions.plan_models import Fact, Id, Question, Source
from rashinban.definitions.plans import Library, anchors, shipped
from rashinban.definitions.programmes import programmes
from rashinban.errors import RashinbanError
from rashinban.schema.text import Text

Kind = Literal["input", "activity", "output", "outcome", "impact"]
#: The columns of a model, in the order in which one leads to the next.
KINDS: tuple[Kind, ...] = ("input", "activity", "output", "outcome", "impact")
#: What others who looked at an arrow found, as the study named with it says.
Strength = Literal["established", "plausible", "contested"]

HOW = "docs/how-to/write-a-logic-model.md"
Place = tuple[Step, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Node(Fact):
    """One box. statement: what it says, in our own words. cards, plan_indicators: what it is looked at by."""

    id: Id
    kind: Kind
    labels: Text
    statement: Text | None = None
    programmes: tuple[Id, ...] = ()
    cards: tuple[Question, ...] = ()
    plan_indicators: tuple[Id, ...] = ()


class Study(Fact):
    """A document that looked at the arrow, where in it, and what it found."""

    strength: Strength
    says: Text


class Arrow(_Strict):
    """One node leads to another. claim: why it should. cards: numbers that show it; studies: who looked at it."""

    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    claim: Text
    cards: tuple[Question, ...] = ()
    studies: tuple[Study, ...] = ()

    @property
    def evidence(self) -> bool:
        """Whether anything is named that could show it."""
        return bool(self.cards or self.studies)


class LogicModel(Fact):
    """One file. programme: whose logic it is."""

    model: Id
    labels: Text
    summary: Text | None = None
    programme: Id | None = None
    sources: Annotated[dict[Id, Source], Field(min_length=1)]
    nodes: Annotated[tuple[Node, ...], Field(min_length=2, max_length=60)]
    arrows: Annotated[tuple[Arrow, ...], Field(min_length=1, max_length=120)]

    @model_validator(mode="after")
    def _both_ends(self) -> LogicModel:
        kinds = {node.kind for node in self.nodes}
        if len(kinds) < 2:
            raise ValueError("has nodes of one kind only; an arrow leads from one kind to a later one")
        return self

    def node(self, node_id: str) -> Node:
        return next(node for node in self.nodes if node.id == node_id)

    def column(self, kind: Kind) -> tuple[Node, ...]:
        """The nodes of a kind in the order of the file."""
        return tuple(node for node in self.nodes if node.kind == kind)


def read_logic_model(path: Path, plans: Library | None = None) -> tuple[LogicModel, Document]:
    """Read one file; RashinbanError with every mistake, a line each. plans: whose indicators it may name."""
    model, document = read_shape(path, LogicModel, begin="model: my-programme", how=HOW)
    if faults := sorted(_faults(model, document, plans or shipped())):
        raise RashinbanError(told(path, faults))
    return model, document


@cache
def logic_models() -> Mapping[str, LogicModel]:
    """The models that come with the program, by id."""
    return _with({}, Path(str(files("rashinban.definitions") / "logic_models")), shipped())


def with_own(folder: Path, plans: Library) -> Mapping[str, LogicModel]:
    """The models that come with the program, then those of a user's folder, which may name indicators of `plans`."""
    return _with(logic_models(), folder, plans)


def _with(before: Mapping[str, LogicModel], folder: Path, plans: Library) -> Mapping[str, LogicModel]:
    found = dict(before)
    for path in sorted(folder.glob("*.yml")):
        model, _ = read_logic_model(path, plans)
        if model.model in found:
            raise RashinbanError(f"{path}: model {model.model}: the id is taken; choose another")
        found[model.model] = model
    return found


def facts(model: LogicModel) -> tuple[Fact, ...]:
    """Every statement that has a source or says that it has none."""
    return (model, *model.nodes)


def _faults(model: LogicModel, document: Document, plans: Library) -> Iterator[Fault]:
    for place, text in (*_repeated(model), *_sources(model), *_names(model, plans), *_ways(model)):
        yield Fault(line=document.line(place), place=worded(document.values, place), text=text)


def _repeated(model: LogicModel) -> Iterator[tuple[Place, str]]:
    ids = [node.id for node in model.nodes]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield ("nodes", number, "id"), f"node {name} stands twice; choose another id"
    ways = [(arrow.start, arrow.end) for arrow in model.arrows]
    for number, way in enumerate(ways):
        if way in ways[:number]:
            yield ("arrows", number), f"the arrow from {way[0]} to {way[1]} stands twice; remove one"


def _sources(model: LogicModel) -> Iterator[tuple[Place, str]]:
    for place, anchor in anchors(model):
        if anchor.of not in model.sources:
            text = f"source {anchor.of!r} is not among the file's: {', '.join(model.sources)}; add it there"
            yield (*place, "source"), text


def _names(model: LogicModel, plans: Library) -> Iterator[tuple[Place, str]]:
    known, indicators = programmes(), plans.indicators
    if model.programme is not None and model.programme not in known:
        yield ("programme",), _unknown("programme", model.programme, known)
    for number, node in enumerate(model.nodes):
        for at, name in enumerate(node.programmes):
            if name not in known:
                yield ("nodes", number, "programmes", at), _unknown("programme", name, known)
        for at, name in enumerate(node.plan_indicators):
            if name not in indicators:
                yield ("nodes", number, "plan_indicators", at), _unknown("indicator of a plan", name, indicators)


def _ways(model: LogicModel) -> Iterator[tuple[Place, str]]:
    nodes = {node.id: node for node in model.nodes}
    for number, arrow in enumerate(model.arrows):
        unknown = [(end, name) for end, name in (("from", arrow.start), ("to", arrow.end)) if name not in nodes]
        for end, name in unknown:
            yield ("arrows", number, end), _unknown("node", name, nodes)
        if unknown:
            continue
        start, end_ = nodes[arrow.start], nodes[arrow.end]
        if KINDS.index(start.kind) >= KINDS.index(end_.kind):
            text = f"leads from {start.kind} to {end_.kind}; an arrow leads to a later kind: {' -> '.join(KINDS)}"
            yield ("arrows", number, "to"), text
    on_arrows = {name for arrow in model.arrows for name in (arrow.start, arrow.end)}
    for number, node in enumerate(model.nodes):
        if node.id not in on_arrows:
            yield ("nodes", number, "id"), f"node {node.id} is on no arrow; draw one, or remove the node"


def _unknown(what: str, name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 3)
    return f"{what} {name!r} is not known; " + (
        f"write one that is: {', '.join(near)}" if near else "leave it out, or add it where such are defined"
    )
