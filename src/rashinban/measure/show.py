"""Indicators computed for a question: counted works -> sums -> value, interval and rank of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban import catalog
from rashinban.catalog import RECORD_IDS, IndicatorMeta, SqlUnit
from rashinban.errors import UsageError
from rashinban.measure.alone import Alone, resampled_alone
from rashinban.measure.answer import NEVER_RANKED, Answer, Measured, Row
from rashinban.measure.concentration import concentrations
from rashinban.measure.counted import COUNTED
from rashinban.measure.counting import AREA_KEYS, count, count_widened, widened
from rashinban.measure.estimate import JOINT_RECORDS, Array
from rashinban.measure.kept import stored_cells
from rashinban.measure.question import Question, is_whole, known_keys
from rashinban.measure.session import Session
from rashinban.measure.slice import Around, Redrawing, estimate_slice, resamples
from rashinban.measure.sums import (
    Records,
    Sums,
    base_of,
    number_works,
    records,
    sums,
    works_of_slices,
    world_values,
)
from rashinban.schema.text import Text

_WORLD = "select slice, '' as unit, {}, weight from {}"

#: Kinds that compare a slice with the slice widened by its area.
WIDENED = frozenset({"specialisation", "part"})

Cells = dict[tuple[str, str | None], Measured]


def show(session: Session, question: Question, names: Sequence[str], *, release: str) -> Answer:
    """Answer a question for one or more indicators, rows in no particular order.

    Cells that `build` has kept for this question are read; the others are computed now. Both are made by
    `measure`, so they are the same.
    """
    units = [catalog.indicator(name) for name in dict.fromkeys(names)]
    asked = question.canonical()
    wanted = question.filter(asked.units[0]) if len(asked.units) == 1 else None
    only = wanted.values if wanted else ()
    kept = {unit.name: stored_cells(session.folder, unit.name, asked, only) for unit in units}
    computed, notes = measure(session, asked, [unit for unit in units if kept[unit.name] is None])
    cells: dict[tuple[str, str | None], dict[str, Measured]] = {}
    for name, found in {**kept, **computed}.items():
        for key, one in (found or {}).items():
            cells.setdefault(key, {})[name] = one
    nothing = Measured(value=None)
    rows = (
        Row(keys=_keys(asked, question.by, *key), measured={u.name: cell.get(u.name, nothing) for u in units})
        for key, cell in cells.items()
    )
    return Answer(
        question=question,
        indicators=tuple(unit.name for unit in units),
        rows=tuple(row for row in rows if _wanted(question, row)),
        notes=notes,
        release=release,
    )


def measure(
    session: Session, question: Question, units: Sequence[SqlUnit[IndicatorMeta]]
) -> tuple[dict[str, Cells], tuple[Text, ...]]:
    """The cells of each indicator for a canonical question, and notes on what could not be asked."""
    beside = frozenset(name for unit in units for name in unit.meta.parameters)
    for unit in units:
        fits(unit, question, beside)
    if not units:
        return {}, ()
    session.prepare(question, frozenset().union(*(unit.reads for unit in units)) | {COUNTED[question.record].universe})
    years = years_of(session, question)
    parameters = asked_parameters(question, years)
    notes: list[Text] = []
    cells: dict[str, Cells] = {unit.name: {} for unit in units}
    for contributor, read in dict.fromkeys((unit.meta.contributor, unit.meta.reads_keys) for unit in units):
        count(session, question, () if contributor else question.units, *carried(question, contributor, read))
        sizes = works_of_slices(session)
        asked = []
        for unit in units:
            if (unit.meta.contributor, unit.meta.reads_keys) != (contributor, read):
                continue
            if unit.meta.kind == "concentration":
                cells[unit.name] |= concentrations(session, question, unit, {**unit.meta.parameters, **parameters})
                continue
            areas = [key for key in AREA_KEYS if key in known_keys(question.record)]
            if unit.meta.kind in WIDENED and not set(areas) & set(question.keys):
                notes.append(
                    Text(
                        en=f"{unit.name} compares an area with everything else: "
                        f"add one of {', '.join(areas)} to --by or --where",
                        ja=f"{unit.name}は一つの領域を全体と比べる指標である。"
                        f"--byか--whereに{'、'.join(areas)}のいずれかを加えること",
                    )
                )
                continue
            asked.append(unit)
        gathered = _gather(session, question, asked, parameters, sizes)
        alone = resampled_alone(
            one
            for of in gathered
            for one in of.records.values()
            if any(unit.meta.interval == "stability" for unit in of.units)
        )
        for name in dict.fromkeys(name for of in gathered for name in of.totals):
            redrawing = Redrawing(name, sizes.get(name, 0))
            for of in gathered:
                if name in of.totals:
                    for unit in of.units:
                        cells[unit.name] |= _estimate(question, unit, of, name, redrawing, alone, years)
    return cells, tuple(notes)


def carried(
    question: Question, contributor: Sequence[str], read: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The key columns of `counted` that an indicator reads: those that the question has, and those without a value."""
    has = tuple(key for key in read if key in question.keys)
    return (*contributor, *has), tuple(key for key in read if key not in has)


