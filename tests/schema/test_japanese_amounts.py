"""Amounts of yen: units, numerals, signs; and what says no unit or two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashinban.errors import Refused
from rashinban.schema.japanese import amount_jpy, japanese_number, yen_of

NUMBERS = [
    ("1,234", 1234),
    ("１，２３４", 1234),
    ("二百五十", 250),
    ("百", 100),
    ("千二百三", 1203),
    ("二〇二四", 2024),
    ("1億2,300万", 1_0000_0000 + 2300 * 1_0000),
    ("三億五千万", 3_0000_0000 + 5000 * 1_0000),
    ("1兆", 10**12),
    ("千万", 1000 * 10**4),
    ("1.5億", 1_5000_0000),
    ("〇", 0),
    ("12百", 1200),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number(text: str, number: int) -> None:
    assert japanese_number(text) == number


@pytest.mark.parametrize("text", ["", "12,34", "万億", "百千", "1万2億", "約3", "1.2.3", "一2", "-1", "1,234,5"])
def test_no_number(text: str) -> None:
    with pytest.raises(Refused, match="not a number"):
        japanese_number(text)


AMOUNTS: list[tuple[str | int | float | Decimal, str | None, int]] = [
    ("1,234千円", None, 1234 * 1000),
    ("1,234", "千円", 1234 * 1000),
    ("1,234千円", "千円", 1234 * 1000),
    ("１，２３４円", None, 1234),
    ("12百万円", None, 12 * 10**6),
    ("12.5百万円", None, 12_500_000),
    ("3億円", None, 3 * 10**8),
    ("3億5,000万円", None, 3 * 10**8 + 5000 * 10**4),
    ("3億5千万円", None, 3 * 10**8 + 5000 * 10**4),
    ("五百万円", None, 500 * 10**4),
    ("1兆2,345億円", None, 10**12 + 2345 * 10**8),
    ("1億", None, 10**8),
    ("△1,234", "千円", -1234 * 1000),
    ("▲5億円", None, -5 * 10**8),
    ("-7", "円", -7),
    ("¥1,234", None, 1234),
    ("￥1,234", "円", 1234),
    (0, "千円", 0),
    (1234, "百万円", 1234 * 10**6),
    (12.5, "百万円", 12_500_000),
    (0.1, "億円", 10**7),
    (1e16, "円", 10**16),
    (Decimal("1.25"), "億円", 125 * 10**6),
]


@pytest.mark.parametrize(("value", "unit", "yen"), AMOUNTS)
def test_amount(value: str | int | float | Decimal, unit: str | None, yen: int) -> None:
    assert amount_jpy(value, unit) == (yen, "JPY")


@pytest.mark.parametrize(
    ("value", "unit", "reason"),
    [
        ("1,234", None, "an amount without its unit"),
        (1234, None, "an amount without its unit"),
        ("1,234円", "千円", "printed in 円 where 千円 is the unit of the column"),
        ("3億", "百万円", "printed in 円 where 百万円"),
        ("0.5円", None, "finer than one yen"),
        (0.0001, "千円", "finer than one yen"),
        ("約3億円", None, "not an amount of yen"),
        ("(1,234)", "千円", "not an amount of yen"),
        ("－", "千円", "not an amount of yen"),
        ("12,5", "円", "not an amount of yen"),
        ("nan", "円", "not an amount of yen"),
        (float("inf"), "円", "not an amount of yen"),
        ("99999999兆円", None, "not an amount of yen"),
        (True, "円", "not an amount of yen"),
        ("10", "ドル", "not a unit of yen"),
        ("", "円", "empty"),
    ],
)
def test_no_amount(value: str | float, unit: str | None, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        amount_jpy(value, unit)


def test_units() -> None:
    units = {unit: yen_of(unit) for unit in ("円", "千円", "万円", "百万円", "億円", "十億円", "兆円")}
    assert units == {
        "円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8, "十億円": 10**9, "兆円": 10**12,
    }  # fmt: skip


@given(st.integers(0, 10**14))
def test_grouped_digits_go_round(yen: int) -> None:
    assert amount_jpy(f"{yen:,}円") == amount_jpy(f"¥{yen}") == amount_jpy(yen, "円") == (yen, "JPY")
