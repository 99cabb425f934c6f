"""One process at a time holds a base; the next is told which, or waits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rashinban.engine.lock import hold
from rashinban.errors import BaseInUse, RashinbanError

HOLD = """
import sys, time
from pathlib import Path
from rashinban.engine.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
# The lock is held by a process with a forked child that outlives it, as a pool of parsers does.
FORK = """
import os, sys, time
from pathlib import Path
from rashinban.engine.lock import hold
with hold(Path(sys.argv[1])):
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    print(child, flush=True)
    time.sleep(60)
"""


@contextmanager
def other(script: str, base: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process, and the line it says once it holds the base."""
    with subprocess.Popen([sys.executable, "-c", script, str(base), *more], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


def test_second_process_is_told_who_holds_the_base(tmp_path: Path) -> None:
    with (
        other(HOLD, tmp_path, "60") as (child, said),
        pytest.raises(BaseInUse, match=rf"held by process {child.pid} on \S+: -c {tmp_path} 60; wait .*--wait"),
        hold(tmp_path),
    ):
        pytest.fail(f"held twice: {said}")


def test_second_process_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    with other(HOLD, tmp_path, "1"):
        begun = time.monotonic()
        with hold(tmp_path, wait=30):
            assert time.monotonic() - begun < 20
            assert f"process {os.getpid()} on" in (tmp_path / ".lock").read_text()


def test_patience_ends(tmp_path: Path) -> None:
    with other(HOLD, tmp_path, "60"):
        begun = time.monotonic()
        with pytest.raises(BaseInUse), hold(tmp_path, wait=0.5):
            pytest.fail("held twice")
        assert time.monotonic() - begun >= 0.5


def test_kill_frees_the_base(tmp_path: Path) -> None:
    with other(HOLD, tmp_path, "60") as (child, _):
        child.kill()
        child.wait()
        with hold(tmp_path):
            pass


def test_child_of_a_killed_process_does_not_hold_the_base(tmp_path: Path) -> None:
    with other(FORK, tmp_path) as (child, said):
        orphan = int(said)
        try:
            with pytest.raises(BaseInUse), hold(tmp_path):
                pytest.fail("held twice")
            child.kill()
            child.wait()
            os.kill(orphan, 0)
            # The orphan lets go as soon as it runs, which on a busy machine may be a moment later.
            with hold(tmp_path, wait=10):
                pass
        finally:
            os.kill(orphan, 9)


def test_lock_is_given_back_after_an_error_and_is_not_held_twice(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), hold(tmp_path):
        with pytest.raises(BaseInUse, match=f"process {os.getpid()} "), hold(tmp_path):
            pytest.fail("held twice")
        raise ValueError("inside")
    with hold(tmp_path):
        pass


def test_base_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    script = f"""
import os
from pathlib import Path
from rashinban.engine.lock import hold
if os.geteuid() == 0:
    os.seteuid(65534)
with hold(Path({str(tmp_path / "base")!r})):
    pass
"""
    tmp_path.chmod(0o555)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    tmp_path.chmod(0o755)
    assert f"{RashinbanError.__name__}: {tmp_path / 'base' / '.lock'}: no permission to write" in ended.stderr
