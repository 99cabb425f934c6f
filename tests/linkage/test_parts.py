"""Records that are parts: years of one award, costs of one work, in several files, editions and data sources."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parsed_base import content, kb, parsed_part
from rashinban.engine import Engine
from rashinban.engine.store import read_manifest
from rashinban.stages.check import check
from rashinban.stages.link import link

LIGHT = "nih:R01CA999001"


def amount(award_id: str, position: int, year: int, dollars: int) -> dict[str, object]:
    return {
        "award_id": award_id,
        "position": position,
        "fiscal_year": year,
        "kind": "total",
        "amount": dollars * 100,
        "currency": "USD",
    }


def year(number: int, fiscal_year: int, dollars: int, notice: str, title: str) -> dict[str, list[dict[str, object]]]:
    """One line of NIH's table: an application."""
    return {
        "awards": [{"award_id": LIGHT, "title": title, "updated_date": notice}],
        "award_amounts": [amount(LIGHT, number * 4 + 1, fiscal_year, dollars)],
        "award_identifiers": [
            {"award_id": LIGHT, "scheme": "nih", "identifier": "R01CA999001"},
            {"award_id": LIGHT, "scheme": "nih-appl", "identifier": str(number)},
        ],
        "award_subjects": [{"award_id": LIGHT, "scheme": "keyword", "term": "light"}],
    }


def faults(base: Path) -> list[str]:
    """What `check` finds wrong with the tables."""
    return [f"{each.where}: {each.what}" for each in check(base) if each.fault and "/kb/" in each.where]


def two_years(base: Path) -> None:
    parsed_part(base, "nih", "2024-01-01", "fy2014.csv", {2: year(11, 2014, 300, "2014-06-15", "Light")})
    parsed_part(base, "nih", "2024-01-01", "fy2015.csv", {2: year(12, 2015, 310, "2015-07-01", "More light")})


def test_the_years_of_one_award_stand_together(tmp_path: Path) -> None:
    two_years(tmp_path)
    link(tmp_path, known_areas={})
    assert kb(tmp_path, "awards", "award_id", "title") == [(LIGHT, "More light")]
    assert kb(tmp_path, "award_amounts", "position", "fiscal_year", "amount") == [
        (45, 2014, 30_000),
        (49, 2015, 31_000),
    ]
    # What both years say is there once, and counted.
    assert kb(tmp_path, "award_subjects", "term") == [("light",)]
    about = read_manifest(tmp_path / "kb" / "award_subjects").about
    assert (about["parsed"], about["kept"], about["repeated"]) == ({"nih": 2}, 1, 1)
    about = read_manifest(tmp_path / "kb" / "awards").about
    assert (about["kept"], about["repeated"], about["superseded"]) == (1, 1, 0)
    assert faults(tmp_path) == []


def test_a_later_edition_says_the_same_year_anew(tmp_path: Path) -> None:
    two_years(tmp_path)
    parsed_part(tmp_path, "nih", "2024-02-01", "fy2014.csv", {2: year(11, 2014, 299, "2014-06-15", "Light")})
    link(tmp_path, known_areas={})
    assert kb(tmp_path, "award_amounts", "fiscal_year", "amount") == [(2014, 29_900), (2015, 31_000)]
    assert faults(tmp_path) == []


def test_what_an_application_alone_is_known_by_goes_to_its_project(tmp_path: Path) -> None:
    two_years(tmp_path)
    text = {"award_id": "nih-appl:11", "position": 7, "kind": "summary", "text": "We shine light."}
    parsed_part(tmp_path, "nih", "2024-01-01", "abstracts.csv", {2: {"award_texts": [text]}})
    link(tmp_path, known_areas={})
    assert kb(tmp_path, "award_texts", "award_id", "text") == [(LIGHT, "We shine light.")]
    # Joined by an identifier or not, all years of the award are there.
    assert kb(tmp_path, "award_amounts", "fiscal_year") == [(2014,), (2015,)]
    assert faults(tmp_path) == []


def test_amounts_of_another_provider_are_not_mixed_in(tmp_path: Path) -> None:
    two_years(tmp_path)
    row = {
        "awards": [{"award_id": "award-doi:10.1/x", "doi": "10.1/x", "title": "Light"}],
        "award_identifiers": [{"award_id": "award-doi:10.1/x", "scheme": "nih", "identifier": "R01CA999001"}],
        "award_amounts": [amount("award-doi:10.1/x", 1, 2014, 1)],
    }
    parsed_part(tmp_path, "crossref", "c", "grants.json", {1: row})
    link(tmp_path, known_areas={})
    assert kb(tmp_path, "award_amounts", "award_id", "fiscal_year", "amount") == [
        (LIGHT, 2014, 30_000),
        (LIGHT, 2015, 31_000),
    ]
    assert faults(tmp_path) == []


def test_each_payer_of_a_work_is_kept_and_openalex_keeps_its_work(tmp_path: Path) -> None:
    work_id = "doi:10.1000/ice"

    def line(institution: str, cents: int) -> dict[str, list[dict[str, object]]]:
        cost = {"work_id": work_id, "institution_name": institution, "year": 2020, "kind": "apc", "amount": cents}
        return {"works": [{"work_id": work_id, "doi": "10.1000/ice"}], "work_costs": [{**cost, "currency": "EUR"}]}

    parsed_part(tmp_path, "openapc", "2024-01-01", "apc.csv", {2: line("A", 100)})
    parsed_part(tmp_path, "openapc", "2024-01-01", "cofunding.csv", {2: line("B", 200)})
    parsed_part(tmp_path, "openapc", "2024-02-01", "apc.csv", {2: line("A", 150)})
    parsed_part(
        tmp_path, "openalex", "o", "works", {1: {"works": [{"work_id": "W1", "doi": "10.1000/ice", "title": "Ice"}]}}
    )
    link(tmp_path, known_areas={})
    assert kb(tmp_path, "works", "work_id", "title") == [("W1", "Ice")]
    assert kb(tmp_path, "work_costs", "work_id", "institution_name", "amount") == [("W1", "A", 150), ("W1", "B", 200)]
    assert faults(tmp_path) == []


def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    two_years(one)
    parsed_part(other, "nih", "2024-01-01", "fy2015.csv", {2: year(12, 2015, 310, "2015-07-01", "More light")})
    link(other, known_areas={})
    shutil.rmtree(other / "kb")
    parsed_part(other, "nih", "2024-01-01", "fy2014.csv", {2: year(11, 2014, 300, "2014-06-15", "Light")})
    link(one, known_areas={})
    link(other, known_areas={})
    assert content(one) == content(other)


@pytest.mark.spark
def test_spark_links_parts_to_the_same_tables(tmp_path: Path, spark: Engine) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for base in (one, other):
        two_years(base)
        parsed_part(base, "crossref", "c", "grants.json", {1: {"awards": [{"award_id": LIGHT, "title": "Light"}]}})
    link(one, known_areas={})
    link(other, engine=spark, known_areas={})
    assert content(one) == content(other)
