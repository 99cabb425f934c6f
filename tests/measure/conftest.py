"""A base of a dozen works written by hand, built with the real models."""

from __future__ import annotations

from collections.abc import Iterator
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
    rows: dict[str, list[dict[str, object]]] = dict.fromkeys(tables(), [])
    rows |= {
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
    for name, given in rows.items():
        write_kb(base, name, given)
    areas = pa.table(
        {"work_id": ["W1", "W3", "W6"], "technology_area": ["jp20-09"] * 3, "alternative": ["standard"] * 3,
         "matched_by": ["phrase"] * 3}
    )  # fmt: skip
    if "work_technology_areas" not in rows:
        write_step(
            base / "kb" / "work_technology_areas",
            step="kb/work_technology_areas",
            fingerprint="areas",
            fill=lambda folder: pq.write_table(areas, folder / "part-0.parquet"),
        )
    engine = open_engine("duckdb")
    build(base, engine)
    engine.close()
    return base


@pytest.fixture
def session(tiny: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, tiny)
    engine.close()
