"""check finds each kind of breach, and none in a base that is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parsed_base import parsed_part
from rashinban.engine.store import write_step
from rashinban.stages.check import Finding, check
from rashinban.stages.link import link
from rashinban.stages.publish import publish


@pytest.fixture
def base(tmp_path: Path) -> Path:
    lines = {
        1: {
            "works": [{"work_id": "W1", "source_id": "S1"}],
            "citations": [{"work_id": "W1", "cited_work_id": w} for w in ("W2", "W8", "W9")],
        },
        2: {"works": [{"work_id": "W2"}], "sources_mentions": [{"source_id": "S1"}]},
        3: {"works": [{"work_id": "W2"}]},
    }
    parsed_part(tmp_path, "openalex", "s", "works", lines)
    link(tmp_path, known_areas={})
    publish(tmp_path)
    return tmp_path


def faults(base: Path) -> list[Finding]:
    return [finding for finding in check(base) if finding.fault]


def test_a_whole_base_has_coverage_to_tell_and_no_fault(base: Path) -> None:
    assert check(base) == [
        Finding(
            where=str(base / "kb/citations"),
            what="2 of 3 cited_work_id find no record",
            mend="fetch more to reach them",
            fault=False,
        )
    ]


def test_changed_bytes_are_found_in_the_base_and_its_release(base: Path) -> None:
    path = base / "kb/works/part-0.parquet"
    changed = bytearray(path.read_bytes())
    changed[20] ^= 1
    path.write_bytes(changed)
    assert str(path) in {finding.where for finding in faults(base)}


def test_changed_bytes_are_found_in_what_harvesters_are_told(base: Path) -> None:
    path = base / "harvest/000001/records/part-0.parquet"
    path.write_bytes(path.read_bytes() + b"!")
    assert str(path) in {finding.where for finding in faults(base)}


def test_a_table_that_was_replaced_is_still_verified_in_its_release(base: Path) -> None:
    old = base / "releases/current/kb/works/part-0.parquet"
    parsed_part(base, "openalex", "s", "more", {1: {"works": [{"work_id": "W3"}]}})
    link(base, known_areas={})
    assert faults(base) == []
    old.write_bytes(old.read_bytes()[:-1])
    found = faults(base)
    assert [finding.what for finding in found] == ["bytes differ from the manifest"]
    assert "delete" in found[0].mend


def test_a_marker_that_does_not_add_up(base: Path) -> None:
    marker = base / "parsed/openalex/_parts/s--works.json"
    counts = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps({**counts, "kept": 2}), encoding="utf-8")
    assert [finding.what for finding in faults(base)] == ["3 records in, 2 kept, 0 refused"]


def test_rows_lost_between_parsed_and_kb(base: Path) -> None:
    path = base / "parsed/openalex/citations/s--works.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    assert [finding.what for finding in faults(base)] == ["2 rows, marker says 3"]
    path.write_bytes(b"no parquet")
    assert [finding.what for finding in faults(base)] == ["no readable rows, marker says 3"]


def test_rows_that_link_did_not_account_for(base: Path) -> None:
    marker = base / "parsed/openalex/_parts/s--works.json"
    counts = json.loads(marker.read_text(encoding="utf-8"))
    counts["rows"]["citations"] = 4
    marker.write_text(json.dumps(counts), encoding="utf-8")
    assert [finding.what for finding in faults(base)] == [
        "3 rows, marker says 4",
        "4 rows parsed, but 3 kept + 0 superseded + 0 merged + 0 copy + 0 repeated",
    ]


def replaced(base: Path, name: str, table: pa.Table) -> None:
    def fill(folder: Path) -> None:
        pq.write_table(table, folder / "part-0.parquet")

    write_step(base / "kb" / name, step=f"kb/{name}", fingerprint="by hand", fill=fill)


def test_keys_twice_missing_values_and_children_without_their_record(base: Path) -> None:
    replaced(base, "citations", pa.table({"work_id": ["W1", "W1", "W7", None], "cited_work_id": ["W2"] * 4}))
    found = {finding.what for finding in faults(base) if finding.where.endswith("citations")}
    assert "1 keys (work_id, cited_work_id) are there more than once" in found
    assert "1 rows without work_id" in found
    assert "1 of 3 work_id find no record" in found


def test_weights_that_do_not_sum_to_one(base: Path) -> None:
    weights = pa.table(
        {"work_id": ["W1", "W1", "W2", "W2"], "country": ["JP", None, "JP", "FR"], "weight": [0.5, 0.5, 0.5, 0.4]}
    )
    replaced(base, "country_weights", weights)
    assert [finding.what for finding in faults(base)] == ["weights of 1 works do not sum to 1 within 1e-9"]


def test_current_that_points_nowhere(base: Path) -> None:
    link = base / "releases/current"
    link.unlink()
    link.symlink_to("2020-01-01-00000000")
    assert ["missing" in finding.what for finding in faults(base)] == [True]
