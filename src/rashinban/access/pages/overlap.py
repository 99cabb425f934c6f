"""Two programmes side by side: the shares of their awards that overlap, and each pair with people and likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.overlaps import SHARES, Overlap, with_awards
from rashinban.access.pages.figures import Cell, Figure, figures, heads, joined
from rashinban.access.pages.listed import address
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.programmes import in_tree
from rashinban.access.selection import Selection
from rashinban.catalog import indicator
from rashinban.definitions.programmes import ancestors, programme
from rashinban.measure.answer import Measured
from rashinban.schema.award_similarities import LEAST_SIMILARITY

router = APIRouter()

#: Pairs on the page; a file has all. People of a pair that are named.
_PAIRS, _PEOPLE = 100, 5


@router.get("/overlap")
def overlap(page: OpenPage) -> HTMLResponse:
    """Without two programmes the form alone; with them what they have in common."""
    selection = page.selection("programme", "other")
    given = page.request.query_params
    mine, theirs = given.get("programme") or "", given.get("other") or ""
    counts = with_awards(page.base)
    hidden = [("release", selection.release)] if selection.release else []
    found = page.base.overlap(mine, theirs) if mine and theirs else None
    controls = _controls(page, counts, mine, theirs) if counts else []
    if found is None or not all(found.awards):
        return page.render(
            "overlap.html.j2",
            title=word("overlap_title", page.language),
            leads=_nothing(page, found) if counts else [word("overlap_none_programme", page.language)],
            controls=controls,
            hidden=hidden,
            asked=False,
        )
    names = [page.say(programme(id).labels) for id in (mine, theirs)]
    rows = _rows(page, found, names, selection)
    query = {"programme": mine, "other": theirs, "release": selection.release or ""}
    api = f"/api/overlaps?{urlencode({key: value for key, value in query.items() if value})}"
    return page.render(
        "overlap.html.j2",
        title=word("overlap_title_of", page.language, programme=names[0], other=names[1]),
        leads=[
            _lead(
                page,
                list(found.shares.values())[at],
                found.awards[at],
                names[at],
                names[1 - at],
                rows[at]["figures"][1:],
            )
            for at in range(2)
        ],
        controls=controls,
        hidden=hidden,
        asked=True,
        unseen=[
            word(f"overlap_{what}_unseen", page.language)
            for what, name in zip(("people", "text"), SHARES, strict=True)
            if any(measured[name].value is None for measured in found.shares.values())
        ],
        heads=[_awards_head(page), *heads(page, SHARES)],
        rows=rows,
        turned=link("/overlap", page.language, page.request, programme=theirs, other=mine),
        names=names,
        told=_told(page, len(found.pairs)),
        pairs=[_pair(page, pair) for pair in found.pairs[:_PAIRS]],
        file=f"{api}&format=csv",
        how=word(
            "overlap_how", page.language, **{method: f"{least:.2f}" for method, least in LEAST_SIMILARITY.items()}
        ),
        methods=[
            (
                word("method_of", page.language, indicator=page.say(indicator(name).meta.title)),
                link(f"/indicators/{name}", page.language, page.request),
            )
            for name in SHARES
        ],
        api=api,
        command=f"rashinban overlap {mine} {theirs}" + (f" --release {selection.release}" if selection.release else ""),
    )


def _lead(
    page: Page, measured: Mapping[str, Measured], awards: int, name: str, other: str, shown: Sequence[Figure]
) -> str:
    """The shares of one programme in a sentence, each with the number of awards of which it is one."""
    said = []
    for what, seen, figure in zip(("people", "text"), measured.values(), shown, strict=True):
        if seen.value is not None:
            whole = "overlap_part_all" if seen.observed == awards else "overlap_part"
            observed = page.number(seen.observed, "count")
            part = word(whole, page.language, value=figure.text, observed=observed)
            said.append(word(f"overlap_lead_{what}", page.language, part=part, other=other))
    if not said:
        return word("overlap_lead_unseen", page.language, programme=name, other=other)
    return word("overlap_lead", page.language, programme=name, said=joined(page, said))


def _nothing(page: Page, found: Overlap | None) -> list[str]:
    """What is said where there is no pair of programmes, or one of them has no awards."""
    if found is None:
        return [word("overlap_intro", page.language)]
    empty = [id for id, count in zip((found.programme, found.other), found.awards, strict=True) if not count]
    return [word("overlap_no_awards", page.language, programme=page.say(programme(id).labels)) for id in empty]


def _controls(page: Page, counts: Mapping[str, int], mine: str, theirs: str) -> list[dict[str, object]]:
    """The programmes that have awards, each below its parent; and those asked for."""
    options = [("", word("overlap_choose", page.language))]
    for id, one in in_tree():
        if id in counts or id in (mine, theirs):
            name = "\u3000" * (len(ancestors(id)) - 1) + page.say(one.labels)
            awards = page.number(counts.get(id, 0), "count")
            options.append((id, word("overlap_option", page.language, name=name, awards=awards)))
    return [
        {"name": name, "text": word(f"overlap_{name}", page.language), "options": options, "chosen": chosen}
        for name, chosen in (("programme", mine), ("other", theirs))
    ]


def _awards_head(page: Page) -> dict[str, str]:
    return {
        "name": "awards",
        "text": word("overlap_awards", page.language),
        "title": page.say(indicator("awards").meta.definition),
        "href": link("/indicators/awards", page.language, page.request),
    }


def _rows(page: Page, found: Overlap, names: list[str], selection: Selection) -> list[dict[str, Any]]:
    """A row for each of the two: how many awards, and the shares that overlap; each number leads to its card."""
    made: list[list[Figure]] = []
    sides = [(found.programme, found.other), (found.other, found.programme)]
    bare = Selection(options=selection.options, release=selection.release)
    answers = [page.base.show("awards", where={"programme": mine}).rows for mine, _ in sides]
    counted = [
        Cell(who=name, seen=rows[0].measured["awards"] if rows else None, where={"programme": mine})
        for name, rows, (mine, _) in zip(names, answers, sides, strict=True)
    ]
    made.append(figures(page, "awards", counted, bare))
    for measure in SHARES:
        cells = [
            Cell(who=name, seen=found.shares[mine][measure], where={"programme": mine, "other": theirs})
            for name, (mine, theirs) in zip(names, sides, strict=True)
        ]
        made.append(figures(page, measure, cells, bare))
    return [
        {"name": name, "figures": list(own), "href": "", "own": False, "place": ""}
        for name, own in zip(names, zip(*made, strict=True), strict=True)
    ]


def _told(page: Page, total: int) -> str:
    if total < 2:
        return word("overlap_pair_one" if total else "overlap_pairs_none", page.language)
    name = "overlap_pairs_all" if total <= _PAIRS else "overlap_pairs_shown"
    return word(name, page.language, total=page.number(total, "count"), shown=_PAIRS)


def _pair(page: Page, pair: Mapping[str, Any]) -> dict[str, object]:
    shared = pair["shared"]
    return {
        "own": _side(page, pair, ""),
        "other": _side(page, pair, "other_"),
        "people": [
            {
                "name": one["name"],
                "href": "" if one["person"].startswith("orcid:") else address(page, "authors", one["person"]),
            }
            for one in shared[:_PEOPLE]
        ],
        "more": word("overlap_more_people", page.language, count=len(shared) - _PEOPLE)
        if len(shared) > _PEOPLE
        else "",
        "similarity": None if pair["similarity"] is None else f"{pair['similarity']:.2f}",
        "timing": word(f"overlap_timing_{pair['timing']}", page.language),
    }


def _side(page: Page, pair: Mapping[str, Any], which: str) -> dict[str, str]:
    starts, ends = pair[f"{which}starts"], pair[f"{which}ends"]
    if starts and ends:
        period = word("overlap_period", page.language, starts=starts, ends=ends)
    elif starts:
        period = word("overlap_period_open", page.language, starts=starts)
    else:
        period = word("overlap_period_none", page.language)
    number = pair[f"{which}number"] or ""
    return {
        "href": address(page, "awards", pair[f"{which}award_id"]),
        "title": pair[f"{which}title"] or number or pair[f"{which}award_id"],
        "number": number,
        "period": period,
    }
