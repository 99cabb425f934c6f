"""SBIR: numbers of NIH and NSF, rows without a contract, addresses that are not read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import sbir

DATA = Path(__file__).parents[1] / "data" / "sbir"
LIGHT, ICE, ROCK = "nih:R42CA999003", "nsf:2400001", "award:sbir:T-1"


def test_awards_of_nih_and_nsf_go_by_the_numbers_of_those_agencies() -> None:
    found = parsed(sbir, DATA / "awards_of_nih_nsf_and_without_a_contract.csv")
    assert (found.kept, found.refused_records) == (3, [(5, "a row without a contract or tracking number")])
    assert found.unknown == {"Mascot": 1}
    assert found.refused_values == [
        ("award_institutions.institution_id", "not a DUNS number (nine digits)", "12"),
        ("awards.end_date", "not a date (YYYY-MM-DD)", "soon"),
        ("awards.funder_id", "unknown type; add it to definitions/types/sbir.csv as funders", "Bureau of Rocks"),
    ]
    assert found.of("awards")[0] == {
        "award_id": LIGHT,
        "funder_id": "fundref:100000016",
        "funder_award_id": "2R42CA999003-02A1",
        "title": "Light for cells",
        "description": "We shine & see.",
        "funding_type": "STTR",
        "funder_scheme": "STTR Phase II",
        "start_date": date(2023, 6, 1),
        "end_date": date(2025, 5, 31),
        "lead_name": "Ken Kato",
        "institution_id": "org:uei:ABC123DEF456",
    }
    assert found.of("awards", "award_id", "funder_id") == [
        (LIGHT, "fundref:100000016"),
        (ICE, "fundref:100000001"),
        (ROCK, None),
    ]
    assert found.of("award_identifiers", "award_id", "scheme", "identifier") == [
        (LIGHT, "nih", "R42CA999003"),
        (LIGHT, "sbir", "2R42CA999003-02A1"),
        (ICE, "nsf", "2400001"),
        (ICE, "sbir", "2400001"),
        (ROCK, "award", "sbir:T-1"),
    ]
    # 1,000,000.5000 dollars are 100,000,050 cents.
    assert found.of("award_amounts", "award_id", "fiscal_year", "kind", "amount", "currency") == [
        (LIGHT, 2023, "total", 100_000_050, "USD"),
        (ICE, 2024, "total", 27_500_000, "USD"),
    ]
    assert found.of("award_institutions", "award_id", "role", "institution_id", "institution_name", "activity") == [
        (LIGHT, "recipient", "org:uei:ABC123DEF456", "Example Light LLC", "small business"),
        (LIGHT, "subcontractor", None, "Example University", "research institution"),
        (ICE, "recipient", None, "Example Ice Inc", "small business"),
        (ROCK, "recipient", None, "Example Rock Inc", "small business"),
    ]
    assert found.of("award_members", "name", "role", "institution_name", "job_title") == [
        ("Ken Kato", "principal_investigator", "Example Light LLC", "Chief"),
        ("Mia Mori", "contact", "Example Light LLC", None),
        ("Dr. Ito", "contact", "Example University", None),
    ]
    assert found.of("award_subjects", "scheme", "term")[:4] == [
        ("programme", "STTR Phase II"),
        ("agency", "Department of Health and Human Services / National Institutes of Health"),
        ("topic", "NCI"),
        ("call", "PA-23-001"),
    ]
    assert "example.org" not in str(found.rows)
    assert "555" not in str(found.rows)


@pytest.mark.shared
def test_the_sample_of_42_columns(shared: Path) -> None:
    found = parsed(sbir, shared / "samples" / "sbir" / "sbir_sample.csv")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (5, [], [], {})
    assert found.of("awards", "award_id", "funder_scheme", "lead_name") == [
        ("sbir:FA8650-23-C-0001", "SBIR Phase I", "Jane Doe"),
        ("nih:R44GM123456", "SBIR Phase II", "David Lee"),
        ("nsf:2412345", "STTR Phase I", "Bob Johnson"),
        ("sbir:DE-SC0024001", "SBIR Phase I", "Lisa Chen"),
        ("sbir:N00014-23-C-1234", "SBIR Phase II", "Rachel Green"),
    ]
    assert found.of("award_amounts", "amount") == [15_000_000, 100_000_000, 27_500_000, 20_000_000, 150_000_000]
