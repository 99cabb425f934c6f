"""Each choice is one word of an address with the values it may have, and the control that sets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from fastapi.responses import RedirectResponse

from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.labels import label
from rashinban.catalog import indicator
from rashinban.definitions import lookups
from rashinban.definitions.areas import AreaList, areas
from rashinban.definitions.areas import area_lists as read_lists
from rashinban.errors import NotFound, UsageError

#: Indicators of a country in an area that the pages can be asked for; the first is meant where none is named.
MEASURES = ("p_top_10_share", "p_share", "pp_top_10", "mncs", "p", "p_top_10", "rca", "growth")


@cache
def area_lists() -> Mapping[str, AreaList]:
    """The published lists of technology areas by name; they come with the program and stay as they are."""
    return {entry.list: entry for _, entry in read_lists()}


def chosen(page: Page, name: str, known: Sequence[str], otherwise: str) -> str:
    """The value of one of a page's own words; a value that is not known is refused."""
    value = page.request.query_params.get(name) or otherwise
    if value not in known:
        raise UsageError(f"{name} {value[:40]!r} is not known here; known are {', '.join(filter(None, known))}")
    return value


def area_list(page: Page) -> tuple[str, AreaList]:
    """The published list whose areas are shown: `list=jp20`."""
    known = area_lists()
    name = chosen(page, "list", list(known), next(iter(known)))
    return name, known[name]


def own_country(page: Page, selection: Selection) -> str:
    """The one country that a page highlights: of its address, else of the server."""
    # Asking refuses a code that is none.
    asked = selection.question().filter("country")
    if asked is None:
        return page.country
    if len(asked.values) != 1:
        raise UsageError(f"country={'|'.join(asked.values)}: this page is about one country; see /compare for two")
    return asked.values[0]


def known_country(code: str) -> str:
    """A country code out of a path."""
    if code not in lookups()["countries"].column("country_code").to_pylist():
        raise NotFound(f"country {code[:40]!r} is not known; write two capital letters (ISO 3166-1), for example JP")
    return code


def known_area(area_id: str) -> str:
    """The id of a technology area out of a path."""
    if area_id not in areas():
        raise NotFound(f"technology area {area_id[:40]!r} is not known; /superiority lists those that are")
    return area_id


def redirect(page: Page, path: str, selection: Selection, *own: str) -> RedirectResponse:
    """What a form asked, under its own address; `own` are the words of the page that stay."""
    given = page.request.query_params
    kept = {name: given.get(name) for name in own}
    return RedirectResponse(link(path + selection.query(**kept), page.language), 303)


def choose_list(page: Page, chosen_list: str) -> dict[str, object]:
    options = [(entry.list, page.say(entry.labels)) for entry in area_lists().values()]
    return {"name": "list", "text": word("control_list", page.language), "options": options, "chosen": chosen_list}


def choose_measure(page: Page, name: str, known: Sequence[str] = MEASURES) -> dict[str, object]:
    options = [(one, page.say(indicator(one).meta.title)) for one in known]
    return {"name": "indicator", "text": word("control_indicator", page.language), "options": options, "chosen": name}


def choose_country(
    page: Page, code: str, known: Mapping[str, str], *, name: str = "country", text: str = "control_country"
) -> dict[str, object]:
    """The countries of the release, by name; `known` are their names by code."""
    options = sorted(known.items(), key=lambda item: item[1])
    return {"name": name, "text": word(text, page.language), "options": options, "chosen": code}


def choose_area(page: Page, area_id: str, *, everything: bool = False) -> dict[str, object]:
    """All areas of all lists; with `everything`, also none of them."""
    options = [("", word("control_all_areas", page.language))] if everything else []
    for entry in area_lists().values():
        options += [(one.id, f"{page.say(one.labels)} ({one.id})") for one in entry.areas]
    text = word("control_area", page.language)
    return {"name": "technology_area", "text": text, "options": options, "chosen": area_id}


def choose_counting(page: Page, selection: Selection) -> dict[str, object]:
    options = [(name, label(name, page.language)) for name in ("fractional", "full")]
    counting = selection.options.get("counting", "fractional")
    return {"name": "counting", "text": label("counting", page.language), "options": options, "chosen": counting}


def kept_words(selection: Selection, *shown: str) -> list[tuple[str, str]]:
    """What the address asks beside the controls that are shown: a form keeps it in hidden fields."""
    given = {**selection.where, **selection.options, "release": selection.release or ""}
    return [(name, value) for name, value in given.items() if value and name not in shown]
