"""A record of a system becomes rows: a work, patent, person, organisation or award, by the element that it carries.

Refused, so that they are counted: what was deleted, equipment and events, which have no table, and programmes and
calls, which are no awards; awards name them as their scheme.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.cerif.awards import add_funding, add_project
from rashinban.data_sources.cerif.ignored import IGNORED
from rashinban.data_sources.cerif.patents import add_patent
from rashinban.data_sources.cerif.profiles import add_organisation, add_person
from rashinban.data_sources.cerif.record import Cris
from rashinban.data_sources.cerif.works import add_product, add_publication
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.files import sampled
from rashinban.reading.xml import Element, Reading
from rashinban.snapshots.raw import RawFile

#: By element what adds its rows; the day is that of the header, when the record last changed.
_ADD: Mapping[str, Callable[[Cris, Element, str | None], None]] = {
    "Publication": add_publication,
    "Product": add_product,
    "Patent": add_patent,
    "Person": add_person,
    "OrgUnit": add_organisation,
    "Project": add_project,
    "Funding": add_funding,
}
_WITHOUT_TABLE = {"Equipment": "equipment", "Event": "events", "Service": "services"}


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return sampled(parse)


def parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    """Add the rows of one record, with or without the envelope of OAI-PMH."""
    root = xml.parse(record)
    payload, host, day = root, None, None
    if xml.local(root) == "record":
        payload, host, day = _opened(root)
    kind = xml.local(payload)
    if kind in _WITHOUT_TABLE:
        raise Refused(f"there is no table of {_WITHOUT_TABLE[kind]}")
    if kind not in _ADD:
        raise Refused("not a record of OpenAIRE's CERIF", found=payload.tag)
    reading = Reading(payload, watched=watched)
    reading.attribute(payload, "id")
    _ADD[kind](Cris(reading=reading, rows=rows, host=host), payload, day)
    reading.notice_unread(rows, IGNORED)


def _opened(record: Element) -> tuple[Element, str | None, str | None]:
    """What an OAI record carries, the system's name and the day from its header. `about` and sets are not read."""
    reading = Reading(record, watched=False)
    header = reading.one(record, "header")
    identifier = reading.text(header, "identifier")
    if reading.attribute(header, "status") == "deleted":
        raise Refused("deleted by the system", found=identifier)
    metadata = reading.one(record, "metadata")
    found = list(metadata) if metadata is not None else []
    if len(found) != 1:
        raise Refused(f"a record with {len(found)} descriptions instead of one", found=identifier)
    parts = (identifier or "").split(":", 2)
    host = parts[1] if len(parts) == 3 and parts[0] == "oai" else None
    return found[0], host or None, reading.text(header, "datestamp")
