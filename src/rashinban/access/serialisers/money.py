"""Each amount is money as a reader sees it: `JPY 120 M`, `1.2億円`, with one decimal below a hundred of its unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from rashinban.access.serialisers.display import NOT_OBSERVED, Language
from rashinban.schema.kinds import major

#: What an amount may be: whole units of its currency (yen, dollars), never minor units.
Amount: TypeAlias = int | float | Decimal | Fraction

_NO_BREAK = "\u00a0"
#: From which amount which word is used.
SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e12, f"{_NO_BREAK}tn"), (1e9, f"{_NO_BREAK}bn"), (1e6, f"{_NO_BREAK}M"), (1e3, f"{_NO_BREAK}k")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}
#: 999.5 M would be written 1,000 M, and 9,999.5億 10,000億: it is the next word's 1.0.
_ROUNDED: dict[Language, float] = {"en": 0.9995, "ja": 0.99995}
#: Amounts below this are written in full.
_SHORT_FROM = 9_999.5
#: The names that a Japanese text gives to currencies; any other stands as its code before the number.
_CURRENCIES = {"JPY": "円", "USD": "米ドル", "EUR": "ユーロ", "GBP": "英ポンド", "CNY": "人民元", "KRW": "ウォン"}


def money(value: Amount | None, currency: str, language: Language) -> str:
    """An amount in whole units of its currency (see schema.kinds.major): 120,000,000 yen are `JPY 120 M`, `1.2億円`."""
    if value is None:
        return NOT_OBSERVED[language]
    shown = short(value, currency, language)
    if language == "ja" and currency in _CURRENCIES:
        return f"{shown}{_CURRENCIES[currency]}"
    return f"{currency}{_NO_BREAK}{shown}"


def short(value: Amount, currency: str, language: Language) -> str:
    """The number alone, where a title beside it names the currency: `120 M`, `1.2億`."""
    size = abs(float(value))
    sign = "−" if value < 0 else ""
    if size < _SHORT_FROM:
        return _full(size, currency, sign)
    for scale, word in SCALES[language]:
        if size >= scale * _ROUNDED[language]:
            part = size / scale
            # 99.96 is 100, not 100.0.
            return f"{sign}{part:,.{0 if round(part, 1) >= 100 else 1}f}{word}"
    raise AssertionError("the smallest word begins where the short form does")


def _full(size: float, currency: str, sign: str) -> str:
    """To the last whole unit, or to the last minor unit where there is a part of a unit."""
    smallest = major(1, currency)
    if size and size < float(smallest) / 2:
        # 0 would say that there was none.
        return f"{'<' if not sign else '>−'}{_NO_BREAK}{smallest}"
    digits = 0 if size == round(size) else -int(smallest.as_tuple().exponent)
    return f"{sign}{size:,.{digits}f}"
