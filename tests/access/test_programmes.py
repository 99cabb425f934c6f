"""Programmes and portfolios by command and from Python: what they are, each fact with its source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from rashinban.access.programmes import in_tree, programme_fields, programme_lines, programme_rows
from rashinban.cli import app
from rashinban.definitions.programmes import ancestors, programmes
from rashinban.errors import NotFound
from rashinban.measure.portfolios import FOLDER

MINE = """portfolio: energy-crest
labels: {en: "CREST, energy", ja: CREST（エネルギー）}
parts:
  - {programme: crest, year: 2018..2022}
  - {funder: [F1, F2]}
without: [G9]
"""


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(words))
    return found.exit_code, found.output + (str(found.exception) if found.exception else "")


def test_every_programme_stands_once_below_its_parent() -> None:
    names = [name for name, _ in in_tree()]
    assert sorted(names) == sorted(programmes())
    for name, one in in_tree():
        if one.parent:
            assert names.index(one.parent) < names.index(name)
    level = {row["programme"]: row["level"] for row in programme_rows()}
    assert (level["kakenhi"], level["kakenhi-c"], len(ancestors("kakenhi-c"))) == (0, 1, 2)


def test_facts_come_with_their_sources() -> None:
    lines = list(programme_lines("kakenhi", "en"))
    assert lines[0].startswith("kakenhi: Grants-in-Aid for Scientific Research (KAKENHI)  [JSPS, KAKENHI handbook")
    assert any(line.startswith("budget FY2026: JPY 247,900,000,000, initial, planned, draft budget") for line in lines)
    found = programme_fields("kakenhi")
    assert "kakenhi-c" in found["below"] and found["sources"]["kakenhi-2026"].startswith("Report of 25 December 2025")
    with pytest.raises(NotFound, match="programme 'forrest' is not known; known are"):
        programme_fields("forrest")


def test_commands_of_programmes() -> None:
    code, text = run("programme", "list", "--format", "csv", "--language", "ja")
    assert code == 0 and "創発的研究支援事業" in text
    code, text = run("programme", "show", "crest")
    assert code == 0 and "above: jst-strategic > crest" in text
    assert json.loads(run("programme", "show", "crest", "--format", "json")[1])["id"] == "crest"


def test_a_portfolio_goes_in_and_out_of_a_base_as_a_file(tmp_path: Path) -> None:
    mine, base, other = tmp_path / "mine.yml", tmp_path / "base", tmp_path / "other"
    base.mkdir()
    other.mkdir()
    mine.write_text(MINE, encoding="utf-8")
    assert run("portfolio", "check", str(mine))[1].endswith(
        "portfolio energy-crest: programme=crest and year=2018..2022; or funder=F1|F2; without G9; no mistake\n"
    )
    assert "portfolio energy-crest:1: " in run("portfolio", "add", str(mine), "--base", str(base))[1]
    shared = tmp_path / "shared.yml"
    code, text = run("portfolio", "show", "energy-crest", "--base", str(base))
    assert code == 0 and yaml.safe_load(text) == yaml.safe_load(MINE)
    shared.write_text(text, encoding="utf-8")
    assert "energy-crest:1" in run("portfolio", "add", str(shared), "--base", str(other))[1]
    kept = [(each / FOLDER / "energy-crest" / "000001.json").read_bytes() for each in (base, other)]
    assert kept[0] == kept[1]
    code, text = run("portfolio", "list", "--base", str(other), "--format", "csv")
    assert code == 0 and "energy-crest" in text and "without G9" in text
    assert run("portfolio", "list", "--base", str(tmp_path), "--format", "csv")[0] == 0


def test_a_base_that_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(MINE, encoding="utf-8")
    code, text = run("portfolio", "add", str(tmp_path / "mine.yml"), "--base", str(tmp_path / "none"))
    assert code == 1 and "no such base" in text
