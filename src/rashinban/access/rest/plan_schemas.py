"""Each schema is that of one answer on plans, their indicators, or the texts of strategies."""

from __future__ import annotations

from rashinban.access.plan_indicators import Origin
from rashinban.access.rest.schemas import Schema, columns, declared, fixed, listed, nullable
from rashinban.definitions.plan_models import Indicator, Plan, Source, Target
from rashinban.measure.plans.rule import STATUSES, Goal, Verdict
from rashinban.measure.plans.slope import Point
from rashinban.schema import tables
from rashinban.schema.text import Text

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_WORDS = declared(Text)


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _plan() -> Schema:
    found = {**declared(Plan), "properties": {**declared(Plan)["properties"]}}
    # A law has no last year.
    found["properties"]["period"] = {"type": "array", "items": nullable(_WHOLE)}
    return found


PLANS = listed(
    fixed(
        {
            "plan": _TEXT,
            "labels": _WORDS,
            "level": _TEXT,
            "years": {**_TEXT, "description": "FY or CY, and the first and last year"},
            "under": nullable(_TEXT, "the plan or law that it carries out"),
            "supersedes": nullable(_TEXT, "the edition before it"),
            **dict.fromkeys(("objectives", "measures", "targets", "unsourced"), _WHOLE),
        }
    )
)
PLAN = _plan()

_VALUES = listed(declared(Point))
_VERDICT = declared(Verdict)["properties"]
_LINE: Schema = {
    "pillar": _TEXT,
    "objective": _TEXT,
    "objective_labels": _WORDS,
    "indicator": nullable(_TEXT, "null: the plan names none"),
    "indicator_labels": _or_null(_WORDS),
    "indicator_type": nullable(_TEXT),
    "unit": nullable(_TEXT),
    "years": nullable(_TEXT, "FY or CY"),
    # What a target does not have is left out.
    "target": _or_null(declared(Target)),
    "sourced": {**_FLAG, "description": "false: a lead, not a fact; it gets no verdict"},
    **{name: schema for name, schema in _VERDICT.items() if name not in ("goal", "used")},
    "goal": _or_null(declared(Goal)),
    "used": _VALUES,
    "values": _VALUES,
    "incomplete_years": listed(_WHOLE),
    "reason": _WORDS,
    "rebuild": nullable(_TEXT),
}

STATUS = fixed(
    {
        "plan": _TEXT,
        "labels": _WORDS,
        "as_of": _DAY,
        "release": _TEXT,
        "simulated": _FLAG,
        "guard": {**_WORDS, "description": "what targets are for, as the 5th Plan says it"},
        "rule": {**_TEXT, "description": "the rule's name and version"},
        "rule_words": _WORDS,
        "status_words": fixed(dict.fromkeys(STATUSES, _WORDS)),
        "counts": fixed(dict.fromkeys(STATUSES, _WHOLE)),
        "lines": listed(fixed(_LINE)),
        "caveats": listed(_WORDS),
    }
)

INDICATORS = listed(
    fixed(
        {
            "indicator": _TEXT,
            "labels": _WORDS,
            "unit": _TEXT,
            "years": _TEXT,
            "values": {**_TEXT, "description": "the question or series that gives its values; empty: nobody has them"},
        }
    )
)

INDICATOR = fixed(
    {
        "indicator": declared(Indicator),
        "source": nullable(declared(Source), "null: the definition has none"),
        "as_of": _DAY,
        "values": listed(fixed({**declared(Point)["properties"], "origin": _or_null(declared(Origin))})),
        "incomplete_years": listed(_WHOLE),
        "rebuild": _TEXT,
        "aims": listed(fixed({"plan": _TEXT, **_LINE})),
    }
)

_STRATEGY: Schema = {
    **columns(tables()["strategies"], ("strategy_id", "title", "language", "year", "edition", "pages")),
    "sentence_count": _WHOLE,
    "linked_count": {**_WHOLE, "description": "sentences that name something"},
}
_OWN = {
    name: [column for column in tables()[name].names if column != "strategy_id"]
    for name in ("strategy_sentences", "strategy_links")
}
_LINK = fixed(columns(tables()["strategy_links"], _OWN["strategy_links"]))

STRATEGIES = listed(fixed(_STRATEGY))

STRATEGY = fixed(
    {
        **_STRATEGY,
        "sentences": listed(
            fixed({**columns(tables()["strategy_sentences"], _OWN["strategy_sentences"]), "links": listed(_LINK)})
        ),
    }
)

_SIDES: Schema = {
    f"{side}{part}": nullable(schema)
    for side in ("before", "after")
    for part, schema in (("_id", _TEXT), ("_page", _WHOLE), ("", _TEXT))
}
DIFF = listed(
    fixed(
        {
            "state": {"type": "string", "enum": ["kept", "changed", "new", "gone"]},
            "kind": {"type": "string", "enum": ["heading", "sentence"]},
            "moved": {**_FLAG, "description": "it stands elsewhere among its neighbours"},
            "similarity": {"type": ["number", "null"]},
            **_SIDES,
            "words": listed(fixed({"is": {"type": "string", "enum": ["same", "gone", "new"]}, "text": _TEXT})),
        }
    )
)
