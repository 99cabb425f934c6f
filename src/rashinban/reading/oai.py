"""Each record is one `<record>` of an OAI-PMH answer as XML, its header included and its namespaces declared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from rashinban.errors import Refused
from rashinban.reading.members import Member, members
from rashinban.reading.xml import elements
from rashinban.snapshots.oai_pmh.document import records
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record


def oai_records(file: RawFile) -> Iterator[Record]:
    """The records of a ListRecords or GetRecord answer, deleted ones too, numbered from 1 through an archive's members.

    In an answer that is not well-formed each record that can be read by itself is given, and the others are Refused.
    A document of another kind is one record. The answer `noRecordsMatch` has none; other answers are Refused.
    """
    number = 0
    for member in members(file, lambda name: name.lower().endswith(".xml")):
        found = iter([member.refused]) if member.refused else _of_member(member)
        for record in found:
            number += 1
            yield number, record


def _of_member(member: Member) -> Iterator[bytes | Refused]:
    held = bytearray()
    for chunk in member.chunks:
        held += chunk
        if len(held) > RECORD_LIMIT:
            # No answer of a provider, but a file of many; it is read without holding it.
            yield from (record for _, record in elements(chain([bytes(held)], member.chunks), frozenset({"record"})))
            return
    for found in records(bytes(held)):
        yield found if isinstance(found, Refused) else etree.tostring(found, encoding="utf-8", with_tail=False)
