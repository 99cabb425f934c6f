"""Sheets made by hand through fetch and parse: every row of the tables, and everything that is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sheets_base import counts, refused, report, table, taken_in, workbook

AWARDS = """
title: Awards
licence: CC BY 4.0
terms: with credit
rows:
  - table: awards
    columns:
      award_id: {from: 体系的番号, kind: jgn, prefix: "jgn:"}
      title: 課題名
      lead_name: 研究代表者
      amount: {from: 配分額, kind: amount_jpy, unit: 千円}
      currency: {constant: JPY}
      start_date: 開始日
"""

TEXT = (
    "令和6年度 配分一覧,,,,\r\n"
    "体系的番号,課題名,研究代表者,配分額（千円）,開始日\r\n"
    'JP23H03160,羅針盤の研究,山田　太郎,"1,234",R5.4.1\r\n'
    "ＪＰ19ＫＫ0341,磁針,鈴木 花子,△5,2019年10月7日\r\n"
    ",,,,\r\n"
    "注 端数は切り捨てた。,,,,\r\n"
)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "utf-8-sig"])
def test_awards_in_thousand_yen_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    base = taken_in(tmp_path, TEXT.encode(encoding), AWARDS)
    assert table(base, "awards") == [
        {
            "award_id": "jgn:JP23H03160",
            "title": "羅針盤の研究",
            "amount": 1234 * 1000,
            "currency": "JPY",
            "start_date": date(2023, 4, 1),
            "lead_name": "山田\u3000太郎",
        },
        {
            "award_id": "jgn:JP19KK0341",
            "title": "磁針",
            "amount": -5 * 1000,
            "currency": "JPY",
            "start_date": date(2019, 10, 7),
            "lead_name": "鈴木 花子",
        },
    ]
    assert refused(base) == [(4, "awards.amount", "negative; it is kept as printed", "D4: △5", False)]
    assert counts(base) == (2, 2, 0)
    assert report(base)["unknown_fields"] == {}


def test_what_travels_with_the_sheet(tmp_path: Path) -> None:
    base = taken_in(tmp_path, TEXT.encode(), AWARDS)
    (snapshot,) = (base / "raw" / "spreadsheet").iterdir()
    assert (snapshot / "mapping.yml").read_text(encoding="utf-8") == AWARDS
    manifest = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["licence"], manifest["terms"]) == ("CC BY 4.0", "with credit")
    assert [entry["name"] for entry in manifest["files"]] == ["a.csv", "mapping.yml"]


def test_what_fails_is_told_with_its_cell(tmp_path: Path) -> None:
    text = (
        "体系的番号,課題名,研究代表者,配分額,開始日,備考\n"
        "23H03160,題,人,1,,\n"
        ",題,人,1,,\n"
        "JP23H03161,題,人,1234円,2024-02-30,memo\n"
        "JP23H03162,題,人,#REF!,,\n"
        "JP23H03163,題,人,－,,\n"
    )
    base = taken_in(tmp_path, text.encode(), AWARDS)
    assert [(row["award_id"], row.get("amount")) for row in table(base, "awards")] == [
        ("jgn:JP23H03161", None),
        ("jgn:JP23H03162", None),
        ("jgn:JP23H03163", None),
    ]
    assert sorted(refused(base)) == [
        (2, "awards.award_id", "not a JGN: it begins with JP and the letters of its funder", "A2: 23H03160", True),
        (3, "awards.award_id", "empty, and no row can be without it", "A3", True),
        (4, "awards.amount", "printed in 円 where 千円 is the unit of the column", "D4: 1234円", False),
        (4, "awards.start_date", "no such day", "E4: 2024-02-30", False),
        (5, "awards.amount", "the cell holds the error #REF!; mend its formula and save", "D5: #REF!", False),
    ]
    assert counts(base) == (5, 3, 2)
    assert report(base)["unknown_fields"] == {"備考": 1}


def test_the_unit_that_the_sheet_prints_is_held_against_the_mapping(tmp_path: Path) -> None:
    text = "単位：百万円,,,,\n体系的番号,課題名,研究代表者,配分額,開始日\nJP23H03160,題,人,1,\n"
    base = taken_in(tmp_path, text.encode(), AWARDS)
    reason = "the sheet says 百万円, the mapping 千円; correct the mapping"
    assert refused(base) == [(3, "awards.amount", reason, "D3: 1", False)]
    other = taken_in(tmp_path, text.encode(), AWARDS.replace("unit: 千円", "unit: header"), "b.csv")
    assert {row.get("amount") for row in table(other, "awards")} == {None, 1_000_000}


def test_a_unit_in_a_column_of_its_own(tmp_path: Path) -> None:
    text = (
        "体系的番号,課題名,研究代表者,配分額,単位,開始日\n"
        "JP23H03160,題,人,2,千円,\n"
        "JP23H03161,題,人,2,円,\n"
        "JP23H03162,題,人,2,,\n"
    )
    base = taken_in(tmp_path, text.encode(), AWARDS.replace("unit: 千円", "unit: {from: 単位}"))
    assert [row.get("amount") for row in table(base, "awards")] == [2000, 2, None]
    assert [(line, found) for line, _, _, found, _ in refused(base)] == [(4, "D4: 2")]


def test_duplicates_are_told_with_both_rows(tmp_path: Path) -> None:
    text = "体系的番号,課題名,研究代表者,配分額,開始日\nJP23H03160,題,人,1,\nJP23H03160,題,人,1,\nJP23H03160,題,人,2,\n"
    base = taken_in(tmp_path, text.encode(), AWARDS)
    assert [row["amount"] for row in table(base, "awards")] == [1000]
    assert refused(base) == [
        (3, None, "the same as row 2", "A3", True),
        (
            4,
            "awards",
            "the same key in two rows with other values",
            "row 2 and row 4: award_id=jgn:JP23H03160",
            True,
        ),
    ]


MELTED = """
title: Awards with a column a year
licence: CC0-1.0
terms: none
header: [2, 3]
ignore: ["No"]
rows:
  - table: awards
    columns:
      award_id: {from: 課題番号, kind: kakenhi_number, prefix: "jgn:JP"}
      title: 課題名
      lead_name: 研究者 / 氏名
  - table: award_members
    columns:
      award_id: {from: 課題番号, kind: kakenhi_number, prefix: "jgn:JP"}
      author_id: {from: 研究者 / 番号, kind: erad_researcher, prefix: "erad:"}
      role: {constant: principal_investigator}
  - table: award_amounts
    melt: '配分額 / (?P<year>.+)'
    columns:
      award_id: {from: 課題番号, kind: kakenhi_number, prefix: "jgn:JP"}
      fiscal_year: {melt: year, kind: fiscal_year}
      kind: {constant: total}
      amount: {melt: value, kind: amount_jpy, unit: header}
      currency: {constant: JPY}
