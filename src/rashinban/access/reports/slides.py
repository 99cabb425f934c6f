"""What every slide shares: its size, the fonts of its theme, titles that fit, and how much a cell takes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from rashinban.access.serialisers.display import ems, fold

#: Fonts that PowerPoint has on every machine; another program takes what it has in their place.
_LATIN, _JAPANESE = "Arial", "Yu Gothic"
INK, SOFT, WARNING = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x55, 0x55, 0x55), RGBColor(0x8A, 0x45, 0x00)
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP = Inches(0.6), Inches(1.35)
ROOM_WIDE, ROOM_HIGH = WIDE - 2 * LEFT, Inches(5.45)


def wide(show: Any) -> None:
    """The standard slides made 16:9: places of the master and its layouts are stretched sideways."""
    stretch = WIDE / show.slide_width
    show.slide_width, show.slide_height = WIDE, HIGH
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.shapes:
            # One that has no place of its own stands where the master has it.
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)


def fonts(show: Any) -> None:
    """The fonts of the theme, which everything takes: Latin, and East Asian, which the standard one leaves open."""
    theme = next(rel.target_part for rel in show.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(theme.blob)
    for fonts in root.iter(qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(qn("a:latin")).set("typeface", _LATIN)
        fonts.find(qn("a:ea")).set("typeface", _JAPANESE)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def fit(title: Any, text: str, points: int) -> None:
    """A long title is smaller, so that it stays within its place."""
    size = points if ems(text) * points < ROOM_WIDE / Pt(1) * 1.7 else int(points * 0.7)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, INK


def cell_height(text: str, below: str, width: int) -> float:
    """How high a cell of a table is in points: its text of 11 points, and its second line of 9."""
    room = width / Pt(1) - 16
    lines = len(fold(text, room / 12)) * 11 + (len(fold(below, room / 10)) * 9 if below else 0)
    return max(lines, 11) * 1.3 + 5
