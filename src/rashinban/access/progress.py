"""Progress of long work: one bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from rashinban.snapshots.draft import Progress as Fetching

Told = Callable[[str, str, int, int], None]

#: Elsewhere than on a terminal a stage says its beginning, and then at most one line in so many seconds.
_QUIET = 5.0


def progress() -> Told:
    """A function told the stage, what it does, how much is done and how much there is (0: not known)."""
    return _bar() if sys.stderr.isatty() else _lines()


def of_fetch(told: Told) -> Callable[[Fetching], None]:
    """The same, for a fetch, which says its progress in its own words."""
    return lambda at: told("fetch", " ".join(filter(None, [at.what, at.note])), at.done, at.total or 0)


def _lines(clock: Callable[[], float] = time.monotonic) -> Told:
    last: dict[str, float] = {}

    def told(stage: str, what: str, done: int, total: int) -> None:
        now = clock()
        if stage in last and now - last[stage] < _QUIET:
            return
        last[stage] = now
        amount = f" {done:,} of {total:,}" if total else f" {done:,}" if done else ""
        print(f"{stage}: {what}{amount}", file=sys.stderr, flush=True)

    return told


def _bar() -> Told:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, int] = {}

    def told(stage: str, what: str, done: int, total: int) -> None:
        if stage not in tasks:
            if not tasks:
                bar.start()
                import atexit

                atexit.register(bar.stop)
            tasks[stage] = int(bar.add_task(stage, total=total or None))
        bar.update(tasks[stage], description=f"{stage}: {what}", completed=done, total=total or None)  # type: ignore[arg-type]

    return told
