"""Each row is one edition of a plan: what it carries out and supersedes; and editions side by side by indicator."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.plans import known_plan, mark, plan_rows, target_words
from rashinban.definitions.plan_models import Plan
from rashinban.definitions.plans import Library
from rashinban.measure.plans.keep import own_library

router = APIRouter()


@router.get("/plans")
def plans(page: OpenPage) -> HTMLResponse:
    """All editions; `editions=A,B` chooses those that stand side by side, else the Basic Plans."""
    page.selection("editions")
    library = own_library(page.base.folder)
    given = [name.strip() for name in (page.request.query_params.get("editions") or "").split(",") if name.strip()]
    beside = [known_plan(library, name) for name in dict.fromkeys(given)] or _with_targets(library)
    rows = {row["plan"]: row for row in plan_rows(library)}
    names = ",".join(plan.plan for plan in beside)
    return page.render(
        "plans.html.j2",
        title=word("plans_title", page.language),
        lead=word(
            "plans_lead", page.language, count=len(rows), unsourced=sum(row["unsourced"] for row in rows.values())
        ),
        plans=[_row(page, library, plan, rows[plan.plan]) for plan in library.plans.values()],
        beside=[{"name": page.say(plan.labels), "href": _address(page, plan)} for plan in beside],
        table=_side_by_side(page, library, beside),
        choices=[
            {"plan": plan.plan, "name": page.say(plan.labels), "chosen": plan in beside}
            for plan in library.plans.values()
            if list(plan.targets())
        ],
        command=f"rashinban plan show {names}",
    )


def _with_targets(library: Library) -> list[Plan]:
    """The Basic Plans that have targets."""
    return [plan for plan in library.plans.values() if plan.level == "basic_plan" and list(plan.targets())]


def _address(page: Page, plan: Plan) -> str:
    return link(f"/plan/{quoted(plan.plan)}", page.language, page.request)


def _row(page: Page, library: Library, plan: Plan, counted: dict[str, object]) -> dict[str, object]:
    newer = [other for other in library.plans.values() if other.supersedes == plan.plan]
    return {
        **counted,
        "name": page.say(plan.labels),
        "href": _address(page, plan),
        "publisher": page.say(plan.publisher),
        "level": word(f"plan_level_{plan.level}", page.language),
        "period": period(page, plan),
        "under": _linked(page, library, [plan.under]),
        "supersedes": _linked(page, library, [plan.supersedes]),
        "superseded_by": _linked(page, library, [other.plan for other in newer]),
    }


def _linked(page: Page, library: Library, ids: Sequence[str | None]) -> list[dict[str, str]]:
    known = [library.plans[id] for id in ids if id is not None]
    return [{"name": page.say(plan.labels), "href": _address(page, plan)} for plan in known]


def period(page: Page, plan: Plan) -> str:
    """The years of a plan; a law has no last."""
    first, last = plan.period
    if last is None:
        return word("plan_period_open", page.language, first=first)
    years = f"{first}–{last}" if first != last else str(first)
    return word(f"plan_period_{plan.years}", page.language, years=years)


def _side_by_side(page: Page, library: Library, plans: Sequence[Plan]) -> list[dict[str, object]]:
    """One row for each indicator that one of the plans has a target for."""
    named = dict.fromkeys(target.indicator for plan in plans for target in plan.targets())
    return [
        {
            "name": page.say(library.indicators[name].labels),
            "href": link(f"/plan-indicator/{quoted(name)}", page.language, page.request),
            "cells": [
                [
                    {
                        "text": target_words(target, library.indicators[name], page.language),
                        "mark": mark(target, page.language),
                    }
                    for target in plan.targets()
                    if target.indicator == name
                ]
                for plan in plans
            ],
        }
        for name in named
    ]
