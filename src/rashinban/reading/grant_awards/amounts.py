"""Each row is one amount of an award: of one fiscal year, or of the whole award."""

from __future__ import annotations

from dataclasses import dataclass

from rashinban.reading.grant_awards.element import Award, order, positions
from rashinban.reading.xml import Element
from rashinban.schema import kinds
from rashinban.schema.japanese import amount_jpy

_COSTS = {"total": "totalCost", "direct": "directCost", "indirect": "indirectCost"}
#: How a unit says that it is the yen; no unit is the yen too.
_YEN = frozenset(("yen", "Yen", "YEN", "JPY", "jpy"))


@dataclass(frozen=True, kw_only=True)
class _Amount:
    """What one element says. name: what the amount is called, so that two amounts of one year are told apart."""

    name: str
    year: int | None
    is_planned: bool | None
    currency: str | None
    costs: dict[str, int]


def read(award: Award, summaries: list[Element]) -> tuple[int | None, str | None]:
    """Add the amounts; the total of the whole award with its currency: what was paid, else what is planned.

    Lists of several yearly records say the same fiscal year again, as it stood then: the last list stands, so that
    the years add up to the whole. What was planned and what was paid for one year are two rows.
    """
    whole = _whole(award, summaries)
    yearly = _yearly(award)
    whole += [amount for amount in yearly if amount.year is None and not whole]
    position = positions()
    for amount in (*whole, *(each for each in yearly if each.year is not None)):
        for kind, value in amount.costs.items():
            award.rows.add(
                "award_amounts",
                award_id=award.award_id,
                position=next(position),
                fiscal_year=amount.year,
                kind=kind,
                amount=value,
                currency=amount.currency,
                is_planned=amount.is_planned,
            )
    totals = [amount for amount in whole if "total" in amount.costs]
    first = next((amount for amount in totals if not amount.is_planned), next(iter(totals), None))
    return (first.costs["total"], first.currency) if first else (None, None)


def _whole(award: Award, summaries: list[Element]) -> list[_Amount]:
    """Of the whole award, from the Japanese summary; the English one has them again under other names."""
    of_language = [
        [
            _amount(award, each, award.attribute(each, "caption") or "")
            for each in order(award, award.reading.many(summary, "overallAwardAmount"))
        ]
        for summary in summaries
    ]
    master = next(filter(None, of_language), [])
    for other in of_language:
        found = [each.costs for each in other if each.costs not in [known.costs for known in master]]
        if found:
            award.rows.refuse_value("awards.amount", "another amount than in the Japanese summary, which stands", found)
    return master


def _yearly(award: Award) -> list[_Amount]:
    """By fiscal year, in the order of years; what the list of a later year says of the same year stands."""
    found: dict[tuple[str, int | None, bool | None, str | None], _Amount] = {}
    lists = [
        (award.year_of(award.attribute(each, "parentId")), each) for each in order(award, award.many("awardAmountList"))
    ]
    for listed_in, listed in sorted(lists, key=lambda each: each[0] or 0):
        name = "/".join(filter(None, (award.text(each) for each in award.reading.many(listed, "caption"))))
        for element in order(award, award.reading.many(listed, "awardAmount")):
            amount = _amount(award, element, name, listed_in)
            key = (name, amount.year, amount.is_planned, amount.currency)
            before = found.get(key)
            if before is not None and before.costs != amount.costs:
                reason = "an earlier amount of the same fiscal year; a later list says another, which stands"
                award.rows.refuse_value("award_amounts.amount", reason, f"{before.year}: {before.costs}")
            found[key] = amount
    return sorted(found.values(), key=lambda amount: (amount.year or 0, amount.is_planned is not False))


def _amount(award: Award, element: Element, name: str, listed_in: int | None = None) -> _Amount:
    """One element. Where it has no @fiscalYear it is of the year that its list belongs to."""
    year = award.fiscal_year(award.attribute(element, "fiscalYear"), "award_amounts.fiscal_year") or listed_in
    unit = award.text(element, "unit/normalizedValue") or award.text(element, "unit/originalValue")
    costs, currency = {}, None
    for kind, path in _COSTS.items():
        money = award.rows.take(lambda text: _money(text, unit), award.value(element, path), "award_amounts.amount")
        if money is not None:
            costs[kind], currency = money
    return _Amount(
        name=name,
        year=None if award.flag(element, "overall") else year,
        # Amounts without the mark are paid, as the definition says.
        is_planned=award.flag(element, "planned") if award.attribute(element, "planned") else False,
        currency=currency,
        costs=costs,
    )


def _money(text: str, unit: str | None) -> tuple[int, str]:
    """An amount in yen, where there is no unit or one of yen (円, 千円), else in the currency that the unit names."""
    if unit is None or unit in _YEN:
        return amount_jpy(text, "円")
    if unit.endswith("円"):
        return amount_jpy(text, unit)
    return kinds.money(text, unit)
