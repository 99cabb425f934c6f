"""One indicator with what several plans aim at, on one chart; each value with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.charts.frame import Spec
from rashinban.access.pages import drawing, planned
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.plan_indicators import Aim, PlanIndicator, plan_indicator
from rashinban.access.plans import UNSOURCED, day_of, target_words
from rashinban.errors import UsageError
from rashinban.measure.plans.words import STATUS_WORDS, period, quantity

router = APIRouter()

_OWN = ("plan", "as_of", *drawing.OWN)
#: In place of a plan's id: no target is drawn.
_NONE = "none"


@router.get("/plan-indicator/{indicator_id}")
def indicator(page: OpenPage, indicator_id: str) -> HTMLResponse:
    """The values, and the targets of all plans; `plan=A|B` keeps those of these plans."""
    page.selection(*_OWN)
    found, aims = _asked(page, indicator_id)
    draw: drawing.Draw = partial(_draw, page, found, aims)
    picture = drawing.drawn(draw)
    plans = list(dict.fromkeys(aim.plan.plan for aim in aims))
    here = partial(planned.picture_address, page, found, plans=plans or [_NONE])
    day = page.request.query_params.get("as_of")
    api = f"/api/plan-indicators/{quoted(indicator_id)}" + (f"?as_of={day}" if day else "")
    return page.render(
        "plan_indicator.html.j2",
        title=word("plan_indicator_title", page.language, indicator=page.say(found.indicator.labels)),
        lead=_lead(page, found, aims),
        unsourced="" if found.indicator.sourced else page.say(UNSOURCED),
        scope="" if found.complete else word("plan_loaded", page.language),
        facts=_facts(page, found),
        defined=planned.stated(page, found.sources, found.indicator, ""),
        picture=picture,
        spec=here("json"),
        aims=[_aim(page, found, aim) for aim in aims],
        values=_values(page, found),
        incomplete=", ".join(map(str, found.values.incomplete)),
        rebuild=found.values.rebuild,
        links=[*(drawing.picture_links(here) if picture else ()), ("JSON", api)],
        api=api,
        method=link(f"/indicators/{found.indicator.question.indicator}", page.language, page.request)
        if found.indicator.question
        else None,
    )


@router.get("/plan-indicator/{indicator_id}/picture.{kind}")
def picture(page: OpenPage, indicator_id: str, kind: str) -> Response:
    """The picture as a file."""
    page.selection(*_OWN)
    found, aims = _asked(page, indicator_id)
    return drawing.picture_file(page, partial(_draw, page, found, aims), kind, f"plan-indicator-{found.indicator.id}")


def _draw(page: Page, found: PlanIndicator, aims: Sequence[Aim], width: int) -> Spec | None:
    return planned.drawing(page, found, aims, width)


def _asked(page: Page, indicator_id: str) -> tuple[PlanIndicator, list[Aim]]:
    given = page.request.query_params
    found = plan_indicator(page.base, indicator_id, as_of=day_of(given.get("as_of") or ""))
    wanted = [name for name in (given.get("plan") or "").split("|") if name]
    known = [aim.plan.plan for aim in found.aims]
    for name in wanted:
        if name not in (*known, _NONE):
            told = ", ".join(dict.fromkeys(known)) or "none"
            raise UsageError(f"plan {name[:80]!r} has no target for {found.indicator.id}; plans that have are {told}")
    return found, [aim for aim in found.aims if not wanted or aim.plan.plan in wanted]


def _lead(page: Page, found: PlanIndicator, aims: Sequence[Aim]) -> str:
    """The newest value, and how many plans aim at something."""
    plans = len({aim.plan.plan for aim in aims})
    said = word("plan_indicator_aims" if plans else "plan_indicator_no_aims", page.language, plans=plans)
    points = found.values.points
    if not points:
        return word("plan_indicator_no_values", page.language) + said
    newest, unit = points[-1], found.values.unit
    ends = [quantity(end, unit, page.language) for end in (newest.lower, newest.upper) if end is not None]
    value = quantity(newest.value, unit, page.language)
    if len(ends) == 2:
        value += word("plan_interval_plain", page.language, lower=ends[0], upper=ends[1], level="")
    year = page.say(period(newest.year, found.indicator))
    return word("plan_indicator_lead", page.language, year=year, value=value) + said


def _facts(page: Page, found: PlanIndicator) -> list[tuple[str, str]]:
    one = found.indicator
    facts = [
        (word("plan_indicator_type", page.language), word(f"plan_type_{one.type}", page.language)),
        (word("plan_indicator_unit", page.language), f"{one.unit}, {one.years}"),
        (word("plan_indicator_direction", page.language), word(f"plan_direction_{one.direction}", page.language)),
        (
            word("plan_indicator_rhythm", page.language),
            word("plan_rhythm", page.language, rhythm=one.rhythm, lag=one.lag),
        ),
    ]
    if one.owner:
        facts.append((word("plan_indicator_owner", page.language), page.say(one.owner)))
    if one.definition:
        facts.insert(0, (word("plan_indicator_definition", page.language), page.say(one.definition).strip()))
    return facts


def _aim(page: Page, found: PlanIndicator, aim: Aim) -> dict[str, object]:
    target = aim.line.target
    assert target is not None
    return {
        "plan": page.say(aim.plan.labels),
        "href": link(f"/plan/{quoted(aim.plan.plan)}", page.language, page.request),
        "objective": page.say(aim.line.objective.labels),
        "objective_href": planned.objective_address(page, aim.plan, aim.line.objective.id, found.as_of),
        "target": planned.statement(page, aim.plan, target, page.say(target.wording)),
        "words": target_words(target, found.indicator, page.language),
        "status": aim.line.verdict.status,
        "status_text": page.say(STATUS_WORDS[aim.line.verdict.status]),
        "reason": page.say(aim.line.reason),
    }


def _values(page: Page, found: PlanIndicator) -> list[dict[str, object]]:
    """The values, the newest first, each with its card or its place in what was imported."""
    rows = []
    for point in reversed(found.values.points or ()):
        origin = found.origins.get(point.year)
        ends = [
            quantity(end, found.values.unit, page.language) for end in (point.lower, point.upper) if end is not None
        ]
        rows.append(
            {
                "year": point.year,
                "when": page.say(period(point.year, found.indicator)),
                "value": quantity(point.value, found.values.unit, page.language),
                "interval": " – ".join(ends),
                "card": planned.value_address(page, found.indicator, point.year, found.as_of)
                if found.indicator.question
                else None,
                "origin": origin,
                "imports": link(f"/imports/{quoted(origin.data_source)}", page.language)
                if origin and origin.data_source
                else None,
            }
        )
    return rows
