"""Programmes are a tree whose every fact has a source or says that it has none; rules tell the awards of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from chain import chain
from rashinban.definitions.programmes import (
    UNSOURCED,
    ancestors,
    collected,
    name_key,
    programme,
    programmes,
    read_list,
    relations,
)
from rashinban.engine import Engine
from rashinban.errors import RashinbanError, UsageError

OWN = """
list: my
labels: {ja: 自分の一覧, en: My list}
sources: {paper: a paper}
programmes:
  - id: my-fund
    labels: {ja: 基金, en: Fund}
    source: paper
    awards: {numbers: ["jgn:JPXX##"], words: [若手, "挑戦*"], source: paper}
  - id: my-phase
    labels: {ja: フェーズ, en: Phase}
    parent: my-fund
    source: unsourced
    start_year: {value: 2020, source: paper}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "my.yml"
    path.write_text(OWN, encoding="utf-8")
    return path


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_programmes_that_a_portfolio_names_are_there() -> None:
    named = (
        *("kakenhi", "kakenhi-s", "kakenhi-a", "kakenhi-b", "kakenhi-c", "kakenhi-challenging", "kakenhi-early-career"),
        *("kakenhi-international", "forest", "crest", "presto", "erato", "act-x", "moonshot", "k-program", "sip-3"),
        *("bridge", "sbir-jp-1", "sbir-jp-2", "sbir-jp-3", "university-endowment-fund", "amed", "nedo", "erca-erf"),
    )
    assert [name for name in named if name not in programmes()] == []
    assert ancestors("sbir-jp-3") == ("sbir-jp-3", "sbir-jp")
    assert ancestors("eu-h2020-erc") == ("eu-h2020-erc", "eu-h2020-1", "eu-h2020")


def test_stages_have_gates_and_money_is_in_minor_units() -> None:
    first, second = programme("forest").stages
    assert (first.gate is not None, second.gate) == (True, None)
    lines = {(line.fiscal_year, line.kind): line.amount for line in programme("k-program").budgets}
    assert lines == {(2021, "supplementary"): 250_000_000_000, (2022, "supplementary"): 250_000_000_000}


def test_what_has_no_source_says_so() -> None:
    facts = [source for own in programmes().values() for source in own.sources()]
    assert UNSOURCED in programme("nedo").sources()
    # Most facts can be checked: this share may only fall.
    assert facts.count(UNSOURCED) / len(facts) < 0.07


@pytest.mark.parametrize(
    ("number", "scheme", "expected"),
    [
        ("jgn:JPMJFR2012", None, {"forest"}),
        ("jgn:JPMJCR21D2", None, {"crest", "jst-strategic"}),
        ("jgn:JPMJKP24C3", None, {"k-program-jst", "k-program"}),
        ("jgn:JPMJMS2012", None, {"moonshot-jst", "moonshot"}),
        ("jgn:JP19KK0341", "国際共同研究加速基金(国際共同研究強化(A))", {"kakenhi", "kakenhi-international"}),
        ("jgn:JP15300001", "若手研究(A)", {"kakenhi", "kakenhi-young-scientists"}),
        ("jgn:JP20H00001", "基盤研究(B)", {"kakenhi", "kakenhi-b"}),
        ("G1", "若手研究", {"kakenhi-early-career", "kakenhi"}),
        ("jgn:JP21km0908001", None, {"amed"}),
        ("jgn:JPNP20017", None, {"nedo"}),
        ("jgn:JPMEERF20204G01", None, {"erca-erf"}),
        ("jgn:JPJ012187", None, {"sip-3", "sip"}),
        ("jgn:JPJ012368C05401", None, {None}),
        ("nih:R01CA091516", None, {"nih", "nih-r01"}),
        ("nih:K08HD001234", None, {"nih", "nih-k"}),
        ("nih:R43CA091516", None, {"nih", "nih-small-business", "nih-small-business-1"}),
        ("nih:261201100031C-0-0-1", None, {"nih"}),
        ("ec:654321", "H2020-EU.1.3.", {"eu-h2020", "eu-h2020-1", "eu-h2020-msca"}),
        ("nsf:1234567", "CREST of the NSF", {None}),
    ],
)
def test_awards_are_told_by_number_and_word(
    number: str, scheme: str | None, expected: set[str | None], duckdb: Engine
) -> None:
    rules = {name: table.to_pylist() for name, table in relations().items()}
    given = {"awards": [{"award_id": number, "funder_scheme": scheme}], **rules}
    chain(duckdb, ["award_programmes"], given)
    found = duckdb.query("select programme from award_programmes").to_pylist()
    assert sorted(str(row["programme"]) for row in found) == sorted(map(str, expected))


