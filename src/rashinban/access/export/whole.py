"""Each target is a new folder or zip file that appears whole, or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rashinban.engine.store import room_for, sync_file, sync_folder
from rashinban.errors import BaseInUse, UsageError

#: A folder or zip file with one of these at its top is an export, and may be written over when asked.
MARKS = ("datapackage.json", "ro-crate-metadata.json")

#: The time of every file in a zip: equal contents are equal files. Zip knows no earlier one.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@contextmanager
def whole(target: Path, *, overwrite: bool, outside: Path) -> Iterator[Path]:
    """A folder to fill; at the end it becomes `target`, packed where the name ends in .zip.

    Everything happens in `.NAME.new` beside the target, which is removed whatever happens; that of a process that
    was killed is removed by the next one. outside: the base, into which nothing is exported.
    """
    target = target.parent.resolve() / target.name
    _may_be_written(target, overwrite, outside)
    workshop = target.with_name(f".{target.name}.new")
    with room_for(target), _held(workshop):
        filled = workshop / "filled"
        filled.mkdir()
        yield filled
        for path in sorted(filled.rglob("*")):
            sync_folder(path) if path.is_dir() else sync_file(path)
        if target.suffix == ".zip":
            packed = workshop / "packed.zip"
            _pack(filled, packed)
            filled = packed
        _place(filled, target, workshop / "old")


def _may_be_written(target: Path, overwrite: bool, outside: Path) -> None:
    parent = target.parent
    if not parent.is_dir():
        raise UsageError(f"{parent}: no such folder; make it, or choose another with --to")
    base = outside.resolve()
    if target.is_relative_to(base) or base.is_relative_to(target):
        raise UsageError(f"{target}: the base {base} and an export lie apart; choose another with --to")
    if not os.path.lexists(target):
        return
    if not overwrite:
        raise UsageError(f"{target}: exists already; choose another with --to, or give --overwrite")
    if not _is_export(target):
        raise UsageError(f"{target}: exists and is no export of ours ({' or '.join(MARKS)}); it is not written over")


def _is_export(path: Path) -> bool:
    if path.is_dir():
        return not any(path.iterdir()) or any((path / mark).is_file() for mark in MARKS)
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        return not set(MARKS).isdisjoint(packed.namelist())


@contextmanager
def _held(workshop: Path) -> Iterator[None]:
    """A folder of our own, empty at first and gone at the end. The kernel frees the lock of a killed process."""
    workshop.mkdir(exist_ok=True)
    handle = os.open(workshop, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BaseInUse(f"{workshop}: another process is writing this export; wait for it to end") from None
        try:
            for left in workshop.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    finally:
        os.close(handle)


def _place(new: Path, target: Path, old: Path) -> None:
    """Rename into place; if that fails halfway, what was there before is put back."""
    try:
        if os.path.lexists(target):
            target.rename(old)
        new.rename(target)
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(target):
            old.rename(target)
        raise
    sync_folder(target.parent)


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_dir():
                # A folder that a crate describes must be there under its own name.
                entry = zipfile.ZipInfo(f"{name}/", _ZIP_TIME)
                entry.external_attr = 0o40755 << 16
                packed.writestr(entry, b"")
                continue
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as stored:
                shutil.copyfileobj(source, stored, 1 << 20)
    sync_file(target)
