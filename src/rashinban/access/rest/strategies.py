"""/api/strategies: the texts of strategies sentence by sentence, and two of them compared."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.plan_schemas import DIFF, STRATEGIES, STRATEGY
from rashinban.access.strategy_diff import diff as strategy_diff

router = APIRouter()


@router.get("/strategies", **described("strategies", group="plans", schema=STRATEGIES))
def strategies(asked: Ask) -> Response:
    """As `rashinban strategy list` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "strategies", asked.base.strategies())


@router.get("/strategies/{strategy_id}", **described("strategy", group="plans", schema=STRATEGY))
def strategy(asked: Ask, strategy_id: str) -> Response:
    """As `rashinban strategy show` prints it."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"strategy-{strategy_id}", asked.base.strategy(strategy_id))


@router.get(
    "/strategies/{before}/diff/{after}",
    **described("strategy_diff", group="plans", operation="strategy_diff", schema=DIFF),
)
def diff(asked: Ask, before: str, after: str) -> Response:
    """As `rashinban strategy diff` prints it."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"strategy-diff-{before}", strategy_diff(asked.base, before, after))
