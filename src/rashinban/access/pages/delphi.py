"""Delphi studies: the form by which an expert answers, and the results when a study is over.

An expert is known by the token in the address and, when the form is sent, in the form: there are no cookies, so a page
of another site cannot send a form in an expert's name. Pages with a token are kept by nobody and name it to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from rashinban.access.delphi import PART_WORDS, delphi_list, quartiles_words
from rashinban.access.delphi_form import (
    FIELDS,
    FIRST_YEAR,
    LARGEST,
    LAST_YEAR,
    FormFault,
    answers_of,
    fields_of,
    read_form,
)
from rashinban.access.pages import drawing
from rashinban.access.pages.delphi_results import drawn, results_page
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.sent_form import sent_form
from rashinban.errors import NotFound, UsageError
from rashinban.measure.delphi.keep import answer
from rashinban.measure.delphi.keep import studies as read_studies
from rashinban.measure.delphi.keep import study as read_study
from rashinban.measure.delphi.results import PARTS, Results, results
from rashinban.measure.delphi.study import LONGEST_COMMENT, ROUNDS, Expert, Study

router = APIRouter()

_Answer = TypeVar("_Answer", bound=Response)


async def _body(request: Request) -> bytes:
    """What a form sends, no more than a form can hold."""
    return await sent_form(request, LARGEST)


@router.get("/delphi")
def listed(page: OpenPage) -> HTMLResponse:
    """Every study."""
    page.selection()
    found = delphi_list(read_studies(page.base.folder), page.language)
    return _private(
        page.render(
            "delphi_list.html.j2",
            title=word("delphi_title", page.language),
            studies=[{**one, "href": link(f"/delphi/{one['study']}", page.language)} for one in found],
        )
    )


@router.get("/delphi/{study_id}")
def one(page: OpenPage, study_id: str) -> HTMLResponse:
    """The form for who has a token and a round is open; else how far the study is, or its results."""
    page.selection("token", "saved")
    found = read_study(page.base.folder, study_id)
    token = page.request.query_params.get("token")
    expert = _expert(found, token) if token else None
    if expert is not None and token and found.state == "open":
        return _form(page, found, expert, token, {}, [], saved="saved" in page.request.query_params)
    if found.state == "closed":
        return _private(results_page(page, found))
    return _private(
        page.render(
            "delphi_running.html.j2",
            title=page.say(found.new.title.text()),
            study=found,
            expert=expert,
            answered=len(found.answers[found.round]) if found.round else 0,
            back=link("/delphi", page.language),
        )
    )


@router.post("/delphi/{study_id}")
def send(page: OpenPage, study_id: str, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Take an expert's answers; the way back to the form, or the form again with what is wrong."""
    page.selection()
    found = read_study(page.base.folder, study_id)
    fields = read_form(body)
    token = fields.get("token", "")
    expert = _expert(found, token)
    given, faults = answers_of(found, fields)
    if faults:
        return _form(page, found, expert, token, fields, faults)
    answer(page.base.folder, study_id, token, given, now=datetime.now().astimezone().replace(microsecond=0))
    back = link(f"/delphi/{found.id}", page.language, token=token, saved="yes")
    return _private(RedirectResponse(back, HTTPStatus.SEE_OTHER))


@router.get("/delphi/{study_id}/results.json")
def file(page: OpenPage, study_id: str) -> Response:
    """The results of a study that is over."""
    page.selection()
    return _private(JSONResponse(results(_closed(page, study_id)).fields()))


@router.get("/delphi/{study_id}/picture.{kind}")
def picture(page: OpenPage, study_id: str, kind: str) -> Response:
    """The picture of a study that is over, as a file."""
    page.selection(*drawing.OWN)
    found = results(_closed(page, study_id))
    return _private(drawing.picture_file(page, partial(drawn, page, found), kind, f"delphi-{study_id}"))


def _closed(page: Page, study_id: str) -> Study:
    found = read_study(page.base.folder, study_id)
    if found.state != "closed":
        raise NotFound(f"delphi study {study_id} is not over; its results are shown when it is")
    return found


def _expert(study: Study, token: str) -> Expert:
    found = study.expert(token)
    if found is None:
        raise UsageError("this token is not known; open the whole address that you were given")
    return found


def _private(answer_: _Answer) -> _Answer:
    """An answer that is kept by nobody, and whose address (it may hold a token) is named to nobody."""
    answer_.headers["Cache-Control"] = "no-store"
    answer_.headers["Referrer-Policy"] = "no-referrer"
    return answer_


def _form(
    page: Page,
    study: Study,
    expert: Expert,
    token: str,
    fields: Mapping[str, str],
    faults: list[FormFault],
    *,
    saved: bool = False,
) -> HTMLResponse:
    """The form. fields: as sent, where something is wrong with them; else what the expert answered before."""
    number = study.round or 1
    before = next((study.answers[turn][expert.expert] for turn in (2, 1) if expert.expert in study.answers[turn]), None)
    filled = fields or fields_of({one.statement: one for one in before.answers} if before else {})
    first = results(study) if number == ROUNDS[-1] else None
    page_ = page.render(
        "delphi_form.html.j2",
        title=word("delphi_answer_title", page.language, title=page.say(study.new.title.text()), round=number),
        study=study,
        token=token,
        saved=saved,
        faults=[_fault(page, study, one) for one in faults],
        action=link(f"/delphi/{study.id}", page.language),
        longest=LONGEST_COMMENT,
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        questions=[
            {
                "id": asked.id,
                "text": page.say(asked.statement.text()),
                "value": {part: filled.get(f"{part}.{asked.id}", "") for part in FIELDS},
                "first": list(_first(page, first, asked.id)) if first else [],
            }
            for asked in study.new.statements
        ],
    )
    page_.status_code = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
    return _private(page_)


def _first(page: Page, found: Results, statement: str) -> Iterator[tuple[str, str, int]]:
    """What was said of a statement in the first round: part, quartiles, n."""
    one = next(one for one in found.found if one.id == statement)
    for part in PARTS:
        said = one.rounds[0].parts[part]
        yield page.say(PART_WORDS[part]), quartiles_words(said, part, page.language), said.n


def _fault(page: Page, study: Study, one: FormFault) -> str:
    text = next((page.say(a.statement.text()) for a in study.new.statements if a.id == one.statement), "").rstrip(".。")
    return word(
        f"delphi_fault_{one.name}",
        page.language,
        statement=text,
        found=one.found,
        first=FIRST_YEAR,
        last=LAST_YEAR,
        most=LONGEST_COMMENT,
    )
