"""The Lens: headers of several years, days with short years, Mac Roman, and what belongs to the same reference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import lens
from rashinban.errors import Refused

DATA = Path(__file__).parents[1] / "data" / "lens"
EXPORT = DATA / "export_2015_mac_line_ends_short_years.csv"


def test_an_export_of_2015() -> None:
    found = parsed(lens, EXPORT)
    assert (found.counts, found.reasons) == ((2, 1), ["not a code of an office (WIPO ST.3)"])
    assert found.unknown == {"Something New": 1}
    assert found.of("patents") == [
        {
            "patent_id": "US3982033A",
            "office": "US",
            "kind_code": "A",
            "type": "grant",
            "application_id": "US05174394",
            "title": "Process",
            "application_date": date(1971, 8, 24),
            "priority_date": date(1969, 11, 28),
            "publication_date": date(1976, 9, 21),
            "family_size": 1,
            "cited_by_count": 9,
        },
        {
            "patent_id": "JPH0292232A",
            "office": "JP",
            "kind_code": "A",
            "type": "application",
            "application_id": "JP1988247155",
            "title": "PRODUCTION",
            "priority_date": date(1988, 9, 30),
            "publication_date": date(1990, 4, 3),
            "family_size": 1,
            "cited_by_count": 0,
        },
    ]
    assert found.of("patent_people", "patent_id", "role", "name") == [
        ("US3982033A", "applicant", "FAIRMONT FOODS CO"),
        ("US3982033A", "inventor", "ZITO SANTO"),
        ("US3982033A", "inventor", "DOE JANE"),
        ("JPH0292232A", "applicant", "CAFé KK"),  # byte 8E of Mac Roman
    ]
    # The application itself is among its priorities in DOCDB.
    assert found.of("patent_priorities", "patent_id", "application_id") == [("US3982033A", "US04880880")]
    assert found.of("patent_citations", "cited_work_id", "text") == [
        ("doi:10.1000/glass.1", "Doe: Glass, 10.1000/GLASS.1"),
        (None, "Roe, 1975."),
        ("doi:10.1000/other", None),
        ("pmid:12345", None),
    ]
    assert found.of("patent_classes", "scheme", "symbol") == [
        ("cpc", "A21D13/007"),
        ("cpc", "A21C9/04"),
        ("ipc", "A21C9/04"),
        ("uspc", "426/302"),
        ("locarno", "01-01"),
        ("uspc", "D1/121"),
    ]
    assert found.refused_values == [("patent_classes.symbol", "class and subclass run together", "X 99443C")]
    assert found.of("patent_identifiers", "scheme", "identifier") == [
        ("url", "https://www.lens.org/lens/patent/US_3982033_A"),
        ("lens", "034-658-237-174-32X"),
    ]


def test_a_cleaned_copy_with_names_of_its_own() -> None:
    found = parsed(lens, DATA / "cleaned_copy_iso_days.csv")
    assert (found.counts, found.unknown, found.refused_values) == ((1, 0), {}, [])
    assert found.of("patents", "patent_id", "publication_date", "cited_by_count") == [
        ("EP0205498A1", date(2002, 8, 7), 3)
    ]
    assert found.of("patent_people", "name") == ["ASK SPA", "DOE"]
    assert found.of("patent_priorities", "application_id") == ["US60011164", "US60008687"]
    assert found.of("patent_citations", "cited_work_id") == ["doi:10.1000/a", "doi:10.1000/b"]


def test_the_century_of_a_short_year_is_the_one_nearest_to_the_year_of_publication() -> None:
    assert lens.day("30/12/87", near=1986) == date(1987, 12, 30)
    assert lens.day("13/01/10", near=1911) == date(1910, 1, 13)
    with pytest.raises(Refused, match="two digits"):
        lens.day("13/01/10", near=None)
    with pytest.raises(Refused, match="no such day"):
        lens.day("2015-2-30", near=2015)


@pytest.mark.shared
def test_the_exports_of_drones_and_pizza(shared: Path) -> None:
    folder = shared / "patents-thematic"
    drones = parsed(lens, folder / "drones_tac_1606_cleaned.csv.gz")
    assert (drones.counts, drones.unknown) == ((1606, 0), {})
    assert [(column, value) for column, _, value in drones.refused_values] == [
        ("patent_priorities.application_id", "US 57657522 A"),
        ("patent_priorities.application_id", "US 57398931 A"),
    ]
    cited = [work for work in drones.of("patent_citations", "cited_work_id") if work]
    assert len({row["patent_id"] for row in drones.of("patent_citations") if row.get("cited_work_id")}) >= 53
    assert len(cited) == len([work for work in cited if work.startswith("doi:10.")])
    pizza = parsed(lens, folder / "pizza_lens_1000_raw.csv.gz")
    assert (pizza.counts, pizza.unknown) == ((1000, 0), {})
    assert {column for column, _, _ in pizza.refused_values} == {"patent_classes.symbol"}
    assert len(set(pizza.of("patents", "patent_id"))) == 1000
