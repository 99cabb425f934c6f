"""Tenures: since when each record is served as it is, whatever the provider's dates, kills, clocks and prunes do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from parsed_base import parsed_part
from rashinban.engine.store import verify_step
from rashinban.errors import BaseDamaged
from rashinban.stages import publish as publishing
from rashinban.stages.link import link
from rashinban.stages.publish import publish
from rashinban.stages.release import current_release, prune
from rashinban.stages.tenures import tenure_of

DAY = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def hour(number: int) -> datetime:
    return DAY + timedelta(hours=number)


def loaded(base: Path, titles: dict[str, str], **others: list[dict[str, object]]) -> None:
    rows = [{"work_id": work, "title": title, "type": "article"} for work, title in titles.items()]
    parsed_part(base, "openalex", "2026-11-01-aaaaaaaa", "works.jsonl", {1: {"works": rows, **others}})
    link(base, known_areas={})


def served(base: Path) -> dict[str, tuple[datetime | None, bool]]:
    """Since when each record of the current release is as it is, and whether it is deleted."""
    release = current_release(base)
    tenure = tenure_of(base, release) if release else None
    assert tenure is not None
    assert verify_step(tenure.folder) == []
    rows = pq.read_table(tenure.folder / "records").to_pylist()
    assert [row["work_id"] for row in rows] == sorted(row["work_id"] for row in rows)
    return {row["work_id"]: (tenure.since.get(row["tenure"]), row["deleted"]) for row in rows}


def test_a_record_is_dated_by_the_publish_that_brought_what_it_says(tmp_path: Path) -> None:
    loaded(tmp_path, {"W1": "one", "W2": "two", "W3": "three"})
    publish(tmp_path, now=hour(0))
    assert served(tmp_path) == {work: (hour(0), False) for work in ("W1", "W2", "W3")}
    loaded(tmp_path, {"W1": "one", "W2": "corrected", "W4": "new"})
    publish(tmp_path, now=hour(1))
    changed = {
        "W1": (hour(0), False),
        "W2": (hour(1), False),
        "W3": (hour(1), True),
        "W4": (hour(1), False),
    }
    assert served(tmp_path) == changed
    # Publishing the same again is no change.
    publish(tmp_path, now=hour(2))
    assert served(tmp_path) == changed


def test_a_release_that_comes_back_is_a_change_too(tmp_path: Path) -> None:
    loaded(tmp_path, {"W1": "one", "W2": "two"})
    first = publish(tmp_path, now=hour(0))
    loaded(tmp_path, {"W1": "other"})
    publish(tmp_path, now=hour(1))
    loaded(tmp_path, {"W1": "one", "W2": "two"})
    assert publish(tmp_path, now=hour(2)) == first
    # Whoever harvested at hour 1 has `other` and no W2, and asks for what came after.
    assert served(tmp_path) == {"W1": (hour(2), False), "W2": (hour(2), False)}


def test_deleted_records_outlive_the_releases_that_had_them(tmp_path: Path) -> None:
    for number, works in enumerate(({"W1": "one", "W2": "two"}, {"W1": "one"}, {"W1": "one", "W3": "three"})):
        loaded(tmp_path, works)
        publish(tmp_path, now=hour(number))
    prune(tmp_path, keep=1)
    loaded(tmp_path, {"W1": "one", "W3": "three", "W4": "four"})
    publish(tmp_path, now=hour(3))
    assert served(tmp_path) == {
        "W1": (hour(0), False),
        "W2": (hour(1), True),
        "W3": (hour(2), False),
        "W4": (hour(3), False),
    }
    # Tables of tenures whose releases are gone went with the publish that followed.
    assert sorted(path.name for path in (tmp_path / "harvest").iterdir()) == ["000003", "000004", "since.json"]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"cited_by_count": 1}, {"cited_by_count": 9}, False),
        ({"doi": None}, {"doi": "10.5555/1"}, True),
        ({"is_retracted": False}, {"is_retracted": True}, True),
        ({"is_oa": None}, {"is_oa": False}, True),
        ({"updated_date": "2020-01-01"}, {"updated_date": "2026-01-01"}, False),
    ],
)
def test_only_what_records_write_is_a_change(
    tmp_path: Path, before: dict[str, object], after: dict[str, object], changed: bool
) -> None:
    for number, columns in enumerate((before, after)):
        rows = [{"work_id": "W1", "title": "one", **columns}]
        parsed_part(tmp_path, "openalex", "2026-11-01-aaaaaaaa", "works.jsonl", {1: {"works": rows}})
        link(tmp_path, known_areas={})
        publish(tmp_path, now=hour(number))
    assert served(tmp_path) == {"W1": (hour(1) if changed else hour(0), False)}


def test_a_new_name_of_an_institution_changes_the_records_that_write_it(tmp_path: Path) -> None:
    for number, name in enumerate(("Old name", "New name")):
        loaded(
            tmp_path,
            {"W1": "one", "W2": "two"},
            authorships=[{"work_id": "W1", "author_position": 1}],
            affiliations=[
                {
                    "work_id": "W1",
                    "author_position": 1,
                    "affiliation_position": 1,
                    "institution_position": 1,
                    "institution_id": "I1",
                }
            ],
            institutions=[{"institution_id": "I1", "display_name": name}],
        )
        publish(tmp_path, now=hour(number))
    assert served(tmp_path) == {"W1": (hour(1), False), "W2": (hour(0), False)}


def test_a_clock_that_goes_back_does_not_hide_a_change(tmp_path: Path) -> None:
    loaded(tmp_path, {"W1": "one"})
    publish(tmp_path, now=hour(5))
    loaded(tmp_path, {"W1": "other"})
    publish(tmp_path, now=hour(1))
    assert served(tmp_path) == {"W1": (hour(5), False)}


def test_a_publish_that_was_killed_is_dated_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(tmp_path, {"W1": "one"})
    publish(tmp_path, now=hour(0))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    loaded(tmp_path, {"W1": "other"})
    # Before `current` moves: nothing has happened, though the table of the next tenure lies there.
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(publishing, "point_current", killed)
        publish(tmp_path, now=hour(1))
    assert served(tmp_path) == {"W1": (hour(0), False)}
    # After it moved: the record is new, and not dated yet.
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(publishing, "begin_tenure", killed)
        publish(tmp_path, now=hour(2))
    assert served(tmp_path) == {"W1": (None, False)}
    publish(tmp_path, now=hour(3))
    assert served(tmp_path) == {"W1": (hour(3), False)}


def test_times_that_cannot_be_read_are_said_with_the_mend(tmp_path: Path) -> None:
    loaded(tmp_path, {"W1": "one"})
    publish(tmp_path, now=hour(0))
    path = tmp_path / "harvest" / "since.json"
    path.write_text(json.dumps({"1": "yesterday"}), encoding="utf-8")
    with pytest.raises(BaseDamaged, match="not numbers with times.*delete it and run `rashinban update`"):
        publish(tmp_path, now=hour(1))
    path.unlink()
    publish(tmp_path, now=hour(2))
    assert served(tmp_path) == {"W1": (hour(2), False)}


def test_the_table_of_a_tenure_is_not_part_of_the_release(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    loaded(one, {"W1": "one"})
    publish(one, now=hour(0))
    loaded(one, {"W1": "other"})
    loaded(other, {"W1": "other"})
    assert publish(one, now=hour(1)) == publish(other, now=hour(0))
