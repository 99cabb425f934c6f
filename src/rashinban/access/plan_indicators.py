"""Each indicator of plans with its values, where each of them comes from, and what every plan aims at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rashinban.access.sources import complete_universe
from rashinban.definitions.plan_models import Indicator, Plan, Source
from rashinban.definitions.plans import Library
from rashinban.errors import NotFound
from rashinban.measure.plans.board import Line, line
from rashinban.measure.plans.keep import own_library
from rashinban.measure.plans.values import Values, values

if TYPE_CHECKING:
    from rashinban.access.api import Base

# Of several vintages of a year the newest counts: it comes last.
_ORIGINS = """
select period, vintage, data_source, snapshot, part, line
from observations
where series = $series and subject = $subject and coalesce(breakdown, '') = $breakdown and value is not null
order by period, coalesce(vintage, '')
"""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an imported value stands: the snapshot, its file and the line; vintage: the edition of the publication."""

    vintage: str | None
    data_source: str | None
    snapshot: str | None
    part: str | None
    line: int | None


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What one plan aims at, with its status."""

    plan: Plan
    line: Line


@dataclass(frozen=True, kw_only=True)
class PlanIndicator:
    """sources: of the file that defines it. origins: of imported values, by year. aims: the oldest plan first."""

    indicator: Indicator
    sources: Mapping[str, Source]
    values: Values
    origins: Mapping[int, Origin]
    aims: tuple[Aim, ...]
    as_of: date
    complete: bool

    def fields(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "indicator": self.indicator.model_dump(mode="json"),
            "source": self.sources[of.of].model_dump(mode="json") if (of := self.indicator.source) else None,
            "as_of": self.as_of.isoformat(),
            "values": [
                {**asdict(point), "origin": asdict(self.origins[point.year]) if point.year in self.origins else None}
                for point in self.values.points or ()
            ],
            "incomplete_years": list(self.values.incomplete),
            "rebuild": self.values.rebuild,
            "aims": [{"plan": aim.plan.plan, **aim.line.fields()} for aim in self.aims],
        }


def plan_indicator(base: Base, indicator_id: str, *, as_of: date) -> PlanIndicator:
    """One indicator as a release has it, seen from a day. NotFound where plans know none of this id."""
    library = own_library(base.folder)
    indicator = known_indicator(library, indicator_id)
    found = values(base.session, indicator, as_of, release=base.release)
    aims = [
        Aim(plan=plan, line=line(pillar, objective, indicator, target, found, as_of))
        for plan in library.plans.values()
        for pillar, objective in plan.objectives()
        for target in objective.targets
        if target.indicator == indicator.id
    ]
    return PlanIndicator(
        indicator=indicator,
        sources=library.sources_of_indicators[indicator.id],
        values=found,
        origins=_origins(base, indicator),
        aims=tuple(aims),
        as_of=as_of,
        complete=found.question is None or complete_universe(base.about, found.question),
    )


def known_indicator(library: Library, indicator_id: str) -> Indicator:
    """An indicator out of an address."""
    if indicator_id not in library.indicators:
        raise NotFound(
            f"no plan looks at {indicator_id[:80]!r}; `rashinban plan indicators` and /api/plan-indicators list "
            "those that are known"
        )
    return library.indicators[indicator_id]


def _origins(base: Base, indicator: Indicator) -> dict[int, Origin]:
    named = indicator.series
    if named is None:
        return {}
    base.session.refresh("observations")
    asked = {"series": named.series, "subject": named.subject, "breakdown": named.breakdown or ""}
    rows: list[dict[str, Any]] = base.session.engine.query(_ORIGINS, asked).to_pylist()
    return {row.pop("period"): Origin(**row) for row in rows}
