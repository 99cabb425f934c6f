"""A world file says what it was made of, holds each work once per level, and refuses to be read when damaged."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban import __version__, catalog
from rashinban.engine import Engine
from rashinban.errors import RashinbanError, UsageError
from rashinban.measure.session import Session
from rashinban.measure.world import About, read_world, write_world
from rashinban.stages.reference import build_reference


def row(level: str, category: str, citations: int, works: int) -> dict[str, object]:
    return {
        "level": level,
        "category": category,
        "year": 2020,
        "type": "article",
        "citations": citations,
        "works": works,
    }


ROWS = [row("all", "all", 0, 1), row("all", "all", 7, 2), row("subfield", "1702", 0, 1), row("subfield", "1702", 7, 1)]
ABOUT = About(snapshots={"openalex": "2026-02"}, citation_source="cited_by_count", works=3, version="1")


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=catalog.relation_schema("reference_histogram"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    universe = [
        {
            "work_id": "W1",
            "year": 2020,
            "type": "article",
            "subfield": "1702",
            "in_universe": True,
            "cited_by_count": 0,
        },
        {
            "work_id": "W2",
            "year": 2020,
            "type": "article",
            "subfield": "1702",
            "in_universe": True,
            "cited_by_count": 7,
        },
        {"work_id": "W3", "year": 2020, "type": "article", "in_universe": True, "cited_by_count": 7},
        {"work_id": "W4", "year": 2020, "type": "dataset", "in_universe": False, "cited_by_count": 7},
    ]
    works = [
        {"work_id": f"W{i}", "data_source": "openalex", "snapshot": s}
        for i, s in enumerate(["2026-01", "2026-02", "2026-01", "2026-01"], start=1)
    ]
    for name, rows in {"universe": universe, "works": works}.items():
        (tmp_path / "kb" / name).mkdir(parents=True)
        schema = catalog.relation_schema(name) if name == "universe" else None
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), tmp_path / "kb" / name / "part-0.parquet")
    return tmp_path


def test_build_writes_the_universe_of_the_base(base: Path, duckdb: Engine) -> None:
    about = build_reference(Session(duckdb, base), base / "out" / "world.parquet")
    assert about == About(
        snapshots={"openalex": "2026-02"}, citation_source="cited_by_count", works=3, version=__version__
    )
    world = read_world(base / "out" / "world.parquet", "cited_by_count")
    assert world.histogram.to_pylist() == ROWS
    assert world.about == about
    assert [path.name for path in (base / "out").iterdir()] == ["world.parquet"]


def test_same_base_gives_the_same_bytes(base: Path, duckdb: Engine) -> None:
    for name in ("one", "two"):
        build_reference(Session(duckdb, base), base / name)
    assert (base / "one").read_bytes() == (base / "two").read_bytes()


def test_empty_universe_is_no_reference(base: Path, duckdb: Engine) -> None:
    empty = catalog.relation_schema("universe").empty_table()
    pq.write_table(empty, base / "kb" / "universe" / "part-0.parquet")
    with pytest.raises(RashinbanError, match="nothing to make a reference of"):
        build_reference(Session(duckdb, base), base / "world.parquet")
    assert not (base / "world.parquet").exists()


def test_citations_are_compared_with_their_like(tmp_path: Path) -> None:
    write_world(tmp_path / "world.parquet", table(ROWS), ABOUT)
    with pytest.raises(UsageError, match="made with citations cited_by_count, asked with network; add --citations"):
        read_world(tmp_path / "world.parquet", "network")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([*ROWS, row("topic", "T1", 0, 1)], "level 'topic' is not known"),
        ([*ROWS[:-1], row("subfield", "1702", 7, 0)], "fewer than one work"),
        ([*ROWS[:-1], row("subfield", "1702", -1, 1)], "fewer than zero citations"),
        ([*ROWS, ROWS[-1]], "two rows have the same level, category, year, type, citations"),
        (ROWS[1:], "holds 2 works, but says 3"),
        ([*ROWS, row("field", "17", 7, 4)], "level field has 4 works, more than all"),
        ([*ROWS, {**ROWS[-1], "citations": None}], "column citations has empty values"),
    ],
)
def test_damaged_rows_are_named(tmp_path: Path, rows: list[dict[str, object]], reason: str) -> None:
    write_world(tmp_path / "world.parquet", table(rows), ABOUT)
    with pytest.raises(RashinbanError, match=reason):
        read_world(tmp_path / "world.parquet", "cited_by_count")


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not found; make one with"):
        read_world(tmp_path / "none.parquet", "cited_by_count")
    (tmp_path / "text.parquet").write_text("level,category")
    with pytest.raises(RashinbanError, match="not a readable Parquet file"):
        read_world(tmp_path / "text.parquet", "cited_by_count")
    pq.write_table(table(ROWS), tmp_path / "plain.parquet")
    with pytest.raises(RashinbanError, match="does not say what it was made of"):
        read_world(tmp_path / "plain.parquet", "cited_by_count")
    pq.write_table(
        table(ROWS)
        .drop_columns(["works"])
        .replace_schema_metadata(
            {b"rashinban": b'{"snapshots": {}, "citation_source": "cited_by_count", "works": 3, "version": "1"}'}
        ),
        tmp_path / "short.parquet",
    )
    with pytest.raises(RashinbanError, match="not those of citation_histogram"):
        read_world(tmp_path / "short.parquet", "cited_by_count")
