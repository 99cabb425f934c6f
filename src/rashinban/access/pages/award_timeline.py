"""An award's way: the award, then its works, its patents, its companies, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from rashinban.access.award_timeline import Came, Happened, came_of
from rashinban.access.charts.events import Event, Track
from rashinban.access.charts.frame import Spec
from rashinban.access.charts.timeline import timeline
from rashinban.access.pages import drawing
from rashinban.access.pages.listed import address, readable
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word

_RECORDS = {"work": "works", "dataset": "works", "patent": "patents", "company": "institutions"}
#: Rows of the table before the fold.
_SHOWN = 20


def way(page: Page, found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The picture and its twin; None where nothing is known to have come of it and no day of it is known."""
    came = came_of(page.base.session, found)
    picture = drawing.drawn(partial(_draw, page, found, came))
    if picture is None:
        return None
    rows = [_row(page, one.kind, each) for one in came for each in one.events or ()]
    rows.sort(key=lambda row: (row["when"] == "", row["when"]))
    here = f"/award/{quoted(found['id'])}/picture"
    return {
        "picture": picture,
        "spec": link(f"{here}.json?picture=way", page.language, page.request),
        "files": [(kind.upper(), link(f"{here}.{kind}", page.language, page.request)) for kind in ("svg", "png")],
        "rows": rows[:_SHOWN],
        "folded": rows[_SHOWN:],
        "unobserved": [word(f"way_{one.kind}", page.language) for one in came if one.events is None],
        "undated": sum(each.when is None for one in came for each in one.events or ()),
        "more": sum(one.more for one in came),
    }


def draw(page: Page, found: Mapping[str, Any], width: int) -> Spec | None:
    """The picture in a width."""
    return _draw(page, found, came_of(page.base.session, found), width)


def _draw(page: Page, found: Mapping[str, Any], came: Sequence[Came], width: int) -> Spec | None:
    tracks = [
        Track(
            kind=one.kind,
            events=None
            if one.events is None
            else [
                Event(when=each.when, name=readable(each.name), href=_href(page, one.kind, each))
                for each in one.events
                if each.when is not None
            ],
        )
        for one in came
    ]
    start, end = _day(found["start_date"]), _day(found["end_date"])
    # Days that contradict each other are shown in the facts as they are; no bar can be drawn of them.
    if start is not None and end is not None and end < start:
        start = end = None
    return timeline(start, end, tracks, page.language, width)


def _day(given: Any) -> date | None:
    return given if isinstance(given, date) else None


def _href(page: Page, kind: str, each: Happened) -> str | None:
    return address(page, _RECORDS[kind], each.id) if each.id else None


def _row(page: Page, kind: str, each: Happened) -> dict[str, Any]:
    return {
        "when": "" if each.when is None else str(each.when),
        "kind": word(f"way_{kind}", page.language),
        "name": readable(each.name),
        "href": _href(page, kind, each),
        "how": word(f"way_how_{each.how}", page.language) if kind == "company" else "",
    }
