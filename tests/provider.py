"""A provider of data played on 127.0.0.1: pages with cursors, files with ranges, a bucket, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape


@dataclass
class Asked:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    #: the fields of a form, where one was sent
    form: dict[str, str] = field(default_factory=dict)


@dataclass
class Answer:
    """One answer. `cut`: the connection breaks after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


def md5(data: bytes) -> str:
    """What S3 and Zenodo publish about a file."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


class Provider:
    """Answers by path. `faults` are given first, one a request; None lets a request through."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Answer | None] = []
        self.routes: dict[str, Callable[[Asked], Answer]] = {}
        self.url = ""

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            return fault
        for path in sorted(self.routes, key=len, reverse=True):
            if asked.path == path or (path.endswith("/") and asked.path.startswith(path)):
                return self.routes[path](asked)
        return Answer(404, b'{"message": "nothing here"}')

    def paged(self, path: str, records: list[dict[str, object]], *, credits: int = 1000, size: int = 2) -> None:
        """A list with cursors as OpenAlex has it: the key in a header, the quota in the headers of answers."""
        left = [credits]

        def route(asked: Asked) -> Answer:
            if asked.headers.get("Authorization") != "Bearer secret-key":
                return Answer(401, b'{"error": "Invalid API key", "message": "API key not found"}')
            quota = {"X-RateLimit-Limit": "1000", "X-RateLimit-Reset": "7200"}
            if left[0] < 1:
                return Answer(
                    429,
                    b'{"error": "Insufficient budget", "message": "Daily budget used up"}',
                    {**quota, "X-RateLimit-Remaining": "0", "Retry-After": "7200"},
                )
            left[0] -= 1
            cursor = asked.query["cursor"]
            start = 0 if cursor == "*" else int(cursor.removeprefix("after-"))
            following = f"after-{start + size}" if start + size < len(records) else None
            meta = {"count": len(records), "per_page": size, "next_cursor": following}
            body = json.dumps({"meta": meta, "results": records[start : start + size]}).encode()
            return Answer(200, body, {**quota, "X-RateLimit-Remaining": str(left[0])})

        self.routes[path] = route

    def file(self, path: str, data: bytes, *, etag: str | None = None) -> None:
        """A file that takes ranges."""
        tag = f'"{etag or md5(data)}"'

        def route(asked: Asked) -> Answer:
            headers = {"ETag": tag, "Last-Modified": "Wed, 24 Jun 2026 00:00:00 GMT"}
            wanted = asked.headers.get("Range", "")
            if not wanted or asked.headers.get("If-Range") != tag:
                return Answer(200, data, headers)
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(data):
                return Answer(416, b"", {"Content-Range": f"bytes */{len(data)}"})
            return Answer(206, data[start:], {**headers, "Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"})

        self.routes[path] = route

    def bucket(self, path: str, objects: Mapping[str, bytes], *, page: int = 2) -> None:
        """A public bucket of S3, its listing given in pages of `page` keys."""

        def listing(asked: Asked) -> Answer:
            keys = sorted(key for key in objects if key.startswith(asked.query["prefix"]))
            start = int(asked.query.get("continuation-token", "0"))
            contents = "".join(
                f"<Contents><Key>{escape(key)}</Key><LastModified>2026-06-24T00:00:00.000Z</LastModified>"
                f"<ETag>&quot;{md5(objects[key])}&quot;</ETag>"
                f"<Size>{len(objects[key])}</Size></Contents>"
                for key in keys[start : start + page]
            )
            more = start + page < len(keys)
            token = f"<NextContinuationToken>{start + page}</NextContinuationToken>" if more else ""
            return Answer(
                body=(
                    '<?xml version="1.0" encoding="UTF-8"?>\n'
                    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>openalex</Name>'
                    f"<IsTruncated>{str(more).lower()}</IsTruncated>{token}{contents}</ListBucketResult>"
                ).encode()
            )

        self.routes[path] = listing
        for key, data in objects.items():
            self.file(path + key, data)


@contextmanager
def playing() -> Iterator[Provider]:
    """A provider that answers until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.do_GET(dict(parse_qsl(sent.decode(), keep_blank_values=True)))

        def do_GET(self, form: dict[str, str] | None = None) -> None:
            parts = urlsplit(self.path)
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            answer = provider.answer(Asked(unquote(parts.path), query, dict(self.headers), form or {}))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body if answer.cut is None else answer.body[: answer.cut])
            if answer.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests say what matters themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
