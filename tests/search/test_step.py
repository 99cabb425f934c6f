"""The index is a step of the base: whole or absent, made anew when its inputs change, in the release, checked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from copy import deepcopy
from pathlib import Path

import pytest

from rashinban.access.api import Base
from rashinban.engine import Engine, open_engine
from rashinban.engine.portable import to_spark
from rashinban.engine.store import read_manifest, verify_step
from rashinban.errors import BaseDamaged, NotBuilt
from rashinban.search.index import Index, open_index
from rashinban.search.write import inputs, queries, write_index
from rashinban.stages.check import check
from searched_base import ROWS, build_only, released, write_tables

#: Writes the index for ever; prints a line when a round begins.
WORKER = """
import sys
from pathlib import Path
from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.search.write import write_index
base, engine = Path(sys.argv[1]), open_engine("duckdb")
while True:
    print("again", flush=True)
    write_step(
        base / "search", step="search", fingerprint="again", fill=lambda target: write_index(engine, base, target)
    )
"""


@pytest.fixture
def built(base: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(base, tmp_path / "base"))


def test_the_step_counts_its_records_by_kind(base: Path) -> None:
    manifest = read_manifest(base / "search")
    assert manifest is not None
    records = dict(manifest.about["records"])  # type: ignore[call-overload]
    assert records.pop("technology_areas") > 30
    assert records == {
        "works": 6, "authors": 2, "institutions": 3, "sources": 1, "funders": 1, "awards": 3, "patents": 0, "topics": 1,
        "sentences": 0,
    }  # fmt: skip


def test_the_step_is_for_every_reader_and_opening_it_writes_nothing(base: Path) -> None:
    files = sorted((base / "search").iterdir())
    manifest = read_manifest(base / "search")
    assert manifest is not None
    assert Index(base / "search", manifest).find("quantum", kinds=["works"]).total == 3
    assert sorted((base / "search").iterdir()) == files
    assert [path.name for path in files if path.suffix == ".lock"] == []
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in files)


def test_what_is_fresh_is_left_alone(built: Path) -> None:
    before = read_manifest(built / "search")
    assert "search" not in build_only(built)
    assert read_manifest(built / "search") == before


def test_a_changed_table_makes_it_anew(built: Path) -> None:
    rows = deepcopy(ROWS)
    rows["works"][4]["title"] = "Loop gravity"
    old = open_index(built / "search")
    write_tables(built, rows)
    assert "search" in build_only(built)
    assert [hit.id for hit in open_index(built / "search").find("loop", kinds=["works"]).hits] == ["W5"]
    # Whoever has the old one open goes on reading it.
    assert [hit.id for hit in old.find("quantum gravity", kinds=["works"]).hits] == ["W5"]


def test_a_table_that_it_does_not_read_leaves_it_fresh(built: Path) -> None:
    assert "work_locations" not in inputs()
    rows = {**ROWS, "work_locations": [{"work_id": "W1", "position": 1}]}
    write_tables(built, rows)
    assert "search" not in build_only(built)


def test_the_release_holds_the_index_and_check_finds_no_breach(built: Path) -> None:
    released(built)
    with Base(built) as opened:
        assert "search" in opened.about["steps"]
        assert "search" not in opened.about["rows"]
        assert opened.search("superconducting", kinds=["works"]).hits[0].id == "W1"
        assert verify_step(opened.path / "search") == []
    assert [finding for finding in check(built) if "search" in finding.where] == []


def test_a_release_keeps_its_index_when_the_base_moves_on(built: Path) -> None:
    released(built)
    with Base(built) as opened:
        path = opened.path
    rows = deepcopy(ROWS)
    rows["works"][4]["title"] = "Loop gravity"
    write_tables(built, rows)
    build_only(built)
    assert open_index(path / "search").find("loop", kinds=["works"]).total == 0
    assert verify_step(path / "search") == []


def test_check_finds_a_byte_that_changed(built: Path) -> None:
    released(built)
    segment = next((built / "search").glob("*.store"))
    content = segment.read_bytes()
    segment.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    faults = [finding for finding in check(built) if finding.fault]
    assert any(finding.where == str(segment) for finding in faults)


@pytest.mark.parametrize("damage", ["{", "[]", ""])
def test_a_damaged_index_says_so(built: Path, damage: str) -> None:
    (built / "search" / "meta.json").write_text(damage)
    manifest = read_manifest(built / "search")
    assert manifest is not None
    with pytest.raises(BaseDamaged, match="delete it and run `rashinban update`"):
        Index(built / "search", manifest)


def test_a_release_from_before_there_was_an_index_says_how_to_have_one(built: Path) -> None:
    shutil.rmtree(built / "search")
    released(built)
    with Base(built) as opened, pytest.raises(NotBuilt, match="no search index; run `rashinban update`"):
        opened.search("quantum")


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(built: Path) -> None:
    for delay in (0.05, 0.2, 0.4):
        with subprocess.Popen([sys.executable, "-c", WORKER, str(built)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
        assert verify_step(built / "search") == []
    # The next writer clears away what the killed ones left.
    write_tables(built, {**ROWS, "publishers": [{"publisher_id": "P1"}]})
    assert "search" in build_only(built)
    assert sorted(path.name for path in built.glob(".search*")) == []
    assert open_index(built / "search").find("superconducting", kinds=["works"]).total == 1


@pytest.mark.parametrize("name", queries())
def test_query_is_portable(name: str) -> None:
    assert to_spark(queries()[name])


@pytest.mark.spark
def test_both_engines_make_the_same_index(base: Path, tmp_path: Path, spark: Engine) -> None:
    on_duckdb = open_engine("duckdb")
    answers = []
    for engine, folder in ((on_duckdb, tmp_path / "duckdb"), (spark, tmp_path / "spark")):
        folder.mkdir()
        assert write_index(engine, base, folder)["records"]
        manifest = read_manifest(base / "search")
        assert manifest is not None
        _, hits = Index(folder, manifest).rows()
        answers.append(sorted(hits, key=lambda hit: (hit.kind, hit.id)))
    on_duckdb.close()
    assert answers[0] == answers[1]
