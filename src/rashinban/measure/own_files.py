"""Each own file is a text that somebody wrote, in a folder of decisions/: taken in whole, and never lost."""

from __future__ import annotations

import os
from pathlib import Path

from rashinban.engine.lock import hold
from rashinban.engine.store import room_for, sha256_file, sync_folder
from rashinban.errors import UsageError

#: Beside the files: the texts of those that were replaced, by a part of their hash.
REPLACED = "replaced"


def take_in(base: Path, path: Path, target: Path, *, replace: bool, wait: float) -> Path | None:
    """Copy a checked file to its place in the base; where the text that it replaced is kept, None where there was none.

    UsageError where one is there and nobody asked to replace it.
    """
    if target.exists() and not replace:
        raise UsageError(f"{target} is there already; --replace puts {path} in its place and keeps the earlier text")
    with hold(base, wait=wait), room_for(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        before = _set_aside(target) if target.exists() else None
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with beside.open("wb") as stream:
                stream.write(path.read_bytes())
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(target.parent)
    return before


def _set_aside(target: Path) -> Path:
    aside = target.parent / REPLACED / f"{target.stem}-{sha256_file(target)[:12]}.yml"
    aside.parent.mkdir(exist_ok=True)
    if not aside.exists():
        os.link(target, aside)
        sync_folder(aside.parent)
    return aside
