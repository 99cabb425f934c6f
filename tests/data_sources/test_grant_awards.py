"""KAKEN and JST: awards of the platform of NII, with years, eras, numbers, amounts and outputs as records have them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import Parsed, parsed
from rashinban.data_sources import jst_grants, kaken
from rashinban.errors import Refused
from rashinban.reading.grant_awards.award import agencies
from rashinban.reading.grant_awards.people import participated

DATA = Path(__file__).parents[1] / "data"


def of_kaken(name: str) -> Parsed:
    found = parsed(kaken, DATA / "kaken" / name)
    assert found.unknown == {}
    return found


@pytest.fixture(scope="module")
def whole() -> Parsed:
    return of_kaken("two_numbers_yearly_amounts_fund_after_subsidy.xml")


# --- a whole record ------------------------------------------------------------------------------------


def test_an_award_by_its_normal_number_with_the_japanese_summary_as_master(whole: Parsed) -> None:
    # The English summary comes first in the file; the title has a line break of pretty-printing in it.
    assert whole.rows["awards"] == [
        {
            "award_id": "jgn:JP23K00501",
            "funder_id": "erad-funder:1025",
            "funder_award_id": "23H00501",
            "title": "格子の上の波",
            "description": "格子の上の波を調べる。\n手法は二つある。",
            "doi": "10.99999/example.23k00501",
            "amount": 2_600_000,
            "currency": "JPY",
            "funding_type": "project",
            "funder_scheme": "基盤研究(C)",
            "start_date": date(2023, 4, 1),
            "end_date": date(2026, 3, 31),
            "start_fiscal_year": 2023,
            "end_fiscal_year": 2025,
            "status": "granted",
            "lead_name": "山田 花子",
            "institution_id": "nii:900001",
            "created_date": "2023-04-10T00:00:00Z",
            "updated_date": "2026-01-20T00:00:00Z",
        }
    ]
    assert (whole.kept, whole.reasons) == (1, [])


def test_a_subsidy_and_the_fund_that_goes_on_are_numbers_of_one_award(whole: Parsed) -> None:
    assert whole.of("award_identifiers", "scheme", "identifier") == [
        ("jgn", "JP23K00501"),
        ("award-doi", "10.99999/example.23k00501"),
        ("jgn", "JP23H00501"),
        ("kaken", "23H00501"),
        ("kaken", "23K00501"),
        ("award", "KAKENHI-PROJECT-23K00501"),
    ]


def test_texts_in_both_languages_each_once_with_the_year_of_its_report(whole: Parsed) -> None:
    assert whole.of("award_texts", "kind", "language", "fiscal_year", "text") == [
        ("title", "ja", None, "格子の上の波"),
        ("acronym", "ja", None, "格子波"),
        ("note", "ja", None, "産前産後休業のため延長"),
        ("outline", "ja", 2023, "格子の上の波を調べる。\n手法は二つある。"),
        ("title", "en", None, "Waves on lattices"),
        ("achievements", None, 2023, "一年目の実績。"),
        ("evaluation", None, 2023, "順調である。"),
        ("note", "ja", 2023, "特記事項\nなし。"),
        ("evaluation", None, 2023, "progress: 2"),
    ]


def test_classes_and_keywords_in_their_order(whole: Parsed) -> None:
    assert whole.of("award_subjects", "scheme", "term", "code", "language") == [
        ("category", "基盤研究(C)", "359", "ja"),
        ("application_section", "一般", "1", "ja"),
        ("field", "数学一般", "1601", "ja"),
        ("section", "小区分12010:基礎解析学関連", "101", "ja"),
        ("allocation", "補助金", "hojokin", "ja"),
        ("allocation", "基金", "kikin", "ja"),
        ("category", "Grant-in-Aid for Scientific Research (C)", "359", "en"),
        ("keyword", "波動", None, "ja"),
        ("keyword", "格子", None, "ja"),
        ("keyword", "lattice", None, "en"),
    ]


def test_posts_by_year_a_changed_name_and_two_posts_at_once(whole: Parsed) -> None:
    # The institution's code is the ministry's in the list of members; the yearly record has NII's beside it.
    columns = ("author_id", "name", "name_kana", "name_latin", "institution_id", "job_title", "start_fiscal_year")
    assert whole.of("award_members", *columns) == [
        ("erad:10000001", "鈴木 花子", "スズキ ハナコ", None, "nii:900001", "准教授", 2023),
        (None, "SMITH John", None, "SMITH John", None, None, 2023),
        (None, "SMITH John", None, "SMITH John", None, None, 2025),
        ("erad:10000001", "山田 花子", "ヤマダ ハナコ", "Yamada Hanako", "nii:900001", "教授", 2024),
        ("erad:10000001", "山田 花子", "ヤマダ ハナコ", "Yamada Hanako", "mext:99002", None, 2024),
    ]
    assert set(whole.of("award_members", "role")) == {
        "principal_investigator",
        "research_collaborator",
    }


def test_a_person_with_two_numbers_is_told(whole: Parsed) -> None:
    assert whole.of("author_identifiers", "author_id", "scheme", "identifier") == [
        ("erad:10000001", "erad", "10000001"),
        ("erad:10000001", "erad", "20000002"),
    ]
    assert whole.of("author_names", "author_id", "name") == [("erad:10000001", "鈴木 花子")]
    # Profiles are the business of nrid; an award names people in short, under each name that they had.
    assert whole.of("authors_mentions") == [
        {"author_id": "erad:10000001", "display_name": "鈴木 花子"},
        {"author_id": "erad:10000001", "display_name": "山田 花子"},
    ]


def test_amounts_of_the_years_add_up_to_the_whole(whole: Parsed) -> None:
    amounts = whole.of("award_amounts", "fiscal_year", "kind", "amount", "is_planned")
    assert amounts == [
        (None, "total", 2_600_000, False),
        (None, "direct", 2_000_000, False),
        (None, "indirect", 600_000, False),
        (None, "total", 9_999_999, True),
        (2023, "total", 1_300_000, False),
        (2023, "direct", 1_000_000, False),
        (2023, "indirect", 300_000, False),
        (2024, "total", 1_300_000, False),
        (2024, "direct", 1_000_000, False),
        (2024, "indirect", 300_000, False),
        (2024, "total", 1_300_000, True),
    ]
    paid = [amount for year, kind, amount, is_planned in amounts if year and kind == "total" and not is_planned]
    assert paid == [1_300_000, 1_300_000] and sum(map(int, map(str, paid))) == 2_600_000
    # The plan for 2024 that was made in 2023 is superseded by that of 2024, and said so.
    assert whole.refused_values == [
        (
            "award_amounts.amount",
            "an earlier amount of the same fiscal year; a later list says another, which stands",
            "2024: {'total': 1100000}",
        )
    ]


def test_outputs_reported_and_matched_with_the_reported_entries(whole: Parsed) -> None:
    assert [{k: v for k, v in row.items() if k != "award_id"} for row in whole.rows["award_outputs"]] == [
        {
            "position": 1,
            "kind": "patent",
            "claimed_by": "reported",
            "patent_id": "application:JP2023123456",
            "title": "波動計",
            "people": "山田花子",
            "source_name": "例示大学",
            "year": 2023,
            "identifier": "PRODUCT-1",
        },
        {
            "position": 2,
            "kind": "book",
            "claimed_by": "reported",
            "work_id": "isbn:9784003101018",
            "title": "波",
            "people": "山田花子",
            "source_name": "例示出版",
            "pages": "320",
            "year": 2023,
            "identifier": "PRODUCT-2",
        },
        {
            "position": 3,
            "kind": "journal-article",
            "claimed_by": "matched",
            "work_id": "doi:10.99999/waves.1",
            "title": "波動",
            "source_name": "例示誌",
            "pages": "12～15",
            "year": 2024,
            "language": "ja",
            "identifier": "PRODUCT-3 PRODUCT-4",
            "is_reviewed": True,
        },
    ]


def test_funder_and_institutions_are_named_in_short(whole: Parsed) -> None:
    assert {name: whole.rows[name] for name in ("funders_mentions", "institutions_mentions")} == {
        "funders_mentions": [{"funder_id": "erad-funder:1025", "display_name": "独立行政法人日本学術振興会"}],
        "institutions_mentions": [
            {"institution_id": "nii:900001", "display_name": "例示大学"},
            {"institution_id": "mext:99002", "display_name": "別の研究所"},
        ],
    }
    assert whole.rows["award_institutions"] == [
        {
            "award_id": "jgn:JP23K00501",
            "position": 1,
            "role": "recipient",
            "institution_id": "nii:900001",
            "institution_name": "例示大学",
            "activity": "academic",
        }
    ]


# --- oddities ------------------------------------------------------------------------------------------


def test_a_declined_project_with_members_without_numbers_an_end_not_to_be_shown_and_a_prefix() -> None:
    found = of_kaken("declined_with_foreign_members.xml")
    (award,) = found.rows["awards"]
    assert award == {
        "award_id": "jgn:JP21K99999",
        "funder_id": "erad-funder:1025",
        "funder_award_id": "21K99999",
        "title": "辞退された課題",
        "funding_type": "project",
        "funder_scheme": "基盤研究(C)",
        "start_date": date(2021, 4, 1),
        "start_fiscal_year": 2021,
        "status": "declined",
        "lead_name": "Müller Anna",
        "institution_id": "nii:900001",
        "created_date": "2021-04-28T00:00:00Z",
    }
    assert "award_amounts" not in found.rows
    assert found.of("award_members", "author_id", "name", "name_latin", "role", "department") == [
        (None, "Müller Anna", "Müller Anna", "principal_investigator", "文学部"),
        (None, "ジョン スミス", None, "co_investigator", None),
        (None, "佐藤 一", None, "other", None),
    ]
    assert [(column, found) for column, _, found in found.refused_values] == [
        ("award_members.author_id", "1234"),
        ("award_members.start_fiscal_year", "2021-2020"),
        ("award_members.role", "honorary_member"),
        ("award_amounts.amount", "非公表"),
        ("@planned", "maybe"),
    ]


def test_a_project_that_goes_on_has_the_years_of_the_search_and_planned_amounts() -> None:
    (award,) = of_kaken("ongoing_years_of_the_search_only.xml").rows["awards"]
    # FY2029 ends in March 2030.
    assert (award["start_date"], award["end_date"]) == (date(2025, 4, 1), date(2030, 3, 31))
    assert (award["start_fiscal_year"], award["end_fiscal_year"]) == (2025, 2029)
    assert (award["amount"], award["funder_scheme"]) == (150_000_000, "基盤研究(S)")
    assert "funder_id" not in award


def test_an_area_of_1975_has_no_jgn_and_dates_of_an_era_and_a_record_without_id_is_refused() -> None:
    found = of_kaken("area_of_1975_dates_of_an_era.xml")
    assert (found.kept, found.reasons) == (1, ["a grantAward without @id"])
    (award,) = found.rows["awards"]
    assert award["award_id"] == "award:KAKENHI-AREA-X0012"
    assert (award["start_date"], award["end_date"]) == (date(1975, 4, 1), date(1978, 3, 31))
    assert (award["funder_id"], award["lead_name"]) == ("funder:nii-211", "田中 一郎")
    assert found.of("award_subjects", "scheme", "term", "code") == [("area", "上位の領域", "KAKENHI-AREA-X0001")]
    assert found.of("award_identifiers", "scheme", "identifier") == [
        ("award-number", "X0012"),
        ("award", "KAKENHI-AREA-X0012"),
    ]


def test_a_project_of_jst_in_thousand_yen_and_in_dollars() -> None:
    found = parsed(jst_grants, DATA / "jst_grants" / "project_of_an_area_amount_in_thousand_yen.xml")
    assert (found.kept, found.unknown, found.refused_values) == (1, {}, [])
    (award,) = found.rows["awards"]
    assert (award["award_id"], award["funder_id"]) == ("jgn:JPMJCR2112", "erad-funder:1020")
    assert (award["amount"], award["currency"]) == (12_345 * 1000, "JPY")
    assert (award["funder_scheme"], award["lead_name"]) == ("CREST", "高橋 総")
    assert award["lead_orcid"] == "0000-0002-1825-0097"
    assert found.of("award_amounts", "amount", "currency") == [(12_345_000, "JPY"), (100_050, "USD")]
    # The summary knows the first member only by a number of its own; the yearly record has the same name.
    assert found.of("award_members", "author_id", "name", "role") == [
        (None, "伊藤 企", "co_investigator"),
        ("orcid:0000-0002-1825-0097", "高橋 総", "principal_investigator"),
    ]


def test_years_of_taking_part() -> None:
    assert participated("2000") == [2000]
    assert participated("2000-2002, 2005") == [2000, 2001, 2002, 2005]
    for wrong in ("2002-2000", "昭和", ""):
        with pytest.raises(Refused, match="not years"):
            participated(wrong)


def test_agencies_by_code_and_by_name() -> None:
    assert agencies()["mext"] == agencies()["文部科学省"]
    assert agencies()["文部科学省"].erad_funder == "1001"


def test_a_broken_page_gives_what_was_whole_before(tmp_path: Path) -> None:
    page = (DATA / "kaken" / "ongoing_years_of_the_search_only.xml").read_text(encoding="utf-8")
    whole_record = page[page.index("  <grantAward ") : page.index("</grantAwards>")]
    (tmp_path / "page.xml").write_text(f"<grantAwards>{whole_record}{whole_record[:200]}", encoding="utf-8")
    found = parsed(kaken, tmp_path / "page.xml")
    assert found.kept == 1
    assert len(found.reasons) == 1 and found.reasons[0].startswith("invalid XML")


@pytest.mark.parametrize("unknown", ["<novelty>1</novelty>", '<title novel="1">x</title>'])
def test_fields_that_nobody_knows_are_told(tmp_path: Path, unknown: str) -> None:
    page = f'<grantAwards><grantAward id="A-1"><summary xml:lang="ja">{unknown}</summary></grantAward></grantAwards>'
    (tmp_path / "page.xml").write_text(page, encoding="utf-8")
    assert len(parsed(kaken, tmp_path / "page.xml").unknown) == 1


# --- the real one --------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_real_record(shared: Path) -> None:
    found = parsed(kaken, shared / "samples" / "kaken" / "opensearch_19KK0341.xml")
    assert (found.kept, found.reasons, found.refused_values, found.unknown) == (1, [], [], {})
    assert found.sizes() == {
        "award_identifiers": 3,
        "award_texts": 20,
        "award_subjects": 11,
        "award_members": 3,
        "award_institutions": 1,
        "award_amounts": 3,
        # 15 that were reported, and the same 15 as the provider matched them
        "award_outputs": 30,
        "awards": 1,
    }
    (award,) = found.rows["awards"]
    assert (award["award_id"], award["title"]) == (
        "jgn:JP19KK0341",
        "マダガスカル農村部における食環境の評価と食生活指針",
    )
    assert (award["start_date"], award["end_date"]) == (date(2021, 4, 1), date(2025, 3, 31))
    assert (award["amount"], award["status"], award["lead_name"]) == (14_820_000, "project_closed", "白鳥 佐紀子")
    columns = ("author_id", "name_kana", "name_latin", "institution_id", "job_title")
    person = ("erad:60746486", "シラトリ サキコ", "Shiratori Sakiko", "nii:382749")
    assert found.of("award_members", *columns, "start_fiscal_year", "end_fiscal_year") == [
        (*person, "研究員", 2019, 2019),
        (*person, "主任研究員", 2021, 2023),
        (*person, "プロジェクトリーダー", 2024, 2024),
    ]
    outputs = found.of("award_outputs", "claimed_by", "work_id", "pages", "identifier")
    assert outputs[0] == ("reported", "doi:10.3390/foods13193147", "3147-3147", "PRODUCT-25581597")
    assert outputs[27] == ("matched", "doi:10.1007/s12571-022-01333-5", "823-838", "PRODUCT-24340972")
    assert sum(work_id is not None for _, work_id, _, _ in outputs) == 10
