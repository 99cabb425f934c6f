"""Crossref's JSON: an answer about one work, lists, lines; grants, journals and funders; what is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from parsed_files import Parsed
from raw_base import parsed_rows

DATA = Path(__file__).parents[1] / "data" / "crossref"
ARTICLE = "article_group_author_two_award_numbers_in_one.json"
LIST = "list_of_grant_journal_funder_and_no_doi.json"
LINES = "lines_volume_as_number_new_type_new_field.jsonl"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("article"), "crossref", {ARTICLE: (DATA / ARTICLE).read_bytes()})


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("listed"), "crossref", {LIST: (DATA / LIST).read_bytes()})


def test_a_work(article: Parsed) -> None:
    assert article.filled("works") == [
        {
            "work_id": "doi:10.1000/jex.2025.1",
            "doi": "10.1000/jex.2025.1",
            "title": "層状の氷における水素",
            "abstract": "One x. Two.",
            "publication_year": 2025,
            "language": "ja",
            "type": "article",
            "source_id": "issn:0286-861X",
            "is_retracted": True,
            "referenced_works_count": 3,
            "volume": "12",
            "issue": "3",
            "first_page": "101",
            "last_page": "110",
            "created_date": "2025-01-09T15:17:36Z",
            "updated_date": "2025-01-10T15:17:36Z",
        }
    ]
    assert article.rows("work_texts", "position", "kind", "language", "text") == [
        (1, "title", "ja", "層状の氷における水素"),
        (2, "title", None, "Hydrogen in layered H2O & ice"),
        (3, "subtitle", None, "A second look"),
        (4, "alternative", None, "Hydrogen"),
        (5, "abstract", None, "One x. Two."),
    ]
    assert article.rows("work_dates", "kind", "date") == [("issued", "2025-01"), ("online", "2025-01-05")]
    assert article.rows("work_identifiers", "scheme", "identifier") == [
        ("doi", "10.1000/jex.2025.1"),
        ("alternative-id", "S1"),
    ]
    assert article.rows("work_subjects", "scheme", "term") == [("asjc", "Ice")]


def test_its_authors(article: Parsed) -> None:
    columns = ("author_position", "author_id", "raw_author_name", "orcid", "place", "is_corresponding")
    assert article.rows("authorships", *columns) == [
        (1, "orcid:0000-0002-1825-0097", "山田 太郎", "0000-0002-1825-0097", "first", True),
        (2, "orcid:0000-0002-1694-233X", "Ann Lee Jr.", "0000-0002-1694-233X", "middle", None),
        (3, None, "Neha", None, "middle", None),
        (4, None, "The Ice Group", None, "last", None),
    ]
    assert article.rows("authorship_names", "author_position", "name", "family_name", "given_name") == [
        (1, "山田 太郎", "山田", "太郎"),
        (2, "Ann Lee Jr.", "Lee", "Ann"),
        (3, "Neha", None, None),
        (4, "The Ice Group", None, None),
    ]
    assert article.rows("authorship_identifiers", "author_position", "scheme", "identifier") == [
        (1, "orcid", "0000-0002-1825-0097"),
        (2, "orcid", "0000-0002-1694-233X"),
    ]
    columns = ("author_position", "affiliation_position", "institution_position", "institution_id", "raw_affiliation")
    assert article.rows("affiliations", *columns) == [
        (1, 1, 1, "057zh3y96", "Department of Ice, Example University, Sapporo, Japan"),
        (1, 2, 1, None, "Institute of Snow"),
    ]
    assert article.rows("institutions_mentions", "institution_id", "display_name") == [
        ("057zh3y96", "Example University")
    ]


def test_its_links(article: Parsed) -> None:
    # Two ways to write one DOI are one reference, one without a DOI is none; a trailing point is no part of a DOI.
    assert article.rows("citations", "cited_work_id") == [("doi:10.1000/abc(1)",)]
    assert article.rows("work_relations", "relation", "related_scheme", "related_identifier", "related_work_id") == [
        ("HasVersion", "doi", "10.1101/2024.1", "doi:10.1101/2024.1"),
        ("IsObsoletedBy", "doi", "10.1000/jex.2025.2", "doi:10.1000/jex.2025.2"),
    ]
    columns = ("position", "source_id", "version", "license", "landing_page_url", "pdf_url", "embargo_end")
    assert article.rows("work_locations", *columns) == [
        (
            *(1, "issn:0286-861X", "publishedVersion", None),
            *("https://example.org/1", "https://example.org/1.pdf", None),
        ),
        (
            *(2, None, "acceptedVersion", "https://creativecommons.org/licenses/by/4.0/"),
            *(None, None, date(2026, 1, 5)),
        ),
    ]
    assert article.rows("sources", "source_id", "display_name") == [("issn:0286-861X", "Journal of Examples")]
    assert article.rows("source_issns", "source_id", "issn") == [
        ("issn:0286-861X", "0286-861X"),
        ("issn:0286-861X", "2050-084X"),
    ]


def test_its_funding(article: Parsed) -> None:
    assert article.rows("work_funders", "funder_id") == [("fundref:501100001691",)]
    columns = ("position", "award_id", "funder_id", "funder_award_id", "funder_name")
    jsps = "Japan Society for the Promotion of Science"
    assert article.rows("work_awards", *columns) == [
        (1, "jgn:JP19KK0341", "fundref:501100001691", "JP19KK0341", jsps),
        (2, "jgn:JP20K12345", "fundref:501100001691", "20K12345", jsps),
        (3, None, None, None, "A Foundation"),
        (4, None, None, "X-1", "Another Foundation"),
        (5, "jgn:JPMJCR2112", None, None, None),
    ]
    assert article.rows("funders_mentions", "funder_id", "display_name", "crossref_funder_id") == [
        ("fundref:501100001691", jsps, "501100001691")
    ]


def test_what_is_refused_of_it(article: Parsed) -> None:
    assert article.counts == {ARTICLE: (1, 1, 0, {})}
    assert article.refused_values == [
        ("citations.cited_work_id", "not a DOI (10.registrant/suffix)", "10.1000/a%20b."),
        ("work_dates.date", "no such day", "[2025, 2, 31]"),
    ]


def test_a_grant_of_japan_is_an_award_by_its_jgn(listed: Parsed) -> None:
    assert listed.filled("awards") == [
        {
            "award_id": "jgn:JPMJCR2112",
            "jgn": "JPMJCR2112",
            "funder_id": "fundref:501100002241",
            "funder_award_id": "JPMJCR2112",
            "title": "氷の研究",
            "description": "All about ice",
            "doi": "10.52926/jpmjcr2112",
            "amount": 300_000_000,
            "currency": "JPY",
            "funding_type": "grant",
            "funder_scheme": "CREST",
            "start_date": date(2021, 10, 1),
            "end_date": date(2027, 3, 31),
            "lead_name": "Taro Yamada",
            "lead_orcid": "0000-0002-1825-0097",
            "institution_id": "057zh3y96",
            "created_date": "2022-01-01T00:00:00Z",
        }
    ]
    assert listed.rows("award_texts", "position", "kind", "language", "text") == [
        (1, "title", "ja", "氷の研究"),
        (2, "title", "en", "Study of ice"),
        (3, "summary", "en", "All about ice"),
    ]
    columns = ("position", "author_id", "name", "role", "institution_id", "institution_name", "start_fiscal_year")
    assert listed.rows("award_members", *columns) == [
        (
            *(1, "orcid:0000-0002-1825-0097", "Taro Yamada", "principal_investigator"),
            *("057zh3y96", "Example University", 2021),
        ),
        (2, None, "Ann Lee", "co_investigator", None, None, None),
    ]
    assert listed.rows("award_amounts", "fiscal_year", "kind", "amount", "currency") == [
        (None, "total", 300_000_000, "JPY")
    ]
    assert listed.rows("award_outputs", "work_id", "claimed_by") == [("doi:10.1000/jex.2025.1", "reported")]
    assert listed.rows("award_identifiers", "scheme", "identifier") == [
        ("jgn", "JPMJCR2112"),
        ("award-doi", "10.52926/jpmjcr2112"),
        ("funder-award-id", "JPMJCR2112"),
    ]


def test_journals_and_funders_of_lists(listed: Parsed) -> None:
    assert listed.rows("sources", "source_id", "display_name") == [("issn:0286-861X", "Journal of Examples")]
    jsps = "Japan Society for the Promotion of Science"
    assert listed.rows("funders", "funder_id", "display_name", "crossref_funder_id") == [
        ("fundref:501100001691", jsps, "501100001691")
    ]
    assert listed.rows("funder_names", "name") == [("JSPS",), ("日本学術振興会",)]


def test_a_record_that_is_nothing_known_is_refused(listed: Parsed) -> None:
    assert listed.counts == {LIST: (4, 3, 1, {})}
    assert parsed_rows(listed.base, "crossref", "_refused")[0]["reason"] == (
        "neither a work nor a journal nor a funder of Crossref"
    )


def test_lines_with_odd_values(tmp_path: Path) -> None:
    found = Parsed(tmp_path, "crossref", {LINES: (DATA / LINES).read_bytes()})
    assert found.rows("works", "work_id", "type", "volume", "publication_date") == [
        ("doi:10.1000/a", "article", None, None),
        ("doi:10.1000/b", None, None, None),
        ("doi:10.1101/c", "preprint", None, date(2024, 5, 6)),
    ]
    assert found.counts == {LINES: (4, 3, 1, {"work.brand-new": 1})}
    refused = parsed_rows(tmp_path, "crossref", "_refused")
    assert [(row["line"], row["column"], row["reason"], row["whole_record"]) for row in refused] == [
        (2, "DOI", "not a DOI (10.registrant/suffix)", True),
        (1, "work.volume", "Expected `str | null`, got `int`", False),
        (3, "works.type", "unknown type; add it to definitions/types/crossref.csv as works", False),
    ]


#: Samples by their number of records; nothing of them is refused, no field unknown.
SAMPLES = {
    "40228.json": 11,
    "biorxiv-family-name-only.json": 1,
    "biorxiv-group-author.json": 1,
    "f1000.json": 1,
    "j.advnut.2025.100480.json": 1,
    "jmir-journal-correction.json": 1,
    "scielo-journal.json": 1,
    "alexandria3k/1item.json.gz": 1,
    "alexandria3k/2item-references.json.gz": 2,
    "alexandria3k/3items.json.gz": 3,
    "alexandria3k/affiliations.json.gz": 1,
    "alexandria3k/crossref-2025.jsonl.gz": 3,
    "alexandria3k/funded.json.gz": 1,
    "alexandria3k/orcid-work.json.gz": 1,
    "alexandria3k/same-author.json.gz": 2,
    "alexandria3k/updated.json.gz": 1,
}


@pytest.mark.shared
def test_real_records_are_kept_whole(tmp_path: Path, shared: Path) -> None:
    folder = shared / "samples" / "crossref_rest"
    found = Parsed(tmp_path, "crossref", {name: (folder / name).read_bytes() for name in SAMPLES})
    assert found.counts == {name: (count, count, 0, {}) for name, count in SAMPLES.items()}
    assert found.refused_values == []
    funded = [row for row in parsed_rows(tmp_path, "crossref", "work_awards") if row["award_id"]]
    assert [(row["work_id"], row["award_id"], row["funder_id"], row["funder_award_id"]) for row in funded] == [
        ("doi:10.1016/j.advnut.2025.100480", "jgn:JP19KK0341", "fundref:501100001691", "JP19KK0341")
    ]
    columns = ("work_id", "publication_year", "publication_date", "type", "source_id", "first_page")
    assert ("doi:10.1016/j.advnut.2025.100480", 2025, None, "article", "issn:2161-8313", "100480") in found.rows(
        "works", *columns
    )
    citing = [row for row in found.rows("citations", "work_id") if row[0] == "doi:10.1016/j.advnut.2025.100480"]
    assert len(citing) == 56


def test_files_of_the_public_data_file_may_be_packed_together(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("0.json.gz", gzip.compress((DATA / LIST).read_bytes()))
        archive.writestr("1.jsonl", (DATA / LINES).read_bytes())
        archive.writestr("readme.txt", "not data")
    found = Parsed(tmp_path, "crossref", {"all.zip": packed.getvalue()})
    assert found.counts == {"all.zip": (8, 6, 2, {"work.brand-new": 1})}
