"""The names of everything that is defined: technology areas, programmes, and what plans hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rashinban.definitions.areas import Area
from rashinban.definitions.plan_models import Fact, Indicator, Plan
from rashinban.definitions.programmes import Programme
from rashinban.definitions.queries import Query, parse
from rashinban.linkage.strategy_sentences.names import Names
from rashinban.schema.text import Text


def defined_names(
    areas: Mapping[str, Area],
    programmes: Mapping[str, Programme],
    plans: Mapping[str, Plan],
    indicators: Mapping[str, Indicator],
) -> dict[str, dict[str, Names]]:
    """Entity -> id -> names. Objectives and measures go by `plan/id`: plans may use the same words."""
    objectives: dict[str, Names] = {}
    measures: dict[str, Names] = {}
    for plan_id, plan in plans.items():
        for objective in (each for pillar in plan.pillars for each in pillar.objectives):
            wordings = [each for target in objective.targets for each in _both(target.wording)]
            objectives[f"{plan_id}/{objective.id}"] = Names(
                labels=_both(objective.labels),
                amounts=tuple(wordings),
                about=_both(objective.labels),
                begins=_quoted([objective, *objective.targets]),
                edition=plan_id,
            )
            for measure in objective.measures:
                measures[f"{plan_id}/{measure.id}"] = Names(
                    labels=_both(measure.labels),
                    aliases=tuple(each for programme in measure.programmes for each in _both(programme.labels)),
                    begins=_quoted([measure, *measure.budgets]),
                    edition=plan_id,
                )
    return {
        "technology_area": areas_as_names(areas),
        "programme": {name: Names(labels=_both(each.labels), part_of=each.parent) for name, each in programmes.items()},
        "objective": objectives,
        "measure": measures,
        "indicator": {name: Names(labels=_both(each.labels)) for name, each in indicators.items()},
    }


def _both(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text.ja, text.en)))


def _quoted(facts: Iterable[Fact]) -> tuple[str, ...]:
    """How the sentences begin that facts are taken from."""
    return tuple(dict.fromkeys(fact.source.begins for fact in facts if fact.source and fact.source.begins))


def areas_as_names(areas: Mapping[str, Area]) -> dict[str, Names]:
    """Technology areas by their labels and by the phrases of their standard definition.

    Phrases that the definition looks for in titles alone are left out: a sentence is no title. An area that is like
    another takes its phrases too.
    """
    return {
        name: Names(
            labels=(entry.labels.ja, entry.labels.en),
            queries=tuple(_queries(entry, areas)),
            excluded=tuple(parse(text) for text in entry.exclude),
        )
        for name, entry in areas.items()
    }


def _queries(entry: Area, areas: Mapping[str, Area]) -> Iterator[Query]:
    for clause in entry.clauses():
        if clause.like:
            yield from _queries(areas[clause.like], areas)
        elif clause.query is not None and "abstract" in clause.fields:
            yield clause.query
