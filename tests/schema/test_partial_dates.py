"""Dates as exact as they are given."""

from __future__ import annotations

from datetime import date

import pytest

from rashinban.errors import Refused
from rashinban.schema.partial_dates import date_of_parts, day_of, partial_date, year_of


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
