"""fetch: what lands in raw/, what is recognised, and that nothing half is ever left under a snapshot's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provider import Provider, playing
from rashinban.engine import lock
from rashinban.errors import BaseInUse, SourceError, UsageError
from rashinban.snapshots import files
from rashinban.snapshots.manifest import raw_files, snapshots, verify
from rashinban.stages.fetch import FetchReport, fetch, selection_words

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


def test_files_become_a_dated_and_hashed_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b'{"id": "https://openalex.org/W1"}\n')
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    snapshot = "2026-11-23-" + hashlib.sha256(json.dumps([["works.jsonl", sha256]]).encode()).hexdigest()[:8]

    report = fetch(tmp_path / "base", "openalex", from_paths=[path], now=lambda: MONDAY)

    assert report == FetchReport(data_source="openalex", snapshot=snapshot, new=True, files=1, bytes=34)
    folder = tmp_path / "base" / "raw" / "openalex"
    assert sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*")) == [
        snapshot,
        f"{snapshot}/manifest.json",
        f"{snapshot}/works.jsonl",
    ]
    manifest = json.loads((folder / snapshot / "manifest.json").read_text())
    assert manifest["files"] == [
        {"name": "works.jsonl", "bytes": 34, "sha256": sha256, "source": str(path), "last_modified": None}
    ]
    assert {key: manifest[key] for key in ("data_source", "snapshot", "licence", "selection", "fetched_at")} == {
        "data_source": "openalex",
        "snapshot": snapshot,
        "licence": "CC0-1.0",
        "selection": {},
        "fetched_at": "2026-11-23T09:30:00+00:00",
    }
    (raw,) = raw_files(tmp_path / "base", "openalex")
    assert (raw.part, raw.path.read_bytes(), raw.sha256) == (f"{snapshot}/works.jsonl", path.read_bytes(), sha256)


def test_the_same_content_is_recognised_on_another_day(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"{}\n")
    first = fetch(tmp_path / "base", "openalex", from_paths=[path], now=lambda: MONDAY)
    again = fetch(tmp_path / "base", "openalex", from_paths=[path], now=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    assert (again.snapshot, again.new) == (first.snapshot, False)
    path.write_bytes(b"{}\n{}\n")
    other = fetch(tmp_path / "base", "openalex", from_paths=[path], now=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    assert other.new
    assert [each.snapshot for each in snapshots(tmp_path / "base", "openalex")] == [first.snapshot, other.snapshot]
    assert verify(tmp_path / "base", "openalex") == []


def test_damage_is_found(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"{}\n")
    report = fetch(tmp_path / "base", "openalex", from_paths=[path])
    folder = tmp_path / "base" / "raw" / "openalex" / report.snapshot
    (folder / "works.jsonl").write_bytes(b"[]\n")
    (folder / "stray").write_bytes(b"")
    assert verify(tmp_path / "base", "openalex") == [
        f"{folder}/works.jsonl: bytes differ from the manifest; delete {folder} and fetch again",
        f"{folder}/stray: not in the manifest; delete it",
    ]
    (folder / "works.jsonl").unlink()
    assert verify(tmp_path / "base", "openalex")[0] == f"{folder}/works.jsonl: missing; delete {folder} and fetch again"


def test_a_copy_that_fails_leaves_nothing_and_one_that_was_killed_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"{}\n")
    folder = tmp_path / "base" / "raw" / "openalex"
    killed = folder / ".copy-1" / "files"
    killed.mkdir(parents=True)
    (killed / "half").write_bytes(b"half")

    def fail(*_: object) -> None:
        raise SourceError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "copy", fail)
        with pytest.raises(SourceError):
            fetch(tmp_path / "base", "openalex", from_paths=[path])
    assert list(folder.iterdir()) == []


def test_the_base_is_held_only_to_publish(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"{}\n")
    with lock.hold(tmp_path / "base"), pytest.raises(BaseInUse):
        fetch(tmp_path / "base", "openalex", from_paths=[path], wait=0)
    assert snapshots(tmp_path / "base", "openalex") == []
    assert fetch(tmp_path / "base", "openalex", from_paths=[path]).new


def test_wrong_calls_are_said(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"{}\n")
    with pytest.raises(UsageError, match="data source 'openallex' is not known; known are .*openalex"):
        fetch(tmp_path / "base", "openallex", from_paths=[path])
    with pytest.raises(UsageError, match="--from takes files as they are: leave out years"):
        fetch(tmp_path / "base", "openalex", from_paths=[path], selection={"years": "2020"})
    with pytest.raises(UsageError, match="selection 'topics' is not known; known are area, topic"):
        fetch(tmp_path / "base", "openalex", selection={"topics": "T1"}, environment={})
    with pytest.raises(UsageError, match="selection 'country' is not known: ROR is fetched whole"):
        fetch(tmp_path / "base", "ror", selection={"country": "JP"}, environment={})
    assert list(selection_words("openalex"))[:3] == ["area", "topic", "subfield"]
    assert selection_words("ror") == {}
