"""The form by which a portfolio is composed: its address holds all that is filled in; it can be looked at, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from rashinban.access.entities import record
from rashinban.access.pages import choices
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.portfolio import yaml_file
from rashinban.access.pages.wordbook import word
from rashinban.access.portfolio_form import (
    FIELDS,
    LARGEST,
    PARTS,
    FormFault,
    faults_of_parts,
    fields_of,
    parts_of,
    portfolio_of,
    read_form,
    without_of,
)
from rashinban.access.programmes import in_tree, portfolio_file
from rashinban.access.same_origin import check_origin
from rashinban.access.sent_form import sent_form
from rashinban.access.serialisers.money import money
from rashinban.access.serving import Serving
from rashinban.definitions import lookups
from rashinban.definitions.programmes import ancestors
from rashinban.errors import NotFound, UsageError
from rashinban.measure.portfolios import Kept, add_portfolio

router = APIRouter()

#: Funders that the form offers, those of most awards; any other is written by its id.
_FUNDERS = 200


async def _body(request: Request) -> bytes:
    """What the form sends, no more than it can hold."""
    serving: Serving = request.app.state.serving
    if serving.keeps is None:
        raise HTTPException(HTTPStatus.FORBIDDEN, "this server keeps no portfolios; download the file instead")
    check_origin(request.headers, serving.address, opened=serving.keeps == "network")
    return await sent_form(request, LARGEST)


@router.get("/portfolio")
def compose(page: OpenPage) -> HTMLResponse:
    """The form, and what its parts hold."""
    page.selection(*FIELDS)
    fields = fields_of(page.request.query_params)
    return _form(page, fields, faults_of_parts(fields))


@router.get("/portfolio.yml")
def file(page: OpenPage) -> Response:
    """The file of what is filled in."""
    page.selection(*FIELDS)
    found, faults = portfolio_of(_with_funders(page, fields_of(page.request.query_params)))
    if found is None:
        raise UsageError("; ".join(_told(page, faults)))
    return yaml_file(Kept(portfolio=found, version=1))


@router.post("/portfolio")
def keep(page: OpenPage, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Keep what is filled in, and lead to its page; or the form again with what is wrong."""
    page.selection()
    fields = read_form(body)
    try:
        found, faults = portfolio_of(_with_funders(page, fields))
    except UsageError as error:
        found, faults = None, [FormFault(name="funder", found=str(error))]
    if found is None:
        return _form(page, fields, faults)
    one = add_portfolio(page.base.folder, found)
    to = link(f"/portfolio/{quoted(one.name)}", page.language, kept="yes")
    return RedirectResponse(to, HTTPStatus.SEE_OTHER)


def _form(page: Page, fields: Mapping[str, str], faults: Sequence[FormFault]) -> HTMLResponse:
    serving: Serving = page.request.app.state.serving
    preview, more = _preview(page, fields, {fault.number for fault in faults})
    faults = [*faults, *more]
    whole, missing = portfolio_of(fields)
    query = {name: value for name, value in fields.items() if value}
    response = page.render(
        "portfolio_form.html.j2",
        title=word("portfolio_form_title", page.language),
        fields=fields,
        numbers=list(PARTS),
        programmes=[(name, "\u3000" * (len(ancestors(name)) - 1) + page.say(one.labels)) for name, one in in_tree()],
        areas=[
            (page.say(entry.labels), [(one.id, page.say(one.labels)) for one in entry.areas])
            for entry in choices.area_lists().values()
        ],
        countries=sorted(
            ((row["country_code"], row[f"name_{page.language}"]) for row in lookups()["countries"].to_pylist()),
            key=lambda pair: str(pair[1]),
        ),
        funders=_funders(page),
        faults=_told(page, faults),
        missing=_told(page, missing) if query and not faults else [],
        preview=preview,
        text=portfolio_file(whole) if whole is not None and not faults else None,
        file=link("/portfolio.yml", page.language, page.request, **query),
        may_keep=serving.keeps is not None,
        action=link("/portfolio", page.language),
    )
    response.status_code = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
    return response


def _preview(page: Page, fields: Mapping[str, str], skipped: set[int]) -> tuple[list[dict[str, Any]], list[FormFault]]:
    """What each part holds by itself, and the parts whose funder nobody knows."""
    found: list[dict[str, Any]] = []
    faults: list[FormFault] = []
    left_out = "|".join(without_of(fields))
    for number, part in parts_of(fields).items():
        if number in skipped:
            continue
        try:
            where = _with_funder(page, part)
        except UsageError as error:
            faults.append(FormFault(name="funder", number=number, found=str(error)))
            continue
        if left_out:
            where["award!"] = left_out
        # A portfolio has an award whole, however much of it fits.
        rows = page.base.show("awards,amount", "currency", where, counting="full").rows
        amounts = [
            money(row.measured["amount"].value, str(row.keys["currency"]), page.language)
            for row in rows
            if row.keys["currency"] is not None
        ]
        count = page.number(sum(row.measured["awards"].value or 0 for row in rows), "count")
        found.append({"number": number, "awards": count, "amounts": amounts})
    return found, faults


def _with_funders(page: Page, fields: Mapping[str, str]) -> Mapping[str, str]:
    """The fields with the funders' own ids; UsageError where one is not known."""
    found = dict(fields)
    for number, part in parts_of(fields).items():
        if "funder" in part:
            found[f"funder{number}"] = str(_with_funder(page, part)["funder"])
    return found


def _with_funder(page: Page, part: Mapping[str, str]) -> dict[str, str]:
    """A part with the own id of its funder, which may be written as any id of it."""
    found = dict(part)
    if "funder" in part:
        found["funder"] = "|".join(_funder(page, id) for id in part["funder"].split("|"))
    return found


def _funder(page: Page, id: str) -> str:
    try:
        return str(record(page.base.session, "funders", id)["id"])
    except (NotFound, UsageError):
        # A funder may have awards and no record of its own.
        if page.base.show("awards", (), {"funder": id}).rows:
            return id
        raise UsageError(id[:60]) from None


def _funders(page: Page) -> list[tuple[str, str]]:
    """Funders to choose from, those of most awards first."""
    rows = page.base.show("awards", "funder", order_by="awards", top=_FUNDERS).rows
    ids = [str(row.keys["funder"]) for row in rows if row.keys["funder"] is not None]
    texts = named(page, "funder", ids)
    return [(id, texts[id]) for id in ids]


def _told(page: Page, faults: Sequence[FormFault]) -> list[str]:
    return [
        word("portfolio_form_nothing", page.language)
        if fault.name == "nothing"
        else word(
            f"portfolio_fault_{fault.name}", page.language, number=fault.number, told=fault.found, found=fault.found
        )
        for fault in faults
    ]
