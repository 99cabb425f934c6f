"""The whole chain on Spark and on DuckDB, from the same raw files: equal rows, equal parts, equal figures."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.access.api import Base
from rashinban.engine import Engine, open_engine
from rashinban.errors import RashinbanError
from rashinban.measure.kept import Ahead
from rashinban.simulate import simulate
from rashinban.stages.check import check
from rashinban.stages.fetch import fetch
from rashinban.stages.parse import parse
from rashinban.stages.update import update

#: Spark needs a second for a query that DuckDB answers in a millisecond: one question stands for the others.
QUESTIONS = (Ahead(by=("country",)),)


def rows(folder: Path) -> list[dict[str, object]]:
    """The rows of a step or of a parsed table, in an order that rounding does not change."""
    tables = [pq.read_table(path, partitioning=None) for path in sorted(folder.glob("*.parquet"))]
    return sorted(pa.concat_tables(tables, promote_options="permissive").to_pylist(), key=place) if tables else []


def place(row: dict[str, object]) -> tuple[str, ...]:
    exact = [str(value) for value in row.values() if not isinstance(value, float)]
    return (*exact, *(f"{value:.7g}" for value in row.values() if isinstance(value, float)))


def is_same(left: object, right: object) -> bool:
    """Doubles within 1e-9, everything else exactly."""
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    return left == right


def assert_same(one: list[dict[str, object]], other: list[dict[str, object]], what: str) -> None:
    assert len(one) == len(other), what
    for left, right in zip(one, other, strict=True):
        differ = {key: (left[key], right.get(key)) for key in left if not is_same(left[key], right.get(key))}
        assert not differ, f"{what}: {differ} in {left}"


def steps(base: Path, kind: str) -> dict[str, Path]:
    folders = (path for path in sorted((base / kind).iterdir()) if not path.name.startswith("."))
    return {path.name: path for path in folders if path.is_dir()}


@pytest.fixture
def twins(tmp_path: Path, spark: Engine) -> Iterator[tuple[Path, Path]]:
    """Two bases of the same raw files, one updated by each engine."""
    on_duckdb, on_spark = tmp_path / "duckdb", tmp_path / "spark"
    simulate(300, 11, tmp_path / "world")
    # Without the authors' profiles, which would be most of the bytes: authors are read off the works.
    parts = [path for path in sorted((tmp_path / "world").iterdir()) if path.name not in ("authors", "truth")]
    fetch(on_duckdb, "openalex", from_paths=parts)
    shutil.copytree(on_duckdb / "raw", on_spark / "raw")
    duckdb = open_engine("duckdb")
    try:
        update(on_duckdb, duckdb, questions=QUESTIONS)
    finally:
        duckdb.close()
    update(on_spark, spark, questions=QUESTIONS)
    yield on_duckdb, on_spark


@pytest.mark.spark
@pytest.mark.timeout(900)
def test_the_chain_gives_the_same_on_both_engines(twins: tuple[Path, Path], spark: Engine) -> None:
    on_duckdb, on_spark = twins
    parsed = steps(on_duckdb / "parsed", "openalex")
    assert parsed.keys() == steps(on_spark / "parsed", "openalex").keys()
    for name, folder in parsed.items():
        assert_same(rows(folder), rows(on_spark / "parsed" / "openalex" / name), f"parsed {name}")
    for kind in ("kb", "indicators"):
        assert steps(on_duckdb, kind).keys() == steps(on_spark, kind).keys()
        for name, folder in steps(on_duckdb, kind).items():
            assert_same(rows(folder), rows(on_spark / kind / name), f"{kind} {name}")
    # What is in a base is told by its inputs: the release has the same id whichever engine made it.
    assert [path.name for path in (on_duckdb / "releases").iterdir()] == [
        path.name for path in (on_spark / "releases").iterdir()
    ]
    assert [finding for finding in check(on_spark) if finding.fault] == []
    # A question that nobody answered ahead, asked of each base by its own engine.
    names, by, where = "p,p_share,pp_top_10,mncs,rca", ("country", "field"), {"year": "2018..2021"}
    with Base(on_duckdb) as base:
        expected = base.show(names, by, where, reference="local").to_arrow().to_pylist()
    with Base(on_spark, engine=SharedEngine(spark)) as base:
        found = base.show(names, by, where, reference="local").to_arrow().to_pylist()
    assert expected
    assert_same(sorted(expected, key=place), sorted(found, key=place), "show")


class SharedEngine:
    """The session's engine, which a base that is closed does not end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def close(self) -> None:
        """The session goes on."""


def test_bad_news_of_a_worker_is_said_as_it_was(tmp_path: Path) -> None:
    simulate(60, 11, tmp_path / "world")
    fetch(tmp_path / "base", "openalex", from_paths=[tmp_path / "world"])
    with pytest.raises(RashinbanError, match="^disk full at here$"):
        parse(tmp_path / "base", runner=lambda function, jobs: [None, "disk full at here"])
