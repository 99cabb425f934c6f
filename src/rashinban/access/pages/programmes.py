"""Programmes: the tree of them with what was awarded, and a page for each: what it is, then what came of its awards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.amounts import Calendar
from rashinban.access.pages.awarded import Asked, ask
from rashinban.access.pages.awarded_sections import picture as awarded_picture
from rashinban.access.pages.awarded_sections import sections
from rashinban.access.pages.drawing import OWN as OF_PICTURE
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.report_links import report_links
from rashinban.access.pages.wordbook import word
from rashinban.access.programmes import in_tree, known_programme, sources_of
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money
from rashinban.definitions.programmes import UNSOURCED, Programme, ancestors, programme_lists, programmes
from rashinban.schema.kinds import major

router = APIRouter()

#: Whose fiscal year the awards of the programmes of a list are told in; of others that of each funder.
_CALENDARS: Mapping[str, Calendar] = {"jp": "fiscal", "us-nih": "us-fiscal"}


@router.get("/programmes")
def tree(page: OpenPage) -> HTMLResponse:
    """Every programme below its parent, list by list, with its awards."""
    selection = page.selection()
    seen: dict[str, list[tuple[str | None, Mapping[str, Any]]]] = {}
    for row in page.base.show("awards,amount", ("programme", "currency")).rows:
        id, currency = row.keys["programme"], row.keys["currency"]
        if id is not None:
            seen.setdefault(str(id), []).append((None if currency is None else str(currency), row.measured))
    lists = [
        {
            "name": page.say(entry.labels),
            "rows": [
                _row(page, name, one, seen.get(name, []))
                for name, one in in_tree()
                if any(name == each.id for each in entry.programmes)
            ],
        }
        # Lists of which awards are loaded come first.
        for _, entry in sorted(
            programme_lists(), key=lambda pair: not any(one.id in seen for one in pair[1].programmes)
        )
    ]
    return page.render(
        "programmes.html.j2",
        title=word("programmes_title", page.language),
        lead=word("programmes_lead", page.language, all=len(programmes()), seen=len(seen)),
        lists=lists,
        api="/api/programmes",
        csv=f"/api/show/awards,amount{selection.query(by='programme,currency', format='csv')}",
        json=f"/api/show/awards,amount{selection.query(by='programme,currency', format='json')}",
        command="rashinban show awards,amount --by programme,currency",
    )


def _row(page: Page, name: str, one: Programme, seen: list[tuple[str | None, Mapping[str, Any]]]) -> dict[str, Any]:
    count = sum(measured["awards"].value or 0 for _, measured in seen)
    first, last = (year.value if year else None for year in (one.start_year, one.end_year))
    return {
        "name": page.say(one.labels),
        "level": min(len(ancestors(name)) - 1, 3),
        "href": link(f"/programme/{quoted(name)}", page.language, page.request),
        "years": f"{first or ''}–{last or ''}" if first or last else "",
        "ministries": " / ".join(fact.value for fact in one.ministries),
        "agencies": " / ".join(fact.value for fact in one.agencies),
        "stages": len(one.stages),
        "recognised": one.awards is not None,
        "awards": page.number(count, "count") if seen else None,
        "awards_href": link(f"/card/awards?programme={quoted(name)}", page.language, page.request),
        "amounts": [
            (
                money(measured["amount"].value, currency, page.language),
                link(f"/card/amount?programme={quoted(name)}&currency={quoted(currency)}", page.language, page.request),
            )
            for currency, measured in sorted(seen, key=lambda pair: pair[0] or "~")
            if currency is not None
        ],
        "unsourced": sum(source == UNSOURCED for source in one.sources()),
    }


@router.get("/programme/{programme_id}/picture.{kind}")
def picture(page: OpenPage, programme_id: str, kind: str) -> Response:
    """A picture of its awards as a file."""
    known_programme(programme_id)
    return awarded_picture(_asked(page, programme_id, *OF_PICTURE), kind, programme_id)


@router.get("/programme/{programme_id}")
def programme(page: OpenPage, programme_id: str) -> HTMLResponse:
    """What the programme is, each fact with its source, and what came of its awards."""
    one = known_programme(programme_id)
    asked = _asked(page, programme_id)
    named = sources_of(programme_id)
    language = page.language

    def fact(text: str, source: str) -> dict[str, str | None]:
        return {"text": text, "source": None if source == UNSOURCED else named.get(source, source)}

    facts = [
        *[(word("programme_ministry", language), fact(each.value, each.source)) for each in one.ministries],
        *[(word("programme_agency", language), fact(each.value, each.source)) for each in one.agencies],
        *[
            (word(f"programme_{name}", language), fact(str(year.value), year.source))
            for name, year in (("from", one.start_year), ("to", one.end_year))
            if year
        ],
    ]
    if one.awards:
        facts.append(
            (word("programme_recognised", language), fact(", ".join(one.awards.patterns()), one.awards.source))
        )
    return page.render(
        "programme.html.j2",
        title=word("programme_title", language, name=page.say(one.labels)),
        above=[_named(page, name) for name in reversed(ancestors(programme_id)[1:])],
        below=[_named(page, name) for name, each in programmes().items() if each.parent == programme_id],
        note=page.say(one.note) if one.note else None,
        name=fact(page.say(one.labels), one.source),
        facts=facts,
        stages=[
            {
                **fact(page.say(stage.labels), stage.source),
                "gate": page.say(stage.gate) if stage.gate else None,
            }
            for stage in one.stages
        ],
        budgets=[
            {
                "year": line.fiscal_year,
                "kind": word(f"budget_{line.kind}", language),
                "amount": money(major(line.amount, line.currency), line.currency, language),
                "status": word(f"budget_{line.status}", language),
                "note": line.note,
                "source": None if line.source == UNSOURCED else named.get(line.source, line.source),
            }
            for line in sorted(one.budgets, key=lambda line: (line.fiscal_year, line.kind))
        ],
        budget_card=link(f"/card/budget?programme={quoted(programme_id)}", language, page.request),
        api=f"/api/programmes/{quoted(programme_id)}",
        command=f"rashinban programme show {programme_id}",
        report=report_links(
            page, "programme", Selection(where={"programme": programme_id}).having(currency=asked.currency)
        )
        if asked.count
        else [],
        awarded=sections(asked),
    )


def _asked(page: Page, id: str, *own: str) -> Asked:
    listed = next(entry.list for _, entry in programme_lists() if any(one.id == id for one in entry.programmes))
    return ask(
        page, "programme", id, name=page.say(programmes()[id].labels), path=f"/programme/{quoted(id)}",
        calendar=_CALENDARS.get(listed, "funder"), own=own,
    )  # fmt: skip


def _named(page: Page, name: str) -> tuple[str, str]:
    return page.say(programmes()[name].labels), link(f"/programme/{quoted(name)}", page.language, page.request)
