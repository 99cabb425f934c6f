"""Each series is the yearly values of one indicator of a plan: asked of our indicators, or imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from rashinban import catalog
from rashinban.definitions.plan_models import Indicator, YearKind
from rashinban.definitions.plan_models import Question as Asked
from rashinban.definitions.plan_models import Series as Named
from rashinban.errors import UsageError
from rashinban.measure.plans.slope import Point
from rashinban.measure.question import Question, ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.schema.japanese_dates import fiscal_year

_OBSERVATIONS = (files("rashinban.measure.plans") / "observations.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Values:
    """points: None where the indicator names no series. unit, years: as found; another than the indicator's is a fault.

    incomplete: years that a question has and that are not over, or not complete yet: they are left out. rebuild: how to
    get the values again.
    """

    points: tuple[Point, ...] | None
    unit: str
    years: YearKind
    incomplete: tuple[int, ...] = ()
    question: Question | None = None
    rebuild: str = ""

    def fits(self, indicator: Indicator) -> bool:
        return (self.unit, self.years) == (indicator.unit, indicator.years)


def year_of(day: date, years: YearKind) -> int:
    """The year in which a day lies."""
    return fiscal_year(day) if years == "FY" else day.year


def values(session: Session, indicator: Indicator, as_of: date, *, release: str) -> Values:
    """The values of an indicator as they were out on a day."""
    if indicator.question is not None:
        return _asked(session, indicator, indicator.question, as_of, release)
    if indicator.series is not None:
        return _imported(session, indicator, indicator.series, release)
    return Values(points=None, unit=indicator.unit, years=indicator.years)


def question_of(asked: Asked) -> Question:
    """The question year by year. UsageError names what is not known, and what may not be asked."""
    record = record_of([asked.indicator])
    plain = ask((), asked.where, record=record)
    units = tuple(item.key for item in plain.where if plain.axis(item.key) == "contributor")
    if "year" in plain.keys:
        raise UsageError("a plan's question has one value for each year; leave `year` out of `where`")
    several = [item.key for item in plain.where if len(item.values) != 1]
    if several:
        raise UsageError(f"{several[0]}: a plan's question is about one thing; write one value")
    if {"author"} & set(plain.keys):
        raise UsageError("a plan says nothing of single people; leave `author` out")
    return ask(
        (*units, "year"),
        asked.where,
        counting=asked.counting,
        reference=asked.reference,
        citations=asked.citations,
        alternative=asked.alternative,
        record=record,
    )


def unit_of(asked: Asked) -> str:
    """The unit that a question's values have: share, rank, or the indicator's own word."""
    meta = catalog.indicator(asked.indicator).meta
    if asked.value == "rank":
        if not meta.ranked:
            raise UsageError(f"{asked.indicator} is never ranked; ask for its value")
        return "rank"
    return "share" if meta.display == "share" else meta.unit.en


def _asked(session: Session, indicator: Indicator, asked: Asked, as_of: date, release: str) -> Values:
    question = question_of(asked)
    complete = as_of.year - 1 - indicator.lag
    points, incomplete = [], []
    for row in show(session, question, [asked.indicator], release=release).rows:
        year, one = row.keys["year"], row.measured[asked.indicator]
        value = one.value if asked.value == "value" else one.rank
        if year is None or value is None:
            continue
        if int(year) > complete:
            incomplete.append(int(year))
            continue
        lower, upper = (one.lower, one.upper) if asked.value == "value" else (one.rank_lower, one.rank_upper)
        points.append(Point(year=int(year), value=value, lower=lower, upper=upper))
    return Values(
        points=tuple(sorted(points, key=lambda point: point.year)),
        unit=unit_of(asked),
        years="CY",
        incomplete=tuple(sorted(incomplete)),
        question=question,
        rebuild=f"rashinban show {asked.indicator} {question.text()} --release {release}",
    )


def _imported(session: Session, indicator: Indicator, named: Named, release: str) -> Values:
    session.attach("observations")
    rows: Sequence[dict[str, object]] = session.engine.query(
        _OBSERVATIONS, {"series": named.series, "subject": named.subject, "breakdown": named.breakdown or ""}
    ).to_pylist()
    newest = {int(str(row["period"])): row for row in rows}
    points = tuple(Point(year=year, value=float(str(row["value"]))) for year, row in sorted(newest.items()))
    # One value in another unit is enough: nobody knows which of them to compare with.
    units = [str(row["unit"]) for row in newest.values() if row["unit"] != indicator.unit]
    kinds = [str(row["period_kind"]) for row in newest.values() if row["period_kind"] != indicator.years]
    other: YearKind = "CY" if indicator.years == "FY" else "FY"
    told = [f"series={named.series}", f"subject={named.subject}", *([named.breakdown] if named.breakdown else [])]
    return Values(
        points=points,
        unit=units[0] if units else indicator.unit,
        years=other if kinds else indicator.years,
        rebuild=f"observations of release {release}: {', '.join(told)}",
    )
