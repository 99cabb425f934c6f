"""/api/areas: the technology areas, as they are defined and how well each definition was measured."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.entities.record import TECHNOLOGY_AREAS
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.schemas import listed
from rashinban.definitions.areas import areas as defined

router = APIRouter()

_BRIEF = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "labels": {"type": "object"},
        "version": {"type": "integer"},
        "validated": {"type": "boolean", "description": "measured on a labelled sample, in this version"},
    },
    "required": ["id", "labels", "version", "validated"],
}


@router.get("/areas", **described("areas", group="definitions", schema=listed(_BRIEF)))
def areas(asked: Ask) -> Response:
    """Ids, names, versions, and whether the definition was measured."""
    asked.plain()
    form_of(asked.request)
    found = [
        {
            **area.model_dump(mode="json", include={"id", "labels", "description", "version", "lists"}),
            "validated": area.validated,
        }
        for area in defined().values()
    ]
    return value(asked, "areas", found)


@router.get("/areas/{area_id}", **described("area", group="definitions", schema=_BRIEF))
def area(asked: Ask, area_id: str) -> Response:
    """Phrases, topics, exclusions, alternatives, quality."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"area-{area_id}", asked.base.record(TECHNOLOGY_AREAS, area_id))
