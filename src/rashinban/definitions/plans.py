"""Each plan is one edition of a law, a Basic Plan, a strategy or somebody's own plan, read from YAML and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel

from rashinban.definitions.documents import Document, Fault, Step
from rashinban.definitions.plan_faults import read_shape, told, worded
from rashinban.definitions.plan_models import Anchor, Fact, Guard, Indicator, IndicatorList, Plan, Source, Target
from rashinban.definitions.programmes import programmes
from rashinban.errors import RashinbanError, UsageError

#: The plan whose own words on the use of targets go with every board.
GUARDED_BY = "jp-basic-plan-5"

Place = tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Library:
    """Every known plan by id with its file; every indicator by id with its file, and the sources of that."""

    plans: Mapping[str, Plan]
    indicators: Mapping[str, Indicator]
    places: Mapping[str, Path]
    places_of_indicators: Mapping[str, Path]
    sources_of_indicators: Mapping[str, Mapping[str, Source]]

    def plan(self, plan_id: str) -> Plan:
        """One plan, or the ids that exist."""
        if plan_id not in self.plans:
            raise UsageError(f"plan {plan_id!r} is not known; known are {', '.join(self.plans)}")
        return self.plans[plan_id]

    def guard(self) -> Guard:
        """The 5th Plan's own sentence: targets describe the country, not programmes, institutions or people."""
        guard = self.plans[GUARDED_BY].guard
        if guard is None:
            raise RashinbanError(f"{self.places[GUARDED_BY]}: has no guard, which every board prints; add it")
        return guard

    def without(self, plan_id: str) -> Library:
        """The library as it is without one plan and its indicators: what a new version of it is checked against."""
        gone = {entry.id for entry in self.plans[plan_id].indicators} if plan_id in self.plans else set()
        return Library(
            plans={name: plan for name, plan in self.plans.items() if name != plan_id},
            indicators={name: entry for name, entry in self.indicators.items() if name not in gone},
            places=self.places,
            places_of_indicators=self.places_of_indicators,
            sources_of_indicators=self.sources_of_indicators,
        )


def read_plan(path: Path) -> tuple[Plan, Document]:
    """Read one file by itself; RashinbanError with every mistake of its shape."""
    return read_shape(path, Plan, begin="plan: my-plan-2026")


@cache
def shipped() -> Library:
    """The plans that come with the program, the oldest first."""
    folder = Path(str(files("rashinban.definitions") / "plans"))
    empty = Library(plans={}, indicators={}, places={}, places_of_indicators={}, sources_of_indicators={})
    return _with(empty, folder.glob("indicators/*.yml"), folder.glob("*.yml"))


def library(own: Path | None = None) -> Library:
    """The plans that come with the program, then those of a user's folder (decisions/plans of a base)."""
    return _with(shipped(), (), own.glob("*.yml")) if own is not None else shipped()


def _with(before: Library, lists: Iterable[Path], paths: Iterable[Path]) -> Library:
    """A library with more files; RashinbanError with every mistake of theirs."""
    plans, places = dict(before.plans), dict(before.places)
    indicators, at = dict(before.indicators), dict(before.places_of_indicators)
    sources = dict(before.sources_of_indicators)
    read: list[tuple[Path, Plan, Document]] = []
    for path in sorted(lists, key=lambda path: path.stem):
        entries, document = read_shape(path, IndicatorList, begin="indicators:")
        if faults := [_fault(document, *one) for one in _unknown_sources(entries, entries.sources)]:
            raise RashinbanError(told(path, faults))
        _add(entries.indicators, path, indicators, at)
        sources |= {entry.id: entries.sources for entry in entries.indicators}
    for path in sorted(paths):
        plan, document = read_plan(path)
        if plan.plan in plans:
            raise RashinbanError(f"{path}: plan {plan.plan}: the id is taken by {places[plan.plan]}; choose another")
        plans[plan.plan], places[plan.plan] = plan, path
        _add(plan.indicators, path, indicators, at)
        sources |= {entry.id: plan.sources for entry in plan.indicators}
        read.append((path, plan, document))
    ordered = dict(sorted(plans.items(), key=lambda item: (item[1].period[0], item[0])))
    found = Library(
        plans=ordered, indicators=indicators, places=places, places_of_indicators=at, sources_of_indicators=sources
    )
    for path, plan, document in read:
        if faults := plan_faults(plan, document, found.without(plan.plan)):
            raise RashinbanError(told(path, faults))
    return found


def _add(entries: Sequence[Indicator], path: Path, found: dict[str, Indicator], at: dict[str, Path]) -> None:
    for entry in entries:
        if entry.id in found:
            raise RashinbanError(f"{path}: indicator {entry.id}: the id is taken by {at[entry.id]}; choose another")
        found[entry.id], at[entry.id] = entry, path


def plan_faults(plan: Plan, document: Document, others: Library) -> list[Fault]:
    """What is wrong with a plan beyond its shape: words that lead nowhere, circles, units, directions."""

    known = {**others.indicators, **{entry.id: entry for entry in plan.indicators}}
    found = [*_repeated_ids(plan, others), *_relations(plan, others), *_unknown_sources(plan, plan.sources)]
    for place, name in _named_indicators(plan):
        if name not in known:
            near = _nearest(name, known)
            found.append((place, f"indicator {name!r} is not known; add it to `indicators`, or {near}"))
    for place, name in _named_programmes(plan):
        if name not in programmes():
            near = _nearest(name, programmes())
            found.append((place, f"programme {name!r} is not known; leave the id out, or {near}"))
    for place, target in _targets(plan):
        if target.indicator in known:
            found += [((*place, *at), text) for at, text in _against(target, known[target.indicator])]
    return sorted(_fault(document, place, text) for place, text in found)


