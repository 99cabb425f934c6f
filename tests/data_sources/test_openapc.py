"""OpenAPC: co-funded articles, lines without a DOI, converted amounts, books, a foundation's own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import openapc
from rashinban.data_sources.openapc import money
from rashinban.errors import Refused

DATA = Path(__file__).parents[1] / "data" / "openapc"
COSTS = ("work_id", "institution_name", "year", "kind", "amount", "currency", "is_hybrid")


def test_cost_lines_are_costs_of_works_without_a_type() -> None:
    found = parsed(openapc, DATA / "apc_cofunded_and_without_doi.csv")
    assert found.refused_records == [
        (5, "a cost without an identifier of a work"),
        (6, "a cost without who paid and when"),
    ]
    # 2112.326496 euro, turned from another currency, are 211,233 cents; 655.425 are 65,543.
    assert found.of("work_costs", *COSTS) == [
        ("doi:10.1000/abc", "Example U", 2020, "apc", 103_306, "EUR", False),
        ("doi:10.1000/abc", "Other U", 2021, "apc", 211_233, "EUR", True),
        ("url:https://example.org/a", "Uni Z", 2019, "apc", 65_543, "EUR", None),
    ]
    assert found.of("works") == [
        {"work_id": "doi:10.1000/abc", "doi": "10.1000/abc", "pmid": "25000001", "source_id": "issn:0286-861X"},
        {"work_id": "doi:10.1000/abc", "doi": "10.1000/abc"},
        {"work_id": "url:https://example.org/a"},
    ]
    assert found.of("work_identifiers", "scheme", "identifier")[:3] == [
        ("doi", "10.1000/abc"),
        ("pmid", "25000001"),
        ("pmcid", "PMC100"),
    ]
    assert found.of("sources_mentions") == [{"source_id": "issn:0286-861X", "display_name": "Journal of Ice"}]
    assert [reason for _, reason, _ in found.refused_values] == ["not UTF-8; read as Windows-1252"]
    assert found.unknown == {"colour": 5}


def test_books_go_by_isbn_where_they_have_no_doi() -> None:
    found = parsed(openapc, DATA / "books.csv")
    assert found.of("work_costs", *COSTS) == [
        ("isbn:9784003101018", "Example Funder", 2019, "bpc", 187_500, "EUR", None)
    ]
    assert found.of("works") == [{"work_id": "isbn:9784003101018", "title": "Ice & Snow"}]


def test_the_list_of_a_foundation_is_in_dollars() -> None:
    found = parsed(openapc, DATA / "list_of_a_foundation.csv")
    payer = "Bill & Melinda Gates Foundation"
    assert found.of("work_costs", *COSTS) == [
        ("doi:10.1000/ice", payer, 2017, "apc", 149_500, "USD", True),
        ("doi:10.1000/ice", payer, 2017, "other", 7_500, "USD", True),
        ("url:https://example.org/snow", payer, 2018, "apc", 0, "USD", False),
    ]
    assert (found.refused_values, found.unknown) == ([], {})


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "12,5", "ten"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not an amount of money"):
        money(text, "EUR")


#: File -> kept, why others were refused, what was noted of values.
WHOLE = {
    "additional_costs": (0, {"a cost without who paid and when": 1_542}, {}),
    "apc_cofunding": (170, {}, {}),
    "apc_se": (13_848, {"a cost without an identifier of a work": 1}, {"not UTF-8; read as Windows-1252": 7}),
    "bpc": (2_705, {"a cost without an identifier of a work": 2}, {}),
    "Gates_Report_02062020": (
        8_949,
        {"a cost without who paid and when": 23, "a cost without an identifier of a work": 2},
        {"not a DOI (10.registrant/suffix)": 15},
    ),
}


@pytest.mark.shared
def test_real_lists(shared: Path) -> None:
    for name, (kept, refused, noted) in WHOLE.items():
        found = parsed(openapc, shared / "openapc-costs" / f"{name}.csv.gz")
        reasons = [reason for _, reason in found.refused_records]
        values = [reason for _, reason, _ in found.refused_values]
        assert (name, found.kept) == (name, kept)
        assert {reason: reasons.count(reason) for reason in reasons} == refused
        assert {reason: values.count(reason) for reason in values} == noted
        assert found.unknown == {}
        assert None not in found.of("work_costs", "amount")
