"""A query that is not done in time is stopped, whether it runs or has not begun; the engine goes on after it."""

from __future__ import annotations

import time

import pytest

from rashinban.engine.duck import DuckEngine
from rashinban.errors import TookTooLong


@pytest.fixture
def engine() -> DuckEngine:
    return DuckEngine()


def test_a_query_that_runs_too_long_is_stopped(engine: DuckEngine) -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLong, match="stopped after 0.2 seconds; ask for less"), engine.limit(0.2):
        engine.query(
            "select count(*) as n from range(100000000) as a, range(100000) as b where a.range % 7 = b.range % 3"
        )
    assert time.monotonic() - began < 30
    assert engine.query("select 1 as one").to_pylist() == [{"one": 1}]
    engine.close()


def test_a_query_that_would_begin_too_late_does_not_begin(engine: DuckEngine) -> None:
    with pytest.raises(TookTooLong), engine.limit(0.01):
        time.sleep(0.05)
        engine.query("select 1 as one")
    engine.close()


def test_what_is_done_in_time_is_left_alone(engine: DuckEngine) -> None:
    with engine.limit(30):
        assert engine.query("select 1 as one").to_pylist() == [{"one": 1}]
    engine.close()
