"""PubMed: articles, books and deletions; dates in words, titles in brackets, types by precedence."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rashinban.data_sources.pubmed.dates import date
from rashinban.data_sources.pubmed.parse import _pages
from rashinban.definitions import lookups, type_words
from rashinban.engine.rows import Rows
from rashinban.reading.xml import Reading
from rashinban.reading.xml import parse as parse_xml
from rashinban.stages.parse import parse
from raw_base import parsed_rows, raw_snapshot

DATA = Path(__file__).parents[1] / "data" / "pubmed"
SET = (DATA / "season_brackets_collective_deleted.xml").read_bytes()
ARTICLE, CHAPTER = "doi:10.1000/abc.1", "pmid:20000001"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pubmed")
    raw_snapshot(folder, "pubmed", "s", {"pubmed26n0001.xml.gz": gzip.compress(SET)})
    report = parse(folder, data_sources=["pubmed"], workers=1).sources["pubmed"]
    assert (report["records"], report["kept"], report["refused"]) == (4, 2, 2)
    assert report["refused_records"] == {"PubMed has deleted this record": 2}
    assert report["unknown_fields"] == {}
    return folder


def of(base: Path, table: str, work: str = ARTICLE) -> list[dict[str, Any]]:
    """The rows of one work, without its id and what is null."""
    rows = [row for row in parsed_rows(base, "pubmed", table) if row["work_id"] == work]
    return [{name: value for name, value in row.items() if value is not None and name != "work_id"} for row in rows]


def test_an_article(base: Path) -> None:
    assert of(base, "works") == [
        {
            "doi": "10.1000/abc.1",
            "pmid": "10000001",
            "title": "層の中の光.",
            "abstract": "AIM: To see.\nSeen <5%.",
            "publication_year": 2000,
            # The issue says spring 2000; the electronic article has the day.
            "publication_date": datetime.date(2000, 2, 29),
            "language": "ja",
            "type": "review",
            "source_id": "issn:0028-0836",
            "is_retracted": True,
            "referenced_works_count": 3,
            "volume": "12",
            "issue": "Pt 3",
            "first_page": "819",
            "last_page": "823",
            "created_date": "2000-03-01",
            "updated_date": "2026-02-03",
        }
    ]
    assert of(base, "work_texts") == [
        {"position": 1, "kind": "title", "language": "ja", "text": "層の中の光."},
        {"position": 2, "kind": "title", "language": "en", "text": "Light in layers of CO2 and x."},
        {"position": 3, "kind": "abstract", "language": "en", "text": "AIM: To see.\nSeen <5%."},
        {"position": 4, "kind": "abstract", "language": "ja", "text": "見るため。"},
    ]
    assert of(base, "work_identifiers") == [
        {"scheme": "pmid", "identifier": "10000001"},
        {"scheme": "pmcid", "identifier": "PMC1000001"},
        {"scheme": "doi", "identifier": "10.1000/abc.1"},
    ]
    assert of(base, "work_dates") == [
        {"kind": "issued", "date": "2000"},
        {"kind": "online", "date": "2000-02-29"},
        {"kind": "submitted", "date": "1999-12-01"},
    ]


def test_authors_with_addresses_and_a_group(base: Path) -> None:
    assert of(base, "authorships") == [
        {
            "author_position": 1,
            "author_id": "orcid:0000-0001-5000-0007",
            "raw_author_name": "Hikari Yamada Jr",
            "orcid": "0000-0001-5000-0007",
            "place": "first",
        },
        {"author_position": 2, "raw_author_name": "Example Study Group", "place": "last"},
    ]
    assert [(row["family_name"], row["given_name"]) for row in of(base, "authorship_names")] == [("Yamada", "Hikari")]
    assert of(base, "affiliations") == [
        {
            "author_position": 1,
            "affiliation_position": 1,
            "institution_position": 1,
            "institution_id": "057zh3y96",
            "raw_affiliation": "Example Institute, Kyoto, Japan.",
        },
        {
            "author_position": 1,
            "affiliation_position": 2,
            "institution_position": 1,
            "institution_id": "grid:grid.26999.3d",
            "raw_affiliation": "Example University.",
        },
    ]


def test_terms_types_and_keywords(base: Path) -> None:
    assert [tuple(row.values()) for row in of(base, "work_subjects")] == [
        ("publication-type", "Journal Article", "D016428"),
        ("publication-type", "Review", "D016454"),
        ("publication-type", "Retracted Publication", "D016441"),
        ("publication-type", "Research Support, Non-U.S. Gov't", "D013485"),
        ("mesh", "Light", "D008027", True),
        ("mesh", "Light/adverse effects", "D008027Q000009", True),
        ("mesh", "Humans", "D006801", False),
        ("mesh-substance", "Carbon Dioxide", "D002245"),
    ]
    assert of(base, "work_keywords") == [{"keyword": "layers"}, {"keyword": "light"}]


def test_grants_references_and_related_articles(base: Path) -> None:
    assert of(base, "work_awards") == [
        {
            "position": 1,
            "award_id": "jgn:JP19KK0341",
            "funder_award_id": "JP19KK0341",
            "funder_name": "Japan Society for the Promotion of Science",
        },
        {"position": 2, "funder_award_id": "R01 GM000001", "funder_name": "NIGMS NIH HHS"},
    ]
    # 9000001 is cited twice: by number alone, and with its DOI.
    assert [row["cited_work_id"] for row in of(base, "citations")] == [
        "pmid:9000001",
        "doi:10.1000/cited",
        "pmid:9000003",
    ]
    assert [tuple(row.values()) for row in of(base, "work_relations")] == [
        ("IsObsoletedBy", "pmid", "10000002", "pmid:10000002"),
        ("References", "clinicaltrials", "NCT00000001"),
    ]
    refused = [row for row in parsed_rows(base, "pubmed", "_refused") if not row["whole_record"]]
    assert [(row["column"], row["reason"], row["found"]) for row in refused] == [
        ("work_relations.related_identifier", "a related article without a PMID", "J Ex. 2001;1:2")
    ]


def test_the_journal_is_mentioned(base: Path) -> None:
    (row,) = parsed_rows(base, "pubmed", "sources_mentions")
    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "issn:0028-0836",
        "display_name": "Journal of Examples",
        "issn_l": "0028-0836",
        "type": "journal",
    }
    assert parsed_rows(base, "pubmed", "source_issns") == [{"source_id": "issn:0028-0836", "issn": "0028-0836"}]


def test_a_chapter_of_a_book(base: Path) -> None:
    assert of(base, "works", CHAPTER) == [
        {
            "pmid": "20000001",
            "title": "A chapter",
            "abstract": "About examples.",
            "publication_year": 2019,
            "language": "en",
            "type": "book-chapter",
            "updated_date": "2024-01-02",
        }
    ]
    assert [row["raw_author_name"] for row in of(base, "authorships", CHAPTER)] == ["Ken Suzuki"]
    assert [tuple(row.values()) for row in of(base, "work_relations", CHAPTER)] == [
        ("IsPartOf", "isbn", "9784003101018", "isbn:9784003101018")
    ]
    assert of(base, "work_dates", CHAPTER) == [
        {"kind": "issued", "date": "2019-01"},
        {"kind": "online", "date": "2018-12-31"},
    ]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate>2000 Nov-Dec</MedlineDate>", "2000-11"),
        ("<MedlineDate>2000 Dec 23-30</MedlineDate>", "2000-12-23"),
        ("<MedlineDate>1999-2000</MedlineDate>", "1999"),
        ("<MedlineDate>Winter 1999</MedlineDate>", None),
        ("<Year>2022</Year><Month>Nov</Month>", "2022-11"),
        ("<Year>2022</Year><Month>5</Month><Day>7</Day>", "2022-05-07"),
        ("<Year>2022</Year><Season>Fall</Season>", "2022"),
        ("<Year>2022</Year><Day>7</Day>", "2022"),
        ("<Year>9999</Year>", None),
        ("", None),
    ],
)
def test_dates(printed: str, written: str | None) -> None:
    rows = Rows()
    reading = Reading(parse_xml(f"<PubDate>{printed}</PubDate>".encode()))
    assert date(reading, reading.root, rows, "works.publication_year") == written
    assert len(rows.refused) == (written is None and bool(printed))
    assert list(reading.unread()) == []


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        ("819-23", ("819", "823")),
        ("1865-1876", ("1865", "1876")),
        ("e120", ("e120", None)),
        ("S12-8", ("S12", "8")),
        ("237-9; discussion 240-1", ("237", "239")),
    ],
)
def test_pages(printed: str, pages: tuple[str, str | None]) -> None:
    root = etree.fromstring(f"<Pagination><MedlinePgn>{printed}</MedlinePgn></Pagination>")
    assert _pages(Reading(root), root) == pages


def test_every_type_is_one_of_ours() -> None:
    ours = set(lookups()["work_types"]["type"].to_pylist()) | {""}
    assert {found for (entity, _), found in type_words("pubmed").items() if entity == "works"} <= ours


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"<PubmedArticle><PubmedData/></PubmedArticle>", "neither an article nor a book of PubMed"),
        (b"<PubmedArticle><MedlineCitation><Article/></MedlineCitation></PubmedArticle>", "a record without a PMID"),
        (b"<PubmedArticle><MedlineCitation></PubmedArticle>", "invalid XML"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, record: bytes, reason: str) -> None:
    raw_snapshot(tmp_path, "pubmed", "s", {"a.xml": b"<PubmedArticleSet>" + record + b"</PubmedArticleSet>"})
    report = parse(tmp_path, data_sources=["pubmed"], workers=1).sources["pubmed"]
    (told,) = report["refused_records"]
    assert told.startswith(reason)


def test_a_file_that_ends_between_two_records_is_damaged(tmp_path: Path) -> None:
    cut_off = SET[: SET.index(b"<PubmedBookArticle>")]
    raw_snapshot(tmp_path, "pubmed", "s", {"a.xml": cut_off})
    report = parse(tmp_path, data_sources=["pubmed"], workers=1).sources["pubmed"]
    assert (report["records"], report["kept"], report["refused"]) == (2, 1, 1)
    assert report["damaged"] == {"s/a.xml": "the file ends within the list of records"}


@pytest.mark.shared
def test_every_sample_is_read(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples" / "pubmed"
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".xml", ".gz")}
    raw_snapshot(tmp_path, "pubmed", "s", found)
    report = parse(tmp_path, data_sources=["pubmed"], workers=1).sources["pubmed"]
    assert {each["part"][2:]: (each["records"], each["kept"], each["refused"]) for each in report["by_file"]} == {
        "pubmed-29768149.xml": (1, 1, 0),
        "pubmed1.xml.gz": (5, 5, 0),
        "pubmed2.xml.gz": (1, 1, 0),
        "pubmed3.xml.gz": (4, 4, 0),
        "pubmed4.xml.gz": (1, 1, 0),
        "pubmed5.xml.gz": (1, 1, 0),
    }
    assert report["unknown_fields"] == {}
    assert report["refused_values"] == {"authorships.orcid": {"ORCID check digit is wrong": 1}}
    assert report["expectations_broken"] == []
    works = {row["pmid"]: row for row in parsed_rows(tmp_path, "pubmed", "works")}
    assert works["29768149"]["work_id"] == "doi:10.1056/nejmoa1715274"
    assert works["29768149"]["publication_date"] == datetime.date(2018, 5, 17)
    assert works["29768149"]["abstract"].startswith("BACKGROUND: In patients with mild asthma")
    assert (works["892436"]["language"], works["892436"]["title"][:14]) == ("ru", "Mutanty chumno")
    assert works["35034781"]["type"] == "letter"
    assert report["rows"]["citations"] == 17
    assert report["rows"]["authorships"] == 10 + 33 + 1 + 11 + 2 + 2
