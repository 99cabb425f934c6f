"""Where the money of some awards goes: by year, by recipient, by country, area, and as declared of who leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.lorenz import lorenz
from rashinban.access.charts.yearly import Year, yearly
from rashinban.access.pages import choices
from rashinban.access.pages.awarded import Asked, by_key, columns, subjects_of, table
from rashinban.access.pages.figures import Cell, Subject, card_address, elsewhere, figures
from rashinban.access.pages.listed import address, named
from rashinban.access.pages.page import link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.money import money
from rashinban.catalog import indicator
from rashinban.measure.answer import Measured

#: Recipients, countries, areas... that a table shows; files have them all.
_SHOWN = 20
_CONCENTRATION = ("gini", "effective_number", "top_share")

Rows = Sequence[tuple[str | None, Mapping[str, Measured]]]


def years(asked: Asked) -> dict[str, Any]:
    """Awards by the year in which they begin, and amounts by the year to which the data give them."""
    page = asked.page
    started = {row.keys["year"]: row.measured["awards"] for row in asked.rows("awards", "year", asked.awards)}
    paid = amounts_by_year(asked)
    listed = sorted({year for year in (*started, *paid) if isinstance(year, int)})
    counts = [Cell(who=str(year), seen=started.get(year), where={"year": str(year)}) for year in listed]
    sums = [Cell(who=str(year), seen=paid.get(year), where={"fiscal_year": str(year)}) for year in listed]
    begun, given = figures(page, "awards", counts, asked.awards), figures(page, "amount", sums, asked.money)
    unplaced = paid.get(None)
    # Columns begin at zero: what was paid back, more than was paid, is in the table alone.
    drawn = any(year is not None and seen.value is not None and seen.value >= 0 for year, seen in paid.items())
    dated = any(isinstance(year, int) for year in started)
    return {
        "rows": [
            {
                "year": year,
                "open": _open(asked, year),
                "awards": one,
                "records": records(asked, "awards", asked.awards.having(year=str(year))),
                "amount": _money(asked, two.text, paid.get(year)),
                "href": two.href,
            }
            for year, one, two in zip(listed, begun, given, strict=True)
        ],
        "unplaced": money(unplaced.value, asked.currency or "", page.language)
        if unplaced is not None and unplaced.value
        else None,
        "starts": elsewhere(page, asked.awards, ["awards"], ["year"], asked.files("starts", drawn=dated))
        if dated
        else None,
        "elsewhere": elsewhere(page, asked.money, ["amount"], ["fiscal_year"], asked.files("amounts", drawn=drawn)),
    }


def amounts_by_year(asked: Asked) -> dict[int | None, Measured]:
    if asked.currency is None:
        return {}
    rows = asked.rows("amount", "fiscal_year", asked.money)
    found: dict[int | None, Measured] = {}
    for row in rows:
        year = row.keys["fiscal_year"]
        found[year if isinstance(year, int) else None] = row.measured["amount"]
    return found


def draw_amounts(asked: Asked, width: int) -> Spec | None:
    """Amounts by fiscal year; a year that nobody states is a gap."""
    given = [
        Year(
            year=year,
            value=seen.value,
            partial=_open(asked, year),
            href=card_address(asked.page, "amount", asked.money.having(fiscal_year=str(year))),
        )
        for year, seen in amounts_by_year(asked).items()
        # What was paid back in a year, more than was paid, cannot be a column; the table has it.
        if year is not None and (seen.value is None or seen.value >= 0)
    ]
    title = word("awarded_amounts_axis", asked.page.language, currency=asked.currency)
    return yearly(given, title, asked.calendar, asked.page.language, width, currency=asked.currency)


def draw_starts(asked: Asked, width: int) -> Spec | None:
    """Awards by the fiscal year in which they begin."""
    rows = asked.rows("awards", "year", asked.awards)
    given = [
        Year(year=year, value=row.measured["awards"].value, partial=_open(asked, year))
        for row in rows
        if isinstance(year := row.keys["year"], int)
    ]
    return yearly(given, word("awarded_starts_axis", asked.page.language), asked.calendar, asked.page.language, width)


def _open(asked: Asked, year: int) -> bool:
    """Whether a fiscal year was not over on the day of the data."""
    ends = {"us-fiscal": date(year, 9, 30), "calendar": date(year, 12, 31)}
    return ends.get(asked.calendar, date(year + 1, 3, 31)) > asked.seen


def _money(asked: Asked, otherwise: str, seen: Measured | None) -> str:
    if seen is None or seen.value is None or asked.currency is None:
        return otherwise
    return money(seen.value, asked.currency, asked.page.language)


def recipients(asked: Asked) -> dict[str, Any]:
    """Institutions by amount, and how unequal they are."""
    page = asked.page
    rows = by_key(asked, "institution")
    shown = [row for row in rows if row[0] is not None][:_SHOWN]
    rest = [row for row in rows if row[0] is None]
    ids = [id for id, _ in shown if id is not None]
    names = named(page, "institution", ids)
    nobody = word("awarded_no_institution", page.language)
    subjects = [
        *subjects_of(asked, "institution", names, shown),
        *(Subject(who=nobody, seen=seen, where={}) for _, seen in rest),
    ]
    drawn = any((seen["amount"].value or 0) > 0 for id, seen in rows if id is not None)
    answer = asked.rows(_CONCENTRATION, (), asked.money)
    seen = answer[0].measured if answer else {}
    return {
        "table": table(asked, "institution", subjects, [address(page, "institutions", id) for id in ids]),
        "total": len(rows) - len(rest),
        "shown": len(shown),
        "concentration": [_one(asked, name, seen.get(name)) for name in _CONCENTRATION],
        "drawn": drawn,
        "elsewhere": elsewhere(
            page, asked.money, columns("institution"), ["institution"], asked.files("lorenz", drawn=drawn)
        ),
    }


def _one(asked: Asked, name: str, seen: Measured | None) -> dict[str, str]:
    (figure,) = figures(asked.page, name, [Cell(who="", seen=seen, where={})], asked.money)
    title = asked.page.say(indicator(name).meta.title)
    return {"name": title, "text": figure.text, "interval": figure.interval, "href": figure.href}


def draw_lorenz(asked: Asked, width: int) -> Spec | None:
    """The curve of all recipients that are known by an id and got more than nothing."""
    if asked.currency is None:
        return None
    amounts = [seen["amount"].value for id, seen in by_key(asked, "institution") if id is not None]
    got = [amount for amount in amounts if amount is not None and amount > 0]
    return lorenz(got, "recipients", asked.page.language, width)


def givers(asked: Asked) -> dict[str, Any]:
    """By funder and by programme, each where there are several; levels of the tree of programmes do not add up."""
    page, found = asked.page, {}
    for key, kind in (("funder", "funders"), ("programme", "")):
        rows = by_key(asked, key)
        ids = [id for id, _ in rows if id is not None]
        shown = _first(rows)
        hrefs = [
            address(page, kind, id) if kind else link(f"/programme/{quoted(id)}", page.language, page.request)
            for id in ids[:_SHOWN]
        ]
        subjects = subjects_of(asked, key, named(page, key, ids), shown)
        nobody = word(f"awarded_no_{key}", page.language)
        subjects = [one if one.where else Subject(who=nobody, seen=one.seen, where={}) for one in subjects]
        found[key] = {
            "table": table(asked, key, subjects, hrefs) if len(rows) > 1 else None,
            "elsewhere": elsewhere(
                page, asked.below if key == "programme" else asked.money, ["awards", "amount"], [key]
            ),
        }
    return found


def countries(asked: Asked) -> dict[str, Any]:
    """By the country of the recipients; one country alone is a sentence."""
    page = asked.page
    rows = by_key(asked, "country")
    ids = [id for id, _ in rows if id is not None]
    names = named(page, "country", ids)
    hrefs = [link(f"/country/{quoted(id)}", page.language, page.request) for id in ids[:_SHOWN]]
    subjects = subjects_of(asked, "country", names, _first(rows))
    return {
        "only": names[ids[0]] if len(rows) == 1 and ids else None,
        "table": table(asked, "country", subjects, hrefs),
        "total": len(ids),
        "elsewhere": elsewhere(page, asked.money, columns("country"), ["country"]),
        "regions": elsewhere(page, asked.money, ["awards", "amount"], ["region"]),
    }


def _first(rows: Rows) -> Rows:
    """The first of those that are known, then what is not."""
    known = [row for row in rows if row[0] is not None][:_SHOWN]
    return [*known, *(row for row in rows if row[0] is None)]


def areas(asked: Asked) -> dict[str, Any]:
    """By technology area of one list, through the works that came of the awards; areas do not add up."""
    page = asked.page
    list_, entry = choices.area_list(page)
    of_list = {one.id for one in entry.areas}
    rows = [row for row in by_key(asked, "technology_area") if row[0] in of_list]
    ids = [id for id, _ in rows if id is not None]
    hrefs = [address(page, "technology_areas", id) for id in ids[:_SHOWN]]
    subjects = subjects_of(asked, "technology_area", named(page, "technology_area", ids), rows[:_SHOWN])
    return {
        "list": list_,
        "list_name": page.say(entry.labels),
        "lists": [
            (page.say(one.labels), asked.here("#areas", list=name), name == list_)
            for name, one in choices.area_lists().items()
        ],
        "table": table(asked, "technology_area", subjects, hrefs),
        "elsewhere": elsewhere(page, asked.money, columns("technology_area"), ["technology_area"]),
    }


def declared(asked: Asked, key: str) -> dict[str, Any] | None:
    """By what is declared of who leads; None where nobody declares."""
    rows = by_key(asked, key)
    if all(value is None for value, _ in rows):
        return None
    return {
        "table": table(asked, key, subjects_of(asked, key, {}, _first(rows))),
        "elsewhere": elsewhere(asked.page, asked.money, ["awards", "amount"], [key]),
    }


def records(asked: Asked, name: str, selection: Any) -> str:
    """The address of the awards (or works) behind a number."""
    return link(f"/records/{name}{selection.query()}", asked.page.language)
