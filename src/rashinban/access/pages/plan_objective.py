"""An objective's page: what the plan says, who does what with which money, how its targets stand, who names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.charts.frame import Spec
from rashinban.access.pages import drawing, planned
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.plan_money import Line, programme_budgets
from rashinban.access.pages.sentences import Naming, naming
from rashinban.access.pages.wordbook import word
from rashinban.access.plan_indicators import Aim, PlanIndicator, plan_indicator
from rashinban.access.plans import day_of, known_plan
from rashinban.access.strategies import sentences_naming
from rashinban.definitions.plan_models import Budget, Measure, Objective, Pillar, Plan
from rashinban.errors import NotFound
from rashinban.measure.plans.board import line
from rashinban.measure.plans.keep import own_library
from rashinban.schema.kinds import major

router = APIRouter()

#: Sentences that are shown at once; the others stand behind a fold.
_SENTENCES = 12


@router.get("/plan/{plan_id}/objective/{objective_id}")
def objective(page: OpenPage, plan_id: str, objective_id: str) -> HTMLResponse:
    """What the plan says, its measures, the targets with their course, and the sentences that name it."""
    page.selection("as_of")
    library = own_library(page.base.folder)
    plan = known_plan(library, plan_id)
    pillar, found = _known(plan, objective_id)
    as_of = day_of(page.request.query_params.get("as_of") or "")
    board = f"/plan/{quoted(plan_id)}"
    naming_it = _sentences(page, plan, found)
    budgets = programme_budgets(page, found)
    day = f"?as_of={page.request.query_params['as_of']}" if page.request.query_params.get("as_of") else ""
    return page.render(
        "plan_objective.html.j2",
        title=word("plan_objective_title", page.language, objective=page.say(found.labels), plan=page.say(plan.labels)),
        label_of=planned.statement(page, plan, found, page.say(found.labels)),
        statement=planned.statement(page, plan, found, page.say(found.statement)),
        plan={"name": page.say(plan.labels), "href": link(board, page.language, page.request)},
        pillar={
            "name": page.say(pillar.labels),
            "href": link(board, page.language, page.request, pillar=pillar.id),
        },
        targets=list(_targets(page, plan, pillar, found, as_of)),
        measures=[_measure(page, plan, measure, budgets) for measure in found.measures],
        sentences=naming_it[:_SENTENCES],
        folded=naming_it[_SENTENCES:],
        api=f"/api/plans/{quoted(plan_id)}/status{day}",
        command=f"rashinban plan status {plan_id}",
    )


def _known(plan: Plan, objective_id: str) -> tuple[Pillar, Objective]:
    for pillar, objective in plan.objectives():
        if objective.id == objective_id:
            return pillar, objective
    known = ", ".join(objective.id for _, objective in plan.objectives()) or "none"
    raise NotFound(f"plan {plan.plan} has no objective {objective_id[:80]!r}; it has {known}")


def _targets(page: Page, plan: Plan, pillar: Pillar, found: Objective, as_of: date) -> Iterator[dict[str, object]]:
    """Each target, then each indicator that is only looked at: its row, its baseline, its course over the years."""
    asked = [(target.indicator, target) for target in found.targets]
    aimed = {name for name, _ in asked}
    for name, target in [*asked, *((name, None) for name in found.indicators if name not in aimed)]:
        seen = plan_indicator(page.base, name, as_of=as_of)
        of = line(pillar, found, seen.indicator, target, seen.values, as_of)
        draw: drawing.Draw = partial(_draw, page, seen, [Aim(plan=plan, line=of)] if target else [])
        baseline = target.baseline if target else None
        yield {
            "row": planned.row(page, plan, of, as_of),
            "baseline": planned.statement(page, plan, baseline, planned.baseline_words(page, of)) if baseline else None,
            "picture": drawing.drawn(draw),
            "spec": planned.picture_address(page, seen, "json", [plan.plan] if target else ["none"]),
        }


def _draw(page: Page, seen: PlanIndicator, aims: Sequence[Aim], width: int) -> Spec | None:
    return planned.drawing(page, seen, aims, width)


def _measure(page: Page, plan: Plan, measure: Measure, budgets: Mapping[str, Sequence[Line]]) -> dict[str, object]:
    return {
        "id": measure.id,
        "statement": planned.statement(page, plan, measure, page.say(measure.labels)),
        "ministries": [page.say(one) for one in measure.ministries],
        "programmes": [
            {
                "name": page.say(one.labels),
                "href": link(f"/programme/{quoted(one.id)}", page.language, page.request) if one.id else None,
            }
            for one in measure.programmes
        ],
        "budgets": [planned.statement(page, plan, one, _budget(page, one)) for one in measure.budgets],
        "lines": [
            (page.say(one.labels), budgets[one.id]) for one in measure.programmes if one.id and one.id in budgets
        ],
        "stage": word(f"plan_stage_{measure.stage}", page.language) if measure.stage else "",
    }


def _budget(page: Page, one: Budget) -> str:
    """`JPY 10 trillion (fund)`, with the years where they are said."""
    amount = planned.money(page, float(major(one.amount, one.currency)), one.currency)
    kind = word(f"plan_budget_{one.kind}", page.language)
    if one.years is None:
        return word("plan_budget", page.language, amount=amount, kind=kind)
    first, last = one.years
    years = str(first) if first == last else f"{first}–{last}"
    return word("plan_budget_years", page.language, amount=amount, kind=kind, years=years)


def _sentences(page: Page, plan: Plan, found: Objective) -> list[Naming]:
    """Sentences of loaded texts that name the objective, its measures or their programmes."""
    named = [("objective", f"{plan.plan}/{found.id}")]
    named += [("measure", f"{plan.plan}/{measure.id}") for measure in found.measures]
    programmes = {one.id for measure in found.measures for one in measure.programmes if one.id}
    named += [("programme", one) for one in sorted(programmes)]
    return naming(page, sentences_naming(page.base, named))
