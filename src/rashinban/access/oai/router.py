"""The address /oai answers GET and POST, with the same document for the same arguments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from rashinban.access.oai.answer import Releases, answer
from rashinban.access.oai.verbs import Repository

#: The protocol demands an address; `.invalid` is no domain, so this one says that nobody has set it.
NO_EMAIL = "admin-email-not-set@rashinban.invalid"
#: What is between `oai:` and the work's id until whoever runs the base says what is theirs.
NO_NAMESPACE = "rashinban.invalid"
NAME = "Rashinban / 羅針盤"

#: Longer bodies are not read: all arguments of the protocol together have a few hundred characters.
_LONGEST_BODY = 4_000_000
#: With more arguments than this one is given twice: the protocol has seven.
_MOST_ARGUMENTS = 100


class Served(Releases, Protocol):
    """A base that is served."""

    @property
    def admin_email(self) -> str | None: ...


def router(
    serving: Served, *, name: str = NAME, namespace: str = NO_NAMESPACE, base_url: str | None = None
) -> APIRouter:
    """OAI-PMH of a served base.

    namespace: a domain of whoever runs the base; part of every identifier, so it must stay the same for ever.
    base_url: the address that harvesters use, where it is not the one that requests arrive at (behind a proxy).
    """
    routes = APIRouter(tags=["OAI-PMH"])
    repository = Repository(name=name, admin_email=serving.admin_email or NO_EMAIL, namespace=namespace)

    @routes.api_route("/oai", methods=["GET", "POST"], operation_id="oai", summary="OAI-PMH 2.0")
    async def oai(request: Request) -> Response:
        query = request.scope["query_string"]
        body = await _body(request) if request.method == "POST" else b""
        if body is None:
            return Response(f"more than {_LONGEST_BODY:,} bytes\n", status_code=413, media_type="text/plain")
        address = base_url or str(request.url.replace(query=""))
        document = await run_in_threadpool(
            answer, serving, [*_pairs(query), *_pairs(body)], repository, address, datetime.now(UTC)
        )
        return Response(document, media_type="text/xml; charset=utf-8")

    return routes


async def _body(request: Request) -> bytes | None:
    """The body, or None where it is too long to be read."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > _LONGEST_BODY:
            return None
    return bytes(read)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    first = b"&".join(encoded.split(b"&")[:_MOST_ARGUMENTS])
    return parse_qsl(first.decode("ascii", "replace"), keep_blank_values=True, errors="replace")
