"""Mappings: what is wrong with one is said in one line; those shipped are whole; a dry run takes nothing in."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashinban.cli.app import app
from rashinban.data_sources.spreadsheet.kinds import KINDS
from rashinban.data_sources.spreadsheet.mapping import named, read
from rashinban.errors import RashinbanError, UsageError
from rashinban.stages.fetch import fetch

GOOD = """title: Awards
licence: CC0-1.0
terms: none
rows:
  - table: awards
    columns:
      award_id: 課題番号
      amount: {from: 配分額, kind: amount_jpy, unit: 千円}
"""

FAULTS = [
    ("licence: CC0-1.0\n", "", "line 1: licence: Field required"),
    ("table: awards", "table: grants", "line 5: rows.0: no table 'grants'; docs/reference/tables.md lists them"),
    ("      award_id: 課題番号\n", "", "line 5: rows.0: awards needs award_id"),
    ("amount: {", "sum: {", "line 5: rows.0: awards has no column sum; it has award_id"),
    ("kind: amount_jpy", "kind: yen", "line 8: rows.0.columns.amount.kind: no kind 'yen'; known are amount_jpy"),
    ("kind: amount_jpy, ", "", "line 5: rows.0: amount is an amount: give its kind, amount_jpy or money, and its unit"),
    ("unit: 千円", "unit: ドル", "line 8: rows.0.columns.amount: unit ドル: not a unit of yen"),
    ("unit: 千円", "units: 千円", "line 8: rows.0.columns.amount.units: Extra inputs are not permitted"),
    ("award_id: 課題番号", "award_id: {kind: text}", "line 7: rows.0.columns.award_id: give one of from, column"),
    (
        "award_id: 課題番号",
        "award_id: {from: a, kind: year}",
        "line 5: rows.0: award_id is string, and year",
    ),
    ("rows:", "ignore: [No]\nrows:", "line 4: ignore.0: Input should be a valid string: put it into quotation marks"),
    ("    columns:", "    melt: '('\n    columns:", "line 6: rows.0.melt: not a regular expression"),
    ("title: Awards", "title: [", "not YAML in UTF-8"),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults_are_said_with_their_line(old: str, new: str, said: str) -> None:
    assert read(GOOD.encode(), "m.yml").title == "Awards"
    with pytest.raises(RashinbanError, match=re.escape(f"m.yml: {said}")) as raised:
        read(GOOD.replace(old, new, 1).encode(), "m.yml")
    assert "\n" not in str(raised.value)


def test_shipped_mappings_are_whole() -> None:
    names = sorted(entry.name for entry in (files("rashinban.definitions") / "mappings").iterdir())
    assert all(name.endswith(".yml") for name in names)
    titles = [read(*reversed(named(name.removesuffix(".yml")))).title for name in names]  # type: ignore[arg-type]
    assert len(set(titles)) == len(names)


def test_the_page_shows_a_mapping_that_is_whole_and_every_kind_and_mapping() -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "import-a-spreadsheet.md").read_text(encoding="utf-8")
    assert read(page.split("```yaml\n")[1].split("```")[0].encode(), "page").title == "Awards of our programme"
    shipped = {entry.name.removesuffix(".yml") for entry in (files("rashinban.definitions") / "mappings").iterdir()}
    told = set(re.findall(r"`([a-z0-9_-]+)`", page))
    assert (set(KINDS) | shipped) - told == set()


def test_calls_that_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    (tmp_path / "mapping.yml").write_text(GOOD, encoding="utf-8")
    base, path = tmp_path / "base", tmp_path / "a.csv"
    with pytest.raises(UsageError, match="a spreadsheet needs --mapping"):
        fetch(base, "spreadsheet", from_paths=[path])
    with pytest.raises(UsageError, match="no mapping 'nowhere': give the path .* or one of .*kaken-awards"):
        fetch(base, "spreadsheet", selection={"mapping": "nowhere"}, from_paths=[path])
    with pytest.raises(UsageError, match="does not know years; it knows mapping"):
        fetch(base, "spreadsheet", selection={"mapping": "kaken-awards", "years": "2024"}, from_paths=[path])
    with pytest.raises(UsageError, match="give files with --from"):
        fetch(base, "spreadsheet", selection={"mapping": "kaken-awards"})
    with pytest.raises(UsageError, match="mapping.yml is the name of a file that goes beside it"):
        fetch(base, "spreadsheet", selection={"mapping": "kaken-awards"}, from_paths=[tmp_path / "mapping.yml"])


def test_a_dry_run_shows_rows_units_and_failures_and_takes_nothing_in(tmp_path: Path) -> None:
    text = "単位：千円\n課題番号,配分額,備考\nA1,12,\nA2,3円,x\n,4,\n"
    (tmp_path / "a.csv").write_bytes(text.encode("cp932"))
    (tmp_path / "m.yml").write_text(GOOD, encoding="utf-8")
    call = ["fetch", "spreadsheet", "--from", str(tmp_path / "a.csv"), "--mapping", str(tmp_path / "m.yml")]
    ran = CliRunner().invoke(app, [*call, "--dry-run", "--base", str(tmp_path / "base")])
    assert ran.exit_code == 0, ran.output
    lines = [" ".join(line.split()) for line in ran.output.splitlines()]
    assert lines == [
        "a.csv: Awards",
        "header above row 3, unit 千円: A 課題番号, B 配分額, C 備考",
        "awards.award_id <- 課題番号 (text); OpenAlex award id (G and digits), else as schema/ids.py says",
        "awards.amount <- 配分額 (amount_jpy in 千円); amount in minor units of the currency (cents; yen)",
        "",
        "awards",
        "award_id amount",
        "A1 12000",
        "A2 –",
        "",
        "3 rows looked at: 2 kept, 1 refused",
        "a.csv row 3, awards.amount: an amount in no currency: it is in no total (B3: 12)",
        "a.csv row 4, awards.amount: printed in 円 where 千円 is the unit of the column (B4: 3円)",
        "a.csv row 5, awards.award_id: empty, and no row can be without it (A5)",
        "field not known: 備考, 1 times",
        "nothing was taken in: leave out --dry-run to do so",
    ]
    assert not (tmp_path / "base").exists()
