"""WIPO ST.96 under any prefixes, and ST.36 as the USPTO writes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import wipo

DATA = Path(__file__).parents[1] / "data"
ST96 = DATA / "wipo" / "st96_other_prefixes_pct_parent_combination.xml"


def test_a_publication_in_st96() -> None:
    found = parsed(wipo, ST96)
    assert (found.counts, found.refused_values) == ((1, 0), [])
    assert found.unknown == {"PatentPublication/BibliographicData/PartyBag/NewBag/New": 1}
    assert found.of("patents") == [
        {
            "patent_id": "US9999998B2",
            "office": "US",
            "kind_code": "B2",
            "type": "grant",
            "application_id": "US17797521",
            "title": "Bonding of Si",
            "abstract": "A device.",
            "language": "en",
            "application_date": date(2021, 3, 12),
            "priority_date": date(2017, 11, 8),
            "publication_date": date(2024, 1, 20),
            "grant_date": date(2024, 1, 20),
            "claims_count": 2,
            "updated_date": "2024-01-05",
        }
    ]
    assert found.of("patent_priorities", "relation", "application_id", "date") == [
        ("priority", "JP2017290922", date(2017, 11, 8)),
        ("continuation-in-part", "US16741916", None),
        ("pct", "JP2018068544W", date(2018, 10, 14)),
    ]
    assert found.of("patent_people", "role", "name", "is_organisation", "country_code", "address") == [
        ("inventor", "Yamada, Jun", False, "JP", "Tokyo"),
        ("owner", "Example, Ltd.", None, None, None),
    ]
    assert found.of("patent_classes", "scheme", "symbol", "is_first", "is_inventive", "version") == [
        ("ipc", "H01L21/30", True, True, "2006-01-01"),
        ("cpc", "H01L2924/3512", False, False, None),
    ]
    assert found.of("patent_citations", "cited_patent_id", "text", "cited_by") == [
        ("JPS63101085A", None, "examiner"),
        (None, "May, Fundamentals, 2004.", "applicant"),
    ]
    assert found.of("patent_identifiers", "scheme", "identifier") == [("publication", "US2023213561A1")]
    assert found.of("patent_texts", "kind", "text")[2] == ("first-claim", "1. A device.")


def test_what_is_neither_st96_nor_a_known_st36_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mark.xml").write_text("<TrademarkApplication/>", encoding="utf-8")
    assert parsed(wipo, tmp_path / "mark.xml").reasons == [
        "none of PatentPublication, us-patent-application, us-patent-grant in it"
    ]


@pytest.mark.shared
def test_the_published_instances(shared: Path) -> None:
    known = {}
    for path in sorted((shared / "samples" / "wipo_st96").glob("*.xml")):
        found = parsed(wipo, path)
        assert (found.counts, found.unknown, found.refused_values) == ((1, 0), {}, [])
        (known[path.name],) = found.of("patents", "patent_id", "application_id", "claims_count")
    # The same document in both standards; the third is the official example.
    assert known == {
        "PatentPublication_Example.xml": ("US8936998B2", "US13797521", 10),
        "st36_us_example1.xml": ("US2021049351A1", "US17043275", 15),
        "st96_us_example1_converted.xml": ("US2021049351A1", "US17043275", 15),
    }
