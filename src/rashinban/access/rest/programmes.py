"""/api/programmes, /api/portfolios: what they are. What came of them is asked of /api/show with their keys."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rashinban.access.programmes import programme_fields, programme_rows
from rashinban.access.rest.asked import Ask
from rashinban.access.rest.described import described
from rashinban.access.rest.forms import form_of, value
from rashinban.access.rest.schemas import Schema, declared, fixed, listed, nullable
from rashinban.definitions.portfolios import Portfolio
from rashinban.definitions.programmes import Programme
from rashinban.schema.text import Text

router = APIRouter()

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_WORDS = declared(Text)

PROGRAMMES = listed(
    fixed(
        {
            "programme": _TEXT,
            "labels": _WORDS,
            "parent": nullable(_TEXT, "the programme above it"),
            "level": {**_WHOLE, "description": "0 for a programme that stands below none"},
            "start_year": nullable(_WHOLE),
            "end_year": nullable(_WHOLE),
            "ministries": listed(_TEXT),
            "agencies": listed(_TEXT),
            "stages": _WHOLE,
            "budgets": {**_WHOLE, "description": "how many lines of budget are known"},
            "recognised": {"type": "boolean", "description": "whether rules tell which awards are of it"},
            "unsourced": {**_WHOLE, "description": "facts that wait for a source"},
        }
    )
)
PROGRAMME: Schema = {
    **declared(Programme),
    "properties": {
        **declared(Programme)["properties"],
        "sources": {"type": "object", "additionalProperties": _TEXT},
        "below": listed(_TEXT),
    },
}
PORTFOLIOS = listed(fixed({"portfolio": _TEXT, "version": _WHOLE, "labels": _WORDS, "holds": _WORDS}))
PORTFOLIO: Schema = {
    **declared(Portfolio),
    "properties": {**declared(Portfolio)["properties"], "version": _WHOLE, "holds": _WORDS},
}


@router.get("/programmes", **described("programmes", group="money", schema=PROGRAMMES))
def programmes(asked: Ask) -> Response:
    """As `rashinban programme list` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "programmes", programme_rows())


@router.get("/programmes/{programme_id}", **described("programme", group="money", schema=PROGRAMME))
def programme(asked: Ask, programme_id: str) -> Response:
    """As `rashinban programme show` prints it."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"programme-{programme_id}", programme_fields(programme_id))


@router.get("/portfolios", **described("portfolios", group="money", schema=PORTFOLIOS))
def portfolios(asked: Ask) -> Response:
    """As `rashinban portfolio list` prints them."""
    asked.plain()
    form_of(asked.request)
    return value(asked, "portfolios", asked.base.portfolios())


@router.get("/portfolios/{portfolio_id}", **described("portfolio", group="money", schema=PORTFOLIO))
def portfolio(asked: Ask, portfolio_id: str) -> Response:
    """As `rashinban portfolio show` prints it."""
    asked.plain()
    form_of(asked.request)
    return value(asked, f"portfolio-{portfolio_id.replace(':', '-')}", asked.base.portfolio(portfolio_id))
