"""A base of a dozen works written by hand, built with the real models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.measure.session import Session
from rashinban.schema import tables
from rashinban.stages.build import build

#: work: year, type, topic, top 10 %, fwci, places of its authors (institution or None)
WORKS = {
    "W1": (2020, "article", "T1", True, 3.0, [["I1"], ["I2"]]),
    "W2": (2020, "article", "T1", False, 0.5, [["I1"]]),
    "W3": (2021, "article", "T1", True, 2.0, [["I2"]]),
    "W4": (2021, "review", "T2", False, 1.0, [["I1"], [None]]),
    "W5": (2021, "article", "T2", None, None, [["I3"]]),
    "W6": (2021, "article", "T2", False, 0.0, [["I1", "I3"]]),
    "W7": (2021, "dataset", "T2", True, 9.0, [["I1"]]),
    "W8": (2021, "article", "T2", True, 9.0, []),
}
COUNTRY = {"I1": "JP", "I2": "US", "I3": "DE"}


def write_kb(base: Path, name: str, rows: list[dict[str, object]]) -> None:
    """One table of kb/, as link leaves it."""

    def fill(folder: Path) -> None:
        pq.write_table(pa.Table.from_pylist(rows, schema=tables()[name].arrow()), folder / "part-0.parquet")

    write_step(base / "kb" / name, step=f"kb/{name}", fingerprint=name, fill=fill)


def write_base(base: Path, rows: Mapping[str, list[dict[str, object]]]) -> None:
    """Every table of kb/ and everything that is built on them; tables without rows are empty."""
    for name in tables():
        write_kb(base, name, rows.get(name, []))
    areas = pa.table(
        {"work_id": ["W1", "W3", "W6"], "technology_area": ["jp20-09"] * 3, "alternative": ["standard"] * 3,
         "matched_by": ["phrase"] * 3}
    )  # fmt: skip
    write_step(
        base / "kb" / "work_technology_areas",
        step="kb/work_technology_areas",
        fingerprint="areas",
        fill=lambda folder: pq.write_table(areas, folder / "part-0.parquet"),
    )
    engine = open_engine("duckdb")
    build(base, engine)
    engine.close()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("tiny")
    works, authorships, affiliations = [], [], []
    for name, (year, kind, topic, top, fwci, authors) in WORKS.items():
        works.append(
            {
                "work_id": name, "publication_year": year, "type": kind, "primary_topic_id": topic, "title": name,
                "is_retracted": name == "W8", "is_paratext": False, "is_top_10_percent": top, "fwci": fwci,
                "is_top_1_percent": top, "cited_by_count": None if fwci is None else int(fwci * 10),
            }
        )  # fmt: skip
        for number, places in enumerate(authors, 1):
            authorships.append({"work_id": name, "author_position": number, "author_id": f"A{name}{number}"})
            for at, institution in enumerate(places, 1):
                affiliations.append(
                    {
                        "work_id": name, "author_position": number, "affiliation_position": at,
                        "institution_position": 1, "institution_id": institution,
                        "country_code": COUNTRY.get(institution or ""),
                    }
                )  # fmt: skip
    rows: dict[str, list[dict[str, object]]] = {
        "works": works,
        "authorships": authorships,
        "affiliations": affiliations,
        "institutions": [
            {"institution_id": i, "country_code": c, "type": "company" if i == "I3" else "education", "display_name": i}
            for i, c in COUNTRY.items()
        ],
        "topics": [
            {
                "topic_id": "T1",
                "subfield_id": "1702",
                "field_id": "17",
                "domain_id": "3",
                "field_name": "Computer Science",
            },
            {"topic_id": "T2", "subfield_id": "3107", "field_id": "31", "domain_id": "3", "field_name": "Physics"},
        ],
    }
    write_base(base, rows)
    return base


@pytest.fixture
def session(tiny: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, tiny)
    engine.close()


def funded_rows() -> dict[str, list[dict[str, object]]]:
    """Five awards of two funders, in yen and euro, with what came of them.

    G1 is shared by three institutions who do not say their parts, G3 by two who do; G4 names nobody and no amount.
    """
    first, second = "fundref:1", "fundref:2"
    return {
        "awards": [
            {"award_id": "G1", "funder_id": first, "jgn": "JPMJCR2001", "amount": 1_000_001, "currency": "JPY",
             "start_date": date(2020, 4, 1), "end_date": date(2022, 3, 31), "start_fiscal_year": 2020},
            {"award_id": "G2", "funder_id": first, "jgn": "JPMJPR2101", "amount": 500_000, "currency": "JPY",
             "start_date": date(2021, 4, 1), "end_date": date(2024, 3, 31), "start_fiscal_year": 2021},
            {"award_id": "G3", "funder_id": second, "amount": 90_000, "currency": "EUR",
             "start_date": date(2020, 1, 1), "end_date": date(2020, 12, 31)},
            {"award_id": "G4", "funder_id": first, "jgn": "JPMJCR2102", "start_date": date(2021, 10, 1),
             "start_fiscal_year": 2021},
            {"award_id": "G5", "funder_id": first, "jgn": "JP21K00001", "amount": 300_000, "currency": "JPY",
             "funder_scheme": "基盤研究(C)", "start_date": date(2021, 4, 1), "end_date": date(2022, 3, 31),
             "start_fiscal_year": 2021},
        ],
        "award_amounts": [
            {"award_id": "G1", "position": 1, "fiscal_year": 2020, "kind": "total", "amount": 600_000,
             "currency": "JPY"},
            {"award_id": "G1", "position": 2, "fiscal_year": 2021, "kind": "total", "amount": 400_001,
             "currency": "JPY"},
        ],
        "award_institutions": [
            {"award_id": "G1", "position": 1, "role": "recipient", "institution_id": "I1"},
            {"award_id": "G1", "position": 2, "role": "recipient", "institution_id": "I2"},
            {"award_id": "G1", "position": 3, "role": "recipient", "institution_id": "I3"},
            {"award_id": "G2", "position": 1, "role": "recipient", "institution_id": "I1"},
            {"award_id": "G3", "position": 1, "role": "coordinator", "institution_id": "I3", "amount": 60_000,
             "currency": "EUR"},
            {"award_id": "G3", "position": 2, "role": "participant", "institution_id": "I1", "amount": 30_000,
             "currency": "EUR"},
            {"award_id": "G5", "position": 1, "role": "recipient", "institution_id": "I2"},
        ],
        "award_outputs": [
            {"award_id": "G1", "position": 1, "kind": "journal-article", "claimed_by": "reported", "work_id": "W1"},
            {"award_id": "G1", "position": 2, "kind": "patent", "claimed_by": "reported", "patent_id": "US1A",
             "year": 2022},
            {"award_id": "G5", "position": 1, "kind": "presentation", "claimed_by": "reported", "title": "A talk",
             "year": 2021},
        ],
        "work_awards": [
            {"work_id": "W1", "position": 1, "award_id": "G2"},
            {"work_id": "W3", "position": 1, "award_id": "G1"},
        ],
        "works": [
            {"work_id": "W1", "publication_year": 2020, "type": "article", "title": "One", "fwci": 3.0,
             "is_top_10_percent": True, "is_top_1_percent": False},
            {"work_id": "W3", "publication_year": 2021, "type": "article", "title": "Three"},
        ],
        "institutions": [
            {"institution_id": i, "country_code": c, "type": "education", "display_name": i} for i, c in COUNTRY.items()
        ],
    }  # fmt: skip


@pytest.fixture(scope="session")
def funded_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("funded")
    write_base(base, funded_rows())
    return base


@pytest.fixture
def funded(funded_base: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, funded_base)
    engine.close()


Written = Callable[[Path, Mapping[str, list[dict[str, object]]]], None]


@pytest.fixture(scope="session")
def written() -> Written:
    """Writes rows as a base, for tests with rows of their own."""
    return write_base
