"""/api/indicators: what can be shown, and what each of it means."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from rashinban import catalog
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.schemas import listed
from rashinban.catalog import IndicatorMeta, SqlUnit
from rashinban.errors import NotFound

router = APIRouter()

_TEXT = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "ja": {"type": "string"}},
    "required": ["en", "ja"],
    "additionalProperties": False,
}
_BRIEF = {
    "type": "object",
    "properties": {
        "name": {"type": "string"}, "title": _TEXT, "unit": _TEXT, "kind": {"type": "string"}, "definition": _TEXT,
        "counting": listed({"type": "string"}),
    },
    "required": ["name", "title", "unit", "kind", "definition", "counting"],
}  # fmt: skip


@router.get("/indicators", **described("indicators", group="definitions", schema=listed(_BRIEF)))
def indicators(asked: Ask) -> Response:
    """Names, titles and definitions."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "indicators", [_brief(unit) for unit in catalog.indicators().values()])


@router.get("/indicators/{indicator}", **described("indicator", group="definitions", schema=_BRIEF))
def indicator(asked: Ask, indicator: str) -> Response:
    """All that the indicator's file says, with its query."""
    asked.plain()
    form_of(asked.request)
    unit = catalog.indicators().get(indicator)
    if unit is None:
        raise NotFound(f"no indicator {indicator[:80]!r}; known are {', '.join(catalog.indicators())}")
    told = unit.meta.model_dump(mode="json")
    return value(
        asked, f"indicator-{unit.name}", {**_brief(unit), **told, "query": unit.sql, "reads": sorted(unit.reads)}
    )


def _brief(unit: SqlUnit[IndicatorMeta]) -> dict[str, Any]:
    told = unit.meta.model_dump(mode="json", include={"title", "unit", "kind", "definition", "counting"})
    return {"name": unit.name, **told}
