"""Sheets of applications, and of awards whose leads declare gender and career stage."""

from __future__ import annotations

from pathlib import Path

from sheets_base import refused, table, taken_in, workbook

BY_GENDER: list[list[object]] = [
    ["科学研究費助成事業 応募・採択状況", None, None, None, None],
    ["研究種目", "性別", "応募件数", "採択件数", "採択率"],
    ["基盤研究（S）", "女性", 30, 3, "10.0%"],
    [None, "男性", 570, 77, "13.5%"],
    [None, "計", 600, 80, "13.3%"],
    ["若手研究", "女性", "1,000", 430, None],
    [None, "男性", "…", 900, None],
    [None, "計", 3000, 1330, None],
    ["合計", "女性", 1030, 433, None],
    ["合計", "計", 3600, 1411, None],
    ["注 新規の応募のみ", None, None, None, None],
]


def test_applications_by_category_and_gender(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", ("令和5年度", BY_GENDER, ["A3:A5", "A6:A8"]))
    base = taken_in(tmp_path, b"", "kakenhi-applications", "a.xlsx")
    rows = table(base, "applications")
    # The year is the sheet's name. `計` is the whole again, and `…` no number: neither is a gender or a zero.
    assert [
        (row["programme"], row["fiscal_year"], row.get("gender"), row.get("applied"), row.get("awarded"))
        for row in rows
    ] == [
        ("基盤研究（S）", 2023, "女性", 30, 3),
        ("基盤研究（S）", 2023, "男性", 570, 77),
        ("基盤研究（S）", 2023, None, 600, 80),
        ("若手研究", 2023, "女性", 1000, 430),
        ("若手研究", 2023, "男性", None, 900),
        ("若手研究", 2023, None, 3000, 1330),
    ]
    assert {row["funder_id"] for row in rows} == {"fundref:501100001691"}
    assert rows[2]["application_id"] == "fundref:501100001691/基盤研究（S）/2023"
    # Women: 30 + 1,000 and 3 + 430 are as printed. The whole: 80 + 1,330 are 1,410 and not 1,411.
    told = "令和5年度!D10: 1,411, but the rows above add up to 1,410"
    assert refused(base) == [(10, "total 採択件数", "not the sum of the rows above", told, False)]


def test_subtotals_are_held_against_their_own_rows(tmp_path: Path) -> None:
    text = (
        "年度,種目,応募件数,採択件数\n令和5,基盤研究(A),10,4\n,基盤研究(B),20,5\n,小計,30,9\n"
        ",若手研究,5,2\n,小計,5,3\n,合計,35,11\n"
    )
    base = taken_in(tmp_path, text.encode(), "kakenhi-applications")
    assert [row["programme"] for row in table(base, "applications")] == ["基盤研究(A)", "基盤研究(B)", "若手研究"]
    # 4 + 5 + 2 are the 11 of the whole; the second subtotal has 3 where its one row has 2.
    told = "D6: 3, but the rows above add up to 2"
    assert refused(base) == [(6, "total 採択件数", "not the sum of the rows above", told, False)]


def test_a_sheet_without_a_year_is_refused_and_none_is_guessed(tmp_path: Path) -> None:
    text = "研究種目,応募件数,採択件数\n若手研究,5,2\n"
    base = taken_in(tmp_path, text.encode(), "kakenhi-applications")
    assert refused(base) == [(2, "applications.fiscal_year", "empty, and no row can be without it", "row 2", True)]


def test_gender_and_career_stage_are_the_words_of_the_sheet(tmp_path: Path) -> None:
    text = "課題番号,課題名,研究代表者,性別,キャリア段階\nA1,一,山田 花子,女性,若手\nA2,二,鈴木 太郎,,\nA3,三,,,\n"
    base = taken_in(tmp_path, text.encode(), "generic-awards")
    assert table(base, "award_members") == [
        {
            "award_id": "award:A1",
            "position": 1,
            "name": "山田 花子",
            "role": "principal_investigator",
            "gender": "女性",
            "career_stage": "若手",
        },
        # A name says nothing of a gender.
        {"award_id": "award:A2", "position": 1, "name": "鈴木 太郎", "role": "principal_investigator"},
    ]
    # Nobody is named in the third award: it has no member, not one without a name.
    assert len(table(base, "awards")) == 3
    assert refused(base) == []
