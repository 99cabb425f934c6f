"""A record is one JPCOAR element that is being read: children by namespace and name, texts with their language.

Prefixes differ between repositories and the namespace of JPCOAR itself differs by version, so both are matched here:
`jpcoar:title` means the namespace of the record, whatever its prefix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.markup import plain_text
from rashinban.reading.xml import Element, Reading
from rashinban.schema import japanese

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "datacite": "https://schema.datacite.org/meta/kernel-4/",
    "dcndl": "http://ndl.go.jp/dcndl/terms/",
    "oaire": "http://namespace.openaire.eu/schema/oaire/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rioxxterms": "http://www.rioxx.net/schema/v2.0/rioxxterms/",
}
_JPCOAR = re.compile(r"https?://github\.com/JPCOAR/schema/blob/master/(\d+\.\d+)(?:\.\d+)?/?", re.A)


def jpcoar_namespace(version: str) -> str:
    """The namespace of a version: `2.0` -> https://github.com/JPCOAR/schema/blob/master/2.0/."""
    return f"https://github.com/JPCOAR/schema/blob/master/{version}/"


def version_of(root: Element) -> str | None:
    """The version of the schema that the namespace of a record says; None where it is no record of JPCOAR."""
    found = _JPCOAR.fullmatch(xml.namespace(root))
    return found[1] if found and xml.local(root) == "jpcoar" else None


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with its language and script, None where they are not stated."""

    text: str
    language: str | None
    script: str | None


class Record:
    """The element under reading; what is refused goes to `rows`."""

    def __init__(self, root: Element, rows: Rows) -> None:
        self.root = root
        self.rows = rows
        self.reading = Reading(root)
        self.namespaces = NAMESPACES | {"jpcoar": xml.namespace(root)}

    def each(self, parent: Element, *names: str) -> list[Element]:
        """The children with one of these names, in the order of the record."""
        tags = {self.tag(name) for name in names}
        return [child for child in parent if child.tag in tags]

    def tag(self, name: str) -> str:
        """`dc:title` as the parser writes it, `{namespace}title`."""
        prefix, _, local = name.partition(":")
        return f"{{{self.namespaces[prefix]}}}{local}"

    def text(self, element: Element) -> str | None:
        """The text without the line breaks of pretty-printing; None where there is none."""
        self.reading.text(element)
        return japanese.trim_cjk("".join(element.itertext())) or None

    def first(self, parent: Element, *names: str) -> str | None:
        """The text of the first child of these names that has one; all count as read."""
        return next(iter([text for child in self.each(parent, *names) if (text := self.text(child))]), None)

    def attribute(self, element: Element, name: str) -> str | None:
        return self.reading.attribute(element, name)

    def language(self, element: Element) -> tuple[str | None, str | None]:
        """Language and script of an element; what is no language is refused."""
        printed = self.attribute(element, "lang")
        if printed is None:
            return None, None
        try:
            return japanese.language(printed)
        except Refused as refused:
            self.rows.refuse_value(f"{xml.local(element)}/@lang", refused.reason, printed)
            return None, None

    def texts(self, parent: Element, *names: str) -> list[Text]:
        """The texts of the children with one of these names."""
        found = []
        for child in self.each(parent, *names):
            language, script = self.language(child)
            text = plain_text(self.text(child))
            if text:
                found.append(Text(text=text, language=language, script=script))
        return found


def main(texts: list[Text], language: str | None) -> Text | None:
    """The text in the language of the work, else the first that is no reading of another; None where there is none."""
    plain = [text for text in texts if text.script is None] or texts
    return next((text for text in plain if text.language == language and language), plain[0] if plain else None)
