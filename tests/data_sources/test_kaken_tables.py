"""KAKEN's master tables: editions, narrower terms, changes, agencies as funders, institutions, code lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import kaken_tables

DATA = Path(__file__).parents[1] / "data" / "kaken_tables"


def test_terms_of_two_editions_without_an_english_name_and_without_a_code() -> None:
    found = parsed(kaken_tables, DATA / "field_two_editions_divided_no_english.xml")
    assert (found.kept, found.reasons, found.unknown) == (4, [], {})
    columns = ("code", "language", "script", "term", "parent_code", "other_codes", "start_date", "end_date")
    first, last = date(2003, 4, 1), date(2014, 3, 31)
    others = "mext:1001 jsps:A1 jsps:A2"
    assert found.of("classifications", *columns) == [
        ("10", "ja", None, "総合領域", None, None, first, last),
        ("10", "ja", "Kana", "ソウゴウリョウイキ", None, None, first, last),
        ("11", "ja", None, "情報学基礎", "10", others, first, last),
        ("11", "en", None, "Fundamental informatics", "10", others, first, last),
        ("12", "ja", None, "情報学基礎理論", None, None, date(2014, 4, 1), None),
    ]
    assert set(found.of("classifications", "scheme", "list_name")) == {("kaken-field", "saimoku")}
    assert found.of("classifications", "term_id")[1:3] == [
        "kaken-field:saimoku:10:ja-Kana:2003-04-01",
        "kaken-field:saimoku:11:ja:2003-04-01",
    ]
    assert found.refused_values == [
        ("classifications.code", "a field without a code of NII", [("番号のない分野", "ja", None)])
    ]


def test_a_term_that_was_divided_into_two() -> None:
    found = parsed(kaken_tables, DATA / "field_two_editions_divided_no_english.xml")
    columns = ("scheme", "code", "change", "related_code", "related_term", "date")
    assert found.of("classification_changes", *columns) == [
        ("kaken-field", "11", "divided_into", "12", "情報学基礎理論", date(2014, 3, 31)),
        ("kaken-field", "11", "divided_into", "14", "数理情報学", date(2014, 3, 31)),
        ("kaken-field", "11", "established", None, None, date(2003, 4, 1)),
    ]


def test_agencies_are_funders_by_e_rad_where_it_has_them() -> None:
    found = parsed(kaken_tables, DATA / "agency_of_three_kinds.xml")
    assert found.rows["funders"] == [
        # KAKENHI itself is a programme and no funder.
        {
            "funder_id": "erad-funder:1025",
            "display_name": "独立行政法人日本学術振興会",
            "updated_date": "2021-04-01",
        },
        {"funder_id": "funder:nii-900", "display_name": "例示財団", "updated_date": "2021-04-01"},
    ]
    assert found.of("funder_identifiers", "funder_id", "scheme", "identifier") == [
        ("erad-funder:1025", "nii-agency", "jsps"),
        ("erad-funder:1025", "erad-funder", "1025"),
        ("funder:nii-900", "nii-agency", "900"),
        ("funder:nii-900", "jst-agency", "J9"),
    ]
    assert found.of("funder_names", "funder_id", "name") == [
        ("erad-funder:1025", "独立行政法人 日本学術振興会"),
        ("funder:nii-900", "Example Foundation"),
    ]


def test_an_institution_with_its_names_and_codes() -> None:
    found = parsed(kaken_tables, DATA / "institution_with_three_codes.xml")
    assert found.rows["institutions"] == [
        {"institution_id": "nii:900001", "display_name": "例示大学", "updated_date": "2022-04-01"}
    ]
    assert found.of("institution_names", "name", "language", "kind") == [
        ("例示大学", "ja", "display"),
        ("Example University", "en", "label"),
        ("レイジダイガク", "ja-Kana", "label"),
    ]
    assert found.of("institution_identifiers", "scheme", "identifier") == [
        ("nii", "900001"),
        ("mext", "99001"),
        ("jsps", "X1"),
    ]


def test_a_code_list() -> None:
    found = parsed(kaken_tables, DATA / "code_list.xml")
    assert found.of("classifications", "scheme", "list_name", "code", "language", "term") == [
        ("kaken-code", None, "openAccessFlag", "ja", "オープンアクセスかどうか"),
        ("kaken-code", "openAccessFlag", "true", "ja", "オープンアクセス"),
        ("kaken-code", "openAccessFlag", "true", "en", "Open Access"),
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kept", "rows"),
    [
        # 30 editions with 6,307 agencies in all, of which 29 times KAKENHI is none; and 248 histories
        (
            "agency",
            6_307 + 248,
            {
                "classifications": 10_678,
                "classification_changes": 282,
                "funders": 6_278,
                "funder_names": 4_400,
                "funder_identifiers": 6_452,
            },
        ),
        ("category", 641 + 85, {"classifications": 1_907, "classification_changes": 149}),
        ("code", 45, {"classifications": 480}),
        ("field", 1_129 + 2_739, {"classifications": 24_906, "classification_changes": 8_681}),
    ],
)
def test_the_real_tables(shared: Path, name: str, kept: int, rows: dict[str, int]) -> None:
    found = parsed(kaken_tables, shared / "samples" / "kaken" / "master" / f"{name}_master_kakenhi.xml")
    for table, key in (("classifications", "term_id"), ("classification_changes", "change_id")):
        named = found.of(table, key)
        assert len(set(named)) == len(named)
    assert (found.kept, found.reasons, found.refused_values, found.unknown) == (kept, [], [], {})
    assert found.sizes() == rows
