"""Indicators of money recover what was planted: concentration, yen, lags, effects, co-funding of the simulated Japan.

The world is written straight as tables, so that programmes have hundreds of works.
"""

from __future__ import annotations

import math
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from rashinban import catalog
from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.measure.answer import Measured
from rashinban.measure.question import ask
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.simulate import simulate_tables

WORKS, FIRST, LAST = 200_000, 2012, 2025
#: Below so many works or recipients an interval says little.
MINIMUM = 50
#: Models of works by place, which no question here asks.
_NOT_ASKED = {"author_weights", "institution_weights", "country_weights", "region_weights", "work_collaboration"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("funded")
    simulate_tables(WORKS, 20, base / "kb", first_year=FIRST, last_year=LAST, references=0.0)
    shutil.move(base / "kb" / "truth", base / "truth")
    return base


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    session = Session(engine, folder)
    for unit in catalog.models().values():
        if unit.meta.stored and unit.name not in _NOT_ASKED:
            for name in sorted(unit.reads):
                session.refresh(name)

            def fill(target: Path, sql: str = unit.sql, given: dict[str, object] = unit.meta.parameters) -> None:
                engine.write(sql, target, given)

            write_step(folder / "kb" / unit.name, step=unit.name, fingerprint="", fill=fill)
    yield session
    engine.close()


def _truth(folder: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / "truth" / f"{name}.parquet").to_pylist()
    return rows


def _programmes(folder: Path) -> dict[str, dict[str, object]]:
    return {str(row["id"]): row for row in _truth(folder, "programmes")}


def _of_programmes(
    session: Session, names: list[str], record: str = "awards", **where: str
) -> dict[str, dict[str, Measured]]:
    question = ask(["programme"], where, record=record)
    rows = show(session, question, names, release="simulated").rows
    return {str(row.keys["programme"]): dict(row.measured) for row in rows}


def _covers(one: Measured, planted: float) -> bool:
    return one.lower is not None and one.upper is not None and one.lower <= planted <= one.upper


def test_concentration_of_the_recipients_of_every_programme(session: Session, folder: Path) -> None:
    """The recipients' planted shares to the thousand yen, and the log-normal they were drawn from in the interval."""
    names = {"gini": "gini", "amount_hhi": "hhi", "top_share": "top_share"}
    measured = _of_programmes(session, [*names, "effective_number"], currency="JPY")
    judged = 0
    for programme, planted in _programmes(folder).items():
        found = measured[programme]
        for indicator, column in names.items():
            value = float(str(planted[column]))
            assert found[indicator].value == pytest.approx(value, rel=1e-3), (programme, indicator)
            assert _covers(found[indicator], value), (programme, indicator)
        assert found["effective_number"].value == pytest.approx(1 / float(str(planted["hhi"])), rel=1e-3)
        if int(str(planted["recipients"])) >= MINIMUM:
            # Gini of a log-normal: 2 Phi(s / sqrt 2) - 1 = erf(s / 2).
            assert _covers(found["gini"], math.erf(float(str(planted["spread"])) / 2)), programme
            judged += 1
    assert judged >= 10


def test_money_is_there_to_the_yen_however_it_is_shared(session: Session, folder: Path) -> None:
    programmes, awards = _programmes(folder), _truth(folder, "awards")
    total = sum(int(str(row["amount"])) for row in awards)
    assert total == sum(int(str(row["amount"])) for row in programmes.values())
    found = _of_programmes(session, ["amount", "awards"], currency="JPY")
    for programme, planted in programmes.items():
        assert found[programme]["amount"].value == planted["amount"], programme
        assert found[programme]["awards"].value == planted["awards"], programme
    planted_by = {"institution": defaultdict[str, int](int), "fiscal_year": defaultdict[str, int](int)}
    for row in _truth(folder, "award_institutions"):
        planted_by["institution"][str(row["institution_id"])] += int(str(row["amount"]))
    for row in _truth(folder, "award_years"):
        planted_by["fiscal_year"][str(row["fiscal_year"])] += int(str(row["direct"])) + int(str(row["indirect"]))
    for key, planted_amounts in planted_by.items():
        rows = show(session, ask([key], {"currency": "JPY"}, record="awards"), ["amount"], release="simulated").rows
        counted = {str(row.keys[key]): row.measured["amount"].value or 0.0 for row in rows}
        assert sum(planted_amounts.values()) == total
        # Parts are shares of whole amounts: half a yen is what the fractions may lose.
        assert counted == pytest.approx(planted_amounts, abs=0.5), key


@pytest.mark.parametrize("day", ["2019-03-31", "2019-04-01", "2022-01-14", "2022-01-15", "2025-12-31"])
def test_live_awards_of_a_day(session: Session, folder: Path, day: str) -> None:
    """About the turn of the fiscal year, and about the day in January on which SBIR awards start."""
    planted: dict[str, int] = defaultdict(int)
    for row in _truth(folder, "awards"):
        start, end = row["start_date"], row["end_date"]
        assert isinstance(start, date)
        assert isinstance(end, date)
        planted[str(row["programme"])] += start <= date.fromisoformat(day) <= end
    found = _of_programmes(session, ["live_awards"], date=day)
    for programme in _programmes(folder):
        assert found[programme]["live_awards"].value == planted[programme], programme


def test_outputs_come_at_the_planted_lags(session: Session, folder: Path) -> None:
    where = {"programme": "kakenhi-c", "date": f"{LAST}-12-31"}
    answer = show(session, ask(["year", "lag"], where, record="awards"), ["outputs"], release="simulated")
    counted = {(row.keys["year"], row.keys["lag"]): row.measured["outputs"].value for row in answer.rows}
    truth = [row for row in _truth(folder, "award_outputs") if row["programme"] == "kakenhi-c"]
    at_lag: dict[int, float] = defaultdict(float)
    for row in truth:
        cohort, lag = int(str(row["fiscal_year"])), int(str(row["lag"]))
        if cohort + lag > LAST:
            assert counted[cohort, lag] is None, "a year that has not ended is not observed"
            continue
        assert counted[cohort, lag] == pytest.approx(row["parts"], abs=1e-9), (cohort, lag)
        # A sum of independent yes and no varies by less than the root of its mean.
        drawn, planted = float(str(row["outputs"])), float(str(row["planted"]))
        assert abs(drawn - planted) <= 4 * math.sqrt(planted) + 1, (cohort, lag)
        # From the eighth year on a work may have any of the eight lags.
        if cohort + lag >= FIRST + 7:
            at_lag[lag] += counted[cohort, lag] or 0.0
    total = sum(at_lag.values())
    assert total > 500
    planted_lags = _programmes(folder)["kakenhi-c"]["lag"]
    assert isinstance(planted_lags, list)
    for lag, chance in enumerate(planted_lags):
        error = math.sqrt(chance * (1 - chance) / total)
        assert at_lag[lag] / total == pytest.approx(chance, abs=3 * error), lag


def test_works_of_a_programme_by_cohort_and_lag(session: Session, folder: Path) -> None:
    question = ask(["cohort", "lag"], {"programme": "kakenhi-b"})
    answer = show(session, question, ["p", "p_top_10"], release="simulated")
    counted = {(row.keys["cohort"], row.keys["lag"]): row.measured for row in answer.rows}
    cells = [row for row in _truth(folder, "award_outputs") if row["programme"] == "kakenhi-b" and row["works"]]
    assert len(cells) > 50
    for row in cells:
        found = counted[int(str(row["fiscal_year"])), int(str(row["lag"]))]
        assert found["p"].value == pytest.approx(row["works"], abs=1e-9)
        assert found["p_top_10"].value == pytest.approx(row["counted"], abs=1e-9)


def test_intervals_cover_what_was_planted_in_programmes(session: Session, folder: Path) -> None:
    """Top 10 %, co-funding and years to publication; of intervals of 95 % one in a dozen may miss."""
    table = pq.read_table(folder / "truth" / "award_outputs.parquet")
    for name in ("planted_parts", "planted"):
        table = table.append_column(f"{name}_years", pc.multiply(table[name], table["lag"]))
    measures = [name for name in table.column_names if name not in ("programme", "fiscal_year", "lag")]
    sums = table.group_by("programme").aggregate([(name, "sum") for name in measures]).to_pylist()
    truth = {row["programme"]: {name: row[f"{name}_sum"] for name in measures} for row in sums}
    works = _of_programmes(session, ["p", "pp_top_10"], record="works")
    awards = _of_programmes(session, ["pp_cofunded", "years_to_output"])
    judged = [name for name, planted in truth.items() if planted["works"] >= MINIMUM]
    assert len(judged) >= 10
    for programme, planted in truth.items():
        assert works[programme]["p"].value == pytest.approx(planted["works"], abs=1e-9), programme
    for indicator, found, top, below in (
        ("pp_top_10", works, "top_10", "works"),
        ("pp_cofunded", awards, "planted_shared", "planted"),
        ("years_to_output", awards, "planted_parts_years", "planted_parts"),
    ):
        missed = [
            programme
            for programme in judged
            if not _covers(found[programme][indicator], truth[programme][top] / truth[programme][below])
        ]
        assert len(missed) <= 1, (indicator, missed)
    # The effect is there: CREST's and KAKENHI (S)'s works were planted above what their countries and areas give.
    for programme in ("crest", "kakenhi-s"):
        assert truth[programme]["top_10"] > 1.2 * truth[programme]["propensity"]
