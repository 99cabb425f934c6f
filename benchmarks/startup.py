"""Each figure is the CPU time of one command that does next to nothing: what every use of the program pays."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "rashinban --help": [str(Path(sys.executable).with_name("rashinban")), "--help"],
}


def run(repeat: int = 7) -> dict[str, float]:
    """The median CPU seconds of each command; the first run, which may compile modules, is not counted."""
    found = {}
    for name, command in COMMANDS.items():
        seconds = [_cpu(command) for _ in range(repeat + 1)][1:]
        found[name] = statistics.median(seconds)
    return found


def print_table(found: dict[str, float]) -> None:
    """CPU seconds, and how many times those of an empty Python."""
    empty = found["python -c pass"]
    print(f"{'':24}{'CPU s':>9}{'x empty':>10}")
    for name, seconds in found.items():
        print(f"{name:24}{seconds:>9.2f}{seconds / empty:>10.1f}")


def _cpu(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """One table."""
    print_table(run())


if __name__ == "__main__":
    main()
