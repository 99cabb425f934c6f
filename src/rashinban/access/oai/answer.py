"""Each answer is one XML document: what the request asked for, or the error that says what was wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from typing import Protocol

from lxml import etree

from rashinban.access.api import Base
from rashinban.access.oai.arguments import Request, read_request
from rashinban.access.oai.dates import written
from rashinban.access.oai.reader import Reader
from rashinban.access.oai.refusals import UNECHOED, Refusal, no_longer_kept
from rashinban.access.oai.token import Place, read_token
from rashinban.access.oai.verbs import (
    OAI,
    Repository,
    get_record,
    identify,
    list_metadata_formats,
    list_records,
    list_sets,
)
from rashinban.access.oai.xml import Element, below, root
from rashinban.errors import UsageError

SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"


class Releases(Protocol):
    """Whoever lends releases of one base: the web's serving, or a test."""

    def base(self, release: str | None = None) -> AbstractContextManager[Base]:
        """A release, the current one unless another is named; UsageError where it is not known."""


def answer(
    releases: Releases, arguments: Sequence[tuple[str, str]], repository: Repository, base_url: str, now: datetime
) -> bytes:
    """The document for a request. arguments: as they came, with repetitions; now: the time of the answer."""
    document = root(OAI, "OAI-PMH", {None: OAI}, SCHEMA)
    below(document, OAI, "responseDate").text = written(now)
    echo = below(document, OAI, "request")
    echo.text = base_url
    request: Request | None = None
    try:
        request = read_request(arguments)
        place = _place(request)
        with ExitStack() as stack:
            base = _opened(stack, releases, place)
            reader = Reader(base, now, repository.namespace, place.tenure if place else None)
            _answer(document, reader, request, place, repository, base_url)
    except Refusal as refusal:
        below(document, OAI, "error", code=refusal.code).text = str(refusal)
        if refusal.code in UNECHOED:
            request = None
    if request is not None:
        echo.set("verb", request.verb)
        for name, value in request.given.items():
            echo.set(name, value)
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def _place(request: Request) -> Place | None:
    token = request.get("resumptionToken")
    return read_token(token, request.verb) if token else None


def _opened(stack: ExitStack, releases: Releases, place: Place | None) -> Base:
    if place is None:
        return stack.enter_context(releases.base())
    try:
        return stack.enter_context(releases.base(place.release))
    except UsageError:
        raise no_longer_kept(place.release) from None


def _answer(
    document: Element, reader: Reader, request: Request, place: Place | None, repository: Repository, base_url: str
) -> None:
    if request.verb == "Identify":
        identify(document, reader, repository, base_url)
    elif request.verb == "ListMetadataFormats":
        list_metadata_formats(document, reader, request)
    elif request.verb == "ListSets":
        list_sets(document, reader, place)
    elif request.verb == "GetRecord":
        get_record(document, reader, request)
    else:
        list_records(document, reader, request, place)
