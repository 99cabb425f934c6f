"""Logic models of programmes: drawn, as a table with the numbers that show each arrow, and what has no evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import vl_convert
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, JSONResponse
from markupsafe import Markup

from rashinban.access.charts.frame import NARROW
from rashinban.access.logic_models import (
    CAVEAT,
    KIND_WORDS,
    STATE_WORDS,
    UNSOURCED,
    fields,
    logic_model_list,
    logic_model_show,
    told,
    way,
)
from rashinban.access.logic_models_drawn import drawn
from rashinban.access.pages import drawing
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.definitions.logic_models import LogicModel
from rashinban.definitions.plan_models import Fact
from rashinban.errors import NotFound, UsageError
from rashinban.measure.logic_models import Evidence, Seen, Shown
from rashinban.measure.own_logic_models import known_logic_model, own_logic_models
from rashinban.measure.plans.keep import own_library

router = APIRouter()


@router.get("/logic-model")
def listed(page: OpenPage) -> HTMLResponse:
    """Every model, with how many of its arrows have no evidence."""
    page.selection()
    return page.render(
        "logic_models.html.j2",
        title=word("logic_models_title", page.language),
        models=[
            {**one, "href": link(f"/logic-model/{one['model']}", page.language, page.request)}
            for one in logic_model_list(own_logic_models(page.base.folder), page.language)
        ],
    )


@router.get("/logic-model/{model_id}")
def one(page: OpenPage, model_id: str) -> HTMLResponse:
    """One model."""
    page.selection()
    model = _model(page, model_id)
    found = logic_model_show(page.base, model)
    language = page.language
    return page.render(
        "logic_model.html.j2",
        title=word("logic_model_title", language, name=page.say(model.labels)),
        model=model,
        lead=word(
            "logic_model_lead",
            language,
            arrows=len(found.arrows),
            observed=len(found.of("observed")),
            unobserved=len(found.of("unobserved")),
            bare=len(found.of("none")),
        ),
        # Made here, and every text in it escaped.
        wide=Markup(drawn(found, language)),
        narrow=Markup(drawn(found, language, width=NARROW)),
        arrows=[_arrow(page, found, seen) for seen in found.arrows],
        bare=[_arrow(page, found, seen) for seen in found.of("none")],
        nodes=list(_nodes(page, found)),
        caveat=page.say(CAVEAT),
        files=[
            (name.rpartition(".")[2].upper(), link(f"/logic-model/{model.model}/{name}", language, page.request))
            for name in ("picture.svg", "picture.png", "model.json")
        ],
        command=f"rashinban logic-model show {model.model} --release {page.base.release}",
        back=link("/logic-model", language, page.request),
    )


@router.get("/logic-model/{model_id}/picture.{kind}")
def picture(page: OpenPage, model_id: str, kind: str) -> Response:
    """The drawing as a file; its links lead to the page."""
    page.selection(*drawing.OWN)
    model = _model(page, model_id)
    if kind not in ("svg", "png"):
        raise NotFound(f"picture.{kind[:20]} does not exist; there are picture.svg, picture.png")
    found = logic_model_show(page.base, model)
    address = link(f"/logic-model/{model.model}", page.language, page.request)
    narrow = {"width": NARROW} if chosen(page, "width", ("wide", "narrow"), "wide") == "narrow" else {}
    text = drawn(
        found,
        page.language,
        node=lambda name: f"{address}#node-{name}",
        arrow=lambda number: f"{address}#arrow-{number}",
        **narrow,
    )
    body = text if kind == "svg" else bytes(vl_convert.svg_to_png(text, scale=2.0))
    media = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return Response(
        body, media_type=media, headers={"Content-Disposition": f'inline; filename="{model.model}.{kind}"'}
    )  # fmt: skip


@router.get("/logic-model/{model_id}/model.json")
def file(page: OpenPage, model_id: str) -> Response:
    """The model with its numbers as plain values."""
    page.selection()
    return JSONResponse(fields(page.base, logic_model_show(page.base, _model(page, model_id))))


def _model(page: Page, model_id: str) -> LogicModel:
    try:
        return known_logic_model(page.base.folder, model_id)
    except UsageError as error:
        raise NotFound(str(error)) from error


def _arrow(page: Page, found: Shown, seen: Seen) -> dict[str, Any]:
    return {
        "number": seen.number,
        "way": way(found.model, seen, page.language),
        "claim": page.say(seen.arrow.claim),
        "state": seen.state,
        "state_words": page.say(STATE_WORDS[seen.state]),
        "cards": [_card(page, one) for one in seen.evidence],
        "studies": [
            {
                "strength": word(f"logic_model_studies_{study.strength}", page.language),
                "says": page.say(study.says),
                "source": _source(page, study, found.model),
            }
            for study in seen.arrow.studies
        ],
    }


def _card(page: Page, one: Evidence) -> dict[str, Any]:
    words = told(page.base, one, page.language)
    return {
        "title": page.say(words.title),
        "subject": page.say(words.subject),
        "value": words.value,
        "observed": words.observed,
        "href": link(f"/card/{words.indicator}{words.query}", page.language, page.request),
    }


def _nodes(page: Page, found: Shown) -> Iterator[dict[str, Any]]:
    indicators = own_library(page.base.folder).indicators
    for node in found.model.nodes:
        yield {
            "id": node.id,
            "kind": page.say(KIND_WORDS[node.kind]),
            "label": page.say(node.labels),
            "statement": page.say(node.statement) if node.statement else "",
            "note": page.say(node.note) if node.note else "",
            "source": _source(page, node, found.model),
            "cards": [_card(page, one) for one in found.nodes.get(node.id, ())],
            "plans": [page.say(indicators[name].labels) for name in node.plan_indicators],
        }


def _source(page: Page, fact: Fact, model: LogicModel) -> dict[str, str | None]:
    """Where a statement stands, or that it has no source."""
    if fact.source is None:
        return {"title": page.say(UNSOURCED), "url": None, "page": ""}
    source = model.sources[fact.source.of]
    place = word("logic_model_page", page.language, page=fact.source.page) if fact.source.page else ""
    return {"title": source.title, "url": source.url, "page": place}
