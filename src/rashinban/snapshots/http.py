"""One polite client: bounded answers, back-off with jitter, a rate for each host, redirects that stay on the web.

Keys travel as secrets: whatever this module says or stores is written without them.
"""

from __future__ import annotations

import email.utils
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote, quote_plus, urlsplit

import httpx

from rashinban import __version__
from rashinban.errors import QuotaExhausted, RashinbanError, SourceError

_CHUNK = 256 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How to behave towards a provider. `tries` counts failures in a row, without any progress between."""

    requests_per_second: float = 5.0
    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 120.0
    timeout: float = 60.0
    retry: tuple[int, ...] = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer held in memory. `url` is without secrets; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Again(Exception):
    """Worth another try, after `wait` seconds if the provider said how many."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


#: Looks at an answer that is not a success and may say what it means in this provider's language.
Verdict = Callable[[Reply], "RashinbanError | None"]

_NORMAL = Manners()


class Web:
    """Asks providers for bytes. `sleep`, `clock` and `chance` are arguments so that tests need no waiting."""

    def __init__(
        self,
        *,
        manners: Manners = _NORMAL,
        contact: str | None = None,
        secrets: Sequence[str] = (),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.manners = manners
        self._secrets: list[str] = []
        self.hide(*secrets)
        self._sleep, self._clock, self._chance = sleep, clock, chance
        self._turn: dict[str, float] = {}
        agent = f"rashinban/{__version__}" + (f" (mailto:{contact})" if contact else "")
        self._client = httpx.Client(timeout=manners.timeout, headers={"User-Agent": agent}, follow_redirects=False)

    def __enter__(self) -> Web:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._client.close()

    def hide(self, *secrets: str) -> None:
        """Leave these out of what is said and stored, too: a token that was given on the way."""
        forms = (str, lambda secret: quote(secret, safe=""), quote_plus)
        self._secrets = sorted({*self._secrets, *(form(secret) for secret in secrets if secret for form in forms)})

    def hidden(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text

    def get(
        self,
        url: str,
        parameters: Mapping[str, str] | None = None,
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        verdict: Verdict | None = None,
        check: Callable[[Reply], None] = lambda _: None,
    ) -> Reply:
        """The answer to a GET, at most `limit` bytes after unpacking. Only a success is returned.

        `headers` may hold a key: they are not sent on when the answer leads to another host. `check` looks at a
        success, and raises Again where the provider says by its body alone that it is none.
        """

        def ask() -> Reply:
            with self.stream(url, parameters, headers) as response:
                body = bytearray()
                for chunk in response.iter_bytes(_CHUNK):
                    body += chunk
                    if len(body) > limit:
                        raise SourceError(f"{self.plain(response)}: the answer is longer than {limit:,} bytes")
                reply = self.reply(response, bytes(body))
            self.judge(reply, verdict)
            check(reply)
            return reply

        return self.patiently(url, ask)

    def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        verdict: Verdict | None = None,
    ) -> Reply:
        """The answer to a form, which may hold a secret: it is sent to this address only, redirects are not followed.

        It may be sent more than once: for what does no harm twice, as asking for a token.
        """

        def ask() -> Reply:
            self._wait_for_turn(url)
            request = self._client.build_request("POST", url, data=dict(form), headers=headers)
            response = self._client.send(request)
            if len(response.content) > limit:
                raise SourceError(f"{self.plain(response)}: the answer is longer than {limit:,} bytes")
            reply = self.reply(response, response.content)
            self.judge(reply, verdict)
            return reply

        return self.patiently(url, ask)

    @contextmanager
    def stream(
        self, url: str, parameters: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        """The answer to a GET, its body not read yet; redirects are followed."""
        for _ in range(_MAX_REDIRECTS + 1):
            self._wait_for_turn(url)
            request = self._client.build_request("GET", url, params=parameters, headers=headers)
            response = self._client.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    yield response
                    return
                host = response.url.host
                url, parameters = self._redirected(response), None
                headers = headers if urlsplit(url).hostname == host else None
            finally:
                response.close()
        raise SourceError(f"{self.hidden(url)}: more than {_MAX_REDIRECTS} redirects")

    def _redirected(self, response: httpx.Response) -> str:
        old, new = response.url, response.url.join(response.headers["location"])
        if new.scheme not in ("http", "https") or (old.scheme, new.scheme) == ("https", "http"):
            raise SourceError(f"{self.plain(response)}: redirects to {new.scheme}:, which is not followed")
        if new.host != old.host and self.hidden(str(new)) != str(new):
            raise SourceError(f"{self.plain(response)}: redirects to {new.host} with the key in it; not followed")
        return str(new)

    def reply(self, response: httpx.Response, body: bytes) -> Reply:
        return Reply(status=response.status_code, headers=dict(response.headers), body=body, url=self.plain(response))

    def plain(self, response: httpx.Response) -> str:
        """The address that answered, without secrets."""
        return self.hidden(str(response.url))

    def judge(self, reply: Reply, verdict: Verdict | None = None) -> None:
        """Pass a success; raise Again where another try may help, SourceError where it cannot."""
        if 200 <= reply.status < 300:
            return
        if verdict and (error := verdict(reply)):
            raise error
        if reply.status in self.manners.retry:
            raise Again(f"answer {reply.status}", _retry_after(reply.headers.get("retry-after")))
        raise SourceError(f"{reply.url}: answer {reply.status}{self.hidden(said(reply))}")

    def patiently(self, url: str, ask: Callable[[], T], reached: Callable[[], int] = lambda: 0) -> T:
        """Ask again, more and more slowly, until it works or `tries` in a row brought nothing.

        `reached` says how much is there; more of it after a failure starts the count anew.
        """
        failures, furthest = 0, reached()
        while True:
            try:
                return ask()
            except Again as again:
                why, wait = str(again), again.wait
            except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                raise SourceError(f"{self.hidden(url)}: {self.hidden(str(error))}") from None
            except httpx.TransportError as error:
                why, wait = f"{type(error).__name__} {self.hidden(str(error))}".strip(), None
            except httpx.DecodingError:
                why, wait = "the answer cannot be unpacked", None
            now = reached()
            failures = 1 if now > furthest else failures + 1
            furthest = max(now, furthest)
            if failures >= self.manners.tries:
                raise SourceError(
                    f"{self.hidden(url)}: {why}, {failures} times in a row; what was fetched is kept, try again later"
                )
            if wait is None:
                wait = min(self.manners.longest_wait, self.manners.first_wait * 2 ** (failures - 1))
                wait *= 0.5 + self._chance() / 2
            elif wait > self.manners.longest_wait:
                raise QuotaExhausted(
                    f"{urlsplit(url).netloc} asks to wait {wait / 60:,.0f} minutes ({why}); "
                    "what was fetched is kept, run the command again then"
                )
            self._sleep(wait)

    def _wait_for_turn(self, url: str) -> None:
        host = urlsplit(url).netloc
        now = self._clock()
        turn = max(now, self._turn.get(host, now))
        self._turn[host] = turn + 1 / self.manners.requests_per_second
        if turn > now:
            self._sleep(turn - now)


def said(reply: Reply) -> str:
    """What an answer says in words, for an error line: its `message` or `error`, or nothing."""
    try:
        parsed = json.loads(reply.body)
    except ValueError:
        return ""
    text = (parsed.get("message") or parsed.get("error")) if isinstance(parsed, dict) else None
    return f": {' '.join(str(text).split())[:300]}" if text else ""


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait, from the header's seconds or date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None
