"""Concentration over countries: records add up to the value, in every slice and both ways of counting."""

from __future__ import annotations

from collections import defaultdict

import pytest

from chain import indicator
from rashinban.engine import Engine

Row = dict[str, object]


def records(shares: dict[str, list[tuple[str, str | None, str | None, float]]]) -> list[Row]:
    """Rows of `counted` by slice: work, institution, country, weight."""
    return [
        {"slice": name, "unit": "", "work_id": work, "institution": place, "country": country, "weight": weight}
        for name, rows in shares.items()
        for work, place, country, weight in rows
    ]


def values(rows: list[Row]) -> dict[object, float | None]:
    """Sum of w v by slice; None where no record has a value. No work stands twice in a slice."""
    assert len({(row["slice"], row["work_id"]) for row in rows}) == len(rows)
    found: dict[object, list[float]] = defaultdict(list)
    for row in rows:
        part = found[row["slice"]]
        if row["value"] is not None:
            part.append(row["weight"] * row["value"])  # type: ignore[operator]
    return {name: sum(parts) if parts else None for name, parts in found.items()}


def top(*works: str) -> list[Row]:
    return [{"work_id": work, "top_10": 1.0} for work in works]


def output(countries: dict[str, int]) -> tuple[list[Row], list[Row]]:
    """Works of the top 10 %, so many for each country, each from an institution named after its country."""
    names = [(f"{c}{i}", f"I{c}", c, 1.0) for c, number in countries.items() for i in range(number)]
    return records({"": names}), top(*(work for work, *_ in names))


def test_hhi_of_five_three_two(duckdb: Engine) -> None:
    counted, scores = output({"CN": 5, "JP": 3, "US": 2})
    found = indicator(duckdb, "hhi", {"counted": counted, "citation_scores": scores})
    assert values(found) == {"": pytest.approx(0.25 + 0.09 + 0.04, abs=1e-12)}


def test_hhi_without_any_top_work_is_not_observed(duckdb: Engine) -> None:
    counted = records({"": [("W1", None, "JP", 1.0)]})
    found = indicator(duckdb, "hhi", {"counted": counted, "citation_scores": [{"work_id": "W1", "top_10": 0.0}]})
    assert values(found) == {"": None}


def test_lead_ratio_by_slice(duckdb: Engine) -> None:
    counted = records(
        {
            "2020": [("W1", None, "JP", 1.0), ("W2", None, "JP", 0.5), ("W2", None, "US", 0.5)],
            "2021": [("W3", None, "US", 1.0), ("W4", None, "JP", 1.0)],
            "2022": [("W5", None, "US", 1.0), ("W6", None, None, 1.0)],
        }
    )
    scores = top("W1", "W2", "W3", "W4", "W5", "W6")
    found = indicator(duckdb, "lead_ratio", {"counted": counted, "citation_scores": scores})
    # 2020: (1 + 0.5) / 0.5; 2021: equal, 1; 2022: one country with works, so there is no second.
    assert values(found) == {"2020": 3.0, "2021": 1.0, "2022": None}


def institutions(places: list[tuple[str, str, int]], names: str = "W") -> tuple[list[Row], list[Row]]:
    """Top 10 % works of institutions: name, country, number of works."""
    rows = [(f"{names}{p}{i}", p, c, 1.0) for p, c, number in places for i in range(number)]
    return records({"": rows}), top(*(work for work, *_ in rows))


@pytest.mark.parametrize(
    ("chinese", "others", "grade", "leading"),
    [
        (8, 2, 2.0, 8.0),  # 8 of 10 institutions; 40 works against 10 of the second country: 4 times
        (7, 3, 1.0, 7.0),  # 7 of 10; 35 against 15: 2.3 times
        (5, 5, 0.0, 5.0),  # 5 of 10, but 25 against 25
    ],
)
def test_monopoly_risk(chinese: int, others: int, grade: float, leading: float, duckdb: Engine) -> None:
    places = [(f"C{i}", "CN", 5) for i in range(chinese)] + [(f"J{i}", "JP", 5) for i in range(others)]
    counted, scores = institutions([*places, ("small", "FR", 1)])
    given = {"counted": counted, "citation_scores": scores}
    assert values(indicator(duckdb, "monopoly_risk", given)) == {"": pytest.approx(grade, abs=1e-9)}
    assert values(indicator(duckdb, "lead_institutions", given)) == {"": pytest.approx(leading, abs=1e-9)}


def test_thresholds_are_reached_at_equality(duckdb: Engine) -> None:
    places = [(f"C{i}", "CN", 3) for i in range(8)] + [("J0", "JP", 8), ("F0", "FR", 4)]
    counted, scores = institutions(places)
    given = {"counted": counted, "citation_scores": scores}
    # China 24 works, Japan 8: exactly 3 times, and 8 of 10 institutions.
    assert values(indicator(duckdb, "monopoly_risk", given)) == {"": pytest.approx(2.0, abs=1e-9)}
    assert values(indicator(duckdb, "monopoly_risk", given, high_ratio=3.1)) == {"": pytest.approx(1.0, abs=1e-9)}
    assert values(indicator(duckdb, "monopoly_risk", given, high_institutions=9, medium_institutions=9)) == {"": 0.0}


def test_full_counting_counts_a_work_of_two_institutions_once_for_their_country(duckdb: Engine) -> None:
    shared = [(f"W{i}", place, "CN", 1.0) for i in range(2) for place in ("C1", "C2")]
    counted = records({"": [*shared, ("W8", "J1", "JP", 1.0), ("W9", "J1", "JP", 1.0), ("W7", "J1", "JP", 1.0)]})
    given = {"counted": counted, "citation_scores": top("W0", "W1", "W7", "W8", "W9")}
    # China has two works (four institution counts), Japan three: Japan leads, with one institution.
    assert values(indicator(duckdb, "lead_institutions", given)) == {"": pytest.approx(1.0, abs=1e-9)}


def test_nobody_leads_without_country(duckdb: Engine) -> None:
    counted = records({"": [("W1", None, None, 1.0), ("W2", None, None, 1.0), ("W3", "J1", "JP", 1.0)]})
    given = {"counted": counted, "citation_scores": top("W1", "W2", "W3")}
    assert values(indicator(duckdb, "lead_institutions", given)) == {"": 1.0}
