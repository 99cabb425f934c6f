"""A record of ORCID as one tree of elements, whether it was written in XML or in JSON.

ORCID writes the same fields in both: in JSON a text is `{"value": ...}`, what is repeated a list, and every attribute
a field among the others. So a JSON record is made into the elements that its XML would have had.
"""

from __future__ import annotations

from lxml import etree

from rashinban.errors import Refused
from rashinban.reading import json, xml
from rashinban.reading.xml import Element


def tree(record: bytes) -> Element:
    """The root: `record` of a profile, `error` of an answer that is none, or something else."""
    if record[:1] not in (b"{", b"["):
        return xml.parse(record)
    found = json.decode(record)
    if not isinstance(found, dict):
        raise Refused("not a record", found=found)
    root = etree.Element("error" if "developer-message" in found else "record")
    try:
        _fill(root, found)
    except (ValueError, RecursionError) as error:
        raise Refused(f"JSON that no record of ORCID could be: {str(error)[:200]}") from None
    return root


def _fill(element: Element, value: object) -> None:
    if isinstance(value, dict):
        for name, below in value.items():
            if name == "value":
                element.text = _text(below)
            elif "value" in value:
                # Beside a text stand its attributes: the language of a title, the currency of an amount.
                if below is not None:
                    element.set(name, _text(below) or "")
            elif name == "summaries" and isinstance(below, list):
                # [{"employment-summary": {...}}] is <employment-summary> straight in its group.
                for item in below:
                    _fill(element, item)
            else:
                for item in below if isinstance(below, list) else [below]:
                    if item is not None:
                        _fill(etree.SubElement(element, name), item)
    else:
        element.text = _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
