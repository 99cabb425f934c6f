"""Templates: the shipped ones are right, and every mistake of a user's own is one line with the place and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashinban.access.reports.kinds import kinds
from rashinban.access.reports.template import find_template, read_template, shipped
from rashinban.cli.report import NAMED
from rashinban.errors import UsageError

GOOD = """template: mine
labels: {en: Mine, ja: 私}
title: {en: "{country} in numbers", ja: "数で見る{country}"}
needs: [country]
sections:
  - show: numbers
    heading: {en: Numbers, ja: 数値}
    indicators: [p, p_share]
"""


def test_the_named_reports_are_there_and_right() -> None:
    assert {"brief", "plan", "country", "area", "programme", "institution"} <= set(shipped())
    for name, path in shipped().items():
        assert read_template(path).template.template == name


def test_each_shipped_template_is_a_command() -> None:
    assert set(NAMED) == set(shipped())


def test_every_kind_of_section_says_what_it_is() -> None:
    assert {"numbers", "ranking", "trend", "table", "strength", "board", "changes", "text", "each"} == set(kinds())
    assert all(kind.Spec.model_fields["show"].annotation is not None for kind in kinds().values())


def test_a_template_of_ones_own_is_found_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(GOOD, encoding="utf-8")
    assert find_template(str(path)) == path
    read = read_template(path)
    assert [spec.show for spec in read.sections] == ["numbers"]
    assert read.template.needs == ("country",)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            ("p_share]", "p_shre]"),
            ":8: sections 1.indicators 2: indicator 'p_shre' is not known; did you mean p_share?",
        ),
        (("show: numbers", "show: number"), ":6: sections 1.show: show: 'number' is not known; did you mean numbers?"),
        (("  - show: numbers\n    heading", "  - heading"), ":6: sections 1.show: has no `show`; known are board, "),
        (("indicators:", "indicator:"), ":8: sections 1.indicator: is no field here; did you mean `indicators`?"),
        (
            ("{country} in", "{contry} in"),
            ":3: title: {contry} is not known; in braces stand keys ({country}) or plan, ",
        ),
        (("{en: Numbers, ja: 数値}", "Numbers"), ":7: sections 1.heading: 'Numbers' is one text; write it in both "),
        (("needs: [country]", "needs: [land]"), ":4: needs 1: 'land' is no key of a filter; see `rashinban units`"),
        (("    indicators", "\t indicators"), ":8: is indented with a tab; YAML takes spaces only: write two for it"),
        (("template: mine", "template: My Report"), ":1: template: 'My Report': string should match pattern"),
        (
            ("[p, p_share]", "[p, p_share]\n    where: {yaer: '2020'}"),
            ":9: sections 1.where.yaer: key 'yaer' is not known; did you mean year?",
        ),
        (("    heading", "    sections: []\n    heading"), "only `show: each` has sections within it"),
    ],
)
def test_a_mistake_is_one_line_with_place_and_mend(tmp_path: Path, wrong: tuple[str, str], said: str) -> None:
    path = tmp_path / "mine.yml"
    assert wrong[0] in GOOD
    path.write_text(GOOD.replace(*wrong), encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_template(path)
    lines = str(told.value).splitlines()
    assert [line for line in lines if said in line], lines
    assert all(line.startswith(f"{path}:") for line in lines)


def test_sections_within_each_are_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    inner = "  - show: each\n    by: technology_area\n    list: jp20\n    heading: {en: A, ja: あ}\n    sections:\n"
    path.write_text(GOOD + inner + "      - show: numbers\n        indicators: [nothing]\n", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r":15: sections 2\.sections 1\.indicators 1: indicator 'nothing' is not known"
    ):
        read_template(path)


def test_a_name_that_is_neither_template_nor_file() -> None:
    with pytest.raises(UsageError, match="'bref' is neither a file nor one of .*; did you mean brief"):
        find_template("bref")
