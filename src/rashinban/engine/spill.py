"""Each folder holds what one engine of one process puts aside on disk; those of ended processes are removed.

An engine of a base spills into the base's own SPILL folder, which is no part of a release.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path

from rashinban.errors import RashinbanError

SPILL = ".spill"


def spill_folder(engine: str, temporary: Path | None) -> Path:
    """A new folder in `temporary` (else the system's). A process that was killed cannot remove its own.

    Where `temporary` cannot be written (no base yet, one that is only read, a full disk) DuckDB takes the
    system's: a question needs little room, and a step that needs more says so when it writes. Spark's workers
    may not see that one.
    """
    start = f"rashinban-{engine}-{socket.gethostname()}-"
    mine = f"{start}{os.getpid()}-"
    if temporary:
        temporary = temporary.absolute()
        try:
            # Not its parents: opening an engine does not make a base where there is none.
            temporary.mkdir(parents=engine == "spark", exist_ok=True)
            for left in temporary.glob(f"{start}*"):
                process = left.name.removeprefix(start).partition("-")[0]
                if process.isdigit() and not _runs(int(process)):
                    shutil.rmtree(left, ignore_errors=True)
            return Path(tempfile.mkdtemp(prefix=mine, dir=temporary))
        except OSError as error:
            if engine == "spark":
                raise RashinbanError(f"{temporary}: cannot be written ({error.strerror}); Spark needs it") from error
    return Path(tempfile.mkdtemp(prefix=mine))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
