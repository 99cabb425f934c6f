"""Logic models say where each statement stands; every mistake in one is said with its line and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashinban.cli import app
from rashinban.definitions.logic_models import KINDS, facts, logic_models
from rashinban.errors import NotBuilt, RashinbanError, UsageError
from rashinban.measure.logic_models import check_logic_model
from rashinban.measure.own_logic_models import add_logic_model, known_logic_model, own_logic_models

OWN = """\
model: my-programme
labels: {en: My programme, ja: 私の事業}
source: paper
sources:
  paper: {title: A paper, kind: primary}
nodes:
  - id: money
    kind: input
    labels: {en: Money, ja: 資金}
    source: paper
    programmes: [forest]
  - id: papers
    kind: output
    labels: {en: Papers, ja: 論文}
    sourced: false
    plan_indicators: [top-10-share]
arrows:
  - from: money
    to: papers
    claim: {en: Money makes papers., ja: 資金が論文になる。}
    cards:
      - {indicator: pp_top_10, where: {programme: forest}}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "my.yml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_those_that_come_with_the_program_have_no_mistake() -> None:
    folder = Path(__file__).parents[2] / "src" / "rashinban" / "definitions" / "logic_models"
    paths = sorted(folder.glob("*.yml"))
    assert [check_logic_model(path).model for path in paths] == list(logic_models()) == ["forest", "kakenhi"]
    for path in paths:
        model = check_logic_model(path)
        assert {node.kind for node in model.nodes} == set(KINDS)
        assert any(not fact.sourced for fact in facts(model)) and any(not arrow.evidence for arrow in model.arrows)
        used = {fact.source.of for fact in facts(model) if fact.source}
        assert used == set(model.sources), f"{path}: sources that no statement names"


def test_a_model_of_ones_own(own: Path) -> None:
    model = check_logic_model(own)
    assert (model.node("papers").sourced, model.arrows[0].start, model.arrows[0].evidence) == (False, "money", True)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'fores' is not known; known are forest, kakenhi"):
        known_logic_model(tmp_path, "fores")


def test_a_model_of_ones_own_is_kept_in_a_base_and_replaced_only_when_asked(tmp_path: Path, own: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    kept = add_logic_model(base, own)
    assert (kept.path, kept.before) == (base / "decisions" / "logic_models" / f"{kept.model.model}.yml", None)
    assert list(own_logic_models(base)) == ["forest", "kakenhi", kept.model.model]
    assert known_logic_model(base, kept.model.model) == kept.model
    with pytest.raises(UsageError, match="is there already; --replace puts"):
        add_logic_model(base, own)
    again = add_logic_model(base, own, replace=True)
    assert again.before is not None and again.before.read_text(encoding="utf-8") == OWN


def test_on_the_command_line_it_is_added_listed_and_refused_without_a_base(tmp_path: Path, own: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    added = CliRunner().invoke(app, ["logic-model", "add", str(own), "--base", str(base)])
    name = check_logic_model(own).model
    assert added.output.strip() == f"{base}/decisions/logic_models/{name}.yml: logic model {name}"
    listed = CliRunner().invoke(app, ["logic-model", "list", "--base", str(base), "--format", "csv"])
    assert [line.partition(",")[0] for line in listed.output.splitlines()] == ["model", "forest", "kakenhi", name]
    nowhere = CliRunner().invoke(app, ["logic-model", "add", str(own), "--base", str(tmp_path / "none")])
    assert isinstance(nowhere.exception, NotBuilt)


def test_the_id_of_a_shipped_model_is_taken(tmp_path: Path, own: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    own.write_text(OWN.replace(f"model: {check_logic_model(own).model}", "model: forest"), encoding="utf-8")
    with pytest.raises(UsageError, match="logic model forest comes with the program; choose another id"):
        add_logic_model(base, own)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("    sourced: false", "", 12, "has no source; write `source: KEY`"),
        ("    source: paper\n    programmes", "    source: book\n    programmes", 10, "source 'book' is not among"),
        ("[forest]", "[forrest]", 11, "programme 'forrest' is not known; write one that is: forest"),
        ("[top-10-share]", "[top-ten]", 16, "indicator of a plan 'top-ten' is not known"),
        ("id: papers", "id: money", 12, "node money stands twice"),
        ("to: papers", "to: paper", 19, "node 'paper' is not known; write one that is: papers"),
        ("from: money\n    to: papers", "from: papers\n    to: money", 19, "leads from output to input"),
        ("kind: output", "kind: result", 13, "'result' is not known; write 'input', 'activity'"),
        ("pp_top_10", "pp_top_11", 22, "pp_top_11"),
        ("{programme: forest}}", "{programme: forest, colour: red}}", 22, "colour"),
        ("{programme: forest}}", "{author: A1}}", 22, "leave `author` out"),
        ("pp_top_10, where: {programme: forest}", "amount, where: {programme: forest}", 22, "currency"),
        ("    cards:", "\tcards:", 21, "is indented with a tab"),
        (
            "claim: {en: Money makes papers., ja: 資金が論文になる。}",
            "claim: {en: Money makes papers.}",
            20,
            "is missing",
        ),
        ("arrows:", "arows:", 17, "did you mean `arrows`"),
        ("kind: output", "kind: input", 1, "has nodes of one kind only"),
    ],
)
def test_each_mistake_is_one_line_with_its_place(own: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in OWN
    own.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RashinbanError) as refused:
        check_logic_model(own)
    lines = str(refused.value).splitlines()
    assert any(one.startswith(f"{own}:{line}:") and told in one for one in lines), lines


def test_all_mistakes_are_said_at_once(own: Path) -> None:
    text = OWN.replace("[forest]", "[forrest]").replace("to: papers", "to: paper")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(RashinbanError) as refused:
        check_logic_model(own)
    # The programme, the node that is on no arrow then, and the arrow's end.
    assert [one.split(":")[1] for one in str(refused.value).splitlines()] == ["11", "12", "19"]


def test_the_same_arrow_twice(own: Path) -> None:
    own.write_text(OWN + "  - {from: money, to: papers, claim: {en: a, ja: b}}\n", encoding="utf-8")
    with pytest.raises(RashinbanError, match="my.yml:23: .*from money to papers stands twice"):
        check_logic_model(own)


def test_a_study_stands_with_its_source_and_what_it_found(own: Path) -> None:
    study = "    studies:\n      - {source: paper, strength: contested, says: {en: Hardly., ja: ほとんどない。}}\n"
    own.write_text(OWN + study, encoding="utf-8")
    (found,) = check_logic_model(own).arrows[0].studies
    assert (found.strength, found.says.en) == ("contested", "Hardly.")
    own.write_text(OWN + study.replace("source: paper, ", ""), encoding="utf-8")
    with pytest.raises(RashinbanError, match="has no source"):
        check_logic_model(own)
