"""PATENTSCOPE lists: numbers without kinds, priorities in two forms, NA, Mac Roman."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import patentscope

DATA = Path(__file__).parents[1] / "data" / "patentscope"


def test_a_list() -> None:
    found = parsed(patentscope, DATA / "list_mac_line_ends_two_forms_of_priority.csv")
    assert (found.counts, found.unknown) == ((3, 1), {})
    assert found.of("patents") == [
        {
            "patent_id": "EP1820402",
            "office": "EP",
            "title": "IMPROVED PIZZA",
            "priority_date": date(2000, 8, 14),
            "publication_date": date(2007, 8, 23),
        },
        {"patent_id": "KR20130075110", "office": "KR", "priority_date": date(2013, 11, 7)},
        {
            "patent_id": "WO2002014184",
            "office": "WO",
            "title": "Separator",
            "publication_date": date(2002, 2, 22),
        },
    ]
    assert found.of("patent_people", "role", "name") == [
        ("applicant", "TIEFKüHLKOST, GMBH"),  # byte 9F of Mac Roman
        ("inventor", "LEE, NAM SUK"),
    ]
    assert found.of("patent_priorities", "application_id", "date") == [
        ("US60225166", date(2000, 8, 14)),
        ("ES2005070132", date(2005, 9, 23)),
        ("US14073949", date(2013, 11, 7)),
        ("JP2014183602", date(2014, 2, 19)),
    ]
    assert found.of("patent_classes", "symbol", "is_first", "is_inventive", "version") == [
        ("A21D8/06", True, True, "2006-01-01")
    ]
    assert [(column, value) for column, _, value in found.refused_values] == [
        ("patent_classes.symbol", "A21D 13/"),
        ("patent_priorities.application_id", "null 30.12.1899 null"),
    ]


@pytest.mark.shared
def test_the_list_of_ten_thousand(shared: Path) -> None:
    found = parsed(patentscope, shared / "patents-thematic" / "pizza_medium.csv.gz")
    assert (found.counts, found.unknown) == ((10_000, 0), {})
    # Four publications come twice, one of them in small letters; two titles are NA.
    assert len(set(found.of("patents", "patent_id"))) == 9_996
    assert found.of("patents", "title").count(None) == 2
    assert len(found.of("patent_priorities")) == 9_563
