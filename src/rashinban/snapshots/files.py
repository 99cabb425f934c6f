"""Bytes from the user's own disk: files and folders are copied and hashed in one pass."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.draft import Draft, OnProgress, Progress, clear_disk_errors, no_progress
from rashinban.snapshots.manifest import FileEntry

_CHUNK = 1024 * 1024

#: The file that marks a simulated world; it is copied, so that the snapshot stays marked.
SIMULATED = "SIMULATED.json"

#: What lies beside data in published folders and holds no records. Such a file is taken only when it is
#: named itself; the report lists those that were left out.
_BESIDE_DATA = re.compile(
    r"manifest(\.json)?|browse\.html|(readme|licen[cs]e|copying|changelog|release_notes)(\..*)?|.*\.(md|md5|sha1|sha256|asc|sig)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The files to copy, by the name each will have, and those left out, each with the reason."""

    files: tuple[tuple[str, Path], ...]
    left_out: tuple[str, ...]


def find(paths: Sequence[Path]) -> Found:
    """List the files behind `paths`. A folder is taken whole and keeps its name and its tree.

    Two files that would have one name keep as much of their paths as tells them apart.
    """
    wanted: dict[Path, str] = {}
    left_out: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if path.is_dir():
            found = _walk(path, left_out)
            if not found:
                raise SourceError(f"{path}: the folder holds no data files{_but(left_out)}")
            wanted.update({file.resolve(): name for file, name in found if file.resolve() not in wanted})
        elif path.is_file():
            wanted.setdefault(path.resolve(), path.name)
        else:
            raise SourceError(f"{path}: neither a file nor a folder")
    return Found(files=tuple(sorted(_told_apart(wanted))), left_out=tuple(left_out))


def _but(left_out: Sequence[str]) -> str:
    return f" (left out: {'; '.join(left_out[:5])})" if left_out else ""


def _walk(folder: Path, left_out: list[str]) -> list[tuple[Path, str]]:
    root = folder.resolve()

    def refuse(error: OSError) -> None:
        raise SourceError(f"{error.filename}: cannot be read ({error.strerror})") from error

    found = []
    for place, folders, names in os.walk(root, onerror=refuse):
        here = Path(place)
        for name in sorted(folders):
            if (here / name).is_symlink():
                left_out.append(f"{here / name}: a link to a folder")
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if SIMULATED in names and "truth" in folders:
            # What was planted must not get into the base that is judged by it.
            folders.remove("truth")
            left_out.append(f"{here / 'truth'}: the truth of a simulated world")
        for name in [name for name in folders if SIMULATED in names and (here / name / SIMULATED).is_file()]:
            folders.remove(name)
            left_out.append(f"{here / name}: of another data source; fetch it by itself")
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or _BESIDE_DATA.fullmatch(name):
                left_out.append(f"{path}: not data")
            elif not path.resolve().is_relative_to(root):
                left_out.append(f"{path}: a link that leads out of the folder")
            elif not path.is_file():
                left_out.append(f"{path}: not a file")
            else:
                found.append((path, (Path(root.name) / path.relative_to(root)).as_posix()))
    return found


def _told_apart(wanted: dict[Path, str]) -> list[tuple[str, Path]]:
    names = dict(wanted)
    while repeated := {name for name, times in Counter(names.values()).items() if times > 1}:
        for path, name in names.items():
            depth = len(Path(name).parts) + 1
            if name in repeated and depth < len(path.parts):
                names[path] = Path(*path.parts[-depth:]).as_posix()
            elif name in repeated:
                raise SourceError(f"{path}: two files would have the name {name!r}")
    return [(name, path) for path, name in names.items()]


def copy(found: Found, draft: Draft, progress: OnProgress = no_progress) -> None:
    """Copy every file into the draft."""
    total = 0
    for _, path in found.files:
        try:
            total += path.stat().st_size
        except OSError as error:
            raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    draft.make_room(total)
    done = 0
    for name, path in found.files:
        for length in _copy_one(name, path, draft):
            done += length
            progress(Progress(what=path.name, done=done, total=total, unit="bytes"))


def _copy_one(name: str, path: Path, draft: Draft) -> Iterator[int]:
    digest = hashlib.sha256()
    copied = 0
    target = draft.path(name)
    try:
        source = path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    with source, clear_disk_errors(target), target.open("wb") as stream:
        before = os.fstat(source.fileno())
        # No further than its length was: a file that somebody keeps adding to would have no end.
        while copied <= before.st_size and (chunk := source.read(_CHUNK)):
            stream.write(chunk)
            digest.update(chunk)
            copied += len(chunk)
            yield len(chunk)
        stream.flush()
        os.fsync(stream.fileno())
        after = os.fstat(source.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or copied != after.st_size:
        raise SourceError(f"{path}: changed while it was copied; try again when nobody writes to it")
    draft.add(FileEntry(name=name, bytes=after.st_size, sha256=digest.hexdigest(), source=str(path)))
