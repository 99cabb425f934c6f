"""Plans that come with the program, and files with one mistake each: one clear line, with the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashinban.definitions.plans import anchors, facts, library, shipped
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.plans.check import check_plan

OURS = Path(__file__).parents[1] / "data" / "plans" / "ours.yml"


def said(tmp_path: Path, before: str, after: str) -> list[str]:
    """What the check says of the hand-written plan with one place changed; lines without the folder."""
    text = OURS.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "ours.yml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RashinbanError) as raised:
        check_plan(path, shipped())
    return [line.removeprefix(f"{tmp_path}/") for line in str(raised.value).splitlines()]


def test_a_plan_without_mistakes_is_read() -> None:
    plan = check_plan(OURS, shipped())
    assert plan.plan == "our-university-2026"
    assert [target.by for target in plan.targets()] == [2030, 2030]
    assert [fact.sourced for fact in facts(plan)].count(False) == 1


FELL = "pillars people.objectives doctoral.targets"
SPACES = "            "


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param(
            f"{SPACES}reach: 500", "\t\treach: 500",
            ["ours.yml:43: is indented with a tab; YAML takes spaces only: write two for it"],
            id="a tab",
        ),
        pytest.param(
            "indicator: our-doctoral-students", "indicator: our-doctoral-student",
            [f"ours.yml:41: {FELL} 1.indicator: indicator 'our-doctoral-student' is not known; add it to `indicators`, "
             "or write one that is: our-doctoral-students, doctoral-support"],
            id="an indicator that nobody has",
        ),
        pytest.param(
            "by: 2030", "by: 2024",
            [f"ours.yml:41: {FELL} 1: `by: 2024` is not after its baseline of 2025; write a later year, or the "
             "baseline's own year"],
            id="a target before its baseline",
        ),
        pytest.param(
            "            unit: persons", "            unit: share",
            [f"ours.yml:44: {FELL} 1.unit: the target is in 'share' and indicator our-doctoral-students in 'persons'; "
             "write the target in 'persons'"],
            id="units that differ",
        ),
        pytest.param(
            "under: jp-basic-plan-7", "supersedes: our-university-2026",
            ["ours.yml:7: supersedes: goes in a circle: our-university-2026 -> our-university-2026; remove it where "
             "the older edition names the newer"],
            id="a plan that supersedes itself",
        ),
        pytest.param(
            "by: 2030", "by: 令和12年度",
            [f"ours.yml:45: {FELL} 1.by: '令和12年度' is written for people; write the first year of the fiscal year: "
             "2030"],
            id="a year of an era",
        ),
        pytest.param(
            "by: 2030", "by: R12",
            [f"ours.yml:45: {FELL} 1.by: 'R12' is written for people; write the first year of the fiscal year: 2030"],
            id="a year of an era in short",
        ),
        pytest.param(
            "by: 2030", "by: 平成60年",
            [f"ours.yml:45: {FELL} 1.by: '平成60年' is no year (no such year: 平成 began in 1989 and ended in 2019); "
             "write four digits: 2025"],
            id="a year that an era never had",
        ),
        pytest.param(
            "by: 2030", "by: 2031-03-31",
            [f"ours.yml:45: {FELL} 1.by: 2031-03-31 is a day; write its year: 2030 where it is a fiscal year"],
            id="a day for a year",
        ),
        pytest.param(
            "reach: 500", "reach: 5百人",
            [f"ours.yml:43: {FELL} 1.reach: '5百人' is written for people; write the number: 500"],
            id="a number in kanji",
        ),
        pytest.param(
            "reach: 500", "reach: 30%",
            [f"ours.yml:43: {FELL} 1.reach: '30%' is a percentage; write the share: 0.3"],
            id="a percentage",
        ),
        pytest.param(
            "reach: 500", "reach: 200",
            [f"ours.yml:41: {FELL} 1.direction: 200 lies behind the baseline of 300 for what shall go up; correct the "
             "value, or write `direction: down`"],
            id="a target behind its baseline",
        ),
        pytest.param(
            "            reach: 500", "            reach: 500\n            status: on_track",
            [f"ours.yml:44: {FELL} 1.status: a status is computed by rule from the values and never written; remove "
             "it"],
            id="a light set by hand",
        ),
        pytest.param(
            "            reach: 500", "            reach: 500\n            multiple: 2",
            [f"ours.yml:41: {FELL} 1: has reach and multiple of reach, multiple, between, move; give one"],
            id="two aims",
        ),
        pytest.param(
            "            reach: 500", "            raech: 500",
            [f"ours.yml:43: {FELL} 1.raech: is no field that is known here; did you mean `reach`?"],
            id="a misspelt field",
        ),
        pytest.param(
            "            by: 2030", "            by: 2030\n            by: 2031",
            ["ours.yml:46: by: stands twice, first in line 45; remove one"],
            id="a field given twice",
        ),
        pytest.param(
            "source: {of: plan, page: 3}", "source: {of: paln, page: 3}",
            ["ours.yml:21: indicators our-doctoral-students.source: source 'paln' is not among the file's: plan; add "
             "it there"],
            id="a source that is not listed",
        ),
        pytest.param(
            "            sourced: false", "",
            [f"ours.yml:48: {FELL} 2: has no source; write `source: KEY` of one of the file's sources, or "
             "`sourced: false`"],
            id="a statement that does not say where it stands",
        ),
        pytest.param(
            "series: {series: ours, subject: JP}", "series: {series: ours, subject: NO}",
            ["ours.yml:20: indicators our-doctoral-students.series.subject: False is read as a truth value; put it in "
             "quotation marks"],
            id="Norway",
        ),
        pytest.param(
            "indicator: pp_top_10,", "indicator: pp_top_11,",
            ["ours.yml:28: indicators our-open-works.question: indicator 'pp_top_11' is not known; known are"],
            id="an indicator of ours that does not exist",
        ),
        pytest.param(
            "where: {institution: I1}", "where: {institution: I1, year: 2018..2020}",
            ["ours.yml:28: indicators our-open-works.question: a plan's question has one value for each year; leave "
             "`year` out of `where`"],
            id="a question with years",
        ),
        pytest.param(
            "    unit: share", "    unit: works",
            ["ours.yml:25: indicators our-open-works.unit: the question's values are in 'share'; write `unit: share`"],
            id="a question in another unit",
        ),
        pytest.param(
            "[{labels: {en: SPRING", "[{id: sprang, labels: {en: SPRING",
            ["ours.yml:56: pillars people.objectives doctoral.measures fellowships.programmes sprang.id: programme "
             "'sprang' is not known; leave the id out, or write one that is: spring"],
            id="a programme that nobody has",
        ),
        pytest.param(
            "plan: our-university-2026", "plan: Our University",
            ["ours.yml:1: plan: 'Our University' is no id; write small letters, digits and hyphens: `young-faculty`"],
            id="an id with blanks",
        ),
        pytest.param(
            "under: jp-basic-plan-7", "under: jp-basic-plan-9",
            ["ours.yml:7: under: plan 'jp-basic-plan-9' is not known; known are jp-sti-basic-act, jp-basic-plan-5, "
             "jp-basic-plan-6, jp-startup-plan-2022, jp-integrated-strategy-2023, jp-basic-plan-7: leave it out, or "
             "add that plan"],
            id="a plan that nobody has",
        ),
        pytest.param(
            "en: 500 students,", "en: 500 students, all of them,",
            [f"ours.yml:42: {FELL} 1.wording.all of them: is no field of a text; a comma within {{ }} ends one: put "
             "texts with commas in quotation marks"],
            id="a comma in braces",
        ),
        pytest.param(
            "title: Plan of our university", "title: Plan: of our university",
            ["ours.yml:10: is not YAML: mapping values are not allowed in this context; quote texts that hold `: `, "
             "` #`, or begin with one of * & ! % @ [ {"],
            id="a colon in a text",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_line_with_the_mend(tmp_path: Path, before: str, after: str, lines: list[str]) -> None:
    found = said(tmp_path, before, after)
    assert len(found) == len(lines)
    for line, wanted in zip(found, lines, strict=True):
        assert (line[: len(wanted)] if wanted.endswith("known are") else line) == wanted


def test_every_mistake_of_a_file_is_said_at_once(tmp_path: Path) -> None:
    text = OURS.read_text(encoding="utf-8").replace("by: 2030", "by: R12").replace("level: own_plan", "level: mine")
    path = tmp_path / "ours.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RashinbanError) as raised:
        check_plan(path, shipped())
    assert [line.split(":")[1] for line in str(raised.value).splitlines()] == ["2", "45", "51"]


def test_editions_that_supersede_each_other_in_a_circle_are_named(tmp_path: Path) -> None:
    first = OURS.read_text(encoding="utf-8").replace("under: jp-basic-plan-7", "supersedes: second")
    second = (
        "plan: second\nlevel: own_plan\nlabels: {en: x, ja: x}\npublisher: {en: x, ja: x}\nperiod: [2026, 2030]\n"
        "years: FY\nsupersedes: our-university-2026\nsources: {a: {title: x, kind: primary}}\nsource: a\n"
    )
    (tmp_path / "a.yml").write_text(first, encoding="utf-8")
    (tmp_path / "b.yml").write_text(second, encoding="utf-8")
    with pytest.raises(RashinbanError) as raised:
        library(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}/a.yml:7: supersedes: goes in a circle: our-university-2026 -> second -> our-university-2026; "
        "remove it where the older edition names the newer"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\x93\xfa\x96\x7b", "is not UTF-8 (invalid start byte); save it as UTF-8"),
        (b"", "is no group of fields; begin with `plan: my-plan-2026`"),
        (b"- a\n- b\n", "is no group of fields; begin with `plan: my-plan-2026`"),
    ],
)
def test_what_is_no_plan_at_all_is_said(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    with pytest.raises(RashinbanError) as raised:
        check_plan(path, shipped())
    assert str(raised.value).endswith(text)


# --- what comes with the program --------------------------------------------------------------------------


def test_the_shipped_editions_form_a_chain_from_the_law() -> None:
    plans = shipped().plans
    assert {name: (plan.under, plan.supersedes) for name, plan in plans.items()} == {
        "jp-sti-basic-act": (None, None),
        "jp-basic-plan-5": ("jp-sti-basic-act", None),
        "jp-basic-plan-6": ("jp-sti-basic-act", "jp-basic-plan-5"),
        "jp-startup-plan-2022": (None, None),
        "jp-integrated-strategy-2023": ("jp-basic-plan-6", None),
        "jp-basic-plan-7": ("jp-sti-basic-act", "jp-basic-plan-6"),
    }


def test_the_fifth_plan_has_its_eight_targets() -> None:
    named = {target.indicator for target in shipped().plan("jp-basic-plan-5").targets()}
    assert named >= {
        "young-faculty", "women-new-hires", "top-10-works-nistep", "researcher-mobility", "joint-research-income",
        "venture-listings", "sme-patent-share", "university-patent-licences",
    }  # fmt: skip


def test_the_seventh_plan_has_its_sixteen_fields() -> None:
    plan = shipped().plan("jp-basic-plan-7")
    fields = [one for _, one in plan.objectives() if one.id.startswith("field-")]
    assert [one.indicators for one in fields] == [(f"p7-{number:02}-top-10-share",) for number in range(1, 17)]


def test_the_guard_speaks_of_the_country_and_not_of_people() -> None:
    guard = shipped().guard()
    assert "whole country" in guard.text.en
    assert "個々の研究者等の評価に連動させることを意図したものではない" in guard.text.ja


def test_the_programmes_of_the_strategy_are_those_whose_money_and_awards_are_known() -> None:
    found = [
        one.id for measure in shipped().plan("jp-integrated-strategy-2023").measures() for one in measure.programmes
    ]
    assert found == [
        "k-program", "sip-3", "bridge", "moonshot", "university-endowment-fund", "kakenhi", "forest", "sbir-jp",
    ]  # fmt: skip


def test_japanese_texts_have_no_blanks_of_folded_lines() -> None:
    plans = shipped().plans.values()
    texts = [plan.summary.ja for plan in plans if plan.summary] + [shipped().guard().text.ja]
    assert [text for text in texts if " " in text.replace("Society 5.0", "")] == []


def test_every_question_of_a_shipped_indicator_can_be_asked() -> None:
    from rashinban import catalog
    from rashinban.measure.plans.values import question_of, unit_of
    from rashinban.measure.show import fits

    for indicator in shipped().indicators.values():
        if indicator.question is not None:
            fits(catalog.indicator(indicator.question.indicator), question_of(indicator.question))
            assert unit_of(indicator.question) == indicator.unit, indicator.id


def test_an_unknown_edition_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="plan 'jp-basic-plan-4' is not known; known are jp-sti-basic-act, "):
        shipped().plan("jp-basic-plan-4")


@pytest.mark.shared
def test_every_anchor_in_the_strategy_stands_on_its_page(shared: Path) -> None:
    text = (shared.parent / "seeds" / "003_10c4b648485e6405.txt").read_text(encoding="utf-8")
    first, second = text.split("Main Initiatives under", 1)
    pages = {1: " ".join(first.split()), 2: " ".join(second.split())}
    plans = shipped().plans
    found = [
        anchor
        for plan, key in (
            (plans["jp-integrated-strategy-2023"], "summary"),
            (plans["jp-basic-plan-6"], "strategy-2023"),
        )
        for _, anchor in anchors(plan)
        if anchor.of == key
    ]
    assert len(found) == 90
    assert [one for one in found if one.page is None or one.begins is None or one.begins not in pages[one.page]] == []
