"""Amounts are written as each language counts them, and never as nothing where there is something."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.money import Amount, money, short


@pytest.mark.parametrize(
    ("value", "currency", "en", "ja"),
    [
        (120_000_000, "JPY", "JPY\u00a0120\u00a0M", "1.2億円"),
        (12_345, "JPY", "JPY\u00a012.3\u00a0k", "1.2万円"),
        (9_999, "JPY", "JPY\u00a09,999", "9,999円"),
        (9_999.6, "JPY", "JPY\u00a010.0\u00a0k", "1.0万円"),  # not 10,000, which is written 10.0 k
        (99_960_000, "USD", "USD\u00a0100\u00a0M", "9,996万米ドル"),  # 99.96 is 100, not 100.0
        (999_600_000, "EUR", "EUR\u00a01.0\u00a0bn", "10.0億ユーロ"),  # not 1,000 M
        (999_960_000_000, "JPY", "JPY\u00a01.0\u00a0tn", "1.0兆円"),  # not 10,000億
        (Decimal("10.5"), "USD", "USD\u00a010.50", "10.50米ドル"),
        (Fraction(1, 3), "JPY", "JPY\u00a0<\u00a01", "<\u00a01円"),
        (Fraction(1, 3), "USD", "USD\u00a00.33", "0.33米ドル"),
        (0, "JPY", "JPY\u00a00", "0円"),
        (-250_000_000, "JPY", "JPY\u00a0−250\u00a0M", "−2.5億円"),
        (120_000_000, "CHF", "CHF\u00a0120\u00a0M", "CHF\u00a01.2億"),
        (None, "JPY", "not observed", "観測なし"),
    ],
)
def test_money(value: Amount | None, currency: str, en: str, ja: str) -> None:
    assert (money(value, currency, "en"), money(value, currency, "ja")) == (en, ja)


@pytest.mark.parametrize(("language", "shown"), [("en", "120\u00a0M"), ("ja", "1.2億")])
def test_a_number_without_its_currency(language: Language, shown: str) -> None:
    assert short(120_000_000, "JPY", language) == shown
