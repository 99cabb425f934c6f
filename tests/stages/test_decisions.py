"""check reads what people decided: a whole base has no doubt, each kind of damage is one line with the mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rashinban.definitions.portfolios import Portfolio
from rashinban.measure.delphi import keep as delphi
from rashinban.measure.foresight import keep as foresight
from rashinban.measure.portfolios import add_portfolio
from rashinban.stages.check import Finding, check
from rashinban.stages.decisions import doubts

NOW = datetime(2026, 4, 1, tzinfo=UTC)
RESTORE = "restore it from a copy of the base; nothing makes it again"
PLAN = """\
plan: ours
level: own_plan
labels: {en: Ours, ja: 我々の計画}
publisher: {en: We, ja: 我々}
period: [2026, 2030]
years: FY
sources:
  paper: {title: Our paper, kind: primary}
source: paper
"""
MODEL = """\
model: our-programme
labels: {en: Our programme, ja: 我々の事業}
sources:
  paper: {title: Our paper, kind: primary}
source: paper
nodes:
  - {id: money, kind: input, labels: {en: Money, ja: 資金}, source: paper}
  - {id: papers, kind: output, labels: {en: Papers, ja: 論文}, sourced: false}
arrows:
  - {from: money, to: papers, claim: {en: It leads there., ja: 資金が論文につながる。}}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base with one of each decision: a portfolio of two versions, a forecast, a study, a plan, a logic model."""
    for note in ("first", "second"):
        given = {"portfolio": "mine", "labels": {"en": note, "ja": note}, "parts": [{"programme": "crest"}]}
        add_portfolio(tmp_path, Portfolio.model_validate(given))
    expected = {"on": "2026-04-01", "by": "me", "probability": 0.5}
    made = {"statement": {"en": "It works."}, "resolves_on": "2030-01-01", "expected": expected}
    foresight.add(tmp_path, "fusion-2030", made, now=NOW)
    foresight.update(tmp_path, "fusion-2030", {**expected, "probability": 0.6}, now=NOW)
    asked = [{"id": "works", "statement": {"en": "It works."}}]
    delphi.new(tmp_path, "round", {"title": {"en": "A round"}, "statements": asked}, now=NOW)
    for folder, text in (("plans/ours.yml", PLAN), ("logic_models/our-programme.yml", MODEL)):
        path = tmp_path / "decisions" / folder
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_decisions_that_can_be_read_are_no_breach(base: Path) -> None:
    # A writer that was killed before its first entry leaves an empty folder.
    (base / "decisions/portfolios/begun").mkdir()
    assert list(doubts(base)) == []


def test_a_base_without_decisions_has_none_to_doubt(tmp_path: Path) -> None:
    assert list(doubts(tmp_path)) == []


def _remove_first(base: Path) -> None:
    (base / "decisions/portfolios/mine/000001.json").unlink()


def _cut(base: Path) -> None:
    path = base / "decisions/foresight/fusion-2030/000002.json"
    path.write_text(path.read_text(encoding="utf-8")[:-10], encoding="utf-8")


def _empty_entry(base: Path) -> None:
    (base / "decisions/foresight/fusion-2030/000002.json").write_text("{}", encoding="utf-8")


def _other_shape(base: Path) -> None:
    path = base / "decisions/delphi/round/000001.json"
    entry = json.loads(path.read_text(encoding="utf-8"))
    del entry["new"]["title"]
    path.write_text(json.dumps(entry), encoding="utf-8")


def _of_another(base: Path) -> None:
    folder = base / "decisions/portfolios"
    (folder / "mine").rename(folder / "yours")


def _asked_of_nobody(base: Path) -> None:
    folder = base / "decisions/dialogue"
    folder.mkdir()
    turn = {"published": {"question": 7, "recorded": NOW.isoformat()}}
    (folder / "000001.json").write_text(json.dumps(turn), encoding="utf-8")


def _tabbed(base: Path) -> None:
    path = base / "decisions/plans/ours.yml"
    path.write_text(PLAN.replace("  paper", "\tpaper"), encoding="utf-8")


def _circle(base: Path) -> None:
    path = base / "decisions/plans/ours.yml"
    path.write_text(f"{PLAN}supersedes: ours\n", encoding="utf-8")


def _lost_node(base: Path) -> None:
    path = base / "decisions/logic_models/our-programme.yml"
    path.write_text(MODEL.replace("to: papers", "to: paper"), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "where", "what", "mend"),
    [
        (_remove_first, "portfolios/mine", "entry 000001.json is missing", RESTORE),
        (_cut, "foresight/fusion-2030", "000002.json: is no JSON", RESTORE),
        (
            _empty_entry,
            "foresight/fusion-2030",
            "entry 000002.json says nothing in place of updated or resolved",
            RESTORE,
        ),
        (_other_shape, "delphi/round", "title", RESTORE),
        (_of_another, "portfolios/yours", "entry 000001.json is of portfolio 'mine'", RESTORE),
        (_asked_of_nobody, "dialogue", "000001.json: 7", RESTORE),
        (_tabbed, "plans/ours.yml", "line 8: is indented with a tab", "mend the lines"),
        (_circle, "plans", "goes in a circle: ours -> ours", "mend the lines"),
        (_lost_node, "logic_models/our-programme.yml", "node 'paper' is not known", "mend the lines"),
    ],
)
def test_each_harm_is_one_line_with_the_mend(
    base: Path, harm: Callable[[Path], None], where: str, what: str, mend: str
) -> None:
    harm(base)
    (found,) = doubts(base)
    assert found[0] == str(base / "decisions" / where)
    assert what in found[1] and "\n" not in found[1]
    assert found[2].startswith(mend)


def test_check_has_it_as_a_breach(base: Path) -> None:
    _remove_first(base)
    where = str(base / "decisions/portfolios/mine")
    assert [one for one in check(base) if "decisions" in one.where] == [
        Finding(where=where, what="entry 000001.json is missing", mend=RESTORE)
    ]
