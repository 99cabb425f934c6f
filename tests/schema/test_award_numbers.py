"""A number names an award where it says its funder, or the funder is one that gives such numbers."""

from __future__ import annotations

import pytest

from rashinban.schema.award_numbers import award_id

JSPS = "fundref:501100001691"


@pytest.mark.parametrize(
    ("number", "funder", "id"),
    [
        ("JP19KK0341", None, "jgn:JP19KK0341"),
        ("JP 19KK0341", None, "jgn:JP19KK0341"),
        ("19KK0341", JSPS, "jgn:JP19KK0341"),
        ("KAKENHI-PROJECT-19KK0341", "F4320334764", "jgn:JP19KK0341"),
        ("JPMJCR2112", None, "jgn:JPMJCR2112"),
        # Shanghai's commission gives numbers of this shape.
        ("19DZ2254", "fundref:501100003399", None),
        ("19KK0341", None, None),
        ("R01GM123456", JSPS, None),
        ("KAKENHI", JSPS, None),
        ("", JSPS, None),
        (None, JSPS, None),
    ],
)
def test_award_id(number: str | None, funder: str | None, id: str | None) -> None:
    assert award_id(number, [funder]) == id
