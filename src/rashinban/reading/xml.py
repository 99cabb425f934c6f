"""XML as records, and a record as fields of which it is known what was read.

No entity is expanded, no DTD is loaded and nothing is fetched; depth, names and texts are bounded by libxml2's own
limits, records by RECORD_LIMIT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from lxml import etree

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.ignored import Ignored
from rashinban.snapshots.raw import RECORD_LIMIT, Record

#: lxml has no types of its own.
Element: TypeAlias = Any

#: The prefix that XML binds by itself: `xml:lang` is `{...}lang`, here `lang`.
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ENTITIES = "XML declares entities, which are not expanded"
#: Where entities are looked for before a byte is parsed: libxml2 expands those in attributes while it parses.
_OPENING = 65536

#: huge_tree off: libxml2 refuses texts and attributes over 10 MB, and nesting over 256. (`collect_ids` stays as it is:
#: turned off, it would be a third faster, and libxml2 would load the DTD.)
_OPTIONS: Mapping[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PARSER = etree.XMLParser(**_OPTIONS)


def parse(record: bytes) -> Element:
    """The root element of one record. Refused where it is not well-formed, or declares entities."""
    if record.find(b"<!ENTITY", 0, _OPENING) >= 0:
        raise Refused(_ENTITIES)
    try:
        root = etree.fromstring(record, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"invalid XML: {str(error)[:200]}") from None
    if _declares_entities(root):
        raise Refused(_ENTITIES)
    return root


def _declares_entities(root: Element) -> bool:
    """Whether the document type declares any: also far from the beginning, and in any encoding."""
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and next(declared.iterentities(), None) is not None


def cut(found: Iterable[bytes], name: str | tuple[str, ...], limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """The elements of some names in a UTF-8 file as bytes, cut out without parsing: for bulk files of one flat list.

    The elements may not nest in each other, and stand without what the root declares: only for formats without
    namespace prefixes. What is between them is passed over. A record's number is its place in the file.
    """
    names = (name,) if isinstance(name, str) else name
    # The longest first: of two names that begin alike, the alternatives must not stop at the shorter.
    alternatives = b"|".join(re.escape(each.encode()) for each in sorted(names, key=len, reverse=True))
    opening = re.compile(rb"<(" + alternatives + rb")(?=[\s/>])")
    longest = max(map(len, names)) + 3
    name, closing = "", b""
    held = bytearray()
    number = 0
    searched = 0
    begun = False
    for chunk in found:
        held += chunk
        at = 0
        while True:
            if not begun:
                start = opening.search(held, at)
                if start is None:
                    # Keep what may be the first half of an opening tag.
                    at = max(at, len(held) - longest)
                    break
                at, begun = start.start(), True
                name = start[1].decode()
                closing = b"</" + start[1] + b">"
                searched = at
            end = held.find(closing, max(searched - len(closing), at))
            if end < 0:
                searched = len(held)
                if len(held) - at > limit:
                    yield number + 1, Refused(f"an element {name} longer than {limit:,} bytes; the rest is not read")
                    return
                break
            end += len(closing)
            number += 1
            with memoryview(held) as whole:
                record = bytes(whole[at:end])
            yield number, record
            at, begun = end, False
        del held[:at]
        searched = max(searched - at, 0)
    if begun:
        yield (
            number + 1,
            Refused(f"the file ends within an element {name}", found=bytes(held[:200]).decode("utf-8", "replace")),
        )


def elements(found: Iterable[bytes], names: frozenset[str], limit: int = RECORD_LIMIT) -> Iterator[Record]:
    """The outermost elements of some local names, whatever the root, as bytes with their namespaces declared.

    For files of any encoding and any prefixes. A file that breaks off gives what was whole before, then why.
    """
    parser = etree.XMLPullParser(("start", "end"), **_OPTIONS)
    number, depth, size, inside = 0, 0, 0, None
    first = True
    try:
        for chunk in found:
            if first and chunk.find(b"<!ENTITY", 0, _OPENING) >= 0:
                yield 1, Refused(_ENTITIES)
                return
            first = False
            # Small bites, so that what is held of one record is noticed in time.
            for at in range(0, len(chunk), 262144):
                bite = chunk[at : at + 262144]
                parser.feed(bite)
                size += len(bite)
                for event, element in parser.read_events():
                    if event == "start":
                        if depth == 0 and _declares_entities(element):
                            yield 1, Refused(_ENTITIES)
                            return
                        depth += 1
                        if inside is None and local(element) in names:
                            inside = depth
                    else:
                        if inside == depth:
                            number += 1
                            inside, size = None, 0
                            yield number, etree.tostring(element, encoding="utf-8", with_tail=False)
                        depth -= 1
                        if inside is None:
                            element.clear(keep_tail=False)
                            parent = element.getparent()
                            while parent is not None and element.getprevious() is not None:
                                del parent[0]
                if size > limit:
                    yield number + 1, Refused(f"a record longer than {limit:,} bytes; the rest is not read")
                    return
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        yield number + 1, Refused(f"invalid XML: {str(error)[:200]}; the rest cannot be read")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element, "" for none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def plain(element: Element) -> str | None:
    """All text in an element, of the elements below it too, blanks collapsed. None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None


