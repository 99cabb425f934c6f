"""Years, days and fiscal years of Japan, with every day around the change of an era."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashinban.errors import Refused
from rashinban.schema.japanese import date_ja, era_year, first_day, fiscal_year, last_day
from rashinban.schema.japanese_dates import ERAS

YEARS = [
    ("令和6年度", 2024),
    ("令和６年", 2024),
    ("令和六年度", 2024),
    ("平成三十一年", 2019),
    ("㋿6年", 2024),
    ("R6", 2024),
    ("ｒ６", 2024),
    ("R5.4.1", 2023),
    ("平成31年", 2019),
    ("令和元年", 2019),
    ("㍻31年", 2019),
    ("昭和64年", 1989),
    ("昭和 60 年", 1985),
    ("大正15年", 1926),
    ("明治元年", 1868),
    ("M45", 1912),
]


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_year_of_an_era(text: str, year: int) -> None:
    assert era_year(text) == year


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("平成32年", "no such year: 平成 began in 1989 and ended in 2019"),
        ("昭和65年", "no such year: 昭和 began in 1926 and ended in 1989"),
        ("令和0年", "no such year: 令和 began in 2019"),
        ("令和33年", "is taken up to 2050"),
        ("2024年", "not a year of an era"),
        ("X5", "not a year of an era"),
        ("", "empty"),
    ],
)
def test_no_year_of_an_era(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        era_year(text)


DAYS = [
    ("令和5年4月1日", Date(2023, 4, 1)),
    ("令和五年四月一日", Date(2023, 4, 1)),
    ("平成三十年十二月二十八日", Date(2018, 12, 28)),
    ("R5.4.1", Date(2023, 4, 1)),
    ("R 5. 4. 1", Date(2023, 4, 1)),
    ("Ｒ５／４／１", Date(2023, 4, 1)),
    ("令和元年5月1日", Date(2019, 5, 1)),
    ("平成31年4月30日", Date(2019, 4, 30)),
    ("平成元年1月8日", Date(1989, 1, 8)),
    ("昭和64年1月7日", Date(1989, 1, 7)),
    ("昭和元年12月25日", Date(1926, 12, 25)),
    ("大正15年12月25日", Date(1926, 12, 25)),
    ("大正元年7月30日", Date(1912, 7, 30)),
    ("明治45年7月30日", Date(1912, 7, 30)),
    ("明治6年1月1日", Date(1873, 1, 1)),
    ("2023年4月1日", Date(2023, 4, 1)),
    ("2023/4/1", Date(2023, 4, 1)),
    ("2023.04.01", Date(2023, 4, 1)),
    ("20230401", Date(2023, 4, 1)),
    ("2023-04-01", Date(2023, 4, 1)),
    ("2023-04-01T00:00:00+09:00", Date(2023, 4, 1)),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_day(text: str, day: Date) -> None:
    assert date_ja(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("令和元年4月30日", "not in 令和"),
        ("R1.4.30", "not in 令和"),
        ("平成31年5月1日", "not in 平成"),
        ("昭和64年1月8日", "not in 昭和"),
        ("平成元年1月7日", "not in 平成"),
        ("明治5年12月2日", "old calendar"),
        ("令和5年2月29日", "no such day"),
        ("2023年13月1日", "no such day"),
        ("令和5年4月", "not a full day"),
        ("R5", "not a full day"),
        ("2023年4月", "not a full day"),
        ("2023-04", "date without a day"),
        ("9999/12/31", "year outside"),
        ("", "empty"),
    ],
)
def test_no_day(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        date_ja(text)


@pytest.mark.parametrize("change", [era.first_day for era in ERAS[1:]], ids=str)
def test_every_day_around_a_change_of_era_goes_round(change: Date) -> None:
    for step in range(-400, 401):
        day = change + timedelta(days=step)
        eras = [era for era in ERAS if era.first_day <= day and (era.last_day is None or day <= era.last_day)]
        # On 1912-07-30 and 1926-12-25 both eras are in use.
        assert len(eras) == (2 if day in (Date(1912, 7, 30), Date(1926, 12, 25)) else 1)
        for era in eras:
            number = day.year - era.first_year + 1
            assert date_ja(f"{era.name}{number if number > 1 else '元'}年{day.month}月{day.day}日") == day
            assert date_ja(f"{era.letter}{number}.{day.month}.{day.day}") == day
            assert era_year(f"{era.letter}{number}") == day.year
        for era in ERAS:
            number = day.year - era.first_year + 1
            if era not in eras and 1 <= number < 100:
                with pytest.raises(Refused):
                    date_ja(f"{era.name}{number}年{day.month}月{day.day}日")


FISCAL: list[tuple[str | int | Date, int]] = [
    ("令和6年度", 2024),
    ("令和６年度", 2024),
    ("R6", 2024),
    ("R6年度", 2024),
    ("H31", 2019),
    ("R1", 2019),
    ("平成31年度", 2019),
    ("令和元年度", 2019),
    ("令和元（平成31）年度", 2019),
    ("平成31年度（令和元年度）", 2019),
    ("2024年度", 2024),
    ("2024", 2024),
    ("FY2024", 2024),
    ("2024（令和6）年度", 2024),
    ("平成33年度", 2021),
    (2024, 2024),
    (Date(2024, 4, 1), 2024),
    (Date(2025, 3, 31), 2024),
    ("2025-03-31", 2024),
    ("令和7年3月31日", 2024),
    ("令和7年4月1日", 2025),
]


@pytest.mark.parametrize(("value", "year"), FISCAL)
def test_fiscal_year(value: str | int | Date, year: int) -> None:
    assert fiscal_year(value) == year


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24年度", "not a fiscal year"),
        ("2024-2025", "not a fiscal year"),
        ("令和6年度(2023)", "two different years, 2024 and 2023"),
        ("平成42年度", "no such year"),
        ("合計", "not a fiscal year"),
    ],
)
def test_no_fiscal_year(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        fiscal_year(text)


@given(st.integers(1900, 2049))
def test_a_fiscal_year_is_from_april_to_march(year: int) -> None:
    assert (first_day(year), last_day(year)) == (Date(year, 4, 1), Date(year + 1, 3, 31))
    assert fiscal_year(first_day(year)) == fiscal_year(last_day(year)) == year
    assert fiscal_year(first_day(year) - timedelta(days=1)) == year - 1
    assert fiscal_year(last_day(year) + timedelta(days=1)) == year + 1
