"""A draft under way: what the journal remembers after a kill, and that one process has it at a time."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rashinban.errors import BaseInUse, RashinbanError, SourceError
from rashinban.snapshots.draft import Draft, clear_disk_errors
from rashinban.snapshots.manifest import checked_name


def test_what_was_journaled_is_there_for_the_next_process(tmp_path: Path) -> None:
    first = Draft(tmp_path / "d").open()
    first.write("a/one.gz", b"1", source="https://example.org/1", note={"next": "c2"})
    first.add(None, {"next": None})
    first.close()
    second = Draft(tmp_path / "d").open()
    assert second.entries == first.entries
    assert second.notes == [{"next": "c2"}, {"next": None}]
    second.close()


def test_a_line_that_was_being_written_counts_as_not_written(tmp_path: Path) -> None:
    first = Draft(tmp_path / "d").open()
    first.write("one.gz", b"1", source="s")
    first.write("two.gz", b"2", source="s")
    first.close()
    journal = tmp_path / "d" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-5])
    second = Draft(tmp_path / "d").open()
    assert list(second.entries) == ["one.gz"]
    second.write("two.gz", b"2", source="s")
    second.close()
    third = Draft(tmp_path / "d").open()
    assert list(third.entries) == ["one.gz", "two.gz"]
    third.close()


def test_a_draft_whose_files_are_gone_begins_anew(tmp_path: Path) -> None:
    first = Draft(tmp_path / "d").open()
    first.write("one.gz", b"1", source="s")
    first.add(None, {"next": None})
    first.close()
    (tmp_path / "d" / "files").rename(tmp_path / "published")
    second = Draft(tmp_path / "d").open()
    assert (second.entries, second.notes) == ({}, [])
    second.close()


def test_two_processes_do_not_share_a_draft(tmp_path: Path) -> None:
    first = Draft(tmp_path / "d").open()
    with pytest.raises(BaseInUse, match="the same fetch is running in another process"):
        Draft(tmp_path / "d").open()
    first.close()
    Draft(tmp_path / "d").open().discard()
    assert not (tmp_path / "d").exists()


def test_half_files_do_not_become_part_of_a_snapshot(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "d").open()
    draft.write("works/whole.gz", b"1", source="s")
    draft.path("works/half.gz.partial").write_bytes(b"2")
    draft.path("authors/half.gz.partial").write_bytes(b"3")
    draft.tidy()
    assert [path.relative_to(draft.files).as_posix() for path in sorted(draft.files.rglob("*"))] == [
        "works",
        "works/whole.gz",
    ]
    draft.close()


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(
            RashinbanError,
            match=r"^disk full at .*/works.gz: free space and run again; what was there before is as it was$",
        ),
        clear_disk_errors(tmp_path / "works.gz"),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(PermissionError), clear_disk_errors(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/etc/passwd", "../up", "a/../b", "a//b", "a\\b", "a\nb", "a/", "./a", "x" * 1001]
)
def test_names_that_leave_the_folder_are_refused(name: str) -> None:
    with pytest.raises(SourceError, match="not a file name that can be kept"):
        checked_name(name)


def test_names_that_stay() -> None:
    assert checked_name("works/updated_date=2026-01-02/part_0000.gz") == "works/updated_date=2026-01-02/part_0000.gz"
    assert checked_name("年報.jsonl") == "年報.jsonl"
    with pytest.raises(SourceError, match="taken by the manifest"):
        checked_name("manifest.json")