def test_patterns_end_where_a_word_ends(own: Path) -> None:
    known = collected(iter([(own, read_list(own))]))
    rules = relations(known)["programme_rules"].to_pylist()
    assert [row["pattern"] for row in rules] == ["jgn:JPXX##", "word:若手$", "word:挑戦"]
    assert relations(known)["programme_ancestors"].to_pylist() == [
        {"programme": "my-fund", "ancestor": "my-fund"},
        {"programme": "my-phase", "ancestor": "my-phase"},
        {"programme": "my-phase", "ancestor": "my-fund"},
    ]


def test_a_source_that_the_file_does_not_have_is_refused(own: Path) -> None:
    with pytest.raises(RashinbanError, match=r"my-phase: source 'book' is not among the file's; .*unsourced"):
        read_list(changed(own, "value: 2020, source: paper", "value: 2020, source: book"))


def test_a_number_without_its_scheme_is_refused(own: Path) -> None:
    with pytest.raises(RashinbanError, match="write it with its scheme: jgn:JPMJCR"):
        read_list(changed(own, "jgn:JPXX##", "JPXX"))


def test_a_parent_stands_before_its_children(own: Path) -> None:
    with pytest.raises(RashinbanError, match="parent 'my-found' does not stand before it"):
        collected(iter([(own, read_list(changed(own, "parent: my-fund", "parent: my-found")))]))


def test_an_unknown_programme_is_said_with_the_known() -> None:
    with pytest.raises(UsageError, match="programme 'forrest' is not known; known are .*forest"):
        programme("forrest")


def test_a_table_may_call_a_programme_by_its_short_name() -> None:
    names = {row["name"]: row["programme"] for row in relations()["programme_names"].to_pylist()}
    told = {
        word: names.get(name_key(word))
        for word in ("科研費", "ＳＩＰ", "K Program", "基盤研究（Ｓ）", "創発的研究支援事業")
    }
    assert told == {
        "科研費": "kakenhi",
        "ＳＩＰ": "sip",
        # Its part that JST runs is called so too, and stands below it.
        "K Program": "k-program",
        "基盤研究（Ｓ）": "kakenhi-s",
        "創発的研究支援事業": "forest",
    }
    # Those who run several programmes are none of them.
    assert [word for word in ("jst", "jsps") if word in names] == []


def test_budgets_are_rows_with_their_source_in_words(own: Path) -> None:
    lines = relations()["programme_budgets"].to_pylist()
    assert sum(len(one.budgets) for one in programmes().values()) == len(lines)
    assert len({line["budget_line_id"] for line in lines}) == len(lines)
    (endowment,) = [line for line in lines if line["programme"] == "university-endowment-fund"]
    assert endowment["source"].startswith("Mynavi TECH+")
    assert (endowment["kind"], endowment["status"], endowment["amount"]) == ("fund", "actual", 500_000_000_000)


def test_two_budgets_of_one_kind_and_year_are_two_lines(own: Path) -> None:
    line = "{fiscal_year: 2020, kind: supplementary, amount: 5, currency: JPY, status: actual, source: paper}"
    text = own.read_text(encoding="utf-8").replace(
        "    parent: my-fund\n",
        f"    parent: my-fund\n    ministries: [{{value: 内閣府, source: paper}}]\n    budgets: [{line}, {line}]\n",
    )
    own.write_text(text, encoding="utf-8")
    known = collected(iter([(own, read_list(own))]))
    found = relations(known)["programme_budgets"].to_pylist()
    assert [(row["budget_line_id"], row["ministry"], row["amount"]) for row in found] == [
        ("programme:my-phase/2020/supplementary/actual/JPY", "内閣府", 5),
        ("programme:my-phase/2020/supplementary/actual/JPY/2", "内閣府", 5),
    ]
