"""DOAJ: journals without a valid ISSN, former names of countries, the list as it was until 2016."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import doaj

DATA = Path(__file__).parents[1] / "data" / "doaj"
SNOW = "source:doaj:fedcba9876543210fedcba9876543210"


def test_journals_of_2023() -> None:
    found = parsed(doaj, DATA / "journals_of_2023.csv")
    assert (found.kept, found.refused_records) == (2, [(4, "a journal without an ISSN or a page in DOAJ")])
    assert found.unknown == {"Colour": 1}
    assert found.of("sources") == [
        {
            "source_id": "issn:0286-861X",
            "display_name": "Example Journal of Ice",
            "type": "journal",
            "country_code": "KR",
            "is_oa": True,
            "is_in_doaj": True,
            "created_date": "2014-05-29T20:02:32Z",
            "updated_date": "2022-07-27T13:20:20Z",
        },
        {
            "source_id": SNOW,
            "display_name": "Example Journal of Snow",
            "type": "journal",
            "is_oa": True,
            "is_in_doaj": True,
        },
    ]
    assert [(column, found_) for column, _, found_ in found.refused_values] == [
        ("source_issns.issn", "0286-8611"),
        ("sources.country_code", "Atlantis"),
        ("sources.created_date", "yesterday"),
    ]
    assert found.of("source_issns", "source_id", "issn") == [
        ("issn:0286-861X", "0286-861X"),
        ("issn:0286-861X", "1884-4375"),
    ]
    assert found.of("source_names", "source_id", "name", "kind") == [
        ("issn:0286-861X", "Ice", "alternative"),
        ("issn:0286-861X", "Example Journal of Ice", "title"),
        (SNOW, "Example Journal of Snow", "title"),
    ]
    assert found.of("source_identifiers", "scheme", "identifier") == [
        ("doaj", "0123456789abcdef0123456789abcdef"),
        ("doaj", "fedcba9876543210fedcba9876543210"),
    ]


def test_the_list_until_2016_as_r_writes_it() -> None:
    found = parsed(doaj, DATA / "list_of_2016_of_r.csv")
    assert (found.kept, found.refused_records, found.unknown) == (1, [(3, "not listed any more")], {})
    assert found.of("sources", "source_id", "display_name", "country_code") == [
        ("issn:1884-4375", "Example Journal of Rain", "TR")
    ]
    assert found.of("source_names", "name") == ["Example Journal of Rain"]


@pytest.mark.shared
def test_real_lists(shared: Path) -> None:
    found = parsed(doaj, shared / "samples" / "other_bibliographic" / "doaj.csv")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (9, [], [], {})
    assert found.of("sources", "source_id", "display_name", "country_code")[0] == (
        "issn:0001-3765",
        "Anais da Academia Brasileira de Ciências",
        "BR",
    )
    found = parsed(doaj, shared / "openapc-costs" / "doajJournalList.csv.gz")
    assert (found.kept, len(found.refused_records), found.unknown) == (9_803, 1, {})
    assert [reason for _, reason, _ in found.refused_values] == ["ISSN check digit is wrong"]
    assert (len(found.rows["sources"]), len(found.rows["source_issns"])) == (9_803, 13_547)
    assert None not in found.of("sources", "country_code")
