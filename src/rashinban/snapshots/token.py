"""A token is a pass for some minutes, given for an id and a password (OAuth 2), kept in memory and never stored."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from rashinban.errors import RashinbanError, SourceError
from rashinban.snapshots.http import Reply, Web

_LIMIT = 64 * 1024
#: A token is renewed this many seconds before its end.
_EARLY = 60.0


class _Given(msgspec.Struct):
    access_token: str
    #: seconds, as a number or in quotation marks
    expires_in: int | float | str = 0


@dataclass
class Token:
    """A pass that renews itself. `advice`: what to do where the provider does not take the id and password."""

    web: Web
    url: str
    form: Mapping[str, str]
    advice: str
    headers: Mapping[str, str] | None = None
    clock: Callable[[], float] = time.monotonic
    _header: dict[str, str] = field(default_factory=dict)
    _until: float = 0.0

    def header(self) -> Mapping[str, str]:
        """The header that shows the token; asked for where there is none, or its time is nearly over."""
        if not self._header or self.clock() >= self._until:
            reply = self.web.post(self.url, self.form, limit=_LIMIT, headers=self.headers, verdict=self._verdict)
            try:
                given = msgspec.json.decode(reply.body, type=_Given)
                lasts = float(given.expires_in)
            except (msgspec.DecodeError, ValueError) as error:
                raise SourceError(f"{reply.url}: not the answer to a request for a token ({error})") from None
            self.web.hide(given.access_token)
            self._header = {"Authorization": f"Bearer {given.access_token}"}
            self._until = self.clock() + max(lasts - _EARLY, 0.0)
        return self._header

    def renew(self) -> None:
        """Ask for another one next time: the provider said that this one is over."""
        self._header = {}

    def _verdict(self, reply: Reply) -> RashinbanError | None:
        if reply.status in (400, 401, 403):
            return SourceError(f"{reply.url}: the id and password are not taken (answer {reply.status}); {self.advice}")
        return None


class Headers(Mapping[str, str]):
    """Headers with a token that is valid at the moment of asking: many answers outlive the first one."""

    def __init__(self, token: Token, **more: str) -> None:
        self._token, self._more = token, more

    def __getitem__(self, name: str) -> str:
        return {**self._more, **self._token.header()}[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._more, **self._token.header()})

    def __len__(self) -> int:
        return len(self._more) + 1
