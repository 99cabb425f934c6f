"""Releases: the same content has the same id, `current` moves at once, old ones stay until pruned."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parsed_base import parsed_part
from rashinban.definitions.plans import shipped
from rashinban.engine.store import verify_step, write_step
from rashinban.errors import BaseDamaged, NotBuilt, UsageError
from rashinban.measure.answer import Measured
from rashinban.measure.kept import write_cells
from rashinban.measure.question import Question
from rashinban.stages.diff import Reason, TableDiff, release_diff
from rashinban.stages.link import link
from rashinban.stages.publish import publish
from rashinban.stages.release import open_release, prune, read_release, release_list

DAY = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def loaded(base: Path, cited: int, *, part: str = "works.jsonl", snapshot: str = "2026-11-01-aaaaaaaa") -> None:
    rows = [{"work_id": "W1", "updated_date": "2026-01-02T03:04:05", "cited_by_count": cited}]
    parsed_part(base, "openalex", snapshot, part, {1: {"works": rows}, 2: {"works": [{"work_id": "W2"}]}})
    link(base, known_areas={})


def fetched(base: Path, snapshot: str, sha256: str, *, simulated: bool = False) -> None:
    folder = base / "raw" / "openalex" / snapshot
    folder.mkdir(parents=True)
    manifest = {
        "data_source": "openalex",
        "snapshot": snapshot,
        "files": [{"name": "works.jsonl", "bytes": 0, "sha256": sha256, "source": "works.jsonl"}],
        "licence": "CC0-1.0",
        "terms": "none",
        "selection": {"area": "jp20-09"},
        "fetched_at": f"{snapshot[:10]}T00:00:00+00:00",
        "version": "1",
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    if simulated:
        (folder / "SIMULATED.json").write_text("{}", encoding="utf-8")


def test_a_release_says_what_it_is_made_of(tmp_path: Path) -> None:
    fetched(tmp_path, "2026-11-01-aaaaaaaa", "aa")
    loaded(tmp_path, 1)
    name = publish(tmp_path, now=DAY)
    assert name.startswith("2026-01-02-") and len(name) == len("2026-01-02-01234567")
    about = read_release(open_release(tmp_path))
    assert about["as_of"] == "2026-01-02"
    assert about["made_at"] == "2026-11-22T04:00:00+00:00"
    assert about["previous"] is None
    assert about["simulated"] is False
    source = about["sources"][0]
    assert (source["data_source"], source["snapshot"], source["licence"]) == (
        "openalex",
        "2026-11-01-aaaaaaaa",
        "CC0-1.0",
    )
    assert source["selection"] == {"area": "jp20-09"}
    assert about["rows"]["kb/works"] == 2
    assert verify_step(open_release(tmp_path) / "kb" / "works") == []
    # The files are links: they cost nothing, and a later link of the base does not touch them.
    assert (open_release(tmp_path) / "kb/works/part-0.parquet").samefile(tmp_path / "kb/works/part-0.parquet")


def test_the_same_content_is_the_same_release_on_any_machine_and_day(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for base, snapshot in ((one, "2026-11-01-aaaaaaaa"), (other, "2026-12-24-aaaaaaaa")):
        fetched(base, snapshot, "aa")
        loaded(base, 1, snapshot=snapshot)
    assert publish(one, now=DAY) == publish(other, now=DAY + timedelta(days=30))
    before = (one / "releases/current").lstat().st_ino
    assert publish(one) == publish(one)
    assert (one / "releases/current").lstat().st_ino == before
    assert len(release_list(one)) == 1


def test_a_plan_that_changes_makes_another_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "base"
    loaded(base, 1)
    first = publish(base, now=DAY)
    known = shipped()
    changed = tmp_path / "jp-basic-plan-6.yml"
    changed.write_text(known.places["jp-basic-plan-6"].read_text(encoding="utf-8") + "# revised\n", encoding="utf-8")
    other = replace(known, places={**known.places, "jp-basic-plan-6": changed})
    monkeypatch.setattr("rashinban.stages.publish.shipped", lambda: other)
    second = publish(base, now=DAY)
    assert second != first
    assert release_diff(base, first, second).reasons == (
        Reason(kind="definition", what="plans/jp-basic-plan-6", change="changed"),
    )


def test_simulated_data_mark_the_release(tmp_path: Path) -> None:
    fetched(tmp_path, "2026-11-01-aaaaaaaa", "aa", simulated=True)
    loaded(tmp_path, 1)
    publish(tmp_path)
    assert release_list(tmp_path)[0].simulated


def test_an_old_release_answers_as_it_did_and_prune_keeps_the_current_one(tmp_path: Path) -> None:
    names = []
    for cited in (1, 2, 3):
        loaded(tmp_path, cited)
        names.append(publish(tmp_path, now=DAY + timedelta(hours=cited)))
    assert [(r.id, r.current, r.previous) for r in release_list(tmp_path)] == [
        (names[2], True, names[1]),
        (names[1], False, names[0]),
        (names[0], False, None),
    ]
    for name in names:
        assert verify_step(open_release(tmp_path, name) / "kb" / "works") == []
    # Back to the first content: the first release is current again.
    loaded(tmp_path, 1)
    assert publish(tmp_path) == names[0]
    assert prune(tmp_path, keep=1) == [names[1]]
    assert [r.id for r in release_list(tmp_path)] == [names[2], names[0]]
    assert open_release(tmp_path).name == names[0]
    with pytest.raises(UsageError, match=names[1]):
        open_release(tmp_path, names[1])
    with pytest.raises(UsageError, match="at least 1"):
        prune(tmp_path, keep=0)


def test_the_difference_of_two_releases_and_why(tmp_path: Path) -> None:
    fetched(tmp_path, "2026-11-01-aaaaaaaa", "aa")
    loaded(tmp_path, 1)
    first = publish(tmp_path, now=DAY)
    fetched(tmp_path, "2026-12-01-bbbbbbbb", "bb")
    rows = [{"work_id": "W1", "updated_date": "2026-02-02", "cited_by_count": 9}]
    parsed_part(
        tmp_path,
        "openalex",
        "2026-12-01-bbbbbbbb",
        "works.jsonl",
        {1: {"works": rows}, 2: {"works": [{"work_id": "W3"}]}},
    )
    link(tmp_path, known_areas={})
    second = publish(tmp_path, now=DAY)
    difference = release_diff(tmp_path, first, second)
    # W1 is newer, W3 is new; W2 stayed as it was.
    assert difference.tables == (TableDiff(table="works", rows_before=2, rows_after=3, added=1, removed=0, changed=1),)
    assert difference.reasons == (Reason(kind="data", what="openalex 2026-12-01-bbbbbbbb", change="added"),)
    assert release_diff(tmp_path, None) == difference
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "corrections.csv").write_text("work_id\nW1\n", encoding="utf-8")
    third = publish(tmp_path, now=DAY)
    assert release_diff(tmp_path, second, third).reasons == (
        Reason(kind="correction", what="decisions/corrections.csv", change="added"),
    )
    assert release_diff(tmp_path, second, third).tables == ()


def answered(base: Path, indicator: str, values: dict[str | None, float | None]) -> None:
    """The standard answer of an indicator by country, as build keeps it."""
    cells = {("", country): Measured(value=value, works=1) for country, value in values.items()}
    question = Question(by=("country",))
    write_step(
        base / "indicators" / indicator,
        step=f"indicators/{indicator}",
        fingerprint=repr(values),
        fill=lambda folder: write_cells(folder, {question: cells}),
    )


def test_headline_values_that_changed(tmp_path: Path) -> None:
    loaded(tmp_path, 1)
    answered(tmp_path, "p", {"JP": 10.0, "US": 30.0, "DE": 1.5, None: 4.0})
    answered(tmp_path, "mncs", {"JP": 1.1})
    answered(tmp_path, "pp_top_10", {"JP": 0.1, "US": None})
    first = publish(tmp_path, now=DAY)
    # JP grew, US only as rounding goes, DE is gone, FR is new; mncs stays as it was.
    answered(tmp_path, "p", {"JP": 12.0, "US": 30.000000001, "FR": 2.0, None: 3.0})
    answered(tmp_path, "pp_top_10", {"JP": 0.1, "US": 0.2})
    second = publish(tmp_path, now=DAY)
    found = release_diff(tmp_path, first, second)
    assert [(v.indicator, v.country, v.before, v.after) for v in found.values] == [
        ("p", None, 4.0, 3.0),
        ("p", "DE", 1.5, None),
        ("p", "FR", None, 2.0),
        ("p", "JP", 10.0, 12.0),
        ("pp_top_10", "US", None, 0.2),
    ]
    assert found.steps == ("indicators/p", "indicators/pp_top_10")


def test_nothing_released_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="rashinban update"):
        open_release(tmp_path)
    with pytest.raises(NotBuilt, match="rashinban update"):
        publish(tmp_path)


def test_tables_of_two_links_are_not_published_together(tmp_path: Path) -> None:
    loaded(tmp_path, 1)
    # As after a kill: one table is newer than what link says was linked.
    write_step(tmp_path / "kb/works", step="kb/works", fingerprint="another", fill=lambda folder: None)
    with pytest.raises(NotBuilt, match="did not finish"):
        publish(tmp_path)


def test_a_missing_current_release_is_said(tmp_path: Path) -> None:
    loaded(tmp_path, 1)
    shutil.rmtree(tmp_path / "releases" / publish(tmp_path))
    with pytest.raises(BaseDamaged, match="missing"):
        open_release(tmp_path)
    publish(tmp_path)
    assert open_release(tmp_path).is_dir()
