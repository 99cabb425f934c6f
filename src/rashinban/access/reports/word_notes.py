"""Footnotes of a Word document: the part that holds them, and the marks that lead to them.

python-docx has none, so the part is written here as ECMA-376 (17.11) says. A note that is marked again is referred to
by a NOTEREF field: a second reference would print the note a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
#: Every document has these two before its own notes: the lines above notes, on their page and carried over.
_FIRST = (("separator", -1), ("continuationSeparator", 0))


class Notes:
    """The notes of one document while it is written. told: a note's paragraphs of text by its number."""

    def __init__(self, document: Any, told: Callable[[int], list[str]]) -> None:
        self._document = document
        self._told = told
        self._marked: dict[int, int] = {}
        self._root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for name, number in _FIRST:
            note = _under(self._root, "w:footnote", {"w:type": name, "w:id": str(number)})
            _under(_under(_under(note, "w:p"), "w:r"), f"w:{name}")

    def mark(self, paragraph: Any, number: int) -> None:
        """A mark at the end of a paragraph."""
        name = f"note_{number}"
        if number in self._marked:
            _reference(paragraph, name, self._marked[number])
            return
        # Notes have the numbers of the order in which they are first marked, as in the report.
        self._marked[number] = len(self._marked) + 1
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(number))
        paragraph._p.append(start)
        run = _raised(paragraph)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._marked[number]))
        run._r.append(reference)
        paragraph._p.append(end)
        self._add(self._marked[number], self._told(number))

    def _add(self, number: int, texts: list[str]) -> None:
        note = _under(self._root, "w:footnote", {"w:id": str(number)})
        for at, text in enumerate(texts):
            one = _under(note, "w:p")
            _under(_under(one, "w:pPr"), "w:pStyle", {"w:val": "FootnoteText"})
            if at == 0:
                run = _under(one, "w:r")
                _under(_under(run, "w:rPr"), "w:vertAlign", {"w:val": "superscript"})
                _under(run, "w:footnoteRef")
            written = _under(_under(one, "w:r"), "w:t", {"xml:space": "preserve"})
            written.text = f" {text}" if at == 0 else text

    def close(self) -> None:
        """Put the notes into the document."""
        body = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, body, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _under(parent: Any, name: str, attributes: dict[str, str] | None = None) -> Any:
    child = etree.SubElement(parent, qn(name))
    for key, value in (attributes or {}).items():
        child.set("{http://www.w3.org/XML/1998/namespace}space" if key == "xml:space" else qn(key), value)
    return child


def _raised(paragraph: Any) -> Any:
    run = paragraph.add_run()
    run.font.superscript = True
    return run


def _reference(paragraph: Any, name: str, number: int) -> None:
    for kind, text in (
        ("begin", ""),
        ("", f" NOTEREF {name} \\h "),
        ("separate", ""),
        ("shown", str(number)),
        ("end", ""),
    ):
        run = _raised(paragraph)
        if kind == "shown":
            run.text = text
        elif text:
            code = OxmlElement("w:instrText")
            code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            code.text = text
            run._r.append(code)
        else:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
            run._r.append(field)
