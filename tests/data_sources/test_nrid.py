"""KAKEN's researchers: several numbers of one person, names that changed, posts told twice, and the lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import Parsed, parsed
from rashinban.data_sources import nrid

DATA = Path(__file__).parents[1] / "data" / "nrid"
ME = "orcid:0000-0002-1825-0097"


@pytest.fixture(scope="module")
def whole() -> Parsed:
    return parsed(nrid, DATA / "two_numbers_changed_name_typo_util.json")


def test_the_strongest_number_is_the_id_and_all_are_kept(whole: Parsed) -> None:
    assert whole.rows["authors"] == [
        {
            "author_id": ME,
            "orcid": "0000-0002-1825-0097",
            "display_name": "山田 花子",
            "last_institution_id": "nii:900001",
        }
    ]
    assert whole.of("author_identifiers", "author_id", "scheme", "identifier") == [
        (ME, "orcid", "0000-0002-1825-0097"),
        (ME, "erad", "10000001"),
        (ME, "erad", "20000002"),
        (ME, "jglobal", "200901000000000001"),
        (ME, "rm", "hanako_y"),
        (ME, "nrid", "1000010000001"),
        (ME, "kaken-person", "010000001"),
        (ME, "erad-alternative", "9"),
    ]


def test_names_of_now_and_before_with_kana_and_latin(whole: Parsed) -> None:
    assert whole.of("author_names", "name", "language", "script") == [
        ("山田 花子", "ja", None),
        ("ヤマダ ハナコ", "ja", "Kana"),
        ("Yamada Hanako", "en", None),
        ("鈴木 花子", "ja", None),
    ]


def test_posts_once_each_as_exact_as_given_and_without_an_end_of_9999(whole: Parsed) -> None:
    assert whole.rows["author_affiliations"] == [
        {
            "author_id": ME,
            "position": 1,
            "kind": "employment",
            "institution_id": "nii:900001",
            "institution_name": "例示大学",
            "department": "理学部",
            "role": "教授",
            "start_date": "2024-04-01",
            "is_current": True,
        },
        {
            "author_id": ME,
            "position": 2,
            "kind": "employment",
            "institution_id": "erad-org:9999999999",
            "institution_name": "別の研究所",
            "role": "研究員",
            "start_date": "2019-04",
            "end_date": "2024-03-31",
        },
    ]
    assert whole.of("institutions_mentions") == [
        {"institution_id": "nii:900001", "display_name": "例示大学"},
        {"institution_id": "erad-org:9999999999", "display_name": "別の研究所"},
    ]


def test_awards_go_by_the_id_of_their_own_record(whole: Parsed) -> None:
    assert whole.rows["author_awards"] == [
        {
            "author_id": ME,
            "position": 1,
            "award_id": "jgn:JP23K00501",
            "funder_award_id": "23K00501",
            "title": "格子の上の波",
            "role": "principal_investigator",
            "start_date": "2023-04-01",
            # FY2025 ends in March 2026.
            "end_date": "2026-03-31",
            "claimed_by": "matched",
        },
        {
            "author_id": ME,
            "position": 2,
            "award_id": "award:KAKENHI-PROJECT-X00050----120001",
            "funder_award_id": "X00050----120001",
            "claimed_by": "matched",
        },
    ]


def test_outputs_an_article_a_patent_and_a_type_that_nobody_knows(whole: Parsed) -> None:
    columns = ("work_id", "patent_id", "title", "kind", "year", "source_name", "identifier")
    assert whole.of("author_works", *columns) == [
        ("doi:10.99999/waves.1", None, "波動", "journal-article", 2024, "例示誌", None),
        (None, "JP2025012345A", "波動計", "patent", None, None, "特願2023-123456"),
        (None, None, "波の像", None, None, None, None),
    ]
    reason = "unknown type; add it to definitions/types/nrid.csv as author_works"
    assert whole.refused_values == [("author_works.kind", reason, "Sculpture")]
    assert whole.unknown == {"researcher.work:product.novelty": 1}


def test_a_researcher_without_any_number_is_refused(whole: Parsed) -> None:
    assert (whole.kept, whole.reasons) == (1, ["no number by which the researcher is known"])


@pytest.mark.shared
def test_the_sample(shared: Path) -> None:
    found = parsed(nrid, shared / "samples" / "kaken" / "synthetic_researchers_response.json")
    assert (found.kept, found.reasons, found.unknown) == (1, [], {})
    # The numbers of this invented record are none.
    assert [found for _, _, found in found.refused_values] == ["0000-0001-2345-6789", "12345678"]
    assert found.of("author_affiliations", "institution_id", "role", "start_date", "end_date", "is_current") == [
        ("erad-org:2112601000", "教授", "2020-04-01", "2025-03-31", True),
        ("mext:14301", "助教", "2015-04-01", "2020-03-31", None),
    ]
