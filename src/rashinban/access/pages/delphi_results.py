"""Each page of results is a Delphi study that is over: when experts expect what, how sure they are, what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from fastapi.responses import HTMLResponse

from rashinban.access.charts.expected_years import Statement, Years, expected_years
from rashinban.access.charts.frame import Spec
from rashinban.access.delphi import PART_WORDS, moved, quartiles_words, value_words
from rashinban.access.pages import drawing
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.measure.delphi.results import DEFINITION, LIMITS, PARTS, Found, Results, results
from rashinban.measure.delphi.study import Study


def results_page(page: Page, study: Study) -> HTMLResponse:
    """The page of a study that is over."""
    found = results(study)
    language = page.language
    return page.render(
        "delphi.html.j2",
        title=page.say(found.title),
        study=study,
        lead=_lead(page, found),
        responses=[
            word(
                "delphi_response",
                language,
                round=turn,
                answered=count,
                invited=found.invited,
                rate=page.number(found.response(turn), "share"),
            )
            for turn, count in found.responded.items()
        ],
        drawing=drawing.drawn(partial(drawn, page, found)),
        spec=link(f"/delphi/{study.id}/picture.json", language),
        rounds=list(found.responded),
        rows=[row for one in found.found for row in _rows(page, one)],
        comments=[(page.say(one.statement), one.comments) for one in found.found if one.comments],
        definition=page.say(DEFINITION),
        limits=[page.say(limit) for limit in LIMITS],
        json=link(f"/delphi/{study.id}/results.json", language),
        command=found.fields()["rebuild"],
        back=link("/delphi", language),
    )


def _lead(page: Page, found: Results) -> str:
    """The statement that is expected first, in words."""
    language = page.language
    told = [(one, one.rounds[-1].parts["year"]) for one in found.found if one.rounds]
    spoken = [(years.median, one, years) for one, years in told if years.median is not None]
    if not spoken:
        return word("delphi_over_few", language)
    _, one, years = min(spoken, key=lambda each: each[0])
    lower, median, upper = (value_words(value, "year", language) for value in (years.lower, years.median, years.upper))
    statement = page.say(one.statement).rstrip(".。")
    return word(
        "delphi_over", language, statement=statement, lower=lower, median=median, upper=upper, n=years.n
    )  # fmt: skip


def _rows(page: Page, one: Found) -> Iterator[dict[str, Any]]:
    for part in PARTS:
        moves = one.shifts.get(part)
        yield {
            # One heading for all parts of a statement.
            "statement": page.say(one.statement) if part == PARTS[0] else None,
            "parts": len(PARTS),
            "part": page.say(PART_WORDS[part]),
            "rounds": [
                {
                    "value": quartiles_words(said.parts[part], part, page.language),
                    "n": said.parts[part].n,
                    "never": word("delphi_never_said", page.language, count=said.parts[part].never)
                    if said.parts[part].never
                    else "",
                }
                for said in one.rounds
            ],
            "shift": moved(moves.median, part, page.language) if moves else "",
            "spread": moved(moves.spread, part, page.language) if moves else "",
            "changed": f"{moves.changed} / {moves.both}" if moves else "",
        }


def drawn(page: Page, found: Results, width: int) -> Spec | None:
    """When experts expect each statement: those of which enough said a year."""
    language = page.language
    statements = []
    for one in found.found:
        rounds = []
        for said in one.rounds:
            years = said.parts["year"]
            if years.lower is not None and years.median is not None and years.upper is not None:
                rounds.append(
                    Years(
                        lower=years.lower,
                        median=years.median,
                        upper=years.upper,
                        name=word("delphi_round", language, round=said.round),
                        text=value_words(years.median, "year", language),
                    )
                )
        if rounds:
            statements.append(Statement(text=page.say(one.statement), rounds=rounds))
    return expected_years(statements, width)
