"""/api/logic-models: how programmes are meant to work, and which of their steps a release has evidence for."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.logic_models import fields, logic_model_rows, logic_model_show
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.notebook_schemas import LOGIC_MODEL, LOGIC_MODELS
from rashinban.errors import NotFound, UsageError
from rashinban.measure.own_logic_models import known_logic_model, own_logic_models

router = APIRouter()


@router.get("/logic-models", **described("logic_models", group="plans", schema=LOGIC_MODELS))
def logic_models(asked: Ask) -> Response:
    """As `rashinban logic-model list` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "logic-models", logic_model_rows(own_logic_models(asked.base.folder)))


@router.get("/logic-models/{model_id}", **described("logic_model", group="plans", schema=LOGIC_MODEL))
def logic_model(asked: Ask, model_id: str) -> Response:
    """As `rashinban logic-model show --format json` prints it."""
    asked.plain()
    form_of(asked.request)
    try:
        model = known_logic_model(asked.base.folder, model_id)
    except UsageError as error:
        raise NotFound(str(error)) from error
    return value(asked, f"logic-model-{model_id}", fields(asked.base, logic_model_show(asked.base, model)))
