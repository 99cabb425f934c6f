"""Crossref's XML: answers about DOIs, and deposits of publishers; what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_files import Parsed
from raw_base import parsed_rows

DATA = Path(__file__).parents[1] / "data" / "crossref_xml"
ANSWERS = "answers_two_resolved_one_not.xml"
DEPOSIT = "deposit_correction_and_unknown_element.xml"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("answers"), "crossref_xml", {ANSWERS: (DATA / ANSWERS).read_bytes()})


@pytest.fixture(scope="module")
def deposit(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("deposit"), "crossref_xml", {DEPOSIT: (DATA / DEPOSIT).read_bytes()})


def test_an_article_a_book_and_a_chapter(answers: Parsed) -> None:
    assert answers.filled("works") == [
        {
            "work_id": "doi:10.1000/jex.1",
            "doi": "10.1000/jex.1",
            "title": "層状の氷における水素",
            "abstract": "One. Two.",
            "publication_year": 2025,
            "publication_date": date(2025, 1, 5),
            "language": "en",
            "type": "article",
            "source_id": "issn:0286-861X",
            "referenced_works_count": 3,
            "volume": "12",
            "issue": "3",
            "first_page": "101",
            "last_page": "110",
            "created_date": "2025-01-09T15:17:36Z",
            "updated_date": "2025-01-10T15:17:36Z",
        },
        {
            "work_id": "doi:10.1000/book",
            "doi": "10.1000/book",
            "title": "Book of Ice",
            "publication_year": 2020,
            "language": "en",
            "type": "book",
        },
        {
            "work_id": "doi:10.1000/book.1",
            "doi": "10.1000/book.1",
            "title": "First Chapter",
            # Of the book: the chapter has no date of its own.
            "publication_year": 2020,
            "type": "book-chapter",
            "first_page": "1",
        },
    ]
    assert answers.rows("work_texts", "work_id", "kind", "language", "text") == [
        ("doi:10.1000/jex.1", "title", "ja", "層状の氷における水素"),
        ("doi:10.1000/jex.1", "title", "en", "Hydrogen in layered ice"),
        ("doi:10.1000/jex.1", "abstract", "en", "One. Two."),
        ("doi:10.1000/book", "title", "en", "Book of Ice"),
        ("doi:10.1000/book.1", "title", None, "First Chapter"),
    ]
    assert answers.rows("work_dates", "work_id", "kind", "date") == [
        ("doi:10.1000/jex.1", "print", "2025-02"),
        ("doi:10.1000/jex.1", "online", "2025-01-05"),
        ("doi:10.1000/jex.1", "issued", "2025-01-05"),
        ("doi:10.1000/book", "print", "2020"),
        ("doi:10.1000/book", "issued", "2020"),
        ("doi:10.1000/book.1", "print", "2020"),
        ("doi:10.1000/book.1", "issued", "2020"),
    ]
    assert answers.rows("work_identifiers", "scheme", "identifier") == [
        ("doi", "10.1000/jex.1"),
        ("pii", "S1"),
        ("doi", "10.1000/book"),
        ("isbn", "9784003101018"),
        ("doi", "10.1000/book.1"),
    ]


def test_people_references_and_funding(answers: Parsed) -> None:
    assert answers.rows("authorships", "author_position", "author_id", "raw_author_name", "place") == [
        (1, "orcid:0000-0002-1825-0097", "Taro Yamada", "first"),
        (2, None, "The Ice Group", "last"),
    ]
    assert answers.rows("affiliations", "author_position", "raw_affiliation") == [(1, "Example University")]
    assert answers.rows("citations", "work_id", "cited_work_id") == [("doi:10.1000/jex.1", "doi:10.1000/abc")]
    assert answers.rows("work_funders", "funder_id") == [("fundref:501100001691",)]
    columns = ("position", "award_id", "funder_id", "funder_award_id", "funder_name")
    assert answers.rows("work_awards", *columns) == [
        (
            *(1, "jgn:JP19KK0341", "fundref:501100001691", "JP19KK0341"),
            "Japan Society for the Promotion of Science",
        ),
        (2, None, None, None, "A Foundation"),
    ]
    assert answers.rows("awards_mentions", "award_id", "jgn") == [("jgn:JP19KK0341", "JP19KK0341")]
    assert answers.rows("work_locations", "work_id", "version", "license", "landing_page_url") == [
        (
            *("doi:10.1000/jex.1", "publishedVersion"),
            *("https://creativecommons.org/licenses/by/4.0/", "https://example.org/1"),
        ),
        ("doi:10.1000/book", None, None, "https://example.org/book"),
        ("doi:10.1000/book.1", None, None, "https://example.org/book/1"),
    ]


def test_an_answer_that_found_nothing_is_refused(answers: Parsed) -> None:
    assert answers.counts == {ANSWERS: (3, 2, 1, {})}
    refused = [row for row in parsed_rows(answers.base, "crossref_xml", "_refused") if row["whole_record"]]
    assert [(row["line"], row["reason"], row["found"]) for row in refused] == [
        (2, "Crossref has no record of it", "unresolved")
    ]
    assert answers.refused_values == [("work_dates.date", "no such day", "2024-13-05")]


def test_a_deposit(deposit: Parsed) -> None:
    columns = ("work_id", "title", "type", "publication_date", "language", "source_id")
    assert deposit.rows("works", *columns) == [
        ("doi:10.1000/pre", "Correction: ice", "preprint", date(2024, 5, 6), "en", None)
    ]
    columns = ("author_position", "raw_author_name", "is_corresponding")
    assert deposit.rows("authorships", *columns) == [(1, "Ann Lee", True), (2, None, None)]
    assert deposit.rows("affiliations", "institution_id", "raw_affiliation") == [
        ("057zh3y96", "Ice, Example University, Sapporo")
    ]
    assert deposit.rows("work_relations", "relation", "related_scheme", "related_identifier") == [
        ("IsSupplementedBy", "url", "https://example.org/data"),
        ("IsSupplementTo", "doi", "10.1000/old"),
    ]
    assert deposit.rows("work_locations", "version", "pdf_url") == [(None, "https://example.org/pre.pdf")]
    assert deposit.counts == {DEPOSIT: (2, 1, 1, {"posted_content/novelty": 1})}
    refused = [row["reason"] for row in parsed_rows(deposit.base, "crossref_xml", "_refused") if row["whole_record"]]
    assert refused == ["none of its DOIs is of a work"]


#: Samples by their number of records; nothing of them is refused, no field unknown.
SAMPLES = {
    "crossref.xml": 1,
    "crossref_schema_4.6_values.xml": 1,
    "elife-crossref-102451-20170717071707.xml": 1,
    "elife-crossref-15743-20170717071707.xml": 1,
    "elife-crossref-peer_review-00666-20170717071707.xml": 4,
    "elife-crossref-preprint-posted_content-202200002-20170717071707.xml": 1,
}


@pytest.mark.shared
def test_real_records_are_kept_whole(tmp_path: Path, shared: Path) -> None:
    folder = shared / "samples" / "crossref_unixref"
    found = Parsed(tmp_path, "crossref_xml", {name: (folder / name).read_bytes() for name in SAMPLES})
    assert found.counts == {name: (count, count, 0, {}) for name, count in SAMPLES.items()}
    assert found.refused_values == []
    assert sorted(found.rows("works", "doi", "type", "publication_year")) == [
        ("10.32013/4859104", "article", 2018),
        ("10.32013/487529", "paratext", None),
        *[(f"10.7554/elife.00666.{part}", "peer-review", 2018) for part in ("029", "030", "sa0", "sa3")],
        ("10.7554/elife.01567", "article", 2014),
        ("10.7554/elife.102451", "article", 2025),
        ("10.7554/elife.15743", "article", 2016),
        ("10.7554/elife.202200002", "preprint", 2022),
    ]
    assert sorted(found.rows("work_funders", "work_id", "funder_id")) == [
        ("doi:10.7554/elife.01567", f"fundref:{number}") for number in ("501100001711", "501100003043", "501100006390")
    ]
    assert len(found.rows("citations", "work_id")) == 26 + 5 + 53
