"""/api/overlaps: what two programmes have in common, as `rashinban overlap` prints it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import ROWS, form_of, rows, value
from rashinban.access.rest.schemas import Schema, fixed, listed, nullable
from rashinban.errors import UsageError
from rashinban.measure.answer import FIELDS

router = APIRouter()

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_MEASURED = fixed({name: nullable({"type": "number"}) for name in FIELDS})
_AWARD = {"number": nullable(_TEXT), "title": nullable(_TEXT), "starts": nullable(_TEXT), "ends": nullable(_TEXT)}
_PAIR = fixed(
    {
        "award_id": _TEXT,
        **_AWARD,
        "other_award_id": _TEXT,
        **{f"other_{name}": schema for name, schema in _AWARD.items()},
        "basis": {"type": "string", "enum": ["people", "text", "both"]},
        "people": {**_WHOLE, "description": "identified people in common"},
        "similarity": nullable({"type": "number"}, "cosine of the texts; null: not alike"),
        "timing": {"type": "string", "enum": ["overlap", "follow", "unknown"]},
        "shared": listed(fixed({"person": _TEXT, "name": _TEXT})),
    }
)
_SCHEMA = fixed(
    {
        "programme": _TEXT,
        "other": _TEXT,
        "awards": _WHOLE,
        "other_awards": _WHOLE,
        "shares": listed(fixed({"of": _TEXT, "pp_shared_people": _MEASURED, "pp_similar": _MEASURED})),
        "pairs": listed(_PAIR),
    }
)


@router.get(
    "/overlaps",
    **described(
        "overlaps",
        group="money",
        query=("programme", "other"),
        required=("programme", "other"),
        forms=ROWS,
        schema=_SCHEMA,
    ),
)
def overlaps(asked: Ask) -> Response:
    """JSON has the shares and the pairs; the other forms have the pairs."""
    asked.plain("programme", "other")
    form = form_of(asked.request, ROWS)
    mine, theirs = asked.text("programme"), asked.text("other")
    if not mine or not theirs:
        raise UsageError("programme and other: name two programmes, for example programme=crest&other=moonshot")
    found = asked.base.overlap(mine, theirs)
    name = f"overlap-{mine}-{theirs}"
    return value(asked, name, found.fields()) if form == "json" else rows(asked, name, found.table)
