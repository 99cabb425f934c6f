"""Each folder holds what one engine of one process puts aside on disk; those of ended processes are removed."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path


def spill_folder(engine: str, temporary: Path | None) -> Path:
    """A new folder in `temporary` (else the system's). A process that was killed cannot remove its own."""
    start = f"rashinban-{engine}-{socket.gethostname()}-"
    if temporary:
        temporary = temporary.absolute()
        temporary.mkdir(parents=True, exist_ok=True)
        for left in temporary.glob(f"{start}*"):
            process = left.name.removeprefix(start).partition("-")[0]
            if process.isdigit() and not _runs(int(process)):
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{start}{os.getpid()}-", dir=temporary))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
