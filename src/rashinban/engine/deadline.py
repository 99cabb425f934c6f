"""A deadline is the moment at which queries are interrupted, so that no reader waits for an answer without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from time import monotonic

from rashinban.errors import TookTooLong


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """`at` on the monotonic clock, and the seconds that were given."""

    at: float
    seconds: float

    def check(self) -> None:
        """Raise TookTooLong once the deadline has passed."""
        if monotonic() >= self.at:
            raise TookTooLong(
                f"stopped after {self.seconds:g} seconds; ask for less: fewer keys, one technology area or year, "
                "or a question that `rashinban build` has answered ahead"
            )


@contextmanager
def time_limit(seconds: float, interrupt: Callable[[], None]) -> Iterator[Deadline]:
    """Call `interrupt` from another thread when the time is up, unless the context has ended before."""
    timer = Timer(seconds, interrupt)
    timer.daemon = True
    deadline = Deadline(at=monotonic() + seconds, seconds=seconds)
    timer.start()
    try:
        yield deadline
    finally:
        timer.cancel()
