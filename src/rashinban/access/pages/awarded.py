"""Each question is about the awards of one programme, portfolio or funder, and what its page lets be chosen.

What may be chosen stands in the address: the currency, the day of which live awards are told, how sure a link to an
output must be, and awards that are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rashinban.access.charts.amounts import Calendar
from rashinban.access.pages.figures import Figure, Subject, figures_of, heads
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.programmes import in_tree
from rashinban.access.selection import Selection
from rashinban.access.serialisers.money import money, short
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured, Row

#: Words of the address besides the keys of questions: the list of technology areas, and which part of the page.
OWN = ("list", "part")
#: The parts of a page: what is awarded when; where the money goes; what came of it.
PARTS = ("overview", "money", "outputs")
CURRENCY, DATE, CONFIDENCE, WITHOUT = "currency", "date", "confidence", "award!"
_CHOICES = (CURRENCY, DATE, CONFIDENCE, WITHOUT)
#: Every degree of confidence, the surest first; as a filter it makes works be those that came of awards.
DEGREES = ("exact-id", "number-in-text", "inferred")
#: What can be chosen: each degree with all that are surer.
LEAST = {degree: "|".join(DEGREES[: place + 1]) for place, degree in enumerate(DEGREES)}
_PART = {"institution": "amount_share", "country": "amount_share", "technology_area": "amount_part"}
#: More awards than this are left out by a portfolio's file.
_MOST_LEFT_OUT = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One such question. value: of the filter `key`; path: of the page.

    currencies: those of the awards, that of most awards first; today: the day asked about; seen: until when outputs are
    seen, which no day asked about can move beyond the day of the data.
    """

    page: Page
    key: str
    value: str
    name: str
    path: str
    calendar: Calendar
    chosen: Mapping[str, str]
    release: str | None
    today: date
    seen: date
    by_currency: Mapping[str | None, Mapping[str, Measured]]
    _known: dict[tuple[object, ...], Sequence[Row]] = field(default_factory=dict, repr=False)

    def rows(self, names: str | tuple[str, ...], by: str | tuple[str, ...], of: Selection) -> Sequence[Row]:
        """The rows of an answer; several sections of the page ask the same, and it is computed once."""
        key = (names, by, of.query())
        if key not in self._known:
            options: dict[str, Any] = dict(of.options)
            self._known[key] = self.page.base.show(names, by, of.where, **options).rows
        return self._known[key]

    @property
    def currencies(self) -> Sequence[str]:
        known = [(one, seen["awards"].value or 0.0) for one, seen in self.by_currency.items() if one is not None]
        return [one for one, _ in sorted(known, key=lambda pair: (-pair[1], pair[0]))]

    @property
    def currency(self) -> str | None:
        """The one that amounts are told in; None where no amount is known. Amounts of two are never added."""
        return self.chosen.get(CURRENCY) or next(iter(self.currencies), None)

    @property
    def count(self) -> float:
        """All awards, also those without an amount."""
        return sum(seen["awards"].value or 0.0 for seen in self.by_currency.values())

    @property
    def without(self) -> Sequence[str]:
        """The awards that are left out."""
        return self.chosen[WITHOUT].split("|") if WITHOUT in self.chosen else ()

    @property
    def awards(self) -> Selection:
        """All its awards but those left out."""
        where = {self.key: self.value, WITHOUT: self.chosen.get(WITHOUT, "")}
        return Selection(where={key: value for key, value in where.items() if value}, release=self.release)

    @property
    def money(self) -> Selection:
        """Its awards in the currency that is told."""
        return self.awards.having(currency=self.currency)

    @property
    def below(self) -> Selection:
        """The same with the programmes below: a filter of one programme leaves no other to be told by."""
        if self.key != "programme":
            return self.money
        return self.money.having(programme="|".join([self.value, *(name for name, _ in in_tree(self.value))]))

    @property
    def live(self) -> Selection:
        return self.awards.having(date=self.today.isoformat())

    @property
    def outputs(self) -> Selection:
        """Its outputs with links as sure as asked, as far as they are seen."""
        return self.awards.having(date=self.seen.isoformat(), confidence=self.chosen.get(CONFIDENCE))

    @property
    def works(self) -> Selection:
        """The works that came of its awards, with links as sure as asked."""
        where = {self.key: self.value, CONFIDENCE: self.chosen.get(CONFIDENCE, LEAST["inferred"])}
        return Selection(where=where, release=self.release)

    def here(self, anchor: str = "", **changed: str | None) -> str:
        """This page with other choices; None takes one away."""
        given = self.page.request.query_params
        kept = {**self.chosen, **{name: given.get(name) for name in OWN}, **changed}
        query = Selection(where={key: value for key, value in kept.items() if value}, release=self.release).query()
        return link(self.path + query, self.page.language) + anchor

    def picture(self, kind: str, picture: str) -> str:
        """The address of one of its pictures."""
        given = self.page.request.query_params
        own = {"list": given.get("list"), "picture": picture}
        query = Selection(where=self.chosen, release=self.release).query(**own)
        return link(f"{self.path}/picture.{kind}{query}", self.page.language)

    def files(self, picture: str, *, drawn: bool) -> list[tuple[str, str]]:
        """A picture's files, where it is drawn at all."""
        return [(kind.upper(), self.picture(kind, picture)) for kind in ("svg", "png")] if drawn else []


