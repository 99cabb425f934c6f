"""Forecasts are written down once, changed by further entries, and scored only where they were foresight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashinban.errors import BaseDamaged, NotFound, UsageError
from rashinban.measure.foresight.keep import FOLDER, add, forecast, forecasts, resolve, update
from rashinban.measure.foresight.notebook import score


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)


def expected(day: str, probability: float | None = None, **more: object) -> Mapping[str, object]:
    return {"on": day, "by": "a group", "probability": probability, **more}


def made(day: str, due: str, probability: float | None = None, **more: object) -> Mapping[str, object]:
    quantiles = more.pop("quantiles", None)
    return {
        "statement": {"en": "It comes true"},
        "resolves_on": due,
        "expected": expected(day, probability, quantiles=quantiles),
        **more,
    }


def outcome(day: str, happened: bool | None = None, value: float | None = None) -> Mapping[str, object]:
    return {"on": day, "by": "a clerk", "source": "a paper", "happened": happened, "value": value}


def test_a_forecast_is_kept_with_every_change_of_mind(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3, tags=["fusion"]), now=at("2024-01-10"))
    update(tmp_path, "one", expected("2024-06-01", 0.6, note="first plasma"), now=at("2024-06-01"))
    resolve(tmp_path, "one", outcome("2025-01-05", True), now=at("2025-01-05"))
    found = forecast(tmp_path, "one")
    assert [(one.on.isoformat(), one.probability) for one in found.expectations] == [
        ("2024-01-10", 0.3),
        ("2024-06-01", 0.6),
    ]
    assert found.made.statement.text().ja == "It comes true"
    assert not found.late()
    first, last = (
        score(forecasts(tmp_path), as_of=date(2026, 1, 1), which=which).brier.value for which in ("first", "last")
    )
    assert (first, last) == pytest.approx(((1 - 0.3) ** 2, (1 - 0.6) ** 2), abs=1e-12)
    files = sorted((tmp_path / FOLDER / "one").iterdir())
    assert [next(iter(json.loads(path.read_text()))) for path in files] == ["made", "updated", "resolved"]


def test_states_follow_the_day(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    found = forecast(tmp_path, "one")
    assert (found.state(date(2024, 12, 31)), found.state(date(2025, 1, 1))) == ("open", "overdue")
    resolve(tmp_path, "one", outcome("2025-01-05"), now=at("2025-01-05"))
    assert forecast(tmp_path, "one").state(date(2025, 2, 1)) == "void"
    assert score(forecasts(tmp_path), as_of=date(2025, 2, 1)).left_out == {"void": 1}


def test_what_was_written_down_after_the_fact_is_not_scored(tmp_path: Path) -> None:
    add(tmp_path, "late", made("2024-01-10", "2025-01-01", 0.9), now=at("2025-03-01"))
    resolve(tmp_path, "late", outcome("2025-01-05", True), now=at("2025-03-01"))
    add(tmp_path, "early", made("2024-01-10", "2025-01-01", 0.5), now=at("2024-01-10"))
    # It came true in May: who writes in June that it was clear in April is not believed.
    update(tmp_path, "early", expected("2024-04-01", 0.99), now=at("2024-06-01"))
    resolve(tmp_path, "early", outcome("2024-05-01", True), now=at("2024-06-02"))
    known = forecasts(tmp_path)
    found = score(known, as_of=date(2026, 1, 1))
    assert [record["forecast"] for record in found.records] == ["early"]
    assert (found.brier.value, found.left_out) == (0.25, {"late": 1})
    both = score(known, as_of=date(2026, 1, 1), late=True)
    assert both.brier.value == pytest.approx(((1 - 0.9) ** 2 + (1 - 0.99) ** 2) / 2, abs=1e-12)
    assert "--with-late" in both.rebuild()


def test_a_resolution_is_corrected_and_the_first_is_kept(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    resolve(tmp_path, "one", outcome("2025-01-05", True), now=at("2025-01-05"))
    with pytest.raises(UsageError, match="--correct"):
        resolve(tmp_path, "one", outcome("2025-01-05", False), now=at("2025-01-06"))
    found = resolve(tmp_path, "one", outcome("2025-01-05", False), correct=True, now=at("2025-01-06"))
    assert [one.happened for one in found.resolutions] == [True, False]
    assert score([found], as_of=date(2026, 1, 1)).brier.value == pytest.approx(0.3**2, abs=1e-12)


def test_numbers_are_scored_by_their_quantiles_and_not_by_brier(tmp_path: Path) -> None:
    given = made("2024-01-10", "2025-01-01", unit="papers", quantiles={"0.5": 10, "0.9": 12})
    add(tmp_path, "one", given, now=at("2024-01-10"))
    resolve(tmp_path, "one", outcome("2025-01-05", value=11), now=at("2025-01-05"))
    found = score(forecasts(tmp_path), as_of=date(2026, 1, 1))
    # 0.5 x (11 - 10) and 0.1 x (12 - 11)
    assert found.losses == {"one": pytest.approx((0.5 + 0.1) / 2, abs=1e-12)}
    assert found.brier.value is None
    assert [(one.level, one.below) for one in found.levels] == [(0.5, 0), (0.9, 1)]


def test_a_resolution_after_the_day_asked_about_is_not_known_yet(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    resolve(tmp_path, "one", outcome("2025-01-05", True), now=at("2025-01-05"))
    assert score(forecasts(tmp_path), as_of=date(2025, 1, 4)).brier.n == 0
    assert score(forecasts(tmp_path), as_of=date(2025, 1, 5)).brier.n == 1


def test_beside_a_new_forecast_stands_what_came_of_those_like_it(tmp_path: Path) -> None:
    for number, happened in enumerate((True, False, False)):
        add(tmp_path, f"n{number}", made("2024-01-10", "2025-01-01", 0.32), now=at("2024-01-10"))
        resolve(tmp_path, f"n{number}", outcome("2025-01-05", happened), now=at("2025-01-05"))
    like = score(forecasts(tmp_path), as_of=date(2026, 1, 1)).like(0.35)
    assert like is not None and (like.happened, like.n) == (1, 3)
    assert score(forecasts(tmp_path), as_of=date(2026, 1, 1)).like(0.5) is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (made("2024-01-10", "2024-01-10", 0.5), "the second must be later"),
        (made("2024-01-10", "2025-01-01"), "give the probability of an event, or quantiles"),
        (made("2024-01-10", "2025-01-01", 1.5), "less than or equal to 1"),
        (made("2024-01-10", "2025-01-01", 0.5, unit="papers"), "quantiles are of a number and have a unit"),
        (made("2024-01-10", "2025-01-01", quantiles={"0.5": 1}), "quantiles are of a number and have a unit"),
        (
            made("2024-01-10", "2025-01-01", unit="papers", quantiles={"0.1": 5, "0.9": 3}),
            "quantiles fall where they must rise",
        ),
        (made("2024-01-10", "2025-01-01", unit="papers", quantiles={"90%": 5}), "a level of a quantile is a number"),
        (made("2024-01-10", "2025-01-01", 0.5, statement={}), "has no text"),
        (made("2024-03-10", "2025-01-01", 0.5), "2024-03-10, which has not come yet"),
        (made("10.1.2024", "2025-01-01", 0.5), "valid date"),
    ],
)
def test_bad_forecasts_are_refused(tmp_path: Path, given: Mapping[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        add(tmp_path, "one", given, now=at("2024-01-10"))
    assert forecasts(tmp_path) == []


def test_bad_changes_are_refused(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    now = at("2026-01-01")
    for given, told in (
        (expected("2024-01-01", 0.5), "2024-01-01 is before that"),
        (expected("2025-01-01", 0.5), "2025-01-01 is too late"),
        (expected("2024-02-01", quantiles={"0.5": 1}), "is the probability of an event"),
        (expected("2027-01-01", 0.5), "has not come yet"),
    ):
        with pytest.raises(UsageError, match=told):
            update(tmp_path, "one", given, now=now)
    for found, told in (
        (outcome("2025-01-05", value=3), "is about an event"),
        (outcome("2023-01-05", True), "2023-01-05 is before that"),
        (outcome("2027-01-05", True), "has not come yet"),
        ({**outcome("2025-01-05", True), "source": ""}, "source"),
    ):
        with pytest.raises(UsageError, match=told):
            resolve(tmp_path, "one", found, now=now)
    resolve(tmp_path, "one", outcome("2025-01-05", True), now=now)
    with pytest.raises(UsageError, match="is resolved since 2025-01-05"):
        update(tmp_path, "one", expected("2024-12-01", 0.5), now=now)
    with pytest.raises(UsageError, match="is there already"):
        add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=now)
    assert len(list((tmp_path / FOLDER / "one").iterdir())) == 2


@pytest.mark.parametrize("name", ["../one", "One", "a/b", "", "é"])
def test_an_id_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no id"):
        add(tmp_path, name, made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    with pytest.raises(NotFound, match="is not known"):
        forecast(tmp_path, name)


def test_a_harmed_entry_is_said(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3), now=at("2024-01-10"))
    (tmp_path / FOLDER / "one" / "000001.json").write_text('{"made": {}}')
    with pytest.raises(BaseDamaged, match="forecast one: statement"):
        forecasts(tmp_path)


def test_nobody_is_scored(tmp_path: Path) -> None:
    add(tmp_path, "one", made("2024-01-10", "2025-01-01", 0.3, tags=["fusion"]), now=at("2024-01-10"))
    with pytest.raises(UsageError, match="tag 'a group' is not known; known are fusion"):
        score(forecasts(tmp_path), as_of=date(2026, 1, 1), tag="a group")
