"""Each answer is one request of `oaipmh-scythe`, sent with our manners and read strictly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from urllib.parse import parse_qsl, urlsplit

import httpx2
from lxml import etree
from oaipmh_scythe import (
    BadArgument,
    BadResumptionToken,
    BadVerb,
    CannotDisseminateFormat,
    NoMetadataFormats,
    NoSetHierarchy,
    OAIPMHException,
    OAIResponse,
    Scythe,
)
from oaipmh_scythe.models import MetadataFormat, Set

from rashinban.errors import RashinbanError, SourceError, UsageError
from rashinban.snapshots.http import Again, Reply, Web
from rashinban.snapshots.oai_pmh.document import Document, Element, Unreadable, read_document
from rashinban.snapshots.raw import RECORD_LIMIT

#: A token travels in an address; servers refuse addresses over eight thousand characters.
_LONGEST_TOKEN = 8000

_ADVICE = {
    BadArgument: "check the set and the dates that were asked for",
    BadResumptionToken: "its tokens expire before they can be used; ask for less, by set or by dates",
    BadVerb: "this is not a complete OAI-PMH 2.0 provider; tell its administrator",
    CannotDisseminateFormat: "ask for another format",
    NoMetadataFormats: "tell the administrator of the provider",
    NoSetHierarchy: "it has no sets: ask without one",
}


class Answer(OAIResponse):
    """An answer as the library handles it, with its document, read once and strictly, and the reply as it came."""

    def __init__(self, reply: Reply, document: Document, query: dict[str, str]) -> None:
        super().__init__(httpx2.Response(reply.status, content=reply.body), query)
        self.reply = reply
        self.document = document

    @property
    def xml(self) -> etree.Element:
        return self.document.root


class _Told(SourceError):
    """A refusal by HTTP whose body may say in the protocol's words what is wrong, as WEKO and Invenio do with 422."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.url}: answer {reply.status}")
        self.reply = reply


class Client(Scythe):
    """One provider. `asked` are the resumption tokens of the list being fetched; `last` is the newest answer."""

    def __init__(self, web: Web, base_url: str) -> None:
        super().__init__(base_url)
        self.web = web
        self.asked: set[str] = set()
        self.last: Answer | None = None
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{web.hidden(base_url)}: not an address of the web; give https://HOST/PATH")
        if "@" in parts.netloc:
            raise UsageError(f"an address with a name and a password in it, at {parts.hostname}: give it without them")
        self._fixed = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "verb" in self._fixed or parts.fragment:
            raise UsageError(f"{web.hidden(base_url)}: give the base URL, without ?verb=... behind it")

    def harvest(self, query: dict[str, str]) -> Answer:
        """The answer to one request. Raises the library's exceptions for errors that the provider states."""
        token = query.get("resumptionToken")
        if token is not None:
            if token in self.asked:
                raise SourceError(
                    f"{self.where}: gave a resumptionToken that it had given before, so the list would have no end; "
                    "ask for less, by set or by dates, and tell the administrator of the provider"
                )
            if len(token) > _LONGEST_TOKEN:
                raise SourceError(f"{self.where}: a resumptionToken of {len(token):,} characters, too long to be sent")
        self.last = self._answer(query)
        self.last.raise_for_oaipmh_error()
        if token is not None:
            self.asked.add(token)
        return self.last

    @property
    def where(self) -> str:
        """The address of the provider, without secrets."""
        return self.web.hidden(self.endpoint)

    def formats(self) -> list[str]:
        """The metadata prefixes that the provider offers."""
        offered = [one.metadataPrefix for one in self.list_metadata_formats() if isinstance(one, MetadataFormat)]
        return [prefix for prefix in offered if prefix]

    def sets(self) -> Iterator[str]:
        """The sets that the provider lists."""
        self.asked.clear()
        for one in self.list_sets():
            if isinstance(one, Set) and one.setSpec:
                yield one.setSpec
        self.asked.clear()

    def refuse(self, error: OAIPMHException) -> NoReturn:
        """Raise what the provider stated as an error of ours."""
        stated = None if self.last is None else self.last.xml.find("{*}error")
        code = type(error).__name__ if stated is None else stated.get("code")
        text = " ".join(str(error).split())[:300]
        said = f": {text}" if text else ""
        advice = next((words for kind, words in _ADVICE.items() if isinstance(error, kind)), "try again later")
        raise SourceError(f"{self.where}: {code}{self.web.hidden(said)}; {advice}") from error

    def _answer(self, query: dict[str, str]) -> Answer:
        documents: list[Document] = []

        def check(reply: Reply) -> None:
            try:
                documents.append(read_document(reply.body, query["verb"]))
            except Unreadable as error:
                if query["verb"] == "Identify":
                    raise SourceError(f"{self.where}: {error}; give the base URL of an OAI-PMH provider") from None
                raise Again(str(error)) from None
            if documents[-1].broken and len(documents) == 1:
                # It may have been broken on its way; what comes twice is what the provider has.
                raise Again(documents[-1].faults[0])

        try:
            reply = self.web.get(
                self.endpoint.partition("?")[0],
                {**self._fixed, **query},
                limit=RECORD_LIMIT,
                headers={"Accept": "text/xml, application/xml"},
                verdict=_verdict,
                check=check,
            )
        except _Told as told:
            reply = told.reply
            documents.append(read_document(reply.body, query["verb"]))
        return Answer(reply, documents[-1], query)


def _verdict(reply: Reply) -> RashinbanError | None:
    if reply.status in (429, 503):
        return None
    try:
        root: Element = read_document(reply.body, None).root
    except Unreadable:
        return None
    return _Told(reply) if root.find("{*}error") is not None else None
