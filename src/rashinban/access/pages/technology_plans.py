"""Each entry is an objective that a plan measures by a technology area, or a sentence of a strategy that names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rashinban.access.pages import planned
from rashinban.access.pages.page import Page
from rashinban.access.pages.planned import Statement
from rashinban.access.pages.sentences import Naming, naming
from rashinban.access.plan_indicators import plan_indicator
from rashinban.access.strategies import sentences_naming
from rashinban.definitions.areas import areas
from rashinban.definitions.plan_models import Indicator, Objective, Pillar, Plan
from rashinban.measure.plans.board import line
from rashinban.measure.plans.keep import own_library
from rashinban.measure.plans.words import STATUS_WORDS

#: Objectives that are told, those of the newest plans.
_OBJECTIVES = 4


@dataclass(frozen=True, kw_only=True)
class Aimed:
    """An objective with its targets in this area. wider: the area that it is about, where that is a wider one."""

    plan: str
    objective: Statement
    href: str
    wider: str
    targets: Sequence[tuple[Statement, str, str]]


def related(area_id: str) -> list[str]:
    """The area, then those that take all of its works."""
    return [area_id, *(id for id, one in areas().items() if area_id in one.likes())]


def aimed(page: Page, area_id: str, code: str) -> list[Aimed]:
    """What plans want of the area in a country, the newest plan first."""
    library = own_library(page.base.folder)
    known = related(area_id)
    found = []
    for plan in sorted(library.plans.values(), key=lambda one: (one.period[0], one.plan), reverse=True):
        for pillar, objective in plan.objectives():
            names = dict.fromkeys([target.indicator for target in objective.targets] + list(objective.indicators))
            about = {name: _area(library.indicators[name], known, code) for name in names}
            meant = [name for name in names if about[name]]
            if not meant:
                continue
            wider = about[meant[0]]
            found.append(
                Aimed(
                    plan=page.say(plan.labels),
                    objective=planned.statement(page, plan, objective, page.say(objective.labels)),
                    href=planned.objective_address(page, plan, objective.id, date.today()),
                    wider=page.say(areas()[wider].labels) if wider and wider != area_id else "",
                    targets=list(_targets(page, plan, pillar, objective, meant)),
                )
            )
    return found[:_OBJECTIVES]


def _area(indicator: Indicator, known: Sequence[str], code: str) -> str | None:
    """Which of the known areas an indicator asks about, in this country or in none."""
    if indicator.question is None or str(indicator.question.where.get("country", code)) != code:
        return None
    asked = str(indicator.question.where.get("technology_area", ""))
    return asked if asked in known else None


def _targets(
    page: Page, plan: Plan, pillar: Pillar, objective: Objective, meant: Sequence[str]
) -> Iterator[tuple[Statement, str, str]]:
    """Each target with its status: wording, status, status in words."""
    today = date.today()
    for target in objective.targets:
        if target.indicator not in meant:
            continue
        seen = plan_indicator(page.base, target.indicator, as_of=today)
        status = line(pillar, objective, seen.indicator, target, seen.values, today).verdict.status
        wording = planned.statement(page, plan, target, page.say(target.wording))
        yield wording, status, page.say(STATUS_WORDS[status])


def sentences(page: Page, area_id: str) -> list[Naming]:
    """The sentences of loaded strategies that name the area, or one that takes all of its works."""
    return naming(page, sentences_naming(page.base, [("technology_area", id) for id in related(area_id)]))
