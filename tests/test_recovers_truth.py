"""Indicators recover what was planted: their intervals cover the truth of the simulated world.

The world is written straight as tables, so that it can be large enough for most countries in most areas.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rashinban import catalog
from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.measure.question import ask
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.simulate import simulate_tables

WORKS = 200_000
#: Indicators rank and judge units from so many works on (`minimum_works`); below, an interval says little.
MINIMUM = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("recovered")
    simulate_tables(WORKS, 20, base / "kb", references=1.0)
    shutil.move(base / "kb" / "truth", base / "truth")
    return base


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    session = Session(engine, folder)
    for unit in catalog.models().values():
        if unit.meta.stored:
            for name in sorted(unit.reads):
                session.refresh(name)

            def fill(target: Path, sql: str = unit.sql, given: dict[str, object] = unit.meta.parameters) -> None:
                engine.write(sql, target, given)

            write_step(folder / "kb" / unit.name, step=unit.name, fingerprint="", fill=fill)
    yield session
    engine.close()


def _truth(folder: Path, columns: tuple[str, ...]) -> dict[tuple[str, str], dict[str, float]]:
    """Sums over all years by country and technology area ('' is all works)."""
    sums = pq.read_table(folder / "truth" / "units.parquet").group_by(["country", "technology_area"])
    rows = sums.aggregate([(name, "sum") for name in columns]).to_pylist()
    return {(row["country"], row["technology_area"]): {name: row[f"{name}_sum"] for name in columns} for row in rows}


#: indicator -> the planted sum, and the least share of units whose interval covers the planted figure. Citations
#: are log-normal: resampling so skew a mean of about a hundred works covers some 94 % where it says 95 %.
RECOVERED = {"pp_top_10": ("top_10", 0.95), "mncs": ("ncs", 0.92)}


@pytest.mark.parametrize(
    ("counting", "reference"), [("fractional", "openalex"), ("fractional", "local"), ("full", "openalex")]
)
def test_intervals_cover_the_planted_figures_of_countries_in_areas(
    session: Session, folder: Path, counting: str, reference: str
) -> None:
    question = ask(["technology_area", "country"], (), counting=counting, reference=reference)
    answer = show(session, question, list(RECOVERED), release="simulated")
    truth = _truth(folder, (f"works_{counting}", *(f"{planted}_{counting}" for planted, _ in RECOVERED.values())))
    for indicator, (planted, least) in RECOVERED.items():
        covered = {}
        for row in answer.rows:
            measured = row.measured[indicator]
            # The row without a country is the weight that could not be assigned.
            if row.keys["country"] is None or measured.works < MINIMUM:
                continue
            unit = (str(row.keys["country"]), str(row.keys["technology_area"]))
            value = truth[unit][f"{planted}_{counting}"] / truth[unit][f"works_{counting}"]
            covered[unit] = measured.lower <= value <= measured.upper
        assert len(covered) > 300
        share = sum(covered.values()) / len(covered)
        assert share >= least, (indicator, [unit for unit, inside in covered.items() if not inside])


def test_works_are_counted_to_the_last_fraction(session: Session, folder: Path) -> None:
    truth = _truth(folder, ("works_fractional", "works_full"))
    for counting in ("fractional", "full"):
        answer = show(session, ask(["technology_area", "country"], (), counting=counting), ["p"], release="simulated")
        counted = {
            (str(row.keys["country"]), str(row.keys["technology_area"])): row.measured["p"].value for row in answer.rows
        }
        planted = {unit: sums[f"works_{counting}"] for unit, sums in truth.items() if unit[1]}
        for unit, value in planted.items():
            assert counted.get(unit, 0.0) == pytest.approx(value, abs=1e-9), unit
