"""The published example of specialisation, from records to figure."""

from __future__ import annotations

import pytest

from chain import indicator
from rashinban.engine import Engine


def total(engine: Engine, name: str, works: int) -> float:
    """Sum of w v over a set of so many works."""
    rows = [{"slice": "", "unit": "JP", "work_id": f"W{i}", "weight": 1.0} for i in range(works)]
    return sum(row["weight"] * row["value"] for row in indicator(engine, name, {"counted": rows}))  # type: ignore[operator]


def test_rca_and_rsi(duckdb: Engine) -> None:
    inside, all_areas = total(duckdb, "rca", 30), total(duckdb, "rca", 100)
    world_inside, world = total(duckdb, "rca", 200), total(duckdb, "rca", 1000)
    rca = (inside / all_areas) / (world_inside / world)
    assert rca == pytest.approx(1.5, abs=1e-12)
    assert (rca - 1) / (rca + 1) == pytest.approx(0.2, abs=1e-12)
    assert [total(duckdb, "rsi", works) for works in (30, 100, 200, 1000)] == [30, 100, 200, 1000]
