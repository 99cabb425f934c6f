"""What one country's awards in a technology area cost, and what they led to, in sentences for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from rashinban.access.pages.figures import answer_to, joined
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.telling import about, amount_of, day_of, number_of, sentence
from rashinban.access.selection import Selection
from rashinban.definitions.programmes import ancestors, programmes
from rashinban.measure.answer import Measured

#: Programmes that are told.
_PROGRAMMES = 5


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What is known of the awards. currency: that of most awards; None where no award is known. day: of the data."""

    page: Page
    country: str
    selection: Selection
    awards: float
    by_currency: Sequence[tuple[str | None, Mapping[str, Measured]]]
    day: date

    @property
    def currency(self) -> str | None:
        return next((code for code, _ in self.by_currency if code is not None), None)

    @property
    def money(self) -> Selection:
        return self.selection.having(currency=self.currency)

    @property
    def of_day(self) -> Selection:
        return self.selection.having(date=self.day.isoformat())


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme with what it gave, as a line of a list."""

    name: str
    href: str
    said: Markup


def paid(page: Page, area: str, code: str, country: str, release: str | None) -> Paid:
    """The awards of a country in an area, by currency."""
    selection = Selection(where={"country": code, "technology_area": area}, release=release)
    rows = answer_to(page, ("awards", "amount"), "currency", selection).rows
    found = [(_text(row.keys["currency"]), row.measured) for row in rows if row.measured["awards"].value]
    found.sort(key=lambda one: (-(one[1]["awards"].value or 0.0), one[0] or ""))
    as_of = page.base.about.get("as_of")
    return Paid(
        page=page,
        country=country,
        selection=selection,
        awards=sum(seen["awards"].value or 0.0 for _, seen in found),
        by_currency=found,
        day=date.fromisoformat(as_of) if as_of else date.today(),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def cost(of: Paid) -> Iterator[Markup]:
    """How much, what part of all research money that is, and how much of it goes on now."""
    page = of.page
    if not of.by_currency:
        yield sentence(page, "tech_money_none", country=of.country)
        return
    everything = answer_to(page, "awards", (), of.selection).rows[0].measured["awards"]
    awards = about(page, "awards", everything, of.selection)
    amount = dict(of.by_currency)[of.currency]["amount"] if of.currency else None
    if of.currency is None or amount is None or amount.value is None:
        yield sentence(page, "tech_money_unknown", country=of.country, awards=awards)
    else:
        spent = amount_of(page, "amount", amount, of.currency, of.money)
        yield sentence(page, "tech_money_amount", country=of.country, amount=spent, awards=awards)
        part = answer_to(page, "amount_part", (), of.money).rows
        if part and part[0].measured["amount_part"].value is not None:
            share = number_of(page, "amount_part", part[0].measured["amount_part"], of.money)
            yield sentence(page, "tech_money_part", country=of.country, part=share)
    others = [code for code, _ in of.by_currency if code not in (None, of.currency)]
    if others:
        yield sentence(page, "tech_money_others", currencies=joined(page, [code for code in others if code]))
    live = answer_to(page, "live_awards", (), of.of_day).rows
    if live and live[0].measured["live_awards"].value is not None:
        running = about(page, "live_awards", live[0].measured["live_awards"], of.of_day)
        name = "tech_money_live" if live[0].measured["live_awards"].value else "tech_money_live_none"
        yield sentence(page, name, date=day_of(page, of.day), live=running)


def programmes_of(of: Paid) -> list[Programme]:
    """The programmes that gave most. Of a programme and one within it the wider is told: no money stands twice."""
    if of.currency is None:
        return []
    rows = answer_to(of.page, ("awards", "amount"), "programme", of.money).rows
    seen = {str(row.keys["programme"]): row.measured for row in rows if row.keys["programme"] is not None}
    known = programmes()
    top = [id for id in seen if id in known and not set(ancestors(id)[1:]) & set(seen)]
    top = [id for id in top if seen[id]["amount"].value]
    top.sort(key=lambda id: (-(seen[id]["amount"].value or 0.0), id))
    return [
        Programme(
            name=of.page.say(known[id].labels),
            href=link(f"/programme/{quoted(id)}", of.page.language, of.page.request),
            said=_given(of, id, seen[id]),
        )
        for id in top[:_PROGRAMMES]
    ]


def _given(of: Paid, id: str, seen: Mapping[str, Measured]) -> Markup:
    assert of.currency is not None
    own = of.money.having(programme=id)
    return sentence(
        of.page,
        "tech_programme",
        amount=amount_of(of.page, "amount", seen["amount"], of.currency, own),
        awards=about(of.page, "awards", seen["awards"], own),
    )


def patents(of: Paid) -> Iterator[Markup]:
    """The patents that awards name. Where nobody lists patents they are not known, which is not none."""
    if not of.by_currency:
        return
    rows = answer_to(of.page, "patents", (), of.of_day).rows
    seen = rows[0].measured["patents"] if rows else None
    if seen is None or seen.value is None:
        yield sentence(of.page, "tech_patents_unknown")
    else:
        yield sentence(of.page, "tech_patents", patents=about(of.page, "patents", seen, of.of_day))
