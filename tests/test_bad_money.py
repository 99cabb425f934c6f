"""Each case is money that can be read and hardly be right, planted in a sheet that goes through the whole chain.

Every one is told with its cell when it is parsed and with its record by check; none is mended or guessed, and what is
in no doubt is added up as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rashinban.engine import open_engine
from rashinban.measure.question import ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.stages.check import Finding, check
from rashinban.stages.fetch import fetch
from rashinban.stages.update import update
from sheets_base import refused, report, taken_in

MAPPING = """
title: Awards of a funder
licence: CC0-1.0
terms: none
rows:
  - table: awards
    columns:
      award_id: {from: 番号, prefix: "award:"}
      title: 課題名
      lead_name: 代表者
      amount: {from: 総額, kind: money, unit: {from: 通貨}}
      currency: {from: 通貨, kind: currency}
      start_date: 開始
      end_date: 終了
      start_fiscal_year: {from: 開始年度, kind: fiscal_year}
      end_fiscal_year: {from: 終了年度, kind: fiscal_year}
  - table: award_members
    columns:
      award_id: {from: 番号, prefix: "award:"}
      name: 代表者
      role: {constant: principal_investigator}
      gender: 性別
      career_stage: 段階
  - table: award_amounts
    melt: 'FY(?P<year>[0-9]{4})'
    columns:
      award_id: {from: 番号, prefix: "award:"}
      fiscal_year: {melt: year, kind: fiscal_year}
      kind: {constant: total}
      amount: {melt: value, kind: money, unit: {from: 通貨}}
      currency: {from: 通貨, kind: currency}
checks:
  - {total: 総額, parts: [FY2020, FY2021]}