class Reading:
    """One record that is being read. Paths are local names, `PubData/Journal/@issn` being read by `attribute`.

    Where `watched`, what is read is remembered, and `notice_unread` tells the rest; bulk files are watched in samples
    (reading.json.is_sampled), because remembering costs as much as reading.
    """

    __slots__ = ("_attributes", "_texts", "root", "watched")

    def __init__(self, root: Element, *, watched: bool = True) -> None:
        self.root = root
        self.watched = watched
        # Elements are kept, not their numbers: lxml makes an element anew when nobody holds it.
        self._texts: set[Element] = set()
        self._attributes: set[tuple[Element, str]] = set()

    def one(self, element: Element, path: str) -> Element | None:
        """The first element at a path."""
        return element.find(_path(path))

    def many(self, element: Element, path: str) -> list[Element]:
        """All elements at a path."""
        found: list[Element] = element.findall(_path(path))
        return found

    def text(self, element: Element | None, path: str = "") -> str | None:
        """The text of an element, or of the first at a path below it; elements in it count as read (markup)."""
        if element is not None and path:
            element = element.find(_path(path))
        if element is None:
            return None
        if self.watched:
            self._texts.update(element.iter())
        if len(element) == 0:
            # By far the most: one text, no markup.
            text = element.text
            return (" ".join(text.split()) or None) if text else None
        return plain(element)

    def texts(self, element: Element, path: str) -> list[str]:
        """The texts of all elements at a path, without empty ones."""
        return [text for found in self.many(element, path) if (text := self.text(found))]

    def attribute(self, element: Element | None, name: str) -> str | None:
        """An attribute by its local name, trimmed. None where it is missing or empty."""
        if element is None:
            return None
        value = element.get(name)
        if value is None and len(element.attrib):
            for key in element.attrib:
                if key.rpartition("}")[2] == name:
                    name, value = key, element.attrib[key]
                    break
        if self.watched:
            self._attributes.add((element, name))
        return (value.strip() or None) if value else None

    def passed(self, element: Element | None) -> None:
        """Count an element with all below it as read: for what a caller has looked at by itself."""
        if element is not None and self.watched:
            for each in element.iter():
                self._texts.add(each)
                self._attributes.update((each, name) for name in each.attrib)

    def unread(self, ignored: Mapping[str, str] | None = None) -> Iterator[str]:
        """Paths from the root of texts and attributes that nobody has read: `grantAward/title`, `grantAward/@id`.

        ignored: as `notice_unread` takes it.
        """
        return self._unread(self.root, local(self.root), Ignored.of(_NOTHING if ignored is None else ignored))

    def _unread(self, element: Element, path: str, ignored: Ignored) -> Iterator[str]:
        if ignored.has(path):
            return
        if element not in self._texts and element.text and not element.text.isspace():
            yield path
        for name in element.attrib:
            # Where a schema lies is about the file, not about the record.
            if (element, name) not in self._attributes and not name.endswith("chemaLocation"):
                written = f"{path}/@{name.rpartition('}')[2]}"
                if not ignored.has(written):
                    yield written
        for child in element:
            yield from self._unread(child, f"{path}/{local(child)}", ignored)

    def notice_unread(self, rows: Rows, ignored: Mapping[str, str]) -> None:
        """Report what was not read and is not ignored.

        ignored: path -> reason. A path stands for all below it; one that begins with `//` is the end of a path
        anywhere (`//@id`), or an element anywhere with all below it.
        """
        if self.watched:
            for path in self.unread(ignored):
                rows.unknown_field(path)


_NOTHING: Mapping[str, str] = {}
_PATHS: dict[str, str] = {}


def _path(path: str) -> str:
    """`a/b` with any namespace, in the words of ElementPath."""
    known = _PATHS.get(path)
    if known is None:
        known = _PATHS[path] = "/".join("*" if step == "*" else f"{{*}}{step}" for step in path.split("/"))
    return known
