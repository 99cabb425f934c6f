"""What came of some awards: by year of start, how highly cited, how fast, with whom, and how sure the links are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from rashinban.access.charts.cohorts import LAGS, Cohort, cohorts
from rashinban.access.charts.frame import Spec
from rashinban.access.charts.palette import LOOKS
from rashinban.access.pages.awarded import CONFIDENCE, DEGREES, Asked
from rashinban.access.pages.figures import Cell, Figure, Subject, card_address, elsewhere, figures, figures_of, heads
from rashinban.access.pages.page import link
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.display import column
from rashinban.catalog import indicator
from rashinban.measure.answer import Measured

_CITED = ("p", "p_top_10", "pp_top_10")
_PER_AWARD = "outputs_per_award"
_TIME = ("years_to_output", "pp_cofunded")


def seen_cohorts(asked: Asked) -> list[Cohort]:
    """For each year of start the publications per award up to each lag, as far as observed; the newest first."""
    began = asked.rows("awards", "year", asked.awards)
    awards = {row.keys["year"]: row.measured["awards"].value for row in began}
    found: dict[int, dict[int, float | None]] = {}
    for row in asked.rows(_PER_AWARD, ("year", "lag"), asked.outputs):
        year, lag = row.keys["year"], row.keys["lag"]
        if isinstance(year, int) and isinstance(lag, int):
            found.setdefault(year, {})[lag] = row.measured[_PER_AWARD].value
    return [
        Cohort(year=year, seen=_upto(found[year]), awards=round(awards[year] or 0))
        for year in sorted(found, reverse=True)
        if awards.get(year)
    ]


def _spread(seen: list[Cohort]) -> list[Cohort]:
    """Those that take colours and names first: as many as there are colours, from the newest to the oldest."""
    if len(seen) <= len(LOOKS):
        return seen
    places = {round(i * (len(seen) - 1) / (len(LOOKS) - 1)) for i in range(len(LOOKS))}
    return [*(seen[i] for i in sorted(places)), *(one for i, one in enumerate(seen) if i not in places)]


def _upto(by_lag: Mapping[int, float | None]) -> list[float | None]:
    """The values of the lags; None from the first lag that is not observed."""
    observed = list(takewhile(lambda value: value is not None, (by_lag.get(lag) for lag in LAGS)))
    return [*observed, *[None] * (len(LAGS) - len(observed))]


def by_cohort(asked: Asked) -> dict[str, Any]:
    """The twin of the picture: a row for each year of start; what is not observed says so."""
    page = asked.page
    seen = seen_cohorts(asked)
    texts = iter(column([value for one in seen for value in one.seen], "number", page.language))
    none = word("awarded_unobserved", page.language)
    rows = []
    for one in seen:
        year = str(one.year)
        cells = []
        for lag, value in zip(LAGS, one.seen, strict=True):
            text = next(texts)
            href = (
                card_address(page, _PER_AWARD, asked.outputs.having(year=year, lag=str(lag)))
                if value is not None
                else None
            )
            cells.append({"text": text if value is not None else none, "href": href})
        records = link(f"/records/outputs{asked.outputs.having(year=year).query()}", page.language)
        rows.append({"year": year, "awards": one.awards, "records": records, "cells": cells})
    observed = any(one.seen[0] is not None for one in seen)
    return {
        "lags": list(LAGS),
        "rows": rows,
        "observed": observed,
        "elsewhere": elsewhere(
            page, asked.outputs, [_PER_AWARD, "outputs"], ["year", "lag"], asked.files("cohorts", drawn=observed)
        ),
    }


def draw_cohorts(asked: Asked, width: int) -> Spec | None:
    title = word("awarded_cohorts_axis", asked.page.language)
    return cohorts(_spread(seen_cohorts(asked)), title, asked.calendar, asked.page.language, width)


def cited(asked: Asked) -> dict[str, Any] | None:
    """Works by the year in which their award began, and how many are highly cited; None where awards are left out."""
    if asked.without:
        return None
    page = asked.page
    rows = sorted(asked.rows(_CITED, "cohort", asked.works), key=lambda row: -int(row.keys["cohort"] or 0))
    unknown = word("awarded_not_stated", page.language)
    subjects = [
        Subject(
            who=str(row.keys["cohort"]) if row.keys["cohort"] is not None else unknown,
            seen=row.measured,
            where={"cohort": str(row.keys["cohort"])} if row.keys["cohort"] is not None else {},
        )
        for row in rows
    ]
    return {
        "heads": heads(page, _CITED),
        "rows": figures_of(page, _CITED, subjects, asked.works),
        "elsewhere": elsewhere(page, asked.works, _CITED, ["cohort"]),
        "works": link(f"/records/p{asked.works.query()}", page.language),
    }


def totals(asked: Asked) -> list[dict[str, str]]:
    """Publications and patents of all its awards, until the day of the data."""
    rows = asked.rows(("outputs", "patents"), (), asked.outputs)
    seen = rows[0].measured if rows else {}
    return [_fact(asked, name, Cell(who="", seen=seen.get(name), where={})) for name in ("outputs", "patents")]


def whole_text(asked: Asked, name: str, figure: Figure, seen: Measured | None) -> str:
    """The text of a total: works, publications and patents are whole but for those that several awards have."""
    if seen is None or seen.value is None:
        return word("awarded_unobserved", asked.page.language)
    return asked.page.number(seen.value, "count") if name in ("p", "outputs", "patents") else figure.text


def _fact(asked: Asked, name: str, cell: Cell, *, works: bool = False) -> dict[str, str]:
    selection = asked.works if works else asked.awards if name in _TIME else asked.outputs
    (figure,) = figures(asked.page, name, [cell], selection)
    text = whole_text(asked, name, figure, cell.seen)
    title = asked.page.say(indicator(name).meta.title)
    return {"name": title, "text": text, "interval": figure.interval, "href": figure.href}


def time_and_cofunding(asked: Asked) -> list[dict[str, str]]:
    """How long until a publication, and how many of them other awards have too."""
    rows = asked.rows(_TIME, (), asked.awards)
    seen = rows[0].measured if rows else {}
    return [_fact(asked, name, Cell(who="", seen=seen.get(name), where={})) for name in _TIME]


def counted(asked: Asked) -> list[dict[str, str]] | None:
    """The works in both countings, beside each other; None where awards are left out."""
    if asked.without:
        return None
    page = asked.page
    found = []
    for counting in ("full", "fractional"):
        selection = asked.works.opting(counting=counting)
        rows = asked.rows("p", (), selection)
        seen = rows[0].measured["p"] if rows else None
        (figure,) = figures(page, "p", [Cell(who="", seen=seen, where={})], selection)
        found.append(
            {"name": word(f"awarded_{counting}", page.language), "text": whole_text(asked, "p", figure, seen),
             "interval": figure.interval, "href": figure.href}
        )  # fmt: skip
    return found


def confidence(asked: Asked) -> dict[str, Any]:
    """Publications by how sure their links are; those that a choice leaves out are told too."""
    page = asked.page
    selection = asked.outputs.having(confidence=None)
    rows = asked.rows("outputs", "confidence", selection)
    seen = {str(row.keys["confidence"]): row.measured["outputs"] for row in rows}
    cells = [Cell(who=degree, seen=seen.get(degree), where={CONFIDENCE: degree}) for degree in DEGREES]
    chosen = (asked.chosen.get(CONFIDENCE) or "|".join(DEGREES)).split("|")
    return {
        "rows": [
            {
                "name": word(f"awarded_{degree}", page.language),
                "note": word(f"awarded_{degree}_note", page.language),
                "figure": replace(figure, text=whole_text(asked, "outputs", figure, cell.seen)),
                "counted": degree in chosen,
                "records": link(f"/records/outputs{selection.having(confidence=degree).query()}", page.language),
            }
            for degree, cell, figure in zip(DEGREES, cells, figures(page, "outputs", cells, selection), strict=True)
        ],
        "elsewhere": elsewhere(page, selection, ["outputs"], ["confidence"]),
    }
