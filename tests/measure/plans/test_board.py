"""Boards of plans on a base: planted series give the planted statuses, and every board carries the guard."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rashinban.access.api import Base
from rashinban.cli import main
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.plans.board import Board, status
from rashinban.measure.plans.keep import FOLDER, add_plan, own_library
from rashinban.measure.plans.rule import RULE
from searched_base import ROWS, build_only, released, write_tables

DATA = Path(__file__).parents[2] / "data" / "plans"
#: Observations have no interval of their own.
CASES = [
    case for case in csv.DictReader((DATA / "cases.csv").read_text(encoding="utf-8").splitlines())
    if "[" not in case["values"]
]  # fmt: skip
BOTH = {"en": "x", "ja": "x"}


def observation(series: str, year: int, value: float | None, **other: object) -> dict[str, object]:
    return {
        "observation_id": f"{series}/{year}/{other.get('vintage')}/{other.get('breakdown')}", "series": series,
        "subject": "JP", "period": year, "period_kind": "FY", "value": value, "unit": "persons", **other,
    }  # fmt: skip


def case_rows() -> Iterator[dict[str, object]]:
    for number, case in enumerate(CASES):
        for year, value in re.findall(r"(\d+):([\d.]+)", case["values"]):
            yield observation(f"case-{number}", int(year), float(value))


OTHER = [
    # An earlier vintage, a part of the whole, another country, and a year without value: none of them counts.
    *(observation("kinds", 2020 + at, 100 + 10 * at, vintage="2025") for at in range(4)),
    observation("kinds", 2023, 60, vintage="2024"),
    observation("kinds", 2023, 50),
    observation("kinds", 2022, 900, breakdown="sex=women"),
    observation("kinds", 2022, 900, subject="US") | {"observation_id": "us"},
    observation("kinds", 2024, None, mark=".."),
    *(observation("thousands", year, 1, unit="thousand persons") for year in range(2020, 2024)),
    *(observation("calendar", year, 1, period_kind="CY") for year in range(2020, 2024)),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planned")
    write_tables(folder, {**ROWS, "observations": [*case_rows(), *OTHER]})
    build_only(folder)
    return released(folder)


def plan(indicators: list[dict[str, Any]], targets: list[dict[str, Any]], looked_at: list[str] | None = None) -> str:
    """The text of a plan with one objective."""
    objective = {
        "id": "one", "labels": BOTH, "statement": BOTH, "source": "a", "targets": targets,
        "indicators": looked_at or [],
    }  # fmt: skip
    whole = {
        "plan": "planted", "level": "own_plan", "labels": BOTH, "publisher": BOTH,
        "period": [2021, 2025], "years": "FY",
        "sources": {"a": {"title": "x", "kind": "primary"}}, "source": "a", "indicators": indicators,
        "pillars": [{"id": "p", "labels": BOTH, "source": "a", "objectives": [objective]}],
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def indicator(name: str, **other: object) -> dict[str, Any]:
    return {
        "id": name, "labels": BOTH, "type": "output", "unit": "persons", "direction": "up", "years": "FY",
        "series": {"series": name, "subject": "JP"}, "source": "a", **other,
    }  # fmt: skip


def target(name: str, **other: object) -> dict[str, Any]:
    return {"indicator": name, "wording": BOTH, "by": 2025, "source": "a", **other}


def board(base: Path, folder: Path, text: str, day: date) -> Board:
    path = folder / "decisions" / "plans" / "planted.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with Base(base) as opened:
        return status(opened.session, own_library(folder), "planted", day, opened.about)


def case_indicator(number: int, case: Mapping[str, str]) -> dict[str, Any]:
    own = indicator(f"case-{number}", direction=case["direction"], rhythm=int(case["rhythm"]), lag=int(case["lag"]))
    if not case["values"]:
        del own["series"]
    return own


def case_target(number: int, case: Mapping[str, str]) -> dict[str, Any]:
    own = target(f"case-{number}", by=int(case["by"]))
    if ".." in case["aim"]:
        own |= {"between": [float(end) for end in case["aim"].split("..")], "unit": "persons"}
    elif case["aim"] == "move":
        own |= {"move": case["direction"]}
    else:
        own |= {"reach": float(case["aim"]), "unit": "persons"}
    if case["baseline"]:
        value, _, year = case["baseline"].partition("@")
        own["baseline"] = {"value": float(value), "year": int(year), "source": "a"}
    if case["total_from"]:
        own["total_from"] = int(case["total_from"])
    return own


@pytest.mark.parametrize("year", sorted({case["year"] for case in CASES}))
def test_planted_series_in_a_base_give_the_planted_statuses(base: Path, tmp_path: Path, year: str) -> None:
    chosen = [(number, case) for number, case in enumerate(CASES) if case["year"] == year]
    text = plan(
        [case_indicator(*one) for one in chosen],
        [case_target(*one) for one in chosen if one[1]["aim"]],
        [f"case-{number}" for number, _ in chosen],
    )
    found = board(base, tmp_path, text, date(int(year), 10, 1))
    expected = {f"case-{number}": (case["status"], case["because"]) for number, case in chosen}
    assert {
        line.indicator.id: (line.verdict.status, line.verdict.because) for line in found.lines if line.indicator
    } == expected


def test_the_base_has_at_least_twenty_planted_cases() -> None:
    assert len(CASES) >= 20


def test_the_newest_vintage_of_the_whole_counts(base: Path, tmp_path: Path) -> None:
    text = plan([indicator("kinds")], [target("kinds", reach=150, unit="persons")])
    (line,) = board(base, tmp_path, text, date(2024, 10, 1)).lines
    assert line.values is not None
    assert [(point.year, point.value) for point in line.values.points or ()] == [
        (2020, 100), (2021, 110), (2022, 120), (2023, 130),
    ]  # fmt: skip
    assert line.verdict.status == "on_track"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("thousands", "The values are in thousand persons, FY, the indicator in persons, FY: they cannot be compared."),
        ("calendar", "The values are in persons, CY, the indicator in persons, FY: they cannot be compared."),
    ],
)
def test_values_in_another_unit_give_no_verdict(base: Path, tmp_path: Path, name: str, words: str) -> None:
    text = plan([indicator(name)], [target(name, reach=150, unit="persons")])
    (line,) = board(base, tmp_path, text, date(2024, 10, 1)).lines
    assert (line.verdict.status, line.verdict.because, line.reason.en) == ("no_verdict", "other_unit", words)


def test_a_sum_whose_years_have_no_value_yet_says_from_when(base: Path, tmp_path: Path) -> None:
    text = plan([indicator("kinds")], [target("kinds", reach=500, unit="persons", total_from=2024)])
    (line,) = board(base, tmp_path, text, date(2024, 10, 1)).lines
    # The series has 2020 to 2023; the sum begins in 2024.
    assert (line.verdict.status, line.reason.en, line.reason.ja) == (
        "not_measurable",
        "The base has no value of it from FY2024 on: import the series kinds, JP.",
        "この基盤には2024年度以降の値がない（系列kinds, JPを取り込むこと）。",
    )


def test_a_multiple_of_nothing_gives_no_verdict(base: Path, tmp_path: Path) -> None:
    text = plan([indicator("kinds")], [target("kinds", multiple=1.5)])
    (line,) = board(base, tmp_path, text, date(2024, 10, 1)).lines
    assert (line.verdict.status, line.verdict.because) == ("no_verdict", "no_baseline")


@pytest.mark.parametrize("where", ["target", "baseline"])
def test_what_has_no_source_judges_nothing(base: Path, tmp_path: Path, where: str) -> None:
    baseline: dict[str, Any] = {"value": 100, "year": 2020, "source": "a"}
    own = target("kinds", multiple=1.5, baseline=baseline)
    unsourced = own if where == "target" else baseline
    del unsourced["source"]
    unsourced["sourced"] = False
    (line,) = board(base, tmp_path, plan([indicator("kinds")], [own]), date(2024, 10, 1)).lines
    assert (line.verdict.status, line.verdict.because) == ("no_verdict", "unsourced")
    assert line.fields()["sourced"] is False


def test_a_question_is_asked_year_by_year_and_unfinished_years_are_left_out(base: Path, tmp_path: Path) -> None:
    works = {"indicator": "p", "where": {"country": "JP"}, "counting": "full"}
    asked = indicator("ours", unit="works", years="CY", question=works)
    del asked["series"]
    text = plan([asked], [target("ours", reach=2, unit="works")])
    (line,) = board(base, tmp_path, text, date(2020, 10, 1)).lines
    # W1 of 2018 and W2 of 2020 are Japan's articles; 2020 is not over.
    assert line.values is not None
    assert [(point.year, point.value) for point in line.values.points or ()] == [(2018, 1)]
    assert line.values.incomplete == (2020,)
    assert line.values.rebuild.startswith("rashinban show p --by country,year --where country=JP --counting full")
    assert (line.verdict.status, line.verdict.because) == ("no_verdict", "too_few")


def test_an_objective_that_nobody_measures_is_a_line_too(base: Path, tmp_path: Path) -> None:
    (line,) = board(base, tmp_path, plan([], []), date(2024, 10, 1)).lines
    assert (line.verdict.status, line.indicator) == ("not_measurable", None)


def test_a_board_carries_guard_and_rule(base: Path, tmp_path: Path) -> None:
    found = board(base, tmp_path, plan([], []), date(2024, 10, 1))
    assert "not meant to be tied to the evaluation" in found.fields()["guard"]["en"]
    assert found.fields()["rule"] == RULE
    assert RULE in found.fields()["rule_words"]["ja"]
    assert found.counts() == {"on_track": 0, "at_risk": 0, "off_track": 0, "no_verdict": 0, "not_measurable": 1}


# --- the commands -----------------------------------------------------------------------------------------


class Run:
    """The command in this process: what it printed, what it said, how it ended."""

    def __init__(self, base: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.base, self.capture, self.patch = base, capture, patch

    def __call__(self, *words: str) -> tuple[str, str, int]:
        self.patch.setattr(sys, "argv", ["rashinban", "plan", *words, "--base", str(self.base)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self.capture.readouterr()
        return out, err, int(ended.value.code or 0)


@pytest.fixture
def run(base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(base, capsys, monkeypatch)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_status_prints_the_guard_the_reasons_and_the_rule(run: Run, language: str) -> None:
    out, _, code = run("status", "jp-basic-plan-6", "--as-of", "2026-10-01", "--language", language)
    assert code == 0
    lines = out.splitlines()
    said = {
        "en": ("whole country", "1. The base has no value of it: import the series jp:doctoral_support, JP.", RULE),
        "ja": ("国全体", "1. この基盤には値がない（系列jp:doctoral_support, JPを取り込むこと）。", RULE),
    }[language]
    assert any(said[0] in line for line in lines)
    assert said[1] in lines
    assert lines[-1].startswith(said[2])
    assert ("[unsourced: not a fact]" if language == "en" else "【出典未確認：事実ではない】") in out


def test_status_as_json_has_every_number_and_the_guard(run: Run) -> None:
    out, _, code = run("status", "jp-basic-plan-5", "--as-of", "2026-10-01", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["plan"], found["as_of"], found["rule"]) == ("jp-basic-plan-5", "2026-10-01", RULE)
    assert "whole country" in found["guard"]["en"]
    assert len(found["lines"]) == 13 + 2
    first = found["lines"][0]
    assert first["goal"] == {
        "direction": "up", "by": 2020, "lower": pytest.approx(48_400), "upper": None, "baseline": 44_000,
        "base_year": 2013, "total": False,
    }  # fmt: skip
    assert (first["status"], first["because"]) == ("not_measurable", "no_values")


def test_editions_stand_side_by_side(run: Run) -> None:
    out, _, code = run("show", "jp-basic-plan-6,jp-basic-plan-7")
    assert code == 0
    assert re.search(r"public-private-rd-investment +120 trillion JPY .* +180 trillion JPY", out)


def test_a_plan_in_words_marks_what_has_no_source(run: Run) -> None:
    out, _, _ = run("show", "jp-basic-plan-6")
    assert "[unsourced: not a fact] Doctorates find work in industry" in out
    assert (
        "      -> Three times the share of FY2018: 30.3 % or more by FY2025 [doctoral-support-share]  <press-2021>"
        in out
    )


def test_check_says_each_mistake_in_a_line_and_fails(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text((DATA / "ours.yml").read_text(encoding="utf-8").replace("by: 2030", "by: R12"), encoding="utf-8")
    out, err, code = run("check", str(path))
    assert (out, code) == ("", 1)
    assert len(err.splitlines()) == 2
    out, _, code = run("check", str(DATA / "ours.yml"))
    assert code == 0
    assert out.endswith("1 pillars, 1 objectives, 1 measures, 2 targets, 1 statements without a source; no mistake\n")


def test_list_and_indicators_as_json(run: Run) -> None:
    plans = json.loads(run("list", "--format", "json")[0])
    assert [one["targets"] for one in plans] == [0, 13, 10, 3, 2, 4]
    named = {one["indicator"]: one["values"] for one in json.loads(run("indicators", "--format", "json")[0])}
    assert named["top-10-rank"] == "p_top_10 country=JP (rank)"


def test_an_own_plan_is_kept_in_the_base_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    kept = add_plan(tmp_path, DATA / "ours.yml")
    assert kept.path == tmp_path / FOLDER / "our-university-2026.yml"
    assert kept.path.read_bytes() == (DATA / "ours.yml").read_bytes()
    assert "our-university-2026" in own_library(tmp_path).plans
    with pytest.raises(UsageError, match="is there already; --replace puts"):
        add_plan(tmp_path, DATA / "ours.yml")
    changed = tmp_path / "changed.yml"
    changed.write_text((DATA / "ours.yml").read_text(encoding="utf-8").replace("500", "600"), encoding="utf-8")
    replaced = add_plan(tmp_path, changed, replace=True)
    assert replaced.before is not None
    assert replaced.before.read_bytes() == (DATA / "ours.yml").read_bytes()
    assert [one.reach for one in own_library(tmp_path).plan("our-university-2026").targets()] == [600, None]


def test_a_shipped_plan_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(
        (DATA / "ours.yml").read_text(encoding="utf-8").replace("plan: our-university-2026", "plan: jp-sti-basic-act"),
        encoding="utf-8",
    )
    with pytest.raises(RashinbanError, match="jp-sti-basic-act"):
        add_plan(tmp_path, path, replace=True)