def _fault(document: Document, place: Place, text: str) -> Fault:
    return Fault(line=document.line(place), place=worded(document.values, place), text=text)


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 3)
    return f"write one that is: {', '.join(near)}" if near else "look at those of the shipped plans"


def _repeated_ids(plan: Plan, others: Library) -> Iterator[tuple[Place, str]]:
    seen: set[str] = set()
    for number, entry in enumerate(plan.indicators):
        if entry.id in others.indicators:
            yield (
                ("indicators", number, "id"),
                f"indicator {entry.id} exists already; remove it here, or choose another id",
            )
        elif entry.id in seen:
            yield ("indicators", number, "id"), f"indicator {entry.id} stands twice; remove one"
        seen.add(entry.id)
    if plan.plan in others.plans:
        yield ("plan",), f"plan {plan.plan} exists already in {others.places[plan.plan]}; choose another id"
    parts: set[str] = set()
    for i, pillar in enumerate(plan.pillars):
        for j, objective in enumerate(pillar.objectives):
            place: Place = ("pillars", i, "objectives", j)
            for at, name in (
                (place, objective.id),
                *(((*place, "measures", k), m.id) for k, m in enumerate(objective.measures)),
            ):
                if name in parts:
                    yield (*at, "id"), f"id {name} stands twice in the plan; choose another"
                parts.add(name)


def _relations(plan: Plan, others: Library) -> Iterator[tuple[Place, str]]:
    plans = {**others.plans, plan.plan: plan}
    for word in ("under", "supersedes"):
        first = getattr(plan, word)
        if first is not None and first not in plans:
            yield (
                (word,),
                f"plan {first!r} is not known; known are {', '.join(others.plans)}: leave it out, or add that plan",
            )
            continue
        way = [plan.plan]
        at = first
        while at is not None and at in plans and at not in way:
            way.append(at)
            at = getattr(plans[at], word)
        if at == plan.plan:
            yield (
                (word,),
                f"goes in a circle: {' -> '.join([*way, at])}; remove it where the older edition names the newer",
            )
    before = others.plans.get(plan.supersedes or "")
    if before and before.plan != plan.plan and before.period[0] > plan.period[0]:
        yield (
            ("supersedes",),
            f"{before.plan} begins in {before.period[0]}, after this plan; name the edition before it",
        )


def _unknown_sources(whole: BaseModel, known: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
    for place, anchor in anchors(whole):
        if anchor.of not in known:
            yield (*place, "source"), f"source {anchor.of!r} is not among the file's: {', '.join(known)}; add it there"


def anchors(whole: BaseModel) -> Iterator[tuple[Place, Anchor]]:
    """Every place of a plan or list that names a source."""
    stack: list[tuple[Place, object]] = [((), whole)]
    while stack:
        place, part = stack.pop()
        if isinstance(part, tuple):
            stack += [((*place, number), one) for number, one in enumerate(part)]
        elif isinstance(part, BaseModel):
            source = getattr(part, "source", None)
            if isinstance(source, Anchor):
                yield place, source
            stack += [((*place, name), getattr(part, name)) for name in type(part).model_fields]


def _targets(plan: Plan) -> Iterator[tuple[Place, Target]]:
    for i, pillar in enumerate(plan.pillars):
        for j, objective in enumerate(pillar.objectives):
            for k, target in enumerate(objective.targets):
                yield ("pillars", i, "objectives", j, "targets", k), target


def _named_indicators(plan: Plan) -> Iterator[tuple[Place, str]]:
    for i, pillar in enumerate(plan.pillars):
        for j, objective in enumerate(pillar.objectives):
            for k, name in enumerate(objective.indicators):
                yield ("pillars", i, "objectives", j, "indicators", k), name
    for place, target in _targets(plan):
        yield (*place, "indicator"), target.indicator


def _named_programmes(plan: Plan) -> Iterator[tuple[Place, str]]:
    for i, pillar in enumerate(plan.pillars):
        for j, objective in enumerate(pillar.objectives):
            for k, measure in enumerate(objective.measures):
                for m, programme in enumerate(measure.programmes):
                    if programme.id is not None:
                        yield ("pillars", i, "objectives", j, "measures", k, "programmes", m, "id"), programme.id


def _against(target: Target, indicator: Indicator) -> Iterator[tuple[Place, str]]:
    """What does not fit between a target and its indicator."""
    if target.unit is not None and target.unit != indicator.unit:
        yield (
            ("unit",),
            (
                f"the target is in {target.unit!r} and indicator {indicator.id} in {indicator.unit!r}; "
                f"write the target in {indicator.unit!r}"
            ),
        )
    base = target.baseline
    if base is None or (target.reach is None and target.multiple is None):
        return
    goal = target.reach if target.reach is not None else base.value * (target.multiple or 1)
    direction = target.direction or indicator.direction
    if goal < base.value if direction == "up" else goal > base.value:
        yield (
            ("direction",),
            (
                f"{goal:g} lies behind the baseline of {base.value:g} for what shall go {direction}; "
                f"correct the value, or write `direction: {'down' if direction == 'up' else 'up'}`"
            ),
        )


def facts(plan: Plan) -> Iterator[Fact]:
    """Every statement of a plan, the plan itself first."""
    stack: list[object] = [plan]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack += part[::-1]
        elif isinstance(part, BaseModel):
            if isinstance(part, Fact):
                yield part
            stack += [getattr(part, name) for name in type(part).model_fields]