checks:
  - {total: 合計, parts: [配分額 / H31, 配分額 / R2, 配分額 / 令和3年度]}
totals:
  - {from: 課題番号, words: [合計], columns: [合計]}
"""


def test_a_workbook_with_merged_headers_and_era_years(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["科研費", None, None, None, None, "(単位：千円)", None, None, None],
        ["No", "課題番号", "課題名", "研究者", None, "配分額", None, None, "合計"],
        [None, None, None, "氏名", "番号", "H31", "R2", "令和3年度", None],
        [1, "19KK0341", "羅針盤", "山田 太郎", "00123456", 100, 200.5, None, 300.5],
        [2, "20H00001", "磁針", "鈴木 花子", 20123457, None, 10, "1,000", 1011],
        [None, "合計", None, None, None, None, None, None, 1400],
    ]
    merged = ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:H2", "I2:I3"]
    workbook(tmp_path / "a.xlsx", ("表紙", [["はじめに"]], []), ("一覧", rows, merged))
    base = taken_in(tmp_path, b"", MELTED.replace("header:", "sheets: [一覧]\nheader:"), "a.xlsx")
    assert table(base, "awards") == [
        {"award_id": "jgn:JP19KK0341", "title": "羅針盤", "lead_name": "山田 太郎"},
        {"award_id": "jgn:JP20H00001", "title": "磁針", "lead_name": "鈴木 花子"},
    ]
    assert [(row["award_id"], row["position"], row["author_id"]) for row in table(base, "award_members")] == [
        ("jgn:JP19KK0341", 1, "erad:00123456"),
        ("jgn:JP20H00001", 1, "erad:20123457"),
    ]
    amounts = table(base, "award_amounts")
    assert [(row["award_id"], row["position"], row["fiscal_year"], row["amount"]) for row in amounts] == [
        ("jgn:JP19KK0341", 1, 2019, 100_000),
        ("jgn:JP19KK0341", 2, 2020, 200_500),
        ("jgn:JP20H00001", 1, 2020, 10_000),
        ("jgn:JP20H00001", 2, 2021, 1_000_000),
    ]
    # 10 + 1,000 are 1,010 and not 1,011; 300.5 + 1,011 are 1,311.5 and not 1,400: both stay as printed.
    assert refused(base) == [
        (
            5,
            "check 合計",
            "not the sum of 配分額 / H31, 配分額 / R2, 配分額 / 令和3年度",
            "一覧!I5: 1,011, but 一覧!F5 + 一覧!G5 + 一覧!H5 = 1,010",
            False,
        ),
        (
            6,
            "total 合計",
            "not the sum of the rows above",
            "一覧!I6: 1,400, but the rows above add up to 1,311.5",
            False,
        ),
    ]
    assert counts(base) == (3, 3, 0)


BUDGET_ROWS: list[list[object]] = [
    ["予算の推移", None, None, None, "単位：百万円"],
    ["府省名", "事業名", "令和5年度補正", "令和6年度当初予算額", "備考"],
    ["文部科学省", "羅針盤事業", 12.5, 1000, None],
    [None, "磁針事業", None, 30, None],
    ["経済産業省", "磁石事業", "－", "2億円", None],
    ["※ 四捨五入", None, None, None, None],
]


def test_a_budget_table_with_merged_ministries(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", ("R6", BUDGET_ROWS, ["A3:A4"]))
    base = taken_in(tmp_path, b"", "budget-million-yen", "a.xlsx")
    assert [
        (row["budget_line_id"], row["ministry"], row["fiscal_year"], row["kind"], row["amount"])
        for row in table(base, "budget_lines")
    ] == [
        ("文部科学省/羅針盤事業/2023/supplementary", "文部科学省", 2023, "supplementary", 12_500_000),
        ("文部科学省/羅針盤事業/2024/initial", "文部科学省", 2024, "initial", 1_000_000_000),
        ("文部科学省/磁針事業/2024/initial", "文部科学省", 2024, "initial", 30_000_000),
    ]
    reason = "printed in 億円 where 百万円 is the unit of the column"
    assert refused(base) == [(5, "budget_lines.amount", reason, "R6!D5: 2億円", False)]


def test_a_merged_amount_is_one_amount(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["府省名", "事業名", "令和6年度当初（百万円）"],
        ["文部科学省", "一", 10],
        ["文部科学省", "二", None],
    ]
    workbook(tmp_path / "a.xlsx", ("R6", rows, ["C2:C3"]))
    base = taken_in(tmp_path, b"", "budget-million-yen", "a.xlsx")
    assert [(row["title"], row["amount"]) for row in table(base, "budget_lines")] == [("一", 10_000_000)]


def test_staff_by_era_year_with_marks(tmp_path: Path) -> None:
    text = '部門,平成31年,令和2年,R3\n企業,100,x,…\n大学,"1,200",30,\n'
    base = taken_in(tmp_path, text.encode("cp932"), "staff-by-year")
    assert [
        (row["breakdown"], row["period"], row.get("value"), row.get("mark")) for row in table(base, "observations")
    ] == [
        ("sector=企業", 2019, 100.0, None),
        ("sector=企業", 2020, None, "x"),
        ("sector=企業", 2021, None, "…"),
        ("sector=大学", 2019, 1200.0, None),
        ("sector=大学", 2020, 30.0, None),
    ]
    assert refused(base) == []


def test_publications_with_their_authors(tmp_path: Path) -> None:
    text = (
        "ID,タイトル(日本語),タイトル(英語),著者(日本語),出版年月,記述言語,DOI\n"
        '1,羅針盤,Compass,"山田太郎, 鈴木花子",2024-05,jpn,10.1000/A\n'
        '2,,Needle,"",2023,英語,\n'
    )
    base = taken_in(tmp_path, text.encode(), "researchmap-papers")
    works = [(row["work_id"], row["title"], row["publication_year"], row["language"]) for row in table(base, "works")]
    made = works[1][0]
    assert works == [("doi:10.1000/a", "羅針盤", 2024, "ja"), (made, "Needle", 2023, "en")]
    assert made.startswith("row:") and made.endswith("-3")
    assert table(base, "authorships") == [
        {"work_id": "doi:10.1000/a", "author_position": 1, "raw_author_name": "山田太郎"},
        {"work_id": "doi:10.1000/a", "author_position": 2, "raw_author_name": "鈴木花子"},
    ]


def test_awards_as_kaken_exports_them(tmp_path: Path) -> None:
    text = (
        "研究課題名,研究課題/領域番号,研究代表者,研究種目,研究期間 (年度),"
        "総配分額,総配分額 (直接経費),総配分額 (間接経費),キーワード\n"
        "羅針盤,23H03160,山田 太郎 東京大学,基盤研究(B),2023-04-01 – 2026-03-31,1300,1000,300,磁気 / 方位\n"
        "磁針,19KK0341,鈴木 花子,国際,2019-10-07 – 2022-03-31,130,100,20,\n"
    )
    base = taken_in(tmp_path, text.encode(), "kaken-awards")
    assert table(base, "awards")[0] == {
        "award_id": "jgn:JP23H03160",
        "funder_award_id": "23H03160",
        "title": "羅針盤",
        "funder_scheme": "基盤研究(B)",
        "lead_name": "山田 太郎 東京大学",
        "amount": 1300,
        "currency": "JPY",
        "start_date": date(2023, 4, 1),
        "end_date": date(2026, 3, 31),
    }
    assert [(row["kind"], row["amount"]) for row in table(base, "award_amounts")] == [
        ("direct", 1000),
        ("indirect", 300),
        ("direct", 100),
        ("indirect", 20),
    ]
    assert [row["term"] for row in table(base, "award_subjects")] == ["磁気", "方位"]
    assert [(line, found) for line, _, _, found, _ in refused(base)] == [(3, "F3: 130, but G3 + H3 = 120")]


def test_an_export_without_the_columns_that_may_be_absent(tmp_path: Path) -> None:
    base = taken_in(tmp_path, "研究課題名,研究課題/領域番号\n羅針盤,23H03160\n".encode(), "kaken-awards")
    assert [row["award_id"] for row in table(base, "awards")] == ["jgn:JP23H03160"]
    assert refused(base) == []


def test_sheets_that_do_not_fit(tmp_path: Path) -> None:
    base = taken_in(tmp_path, b"a,b\n1,2\n", AWARDS)
    ((line, _, reason, _, whole),) = refused(base)
    assert (line, whole) == (1, True)
    assert reason.startswith("no header: none of ")
    missing = taken_in(tmp_path, "体系的番号,課題名\nJP23H03160,題\n".encode(), AWARDS, "b.csv")
    assert {reason for _, _, reason, _, _ in refused(missing)} >= {
        "no column 研究代表者, 配分額, 開始日 under the header in row 1; there are A 体系的番号, B 課題名"
    }


def test_files_that_are_no_sheets(tmp_path: Path) -> None:
    base = taken_in(tmp_path, b"\xd0\xcf\x11\xe0 an old file", AWARDS, "a.xlsx")
    assert [reason for _, _, reason, _, _ in refused(base)] == [
        "an xls file, or an xlsx file with a password; save it as xlsx without one"
    ]


def test_several_sheets_of_one_layout_go_on_in_number(tmp_path: Path) -> None:
    mapping = """
