"""What names a work and what it is linked to: its identifiers, relations, the source it is in, and its copies.

The id of an item of a repository is its own DOI, else its handle, else that of its OAI header, else its address; a
record with none of them goes by its content. A publisher's DOI in a
relation names the article that the item is a copy of. It becomes an identifier of the work, by which link joins the
two, in two cases only:

- isIdenticalTo: the copy is the published version (VoR), so both records describe one work;
- isVersionOf, where the item is a journal article in the author's version (AM, AO): a manuscript counts as a copy of
  its article, as the monitoring of immediate open access takes it. Of anything else isVersionOf says less: a doctoral
  thesis is a "version of" the article that it grew from and is a work of its own, and so is a data set.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from rashinban.errors import Refused
from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.record import Record, main
from rashinban.reading.works import SourceName, add_source
from rashinban.reading.xml import Element
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.identifiers import arxiv, handle, pmid

_URL = re.compile(r"https?://[^\s/]+\.?\S*", re.I)
_OAI = re.compile(r"oai:([A-Za-z0-9.-]+):\S+", re.A)
_PLACEHOLDER_PAGE = "none"


@dataclass(frozen=True, kw_only=True)
class Header:
    """What comes beside a record: the id and day of its OAI header, further ids by scheme, the host it is kept on."""

    identifier: str | None = None
    datestamp: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    host: str | None = None


def url(text: str) -> str:
    """An address on the web."""
    value = text.strip()
    if not _URL.fullmatch(value) or len(value) > 1000:
        raise Refused("not an address on the web (http://...)", found=text)
    return value


_KINDS: dict[str, Callable[[str], str]] = {
    "doi": kinds.doi,
    "hdl": handle,
    "pmid": pmid,
    "arxiv": arxiv,
    "url": url,
    "issn": kinds.issn,
    "source-ncid": japanese.ncid,
    "ncid": japanese.ncid,
    "naid": japanese.naid,
    "crid": japanese.crid,
    "isbn": japanese.isbn,
    "jglobal": japanese.jglobal_id,
}
#: Schemes in which isIdenticalTo names the work itself. An ISBN or ISSN in a relation is that of a container, often.
_SAME = ("doi", "pmid", "arxiv", "naid", "crid")


@dataclass(frozen=True, kw_only=True)
class Identified:
    """The id and identifiers of a work: `own` by scheme, the first of each; `all` that there are."""

    work_id: str
    own: dict[str, str]
    all: dict[tuple[str, str], None]


def identify(record: Record, header: Header) -> Identified:
    """The identifiers of the item itself."""
    found: dict[tuple[str, str], None] = {}
    elements = record.each(record.root, "jpcoar:identifier")
    for element in elements:
        _take(record, element, "identifier", found)
    for element in record.each(record.root, "jpcoar:identifierRegistration"):
        _take(record, element, "registration", found)
    if header.identifier:
        found["oai", header.identifier] = None
    found |= dict.fromkeys(header.others)
    own: dict[str, str] = {}
    for scheme, identifier in found:
        own.setdefault(scheme, identifier)
    work_id = ids.best("works", own)
    if work_id is None:
        # A file of metadata before they are published: the same bytes are the same work.
        content = etree.tostring(record.root, method="c14n", with_comments=False)
        work_id = ids.scheme_id("row", hashlib.sha256(content).hexdigest()[:24])
    return Identified(work_id=work_id, own=own, all=found)


def _take(record: Record, element: Element, vocabulary: str, found: dict[tuple[str, str], None]) -> None:
    printed = record.text(element)
    column = "work_identifiers.identifier"
    scheme = words.ours(vocabulary, record.attribute(element, "identifierType"), column, record.rows)
    value = record.rows.take(_KINDS.get(scheme or "", str), printed, column) if scheme else None
    if scheme and value:
        found[scheme, value] = None


def add_relations(record: Record, work_id: str, found: Identified, *, is_paper: bool, is_manuscript: bool) -> list[str]:
    """Add the relations, and to `found` what is the work itself; titles of things without identifier are given back."""
    rows = record.rows
    added: dict[tuple[str, str, str], None] = {}
    titles = []
    for element in record.each(record.root, "jpcoar:relation"):
        printed = record.attribute(element, "relationType")
        relation = words.ours("relation", printed, "work_relations.relation", rows)
        title = main(record.texts(element, "jpcoar:relatedTitle"), None)
        related = _related(record, element)
        if related is None:
            titles += [f"{printed or 'relation'}: {title.text}"] if title else []
        elif relation is None:
            if printed is None:
                rows.refuse_value("work_relations.relation", "no relationType", related[1])
        else:
            added[relation, related[0], related[1]] = None
            is_same = relation == "IsIdenticalTo" or (relation == "IsVersionOf" and is_manuscript)
            if is_same and related[0] in _SAME:
                found.all[related] = None
    for file in record.each(record.root, "jpcoar:file"):
        for address in record.each(file, "jpcoar:URI"):
            # Data and programs within the item of a paper are its supporting data (form B of the guideline).
            if is_paper and record.attribute(address, "objectType") in ("dataset", "software"):
                place = rows.take(url, record.text(address), "work_relations.related_identifier")
                if place:
                    added["IsSupplementedBy", "url", place] = None
    for relation, scheme, identifier in added:
        known = scheme in ids.SCHEMES["works"]
        rows.add(
            "work_relations",
            work_id=work_id,
            relation=relation,
            related_scheme=scheme,
            related_identifier=identifier,
            related_work_id=ids.scheme_id(scheme, identifier) if known else None,
        )
    return titles


def _related(record: Record, relation: Element) -> tuple[str, str] | None:
    for element in record.each(relation, "jpcoar:relatedIdentifier"):
        printed = record.text(element)
        column = "work_relations.related_identifier"
        scheme = words.ours("related identifier", record.attribute(element, "identifierType"), column, record.rows)
        value = record.rows.take(_KINDS.get(scheme or "", str), printed, column) if scheme else None
        if scheme and value:
            return scheme, value
    return None


def add_identifiers(record: Record, work_id: str, found: Identified) -> None:
    for scheme, identifier in found.all:
        record.rows.add("work_identifiers", work_id=work_id, scheme=scheme, identifier=identifier)


def source(record: Record) -> str | None:
    """The id of the journal or book that the work is in, which is added; None where no identifier names it."""
    issns: list[str] = []
    others: list[tuple[str, str]] = []
    for element in record.each(record.root, "jpcoar:sourceIdentifier"):
        printed = record.text(element)
        column = "works.source_id"
        scheme = words.ours("source identifier", record.attribute(element, "identifierType"), column, record.rows)
        value = record.rows.take(_KINDS.get(scheme or "", str), printed, column) if scheme else None
        if scheme == "issn" and value:
            issns.append(value)
        elif scheme and value:
            others.append((scheme, value))
    names = [
        SourceName(name=text.text, language=text.language)
        for text in record.texts(record.root, "jpcoar:sourceTitle")
        if text.script is None
    ]
    return add_source(record.rows, issns=issns, identifiers=others, names=names)


def page(record: Record, name: str) -> str | None:
    """A page, volume or issue as printed; `none` is what some write where there is none."""
    printed = record.first(record.root, name)
    return None if printed is None or printed.lower() == _PLACEHOLDER_PAGE else printed


def host_of(header: Header) -> str | None:
    """The repository's name on the web: from the OAI identifier `oai:host:number`."""
    found = _OAI.fullmatch(header.identifier or "")
    return header.host or (found[1] if found else None)