"""

HEAD = "番号,課題名,代表者,性別,段階,通貨,総額,FY2020,FY2021,開始,終了,開始年度,終了年度"
FINE = "A1,よい課題,甲,女性,若手,JPY,300,100,200,2020-04-01,2022-03-31,2020,2021"
#: By case the row that has it; the first row of the sheet is the header, the second is FINE.
ROWS = {
    "negative": "A2,返還,乙,男性,,JPY,-50,,-50,2020-04-01,2022-03-31,2020,2021",
    "zero": "A3,零,丙,,,JPY,0,,,2020-04-01,2022-03-31,2020,2021",
    "thousandfold": "A4,千円,丁,,,JPY,7000,3,4,2020-04-01,2022-03-31,2020,2021",
    "one of two numbers": "A5,二つの番号,戊,,,JPY,10,,10,2021-04-01,2022-03-31,2021,2021",
    "the other number": "B5,二つの番号,戊,,,JPY,10,,10,2021-04-01,2022-03-31,2021,2021",
    "fiscal year off": "A6,年度,己,,,JPY,20,,20,2020-04-01,2022-03-31,2020,2022",
    "no end": "A7,終わりなし,庚,,,JPY,30,30,,2020-04-01,,2020,",
    "no such currency": "A8,通貨,辛,,,JPX,40,,,2020-04-01,2022-03-31,2020,2021",
    "the same row": FINE,
    "the same number": "A1,よい課題,甲,女性,若手,JPY,301,100,200,2020-04-01,2022-03-31,2020,2021",
    "unequal total": "A9,合わない,壬,男性,若手,JPY,100,30,60,2020-04-01,2022-03-31,2020,2021",
    "outside its years": "A10,年度外,癸,女性,,JPY,5,5,,2021-04-01,2022-03-31,2021,2021",
    "backwards": "A11,逆,子,,,JPY,6,,,2021-04-01,2020-03-31,2021,2019",
}
LINES = {case: number for number, case in enumerate(ROWS, 3)}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = taken_in(tmp_path_factory.mktemp("money"), "\n".join([HEAD, FINE, *ROWS.values(), ""]).encode(), MAPPING)
    return built(found)


def built(base: Path, sheet: Path | None = None, mapping: Path | None = None) -> Path:
    """The base with everything built, after it took in a further sheet."""
    if sheet:
        fetch(base, "spreadsheet", selection={"mapping": str(mapping)}, from_paths=[sheet])
    engine = open_engine("duckdb", temporary=base / ".spill")
    try:
        update(base, engine, questions=())
    finally:
        engine.close()
    return base


@pytest.fixture(scope="module")
def findings(base: Path) -> list[Finding]:
    return check(base)


def cells(base: Path, case: str) -> list[tuple[Any, ...]]:
    """What was told of a row: column, reason, cell, whether the whole row was refused."""
    return sorted(told[1:] for told in refused(base) if told[0] == LINES[case])


def told(findings: list[Finding], words: str) -> str:
    """The one finding with these words."""
    (found,) = [finding.what for finding in findings if words in finding.what]
    return found


def values(base: Path, name: str, *by: str, where: Any = ()) -> Mapping[Any, float | None]:
    engine = open_engine("duckdb")
    try:
        rows = show(Session(engine, base), ask(by, where, record=record_of([name])), [name], release="").rows
        return {tuple(row.keys.values()): row.measured[name].value for row in rows}
    finally:
        engine.close()


def test_nothing_of_it_breaks_the_base_and_every_row_is_kept_or_refused(base: Path, findings: list[Finding]) -> None:
    assert [finding for finding in findings if finding.fault] == []
    counted = report(base)
    # Two rows of one number are refused: the same row, and the one with another amount.
    assert (counted["records"], counted["kept"], counted["refused"]) == (14, 12, 2)


def test_a_negative_amount(base: Path, findings: list[Finding]) -> None:
    assert cells(base, "negative") == [
        ("award_amounts.amount", "negative; it is kept as printed", "I3: -50", False),
        ("awards.amount", "negative; it is kept as printed", "G3: -50", False),
    ]
    assert [finding.what for finding in findings if "negative" in finding.what] == [
        "1 amounts are negative: award:A2 FY2021 (-50 JPY)",
        "1 amounts are negative: award:A2 (-50 JPY)",
    ]


def test_an_amount_of_zero_is_not_one_that_is_not_known(base: Path, findings: list[Finding]) -> None:
    assert cells(base, "zero") == [("awards.amount", "zero; it is kept as printed", "G4: 0", False)]
    assert told(findings, "amounts are zero") == "1 amounts are zero: award:A3 (0 JPY)"
    assert values(base, "amount", "award", where=["currency=JPY", "award=award:A3"]) == {("award:A3",): 0.0}
    assert values(base, "amount", "award", where=["award=award:A8", "currency=JPY"]) == {}


def test_yen_and_thousand_yen(base: Path, findings: list[Finding]) -> None:
    reason = "not the sum of FY2020, FY2021, but exactly 1,000 times: two units are mixed"
    assert cells(base, "thousandfold") == [("check 総額", reason, "G5: 7,000, but H5 + I5 = 7", False)]
    assert told(findings, "thousand yen") == (
        "1 awards have a whole that is 1,000 times its years, or the reverse: yen and thousand yen are mixed:"
        " award:A4 (7000 in all, 7 by year)"
    )


def test_yen_in_a_column_of_thousand_yen(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "amount: {from: 総額, kind: money, unit: {from: 通貨}}", "amount: {from: 総額, kind: amount_jpy, unit: 千円}"
    )
    found = taken_in(tmp_path, f"{HEAD}\n{FINE.replace('300', '300円')}\n".encode(), mapping)
    reason = "printed in 円 where 千円 is the unit of the column"
    assert refused(found) == [
        (2, "awards.amount", reason, "G2: 300円", False),
        (2, "check 総額", "cannot be added up: a cell is no number", "G2", False),
    ]


def test_one_award_under_two_numbers(base: Path, findings: list[Finding]) -> None:
    reason = "another number with the same title, lead, amount and first day: one award under two numbers?"
    row = LINES["the other number"]
    assert cells(base, "the other number") == [
        ("awards.award_id", reason, f"A{row}: award:B5 and A{row - 1}: award:A5", False)
    ]
    assert told(findings, "twin") == (
        "1 awards have a twin of another number with the same title, lead, amount and first day:"
        " one award twice?: award:A5 (and award:B5)"
    )
    # Nobody has said that they are one: both are counted.
    assert values(base, "awards", where=["award=award:A5|award:B5"]) == {(): 2.0}


BOTH_NUMBERS = """
title: Numbers of awards
licence: CC0-1.0
terms: none
rows:
  - table: awards
    columns:
      award_id: {from: 番号, prefix: "award:"}
      title: 課題名
  - table: award_identifiers
    columns:
      award_id: {from: 番号, prefix: "award:"}
      scheme: {constant: award}
      identifier: 旧番号
