"""The commands of forecasts and of Delphi studies, as a user gives them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rashinban.cli import main

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command against an empty base; what it prints, and with `fails` what it refuses."""
    monkeypatch.setenv("RASHINBAN_BASE", str(tmp_path))

    def running(*words: str, fails: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["rashinban", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert (ended.value.code or 0) == fails, told.err
        return told.err if fails else told.out

    return running


def _add(run: Run, name: str, *more: str) -> str:
    return run("forecast", "add", name, "--by", "a group", "--en", "It comes true", *more)


def test_a_forecast_from_its_making_to_its_score(run: Run) -> None:
    told = _add(run, "one", "--resolves-on", "2025-01-01", "--made-on", "2024-01-01", "--probability", "0.3")
    assert told == "one: made on 2024-01-01, resolves on 2025-01-01\n"
    run("forecast", "update", "one", "--by", "a group", "--probability", "0.8", "--on", "2024-06-01")
    rows = json.loads(run("forecast", "list", "--format", "json"))
    assert [(row["forecast"], row["state"], row["expected"]) for row in rows] == [("one", "overdue", "80.0\u00a0%")]
    told = run("forecast", "resolve", "one", "--by", "a", "--outcome", "yes", "--source", "x", "--on", "2025-01-05")
    # Made today under an earlier date, it was no foresight.
    assert told == "one: resolved; written down after the fact: it is scored only --with-late\n"
    found = json.loads(run("forecast", "score", "--format", "json"))
    assert (found["value"], found["coverage"], found["interval"]) == (
        None,
        {"forecasts": 1, "resolved": 1, "left_out": {"late": 1}},
        None,
    )
    found = json.loads(run("forecast", "score", "--with-late", "--format", "json"))
    assert found["value"] == pytest.approx(0.2**2, abs=1e-12)
    assert found["records"][0]["probability"] == 0.8
    table = run("forecast", "score", "--with-late")
    assert "Brier score of the forecasts: 0.040; n = 1" in table
    assert "Nobody who made a forecast is scored." in table
    assert "ブライアスコア" in run("forecast", "score", "--language", "ja")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--probability", "70"), "--probability 70: it is from 0 to 1; write 0.7 for 70 %"),
        (("--quantile", "median"), "--quantile 'median': write LEVEL=VALUE, for example 0.9=12"),
        ((), "give the probability of an event, or quantiles of a number, and not both"),
    ],
)
def test_bad_forecasts_are_refused_in_one_line(run: Run, more: tuple[str, ...], told: str) -> None:
    err = _add_fails(run, *more)
    assert told in err and err.count("\n") == 1


def _add_fails(run: Run, *more: str) -> str:
    words = ("--by", "a group", "--en", "x", "--resolves-on", "2099-01-01", *more)
    return run("forecast", "add", "one", *words, fails=2)


def test_an_outcome_is_of_an_event_or_of_a_number(run: Run) -> None:
    assert "give --outcome" in run("forecast", "resolve", "one", "--by", "a", "--source", "x", fails=2)
    assert "is not known" in run(
        "forecast", "resolve", "one", "--by", "a", "--source", "x", "--outcome", "no", fails=1
    )  # fmt: skip


def test_a_base_that_is_not_there_is_not_begun(run: Run, tmp_path: Path) -> None:
    away = tmp_path / "away"
    assert "no such base" in run("forecast", "list", "--base", str(away), fails=1)
    assert "no such base" in run("delphi", "list", "--base", str(away), fails=1)
    assert not away.exists()


def test_a_study_from_its_questions_to_its_results(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions, answers = tmp_path / "study.yml", tmp_path / "answers.yml"
    questions.write_text("title: {en: Fusion}\nstatements:\n  - {id: grid, statement: {en: A plant feeds a grid.}}\n")
    assert "1 statements" in run("delphi", "new", "fusion", str(questions))
    told = run("delphi", "invite", "fusion", "--experts", "3", "--address", "http://127.0.0.1:8000/")
    tokens = [line.removeprefix("http://127.0.0.1:8000/delphi/fusion?token=") for line in told.splitlines()]
    assert len(tokens) == 3
    assert "round 1 is open to 3 experts" in run("delphi", "open", "fusion")
    for token, year in zip(tokens, (2030, 2040, 2060), strict=True):
        monkeypatch.setenv("RASHINBAN_DELPHI_TOKEN", token)
        answers.write_text(f"- {{statement: grid, year: {year}, comment: I say {year}}}\n")
        assert run("delphi", "answer", "fusion", str(answers)) == "fusion: 1 statements answered\n"
    monkeypatch.setenv("RASHINBAN_DELPHI_TOKEN", "guessed")
    assert "guessed" not in run("delphi", "answer", "fusion", str(answers), fails=2)
    assert "I say" not in run("delphi", "results", "fusion")
    assert "the study is over" in run("delphi", "close", "fusion", "--final")
    table = run("delphi", "results", "fusion")
    # Places 0.5, 1 and 1.5 among 2030, 2040, 2060.
    assert "2040 (2035–2050)" in table and "I say 2060" in table and "3 of 3 answered" in table
    found = json.loads(run("delphi", "results", "fusion", "--format", "json"))
    assert found["statements"][0]["rounds"][0]["year"] == {
        "n": 3, "lower": 2035.0, "median": 2040.0, "upper": 2050.0, "never": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: {en: x}\n\tstatements: []\n", "study.yml:2: is indented with a tab"),
        ("title: {en: x}\ntitle: {en: y}\n", "study.yml:2: stands twice"),
        ("title: {en: x}\n", "statements: Field required"),
    ],
)
def test_bad_questions_are_refused_in_one_line(run: Run, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "study.yml"
    path.write_text(text)
    err = run("delphi", "new", "fusion", str(path), fails=2)
    assert told in err and err.count("\n") == 1
