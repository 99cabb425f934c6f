"""The notebook of forecasts: how good they were, which are due, and what is expected now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, JSONResponse

from rashinban.access.charts.calibration import Dot, Names, calibration
from rashinban.access.charts.frame import Spec
from rashinban.access.delphi import delphi_list
from rashinban.access.foresight import STATES, expected_words, forecast_list, outcome_words, row
from rashinban.access.pages import drawing
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.display import between, column
from rashinban.measure.delphi.keep import studies
from rashinban.measure.foresight.forecasts import Forecast
from rashinban.measure.foresight.keep import forecast as read_forecast
from rashinban.measure.foresight.keep import forecasts as read_forecasts
from rashinban.measure.foresight.notebook import Score, Which, score
from rashinban.measure.foresight.scores import Bin, Level

router = APIRouter()

_OWN = ("which", "tag", *drawing.OWN)
_Answer = TypeVar("_Answer", bound=Response)
_NO_BREAK = "\u00a0"


@router.get("/foresight")
def notebook(page: OpenPage) -> HTMLResponse:
    """The notebook: score and calibration, then what is overdue, open and resolved."""
    page.selection(*_OWN)
    known, found = _asked(page)
    listed = forecast_list(known, as_of=found.as_of, tag=found.tag)
    records = {record["forecast"]: record for record in found.records}
    rows: dict[str, list[dict[str, Any]]] = {state: [] for state in STATES}
    for one in listed:
        rows[one.state(found.as_of)].append(_row(page, one, found))
    told = [records.get(one["forecast"], {}) for one in rows["resolved"]]
    points = column([one.get("score", one.get("loss")) for one in told], "number", page.language)
    for one_row, record, text in zip(rows["resolved"], told, points, strict=True):
        one_row["points"] = text if record else None
    return _unkept(
        page.render(
            "foresight.html.j2",
            title=word("foresight_title", page.language),
            score=found,
            own=found.fields(),
            lead=_lead(page, found) if known else word("foresight_none", page.language),
            known=bool(known),
            rows=rows,
            drawing=drawing.drawn(partial(_drawn, page, found)),
            spec=link("/foresight/picture.json", page.language, which=found.which, tag=found.tag),
            bins=[_bin(page, one) for one in found.brier.bins],
            levels=[_level(page, one) for one in found.levels],
            tags=_tags(page, known),
            studies=[
                {**one, "href": link(f"/delphi/{one['study']}", page.language)}
                for one in delphi_list(studies(page.base.folder), page.language)
            ],
            json=link("/foresight/score.json", page.language, which=found.which, tag=found.tag),
        )
    )


@router.get("/foresight/score.json")
def score_file(page: OpenPage) -> Response:
    """The score as it is kept: value, interval, parts, records."""
    page.selection(*_OWN)
    return _unkept(JSONResponse(_asked(page)[1].fields()))


@router.get("/foresight/picture.{kind}")
def picture(page: OpenPage, kind: str) -> Response:
    """The picture as a file."""
    page.selection(*_OWN)
    return _unkept(drawing.picture_file(page, partial(_drawn, page, _asked(page)[1]), kind, "calibration"))


@router.get("/foresight/{forecast_id}")
def one(page: OpenPage, forecast_id: str) -> HTMLResponse:
    """One forecast: every change of mind with its date, and what came of it."""
    page.selection()
    found = read_forecast(page.base.folder, forecast_id)
    record = score(read_forecasts(page.base.folder), as_of=_today())
    made = found.made
    return _unkept(
        page.render(
            "forecast.html.j2",
            title=page.say(made.statement.text()),
            found=found,
            row=row(found, record, page.language),
            criterion=page.say(made.criterion.text()) if made.criterion else None,
            expectations=[
                {"one": each, "words": expected_words(each, made.unit, page.language)}
                for each in reversed(found.expectations)
            ],
            resolutions=[
                {"one": each, "words": outcome_words(each, made.unit, page.language)}
                for each in reversed(found.resolutions)
            ],
            back=link("/foresight", page.language),
            command=f"rashinban forecast update {found.id} --by NAME --probability P",
        )
    )


def _asked(page: Page) -> tuple[Sequence[Forecast], Score]:
    known = read_forecasts(page.base.folder)
    which: Which = "first" if chosen(page, "which", ("last", "first"), "last") == "first" else "last"
    tag = page.request.query_params.get("tag") or None
    return known, score(known, as_of=_today(), which=which, tag=tag)


def _today() -> date:
    return datetime.now().astimezone().date()


def _unkept(answer: _Answer) -> _Answer:
    """A notebook changes while the release stays: nobody may keep this answer for the next reader."""
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _lead(page: Page, found: Score) -> str:
    own, language = found.brier, page.language
    if own.value is None or own.uncertainty is None:
        return word("foresight_unscored", language)
    ends = between(own.lower, own.upper, "number", language)
    brackets = ("（{}）" if language == "ja" else " ({})").format(ends) if ends else ""
    told = word(
        "foresight_scored",
        language,
        n=own.n,
        value=page.number(own.value, "number"),
        interval=brackets,
        share=page.number(own.happened / own.n, "share"),
        base=page.number(own.uncertainty, "number"),
    )
    more = [told] if ends else [told, word("foresight_few", language)]
    if found.losses:
        more.append(word("foresight_numbers", language, n=len(found.losses)))
    return ("" if language == "ja" else " ").join(more)


def _row(page: Page, one: Forecast, found: Score) -> dict[str, Any]:
    return {**row(one, found, page.language), "href": link(f"/foresight/{one.id}", page.language)}


def _tags(page: Page, known: Sequence[Forecast]) -> list[tuple[str, str]]:
    tags = sorted({tag for one in known for tag in one.made.tags})
    return [("", word("foresight_every", page.language)), *((tag, tag) for tag in tags)] if tags else []


def _level(page: Page, one: Level) -> dict[str, str]:
    return {
        "level": page.number(one.level, "share"),
        "n": page.number(one.n, "count"),
        "below": page.number(one.below, "count"),
        "share": page.number(one.observed, "share"),
        "interval": between(one.observed_lower, one.observed_upper, "share", page.language),
    }


def _bin(page: Page, one: Bin) -> dict[str, str]:
    return {
        "range": f"{one.lower * 100:.0f}–{one.upper * 100:.0f}{'' if page.language == 'ja' else _NO_BREAK}%",
        "n": page.number(one.n, "count"),
        "mean": page.number(one.expected, "share"),
        "happened": page.number(one.happened, "count"),
        "share": page.number(one.observed, "share"),
        "interval": between(one.observed_lower, one.observed_upper, "share", page.language),
    }


def _drawn(page: Page, found: Score, width: int) -> Spec | None:
    language = page.language
    dots = [
        Dot(
            expected=one.expected,
            observed=one.observed,
            lower=one.observed_lower,
            upper=one.observed_upper,
            note=f"n = {one.n}",
        )
        for one in found.brier.bins
    ]
    names = Names(
        across=word("foresight_across", language),
        up=word("foresight_up", language),
        above=word("foresight_above", language),
        below=word("foresight_below", language),
    )
    return calibration(dots, names, language, width)
