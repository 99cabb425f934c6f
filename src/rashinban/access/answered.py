"""Each answer is kept under its address, language and release, for as long as that release is current.

A release never changes, so what was answered from it once is right for good: a second reader gets the same bytes,
and a client that has them already is told so (ETag).
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashinban import __version__
from rashinban.access.plans import mark_of_day
from rashinban.access.programmes import mark_of_portfolios
from rashinban.access.serialisers.display import Language
from rashinban.access.serving import Serving
from rashinban.errors import RashinbanError
from rashinban.measure.dialogue import entry_count

#: Addresses whose answer depends on more than a release: other releases, reports of parsing, decisions, the clock.
_CHANGING = (
    "/releases",
    "/reports",
    "/imports",
    "/oai",
    "/api/releases",
    "/static",
    "/foresight",
    "/delphi",
    "/api/forecasts",
)
#: Addresses whose answer depends on the day, and on the plans and logic models that the base has now.
_OF_THE_DAY = (
    "/plans", "/plan", "/plan-indicator", "/api/plans", "/api/plan-indicators", "/programme", "/funder", "/portfolio",
    "/technology", "/logic-model", "/api/logic-models", "/budget", "/strategy", "/strategies",
)  # fmt: skip

#: Addresses whose answer shows questions of readers.
_WITH_DIALOGUE = ("/card", "/dialogue", "/api/dialogue")

#: Longer addresses are refused: no question needs them, and links to them are of no use.
LONGEST_ADDRESS = 8_000

_KEPT_BYTES = 64 * 1024 * 1024
_KEPT_ANSWER = 2 * 1024 * 1024

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
}


@dataclass(frozen=True, kw_only=True)
class _Kept:
    start: Message
    body: bytes


class Answered:
    """ASGI middleware: language and release of the request, answers that are known, headers that protect."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self.app = app
        self.serving = serving
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["language"] = language_of(scope["query_string"], headers.get("accept-language", ""))
        try:
            state["release"] = self.serving.current()
        except RashinbanError:
            # Said by whoever needs a release; a page about that needs none.
            state["release"] = None
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _too_long(scope["path"], send)
            return
        key = self._key(scope, headers, state)
        if key is None:
            await self.app(scope, receive, _with_headers(send, {}))
            return
        tag = f'W/"{key}"'
        if tag in headers.get("if-none-match", ""):
            start: Message = {"type": "http.response.start", "status": 304, "headers": []}
            await _with_headers(send, {"ETag": tag})(start)
            await send({"type": "http.response.body", "body": b""})
            return
        kept = self._find(key)
        if kept is None:
            await self.app(scope, receive, _with_headers(self._keeping(key, send), {"ETag": tag}))
        else:
            await send(kept.start)
            await send({"type": "http.response.body", "body": kept.body})

    def _key(self, scope: Scope, headers: Headers, state: dict[str, object]) -> str | None:
        """What an answer depends on; None where that is more than can be told from here."""
        path = scope["path"]
        if scope["method"] != "GET" or state["release"] is None:
            return None
        if _under(path, _CHANGING):
            return None
        parts = [
            __version__,
            str(state["release"]),
            # Answers hold the address of the server in links to themselves.
            headers.get("host", ""),
            path,
            scope["query_string"].decode("latin-1"),
            headers.get("accept", ""),
            "gzip" if "gzip" in headers.get("accept-encoding", "") else "",
            str(state["language"]),
            mark_of_day(self.serving.folder) if _under(path, _OF_THE_DAY) else "",
            # A portfolio by its id alone is the newest of its versions.
            mark_of_portfolios(self.serving.folder)
            if b"portfolio" in scope["query_string"] or "portfolio" in path
            else "",
            # What readers asked about a number stands with it.
            str(entry_count(self.serving.folder)) if _under(path, _WITH_DIALOGUE) else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def _find(self, key: str) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def _keeping(self, key: str, send: Send) -> Send:
        """Send on, and keep what was sent if it is whole, good and small."""
        start: Message | None = None
        body = bytearray()

        async def keep(message: Message) -> None:
            nonlocal start
            await send(message)
            if message["type"] == "http.response.start":
                start = message if message["status"] == 200 else None
            elif start is not None:
                body.extend(message.get("body", b""))
                if len(body) > _KEPT_ANSWER:
                    start = None
                elif not message.get("more_body", False) and body:
                    self._keep(key, _Kept(start=start, body=bytes(body)))

        return keep

    def _keep(self, key: str, kept: _Kept) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += len(kept.body) - (len(old.body) if old else 0)
            self._kept[key] = kept
            while self._bytes > _KEPT_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1].body)


def _under(path: str, addresses: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in addresses)


def language_of(query: bytes, accepted: str) -> Language:
    """The language of a request: `lang=` of its address, else the first of its header that we speak, else English."""
    for part in query.split(b"&"):
        if part == b"lang=ja":
            return "ja"
        if part == b"lang=en":
            return "en"
    for preferred in accepted.split(",")[:20]:
        tag = preferred.partition(";")[0].strip().lower()[:2]
        if tag in ("ja", "en"):
            return "ja" if tag == "ja" else "en"
    return "en"


def _with_headers(send: Send, more: dict[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _SAFE.items():
                headers.setdefault(name, value)
            if message["status"] in (200, 304):
                for name, value in more.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
                headers.add_vary_header("Accept-Language")
                headers.add_vary_header("Accept")
        await send(message)

    return sending


def _without_body(send: Send) -> Send:
    """What HEAD is answered: the headers of GET."""

    async def sending(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending


async def _too_long(path: str, send: Send) -> None:
    detail = f"the address has more than {LONGEST_ADDRESS:,} characters; ask for less at a time"
    if path.startswith("/api"):
        problem = {"type": "about:blank", "title": "URI Too Long", "status": 414, "detail": detail}
        media, text = b"application/problem+json", json.dumps(problem)
    else:
        media, text = b"text/plain; charset=utf-8", f"{detail}\n"
    start: Message = {"type": "http.response.start", "status": 414, "headers": [(b"content-type", media)]}
    await _with_headers(send, {})(start)
    await send({"type": "http.response.body", "body": text.encode()})