title: Staff, a sheet a year
licence: CC0-1.0
terms: none
sheets: ["R*"]
rows:
  - table: observations
    columns:
      series: {constant: staff}
      subject: {constant: JP}
      period: {sheet_name: true, kind: year}
      period_kind: {constant: CY}
      breakdown: 部門
      value: {from: 人数, kind: number}
      unit: {constant: persons}
"""
    pages = [(name, [["部門", "人数"], ["大学", number]], []) for name, number in (("R5", 1), ("R6", 2), ("注", 3))]
    workbook(tmp_path / "a.xlsx", *pages)  # type: ignore[arg-type]
    base = taken_in(tmp_path, b"", mapping, "a.xlsx")
    assert [(row["period"], row["value"]) for row in table(base, "observations")] == [(2023, 1.0), (2024, 2.0)]
    assert counts(base) == (2, 2, 0)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "mapping", "records"),
    [
        ("national-rd-statistics/unesco_gerd.csv.gz", "unesco-gerd", 9136),
        ("national-rd-statistics/cietec_21_id_pib_pais_evo.csv.gz", "cietec-gerd-gdp", 2527),
        ("ncses-country-tables/other_layout/table_10004.csv.gz", "ncses-by-year", 14),
    ],
)
def test_real_statistics(shared: Path, tmp_path: Path, path: str, mapping: str, records: int) -> None:
    (tmp_path / "a.csv.gz").write_bytes((shared / path).read_bytes())
    base = taken_in(tmp_path, b"", mapping, "a.csv.gz")
    assert counts(base) == (records, records, 0)
    assert report(base)["unknown_fields"] == {}
    assert refused(base) == []
