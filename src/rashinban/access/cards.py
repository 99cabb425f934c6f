"""A card is composed from answers: the number's own, its ranking, its years, its area's other definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rashinban import catalog
from rashinban.access.beside import beside
from rashinban.access.card import (
    AreaNote,
    BandPoint,
    Card,
    Coverage,
    Definition,
    Interval,
    Point,
    Rank,
)
from rashinban.access.card_id import write_card_id
from rashinban.access.labels import labels
from rashinban.access.sources import citation, complete_universe, provenance
from rashinban.access.wording import (
    CITATION_SOURCE,
    INTERVAL,
    LOADED,
    NORMALISATION,
    RANKED,
    REFERENCE,
    eligible_text,
    not_observed,
    quality_text,
    subject_text,
    universe_text,
    window_text,
)
from rashinban.catalog import IndicatorMeta, SqlUnit
from rashinban.definitions.areas import area
from rashinban.errors import UsageError
from rashinban.measure.answer import NEVER_RANKED, Answer, Measured, Row
from rashinban.measure.coverage import coverage
from rashinban.measure.estimate import LEVEL
from rashinban.measure.portfolios import chosen
from rashinban.measure.question import ALTERNATIVES, Question
from rashinban.measure.session import Session
from rashinban.measure.show import asked_parameters, show
from rashinban.schema.text import Text

#: Units drawn in the picture beside the card's own.
_PICTURED = 15


def compose(session: Session, question: Question, name: str, about: Mapping[str, Any]) -> Card:
    """The evidence card of one number: `question` has filters only, and they choose it."""
    unit = catalog.indicator(name)
    question, held = _held(session, question)
    ranked = _ranked(question)
    answer = show(session, ranked, [name], release=str(about["id"])).ordered(name)
    row = _own(answer, question)
    own = row.measured[name] if row else Measured(value=None)
    works, shares = coverage(session, question)
    asked = subject(session, question)
    complete = complete_universe(about, question)
    scope = Text(en="", ja="") if complete else LOADED[question.record]
    notes = answer.notes + held
    level = unit.meta.levels.get(round(own.value)) if unit.meta.levels and own.value is not None else None
    if level:
        notes += (Text(en=f"Level: {level.en}", ja=f"段階：{level.ja}"),)
    command = f"rashinban {{}} {name} {question.text()} --release {about['id']}"
    return Card(
        id=write_card_id(name, question, str(about["id"])),
        indicator=name,
        record=question.record,
        title=Text(en=f"{asked.en}: {unit.meta.title.en}{scope.en}", ja=f"{asked.ja}：{unit.meta.title.ja}{scope.ja}"),
        subject=asked,
        own=str(row.keys[ranked.by[0]]) if row and len(ranked.by) == 1 else None,
        unit=unit.meta.unit,
        display=unit.meta.display,
        value=own.value,
        interval=_interval(own),
        rank=_rank(own),
        definition=_definition(session, question, unit, own),
        coverage=Coverage(
            works_in=works,
            works_of_unit=own.works,
            works_used=own.observed,
            shares=shares,
            complete_universe=complete,
            not_observed=not_observed(own, shares, question.record) + _eligible(question, own),
        ),
        limits=unit.meta.limits,
        records={"command": command.format("records"), "count": str(own.works)},
        rebuild=command.format("card"),
        provenance=provenance(about, session.engine.name),
        cite=citation(f"{asked.en}: {unit.meta.title.en}", str(about["id"]), about),
        ranking=_points(session, answer, name, row),
        trend=_trend(session, question, name, str(about["id"])),
        notes=notes,
        beside=beside(session, question, unit, str(about["id"])),
    )


def _eligible(question: Question, own: Measured) -> tuple[Text, ...]:
    """What is said of the population of a concentration that is not among recipients only."""
    item = question.filter("population")
    return (eligible_text(own),) if item is not None and item.values == ("eligible",) and own.population else ()


def _held(session: Session, question: Question) -> tuple[Question, tuple[Text, ...]]:
    """The question with each portfolio in the version that answers it, and what those portfolios hold, in words."""
    item = question.filter("portfolio")
    if item is None:
        return question, ()
    found = chosen(session.base, item.values).values()
    fixed = replace(item, values=tuple(one.name for one in found))
    said = [(one, one.portfolio.text()) for one in found]
    return replace(question, where=tuple(fixed if each is item else each for each in question.where)), tuple(
        Text(en=f"Portfolio {one.name}: {text.en}", ja=f"ポートフォリオ {one.name}：{text.ja}") for one, text in said
    )


def _units(question: Question) -> tuple[str, ...]:
    """The contributor keys that choose exactly one unit. A researcher is not one among others: nobody ranks them."""
    contributors = (f for f in question.where if question.axis(f.key) == "contributor" and len(f.values) == 1)
    return tuple(f.key for f in contributors if f.key not in NEVER_RANKED)


def _ranked(question: Question) -> Question:
    """The question by the unit's own key, so that it stands among all the others."""
    units = _units(question)
    return replace(question, by=units, where=tuple(f for f in question.where if f.key not in units))


