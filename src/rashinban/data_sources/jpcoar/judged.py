"""A record under judgement: its elements by path, `jpcoar:creator/jpcoar:creatorName`, whatever its prefixes."""

from __future__ import annotations

from dataclasses import dataclass

from rashinban.reading import xml
from rashinban.reading.jpcoar.record import NAMESPACES
from rashinban.reading.xml import LANG, Element


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A rule that is broken, where, and by what."""

    rule: str
    path: str
    found: str


class Judged:
    """A record and the version of JPCOAR that it is judged by."""

    def __init__(self, root: Element, version: str) -> None:
        self.root = root
        self.version = version
        self._namespaces = NAMESPACES | {"jpcoar": xml.namespace(root)}
        self.prefixes = {address: prefix for prefix, address in self._namespaces.items()}

    def all(self, path: str, below: Element | None = None) -> list[Element]:
        """The elements at a path below the root, or below an element."""
        found = [self.root if below is None else below]
        for step in path.split("/"):
            prefix, _, local = step.partition(":")
            tag = f"{{{self._namespaces[prefix]}}}{local}"
            found = [child for element in found for child in element if child.tag == tag]
        return found

    def anywhere(self, name: str) -> list[Element]:
        """The elements of one name at any depth."""
        prefix, _, local = name.partition(":")
        return list(self.root.iter(f"{{{self._namespaces[prefix]}}}{local}"))

    def path(self, element: Element) -> str:
        """The path of an element from the record, as it is printed: `jpcoar/creator/creatorName`."""
        steps = [xml.local(element)]
        while element is not self.root:
            element = element.getparent()
            steps.append(xml.local(element))
        return "/".join(reversed(steps))

    def breach(self, rule: str, element: Element, found: str | None = None) -> Breach:
        """A breach at an element; found: what is wrong there, else its text."""
        told = text(element) if found is None else found
        return Breach(rule=rule, path=self.path(element), found=told[:300])

    def missing(self, rule: str, name: str) -> Breach:
        """A breach by an element that is not there."""
        return Breach(rule=rule, path=f"jpcoar/{name.rpartition(':')[2]}", found="")


def text(element: Element) -> str:
    """The text of an element, blanks collapsed."""
    return xml.plain(element) or ""


def language(element: Element) -> str | None:
    """The language that an element states."""
    return element.get(LANG) or None


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value).strip() or None
    return None
