"""A record of a repository becomes a work; what the rules of JPCOAR find wrong with it is noted beside.

A record is kept whatever the findings: a repository's manager reads in the report what IRDB would reject, with the rule
and its mend as the reason. Warnings are not noted here; `judge` (rules.py) gives them.

A deleted record is refused as such, so that it is counted: that a work has left a repository has no table.
"""

from __future__ import annotations

from rashinban.data_sources.jpcoar.convert import from_dublin_core, from_junii2
from rashinban.data_sources.jpcoar.rules import judge
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import jpcoar, xml
from rashinban.reading.jpcoar.words import VERSIONS
from rashinban.reading.xml import Element
from rashinban.snapshots.raw import RawFile


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one record."""
    root = xml.parse(record)
    header, payload = jpcoar.Header(), root
    if xml.local(root) == "record":
        header, payload = _opened(root)
    kind = xml.local(payload)
    if kind == "jpcoar":
        _check(payload, rows)
    elif kind == "junii2":
        payload = from_junii2(payload, rows)
    elif kind == "dc":
        payload = from_dublin_core(payload, rows)
    else:
        raise Refused("not a record of JPCOAR, junii2 or Dublin Core", found=payload.tag)
    jpcoar.add_item(payload, rows, header)


def _opened(record: Element) -> tuple[jpcoar.Header, Element]:
    """The header of an OAI record and what it carries; which sets it is in and what is said about it are not read."""
    reading = xml.Reading(record, watched=False)
    header = reading.one(record, "header")
    identifier = reading.text(header, "identifier")
    if header is not None and header.get("status") == "deleted":
        raise Refused("deleted by the repository", found=identifier)
    metadata = reading.one(record, "metadata")
    found = list(metadata) if metadata is not None else [each for each in record if xml.local(each) != "header"]
    if len(found) != 1:
        raise Refused(f"a record with {len(found)} descriptions instead of one", found=identifier)
    return jpcoar.Header(identifier=identifier, datestamp=reading.text(header, "datestamp")), found[0]


def _check(payload: Element, rows: Rows) -> None:
    version = jpcoar.version_of(payload)
    if version is None:
        raise Refused("not in a namespace of JPCOAR", found=xml.namespace(payload) or payload.tag)
    if version not in VERSIONS:
        rows.refuse_value("jpcoar", f"a version that is not known here; read as {VERSIONS[-1]}", version)
    for finding in judge(payload):
        if finding.severity == "error":
            rows.refuse_value(finding.path, f"{finding.rule}: {finding.mend}", finding.found)
