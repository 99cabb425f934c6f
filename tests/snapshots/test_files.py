"""Files from the user's own disk: what is taken, under which name, and what is said when it cannot be."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from rashinban.errors import RashinbanError, SourceError, UsageError
from rashinban.snapshots import draft as drafts
from rashinban.snapshots import files
from rashinban.snapshots.draft import Draft, Progress
from rashinban.snapshots.manifest import FileEntry


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    made = Draft(tmp_path / "draft").open()
    yield made
    made.close()


def write(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(*paths: Path) -> list[str]:
    return [name for name, _ in files.find(paths).files]


def test_a_file_is_copied_and_hashed(tmp_path: Path, draft: Draft) -> None:
    data = os.urandom(3_000_000)
    path = write(tmp_path / "works.jsonl.gz", data)
    seen: list[Progress] = []
    files.copy(files.find([path]), draft, seen.append)
    assert draft.entries == {
        "works.jsonl.gz": FileEntry(
            name="works.jsonl.gz",
            bytes=3_000_000,
            sha256=hashlib.sha256(data).hexdigest(),
            source=str(path),
        )
    }
    assert draft.path("works.jsonl.gz").read_bytes() == data
    assert [(each.done, each.total) for each in seen] == [
        (1_048_576, 3_000_000),
        (2_097_152, 3_000_000),
        (3_000_000, 3_000_000),
    ]


def test_a_folder_keeps_its_name_and_its_tree(tmp_path: Path) -> None:
    works = tmp_path / "data" / "works"
    write(works / "updated_date=2026-01-02" / "part_000.gz")
    write(works / "updated_date=2026-01-03" / "part_000.gz")
    write(works / "manifest")
    write(works / "README.md")
    write(works / ".DS_Store")
    found = files.find([works])
    assert [name for name, _ in found.files] == [
        "works/updated_date=2026-01-02/part_000.gz",
        "works/updated_date=2026-01-03/part_000.gz",
    ]
    assert found.left_out == (
        f"{works}/.DS_Store: not data",
        f"{works}/README.md: not data",
        f"{works}/manifest: not data",
    )


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    assert names(write(tmp_path / "README.md")) == ["README.md"]


def test_equal_names_keep_what_tells_them_apart(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "z" / "works.gz"), write(tmp_path / "b" / "z" / "works.gz")
    other = write(tmp_path / "authors.gz")
    assert names(one, two, other) == ["a/z/works.gz", "authors.gz", "b/z/works.gz"]
    assert names(one, one, tmp_path / "a") == ["works.gz"]


def test_links_are_not_followed_out_of_a_folder(tmp_path: Path) -> None:
    folder, secret = tmp_path / "in", write(tmp_path / "out" / "secret.gz")
    write(folder / "a.gz")
    (folder / "b.gz").symlink_to(folder / "a.gz")
    (folder / "c.gz").symlink_to(secret)
    (folder / "d").symlink_to(secret.parent)
    found = files.find([folder])
    assert [path.name for _, path in found.files] == ["a.gz"]
    assert found.left_out == (
        f"{folder}/d: a link to a folder",
        f"{folder}/c.gz: a link that leads out of the folder",
    )
    assert names(folder / "c.gz") == ["c.gz"]


def test_what_cannot_be_had_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"/missing: no such file or folder$"):
        files.find([tmp_path / "missing"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"/empty: the folder holds no data files$"):
        files.find([tmp_path / "empty"])
    write(tmp_path / "notes" / "README.md")
    with pytest.raises(SourceError, match=r"holds no data files \(left out: .*README.md: not data\)$"):
        files.find([tmp_path / "notes"])
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match=r"/pipe: neither a file nor a folder$"):
        files.find([tmp_path / "pipe"])


def test_a_folder_or_file_without_permission_is_named(
    tmp_path: Path, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = tmp_path / "closed", write(tmp_path / "closed.gz")
    folder.mkdir()

    def denied(place: object, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(place))

    # Rights do not bind the superuser, who may be running this.
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", denied)
        with pytest.raises(SourceError, match=r"/closed: cannot be read \(Permission denied\)$"):
            files.find([folder])
    found = files.find([path])
    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(SourceError, match=r"/closed.gz: cannot be read \(Permission denied\)$"):
        files.copy(found, draft)


def test_a_file_that_changes_under_the_copy_is_not_taken(tmp_path: Path, draft: Draft) -> None:
    path = write(tmp_path / "growing.gz", b"x" * 2_000_000)

    def grow(_: Progress) -> None:
        with path.open("ab") as stream:
            stream.write(b"more")

    with pytest.raises(SourceError, match=r"growing.gz: changed while it was copied"):
        files.copy(files.find([path]), draft, grow)
    assert draft.entries == {}


def test_too_little_room_is_said_before_the_copy(tmp_path: Path, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "large.gz", b"x" * 1000)
    monkeypatch.setattr(drafts.shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(RashinbanError, match=r"1,000 bytes are to be fetched and 1,000 are free"):
        files.copy(files.find([path]), draft)
