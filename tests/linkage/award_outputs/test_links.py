"""Outputs of a small base are found among its works, on both engines; each outcome once, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.engine import Engine
from rashinban.linkage.award_outputs import READS, link_award_outputs
from rashinban.schema import tables

LONG = "Effects of green tea on sleep in old age"


def entry(position: int, title: str | None, **more: object) -> dict[str, object]:
    said = {"kind": "journal-article", "claimed_by": "reported", "title": title, "year": 2020, "people": "Cup A"}
    return {"award_id": "G1", "position": position, **said, **more}


BASE: Mapping[str, list[dict[str, object]]] = {
    "award_outputs": [
        entry(1, f"{LONG}."),
        # Named by an id of a loaded work: link has joined it.
        entry(2, LONG, work_id="W1"),
        # A DOI that no loaded work has, and W1 has another.
        entry(3, LONG, work_id="doi:10.1/other"),
        # W2 has no DOI, so that it may be this one.
        entry(4, "Black tea and the dreams of engineers", work_id="doi:10.1/other"),
        entry(5, "緑茶と睡眠の質に関する研究", people="茶碗 亜田"),
        entry(6, "A title that nobody has ever given to a work"),
        entry(7, "On the boiling of water for two cups"),
        entry(8, "Introduction"),
        # A talk, a patent and an entry without a title are not asked about.
        entry(9, LONG, kind="presentation"),
        entry(10, LONG, kind="patent", patent_id="US1A"),
        entry(11, None),
        entry(12, LONG, year=2015),
    ],
    "works": [
        {"work_id": "W1", "title": LONG, "publication_year": 2020, "type": "article", "doi": "10.1/tea"},
        {
            "work_id": "W2",
            "title": "Black Tea and the Dreams of Engineers",
            "publication_year": 2021,
            "source_id": "S1",
        },
        {"work_id": "W3", "title": "Green tea and the quality of sleep", "publication_year": 2020, "type": "article"},
        {"work_id": "W4", "title": "On the boiling of water for two cups", "publication_year": 2020, "type": "article"},
        {"work_id": "W5", "title": "On the Boiling of Water for Two Cups", "publication_year": 2020, "type": "review"},
        *(
            {"work_id": f"W{number}", "title": "Introduction", "publication_year": 2020, "type": "article"}
            for number in range(100, 151)
        ),
        {"work_id": "W9", "publication_year": 2020, "type": "article"},
    ],
    "authorships": [
        {"work_id": work_id, "author_position": 1, "raw_author_name": "A. Cup", "display_name": "Ada Cup"}
        for work_id in ("W1", "W2", "W4", "W5")
    ],
    "authorship_names": [{"work_id": "W3", "author_position": 1, "name_position": 1, "name": "茶碗亜田"}],
    "work_texts": [{"work_id": "W3", "position": 1, "kind": "title", "text": "緑茶と睡眠の質に関する研究"}],
    "work_identifiers": [{"work_id": "W1", "scheme": "doi", "identifier": "10.1/tea"}],
    "sources": [{"source_id": "S1", "display_name": "Journal of Tea"}],
}


def attach(engine: Engine, base: Mapping[str, list[dict[str, object]]]) -> None:
    for name in READS:
        schema = tables()[name].arrow()
        empty = dict.fromkeys(schema.names)
        rows = [{**empty, **row} for row in base.get(name, ())]
        engine.attach_table(name, pa.Table.from_pylist(rows, schema=pa.schema([f.with_nullable(True) for f in schema])))


def found(folder: Path) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in pq.read_table(folder).to_pylist()]


FOUND = [
    ("G1", 1, "W1", "same", "same", "same", "unknown", "unknown"),
    ("G1", 4, "W2", "same", "next", "same", "unknown", "unknown"),
    ("G1", 5, "W3", "same", "same", "same", "unknown", "unknown"),
]


@pytest.mark.parametrize("name", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_every_outcome(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    engine = request.getfixturevalue(name)
    attach(engine, BASE)
    about = link_award_outputs(engine, tmp_path / "found")
    assert found(tmp_path / "found") == FOUND
    # Eight entries of the list are asked about: 3 found and 5 not.
    assert about == {
        "outputs": 8,
        "rows": 3,
        "matched": {"title same, year next + people": 1, "title same, year same + people": 2},
        "unmatched": {
            # "On the boiling": W4 and W5 are equally good.
            "ambiguous": 1,
            "no such title": 1,
            "other id": 1,
            "other year": 1,
            # 51 works are called Introduction.
            "too common a title": 1,
        },
    }
    schema = pq.read_schema(next((tmp_path / "found").glob("*.parquet")))
    assert schema.names == [*tables()["award_output_works"].names]
    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == ["part-0.parquet"]


def test_where_nothing_is_asked_works_are_not_read(duckdb: Engine, tmp_path: Path) -> None:
    attach(duckdb, {"award_outputs": [entry(2, LONG, work_id="W1")], "works": BASE["works"]})
    duckdb.define("work_texts", "select 1 as nothing")
    assert link_award_outputs(duckdb, tmp_path / "found") == {
        "outputs": 0,
        "rows": 0,
        "matched": {},
        "unmatched": {},
    }
    assert found(tmp_path / "found") == []
