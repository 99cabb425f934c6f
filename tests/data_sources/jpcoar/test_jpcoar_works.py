"""Records of repositories become works: JPCOAR 1.0 and 2.0 on one OAI page, junii2, Dublin Core, public data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import Parsed, parsed
from rashinban.data_sources import jpcoar
from rashinban.schema.licences import licence_word

DATA = Path(__file__).parents[2] / "data" / "jpcoar"
ARTICLE, THESIS = "hdl:20.500.9999/11", "doi:10.5555/thesis.13"


@pytest.fixture(scope="module")
def page() -> Parsed:
    return parsed(jpcoar, DATA / "page_odd_prefixes_deleted_header_thesis_without_dates.xml")


def test_in_is_kept_and_refused(page: Parsed) -> None:
    assert page.kept == 2
    assert page.refused_records == [(2, "deleted by the repository")]
    assert page.refused_values == []
    assert page.unknown == {}


def test_works(page: Parsed) -> None:
    assert page.of("works") == [
        {
            "work_id": ARTICLE,
            "title": "Long-term change of lake temperature",
            "abstract": "Water became warmer.",
            "publication_year": 2025,
            "language": "en",
            "type": "article",
            "source_id": "issn:0286-861X",
            "volume": "7",
            "first_page": "12",
            "updated_date": "2026-03-01T09:00:00Z",
        },
        {
            "work_id": THESIS,
            "doi": "10.5555/thesis.13",
            "title": "尺八の音響",
            # Issued is 9999-01-01, not known: the day of the degree stands for it.
            "publication_year": 2024,
            "publication_date": date(2024, 3, 25),
            "language": "ja",
            "type": "dissertation",
            "updated_date": "2026-03-03",
        },
    ]


def test_texts_in_every_script(page: Parsed) -> None:
    assert page.of("work_texts", "work_id", "position", "kind", "language", "script", "text") == [
        (ARTICLE, 1, "title", "ja", None, "湖の水温の長期変化"),
        (ARTICLE, 2, "title", "en", None, "Long-term change of lake temperature"),
        (ARTICLE, 3, "title", "ja", "Kana", "ミズウミ ノ スイオン ノ チョウキ ヘンカ"),
        (ARTICLE, 4, "title", "ja", "Latn", "Mizuumi no suion no choki henka"),
        (ARTICLE, 5, "abstract", "en", None, "Water became warmer."),
        (ARTICLE, 6, "note", "en", None, "publisher: Lake Society"),
        (ARTICLE, 7, "note", "en", None, "rights: CC BY-NC 4.0"),
        (THESIS, 1, "title", "ja", None, "尺八の音響"),
        (THESIS, 2, "note", None, None, "dissertation number: 甲第7号"),
        (THESIS, 3, "note", "ja", None, "degree: 博士（理学）"),
        (THESIS, 4, "note", "en", None, "degree: Doctor of Science"),
        (THESIS, 5, "note", "ja", None, "Supervisor: 笛田, 花子 [nrid:1000010203040]"),
        (THESIS, 6, "note", "ja", None, "degree grantor: 竹林大学 [nii:12601]"),
    ]


def test_people(page: Parsed) -> None:
    assert page.of("authorships", "work_id", "author_position", "author_id", "raw_author_name", "orcid", "place") == [
        (ARTICLE, 1, "orcid:0000-0002-1825-0097", "Koyama, Mizuko", "0000-0002-1825-0097", "first"),
        (ARTICLE, 2, None, "Lake Survey Group", None, "last"),
        (THESIS, 1, "erad:00000001", "竹山, 一郎", None, "first"),
    ]
    assert page.of("authorship_names", "name", "family_name", "given_name", "language", "script") == [
        ("湖山, 水子", "湖山", "水子", "ja", None),
        ("Koyama, Mizuko", "Koyama", "Mizuko", "en", None),
        ("コヤマ, ミズコ", "コヤマ", "ミズコ", "ja", "Kana"),
        ("Lake Survey Group", None, None, "en", None),
        ("竹山, 一郎", "竹山", "一郎", "ja", None),
    ]
    assert page.of("authorship_identifiers", "work_id", "scheme", "identifier") == [
        (ARTICLE, "erad", "10203040"),
        (ARTICLE, "orcid", "0000-0002-1825-0097"),
        (THESIS, "erad", "00000001"),
    ]
    assert page.of("affiliations") == [
        {
            "work_id": ARTICLE,
            "author_position": 1,
            "affiliation_position": 1,
            "institution_position": 1,
            "institution_id": "057zh3y96",
            "raw_affiliation": "Lake University",
        }
    ]


def test_a_manuscript_has_its_articles_doi_and_a_thesis_has_not(page: Parsed) -> None:
    assert page.of("work_identifiers", "work_id", "scheme", "identifier") == [
        (ARTICLE, "hdl", "20.500.9999/11"),
        (ARTICLE, "url", "https://repository.example.ac.jp/records/11"),
        (ARTICLE, "oai", "oai:repository.example.ac.jp:00000011"),
        (ARTICLE, "doi", "10.5555/lake.11"),
        (THESIS, "doi", "10.5555/thesis.13"),
        (THESIS, "oai", "oai:repository.example.ac.jp:00000013"),
    ]
    file = "https://repository.example.ac.jp/files/temperature.csv"
    assert page.of("work_relations", "work_id", "relation", "related_scheme", "related_identifier") == [
        (ARTICLE, "IsVersionOf", "doi", "10.5555/lake.11"),
        (ARTICLE, "IsSupplementedBy", "doi", "10.5555/lake.data"),
        # A file of data in the item of a paper.
        (ARTICLE, "IsSupplementedBy", "url", file),
        (THESIS, "IsVersionOf", "doi", "10.5555/article.13"),
    ]


def test_copies(page: Parsed) -> None:
    assert page.of("work_locations") == [
        {
            "work_id": ARTICLE,
            "position": 1,
            "source_id": "source:repository.example.ac.jp",
            "version": "acceptedVersion",
            "license": "cc-by-nc",
            "landing_page_url": "https://repository.example.ac.jp/records/11",
            "pdf_url": "https://repository.example.ac.jp/files/am.pdf",
            "access": "embargoed",
            "embargo_end": date(2026, 5, 1),
        },
        {
            "work_id": THESIS,
            "position": 1,
            "source_id": "source:repository.example.ac.jp",
            "landing_page_url": "https://doi.org/10.5555/thesis.13",
        },
    ]


def test_funding_subjects_dates_source(page: Parsed) -> None:
    funder, award = "erad-funder:1025", "jgn:JP25H00001"
    assert page.of("work_funders") == [{"work_id": ARTICLE, "funder_id": funder}]
    assert page.of("work_awards") == [
        {
            "work_id": ARTICLE,
            "position": 1,
            "award_id": award,
            "funder_id": funder,
            "funder_award_id": "JP25H00001",
            "funder_name": "Japan Society for the Promotion of Science",
            "title": "Warm lakes",
        }
    ]
    assert page.of("awards_mentions") == [
        {
            "award_id": award,
            "funder_id": funder,
            "funder_award_id": "JP25H00001",
            "title": "Warm lakes",
            "funder_scheme": "KAKENHI",
        }
    ]
    assert page.of("work_subjects", "scheme", "term", "code") == [
        ("ndc", "452.9", "452.9"),
        ("keyword", "水温", None),
    ]
    assert page.of("work_dates", "work_id", "kind", "date") == [
        (ARTICLE, "issued", "2025-11"),
        (ARTICLE, "available", "2026-05-01"),
        (THESIS, "granted", "2024-03-25"),
    ]
    assert page.of("source_issns", "source_id", "issn") == [("issn:0286-861X", "0286-861X")]
    assert page.of("source_identifiers", "scheme", "identifier") == [("source-ncid", "AN00123456")]


def test_junii2_is_read_in_the_words_of_jpcoar() -> None:
    found = parsed(jpcoar, DATA / "junii2_publisher_version_creator_number_unknown_type.xml")
    work = "oai:oai:old.example.ac.jp:77"
    assert (found.kept, found.refused_values, found.unknown) == (1, [], {})
    assert found.of("works") == [
        {
            "work_id": work,
            "title": "川の魚",
            "publication_year": 2015,
            "language": "ja",
            "type": "article",
            "source_id": "issn:0286-861X",
            "volume": "3",
            "issue": "1",
            "first_page": "5",
            "last_page": "9",
            "updated_date": "2016-02-03",
        }
    ]
    # textversion is publisher: the DOI is that of this very text.
    assert found.of("work_identifiers", "scheme", "identifier") == [
        ("url", "http://old.example.ac.jp/77"),
        ("oai", "oai:old.example.ac.jp:77"),
        ("pmid", "12345678"),
        ("doi", "10.5555/river.77"),
    ]
    assert found.of("work_locations", "version", "pdf_url") == [("publishedVersion", "http://old.example.ac.jp/77.pdf")]


def test_dublin_core_says_what_its_identifiers_are_by_their_shape() -> None:
    found = parsed(jpcoar, DATA / "dublin_core_version_among_types_bare_number.xml")
    assert (found.kept, found.unknown) == (1, {})
    assert found.refused_values == [("work_identifiers.identifier", "neither DOI, handle, address, ISSN nor NCID", "5")]
    assert found.of("works", "title", "type", "source_id", "publication_date") == [
        ("On moss", "article", "issn:0286-861X", date(2019, 4, 30))
    ]
    assert found.of("work_locations", "version") == ["publishedVersion"]


def test_data_of_public_funds_go_by_their_content_until_they_have_a_doi() -> None:
    found = parsed(jpcoar, DATA / "data_of_public_funds_without_doi.xml")
    (work,) = found.of("works")
    assert work["work_id"].startswith("row:") and work["type"] == "dataset" and work["title"] == "実証センサのデータ"
    assert found.of("authorship_names", "name", "family_name", "given_name", "language") == [
        ("湖山, 水子", "湖山", "水子", "ja"),
        ("Koyama, Mizuko", "Koyama", "Mizuko", "en"),
    ]
    assert found.of("work_texts", "text")[1:] == [
        "HostingInstitution: 湖水大学 [ror:057zh3y96]",
        "DataManager: データ管理室",
    ]
    assert found.of("work_awards", "award_id", "funder_name") == [("jgn:JPMJCR2112", "科学技術振興機構")]
    assert found.of("awards_mentions", "funder_scheme") == ["戦略的創造研究推進事業"]
    assert found.of("work_relations", "relation", "related_scheme", "related_identifier") == [
        ("IsIdenticalTo", "local", "12345678")
    ]
    assert found.of("work_locations", "is_oa", "access") == [(False, "restricted")]


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://creativecommons.org/licenses/by/4.0/deed.en", "cc-by"),
        ("http://creativecommons.org/licenses/by-nc-nd/2.1/jp/", "cc-by-nc-nd"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_licences(address: str, word: str) -> None:
    assert licence_word(address) == word


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<a/>", "not a record of JPCOAR, junii2 or Dublin Core"),
        ("<jpcoar/>", "not in a namespace of JPCOAR"),
        ("<record><header/></record>", "a record with 0 descriptions instead of one"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text)
    assert parsed(jpcoar, path).refused_records == [(1, reason)]
