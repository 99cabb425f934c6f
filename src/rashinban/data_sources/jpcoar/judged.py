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
    """A record and the version of JPCOAR that it is judged by. Its elements are gone through once and kept by path."""

    def __init__(self, root: Element, version: str) -> None:
        self.root = root
        self.version = version
        self._prefixes = {address: prefix for prefix, address in NAMESPACES.items()} | {xml.namespace(root): "jpcoar"}
        self._names: dict[str, str] = {}
        self._by_path: dict[str, list[Element]] = {}
        self._by_name: dict[str, list[Element]] = {}
        for child in root:
            self._keep(child, "")

    def _keep(self, element: Element, above: str) -> None:
        name = self.name(element)
        self._by_path.setdefault(above + name, []).append(element)
        self._by_name.setdefault(name, []).append(element)
        for child in element:
            self._keep(child, f"{above}{name}/")

    def name(self, element: Element) -> str:
        """The name of an element with the prefix that this project writes, `dc:title`."""
        tag = element.tag
        name = self._names.get(tag)
        if name is None:
            address = xml.namespace(element)
            name = self._names[tag] = f"{self._prefixes.get(address, address)}:{xml.local(element)}"
        return name

    @property
    def paths(self) -> dict[str, list[Element]]:
        """All elements below the root by their paths."""
        return self._by_path

    def all(self, path: str) -> list[Element]:
        """The elements at a path below the root."""
        return self._by_path.get(path, [])

    def children(self, element: Element, name: str) -> list[Element]:
        """The children of an element that have a name."""
        return [child for child in element if self.name(child) == name]

    def anywhere(self, name: str) -> list[Element]:
        """The elements of one name at any depth."""
        return self._by_name.get(name, [])

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
