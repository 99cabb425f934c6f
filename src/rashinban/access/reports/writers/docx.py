"""A Word document to go on writing in: real headings, tables and footnotes, pictures with alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from rashinban.access.pages.wordbook import word
from rashinban.access.reports.model import Block, Figure, Paragraph, Report, Table, side_by_side
from rashinban.access.reports.pictures import pixels
from rashinban.access.reports.word_notes import Notes

#: Fonts that Word has on every machine; another program takes what it has in their place.
_LATIN, _JAPANESE = "Arial", "Yu Gothic"
_INK, _SOFT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x44, 0x44, 0x44)
_WIDTH = Cm(17)
_MARGIN = Cm(2)


def write(report: Report) -> bytes:
    document = docx.Document()
    _styles(document, report)
    _page(document, report)
    notes = Notes(document, lambda number: _told(report, number))
    document.add_heading(report.title, 0)
    document.add_paragraph(report.subtitle, style="Subtitle")
    for text in report.warnings:
        _shaded(document.add_paragraph(), text)
    for section in report.sections:
        if section.heading:
            document.add_heading(section.heading, min(section.level, 4))
        for group in side_by_side(section.blocks):
            if len(group) == 2:
                _pair(document, group, report, notes)
            else:
                _block(document, group[0], report, notes)
    document.add_heading(word("report_sources", report.language), 1)
    for one in report.sources:
        told = word(
            "report_source", report.language, title=one.title, snapshot=one.snapshot, fetched=one.fetched,
            licence=one.licence or "–",
        )  # fmt: skip
        document.add_paragraph(told, style="List Bullet")
    for name, text in (("again", report.command), ("cite", report.cite)):
        document.add_paragraph(word(f"report_{name}", report.language) + text)
    notes.close()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _told(report: Report, number: int) -> list[str]:
    note = report.note(number)
    named = (("report_card", note.card), ("report_command", note.command))
    return [note.text, *(word(name, report.language) + text for name, text in named if text)]


def _styles(document: Any, report: Report) -> None:
    styles = document.styles
    small = styles.add_style("FootnoteText", 1)
    small.base_style = styles["Normal"]
    small.font.size = Pt(8)
    small.paragraph_format.space_after = Pt(0)
    sizes = {
        "Normal": 10.5,
        "Title": 20,
        "Subtitle": 9,
        "Heading 1": 15,
        "Heading 2": 12.5,
        "Heading 3": 11.5,
        "Caption": 9.5,
    }
    for name in (*sizes, "Heading 4", "List Bullet", "FootnoteText"):
        style = styles[name]
        style.font.name = _LATIN
        style.font.color.rgb = _SOFT if name == "Subtitle" else _INK
        style.font.italic = False
        if name in sizes:
            style.font.size = Pt(sizes[name])
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(key), _LATIN)
        fonts.set(qn("w:eastAsia"), _JAPANESE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP" if report.language == "ja" else "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")
    normal = styles["Normal"].element.get_or_add_rPr()
    normal.append(language)
    styles["Caption"].paragraph_format.keep_with_next = True


def _page(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{report.made}    ").font.size = Pt(8)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = foot.add_run()
        run.font.size = Pt(8)
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    properties = document.core_properties
    properties.title, properties.author = report.title, f"Rashinban {report.code}"
    properties.language = report.language
    properties.created = properties.modified = datetime(report.day.year, report.day.month, report.day.day)
    properties.comments = report.made


def _block(document: Any, block: Block, report: Report, notes: Notes) -> None:
    if isinstance(block, Paragraph):
        _paragraph(document, block, report, notes)
    elif isinstance(block, Figure):
        _caption(document.add_paragraph(style="Caption"), "report_figure", block, report, notes)
        _picture(document.add_paragraph(), block, _WIDTH)
    else:
        _table(document, block, report, notes)


def _paragraph(document: Any, block: Paragraph, report: Report, notes: Notes) -> None:
    if block.kind == "warning":
        made = _shaded(document.add_paragraph(), block.text)
    else:
        made = document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        if block.lead:
            made.add_run(block.lead).bold = True
        made.add_run(block.text)
    _marks(made, block.notes, report, notes)


def _marks(paragraph: Any, numbers: Sequence[int], report: Report, notes: Notes) -> None:
    for at, number in enumerate(numbers):
        if at:
            paragraph.add_run(word("report_joint_notes", report.language)).font.superscript = True
        notes.mark(paragraph, number)


def _shaded(paragraph: Any, text: str) -> Any:
    paragraph.add_run(text)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "FFF0DB")
    paragraph._p.get_or_add_pPr().append(shade)
    return paragraph


def _caption(paragraph: Any, number: str, block: Figure | Table, report: Report, notes: Notes) -> None:
    paragraph.add_run(word(number, report.language, number=block.number)).bold = True
    paragraph.add_run(block.caption).bold = False
    _marks(paragraph, block.notes, report, notes)


def _picture(paragraph: Any, figure: Figure, width: Any) -> None:
    shape = paragraph.add_run().add_picture(BytesIO(pixels(figure)), width=width)
    shape._inline.docPr.set("descr", figure.alt)
    shape._inline.docPr.set("title", figure.caption)


def _pair(document: Any, group: Sequence[Block], report: Report, notes: Notes) -> None:
    """Two pictures side by side, in a table without lines."""
    row = document.add_table(rows=1, cols=2).rows[0]
    for cell, figure in zip(row.cells, group, strict=True):
        assert isinstance(figure, Figure)
        _caption(cell.paragraphs[0], "report_figure", figure, report, notes)
        cell.paragraphs[0].style = document.styles["Caption"]
        _picture(cell.add_paragraph(), figure, Emu(int(_WIDTH * 0.47)))


def _table(document: Any, block: Table, report: Report, notes: Notes) -> None:
    _caption(document.add_paragraph(style="Caption"), "report_table_number", block, report, notes)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    _thin(table)
    total = sum(column.width for column in block.columns)
    widths = [Emu(int(_WIDTH * column.width / total)) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = table.rows
    _repeated(rows[0])
    for cell, column, width in zip(rows[0].cells, block.columns, widths, strict=True):
        _cell(cell, column.head, "", width, right=column.display != "text", bold=True, fill="E8EEF4")
    for made, row in zip(list(rows)[1:], block.rows, strict=True):
        _whole(made)
        for cell, one, column, width in zip(made.cells, row.cells, block.columns, widths, strict=True):
            fill = "EAF3FA" if row.own else ""
            _cell(cell, one.text, one.below, width, right=column.display != "text", bold=row.own, fill=fill)
    if block.command:
        after = document.add_paragraph()
        told = word("report_table_again", report.language) + block.command
        after.add_run(f"{block.more} {told}".strip()).font.size = Pt(8)


def _cell(cell: Any, text: str, below: str, width: Any, *, right: bool, bold: bool, fill: str) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)
    if below:
        run.add_break()
        second = paragraph.add_run(below)
        second.font.size, second.font.color.rgb = Pt(7.5), _SOFT
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill)
        cell._tc.get_or_add_tcPr().append(shade)


def _thin(table: Any) -> None:
    """Thin lines between the rows, none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side, kind in (("top", "single"), ("bottom", "single"), ("insideH", "single"), ("insideV", "nil")):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), kind)
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "BBBBBB")
        borders.append(line)
    for side in ("left", "right"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        # The order that the schema asks for: top, left, bottom, right, then the inner ones.
        borders.insert(1 if side == "left" else 3, line)
    table._tbl.tblPr.append(borders)


def _repeated(row: Any) -> None:
    """The head of a table stands on each of its pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """A row is not parted between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
