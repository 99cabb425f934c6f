"""/api/dialogue: the questions and corrections of readers that are published, with their answers."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.schemas import Schema, declared, fixed, listed, nullable
from rashinban.measure.dialogue import KINDS
from rashinban.schema.text import Text

router = APIRouter()

_TEXT: Schema = {"type": "string"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_ANSWER = fixed(
    {
        "text": declared(Text),
        "by": nullable(_TEXT),
        "corrected_in": nullable(_TEXT, "the release in which the number is put right"),
        "answered": _TIME,
    }
)
_DIALOGUE = listed(
    fixed(
        {
            "id": {"type": "integer"},
            "card": {**_TEXT, "description": "id of the card that it was asked of"},
            "release": _TEXT,
            "title": declared(Text),
            "said": {**declared(Text), "description": "what the card said then"},
            "kind": {**_TEXT, "enum": list(KINDS)},
            "text": {**_TEXT, "description": "plain text, as the reader wrote it"},
            "name": nullable(_TEXT),
            "language": {**_TEXT, "enum": ["en", "ja"]},
            "asked": _TIME,
            "answer": {"anyOf": [_ANSWER, {"type": "null"}]},
        }
    )
)


@router.get("/dialogue", **described("dialogue", group="figures", query=("card",), schema=_DIALOGUE))
def dialogue(asked: Ask) -> Response:
    """All of them, the newest first; `card=` keeps those about one number, in any release."""
    asked.plain("card")
    form_of(asked.request)
    return value(asked, "dialogue", asked.base.dialogue(asked.text("card") or None))
