"""/api/plans, /api/plan-indicators: what plans say, and whether their targets will be met."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Response

from rashinban.access.plan_indicators import plan_indicator
from rashinban.access.plans import caveats, day_of, indicator_rows
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.plan_schemas import INDICATOR, INDICATORS, PLAN, PLANS, STATUS
from rashinban.measure.plans.keep import own_library

router = APIRouter()


@router.get("/plans", **described("plans", group="plans", schema=PLANS))
def plans(asked: Ask) -> Response:
    """As `rashinban plan list` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "plans", asked.base.plans())


@router.get("/plans/{plan_id}", **described("plan", group="plans", schema=PLAN))
def plan(asked: Ask, plan_id: str) -> Response:
    """As `rashinban plan show` prints it."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"plan-{plan_id}", asked.base.plan(plan_id).model_dump(mode="json"))


@router.get("/plans/{plan_id}/status", **described("plan_status", group="plans", query=("as_of",), schema=STATUS))
def plan_status(asked: Ask, plan_id: str) -> Response:
    """As `rashinban plan status` prints it."""
    asked.plain("as_of")
    form_of(asked.request)
    board = asked.base.plan_status(plan_id, as_of=day_of(asked.text("as_of")))
    notes = [asdict(note) for note in caveats(board, asked.base)]
    return value(asked, f"plan-{plan_id}-status", {**board.fields(), "caveats": notes})


@router.get("/plan-indicators", **described("plan_indicators", group="plans", schema=INDICATORS))
def plan_indicators(asked: Ask) -> Response:
    """As `rashinban plan indicators` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "plan-indicators", indicator_rows(own_library(asked.base.folder)))


@router.get(
    "/plan-indicators/{indicator_id}",
    **described("plan_indicator", group="plans", query=("as_of",), schema=INDICATOR),
)
def one_indicator(asked: Ask, indicator_id: str) -> Response:
    """Its values, where each comes from, and the targets of all plans with their status."""
    asked.plain("as_of")
    form_of(asked.request)
    found = plan_indicator(asked.base, indicator_id, as_of=day_of(asked.text("as_of")))
    return value(asked, f"plan-indicator-{indicator_id}", found.fields())
