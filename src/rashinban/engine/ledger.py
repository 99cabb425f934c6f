"""Each ledger is a folder whose entries are numbered JSON files: written whole, never changed, never removed.

What people decide is kept so: an update or a correction is a further entry, and what stood before can be read. An
entry appears under its number by a link, which fails where another writer was first; that writer's entry stands and
ours takes the next number. So many processes may write one ledger, and none waits for whoever holds the base.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

from rashinban.engine.store import room_for, sync_folder
from rashinban.errors import BaseDamaged, RashinbanError

Entry = Mapping[str, object]

#: More would be a fault of whoever writes.
_MOST = 999_999


def append(folder: Path, make: Callable[[Sequence[Entry]], Entry]) -> Entry:
    """Write one entry. `make` gets those that stand and gives the next, or raises where there may be none.

    It is asked again where another writer was first, so that what it decided holds for the ledger as it is written.
    """
    with room_for(folder):
        while True:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise RashinbanError(
                    f"{folder}: cannot be written ({error.strerror}); see to its permissions"
                ) from error
            before = entries(folder)
            entry = make(before)
            if len(before) >= _MOST:
                raise RashinbanError(f"{folder}: has {_MOST:,} entries, which is all that a ledger takes")
            if _written(folder, len(before) + 1, entry):
                return entry


def _written(folder: Path, number: int, entry: Entry) -> bool:
    beside = folder / f".{number:06d}.{os.getpid()}.{token_hex(4)}"
    try:
        with beside.open("x", encoding="utf-8") as stream:
            json.dump(entry, stream, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(beside, folder / f"{number:06d}.json")
        except FileExistsError:
            return False
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(folder)
    return True


def entries(folder: Path) -> Sequence[Entry]:
    """The entries in the order in which they were written; none where there is no folder."""
    found = []
    for number, path in enumerate(sorted(folder.glob("[0-9]*.json")), 1):
        if path.name != f"{number:06d}.json":
            raise BaseDamaged(f"{folder}: entry {number:06d}.json is missing; entries are never removed: restore it")
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise BaseDamaged(f"{path}: is no JSON ({error}); entries are never changed: restore it") from error
        if not isinstance(entry, dict):
            raise BaseDamaged(f"{path}: is no group of fields; entries are never changed: restore it")
        found.append(entry)
    return found
