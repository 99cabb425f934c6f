"""One writer at a time holds a base; a second one is told who it is."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rashinban.engine.store import room_for
from rashinban.errors import BaseInUse, RashinbanError

_held: set[int] = set()


def _let_go() -> None:
    """A child that outlives its killed parent would go on holding the base; it closes its copy of the lock."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def hold(base: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the base for writing. The kernel frees the lock when the process ends, however it ends.

    `wait` seconds are given to the present holder; then BaseInUse names its process, host and command.
    """
    path = base / ".lock"
    try:
        with room_for(path):
            base.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError as error:
        raise RashinbanError(f"{path}: no permission to write; choose another folder with --base") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise RashinbanError(f"{base}: not a folder; choose another with --base") from error
    _held.add(handle)
    try:
        patience = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= patience:
                    holder = path.read_text(encoding="utf-8").strip() or "another process"
                    raise BaseInUse(f"{base}: held by {holder}; wait for it to end, or give --wait SECONDS") from None
                time.sleep(0.2)
        command = " ".join(Path(sys.argv[0]).name if i == 0 else a for i, a in enumerate(sys.argv))
        # A full disk may have no room for the name; the kernel holds the lock all the same.
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}: {command}\n".encode(), 0)
        yield
    finally:
        if handle in _held:
            _held.remove(handle)
            os.close(handle)
