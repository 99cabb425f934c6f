"""Files that are whole or absent: a folder is written beside its place, synced, and renamed into it.

A *step* is one folder of the base (`kb/works`, `indicators/p`) with its `manifest.json`. The manifest is
written last, so a folder without one is rubbish from a process that was killed, and is written again.

Putting `.works.new` in the place of `works` takes two renames. A process killed between them leaves no
`works` but a complete `.works.new`, and whoever next asks for the manifest does the second rename.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from rashinban.errors import BaseDamaged, RashinbanError

MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class FileEntry:
    """One file of a step: its name within the step, size, rows (null where it has none) and SHA-256."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a finished step holds and what it was made of.

    fingerprint: a hash of everything the step depends on (inputs' fingerprints, unit text, parameters);
        equal fingerprints mean equal content, on any machine.
    about: what the step wants to say besides: titles, counts, coverage.
    """

    step: str
    fingerprint: str
    files: tuple[FileEntry, ...]
    rows: int
    about: Mapping[str, object] = field(default_factory=dict)


def fingerprint(*parts: object) -> str:
    """A short, stable hash of plain values: the first 32 hex digits of SHA-256 over their JSON."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def sha256_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def disk_full(path: Path) -> RashinbanError:
    """What to say when `path` could not be written for want of room."""
    return RashinbanError(f"disk full at {path}: free space and run again; what was there before is as it was")


@contextmanager
def room_for(path: Path) -> Iterator[None]:
    """Say a full disk in our words, whoever met it while writing `path`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(path) from error
        raise


def write_json(path: Path, value: object) -> None:
    """Write JSON whole or not at all: temporary name, fsync, rename, fsync of the folder."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with room_for(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("w", encoding="utf-8") as stream:
                json.dump(value, stream, ensure_ascii=False, indent=1, sort_keys=True, default=str)
                stream.write("\n")
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a step, or None where the step is not finished."""
    path = folder / MANIFEST
    if not path.is_file() and not _finished(folder):
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(FileEntry(**entry) for entry in raw.pop("files"))
        return Manifest(files=files, **raw)
    except (ValueError, TypeError, KeyError) as error:
        raise BaseDamaged(f"{path}: not a manifest ({error}); delete the folder and run `rashinban update`") from error


def file_entry(path: Path, root: Path) -> FileEntry:
    """Describe one file under `root`."""
    rows = pq.read_metadata(path).num_rows if path.suffix == ".parquet" else None
    return FileEntry(
        name=path.relative_to(root).as_posix(), bytes=path.stat().st_size, sha256=sha256_file(path), rows=rows
    )


def write_step(
    folder: Path,
    *,
    step: str,
    fingerprint: str,
    fill: Callable[[Path], Mapping[str, object] | None],
) -> Manifest:
    """Write a whole step: `fill` puts files into a folder beside it, then manifest, fsync and rename.

    Whatever `fill` returns is the manifest's `about`. If anything fails, the old step stays as it was.
    """
    beside = _beside(folder)
    try:
        with room_for(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            _finished(folder)
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            about = fill(beside) or {}
            paths = sorted(beside.rglob("*"))
            files = tuple(file_entry(path, beside) for path in paths if path.is_file())
            for path in paths:
                sync_folder(path) if path.is_dir() else sync_file(path)
            manifest = Manifest(
                step=step,
                fingerprint=fingerprint,
                files=files,
                rows=sum(entry.rows or 0 for entry in files),
                about=about,
            )
            write_json(beside / MANIFEST, asdict(manifest))
            _replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return manifest


def _replace(folder: Path) -> None:
    """Put the new folder in the place of the old. Releases hold their own links, so readers never see the gap."""
    new, old = _beside(folder), folder.parent / f".{folder.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    try:
        if folder.exists():
            folder.rename(old)
        if not _finished(folder):
            new.rename(folder)
    except BaseException:
        # Ctrl-C between the two renames, or a second one that failed: back to what was there.
        if not folder.exists() and old.exists():
            old.rename(folder)
        raise
    sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _beside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.new"


def _finished(folder: Path) -> bool:
    """Do the second rename of a writer that was killed before it; True if the step is there now."""
    beside = _beside(folder)
    if not folder.exists() and (beside / MANIFEST).is_file():
        # Another process may be doing the same, or this one may only read: then nothing changes.
        with suppress(OSError):
            beside.rename(folder)
    return (folder / MANIFEST).is_file()


def sweep_steps(folder: Path) -> None:
    """Remove what writers that were killed left beside the finished steps of a folder. The caller holds the base."""
    for left in [*folder.glob(".*.old"), *folder.glob(".*.new")]:
        step = folder / left.name[1:].rpartition(".")[0]
        if left.is_dir() and _finished(step) and left.exists():
            shutil.rmtree(left)


def verify_step(folder: Path) -> list[str]:
    """What is wrong with a step, one line each; empty where every file is as its manifest says."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [f"{folder}: no manifest: the step was not finished; run `rashinban update`"]
    faults = []
    for entry in manifest.files:
        path = folder / entry.name
        if not path.is_file():
            faults.append(f"{path}: missing; run `rashinban update`")
        elif path.stat().st_size != entry.bytes or sha256_file(path) != entry.sha256:
            faults.append(f"{path}: bytes differ from the manifest; delete {folder} and run `rashinban update`")
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {MANIFEST}
    faults += [
        f"{folder / name}: not in the manifest; delete it"
        for name in sorted(present - {entry.name for entry in manifest.files})
    ]
    return faults
