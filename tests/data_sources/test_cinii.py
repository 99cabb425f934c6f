"""CiNii Research: items of searches in two languages, whole records, the old graphs; works and projects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import named, parsed_folder
from rashinban.data_sources import cinii
from rashinban.data_sources.cinii.parse import parse
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema.identifiers import handle
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[1] / "data" / "cinii"


def parsed(name: str) -> tuple[Rows, list[str]]:
    """The rows of a file, and why records were refused."""
    path = DATA / name
    file = RawFile(data_source="cinii", snapshot="s", name=name, path=path)
    rows, reasons = Rows(), []
    for _, record in cinii.records(file):
        assert isinstance(record, bytes)
        lengths = rows.lengths()
        try:
            parse(record, rows)
        except Refused as refused:
            rows.take_back(lengths)
            reasons.append(refused.reason)
        else:
            rows.record += 1
    return rows, reasons


def test_a_project_in_two_answers_is_one_award() -> None:
    rows, refused = parsed("search_projects_both_languages.json")
    own = "jgn:JP23H03160"
    assert named(rows, "awards") == [
        {
            "award_id": own,
            "funder_award_id": "23H03160",
            "jgn": "JP23H03160",
            "title": "羅針盤の研究",
            "description": "羅針盤を研究する。",
        }
    ]
    assert rows["award_identifiers"] == [
        (own, "kaken", "23H03160"),
        (own, "jgn", "JP23H03160"),
        (own, "url", "https://kaken.nii.ac.jp/grant/KAKENHI-PROJECT-23H03160/"),
        (own, "crid", "1040000000000000001"),
    ]
    # The English answer repeats the Japanese summary: a text is what its letters are.
    assert [row[1:] for row in rows["award_texts"]] == [
        (1, "title", "ja", None, None, "羅針盤の研究"),
        (2, "title", "en", None, None, "A study of compasses"),
        (3, "summary", "ja", None, None, "羅針盤を研究する。"),
    ]
    assert [row[1:] for row in rows["award_subjects"]] == [
        ("keyword", "航海", None, "ja"),
        ("keyword", "GPS", None, None),
    ]
    assert named(rows, "award_members") == [
        {"award_id": own, "position": 1, "name": "羅針 盤", "name_latin": "Rashin Ban", "role": "other"},
        {"award_id": own, "position": 2, "name": "例 花", "name_latin": "Rei Hana", "role": "other"},
    ]
    assert refused == ["a project without a number of KAKEN or a JGN"]
    assert (rows.refused, rows.unknown_fields) == ([], {})


def test_works_of_a_search_where_a_text_stands_for_a_list() -> None:
    rows, refused = parsed("search_article_creator_as_text_and_book.json")
    article, book = "doi:10.99999/example.12.3_45", "crid:1130000000000000002"
    assert named(rows, "works") == [
        {
            "work_id": article,
            "doi": "10.99999/example.12.3_45",
            "title": "鋼の未来",
            "abstract": "要旨。",
            "publication_year": 2013,
            "type": "article",
            "source_id": "issn:1884-4375",
            "volume": "12",
            "issue": "3",
            "first_page": "45",
            "last_page": "52",
        },
        {"work_id": book, "title": "A handbook", "publication_year": 2008, "type": "book"},
    ]
    assert [row[1:] for row in rows["work_identifiers"]] == [
        ("crid", "1390000000000000001"),
        ("doi", "10.99999/example.12.3_45"),
        ("naid", "40021123625"),
        ("hdl", "2115/12345"),
        ("lccn", "99-1"),
        ("crid", "1130000000000000002"),
        ("ncid", "BB26545198"),
        ("isbn", "9784003101018"),
    ]
    assert rows["authorship_names"] == [(article, 1, 1, "羅針 盤", "羅針", "盤", "ja", None)]
    assert [row[5:6] + row[6:7] for row in rows["work_locations"]] == [
        (None, "https://cir.nii.ac.jp/crid/1390000000000000001"),
        (None, "https://doi.org/10.99999/example.12.3_45"),
        (None, "https://cir.nii.ac.jp/crid/1130000000000000002"),
    ]
    # A title in Latin letters in the Japanese answer may be of any language.
    assert [row[2:] for row in rows["work_texts"] if row[0] == book] == [("title", None, None, "A handbook")]
    assert refused == ["a person or an organisation, neither work nor project"]
    assert (rows.refused, rows.unknown_fields) == ([], {"item.cir:colour": 1})


def test_a_whole_record_of_an_article() -> None:
    rows, _ = parsed("record_article_related_and_abstract_not_allowed.json")
    own = "doi:10.99999/rec.1"
    assert named(rows, "works") == [
        {
            "work_id": own,
            "doi": "10.99999/rec.1",
            "title": "土について",
            "publication_year": 2012,
            "publication_date": date(2012, 11, 2),
            "language": "ja",
            "type": "article",
            "source_id": "issn:1884-4375",
            "volume": "62",
            "issue": "11",
            "first_page": "473",
            "last_page": "477",
            "created_date": "2020-01-01",
            "updated_date": "2024-05-06",
        }
    ]
    assert [row[1:] for row in rows["work_texts"]] == [
        (1, "title", "en", None, "Of soils"),
        (2, "title", "ja", None, "土について"),
        (3, "title", "ja", "Kana", "ツチ ニ ツイテ"),
        (4, "note", None, None, "付記。"),
    ]
    assert [row[1:] for row in rows["authorships"]] == [
        (1, "erad:50123456", None, "土 一", None, "first", None),
        (2, None, None, "Clay", None, "last", None),
    ]
    assert [row[1:] for row in rows["authorship_identifiers"]] == [
        (1, "nrid", "1000050123456"),
        (1, "erad", "50123456"),
        (1, "crid", "1420000000000000001"),
    ]
    assert rows["affiliations"] == [(own, 1, 1, 1, None, None, "例大学")]
    assert rows["work_subjects"] == [(own, "ndc", "613.5", None, None)]
    assert rows["work_relations"] == [(own, "References", "doi", "10.1063/1.1656693", "doi:10.1063/1.1656693")]
    assert rows["work_awards"] == [(own, 1, "kaken:23H03160", None, "23H03160", None, "羅針盤の研究")]
    assert rows["source_identifiers"] == [("issn:1884-4375", "source-ncid", "AN00123456")]
    assert rows.refused == [("works.abstract", "CiNii may not pass this abstract on (abstractLicenseFlag)", "disallow")]
    assert rows.unknown_fields == {"record.mood": 1}


def test_a_whole_record_of_a_project() -> None:
    rows, _ = parsed("record_project_roles_and_amounts.json")
    own = "jgn:JP23H03160"
    assert named(rows, "awards") == [
        {
            "award_id": own,
            "funder_award_id": "23H03160",
            "jgn": "JP23H03160",
            "title": "羅針盤の研究",
            "description": "羅針盤を研究する。",
            "amount": 18_850_000,
            "currency": "JPY",
            "funder_scheme": "基盤研究(B)",
            "start_date": date(2023, 4, 1),
            "end_date": date(2026, 3, 31),
            "status": "granted",
        }
    ]
    assert [row[1:6] for row in rows["award_amounts"]] == [
        (1, None, "total", 18_850_000, "JPY"),
        (2, None, "direct", 14_500_000, "JPY"),
    ]
    assert named(rows, "award_members") == [
        {
            "award_id": own,
            "position": 1,
            "author_id": "erad:50123456",
            "name": "羅針 盤",
            "name_latin": "Rashin Ban",
            "role": "principal_investigator",
            "institution_name": "例大学",
        },
        {"award_id": own, "position": 2, "name": "例 花", "role": "other"},
    ]
    assert named(rows, "award_institutions") == [
        {"award_id": own, "position": 1, "role": "host", "institution_name": "例大学"}
    ]
    assert [row[1:] for row in rows["award_subjects"]] == [
        ("keyword", "航海", None, "ja"),
        ("keyword", "磁石", None, "ja"),
        ("programme", "基盤研究(B)", None, "ja"),
    ]
    assert rows.refused == [
        ("award_members.role", "unknown type; add it to definitions/types/cinii.csv as roles", "cook"),
        ("award_amounts.amount", "an amount in a unit of its own", "4350 千円"),
    ]
    assert rows.unknown_fields == {}


def test_a_node_of_an_old_graph() -> None:
    rows, _ = parsed("old_graph_lists_in_lists_and_nulls.json")
    own = "hdl:2115/999"
    assert named(rows, "works") == [
        {
            "work_id": own,
            "title": "土の研究",
            "publication_year": 1999,
            "language": "ja",
            "type": "dissertation",
        }
    ]
    assert rows["work_identifiers"] == [(own, "naid", "500001234567"), (own, "hdl", "2115/999")]
    assert rows["work_dates"] == [(own, "issued", "1999"), (own, "granted", "1999-03-25")]
    assert [row[1:] for row in rows["authorship_names"]] == [
        (1, 1, "土 一", "土", "一", None, None),
        (1, 2, "Tsuchi Hajime", None, None, "en", None),
        (2, 1, "例 花", "例", "花", None, None),
    ]
    assert [row[1] for row in rows["work_keywords"]] == ["土壌"]
    assert (rows.refused, rows.unknown_fields) == ([], {})


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b'{"@type": "Article", "dc:title": "x"}', "a work without any identifier"),
        (b'{"@type": "Organization", "dc:title": "x"}', "a person or an organisation, neither work nor project"),
        (b'{"title": "x"}', "not a record of CiNii: no @type, or no title"),
        (b'{"search": {}}', "not an item of a search"),
        (b"[]", "not a record of CiNii"),
        (b'{"@type": "Article", "dc:title": ' + b"[" * 600 + b"]" * 600 + b"}", "lists in lists, too deep to be read"),
        (b"{", "invalid JSON"),
    ],
)
def test_records_that_are_none_are_refused(record: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(record, Rows())
    assert caught.value.reason.startswith(reason)


def test_a_handle_loses_its_resolver() -> None:
    assert handle("http://hdl.handle.net/2115/12345") == "2115/12345"
    assert handle("hdl:20.500.100/7") == "20.500.100/7"
    with pytest.raises(Refused, match="not a handle"):
        handle("https://example.org/2115/1")


@pytest.mark.shared
def test_every_sample(shared: Path) -> None:
    found = parsed_folder(cinii, shared / "samples" / "cinii_research")
    assert found.kept_of == {
        "cinii_response_example.json": 1,
        "cinii_response_sample1.json": 1,
        "cir.nii.ac.jp_19KK0341_ja.json": 1,
    }
    assert (found.reasons, found.unknown, found.repeated_keys()) == ([], {}, {})
    # Two of the three are invented, with numbers that are none.
    assert [row[2] for row in found.refused_values] == [
        *("1234567891011", "1234567891011", "1234567891011"),
        *("1098765432101", "1012345678910", "1012345678911", "87654321"),
    ]
    (award,) = found.of("awards")
    assert (award["award_id"], award["funder_award_id"], award["title"]) == (
        "jgn:JP19KK0341",
        "19KK0341",
        "マダガスカル農村部における食環境の評価と食生活指針",
    )
    assert found.of("works", "work_id") == [
        "doi:10.1016/j.test.2022.146234",
        "doi:10.12334/jkg.12.11_222",
    ]
