"""JaLC: articles, preprints and research data; names in two languages; lists that are no works; what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from parsed_records import named, parsed_folder, rows_of
from rashinban.data_sources import jalc
from rashinban.data_sources.jalc.parse import parse
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[1] / "data" / "jalc"
ARTICLE = (DATA / "article_two_languages_funded_malformed_citation.json").read_bytes()
PREPRINT = (DATA / "preprint_version_ror_affiliation_api_v2.json").read_bytes()
RESEARCH_DATA = (DATA / "research_data_day_without_month_unknown_type.json").read_bytes()
OWN = "doi:10.99999/example.12.3_45"


def test_an_article() -> None:
    rows = rows_of(parse, ARTICLE)
    assert named(rows, "works") == [
        {
            "work_id": OWN,
            "doi": "10.99999/example.12.3_45",
            "title": "イネと水の研究",
            "publication_year": 2013,
            "language": "ja",
            "type": "article",
            "source_id": "issn:1884-4375",
            "referenced_works_count": 1,
            "volume": "12",
            "issue": "3",
            "first_page": "45",
            "last_page": "52",
            "updated_date": "2014-12-09",
        }
    ]
    assert [tuple(row[2:]) for row in rows["work_texts"]] == [
        ("title", "en", None, "A study of Oryza & water"),
        ("title", "ja", None, "イネと水の研究"),
        ("subtitle", "ja", None, "第一報"),
        ("title", None, None, "Étude"),
    ]
    assert [row[1:] for row in rows["work_dates"]] == [
        ("issued", "2013-06"),
        ("online", "2013-05-27"),
        ("available", "2013-06-30"),
    ]
    assert [row[1] for row in rows["work_keywords"]] == ["rice", "イネ"]
    assert rows["citations"] == [(OWN, "doi:10.1063/1.1656693")]
    assert [row[1:] for row in rows["work_relations"]] == [
        ("IsSupplementedBy", "doi", "10.99999/example.data", "doi:10.99999/example.data")
    ]
    assert named(rows, "work_locations") == [
        {
            "work_id": OWN,
            "position": 1,
            "source_id": "issn:1884-4375",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "landing_page_url": "https://doi.org/10.99999/Example.12.3_45",
            "pdf_url": "https://www.jstage.jst.go.jp/article/example/12/3/12_45/_pdf",
        }
    ]
    assert rows.unknown_fields == {}


def test_values_that_cannot_be_taken_are_noted() -> None:
    assert rows_of(parse, ARTICLE).refused == [
        ("work_relations.relation", "unknown type; add it to definitions/types/jalc.csv as relations", "resembles"),
        (
            "authorship_identifiers.identifier",
            "not an e-Rad researcher number (8 digits; leading zeros belong to it)",
            "123",
        ),
        ("citations.cited_work_id", "not a DOI (10.registrant/suffix)", "10.1016 / not a DOI"),
    ]


def test_authors_have_names_by_language_identifiers_and_one_affiliation_for_all_languages() -> None:
    rows = rows_of(parse, ARTICLE)
    assert named(rows, "authorships") == [
        {
            "work_id": OWN,
            "author_position": 1,
            "author_id": "orcid:0000-0002-1825-0097",
            "raw_author_name": "羅針 盤",
            "orcid": "0000-0002-1825-0097",
            "place": "first",
        },
        {"work_id": OWN, "author_position": 2, "raw_author_name": "例研究グループ", "place": "last"},
    ]
    assert [row[1:] for row in rows["authorship_names"]] == [
        (1, 1, "羅針 盤", "羅針", "盤", "ja", None),
        (1, 2, "Ban Rashin", "Rashin", "Ban", "en", None),
        (2, 1, "例研究グループ", None, None, "ja", None),
    ]
    assert [row[1:] for row in rows["authorship_identifiers"]] == [
        (1, "orcid", "0000-0002-1825-0097"),
        (1, "erad", "50123456"),
        (1, "researchmap", "R000012345"),
    ]
    assert [row[1:] for row in rows["affiliations"]] == [
        (1, 1, 1, None, None, "例大学"),
        (1, 2, 1, None, None, "Second Institute"),
    ]


def test_funding_splits_numbers_and_knows_kakenhi_without_its_letters() -> None:
    rows = rows_of(parse, ARTICLE)
    jsps = "fundref:501100001691"
    assert rows["work_funders"] == [(OWN, jsps)]
    assert [row[1:] for row in rows["work_awards"]] == [
        (1, "jgn:JP19KK0341", jsps, "19KK0341", "日本学術振興会", "例の課題"),
        (2, "jgn:JP23H03160", jsps, "JP23H03160", "日本学術振興会", "例の課題"),
        (3, None, None, None, "例財団", None),
    ]
    assert named(rows, "funders_mentions") == [
        {"funder_id": jsps, "display_name": "日本学術振興会", "crossref_funder_id": "501100001691"}
    ]
    assert [row["award_id"] for row in named(rows, "awards_mentions")] == ["jgn:JP19KK0341", "jgn:JP23H03160"]


def test_a_journal_is_recorded_once_a_file_with_all_its_names() -> None:
    rows = rows_of(parse, ARTICLE, ARTICLE)
    source = "issn:1884-4375"
    assert named(rows, "sources") == [{"source_id": source, "display_name": "例学会誌", "type": "journal"}]
    assert rows["source_issns"] == [(source, "1884-4375"), (source, "2186-3725")]
    assert rows["source_identifiers"] == [(source, "cdjournal", "example")]
    assert sorted(rows["source_names"], key=repr) == [
        (source, "Ex. J.", "en", "abbreviation"),
        (source, "Example Journal", "en", "title"),
        (source, "例学会誌", "ja", "title"),
        (source, "旧例学会誌", None, "former"),
    ]


def test_a_preprint_is_a_version_with_an_affiliation_of_version_2() -> None:
    rows = rows_of(parse, PREPRINT)
    own = "doi:10.51094/jxiv.99/2"
    (work,) = named(rows, "works")
    assert (work["type"], work["publication_date"], work["abstract"]) == (
        "preprint",
        date(2025, 1, 28),
        "What it says.",
    )
    assert rows["work_relations"] == [(own, "IsVersionOf", "doi", "10.51094/jxiv.99", "doi:10.51094/jxiv.99")]
    assert rows["affiliations"] == [(own, 1, 1, 1, "057zh3y96", None, "例大学")]
    assert rows["work_identifiers"] == [
        (own, "doi", "10.51094/jxiv.99/2"),
        (own, "oai", "oai:irdb.example:1"),
    ]
    assert rows["work_dates"] == [(own, "issued", "2025-01-28"), (own, "submitted", "2025-01-20")]
    (place,) = named(rows, "work_locations")
    assert (place["version"], place["access"], place["embargo_end"]) == (
        "submittedVersion",
        "embargoed",
        date(2026, 1, 28),
    )
    assert (rows.refused, rows.unknown_fields) == ([], {})


def test_research_data_of_an_impossible_month_an_unknown_type_and_an_unknown_field() -> None:
    rows = rows_of(parse, RESEARCH_DATA)
    (work,) = named(rows, "works")
    assert work == {
        "work_id": "doi:10.99999/data.1",
        "doi": "10.99999/data.1",
        "title": "観測データ",
        "publication_year": 2020,
    }
    assert rows["work_subjects"] == [("doi:10.99999/data.1", "fos", "Oceanography", None, None)]
    assert rows.refused == [
        ("works.publication_date", "no such day", "2020-13-01"),
        ("works.type", "unknown type; add it to definitions/types/jalc.csv as works", "XX"),
    ]
    assert rows.unknown_fields == {"data.mood": 1}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"apiType": "prefixes", "data": {"items": []}}, "a list of prefixes, not a work: it says who registers DOIs"),
        ({"apiType": "doilist", "data": {"items": []}}, "a list of DOIs, not a work; fetch its works with --prefix"),
        ({"apiType": "doi", "message": {"errors": {"message": "no"}}}, "JaLC answered with an error"),
        ({"apiType": "doi", "data": {"doi": "11.1/x"}}, "not a DOI (10.registrant/suffix)"),
        ({"apiType": "doi", "data": {}}, "Object missing required field `doi`"),
        ([1], "not an answer of JaLC"),
    ],
)
def test_answers_that_are_no_works_are_refused(answer: object, reason: str) -> None:
    rows = Rows()
    with pytest.raises(Refused) as caught:
        parse(json.dumps(answer).encode(), rows)
    assert caught.value.reason.startswith(reason)
    assert not any(rows.tables.values())


def test_a_dump_is_a_zip_of_zips(tmp_path: Path) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("10.99999/doiList_10.99999.json", b'{"apiType": "doilist"}')
        archive.writestr("10.99999/dois_10.99999-a.json", ARTICLE)
        archive.writestr("__MACOSX/._dois_10.99999-a.json", b"rubbish")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("10.99999.zip", inner.getvalue())
        archive.writestr("10.51094.json", PREPRINT)
    path = tmp_path / "dump.zip"
    path.write_bytes(outer.getvalue())
    found = list(jalc.records(RawFile(data_source="jalc", snapshot="s", name="dump.zip", path=path)))
    assert [number for number, _ in found] == [1, 2, 3]
    assert [json.loads(record).get("apiType") for _, record in found if isinstance(record, bytes)] == [
        "doilist",
        "doi",
        "doi",
    ]


@pytest.mark.shared
def test_every_sample(shared: Path) -> None:
    found = parsed_folder(jalc, shared / "samples" / "jalc")
    assert found.kept == 150
    assert {name: count for name, count in found.kept_of.items() if count > 1} == {
        "10.11162.zip": 2,
        "10.11426.zip": 3,
        "10.11473.zip": 10,
    }
    assert [name for name, _ in found.refused_records] == ["doiList_10.11222.json", "10.11473.zip", "prefixes.json"]
    assert (found.unknown, found.refused_values) == ({}, [])
    assert found.sizes() == {
        "works": 150,
        "work_identifiers": 150,
        "work_texts": 177,
        "work_dates": 300,
        "work_keywords": 94,
        "work_locations": 150,
        "citations": 65,
        "authorships": 198,
        "authorship_names": 252,
        "affiliations": 76,
        "sources": 6,
        "source_issns": 11,
        "source_identifiers": 6,
        "source_names": 17,
    }
    assert found.repeated_keys() == {}
    works = found.of("works")
    assert Counter(work["type"] for work in works) == {"article": 149, "preprint": 1}
    for expectation in jalc.DATA_SOURCE.expectations:
        assert sum(expectation.column in work for work in works) / len(works) >= expectation.minimum
