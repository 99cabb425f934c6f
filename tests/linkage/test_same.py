"""Records of several providers become one where they share an identifier, and references follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_base import content, kb, parsed_part
from rashinban.engine import Engine
from rashinban.engine.store import read_manifest
from rashinban.stages.check import check
from rashinban.stages.link import link as link_with


def link(base: Path, engine: Engine | None = None) -> None:
    link_with(base, engine=engine, known_areas={})


def author(work_id: str, position: int, name: str, author_id: str | None = None) -> dict[str, object]:
    return {"work_id": work_id, "author_position": position, "raw_author_name": name, "author_id": author_id}


def place(work_id: str, position: int, page: str, source_id: str | None = None) -> dict[str, object]:
    return {"work_id": work_id, "position": position, "landing_page_url": page, "source_id": source_id}


def four_providers(base: Path) -> None:
    """W1 is told by OpenAlex, Crossref (DOI), PubMed (PMID and DOI) and CiNii (CRID and DOI); others stand alone."""
    parsed_part(
        base,
        "openalex",
        "o",
        "works",
        {
            1: {
                "works": [{"work_id": "W1", "doi": "10.1/a", "title": "Ice", "publication_year": 2020}],
                "authorships": [author("W1", 1, "A. Aoki", "A1")],
                "work_locations": [place("W1", 1, "https://example.org/a", "S1")],
                "work_funders": [{"work_id": "W1", "funder_id": "F1"}],
            },
            2: {"works": [{"work_id": "W2", "doi": "10.1/b"}]},
            3: {"authors": [{"author_id": "A1", "orcid": "0000-0001", "display_name": "Aoki"}]},
            4: {
                "sources": [{"source_id": "S1", "display_name": "Ice Studies"}],
                "source_issns": [{"source_id": "S1", "issn": "1111-1111"}],
            },
            5: {"funders": [{"funder_id": "F1", "crossref_funder_id": "501", "display_name": "Fund"}]},
        },
    )
    parsed_part(
        base,
        "crossref",
        "c",
        "items",
        {
            1: {
                "works": [
                    {"work_id": "doi:10.1/a", "doi": "10.1/a", "title": "ICE", "publication_year": 2019, "volume": "7"}
                ],
                "authorships": [
                    author("doi:10.1/a", 1, "Aoki, Aya", "orcid:0000-0001"),
                    author("doi:10.1/a", 2, "Kato"),
                ],
                "authorship_names": [
                    {"work_id": "doi:10.1/a", "author_position": 2, "name_position": 1, "name": "加藤"}
                ],
                "citations": [
                    {"work_id": "doi:10.1/a", "cited_work_id": "doi:10.1/b"},
                    {"work_id": "doi:10.1/a", "cited_work_id": "doi:10.1/nobody"},
                ],
                "work_locations": [
                    place("doi:10.1/a", 1, "https://example.org/a", "issn:1111-1111"),
                    place("doi:10.1/a", 2, "https://example.org/copy"),
                ],
                "work_funders": [{"work_id": "doi:10.1/a", "funder_id": "fundref:501"}],
            },
            2: {
                "works": [{"work_id": "doi:10.1/c", "doi": "10.1/c", "title": "Only Crossref"}],
                "authorships": [author("doi:10.1/c", 1, "Sato", "orcid:0000-0002")],
            },
        },
    )
    parsed_part(
        base,
        "pubmed",
        "p",
        "articles",
        {
            1: {
                "works": [{"work_id": "pmid:5", "pmid": "5", "title": "Ice."}],
                "work_identifiers": [{"work_id": "pmid:5", "scheme": "doi", "identifier": "10.1/a"}],
            },
            2: {"works": [{"work_id": "pmid:6", "pmid": "6", "title": "Snow"}]},
        },
    )
    parsed_part(
        base,
        "cinii",
        "n",
        "items",
        {
            1: {
                "works": [{"work_id": "crid:9", "title": "氷"}],
                # A bad PMID of CiNii leads by way of PubMed's record to the same work: a chain of two.
                "work_identifiers": [{"work_id": "crid:9", "scheme": "pmid", "identifier": "5"}],
                "work_texts": [{"work_id": "crid:9", "position": 1, "kind": "title", "language": "ja", "text": "氷"}],
            },
            2: {
                "awards": [{"award_id": "jgn:JP1", "title": "Ice award"}],
                "award_outputs": [
                    {
                        "award_id": "jgn:JP1",
                        "position": 1,
                        "kind": "journal-article",
                        "claimed_by": "reported",
                        "work_id": "crid:9",
                    }
                ],
            },
        },
    )


def test_records_that_share_an_identifier_are_one_work(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    assert kb(tmp_path, "works", "work_id", "title", "publication_year", "volume", "pmid", "data_source") == [
        ("W1", "Ice", 2020, "7", "5", "openalex"),
        ("W2", None, None, None, None, "openalex"),
        ("doi:10.1/c", "Only Crossref", None, None, None, "crossref"),
        ("pmid:6", "Snow", None, None, "6", "pubmed"),
    ]
    about = read_manifest(tmp_path / "kb" / "works").about
    # 7 records: W1 W2, doi:a doi:c, pmid:5 pmid:6, crid:9; three of them are W1 too. doi:b is used and is W2.
    assert (about["kept"], about["joined"], about["matched"]) == (7, 3, 4)


def test_authors_of_a_work_are_of_one_record(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    # OpenAlex is believed most, so Crossref's second author of W1 and his other name stay out.
    assert kb(tmp_path, "authorships", "work_id", "author_position", "raw_author_name", "author_id") == [
        ("W1", 1, "A. Aoki", "A1"),
        ("doi:10.1/c", 1, "Sato", "orcid:0000-0002"),
    ]
    assert kb(tmp_path, "authorship_names") == []
    assert kb(tmp_path, "authors", "author_id", "orcid") == [("A1", "0000-0001"), ("orcid:0000-0002", None)]


def test_what_may_stand_side_by_side_is_numbered_anew(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    # Crossref's first place is OpenAlex's, its journal being found by the ISSN.
    assert kb(tmp_path, "work_locations", "work_id", "position", "landing_page_url", "source_id") == [
        ("W1", 1, "https://example.org/a", "S1"),
        ("W1", 2, "https://example.org/copy", None),
    ]
    assert kb(tmp_path, "work_funders") == [("W1", "F1")]
    assert kb(tmp_path, "work_texts", "work_id", "position", "text") == [("W1", 1, "氷")]


def test_references_lead_to_the_record_that_stands(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    assert kb(tmp_path, "citations") == [("W1", "W2"), ("W1", "doi:10.1/nobody")]
    assert kb(tmp_path, "award_outputs", "award_id", "work_id") == [("jgn:JP1", "W1")]


def test_differences_are_kept_as_claims(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    assert [row for row in kb(tmp_path, "claims") if row[2] == "publication_year"] == [
        ("works", "W1", "publication_year", "crossref", "2019"),
        ("works", "W1", "publication_year", "openalex", "2020"),
    ]


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    four_providers(tmp_path)
    link(tmp_path)
    for name in ("works", "authorships", "work_locations", "work_funders"):
        about = read_manifest(tmp_path / "kb" / name).about
        lost = sum(int(about[word]) for word in ("superseded", "merged", "copy", "repeated"))
        assert sum(about["parsed"].values()) == about["kept"] + lost, name
    assert [
        finding for finding in check(tmp_path) if finding.where.startswith(str(tmp_path / "kb")) and finding.fault
    ] == []


@pytest.mark.spark
def test_spark_joins_the_same_records(tmp_path: Path, spark: Engine) -> None:
    here, there = tmp_path / "duckdb", tmp_path / "spark"
    for base, engine in ((here, None), (there, spark)):
        four_providers(base)
        link(base, engine)
    assert content(here) == content(there)


def test_japans_systematic_numbers_join_awards_and_the_works_that_name_them(tmp_path: Path) -> None:
    parsed_part(
        tmp_path,
        "openalex",
        "o",
        "works",
        {
            1: {"works": [{"work_id": "W1"}], "work_awards": [{"work_id": "W1", "position": 1, "award_id": "jgn:JP1"}]},
            2: {"awards_mentions": [{"award_id": "G1", "jgn": "JP1", "funder_award_id": "JP1"}]},
        },
    )
    # A base of OpenAlex alone: a grant of a record of 2023 is the award of one of 2026.
    link(tmp_path)
    assert kb(tmp_path, "work_awards", "work_id", "award_id") == [("W1", "G1")]
    parsed_part(tmp_path, "kaken", "k", "awards", {1: {"awards": [{"award_id": "jgn:JP1", "title": "Ice"}]}})
    link(tmp_path)
    assert kb(tmp_path, "awards", "award_id", "title", "jgn") == [("G1", "Ice", "JP1")]


def test_two_records_of_one_provider_that_are_one_work_make_one_claim(tmp_path: Path) -> None:
    def told(work_id: str, year: int, updated: str) -> dict[str, object]:
        return {"work_id": work_id, "doi": "10.1/a", "publication_year": year, "updated_date": updated}

    parsed_part(tmp_path, "openalex", "o", "works", {1: {"works": [told("W1", 2020, "2026-01-01")]}})
    # A work under its PMID, and again under its DOI: both are W1.
    lines = {1: {"works": [told("pmid:5", 2018, "2025-01-01")]}, 2: {"works": [told("doi:10.1/a", 2019, "2025-06-01")]}}
    parsed_part(tmp_path, "crossref", "c", "items", lines)
    link(tmp_path)
    assert [row for row in kb(tmp_path, "claims") if row[2] == "publication_year"] == [
        ("works", "W1", "publication_year", "crossref", "2019"),
        ("works", "W1", "publication_year", "openalex", "2020"),
    ]


def test_an_institution_of_openalex_gets_its_subdivision_from_ror(tmp_path: Path) -> None:
    # OpenAlex's word stands where both have one, and ROR's where OpenAlex has none.
    openalex = {"ror_id": "057zh3y96", "display_name": "Tokyo", "country_code": "JP", "city": "Tokyo"}
    place = {"city": "Bunkyo", "subdivision_code": "JP-13", "subdivision_name": "Tokyo"}
    ror = {"ror_id": "057zh3y96", "country_code": "JP", "established": 1877, **place}
    alone = {"institution_id": "02kpeqv85", "ror_id": "02kpeqv85", "subdivision_code": "JP-26"}
    parsed_part(
        tmp_path, "openalex", "o", "institutions", {1: {"institutions": [{"institution_id": "I1", **openalex}]}}
    )
    parsed_part(
        tmp_path,
        "ror",
        "r",
        "records",
        {1: {"institutions": [{"institution_id": "057zh3y96", **ror}]}, 2: {"institutions": [alone]}},
    )
    link(tmp_path)
    columns = ("institution_id", "city", "established", "subdivision_code", "subdivision_name")
    assert kb(tmp_path, "institutions", *columns) == [
        ("02kpeqv85", None, None, "JP-26", None),
        ("I1", "Tokyo", 1877, "JP-13", "Tokyo"),
    ]
