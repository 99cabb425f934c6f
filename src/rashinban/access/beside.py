"""What stands beside a number on its card: of the works that the counted awards brought, how many are of each field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rashinban import catalog
from rashinban.access.card import Beside, Part
from rashinban.access.labels import UNKNOWN, labels
from rashinban.catalog import IndicatorMeta, SqlUnit
from rashinban.measure.question import Filter, Question, ask
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.schema.text import Text

#: Filters on awards that works which came of them can be asked by too; the year of start is their cohort.
_FOLLOWED = ("programme", "funder", "award")


def beside(session: Session, question: Question, unit: SqlUnit[IndicatorMeta], release: str) -> Beside | None:
    """The mix that an indicator of awards declares; None where it declares none.

    Its works are those of the same awards in the same years after their start, of cohorts whose window had closed on
    the day asked about. By what works cannot be asked (currency, status...) they are not narrowed, and that is said.
    """
    meta = unit.meta.beside
    if meta is None:
        return None
    first, last = (int(str(unit.meta.parameters[name])) for name in meta.lags)
    closed = _last_year(question) - last
    cohorts = _cohorts(question.filter("year"), closed)
    where = [item for item in question.where if item.word in _FOLLOWED]
    skipped = [item.word for item in question.where if item.word not in (*_FOLLOWED, "year", "date")]
    asked = ask((meta.by,), [f"lag={first}..{last}", f"cohort=1..{closed}"], record="works")
    if cohorts is not None:
        asked = replace(asked, where=(*where, asked.where[0], cohorts))
    rows = [] if cohorts is None else show(session, asked, [meta.indicator], release=release).rows
    seen = [(row.keys[meta.by], row.measured[meta.indicator]) for row in rows]
    whole = sum(one.value or 0.0 for _, one in seen)
    named = labels(session, meta.by, [key for key, _ in seen])
    parts = tuple(
        Part(
            key=None if key is None else str(key),
            label=UNKNOWN if key is None else named[str(key)],
            share=(one.value or 0.0) / whole,
            works=one.works,
        )
        for key, one in sorted(seen, key=lambda pair: (pair[0] is None, -(pair[1].value or 0.0), str(pair[0])))
        if whole
    )
    return Beside(
        by=meta.by,
        indicator=meta.indicator,
        title=catalog.indicator(meta.indicator).meta.title,
        parts=parts,
        notes=(_what(sum(part.works for part in parts), first, last, closed, skipped), *meta.told),
        command=f"rashinban show {meta.indicator} {asked.text()} --release {release}" if parts else None,
    )


def _last_year(question: Question) -> int:
    """The last calendar year that had ended on the day asked about, as the indicators of outputs have it."""
    item = question.filter("date")
    assert item is not None
    day = date.fromisoformat(item.values[0])
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def _cohorts(years: Filter | None, closed: int) -> Filter | None:
    """The years of start asked about, up to the last whose window had closed; None where there is none."""
    if years is None or years.lower is not None:
        lower = 1 if years is None or years.lower is None else years.lower
        upper = closed if years is None or years.upper is None else min(years.upper, closed)
        return Filter(key="cohort", lower=lower, upper=upper) if lower <= upper else None
    some = tuple(value for value in years.values if int(value) <= closed)
    return Filter(key="cohort", values=some) if some else None


def _what(works: int, first: int, last: int, closed: int, skipped: list[str]) -> Text:
    if not works:
        return Text(
            en="No article or review that came of these awards in the window is loaded: their fields are not observed.",
            ja="この期間にこれらの課題から出た論文（原著・総説）が読み込まれておらず、分野の構成は観測されていない。",
        )
    narrowed = ", ".join(skipped)
    en = (
        f"The mix is of {works:,} loaded articles and reviews that came of awards begun up to {closed},"
        f" {first} to {last} years after the start, in fractional counting."
    )
    ja = (
        f"{closed}年度までに始まった課題から、開始の{first}〜{last}年後に出た論文（原著・総説、読み込み済み）{works:,}件の構成"
        "（分数カウント）である。"
    )
    if narrowed:
        en += f" Works cannot be narrowed by {narrowed}: those of all such awards are in it."
        ja += f"論文は{narrowed}では絞り込めないため、その条件によらず全ての課題の論文を含む。"
    return Text(en=en, ja=ja)
