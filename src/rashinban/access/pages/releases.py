"""Releases as pages: which there are, what each was made of, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.labels import labels
from rashinban.access.pages.page import OpenPage, Page, link
from rashinban.access.pages.wordbook import word
from rashinban.catalog import indicator
from rashinban.stages.diff import ReleaseDiff, release_diff
from rashinban.stages.release import release_list

router = APIRouter()

#: Values of a diff that are shown: those that moved most.
_VALUES = 50


@router.get("/releases")
def listed(page: OpenPage) -> HTMLResponse:
    """Every release, newest first."""
    page.selection()
    found = release_list(page.base.folder)
    return page.render(
        "releases.html.j2",
        title=word("releases_title", page.language),
        releases=[
            {
                "id": one.id,
                "as_of": one.as_of,
                "made": one.made_at[:16].replace("T", " "),
                "works": page.number(one.works, "count"),
                "current": one.current,
                "simulated": one.simulated,
                "open": link("/", page.language, release=one.id),
                "changes": link("/releases/diff", page.language, before=one.previous, after=one.id)
                if one.previous and any(other.id == one.previous for other in found)
                else None,
            }
            for one in found
        ],
    )


@router.get("/releases/diff")
def diff(page: OpenPage) -> HTMLResponse:
    """What changed from one release to another, and why. `rows=yes` counts the rows that changed, table by table."""
    page.selection("before", "after", "rows")
    asked = page.request.query_params
    counted = asked.get("rows") == "yes"
    found = release_diff(
        page.base.folder,
        asked.get("before") or None,
        asked.get("after") or None,
        engine=page.base.session.engine,
        rows=counted,
    )
    moved = sorted(found.values, key=lambda one: abs((one.after or 0) - (one.before or 0)), reverse=True)
    return page.render(
        "diff.html.j2",
        title=word("diff_title", page.language, before=found.before, after=found.after),
        found=found,
        counted=counted,
        reasons=[
            {
                "kind": word(f"reason_{one.kind}", page.language),
                "change": word(f"change_{one.change}", page.language),
                "what": one.what,
            }
            for one in found.reasons
        ],
        values=_values(page, found, moved[:_VALUES]),
        moved=len(moved),
        count=link("/releases/diff", page.language, before=found.before, after=found.after, rows="yes"),
        command=f"rashinban release diff {found.before} {found.after}",
    )


def _values(page: Page, found: ReleaseDiff, moved: object) -> list[Mapping[str, object]]:
    """The headline values that moved, each with the cards of before and after."""
    assert isinstance(moved, list)
    known = labels(page.base.session, "country", [one.country for one in moved])
    rows: list[Mapping[str, object]] = []
    for one in moved:
        meta = indicator(one.indicator).meta
        cards = {
            side: link(f"/card/{one.indicator}", page.language, country=one.country, release=release)
            for side, release in (("before", found.before), ("after", found.after))
        }
        rows.append(
            {
                "indicator": page.say(meta.title),
                "country": page.say(known[one.country]) if one.country else word("not_assigned", page.language),
                "before": page.number(one.before, meta.display),
                "after": page.number(one.after, meta.display),
                "cards": cards if one.country else {},
            }
        )
    return rows
