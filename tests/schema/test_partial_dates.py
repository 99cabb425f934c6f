"""Dates as exact as they are given."""

from __future__ import annotations

from datetime import date

import pytest

from rashinban.errors import Refused
from rashinban.schema.partial_dates import date_of_parts, day_of, moment, partial_date, span, us_day, year_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2018.7", "2018-07"),
        (" 2024/5/3 ", "2024-05-03"),
        ("2024-05-31T12:00:00Z", "2024-05-31"),
    ],
)
def test_dates(text: str, found: str) -> None:
    assert partial_date(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "no such day"),
        ("2024-13", "no such day"),
        ("24-05", "not a date (2024, 2024-05 or 2024-05-31)"),
        ("平成5", "not a date (2024, 2024-05 or 2024-05-31)"),
        ("9999-01-01", "year outside 1000..2050"),
    ],
)
def test_what_is_no_date_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        partial_date(text)
    assert caught.value.reason == reason


def test_parts_and_what_a_date_says() -> None:
    assert date_of_parts("2025", "1", "28") == "2025-01-28"
    assert date_of_parts("2025", "01") == "2025-01"
    assert date_of_parts("2025", None, "28") == "2025"
    assert (year_of("2025-01"), year_of(None)) == (2025, None)
    assert (day_of("2025-01-28"), day_of("2025-01"), day_of(None)) == (date(2025, 1, 28), None, None)


def test_spans_moments_and_days_with_the_month_first() -> None:
    assert span("2024-01-01T10:00:00Z/2024.12") == "2024-01-01/2024-12"
    assert (span("2024/.."), span("/2024"), span("2024/5/31")) == ("2024/", "/2024", "2024-05-31")
    assert (year_of("2024-05/2025"), year_of("/2025"), day_of("2024-05-01/2024-05-02")) == (2024, None, None)
    assert moment(" 2023-04-05 12:52:10 ") == "2023-04-05T12:52:10"
    assert moment("2004-04-23T21:31:00Z") == "2004-04-23T21:31:00Z"
    assert (us_day("9/30/2014"), us_day("2014-09-30")) == (date(2014, 9, 30), date(2014, 9, 30))
    for kind, wrong in ((moment, "yesterday"), (us_day, "30/9/2014"), (span, "/")):
        with pytest.raises(Refused):
            kind(wrong)
