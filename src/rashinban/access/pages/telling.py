"""Each sentence is a fixed text of a page whose numbers lead to the cards behind them."""

from __future__ import annotations

from calendar import month_name
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from rashinban.access.pages.figures import card_address
from rashinban.access.pages.page import Page
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money
from rashinban.catalog import indicator
from rashinban.measure.answer import Measured

#: Counts from here on are told without parts.
_WHOLE_FROM = 10


class Number(NamedTuple):
    """A number as it is written, and where it leads."""

    text: str
    href: str


def sentence(page: Page, name: str, /, **parts: str | Number) -> Markup:
    """The text called `name` with its parts; a number becomes a link, and everything from data is escaped."""
    return Markup(word(name, page.language)).format(
        **{key: _link(part) if isinstance(part, Number) else part for key, part in parts.items()}
    )


def day_of(page: Page, day: date) -> str:
    """`1 February 2026`, `2026年2月1日`."""
    if page.language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"


def _link(one: Number) -> Markup:
    return Markup('<a class="number" href="{}">{}</a>').format(one.href, one.text)


def number_of(page: Page, name: str, seen: Measured, selection: Selection) -> Number:
    """The value of an indicator, which must have one, with the way to its card."""
    return Number(page.number(seen.value, indicator(name).meta.display), card_address(page, name, selection))


def about(page: Page, name: str, seen: Measured, selection: Selection) -> Number:
    """The same of a count of which a reader needs no parts: whole from ten on, with one decimal below."""
    value = seen.value or 0.0
    whole = value >= _WHOLE_FROM or value == round(value)
    text = page.number(round(value), "count") if whole else page.number(value, indicator(name).meta.display)
    return Number(text, card_address(page, name, selection))


def amount_of(page: Page, name: str, seen: Measured, currency: str, selection: Selection) -> Number:
    """The same of an amount of money."""
    return Number(money(seen.value, currency, page.language), card_address(page, name, selection))
