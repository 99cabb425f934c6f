"""Each element is made by lxml, so that what comes from data is escaped; what XML cannot hold is left out."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: Titles in bulk files hold control characters; XML 1.0 allows none but tab and line ends.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root(namespace: str, name: str, prefixes: dict[str | None, str], schema: str) -> Element:
    """The outermost element of a document or record, with the place of its schema."""
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={**prefixes, "xsi": XSI})
    made.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    return made


def below(parent: Element, namespace: str, name: str, **attributes: str | None) -> Element:
    """A new last child; an attribute of None is not written. `lang` is xml:lang."""
    made = etree.SubElement(parent, f"{{{namespace}}}{name}")
    for key, value in attributes.items():
        if value is not None:
            made.set(XML_LANG if key == "lang" else key, clean(value))
    return made


def write(parent: Element, namespace: str, name: str, text: str | None, **attributes: str | None) -> Element | None:
    """A new last child with a text; no text, no element."""
    written = clean(text) if text is not None else ""
    if not written.strip():
        return None
    made = below(parent, namespace, name, **attributes)
    made.text = written
    return made


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)
