"""USPTO red book: a run of XML documents, characters by name without a DTD, fixed places, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import uspto
from rashinban.errors import Refused
from rashinban.reading.entities import declared

DATA = Path(__file__).parents[1] / "data" / "uspto"
GRANT = DATA / "grant_named_entities_reissue_pct_and_sequence_listing.xml"
PATENT = "USRE99999E1"


def test_a_run_of_documents_is_kept_or_refused_one_by_one() -> None:
    found = parsed(uspto, GRANT)
    assert found.counts == (1, 2)
    assert found.reasons[0] == "no document of the red book, version 4"
    assert found.reasons[1].startswith("invalid XML: ")
    assert found.unknown == {}


def test_a_grant() -> None:
    found = parsed(uspto, GRANT)
    assert found.of("patents") == [
        {
            "patent_id": PATENT,
            "office": "US",
            "kind_code": "E1",
            "type": "grant",
            "application_id": "US17123456",
            "title": "Solid θ-electrolyte of Li & S—a &nosuch; one",
            "abstract": "An electrolyte (1).",
            "language": "en",
            "application_date": date(2020, 12, 15),
            "priority_date": date(2014, 6, 15),
            "publication_date": date(2024, 1, 2),
            "grant_date": date(2024, 1, 2),
            "claims_count": 2,
            "updated_date": "2023-12-15",
        }
    ]
    assert found.of("patent_texts", "kind", "text")[2] == ("first-claim", "1. A cell, comprising glass.")
    assert found.of("patent_priorities", "relation", "application_id", "date") == [
        ("priority", "JP2014123456", date(2014, 6, 16)),
        ("reissue", "US15111222", date(2015, 6, 10)),
        ("provisional", "US62012345", date(2014, 6, 15)),
        ("pct", "JP2015067000W", date(2015, 6, 10)),
    ]
    assert found.of("patent_people", "role", "name", "is_organisation", "country_code", "address") == [
        ("applicant", "Example K.K.", True, "JP", "Tokyo"),
        ("inventor", "Yamada, Taro", False, "US", "Portland, OR"),
        ("agent", "Law LLP", True, None, None),
        ("owner", "Example K.K.", True, None, None),
    ]
    assert found.of("patent_classes", "scheme", "symbol", "is_first", "is_inventive", "version") == [
        ("ipc", "H01M10/0562", True, True, "2006-01-01"),
        ("cpc", "H01M10/0562", True, True, "2013-01-01"),
        ("uspc", "429/322", True, None, None),
        ("uspc", "2/69", False, None, None),
    ]
    npl = "Doe, J., “On glass”, doi: 10.1000/GLASS.1."
    assert found.of("patent_citations", "cited_patent_id", "cited_work_id", "text", "cited_by") == [
        ("US2012123456A1", None, None, "examiner"),
        ("JPH10200079A", None, None, "applicant"),
        (None, "doi:10.1000/glass.1", npl, None),
    ]
    assert found.of("patent_identifiers", "scheme", "identifier") == [
        ("publication", "US2017000001A1"),
        ("publication", "WO2015194444"),
    ]
    assert found.of("patent_events", "code", "date") == [("us-371c12-date", date(2016, 12, 1))]


def test_what_cannot_be_taken_is_noted() -> None:
    assert parsed(uspto, GRANT).refused_values == [
        ("patents", "a character by a name that no set of ISO has; it stays as text", "&nosuch;"),
        (
            "patent_citations.cited_by",
            "unknown type; add it to definitions/types/uspto.csv as patent_citations",
            "cited by somebody",
        ),
    ]


def test_characters_by_name() -> None:
    document, unknown = declared(b"&Aacute;&thgr;&THgr;&sfgr;&lsqb;&amp;&lt;&#x201c;&foo;")
    assert (document.decode(), list(unknown)) == ("ÁθΘς[&amp;&lt;&#x201c;&amp;foo;", ["foo"])


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
def test_documents_are_cut_wherever_the_bytes_break(size: int) -> None:
    data = b"\n<?xml a?><a>1</a>\n<?xml b?><b><c/></b>  <?xml c?><c/>\n"
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(uspto.documents(pieces)) == [b"<?xml a?><a>1</a>", b"<?xml b?><b><c/></b>", b"<?xml c?><c/>"]


def test_a_document_that_is_too_long_is_refused_and_the_next_is_read() -> None:
    pieces = [b"<?xml a?>" + b"x" * 50, b"x" * 50, b"y" * 50 + b"<?xml b?><b/>"]
    first, second = uspto.documents(pieces, limit=60)
    assert isinstance(first, Refused)
    assert second == b"<?xml b?><b/>"


def test_of_a_zip_the_xml_is_read_and_the_lists_are_not(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
        archive.writestr("ipgb20240102lst.txt", "USRE099999")
        archive.writestr("ipgb20240102.xml", GRANT.read_bytes())
    assert parsed(uspto, tmp_path / "week.zip").counts == (1, 2)


def test_another_entity_than_by_name_is_not_expanded(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml"
    bomb.write_bytes(
        b'<?xml version="1.0"?><!DOCTYPE us-patent-grant [<!ENTITY a "b">]><us-patent-grant>&a;</us-patent-grant>'
    )
    assert parsed(uspto, bomb).reasons == ["XML declares entities, which are not expanded"]


@pytest.mark.shared
def test_the_published_weeks(shared: Path) -> None:
    folder = shared / "samples" / "uspto"
    counts = {}
    for path in sorted(folder.glob("*.zip")):
        found = parsed(uspto, path)
        counts[path.name] = found.counts
        assert (found.unknown, found.refused_values) == ({}, [])
    assert counts == {"ipgb20221025_wk43.zip": (11, 0), "ipgb20230404_wk14.zip": (3, 0)}
    assert found.of("patents", "patent_id") == ["USD982278S1", "USD982279S1", "US11617590B2"]