def _own(answer: Answer, question: Question) -> Row | None:
    wanted = {key: item.values[0] for key in _units(question) if (item := question.filter(key))}
    return next((row for row in answer.rows if row.keys == wanted), None)


def _interval(own: Measured) -> Interval | None:
    if own.lower is None or own.upper is None:
        return None
    return Interval(lower=own.lower, upper=own.upper, level=LEVEL, method=INTERVAL[own.interval])


def _rank(own: Measured) -> Rank | None:
    if own.rank is None or own.of < 2:
        return None
    return Rank(value=own.rank, lower=own.rank_lower, upper=own.rank_upper, of=own.of, method=RANKED[own.ranked])


def subject(session: Session, question: Question) -> Text:
    """Whose number of what: "Japan in Quantum information science, 2018-2021"."""
    named = {}
    for item in question.where:
        known = labels(session, item.key, item.values)
        named[item.word] = [known[value] for value in item.values] or [Text(en=item.text(), ja=item.text())]
    return subject_text(question, named)


def _definition(session: Session, question: Question, unit: SqlUnit[IndicatorMeta], own: Measured) -> Definition:
    scored = "citation_scores" in unit.reads
    cited = scored or "work_citations" in unit.reads
    return Definition(
        text=unit.meta.definition,
        formula=unit.meta.formula,
        kind=unit.meta.kind,
        counting=question.counting,
        universe=universe_text(question),
        window=window_text(question, cited=cited),
        citation_source=CITATION_SOURCE[question.citations] if cited else None,
        normalisation=NORMALISATION if scored else None,
        reference=REFERENCE[question.reference.split(":")[0]] if scored else None,
        # What must be asked (the day) stands in the subject.
        parameters={
            name: asked_parameters(question, None).get(name, value)
            for name, value in unit.meta.parameters.items()
            if value is not None
        },
        technology_area=_area(session, question, unit.name, own),
    )


def _area(session: Session, question: Question, name: str, own: Measured) -> AreaNote | None:
    """The area's version and measured quality, and the number under each of its definitions."""
    item = question.filter("technology_area")
    if item is None or len(item.values) != 1:
        return None
    defined = area(item.values[0])
    band = []
    for alternative in ALTERNATIVES:
        one = own
        if alternative != question.alternative:
            other = replace(question, alternative=alternative)
            row = _own(show(session, _ranked(other), [name], release=""), other)
            one = row.measured[name] if row else Measured(value=None)
        band.append(
            BandPoint(
                alternative=alternative,
                works=one.works,
                value=one.value,
                lower=one.lower,
                upper=one.upper,
                rank=one.rank,
            )
        )
    return AreaNote(
        id=defined.id,
        label=defined.labels,
        version=defined.version,
        quality=quality_text(defined.quality),
        band=tuple(band),
    )


def _points(session: Session, answer: Answer, name: str, own: Row | None) -> tuple[Point, ...]:
    """The first units of the ranking, and the card's own where it stands further down."""
    if len(answer.question.by) != 1:
        return ()
    key = answer.question.by[0]
    shown = [row for row in answer.rows if row.keys[key] is not None and row.measured[name].rank is not None]
    picked = shown[:_PICTURED]
    if own is not None and own not in picked and own.keys[key] is not None:
        picked.append(own)
    return _as_points(session, key, picked, name)


def _trend(session: Session, question: Question, name: str, release: str) -> tuple[Point, ...]:
    """The number year by year; empty where the indicator compares years itself, or for one year."""
    if catalog.indicator(name).meta.transform == "annual_rate":
        return ()
    chosen = question.filter("year")
    if chosen is None and question.record == "budget_lines":
        chosen = question.filter("fiscal_year")
    if chosen and len(chosen.values) == 1:
        return ()
    units = _units(question)
    yearly = replace(question, by=("year", *units))
    try:
        answer = show(session, yearly, [name], release=release).ordered("year")
    except UsageError:
        return ()
    rows = [row for row in answer.rows if row.keys["year"] is not None]
    return _as_points(session, "year", rows, name)


def _as_points(session: Session, key: str, rows: list[Row], name: str) -> tuple[Point, ...]:
    known = labels(session, key, [row.keys[key] for row in rows])
    return tuple(
        Point(
            key=str(row.keys[key]),
            label=known[str(row.keys[key])],
            value=(one := row.measured[name]).value,
            lower=one.lower,
            upper=one.upper,
            rank=one.rank,
            rank_lower=one.rank_lower,
            rank_upper=one.rank_upper,
            works=one.works,
        )
        for row in rows
    )
