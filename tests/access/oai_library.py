"""A library is a base of hand-written works, with what tests of harvesting do to it: publish, prune, ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from parsed_base import parsed_part
from rashinban.access.api import Base
from rashinban.access.oai.answer import answer
from rashinban.access.oai.verbs import Repository
from rashinban.access.oai.xml import Element
from rashinban.stages.link import link
from rashinban.stages.publish import publish

OAI = "{http://www.openarchives.org/OAI/2.0/}"
#: When the first release of a test's library is published; each further one is published an hour later.
DAWN = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
REPOSITORY = Repository(name="A library", admin_email="library@example.org", namespace="example.org")
ADDRESS = "http://example.org/oai"
SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "oai" / "envelope.xsd")))

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def work(number: int, **columns: object) -> dict[str, object]:
    """A work with the least that every format asks for."""
    return {"work_id": f"W{number}", "title": f"Work {number}", "type": "article", "publication_year": 2020, **columns}


class Library:
    """The base in a folder. It lends its releases as the web does, opening each anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.published = 0

    def publish(self, *works: Mapping[str, object], **others: Sequence[Mapping[str, object]]) -> str:
        """Make these works, and rows of other tables, the current release."""
        lines: dict[int, Rows] = {number: {"works": [given]} for number, given in enumerate(works, start=1)}
        if others:
            lines[len(works) + 1] = others
        parsed_part(self.folder, "openalex", "2026-11-01-aaaaaaaa", "works.jsonl", lines)
        link(self.folder, known_areas={})
        self.published += 1
        return publish(self.folder, now=self.time)

    @property
    def time(self) -> datetime:
        """When the newest release was published."""
        return DAWN + timedelta(hours=self.published - 1)

    @contextmanager
    def base(self, release: str | None = None) -> Iterator[Base]:
        with Base(self.folder, release=release) as base:
            yield base

    def ask(self, **arguments: str) -> Element:
        """The answer; `from_` is `from`. Every answer is checked for the shape that the protocol demands."""
        return self.ask_with([(name.rstrip("_"), value) for name, value in arguments.items()])

    def ask_with(self, arguments: Sequence[tuple[str, str]]) -> Element:
        document = etree.fromstring(answer(self, arguments, REPOSITORY, ADDRESS, DAWN + timedelta(days=9)))
        SCHEMA.assertValid(document)
        return document

    def pages(self, verb: str, **arguments: str) -> Iterator[Element]:
        """Every page of a list."""
        document = self.ask(verb=verb, **arguments)
        yield document
        while token := document.findtext(f".//{OAI}resumptionToken"):
            document = self.ask(verb=verb, resumptionToken=token)
            yield document


def headers(document: Element) -> list[tuple[str, str, str | None]]:
    """Identifier without its beginning, datestamp, status."""
    return [
        (
            header.findtext(f"{OAI}identifier").removeprefix("oai:example.org:"),
            header.findtext(f"{OAI}datestamp"),
            header.get("status"),
        )
        for header in document.iter(f"{OAI}header")
    ]


def ids(*documents: Element) -> list[str]:
    """The identifiers of all headers without their beginning."""
    return [found[0] for document in documents for found in headers(document)]


def error(document: Element) -> str | None:
    """The code of an error, if the answer is one."""
    found = document.find(f"{OAI}error")
    return None if found is None else found.get("code")
