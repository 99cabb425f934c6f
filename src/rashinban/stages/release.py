"""A release is one folder of releases/: links to finished steps, and release.json that says what they are.

Nothing changes a release. `current` is a symbolic link to one of them and is moved by one rename, so whoever
reads sees the old release or the new one.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from rashinban.engine.store import read_manifest, sync_folder
from rashinban.errors import BaseDamaged, NotBuilt, UsageError

RELEASES = "releases"
CURRENT = "current"
ABOUT = "release.json"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.A)


@dataclass(frozen=True, kw_only=True)
class Release:
    """One release as `release list` prints it."""

    id: str
    as_of: str
    made_at: str
    current: bool
    simulated: bool
    code_version: str
    works: int
    previous: str | None


def read_release(folder: Path) -> dict[str, object]:
    """What a release says of itself."""
    path = folder / ABOUT
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(about, dict) or "id" not in about:
            raise ValueError("no id")
    except (OSError, ValueError) as error:
        raise BaseDamaged(f"{path}: not readable ({error}); delete {folder} and run `rashinban update`") from error
    return about


def release_ids(base: Path) -> list[str]:
    """The releases of a base by the time they were made, oldest first."""
    folder = base / RELEASES
    found = [p for p in folder.glob("*") if not p.is_symlink() and not p.name.startswith(".") and p.is_dir()]
    return [p.name for p in sorted(found, key=lambda p: (str(read_release(p).get("made_at")), p.name))]


def current_release(base: Path) -> str | None:
    """The id that `current` points at, or None where nothing was ever released."""
    link = base / RELEASES / CURRENT
    return link.readlink().name if link.is_symlink() else None


def open_release(base: Path, release: str | None = None) -> Path:
    """The folder of a release, the current one unless another is named."""
    if release is None:
        release = current_release(base)
        if release is None:
            raise NotBuilt(
                f"{base}: no release yet; run `rashinban fetch DATA_SOURCE --from PATH`, then `rashinban update`"
            )
        if not (base / RELEASES / release / ABOUT).is_file():
            raise BaseDamaged(f"{base}: the current release {release} is missing; run `rashinban update`")
    folder = base / RELEASES / release
    # A name that no release has is not looked up: it may be a path, or longer than a file system takes.
    if not _NAME.fullmatch(release) or not (folder / ABOUT).is_file():
        known = ", ".join(release_ids(base)) or "none"
        raise UsageError(f"release {release[:80]!r} is not known; known are {known}")
    return folder


def release_list(base: Path) -> list[Release]:
    """Every release, newest first."""
    current = current_release(base)
    found = []
    for name in reversed(release_ids(base)):
        folder = base / RELEASES / name
        about = read_release(folder)
        works = read_manifest(folder / "kb" / "works")
        previous = about.get("previous")
        found.append(
            Release(
                id=name,
                as_of=str(about.get("as_of")),
                made_at=str(about.get("made_at")),
                current=name == current,
                simulated=bool(about.get("simulated")),
                code_version=str(about.get("code_version")),
                works=works.rows if works else 0,
                previous=str(previous) if previous else None,
            )
        )
    return found


def point_current(base: Path, release: str) -> None:
    """Make a release the current one, by renaming a symbolic link over the old one."""
    folder = base / RELEASES
    beside = folder / f".{CURRENT}.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(release)
    beside.replace(folder / CURRENT)
    sync_folder(folder)


def prune(base: Path, keep: int) -> list[str]:
    """Remove all but the `keep` newest releases; the current one always stays. Returns what was removed."""
    if keep < 1:
        raise UsageError("release prune: keep at least 1 release")
    names = release_ids(base)
    gone = [name for name in names[: max(len(names) - keep, 0)] if name != current_release(base)]
    for name in gone:
        folder = base / RELEASES / name
        beside = folder.with_name(f".{name}.gone")
        # Under another name first: a release half removed must not be opened.
        folder.rename(beside)
        shutil.rmtree(beside)
    for rubbish in (base / RELEASES).glob(".*.gone"):
        shutil.rmtree(rubbish)
    return gone
