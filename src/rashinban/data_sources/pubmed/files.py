"""Each record is one article or book of PubMed, cut out of a baseline file, an update file or an answer of efetch.

An update file ends with the numbers of records that PubMed has deleted: each of them is a record too, refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.errors import Refused
from rashinban.reading.files import numbered
from rashinban.reading.members import Member
from rashinban.reading.xml import cut
from rashinban.snapshots.raw import Damaged, RawFile, Record

_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_DELETED = ("DeleteCitation", "DeleteDocument")
_LIST = re.compile(rb"<(Pubmed\w*Set)[\s>]")
_END = 4096
_PMID = re.compile(rb"<PMID\b[^>]*>\s*(\d+)\s*</PMID>")


def records(file: RawFile) -> Iterator[Record]:
    """The records of a file, or of the XML files in an archive. A record's number is its place among them."""
    return numbered(file, (".xml",), _of_member)


def _of_member(member: Member) -> Iterator[bytes | Refused]:
    for _, record in cut(_to_its_end(member.chunks), (*_ARTICLES, *_DELETED)):
        if isinstance(record, Refused) or not record.startswith(tuple(b"<" + name.encode() for name in _DELETED)):
            yield record
            continue
        for pmid in _PMID.findall(record):
            yield Refused("PubMed has deleted this record", column="works.pmid", found=pmid.decode())


def _to_its_end(found: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of a file. Raises Damaged after them where the list has no end: records would be missing unseen."""
    root: re.Match[bytes] | None = None
    head, tail = True, b""
    for chunk in found:
        if head:
            root, head = _LIST.search(chunk, 0, _END), False
        tail = (tail + chunk[-_END:])[-_END:]
        yield chunk
    if root and b"</" + root[1] + b">" not in tail:
        raise Damaged("the file ends within the list of records")