def ask(
    page: Page, key: str, value: str, *, name: str, path: str, calendar: Calendar, own: Sequence[str] = ()
) -> Asked:
    """The question of an address, with the awards and amounts of each currency. `own`: further words of the page."""
    given = page.selection(*OWN, *own)
    for word_ in given.where:
        if word_ not in _CHOICES:
            raise UsageError(f"{word_} is no choice of this page; known are {', '.join((*_CHOICES, *OWN))}")
    if given.options:
        raise UsageError(f"{next(iter(given.options))} is no choice of this page")
    chosen = dict(given.where)
    least = chosen.get(CONFIDENCE)
    if least is not None and least not in LEAST.values():
        raise UsageError(f"confidence {least[:60]!r} is no choice here; known are {', '.join(LEAST.values())}")
    if len(chosen.get(WITHOUT, "").split("|")) > _MOST_LEFT_OUT:
        raise UsageError(f"award!=: more than {_MOST_LEFT_OUT} awards; leave them out of a portfolio (/portfolio)")
    today = _day(chosen.get(DATE))
    of_data = page.base.about.get("as_of")
    seen = min(today, date.fromisoformat(of_data)) if of_data else today
    asked = Asked(
        page=page, key=key, value=value, name=name, path=path, calendar=calendar, chosen=chosen,
        release=given.release, today=today, seen=seen, by_currency={},
    )  # fmt: skip
    rows = page.base.show("awards,amount", "currency", asked.awards.where).rows
    asked = replace(asked, by_currency={_text(row.keys["currency"]): row.measured for row in rows})
    if CURRENCY in chosen and chosen[CURRENCY] not in asked.currencies:
        known = ", ".join(asked.currencies) or "none"
        raise UsageError(f"currency {chosen[CURRENCY][:20]!r} is none of these awards; known are {known}")
    return asked


def _day(given: str | None) -> date:
    if not given:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"date {given[:40]!r}: write one day, for example 2026-04-01") from None


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def controls(asked: Asked) -> list[dict[str, object]]:
    """The choices that are offered as lists; the day and the awards left out are fields."""
    language = asked.page.language
    found: list[dict[str, object]] = []
    if len(asked.currencies) > 1:
        options = [(one, one) for one in asked.currencies]
        text = word("awarded_currency", language)
        found.append({"name": CURRENCY, "text": text, "options": options, "chosen": asked.currency})
    degrees = [("", word("awarded_confidence_all", language))]
    degrees += [(LEAST[degree], word(f"awarded_least_{degree}", language)) for degree in DEGREES[:-1]]
    text = word("awarded_confidence", language)
    found.append(
        {"name": CONFIDENCE, "text": text, "options": degrees, "chosen": asked.chosen.get(CONFIDENCE, "")}
    )  # fmt: skip
    return found


def columns(key: str) -> tuple[str, ...]:
    """What is told by a key: beside awards and amounts their part of the whole, where an indicator tells it."""
    return ("awards", "amount", *((_PART[key],) if key in _PART else ()))


def table(asked: Asked, key: str, subjects: Sequence[Subject], hrefs: Sequence[str] = ()) -> dict[str, object]:
    """Heads and rows of standing.table for awards in one currency, by one key."""
    page, names = asked.page, columns(key)
    rows = figures_of(page, names, subjects, asked.money, hrefs)
    tops = heads(page, names)
    place = names.index("amount")
    for row, subject in zip(rows, subjects, strict=True):
        figures = row["figures"]
        assert isinstance(figures, list)
        seen = subject.seen.get("amount")
        figures[place] = in_money(asked, figures[place], seen)
    tops[place]["text"] = word("head_amount_in", page.language, currency=asked.currency)
    return {"heads": tops, "rows": rows}


def in_money(asked: Asked, figure: Figure, seen: Measured | None) -> Figure:
    """A figure of an amount, written as money."""
    if seen is None or seen.value is None or asked.currency is None:
        return figure
    said = figure.said.replace(figure.text, money(seen.value, asked.currency, asked.page.language))
    return replace(figure, text=short(seen.value, asked.currency, asked.page.language), said=said)


def subjects_of(
    asked: Asked, key: str, names: Mapping[str, str], rows: Sequence[tuple[str | None, Mapping[str, Measured]]]
) -> list[Subject]:
    """Rows of an answer by one key: what has a value of it under its name, the rest as not stated."""
    unstated = word("awarded_not_stated", asked.page.language)
    return [
        Subject(who=names.get(value, value) if value is not None else unstated, seen=seen,
                where={key: value} if value is not None else {})
        for value, seen in rows
    ]  # fmt: skip


def by_key(asked: Asked, key: str) -> list[tuple[str | None, Mapping[str, Measured]]]:
    """Awards and amounts (and what part of all) by one key, the largest amount first, what is not known last."""
    selection = asked.below if key == "programme" else asked.money
    found = [(_text(row.keys[key]), row.measured) for row in asked.rows(columns(key), key, selection)]
    return sorted(found, key=lambda pair: (pair[0] is None, -(pair[1]["amount"].value or 0.0), pair[0] or ""))
