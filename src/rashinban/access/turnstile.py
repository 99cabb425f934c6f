"""A turnstile lets so many through in so many seconds, whoever they are: nobody's address is looked at or kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic


class Turnstile:
    """`most` in any `seconds`. One process has one; its count is in memory only."""

    def __init__(self, *, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self.seconds = seconds
        self._most = most
        self._clock = clock
        self._passed: deque[float] = deque()
        self._lock = Lock()

    def pass_through(self) -> bool:
        """Whether one more may come; it is counted where it may."""
        with self._lock:
            now = self._clock()
            while self._passed and now - self._passed[0] >= self.seconds:
                self._passed.popleft()
            if len(self._passed) >= self._most:
                return False
            self._passed.append(now)
            return True
