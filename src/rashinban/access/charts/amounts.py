"""Each amount of a picture is money of one currency or, where none is named, a count; each year is of a calendar."""

from __future__ import annotations

from typing import Literal, TypeAlias

from rashinban.access.charts.frame import Spec, axis
from rashinban.access.serialisers.display import Language, number
from rashinban.access.serialisers.money import SCALES, Amount, money
from rashinban.schema.text import Text

#: How years are counted: Japan's and the United States' fiscal years, January to December, or as each funder does.
Calendar: TypeAlias = Literal["fiscal", "calendar", "us-fiscal", "funder"]

_CALENDARS: dict[Calendar, Text] = {
    "fiscal": Text(en="fiscal year (April to March)", ja="年度（4月〜翌年3月）"),
    "calendar": Text(en="calendar year", ja="暦年（1月〜12月）"),
    "us-fiscal": Text(en="US fiscal year (October to September)", ja="米国会計年度（前年10月〜9月）"),
    "funder": Text(en="fiscal year, of each funder", ja="各配分機関の会計年度"),
}


def calendar_title(calendar: Calendar, language: Language) -> str:
    """What a year of the axis is, in words."""
    text = _CALENDARS[calendar]
    return text.ja if language == "ja" else text.en


def year_name(year: int, calendar: Calendar, language: Language) -> str:
    """FY2024, 2024年度; a calendar year is 2024, 2024年."""
    if calendar == "calendar":
        return f"{year}年" if language == "ja" else str(year)
    return f"{year}年度" if language == "ja" else f"FY{year}"


def told_amount(value: Amount | None, currency: str | None, language: Language) -> str:
    """An amount in words: money of its currency, or a count where there is no currency."""
    if currency is None:
        return number(None if value is None else float(value), "count", language)
    return money(value, currency, language)


def amount_axis(ticks: int, currency: str | None, language: Language) -> Spec:
    """An axis of counts or of money; its title, which the picture writes, names the currency."""
    counts = axis("count", language, ticks)
    return counts if currency is None else {**counts, "labelExpr": _MONEY[language]}


#: How an axis writes money, in Vega's expression language: the words of serialisers.money.
_MONEY: dict[Language, str] = {
    language: " : ".join(
        [
            *(f"datum.value >= {least} ? format(datum.value / {least}, '~g') + '{word}'" for least, word in scales),
            "format(datum.value, ',')",
        ]
    )
    for language, scales in SCALES.items()
}
