"""Portfolios: those of the base, and a page for each: what it holds, its versions, and what came of its awards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.amounts import Calendar
from rashinban.access.entities import record
from rashinban.access.pages.awarded import Asked, ask
from rashinban.access.pages.awarded_sections import picture as awarded_picture
from rashinban.access.pages.awarded_sections import sections
from rashinban.access.pages.drawing import OWN as OF_PICTURE
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.portfolio_form import fields_from
from rashinban.access.programmes import portfolio_file
from rashinban.errors import NotFound, UsageError
from rashinban.measure.portfolios import Kept, kept
from rashinban.measure.portfolios import portfolios as kept_portfolios

router = APIRouter()

#: Whose fiscal year the awards of a country's funders are told in; of others that of each funder.
_CALENDARS: Mapping[str | None, Calendar] = {"JP": "fiscal", "US": "us-fiscal"}
#: Of more funders it is not asked whether all of them are of one country.
_FUNDERS = 5
#: Keys whose values have names; the others are shown as they are written.
_NAMED = ("programme", "funder", "technology_area", "country", "institution", "topic")


@router.get("/portfolios")
def listed(page: OpenPage) -> HTMLResponse:
    """Every portfolio of the base, in its newest version."""
    page.selection()
    return page.render(
        "portfolios.html.j2",
        title=word("portfolios_title", page.language),
        rows=[
            {
                "name": page.say(one.portfolio.labels),
                "id": id,
                "href": link(f"/portfolio/{quoted(id)}", page.language, page.request),
                "version": one.version,
                "holds": page.say(one.portfolio.text()),
                "file": f"/portfolio/{quoted(id)}.yml",
            }
            for id, one in kept_portfolios(page.base.folder).items()
        ],
        compose=link("/portfolio", page.language, page.request),
        api="/api/portfolios",
        command="rashinban portfolio list",
    )


@router.get("/portfolio/{portfolio_id}.yml")
def file(page: OpenPage, portfolio_id: str) -> Response:
    """The file of a portfolio, for another base."""
    page.selection()
    return yaml_file(_kept(page, portfolio_id))


def yaml_file(one: Kept) -> Response:
    """A portfolio as the file that `rashinban portfolio add` takes."""
    headers = {"Content-Disposition": f'attachment; filename="{one.portfolio.portfolio}.yml"'}
    return Response(portfolio_file(one.portfolio), media_type="application/yaml; charset=utf-8", headers=headers)


@router.get("/portfolio/{portfolio_id}/picture.{kind}")
def picture(page: OpenPage, portfolio_id: str, kind: str) -> Response:
    """A picture of its awards as a file."""
    one = _kept(page, portfolio_id)
    return awarded_picture(_asked(page, one, *OF_PICTURE), kind, one.portfolio.portfolio)


@router.get("/portfolio/{portfolio_id}")
def portfolio(page: OpenPage, portfolio_id: str) -> HTMLResponse:
    """What the portfolio holds, how to share it, and what came of its awards."""
    one = _kept(page, portfolio_id)
    asked = _asked(page, one, "kept")
    id, language = one.portfolio.portfolio, page.language
    newest = _kept(page, id).version
    given = fields_from(one.portfolio)
    return page.render(
        "portfolio.html.j2",
        title=word("portfolio_title", language, name=page.say(one.portfolio.labels)),
        saved=word("portfolio_kept", language, version=one.version) if "kept" in page.request.query_params else None,
        note=page.say(one.portfolio.note) if one.portfolio.note else None,
        parts_of_it=[[_condition(page, key, value) for key, value in part.items()] for part in one.portfolio.parts],
        without=[
            (text, address(page, "awards", award))
            for award, text in named(page, "award", one.portfolio.without).items()
        ],
        versions=[
            {
                "number": number,
                "href": link(f"/portfolio/{quoted(f'{id}:{number}')}", language, page.request),
                "here": number == one.version,
                "newest": number == newest,
            }
            for number in range(newest, 0, -1)
        ],
        file=f"/portfolio/{quoted(one.name)}.yml",
        add=f"rashinban portfolio add {id}.yml",
        change=link("/portfolio", language, page.request, **given) if given else None,
        api=f"/api/portfolios/{quoted(one.name)}",
        command=f"rashinban portfolio show {one.name}",
        awarded=sections(asked),
    )


def _kept(page: Page, id: str) -> Kept:
    try:
        return kept(page.base.folder, id)
    except UsageError as error:
        raise NotFound(str(error)) from error


def _asked(page: Page, one: Kept, *own: str) -> Asked:
    """Its version is named, so that the cards and lists that the page leads to stay what they are."""
    return ask(
        page, "portfolio", one.name, name=page.say(one.portfolio.labels), path=f"/portfolio/{quoted(one.name)}",
        calendar=_calendar(page, one.name), own=own,
    )  # fmt: skip


def _calendar(page: Page, name: str) -> Calendar:
    """The fiscal year of its funders, where all of them are known to have the same."""
    rows = page.base.show("awards", "funder", {"portfolio": name}).rows
    if len(rows) > _FUNDERS:
        return "funder"
    found = {_country(page, row.keys["funder"]) for row in rows}
    return _CALENDARS.get(found.pop(), "funder") if len(found) == 1 else "funder"


def _country(page: Page, funder: Any) -> str | None:
    try:
        country = record(page.base.session, "funders", str(funder))["country_code"] if funder else None
    except NotFound:
        return None
    return str(country) if country else None


def _condition(page: Page, key: str, value: Any) -> dict[str, str]:
    """A condition in words: the key, and its values under their names."""
    values = [str(one) for one in value] if isinstance(value, tuple) else str(value).split("|")
    texts = named(page, key, values) if key in _NAMED else {}
    joint = "、" if page.language == "ja" else ", "
    shown = joint.join(f"{texts[one]} ({one})" if texts.get(one, one) != one else one for one in values)
    return {"key": word(f"portfolio_key_{key}", page.language, otherwise=key), "text": shown}
