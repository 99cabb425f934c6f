"""Each document is one answer of an OAI-PMH provider, read strictly first; what is wrong with it is told.

Nothing is fetched and no entity is expanded: an answer with a document type is not read at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from rashinban.errors import Refused

#: lxml has no types of its own.
Element: TypeAlias = Any

OAI = "{http://www.openarchives.org/OAI/2.0/}"

#: Patterns are bounded and do not turn back: what they search may have been written to make them.
_COMMENT = rb"<!--(?>.{0,2000}?-->)"
_BETWEEN = rb"(?>\s+|" + _COMMENT + rb")*+"
_HTML = re.compile(
    rb"^\xef?\xbb?\xbf?(?>\s+|<\?xml[^>]{0,200}\?>|" + _COMMENT + rb")*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TITLE = re.compile(rb"<title[^>]{0,200}>(.{0,500}?)</title", re.I | re.S)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.I)
_ENDED = re.compile(rb"</(?:[\w.-]{1,100}:)?OAI-PMH\s*+>" + _BETWEEN + rb"$", re.S)
_OPENING = 65536
_WITH_TYPE = "XML with a document type or entities, which are not read"
#: What holds records, and what holds elements of others, which are left as they are.
_LISTS = ("{*}ListRecords", "{*}GetRecord", "{*}listrecords", "{*}getrecord")
_OF_OTHERS = ("metadata", "about", "description", "setDescription")

#: A record of OAI begins with its header; that of MARC, which has the same name, does not.
_RECORD = re.compile(rb"<((?:[\w.-]{1,100}:)?)record(?=[\s>])[^>]{0,2000}>" + _BETWEEN + rb"<\1header(?=[\s>/])", re.S)
_AROUND = re.compile(rb"<(?:[\w.-]{1,100}:)?(?:OAI-PMH|ListRecords|GetRecord)(?=[\s>])[^>]{0,9000}>", re.I)
_DECLARATION = re.compile(rb"^[\s\xef\xbb\xbf]*+(<\?xml[^>]{0,200}\?>)")


class Unreadable(Exception):
    """An answer that is not one of OAI-PMH, or not all of one; another try may bring a better one."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """An answer as the protocol's elements, and what was wrong with its bytes. `broken`: it is not well-formed."""

    root: Element
    faults: tuple[str, ...]
    broken: bool


def strict(body: bytes) -> Element:
    """The root of a well-formed document. Refused with the reason where it is none, or has a document type."""
    if _DOCTYPE.search(body, 0, _OPENING):
        raise Refused(_WITH_TYPE)
    try:
        # huge_tree off: libxml2 refuses texts over 10 MB and nesting over 256.
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise Refused(f"invalid XML: {error.msg[:200]}") from None
    # The search does not see it in UTF-16, or after many blanks.
    if root.getroottree().docinfo.doctype:
        raise Refused(_WITH_TYPE)
    return root


def read_document(body: bytes, verb: str | None) -> Document:
    """Read an answer to a verb, or an error. One that is whole but not well-formed is read as far as it can be.

    Raises Unreadable for an HTML page, another document, half an answer, and an answer to another verb.
    """
    if _HTML.search(body[:_OPENING]):
        raise Unreadable(f"an HTML page{_title(body)} instead of an OAI-PMH answer")
    faults, broken = [], False
    try:
        root = strict(body)
    except Refused as refused:
        if refused.reason == _WITH_TYPE or not _ENDED.search(body[-4096:]):
            raise Unreadable(refused.reason if body.strip() else "an empty answer") from None
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
        faults, broken = [_plainly(refused.reason)], True
        if b"resumptionToken" in body and not any(True for _ in root.iter("{*}resumptionToken")):
            raise Unreadable(refused.reason) from None
    if root is None or local(root) != "OAI-PMH":
        raise Unreadable(f"an XML document {'' if root is None else local(root)!r} instead of an OAI-PMH answer")
    if root.tag != f"{OAI}OAI-PMH":
        faults.append("answers without the namespace of OAI-PMH 2.0")
        _into_namespace(root)
    if verb and root.find(f".//{OAI}{verb}") is None and root.find(f".//{OAI}error") is None:
        raise Unreadable(f"an OAI-PMH answer that does not answer {verb}")
    for token in root.iter(f"{OAI}resumptionToken"):
        token.text = (token.text or "").strip() or None
    return Document(root=root, faults=tuple(faults), broken=broken)


def _plainly(reason: str) -> str:
    if "encoding" in reason.lower() or "utf-8" in reason.lower():
        return "answers whose bytes are not in the encoding that they declare"
    return "answers that are not well-formed XML"


def _title(body: bytes) -> str:
    found = _TITLE.search(body[:_OPENING])
    text = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split())[:100] if found else ""
    return f" ({text!r})" if text else ""


def _into_namespace(element: Element) -> None:
    element.tag = f"{OAI}{local(element)}"
    if local(element) not in _OF_OTHERS:
        for child in element:
            if isinstance(child.tag, str):
                _into_namespace(child)


def local(element: Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def below(element: Element, name: str) -> Element | None:
    """The first child of a local name, whatever its namespace."""
    return next((child for child in element if local(child) == name), None)


def records(body: bytes) -> Iterator[Element | Refused]:
    """The records of a page as elements; where the page is not well-formed, each that can be read by itself.

    A document that lists no records is one record, its root; an answer that has none, or an error, is Refused, but
    `noRecordsMatch` is no record at all.
    """
    try:
        root = strict(body)
    except Refused as refused:
        yield from _one_by_one(body, refused)
        return
    found = [child for lists in root.iter(*_LISTS) for child in lists if local(child) == "record"]
    if not found:
        found = [each for each in root.iter("{*}record") if below(each, "header") is not None]
    if found:
        yield from found
    elif local(root) == "OAI-PMH":
        yield from _without_records(root)
    else:
        yield root


def _without_records(root: Element) -> Iterator[Refused]:
    answer = next((child for child in root if local(child) not in ("", "responseDate", "request")), None)
    if answer is None:
        yield Refused("an OAI-PMH answer without content")
    elif local(answer) == "error":
        if answer.get("code") != "noRecordsMatch":
            yield Refused(f"an OAI-PMH error, {answer.get('code')}", found=" ".join((answer.text or "").split())[:200])
    elif local(answer).lower() not in ("listrecords", "getrecord"):
        yield Refused(f"an answer to {local(answer)}, which has no records; fetch ListRecords")


def _one_by_one(body: bytes, why: Refused) -> Iterator[Element | Refused]:
    starts = [found.start() for found in _RECORD.finditer(body)]
    if not starts or why.reason == _WITH_TYPE:
        yield why
        return
    around = _AROUND.findall(body, 0, starts[0])
    declaration = _DECLARATION.search(body)
    before = (declaration[1] if declaration else b"") + b"".join(around)
    after = b"".join(b"</" + re.split(rb"[\s>]", tag[1:])[0] + b">" for tag in reversed(around))
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        prefix = _RECORD.match(body, start)[1]  # type: ignore[index]  # it is one of those found
        closing = b"</" + prefix + b"record>"
        last = body.rfind(closing, start, end)
        if last < 0:
            yield Refused(
                "the answer ends within this record", found=body[start : start + 200].decode("utf-8", "replace")
            )
            continue
        piece = body[start : last + len(closing)]
        try:
            element = strict(before + piece + after)
        except Refused as refused:
            yield Refused(refused.reason, found=_shown(piece[:200]))
            continue
        for _ in around:
            element = next(child for child in element if isinstance(child.tag, str))
        yield element


def _shown(data: bytes) -> str:
    return data.decode("utf-8", "replace")
