"""Success rates and budgets of a base written by hand: no breakdown, status, kind or part is added to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from rashinban.engine import open_engine
from rashinban.errors import NotBuilt, UsageError
from rashinban.measure.coverage import coverage
from rashinban.measure.question import ask, record_of
from rashinban.measure.records import records
from rashinban.measure.session import Session
from rashinban.measure.show import show

JSPS = "fundref:501100001691"
TABLE = "a table"


def group(
    id: str, programme: str, year: int, applied: int | None, awarded: int | None, **told: str
) -> dict[str, object]:
    numbers = {"applied": applied, "awarded": awarded, "source": TABLE}
    return {"application_id": id, "funder_id": JSPS, "programme": programme, "fiscal_year": year, **numbers, **told}


def line(id: str, title: str, year: int, kind: str, status: str, amount: int, **told: str) -> dict[str, object]:
    of_line = {"title": title, "fiscal_year": year, "kind": kind, "status": status, "amount": amount}
    return {"budget_line_id": id, "currency": "JPY", "ministry": "文部科学省", **of_line, **told}


ROWS: Mapping[str, list[dict[str, object]]] = {
    "applications": [
        group("A1", "基盤研究(S)", 2023, 600, 80),
        group("A2", "若手研究", 2023, 1000, 400),
        group("A3", "若手研究", 2024, 900, 380),
        # The same applications of 2023, told apart by gender; of 20 it is not said.
        group("A4", "若手研究", 2023, 300, 130, gender="女性"),
        group("A5", "若手研究", 2023, 680, 265, gender="男性"),
        # All of KAKENHI in 2024: the 900 of A3 are among them.
        group("A6", "kakenhi", 2024, 90_000, 25_000),
        # A programme that is none of ours; how many were awarded is not published.
        group("A7", "羅針盤賞", 2023, 10, None),
    ],
    "budget_lines": [
        line("B1", "次世代運営費", 2021, "initial", "planned", 70_000),
        line("B2", "若手研究", 2026, "initial", "planned", 30_000_000_000),
        line("B3", "若手研究", 2026, "initial", "actual", 29_000_000_000),
        line("B4", "若手研究", 2026, "supplementary", "planned", 1_000_000_000),
        line("B5", "K Program", 2021, "supplementary", "actual", 250_000_000_000),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory, written: Any) -> Iterator[Session]:
    base = tmp_path_factory.mktemp("applications")
    written(base, ROWS)
    engine = open_engine("duckdb")
    yield Session(engine, base)
    engine.close()


def values(session: Session, name: str, *by: str, where: Any = ()) -> dict[Any, float | None]:
    """One indicator by its keys; a value of 0 and one that is not observed are different things."""
    rows = show(session, ask(by, where, record=record_of([name])), [name], release="").rows
    return {
        tuple(row.keys.values()) if len(row.keys) > 1 else next(iter(row.keys.values()), None): row.measured[name].value
        for row in rows
    }


def close(found: Mapping[Any, float]) -> dict[Any, object]:
    return {key: pytest.approx(value, abs=1e-12) for key, value in found.items()}


# --- success rates --------------------------------------------------------------------------------------------------


def test_a_rate_is_of_sums_and_not_a_mean_of_rates(money: Session) -> None:
    found = values(money, "success_rate", where=["breakdown=whole", "year=2023"])
    assert found == close({None: (80 + 400) / (600 + 1000)})


def test_by_declared_gender(money: Session) -> None:
    found = values(money, "success_rate", "gender", where=["breakdown=gender"])
    assert found == close({"女性": 130 / 300, "男性": 265 / 680})
    every = values(money, "success_rate", "breakdown", "gender", where=["year=2023"])
    # Who is not told apart stands apart: not observed, and in no gender's figure.
    assert every[("whole", None)] == pytest.approx(480 / 1600)


def test_breakdowns_are_never_added(money: Session) -> None:
    with pytest.raises(UsageError, match="success_rate is of one breakdown at a time: add breakdown to --by, or write"):
        values(money, "success_rate", "gender")


def test_a_programme_with_numbers_of_its_own_is_not_added_to(money: Session) -> None:
    found = values(money, "success_rate", "programme", "year", where=["breakdown=whole"])
    assert found == {
        ("kakenhi-s", 2023): pytest.approx(80 / 600),
        ("kakenhi-early-career", 2023): pytest.approx(400 / 1000),
        # In 2023 nothing is said of the whole: its categories stand for it. In 2024 it has numbers of its own.
        ("kakenhi", 2023): pytest.approx(480 / 1600),
        ("kakenhi", 2024): pytest.approx(25_000 / 90_000),
        ("kakenhi-early-career", 2024): pytest.approx(380 / 900),
        (None, 2023): None,
    }
    assert values(money, "success_rate", where=["breakdown=whole", "year=2024"]) == close({None: 25_000 / 90_000})
    own = ["breakdown=whole", "year=2024", "programme=kakenhi-early-career"]
    assert values(money, "success_rate", where=own) == close({None: 380 / 900})


def test_the_groups_behind_a_rate(money: Session) -> None:
    question = ask((), ["breakdown=whole", "year=2023"], record="applications")
    rows = records(money, question, "success_rate").to_pylist()
    assert [(row["application_id"], row["applied"], row["awarded"], row["value"], row["source"]) for row in rows] == [
        ("A2", 1000, 400, 400.0, TABLE),
        ("A1", 600, 80, 80.0, TABLE),
        ("A7", 10, None, None, TABLE),
    ]
    works, shares = coverage(money, question)
    assert works == 3
    assert shares == close({"applied": 1.0, "awarded": 2 / 3, "programme": 2 / 3})


# --- budgets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["currency", "kind", "status"])
def test_planned_and_actual_initial_and_fund_are_never_added(money: Session, missing: str) -> None:
    where = {"currency": "JPY", "kind": "initial", "status": "planned"}
    del where[missing]
    with pytest.raises(UsageError, match=f"budget is of one {missing} at a time"):
        values(money, "budget", where=where)


def test_lines_of_tables_and_of_definitions_are_one_relation(money: Session) -> None:
    found = values(money, "budget", "programme", "year", "kind", "status", where=["currency=JPY"])
    # The definitions' own lines, with their source: KAKENHI's draft of 2026 and the University Endowment Fund.
    assert found[("kakenhi", 2026, "initial", "planned")] == 247_900_000_000.0
    assert found[("university-endowment-fund", 2020, "fund", "actual")] == 500_000_000_000.0
    # The K Program's line of 2021 stands in the table too, and is there once; that of 2022 only in the definitions.
    assert found[("k-program", 2021, "supplementary", "actual")] == 250_000_000_000.0
    assert found[("k-program", 2022, "supplementary", "actual")] == 250_000_000_000.0
    assert found[(None, 2021, "initial", "planned")] == 70_000.0


def test_a_line_within_another_is_not_added_to_it(money: Session) -> None:
    found = values(money, "budget", "programme", "kind", "status", where=["currency=JPY", "year=2026"])
    assert found == {
        ("kakenhi", "initial", "planned"): 247_900_000_000.0,
        ("kakenhi-early-career", "initial", "planned"): 30_000_000_000.0,
        # KAKENHI has no line of these kinds, and its category's stands for it.
        ("kakenhi", "initial", "actual"): 29_000_000_000.0,
        ("kakenhi-early-career", "initial", "actual"): 29_000_000_000.0,
        ("kakenhi", "supplementary", "planned"): 1_000_000_000.0,
        ("kakenhi-early-career", "supplementary", "planned"): 1_000_000_000.0,
    }
    whole = values(money, "budget", where=["currency=JPY", "year=2026", "kind=initial", "status=planned"])
    assert whole == {None: 247_900_000_000.0}


def test_the_lines_behind_a_budget(money: Session) -> None:
    where = ["currency=JPY", "kind=supplementary", "status=actual", "year=2021..2022"]
    question = ask((), where, record="budget_lines")
    rows = records(money, question, "budget").to_pylist()
    assert [(row["budget_line_id"], row["year"], row["contribution"]) for row in rows] == [
        ("B5", 2021, 250_000_000_000.0),
        ("programme:k-program/2022/supplementary/actual/JPY", 2022, 250_000_000_000.0),
    ]
    assert rows[1]["source"].startswith("Column of the minister then in charge")
    _, shares = coverage(money, question)
    assert shares == close({"ministry": 1.0, "programme": 1.0, "source": 1 / 2})


# --- releases that are older than a key -----------------------------------------------------------------------------


def without(base: Path, model: str, column: str) -> Path:
    """The base as it was before a model had the column."""
    for path in (base / "kb" / model).glob("*.parquet"):
        pq.write_table(pq.read_table(path).drop_columns([column]), path)
    return base


def test_a_release_from_before_a_key_knows_nothing_of_it(funded_base: Path, tmp_path: Path) -> None:
    old = without(Path(shutil.copytree(funded_base, tmp_path / "base")), "award_universe", "gender")
    engine = open_engine("duckdb")
    try:
        assert values(Session(engine, old), "awards", "gender") == {None: 5.0}
    finally:
        engine.close()


def test_a_release_from_before_a_figure_says_so(funded_base: Path, tmp_path: Path) -> None:
    old = without(Path(shutil.copytree(funded_base, tmp_path / "base")), "award_universe", "amount")
    engine = open_engine("duckdb")
    try:
        with pytest.raises(NotBuilt, match="award_universe: built before it had amount; run `rashinban update`"):
            values(Session(engine, old), "awards", "gender")
    finally:
        engine.close()