def asked_parameters(question: Question, years: tuple[int, int] | None) -> dict[str, object]:
    """The parameters of indicators that the question itself fills in."""
    found: dict[str, object] = {"year_from": years[0], "year_to": years[1]} if years else {}
    return found | {item.key: item.values[0] for item in question.where if question.axis(item.key) == "parameter"}


def fits(unit: SqlUnit[IndicatorMeta], question: Question, read: frozenset[str] = frozenset()) -> None:
    """Refuse what an indicator cannot say. read: parameters of indicators asked for beside it (one day for all)."""
    if unit.meta.record != question.record:
        raise UsageError(f"{unit.name} counts {unit.meta.record}, and the question is about {question.record}")
    for key in unit.meta.requires:
        item = question.filter(key)
        if key not in question.by and (item is None or len(item.values) != 1):
            by = f"add {key} to --by, or " if question.axis(key) != "parameter" else ""
            raise UsageError(f"{unit.name} is of one {key} at a time: {by}write --where {key}=...")
    if unit.meta.inside:
        _fits_inside(unit.name, unit.meta.inside, question)
    for item in question.where:
        if question.axis(item.key) == "parameter" and item.key not in read | unit.meta.parameters.keys():
            raise UsageError(f"{unit.name} is not of one {item.key}: leave out {item.key}")
    for key in question.keys:
        if question.axis(key) == "lag" and key not in unit.meta.reads_keys:
            raise UsageError(f"{unit.name} is not told by {key}: leave out {key}")
    if question.counting not in unit.meta.counting:
        raise UsageError(f"{unit.name} is defined in {' and '.join(unit.meta.counting)} counting only")
    if unit.meta.contributor:
        for key in question.keys:
            if question.axis(key) == "contributor":
                raise UsageError(f"{unit.name} describes all units of a slice together: leave out {key}")


def _fits_inside(name: str, key: str, question: Question) -> None:
    """Refuse what would set figures of two values of `key` side by side, or mix them."""
    why = f"{name} is told inside one {key} only"
    # A canonical question is also by what its filters pin to one value.
    one = {item.key for item in question.where if len(item.values) == 1 and not item.without}
    if question.filter("portfolio") is not None or "portfolio" in question.by:
        raise UsageError(f"{why}, and a portfolio may hold several: write --where {key}=... in place of portfolio")
    if key not in one:
        raise UsageError(f"{why}, and not of several beside each other: write --where {key}=..., one")
    others = [by for by in question.by if by != "year" and by not in one]
    units = [by for by in question.keys if question.axis(by) == "contributor"]
    if others or units:
        left = ", ".join(dict.fromkeys([*others, *units]))
        raise UsageError(f"{why}, by year of start at most, and is no list of who costs how much: leave out {left}")


def years_of(session: Session, question: Question) -> tuple[int, int] | None:
    """The first and last year asked about: of the filter, else of the works."""
    chosen = question.filter("year")
    if chosen and chosen.values:
        years = [int(value) for value in chosen.values]
        return min(years), max(years)
    if chosen and chosen.lower is not None and chosen.upper is not None:
        return chosen.lower, chosen.upper
    of = "universe where in_universe" if question.record == "works" else COUNTED[question.record].universe
    row = session.engine.query(f"select min(year) as a, max(year) as b from {of}").to_pylist()[0]  # noqa: S608
    return (int(row["a"]), int(row["b"])) if row["a"] is not None else None


