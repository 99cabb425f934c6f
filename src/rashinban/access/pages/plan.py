"""A plan's page is its board: one row for each target with its status by rule, nothing set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.choices import chosen
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.planned import row, statement
from rashinban.access.pages.report_links import report_links
from rashinban.access.pages.wordbook import word
from rashinban.access.plans import SIMULATED, caveats, day_of, known_plan
from rashinban.access.selection import Selection
from rashinban.definitions.plan_models import Plan
from rashinban.measure.plans.board import Board, Line
from rashinban.measure.plans.keep import own_library
from rashinban.measure.plans.rule import RULE, STATUSES
from rashinban.measure.plans.words import RULE_WORDS, STATUS_WORDS

router = APIRouter()

_FILTERS = ("pillar", "status", "ministry")


@router.get("/plan/{plan_id}")
def plan(page: OpenPage, plan_id: str) -> HTMLResponse:
    """The board; `pillar=`, `status=` and `ministry=` choose rows, `as_of=` the day that it is seen from."""
    page.selection(*_FILTERS, "as_of")
    library = own_library(page.base.folder)
    found = known_plan(library, plan_id)
    as_of = day_of(page.request.query_params.get("as_of") or "")
    ministries = {ministry.en: page.say(ministry) for one in found.measures() for ministry in one.ministries}
    wanted = {
        "pillar": chosen(page, "pillar", ["", *(pillar.id for pillar in found.pillars)], ""),
        "status": chosen(page, "status", ["", *STATUSES], ""),
        "ministry": chosen(page, "ministry", ["", *ministries], ""),
    }
    board = page.base.plan_status(plan_id, as_of=as_of)
    counted = board.counts()
    shown = [line for line in board.lines if _fits(line, wanted)]
    here = f"/plan/{quoted(plan_id)}"
    name = page.say(found.labels)
    return page.render(
        "plan.html.j2",
        title=word("plan_title" if board.lines else "plan_title_plain", page.language, plan=name),
        lead=_lead(page, board),
        plan=statement(page, found, found, page.say(found.summary) if found.summary else ""),
        facts=_facts(page, found),
        # That the world is invented stands over every page.
        notes=[page.say(note) for note in caveats(board, page.base) if note is not SIMULATED],
        guard=page.say(board.guard).strip(),
        address=here,
        controls=_controls(page, found, ministries, wanted),
        as_of=page.request.query_params.get("as_of") or "",
        counts=[
            {
                "status": status,
                "text": page.say(STATUS_WORDS[status]),
                "count": counted[status],
                "href": link(here, page.language, page.request, **{**wanted, "status": status}, as_of=_day(page)),
            }
            for status in STATUSES
        ],
        total=len(board.lines),
        pillars=_by_pillar(page, found, shown, as_of),
        rule=RULE,
        rule_words=page.say(RULE_WORDS),
        report=report_links(page, "plan", Selection(), plan=plan_id),
        texts=_texts(page, plan_id),
        sources=[(source.title, source.publisher, _outward(source.url)) for source in found.sources.values()],
        api=f"/api/plans/{quoted(plan_id)}/status" + (f"?as_of={_day(page)}" if _day(page) else ""),
        command=f"rashinban plan status {plan_id}" + (f" --as-of {_day(page)}" if _day(page) else ""),
        json=f"/api/plans/{quoted(plan_id)}",
    )


def _day(page: Page) -> str | None:
    return page.request.query_params.get("as_of") or None


def _outward(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def _fits(line: Line, wanted: dict[str, str]) -> bool:
    if wanted["pillar"] and line.pillar.id != wanted["pillar"]:
        return False
    if wanted["status"] and line.verdict.status != wanted["status"]:
        return False
    responsible = {ministry.en for measure in line.objective.measures for ministry in measure.ministries}
    return not wanted["ministry"] or wanted["ministry"] in responsible


def _lead(page: Page, board: Board) -> str:
    """What the board says in one sentence."""
    if not board.lines:
        return word("plan_lead_none", page.language)
    joint = "、" if page.language == "ja" else ", "
    counts = board.counts()
    counted = joint.join(
        word("plan_lead_count", page.language, status=page.say(STATUS_WORDS[status]), count=counts[status])
        for status in STATUSES
        if counts[status]
    )
    return word("plan_lead", page.language, day=board.as_of.isoformat(), total=len(board.lines), counted=counted)


def _facts(page: Page, found: Plan) -> list[tuple[str, str]]:
    facts = [(word("plan_publisher", page.language), page.say(found.publisher))]
    if found.adopted is not None:
        facts.append((word("plan_adopted", page.language), found.adopted.isoformat()))
    return facts


def _controls(page: Page, found: Plan, ministries: dict[str, str], wanted: dict[str, str]) -> list[dict[str, object]]:
    everything = [("", word("plan_all", page.language))]
    options: dict[str, list[tuple[str, str]]] = {
        "pillar": [(pillar.id, page.say(pillar.labels)) for pillar in found.pillars if pillar.objectives],
        "status": [(status, page.say(STATUS_WORDS[status])) for status in STATUSES],
        "ministry": sorted(ministries.items(), key=lambda item: item[1]),
    }
    return [
        {
            "name": name,
            "text": word(f"plan_{name}", page.language),
            "options": everything + options[name],
            "chosen": wanted[name],
        }
        for name in _FILTERS
        if options[name]
    ]


def _by_pillar(page: Page, found: Plan, shown: Sequence[Line], as_of: date) -> list[dict[str, object]]:
    """The pillars that have rows, each with its own."""
    made = []
    for pillar in found.pillars:
        lines = [line for line in shown if line.pillar.id == pillar.id]
        if lines:
            made.append(
                {
                    "statement": statement(page, found, pillar, page.say(pillar.labels)),
                    "rows": [row(page, found, line, as_of) for line in lines],
                }
            )
    return made


def _texts(page: Page, plan_id: str) -> list[tuple[str, str]]:
    """Loaded texts of this edition."""
    return [
        (text["title"], link(f"/strategy/{quoted(text['strategy_id'])}", page.language, page.request))
        for text in page.base.strategies()
        if text["edition"] == plan_id or text["strategy_id"] == plan_id
    ]
