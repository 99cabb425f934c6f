"""The web application: pages, REST and OAI-PMH over one served base, with one way of telling bad news.

Data are read with GET and depend on nothing but the address, the language and the release; what was answered once is
kept in memory until another release is current. What people decide (answers of experts) is sent with POST and changes
while a release stays; its pages are not kept.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import anyio.to_thread
import pyarrow as pa
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from rashinban import __version__
from rashinban.access import pages, rest
from rashinban.access.answered import Answered
from rashinban.access.oai import router as oai
from rashinban.access.pages.page import error_page
from rashinban.access.rest.cross_origin import CrossOrigin
from rashinban.access.rest.openapi import document
from rashinban.access.routers import routers
from rashinban.access.serving import Serving
from rashinban.errors import BaseDamaged, Busy, NotBuilt, NotFound, RashinbanError, TookTooLong, UsageError

_LOG = logging.getLogger("rashinban.access")

#: Requests that may be under way at the same time; more are told to come again.
CONCURRENT = 512

#: What each kind of bad news is over HTTP; the first class that fits.
_STATUS: tuple[tuple[type[RashinbanError], HTTPStatus], ...] = (
    (UsageError, HTTPStatus.BAD_REQUEST),
    (NotFound, HTTPStatus.NOT_FOUND),
    (NotBuilt, HTTPStatus.SERVICE_UNAVAILABLE),
    (BaseDamaged, HTTPStatus.SERVICE_UNAVAILABLE),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (TookTooLong, HTTPStatus.GATEWAY_TIMEOUT),
    (RashinbanError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    # A request that waits for a session waits in a thread. With fewer threads than requests, those that wait could
    # keep the thread that a request with a session needs to go on.
    anyio.to_thread.current_default_thread_limiter().total_tokens = CONCURRENT
    yield


def application(serving: Serving) -> FastAPI:
    """The application over one base. Nothing is read before the first request."""
    app = FastAPI(
        title="Rashinban",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        default_response_class=JSONResponse,
        lifespan=_lifespan,
    )
    app.state.serving = serving
    for router in routers(pages):
        app.include_router(router, include_in_schema=False)
    for router in routers(rest):
        app.include_router(router, prefix=rest.PREFIX)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    app.include_router(
        oai.router(
            serving,
            namespace=serving.namespace or oai.NO_NAMESPACE,
            base_url=f"{serving.address.rstrip('/')}/oai" if serving.address else None,
        ),
        include_in_schema=False,
    )
    app.add_exception_handler(RashinbanError, _said)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for unreadable in (OSError, pa.ArrowException):
        app.add_exception_handler(unreadable, _unreadable)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Answered, serving=serving)
    app.add_middleware(CrossOrigin)
    return app


def _said(request: Request, error: Exception) -> Response:
    """Bad news in our own words: one line that says what to mend."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.warning("%s %s: %s", request.method, request.url.path, error)
    return _answer(request, status, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()[:5])
    return _answer(request, HTTPStatus.BAD_REQUEST, told)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.NOT_FOUND:
        return _answer(request, status, "there is nothing at this address; begin at /, or see /api/openapi.json")
    return _answer(request, status, str(error.detail), error.headers)


def _unreadable(request: Request, error: Exception) -> Response:
    """A file of the base that is gone or is not what it was."""
    return _said(request, BaseDamaged(f"a file of the base cannot be read ({error}); run `rashinban check`"))


def _fault(request: Request, error: Exception) -> Response:
    """A fault of the program: the reader gets no trace of it, the log gets all."""
    # A token opens an expert's answers: no log may hold one.
    _LOG.error("%s %s", request.method, request.url.remove_query_params("token"), exc_info=error)
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "a fault of the program; its log says where")


def _answer(request: Request, status: HTTPStatus, detail: str, headers: object = None) -> Response:
    """Bad news as a page, or as problem+json (RFC 9457) where a program asked."""
    more = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if isinstance(headers, dict):
        more |= headers
    if request.url.path.startswith("/api"):
        problem = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
        return JSONResponse(problem, status, more, media_type="application/problem+json")
    return error_page(request, status, detail, more)
