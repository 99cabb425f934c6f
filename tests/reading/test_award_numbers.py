"""Award numbers as authors type them: several in one text, words before them, numbers that name none."""

from __future__ import annotations

import pytest

from rashinban.reading.award_numbers import award_ids

JSPS = "fundref:501100001691"
NSF = "fundref:100000001"


@pytest.mark.parametrize(
    ("typed", "funder", "found"),
    [
        ("JP19KK0341", JSPS, [("jgn:JP19KK0341", "JP19KK0341")]),
        ("19KK0341", JSPS, [("jgn:JP19KK0341", "19KK0341")]),
        ("19KK0341", NSF, []),
        ("KAKENHI Grant Number JP19KK0341", None, [("jgn:JP19KK0341", "KAKENHI Grant Number JP19KK0341")]),
        ("JP19KK0341, 20K12345", JSPS, [("jgn:JP19KK0341", "JP19KK0341"), ("jgn:JP20K12345", "20K12345")]),
        ("JP19KK0341 and JPMJCR2112", None, [("jgn:JP19KK0341", "JP19KK0341"), ("jgn:JPMJCR2112", "JPMJCR2112")]),
        ("JP19KK0341, DMS-1234567", JSPS, []),
        ("", JSPS, []),
        ("and", JSPS, []),
    ],
)
def test_award_ids(typed: str, funder: str | None, found: list[tuple[str, str]]) -> None:
    assert award_ids(typed, funder) == found
