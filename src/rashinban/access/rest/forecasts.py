"""/api/forecasts: what was expected by when, every change of mind, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Response

from rashinban.access.foresight import STATES, forecast_list
from rashinban.access.plans import day_of
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.notebook_schemas import FORECAST, FORECASTS
from rashinban.measure.foresight.forecasts import Forecast
from rashinban.measure.foresight.keep import forecast as read_forecast
from rashinban.measure.foresight.keep import forecasts as read_forecasts

router = APIRouter()


@router.get(
    "/forecasts",
    **described("forecasts", group="plans", query=("state", "tag", "as_of"), schema=FORECASTS, enums={"state": STATES}),
)
def forecasts(asked: Ask) -> Response:
    """Those of `rashinban forecast list`, in its order, each whole."""
    asked.plain("state", "tag", "as_of")
    form_of(asked.request)
    day = day_of(asked.text("as_of"))
    given = (asked.text("state") or None, asked.text("tag") or None)
    found = forecast_list(read_forecasts(asked.base.folder), as_of=day, state=given[0], tag=given[1])
    return value(asked, "forecasts", [_plain(one, day) for one in found])


@router.get("/forecasts/{forecast_id}", **described("forecast", group="plans", query=("as_of",), schema=FORECAST))
def forecast(asked: Ask, forecast_id: str) -> Response:
    """One forecast as it stands on a day."""
    asked.plain("as_of")
    form_of(asked.request)
    found = read_forecast(asked.base.folder, forecast_id)
    return value(asked, f"forecast-{forecast_id}", _plain(found, day_of(asked.text("as_of"))))


def _plain(one: Forecast, day: date) -> dict[str, Any]:
    return {"state": one.state(day), **one.model_dump(mode="json")}
