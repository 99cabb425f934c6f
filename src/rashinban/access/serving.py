"""Each reader of a served base borrows one open session of one release, and gives it back.

A session holds relations of its own and answers one reader at a time. What is served is the release that is current
when a request begins, or the one that the request names: a base that is being rebuilt is served from its last
release, and a request that has begun keeps its release to the end.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Literal

from rashinban.access.api import Base
from rashinban.access.turnstile import Turnstile
from rashinban.engine.duck import DuckEngine
from rashinban.engine.spill import SPILL
from rashinban.errors import Busy, NotBuilt, NotFound, UsageError
from rashinban.stages.release import RELEASES, open_release

#: Releases whose sessions are kept open: the current one, and those that somebody is comparing it with.
_RELEASES = 3
#: Questions that are taken in a minute, whoever sends them.
_QUESTIONS = 20


class Serving:
    """One base, open to many readers.

    readers: sessions that answer at the same time; further requests wait for one.
    seconds: what one answer may take; above, it ends with TookTooLong. Waiting for a session counts apart.
    country: the country that a page is about where its address names none.
    admin_email: whom a harvester may write to; None where nobody was named.
    namespace: a domain of whoever serves, for OAI identifiers, which must stay the same; None where none was given.
    address: where readers reach this server, where that is not the address that requests arrive at (behind a proxy).
    keeps: who may add to the decisions of the base by the pages: this machine alone, other machines too, or nobody.
    dialogue: whose questions on cards are taken, to be read by a moderator: the same three.
    """

    def __init__(
        self,
        folder: Path,
        *,
        readers: int = 4,
        seconds: float = 20.0,
        country: str = "JP",
        admin_email: str | None = None,
        namespace: str | None = None,
        address: str | None = None,
        keeps: Literal["machine", "network"] | None = None,
        dialogue: Literal["machine", "network"] | None = None,
    ) -> None:
        self.folder = folder
        self.seconds = seconds
        self.country = country
        self.admin_email = admin_email
        self.namespace = namespace
        self.address = address
        self.keeps = keeps
        self.dialogue = dialogue
        self.turnstile = Turnstile(most=_QUESTIONS, seconds=60)
        self._free: OrderedDict[str, list[Base]] = OrderedDict()
        self._lock = Lock()
        self._readers = BoundedSemaphore(readers)

    def current(self) -> str:
        """The id of the release that answers now; NotBuilt or BaseDamaged where there is none."""
        if not self.folder.is_dir():
            raise NotBuilt(f"{self.folder}: no such base; run `rashinban demo`, or `rashinban fetch` and `update`")
        return open_release(self.folder).name

    @contextmanager
    def base(self, release: str | None = None) -> Iterator[Base]:
        """A session of a release, the current one unless another is named, for as long as the context lasts."""
        name = open_release(self.folder, release).name if release else self.current()
        if not self._readers.acquire(timeout=self.seconds):
            raise Busy(f"no session became free in {self.seconds:g} seconds; try again in a moment")
        try:
            base = self._take(name)
            try:
                with self._limited(base):
                    yield base
            except (UsageError, NotFound):
                self._give_back(name, base)
                raise
            except BaseException:
                # Whatever went wrong, the next reader begins with fresh relations.
                base.close()
                raise
            self._give_back(name, base)
        finally:
            self._readers.release()

    def close(self) -> None:
        """Close every session that nobody has borrowed."""
        with self._lock:
            for bases in self._free.values():
                for base in bases:
                    base.close()
            self._free.clear()

    def _take(self, name: str) -> Base:
        with self._lock:
            free = self._free.get(name)
            if free:
                return free.pop()
        return Base(self.folder, release=name, engine=DuckEngine(threads=2, temporary=self.folder / SPILL))

    @contextmanager
    def _limited(self, base: Base) -> Iterator[None]:
        engine = base.session.engine
        assert isinstance(engine, DuckEngine)
        with engine.limit(self.seconds):
            yield

    def _give_back(self, name: str, base: Base) -> None:
        with self._lock:
            self._free.setdefault(name, []).append(base)
            self._free.move_to_end(name)
            while len(self._free) > _RELEASES:
                for old in self._free.popitem(last=False)[1]:
                    old.close()
            # A release that was pruned is not kept alive by sessions that nobody uses.
            for gone in [other for other in self._free if not (self.folder / RELEASES / other).is_dir()]:
                for old in self._free.pop(gone):
                    old.close()
