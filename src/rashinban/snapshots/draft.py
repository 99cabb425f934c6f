"""A draft is a fetch under way: the files that are whole, and a journal that says so, one line a file.

    <draft>/files/...        files as they will stand in the snapshot; `*.partial` where one is half there
    <draft>/journal.jsonl    one JSON object a line: the file that became whole, and a note of the fetcher

A file counts only when its line is in the journal, so a process killed at any moment continues from the
last line: nothing is fetched twice and nothing is lost. A draft belongs to one process at a time.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rashinban.errors import BaseInUse, RashinbanError
from rashinban.snapshots.manifest import FileEntry, RawManifest, checked_name, sync_folder

#: What manifests and journals may need beside the files.
_RESERVE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a fetch is: `done` of `total` (None where nobody knows) in `unit`, and a word beside it."""

    what: str
    done: int
    total: int | None
    unit: Literal["bytes", "records"]
    note: str = ""


OnProgress = Callable[[Progress], None]


def no_progress(_: Progress) -> None:
    """For callers that do not watch."""


#: Opens the draft of a fetch; its arguments say what is fetched, so an equal fetch finds what is there.
OpenDraft = Callable[[object], "Draft"]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What a data source's `fetch` hands back: the draft with every file whole, and lines for the report."""

    draft: Draft
    notes: tuple[str, ...] = ()


@contextmanager
def clear_disk_errors(path: Path) -> Iterator[None]:
    """A full disk is said in one line, as engine.store.room_for says it, which is no layer below this one."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RashinbanError(
                f"disk full at {path}: free space and run again; what was there before is as it was"
            ) from error
        raise


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a data source puts beside files of the user's own: the mapping of a sheet. Licence and terms are theirs."""

    files: Mapping[str, bytes]
    licence: str
    terms: str
    notes: tuple[str, ...] = ()


class Draft:
    """The folder of one fetch. `notes` are those of the journal, `entries` the whole files by name.

    earlier: the snapshots of the same selection, oldest first, where a fetcher may ask only for what changed since.
    """

    def __init__(self, folder: Path, *, earlier: Sequence[RawManifest] = ()) -> None:
        self.folder = folder
        self.earlier = tuple(earlier)
        self.files = folder / "files"
        self.entries: dict[str, FileEntry] = {}
        self.notes: list[Mapping[str, object]] = []
        self._journal = folder / "journal.jsonl"
        self._lock: int | None = None

    def open(self) -> Draft:
        """Take hold of the draft, and read what an earlier process left."""
        with clear_disk_errors(self.folder):
            self.files.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise BaseInUse(f"{self.folder}: the same fetch is running in another process") from None
        if self._journal.is_file():
            self._read_journal()
        return self

    def _read_journal(self) -> None:
        data = self._journal.read_bytes()
        # A line without its end is one that was being written when the process was killed.
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            os.truncate(self._journal, len(whole))
        for line in whole.splitlines():
            record = json.loads(line)
            if record["file"] is not None:
                entry = FileEntry(**record["file"])
                self.entries[entry.name] = entry
            self.notes.append(record["note"])
        if not all((self.files / name).is_file() for name in self.entries):
            # The files became a snapshot, and the process was killed before it removed the draft.
            self.entries.clear()
            self.notes.clear()
            os.truncate(self._journal, 0)

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def discard(self) -> None:
        """Delete the draft."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Where a file is to be written; its folder exists."""
        path = self.files / checked_name(name)
        with clear_disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def add(self, entry: FileEntry | None, note: Mapping[str, object] | None = None) -> None:
        """Journal that a file is whole, or only a note; on disk when this returns."""
        line = json.dumps({"file": asdict(entry) if entry else None, "note": note or {}}, ensure_ascii=False)
        with clear_disk_errors(self._journal):
            if entry is not None:
                sync_folder((self.files / entry.name).parent)
            with self._journal.open("ab") as stream:
                stream.write(line.encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        if entry is not None:
            self.entries[entry.name] = entry
        self.notes.append(note or {})

    def write(self, name: str, data: bytes, *, source: str, note: Mapping[str, object] | None = None) -> None:
        """Write a file that is at hand, and journal it."""
        path = self.path(name)
        beside = path.with_name(path.name + ".partial")
        with clear_disk_errors(path):
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        sha256 = hashlib.sha256(data).hexdigest()
        self.add(FileEntry(name=name, bytes=len(data), sha256=sha256, source=source), note)

    def make_room(self, wanted: int) -> None:
        """Refuse at once what the disk cannot hold, rather than after hours."""
        free = shutil.disk_usage(self.folder).free
        if wanted + _RESERVE > free:
            raise RashinbanError(
                f"{self.folder}: {wanted:,} bytes are to be fetched and {free:,} are free; "
                "free some space or give another --base"
            )

    def tidy(self) -> None:
        """Remove what is not whole, before the files become a snapshot."""
        for path in sorted(self.files.rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(self.files).as_posix() not in self.entries:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
