"""Each row of `counted` is one work (or award) in one unit of one slice: made here for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashinban import catalog
from rashinban.engine import slices
from rashinban.errors import UsageError
from rashinban.measure.counted import COUNTED
from rashinban.measure.portfolios import chosen
from rashinban.measure.question import Filter, Question, ask, axes, is_whole
from rashinban.measure.session import Session

#: Keys that say what a slice is about; specialisation compares a slice with the same one without them.
_PORTFOLIOS = "portfolio_awards"
AREA_KEYS = ("technology_area", "topic", "subfield", "field", "domain")


def count(
    session: Session, question: Question, units: Sequence[str], carried: Sequence[str], absent: Sequence[str] = ()
) -> None:
    """Define `world` (each work of a slice once, weight 1) and `counted_units` (by `units`, `carried` beside them).

    absent: keys that indicators read and the question does not ask by: columns without a value.
    """
    engine = session.engine
    around = _slice(session, question, (), (), contributors=False)
    engine.define("world", around.sql, around.parameters, keep=True)
    own = _slice(session, question, units, carried, contributors=True, absent=absent)
    engine.define("counted_units", own.sql, own.parameters, keep=True)


def count_widened(session: Session, question: Question, units: Sequence[str]) -> None:
    """Define `wide_world` and `wide_units`: the same question without the keys that name an area."""
    engine = session.engine
    around = _slice(session, question, (), (), contributors=False, without=AREA_KEYS)
    engine.define("wide_world", around.sql, around.parameters, keep=True)
    own = _slice(session, question, units, (), contributors=True, without=AREA_KEYS)
    engine.define("wide_units", own.sql, own.parameters, keep=True)


def widened(question: Question, slice_text: str) -> str:
    """The slice of the widened question that a slice belongs to."""
    parts = slice_text.split("|")
    return "|".join(part for key, part in zip(question.slices, parts, strict=False) if key not in AREA_KEYS)


def _slice(
    session: Session,
    question: Question,
    units: Sequence[str],
    carried: Sequence[str],
    *,
    contributors: bool,
    without: Sequence[str] = (),
    absent: Sequence[str] = (),
) -> slices.Slice:
    """The query of `counted`.

    A filter on a contributor key that is also asked by is left to the end: the rank of a country is taken
    among all countries.
    """
    by_slices = [key for key in question.slices if key not in without]
    filters = [
        f
        for f in question.where
        if f.key not in without
        and question.axis(f.key) != "parameter"
        and (question.axis(f.key) != "contributor" or (contributors and f.key not in question.by))
    ]
    asked = {*by_slices, *units, *carried}
    memberships = []
    counted = COUNTED[question.record]
    for axis, models in axes(question.record).items():
        keys = {key for key in [*asked, *(f.key for f in filters)] if question.axis(key) == axis}
        if not keys:
            continue
        model = next((m for m in models if keys <= set(m.meta.keys)), None)
        if model is None:
            raise UsageError(f"{' and '.join(sorted(keys))} cannot be combined in one question")
        memberships.append(
            slices.Membership(
                relation=model.name,
                keys=tuple(sorted(keys)),
                whole=set(model.meta.grain) - {counted.id} <= asked,
                divides=model.meta.divides,
            )
        )
    prepare(session, question, frozenset(m.relation for m in memberships) | {counted.universe})
    return slices.counted(
        universe=slices.Universe(relation=counted.universe, id=counted.id, tests=_tests(question)),
        slices=by_slices,
        units=units,
        carried=carried,
        absent={key: "integer" if is_whole(key, question.record) else "varchar" for key in absent},
        memberships=memberships,
        conditions=[_condition(f, question) for f in filters],
        counting=question.counting,
    )


def prepare(session: Session, question: Question, relations: frozenset[str]) -> None:
    """Make the relations of a question, and before them the portfolios that it names."""
    models = catalog.models()
    if any(name in models and _PORTFOLIOS in models[name].reads for name in relations):
        _portfolios(session, question)
    session.prepare(question, relations)


def _portfolios(session: Session, question: Question) -> None:
    """Define `portfolio_awards`: each award of each portfolio that the question names, once.

    A part of a portfolio is a question about awards; its awards are those of `counted`, whatever their weight.
    """
    item = question.filter("portfolio")
    wanted = chosen(session.base, item.values if item else ())
    made_of = ([(name, one.name) for name, one in wanted.items()], question.alternative)
    if session.made.get(_PORTFOLIOS) == made_of:
        return
    parts: list[str] = []
    named: dict[str, object] = {}
    for number, (name, one) in enumerate(wanted.items()):
        named[f"portfolio_{number}"] = name
        without = {f"without_{number}_{i}": award for i, award in enumerate(one.portfolio.without)}
        named |= without
        for at, part in enumerate(one.portfolio.parts):
            where = ask((), one.portfolio.where(part), record="awards").where
            asked = replace(question, by=(), where=where, counting="fractional", record="awards")
            own = _slice(session, asked, (), (), contributors=True)
            relation = f"portfolio_{number}_{at}"
            session.engine.define(relation, own.sql, own.parameters, keep=True)
            test = f" where award_id not in ({', '.join('$' + key for key in without)})" if without else ""
            parts.append(f"select award_id, ${f'portfolio_{number}'} as portfolio from {relation}{test}")  # noqa: S608
    nothing = "select cast(null as varchar) as award_id, cast(null as varchar) as portfolio where 1 = 0"
    session.engine.define(_PORTFOLIOS, " union ".join(parts) or nothing, named, keep=True)
    session.ready(_PORTFOLIOS, made_of)


def _tests(question: Question) -> tuple[str, ...]:
    """Which works are counted at all: articles and reviews unless types are asked for. Of other records all are."""
    if question.record != "works":
        return ()
    if question.filter("type") is None:
        return ("universe.in_universe",)
    # Null is "not stated", and a work that nobody calls retracted counts.
    return tuple(f"not coalesce(universe.{flag}, false)" for flag in ("is_retracted", "is_paratext"))


def _condition(item: Filter, question: Question) -> slices.Condition:
    whole = is_whole(item.key, question.record)
    values = tuple(int(value) if whole else value for value in item.values)
    return slices.Condition(key=item.key, values=values, lower=item.lower, upper=item.upper, without=item.without)
