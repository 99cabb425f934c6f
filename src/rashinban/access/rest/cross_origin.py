"""Any page of the web may read the interface: there is no login, and nothing in it is anybody's secret."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashinban.access.rest import PREFIX

_METHODS = "GET, HEAD, OPTIONS"
_SEEN = (
    "ETag, Link, Content-Disposition, Retry-After, X-Rashinban-Release, X-Rashinban-Simulated, X-Rashinban-Notes, "
    "X-Rashinban-Count, X-Rashinban-Next-Cursor"
)


class CrossOrigin:
    """ASGI middleware: CORS for the interface, and OPTIONS. Pages and OAI-PMH are left as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_ours(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _SEEN
            await send(message)

        if scope["method"] != "OPTIONS":
            await self.app(scope, receive, sending)
            return
        told = {
            "Allow": _METHODS,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": "86400",
        }
        start: Message = {
            "type": "http.response.start",
            "status": 204,
            "headers": [(name.lower().encode(), text.encode()) for name, text in told.items()],
        }
        await sending(start)
        await sending({"type": "http.response.body", "body": b""})


def _is_ours(path: str) -> bool:
    return path == PREFIX or path.startswith(f"{PREFIX}/")
