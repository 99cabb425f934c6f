"""A builder writes a JPCOAR element from values and paths: what other forms of a record are turned into.

A path is written as in the tables beside the data sources: steps with prefixes, attributes to set after `@`, and the
last step may be an attribute: `jpcoar:relation@relationType=isPartOf/jpcoar:relatedIdentifier`,
`jpcoar:creator/jpcoar:creatorName/@xml:lang`. Steps with the same key are one element, so parts of one person come
together whatever their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lxml import etree

from rashinban.reading.jpcoar.record import NAMESPACES, jpcoar_namespace
from rashinban.reading.xml import LANG, Element

#: The version of JPCOAR in whose words other forms are written.
VERSION = "2.0"
_MAP = NAMESPACES | {"jpcoar": jpcoar_namespace(VERSION)}


@cache
def _step(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The tag of a step and the attributes that it sets."""
    name, *settings = text.split("@")
    prefix, _, local = name.partition(":")
    pairs = tuple((_attribute(key), value) for key, _, value in (each.partition("=") for each in settings))
    return f"{{{_MAP[prefix]}}}{local}", pairs


def _attribute(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    if prefix == "xml":
        return LANG
    return f"{{{_MAP[prefix]}}}{local}" if prefix else local


class Builder:
    """One record that is being written; `root` is the element."""

    def __init__(self) -> None:
        self.root: Element = etree.Element(f"{{{_MAP['jpcoar']}}}jpcoar", nsmap=_MAP)
        self._known: dict[tuple[object, ...], Element] = {}

    def put(self, path: str, value: str, keys: Sequence[object]) -> Element:
        """Write a value. `keys` tell for each element of the path which one of its name it is."""
        steps = path.split("/")
        attribute = steps.pop()[1:] if steps[-1].startswith("@") else None
        place: tuple[object, ...] = ()
        element = self.root
        for step, key in zip(steps, keys, strict=True):
            place = (*place, step, key)
            found = self._known.get(place)
            if found is None:
                tag, pairs = _step(step)
                found = self._known[place] = etree.SubElement(element, tag, dict(pairs))
            element = found
        if attribute is None:
            element.text = value
        else:
            element.set(_attribute(attribute), value)
        return element
