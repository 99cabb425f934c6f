"""A released base of a small simulated world, made once by the commands a user would give."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def rashinban() -> Run:
    """Runs the command in a process of its own."""

    def run(*arguments: str | Path, base: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **({"RASHINBAN_BASE": str(base)} if base else {})}
        command = [sys.executable, "-m", "rashinban.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=240, check=False)

    return run


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, rashinban: Run) -> Path:
    folder = tmp_path_factory.mktemp("released")
    base = folder / "base"
    for arguments in (
        ("simulate", "--works", "3000", "--seed", "5", "--out", folder / "world"),
        ("fetch", "openalex", "--from", folder / "world"),
        ("update", "--workers", "1"),
    ):
        done = rashinban(*arguments, base=base)
        assert done.returncode == 0, done.stderr
    return base