@dataclass(frozen=True, kw_only=True)
class _Gathered:
    """Everything that the estimates of indicators with the same records are made of, by slice."""

    units: Sequence[SqlUnit[IndicatorMeta]]
    totals: Mapping[str, Sums]
    world: Mapping[str, Sums]
    wide: Mapping[str, Sums]
    wide_world: Mapping[str, Sums]
    records: Mapping[str, Records]
    values: Mapping[str, Array]


def _gather(
    session: Session,
    question: Question,
    units: Sequence[SqlUnit[IndicatorMeta]],
    asked: Mapping[str, object],
    sizes: Mapping[str, int],
) -> list[_Gathered]:
    """Run the queries of all indicators; those with the same query share one run (top 10 %: number, share, rate)."""
    groups: dict[tuple[str, str], list[SqlUnit[IndicatorMeta]]] = {}
    for unit in units:
        groups.setdefault((unit.sql, repr(unit.meta.parameters) + base_of(unit)), []).append(unit)
    found = []
    wide_counted = numbered = False
    for group in groups.values():
        unit, kinds = group[0], {one.meta.kind for one in group}
        parameters = {**unit.meta.parameters, **asked}
        id = RECORD_IDS[question.record]
        totals = sums(session, unit, "select * from counted_units", parameters)
        world: Mapping[str, Sums] = {}
        wide: Mapping[str, Sums] = {}
        wide_world: Mapping[str, Sums] = {}
        resampled: Mapping[str, Records] = {}
        values: Mapping[str, Array] = {}
        if kinds & {"share", "specialisation"}:
            world = sums(session, unit, _WORLD.format(id, "world"), parameters)
        if kinds & WIDENED:
            if not wide_counted:
                count_widened(session, question, question.units)
                wide_counted = True
            wide = sums(session, unit, "select * from wide_units", parameters)
        if "specialisation" in kinds:
            wide_world = sums(session, unit, _WORLD.format(id, "wide_world"), parameters)
        intervals = {one.meta.interval for one in group if one.meta.kind != "specialisation"} - {"none"}
        if intervals:
            small = {name for name, part in totals.items() if resamples(part, sizes.get(name, 0))}
            if not numbered:
                number_works(
                    session, {name for name, works in sizes.items() if works <= JOINT_RECORDS}, question.record
                )
                numbered = True
            resampled = records(session, unit, parameters, totals, small, own="stability" in intervals)
            if "share" in kinds:
                values = world_values(session, unit, parameters, small)
        found.append(
            _Gathered(
                units=group,
                totals=totals,
                world=world,
                wide=wide,
                wide_world=wide_world,
                records=resampled,
                values=values,
            )
        )
    return found


def _estimate(
    question: Question,
    unit: SqlUnit[IndicatorMeta],
    of: _Gathered,
    name: str,
    redrawing: Redrawing,
    alone: Mapping[Records, Alone],
    years: tuple[int, int] | None,
) -> Cells:
    """Value, interval and rank of every unit of one slice."""
    around = Around(
        works=redrawing.works,
        world=of.world.get(name),
        wide=of.wide.get(widened(question, name)),
        wide_world=of.wide_world.get(widened(question, name)),
        world_values=of.values.get(name),
    )
    ranked = unit.meta.ranked and not NEVER_RANKED & set(question.by)
    part = of.totals[name]
    # Specialisation has the query of the number of works, but no samples.
    drawn = of.records.get(name) if unit.meta.kind != "specialisation" else None
    measured = estimate_slice(
        unit, name, part, around, drawn, redrawing, alone.get(drawn) if drawn else None, years=years, ranked=ranked
    )
    return {(name, key): one for key, one in zip(part.units, measured, strict=True)}


def _keys(question: Question, by: Sequence[str], slice_text: str, unit_text: str | None) -> dict[str, str | int | None]:
    """The keys of a cell of a canonical question, in the order of `by`."""
    found: dict[str, str | int | None] = {}
    for keys, text in ((question.slices, slice_text), (question.units, unit_text)):
        parts = [None] * len(keys) if text is None else text.split("|", len(keys) - 1)
        found |= dict(zip(keys, [part or None for part in parts], strict=False))
    for key, value in found.items():
        if value is not None and is_whole(key, question.record):
            found[key] = int(value)
    return {key: found.get(key) for key in by}


def _wanted(question: Question, row: Row) -> bool:
    """Filters on contributor keys that are asked by are applied now, after ranking."""
    return all(item.key not in question.units or row.keys[item.key] in item.values for item in question.where)
