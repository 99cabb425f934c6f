"""A snapshot is one folder of raw/: bytes as published, and a manifest that says what they are and whence.

    raw/<data_source>/<snapshot>/<files>
    raw/<data_source>/<snapshot>/manifest.json

The manifest is written before the folder takes its name, so a named folder is whole. Nothing changes it
afterwards. The name is `<UTC date>-<8 hex of the content>`: equal content has an equal end, whoever
fetched it and whenever.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from rashinban.errors import BaseDamaged, SourceError
from rashinban.snapshots.raw import RawFile

MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class FileEntry:
    """One file: its name within the snapshot, and where it came from (an address without keys, or a path)."""

    name: str
    bytes: int
    sha256: str
    source: str
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True)
class RawManifest:
    """What a snapshot holds. `selection` is what was asked for; empty where files were given."""

    data_source: str
    snapshot: str
    files: tuple[FileEntry, ...]
    licence: str
    terms: str
    selection: Mapping[str, object]
    fetched_at: str
    version: str

    @property
    def content(self) -> str:
        return content_hash(self.files)


def content_hash(files: Iterable[FileEntry]) -> str:
    """The SHA-256 over the sorted (name, SHA-256) pairs: equal for equal content."""
    pairs = sorted((entry.name, entry.sha256) for entry in files)
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def snapshot_id(fetched_at: datetime, files: Iterable[FileEntry]) -> str:
    """`2026-11-22-1a2b3c4d`; `fetched_at` is UTC."""
    return f"{fetched_at:%Y-%m-%d}-{content_hash(files)[:8]}"


def checked_name(name: str) -> str:
    """A file name that stays inside its folder on every system; anything else is a fault of the source."""
    path = PurePosixPath(name)
    bad = path.is_absolute() or not path.parts or any(part in ("..", ".") for part in path.parts)
    if bad or str(path) != name or "\\" in name or not name.isprintable() or len(name.encode()) > 1000:
        raise SourceError(f"{name!r}: not a file name that can be kept")
    if name == MANIFEST:
        raise SourceError(f"{name!r}: this name is taken by the manifest of the snapshot; rename the file")
    return name


def folder_of(base: Path, data_source: str) -> Path:
    """Where the snapshots of a data source are."""
    return base / "raw" / data_source


def read_manifest(folder: Path) -> RawManifest:
    """The manifest of a snapshot."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(FileEntry(**entry) for entry in raw.pop("files"))
        return RawManifest(files=files, **raw)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BaseDamaged(f"{path}: not a manifest ({error}); delete the folder and fetch again") from error


def write_manifest(folder: Path, manifest: RawManifest) -> None:
    """Write the manifest, on disk when this returns."""
    path = folder / MANIFEST
    with path.open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def snapshots(base: Path, data_source: str) -> list[RawManifest]:
    """Every snapshot of a data source, oldest first."""
    folder = folder_of(base, data_source)
    if not folder.is_dir():
        return []
    found = [read_manifest(each) for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
    return sorted(found, key=lambda manifest: (manifest.fetched_at, manifest.snapshot))


def raw_files(base: Path, data_source: str) -> list[RawFile]:
    """Every file of every snapshot of a data source, oldest snapshot first, by name within it."""
    folder = folder_of(base, data_source)
    return [
        RawFile(
            data_source=data_source,
            snapshot=manifest.snapshot,
            name=entry.name,
            path=folder / manifest.snapshot / entry.name,
            sha256=entry.sha256,
        )
        for manifest in snapshots(base, data_source)
        for entry in sorted(manifest.files, key=lambda entry: entry.name)
    ]


def verify(base: Path, data_source: str) -> list[str]:
    """What is wrong with the snapshots of a data source, one line each."""
    faults = []
    folder = folder_of(base, data_source)
    for manifest in snapshots(base, data_source):
        root = folder / manifest.snapshot
        for entry in manifest.files:
            path = root / entry.name
            if not path.is_file():
                faults.append(f"{path}: missing; delete {root} and fetch again")
                continue
            with path.open("rb") as stream:
                same = path.stat().st_size == entry.bytes and (
                    hashlib.file_digest(stream, "sha256").hexdigest() == entry.sha256
                )
            if not same:
                faults.append(f"{path}: bytes differ from the manifest; delete {root} and fetch again")
        known = {entry.name for entry in manifest.files} | {MANIFEST}
        present = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        faults += [f"{root / name}: not in the manifest; delete it" for name in sorted(present - known)]
    return faults
