"""Each schema is that of an answer on forecasts or logic models, made from what these declare."""

from __future__ import annotations

from rashinban.access.foresight import STATES
from rashinban.access.logic_models import STATE_WORDS
from rashinban.access.rest.schemas import Schema, declared, fixed, listed, nullable
from rashinban.measure.answer import FIELDS
from rashinban.measure.foresight.forecasts import Forecast
from rashinban.schema.text import Text

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_COUNTED = ("rank", "rank_lower", "rank_upper")

FORECAST = fixed({"state": {**_TEXT, "enum": list(STATES)}, **declared(Forecast)["properties"]})
FORECASTS = listed(FORECAST)

LOGIC_MODELS = listed(
    fixed(
        {
            "model": _TEXT,
            "labels": declared(Text),
            "programme": nullable(_TEXT, "null: of no single programme"),
            "nodes": _WHOLE,
            "arrows": _WHOLE,
            "without_evidence": {**_WHOLE, "description": "arrows that name no card and no study"},
            "unsourced": {**_WHOLE, "description": "statements that say that they have no source"},
        }
    )
)

_EVIDENCE = listed(
    fixed(
        {
            "indicator": _TEXT,
            "question": _TEXT,
            "asked": {**_TEXT, "enum": ["value", "rank"]},
            **{
                name: nullable(_WHOLE if name in _COUNTED else {"type": "number"}) for name in FIELDS if name != "works"
            },
            "works": {**_WHOLE, "description": "records behind the value"},
            "rebuild": _TEXT,
        }
    )
)

LOGIC_MODEL = fixed(
    {
        "model": {"type": "object", "description": "as written: sources, nodes, arrows; what is not given is left out"},
        "release": _TEXT,
        "arrows": listed(
            fixed(
                {
                    "number": _WHOLE,
                    "from": _TEXT,
                    "to": _TEXT,
                    "state": {**_TEXT, "enum": list(STATE_WORDS)},
                    "evidence": _EVIDENCE,
                }
            )
        ),
        "nodes": {"type": "object", "additionalProperties": _EVIDENCE},
        "without_evidence": listed(_WHOLE),
    }
)