"""


def test_two_numbers_on_one_record_are_one_award(tmp_path: Path) -> None:
    sheet = "\n".join([HEAD, ROWS["one of two numbers"], ROWS["the other number"], ""])
    found = taken_in(tmp_path, sheet.encode(), MAPPING)
    (tmp_path / "m.yml").write_text(BOTH_NUMBERS, encoding="utf-8")
    (tmp_path / "b.csv").write_text("番号,課題名,旧番号\nA5,二つの番号,B5\n", encoding="utf-8")
    built(found, tmp_path / "b.csv", tmp_path / "m.yml")
    assert values(found, "awards") == {(): 1.0}
    assert values(found, "amount", where=["currency=JPY"]) == {(): 10.0}
    assert [finding.what for finding in check(found) if "twin" in finding.what] == []


def test_a_fiscal_year_that_ends_one_late(base: Path, findings: list[Finding]) -> None:
    reason = "2022-03-31 is in fiscal year 2021, which ends on 31 March"
    row = LINES["fiscal year off"]
    assert cells(base, "fiscal year off") == [("awards.end_fiscal_year", reason, f"M{row}: 2022", False)]
    assert told(findings, "Japan's ends on 31 March") == (
        "1 days are in another fiscal year than their award says: Japan's ends on 31 March:"
        " award:A6 (2022-03-31 in FY2022)"
    )


def test_an_award_without_an_end(base: Path, findings: list[Finding]) -> None:
    row = LINES["no end"]
    reason = "an award without an end: nobody can say when it was live"
    assert cells(base, "no end") == [("awards.end_date", reason, f"K{row}", False)]
    assert told(findings, "no end") == (
        "1 awards have no end: nobody can say when they were live: award:A7 (from 2020-04-01)"
    )
    assert values(base, "live_awards", where=["date=2021-01-01", "award=award:A7"]) == {(): None}


def test_a_currency_that_nobody_knows(base: Path) -> None:
    row = LINES["no such currency"]
    found = cells(base, "no such currency")
    assert [(column, cell, whole) for column, _, cell, whole in found] == [
        ("awards.amount", f"G{row}: 40", False),
        ("awards.currency", f"F{row}: JPX", False),
    ]
    assert [reason for _, reason, _, _ in found] == [
        "an amount in JPX: not a currency code of ISO 4217",
        "not a currency code of ISO 4217",
    ]
    # The award is there, and its money in no currency's total.
    assert values(base, "amount", "currency", where=["award=award:A8"]) == {(None,): None}


def test_duplicate_rows(base: Path) -> None:
    row = LINES["the same row"]
    assert cells(base, "the same row") == [(None, "the same as row 2", f"A{row}", True)]
    reason = "the same key in two rows with other values"
    row = LINES["the same number"]
    assert cells(base, "the same number") == [("awards", reason, f"row 2 and row {row}: award_id=award:A1", True)]
    assert values(base, "amount", where=["currency=JPY", "award=award:A1"]) == {(): 300.0}


def test_a_total_that_is_not_the_sum_of_its_parts(base: Path, findings: list[Finding]) -> None:
    row = LINES["unequal total"]
    assert cells(base, "unequal total") == [
        ("check 総額", "not the sum of FY2020, FY2021", f"G{row}: 100, but H{row} + I{row} = 90", False)
    ]
    assert told(findings, "less than the whole") == (
        "1 awards have money in no year: the years add up to less than the whole: award:A9 (100 in all, 90 by year)"
    )
    # The 10 that stand in no year stay to be seen.
    found = values(base, "amount", "fiscal_year", where=["currency=JPY", "award=award:A9"])
    assert found == {(2020,): 30.0, (2021,): 60.0, (None,): 10.0}


def test_money_of_a_year_in_which_the_award_does_not_run(findings: list[Finding]) -> None:
    assert told(findings, "does not run") == (
        "1 amounts are of a fiscal year in which their award does not run: award:A10 (FY2020, but FY2021 to FY2021)"
    )


def test_an_award_that_ends_before_it_begins(base: Path, findings: list[Finding]) -> None:
    row = LINES["backwards"]
    assert ("awards.end_date", "the award ends before it begins, on 2021-04-01", f"K{row}: 2020-03-31", False) in cells(
        base, "backwards"
    )
    assert told(findings, "before they begin") == (
        "1 awards end before they begin: award:A11 (2021-04-01 to 2020-03-31)"
    )


# --- gender and career stage, as declared ---------------------------------------------------------------------------


def test_awards_by_declared_gender_have_a_row_of_those_that_declare_none(base: Path) -> None:
    # 12 awards: A1, A10 of women, A2, A9 of men, of the others nothing is declared.
    assert values(base, "awards", "gender") == {("女性",): 2.0, ("男性",): 2.0, (None,): 8.0}
    # 300 + 5; -50 + 100; 0 + 7,000 + 10 + 10 + 20 + 30 + 6. A8 is in no currency.
    assert values(base, "amount", "gender", "currency") == {
        ("女性", "JPY"): 305.0,
        ("男性", "JPY"): 50.0,
        (None, "JPY"): 7076.0,
        (None, None): None,
    }
    assert values(base, "awards", "career_stage") == {("若手",): 2.0, (None,): 10.0}
