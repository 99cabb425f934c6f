"""A workbook: the report's words and pictures, a sheet for each table with numbers as numbers, notes and all cards.

A text is stored as text, whatever it begins with: a name like `=HYPERLINK(...)` is a name, not a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rashinban.access.pages.wordbook import word
from rashinban.access.reports.model import Cell, Figure, Paragraph, Report, Table
from rashinban.access.reports.pictures import pixels
from rashinban.access.serialisers.display import fold
from rashinban.access.serialisers.labels import label

_FORMATS = {"share": "0.0%", "count": "#,##0.##", "number": "#,##0.00##"}
_FONT = "Yu Gothic"
_BOLD = Font(name=_FONT, bold=True)
_PLAIN = Font(name=_FONT)
_HEAD = PatternFill("solid", fgColor="E8EEF4")
_OWN = PatternFill("solid", fgColor="EAF3FA")
#: What a spreadsheet program may take for the beginning of a formula when somebody edits the cell.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
#: Letters that the name of a sheet may not have, and its longest name; a row's height in pixels.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME, _ROW = 31, 20
#: The width of the column of words, in digits.
_WIDTH = 110
#: More letters than this a cell cannot hold.
_LONGEST_TEXT = 32_767


def write(report: Report) -> bytes:
    book = Workbook()
    first = book.active
    first.title = word("report_sheet", report.language)
    _words(first, report)
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                _table(book.create_sheet(_name(f"{block.number} {block.name}")), block, report)
    _cards(book.create_sheet(word("report_cards", report.language)), report)
    _notes(book.create_sheet(word("report_notes", report.language)), report)
    for sheet in book:
        sheet.oddFooter.left.text = report.made
    book.properties.title = report.title
    book.properties.creator = f"Rashinban {report.code}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _name(text: str) -> str:
    return text.translate(_NOT_IN_NAMES)[:_LONGEST_NAME].strip()


def _put(sheet: Worksheet, row: int, column: int, value: object, *, font: Font = _PLAIN) -> SheetCell:
    """One cell. A text stays a text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = value[:_LONGEST_TEXT]
        # openpyxl takes a text that begins with = for a formula.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_BEGINNINGS)
    else:
        cell.value = value
    cell.font = font
    return cell


def _line(sheet: Worksheet, row: int, values: Iterable[object], *, font: Font = _PLAIN) -> None:
    for column, value in enumerate(values, 1):
        _put(sheet, row, column, value, font=font)


def _words(sheet: Worksheet, report: Report) -> None:
    """The report as it is read: words and pictures, from top to bottom."""
    sheet.column_dimensions["A"].width = _WIDTH
    _put(sheet, 1, 1, report.title, font=Font(name=_FONT, bold=True, size=16))
    _put(sheet, 2, 1, report.subtitle)
    row = 3
    for text in report.warnings:
        _put(sheet, row, 1, text, font=Font(name=_FONT, bold=True, color="8A4500"))
        row += 1
    for section in report.sections:
        row += 1
        if section.heading:
            _put(sheet, row, 1, section.heading, font=Font(name=_FONT, bold=True, size=13))
            row += 1
        for block in section.blocks:
            if isinstance(block, Figure):
                row = _picture(sheet, row, block, report)
            elif isinstance(block, Paragraph):
                _long(sheet, row, f"{block.lead}{block.text}{_marks(block.notes, report)}")
                row += 1
            else:
                name = _name(f"{block.number} {block.name}")
                cell = _put(
                    sheet, row, 1, word("report_table_number", report.language, number=block.number) + block.caption
                )
                cell.hyperlink = f"#'{name}'!A1"
                cell.font = Font(name=_FONT, color="0563C1", underline="single")
                row += 1
    row += 1
    for text in (
        *(
            word(
                "report_source", report.language, title=one.title, snapshot=one.snapshot, fetched=one.fetched,
                licence=one.licence or "–",
            )
            for one in report.sources
        ),
        word("report_again", report.language) + report.command,
        word("report_cite", report.language) + report.cite,
    ):  # fmt: skip
        _long(sheet, row, text)
        row += 1
    sheet.sheet_view.showGridLines = False
    _paper(sheet, "portrait")


def _paper(sheet: Worksheet, orientation: str) -> None:
    """A4, as wide as one page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _long(sheet: Worksheet, row: int, text: str) -> SheetCell:
    """A text in lines, with a row as high as they are: programs do not all set the height themselves."""
    cell = _put(sheet, row, 1, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = 16 * max(1, len(fold(text, _WIDTH / 1.9))) + 2
    return cell


def _picture(sheet: Worksheet, row: int, figure: Figure, report: Report) -> int:
    caption = word("report_figure", report.language, number=figure.number) + figure.caption
    _long(sheet, row, caption + _marks(figure.notes, report))
    image = Image(BytesIO(pixels(figure)))
    # Drawn at twice the size, so that it prints sharp.
    image.width, image.height = image.width // 2, image.height // 2
    sheet.add_image(image, f"A{row + 1}")
    return row + 2 + -(-int(image.height) // _ROW)


def _marks(notes: Sequence[int], report: Report) -> str:
    joint = word("report_joint_notes", report.language)
    return f" [{joint.join(map(str, notes))}]" if notes else ""


def _table(sheet: Worksheet, table: Table, report: Report) -> None:
    _put(sheet, 1, 1, table.caption + _marks(table.notes, report), font=_BOLD)
    if table.command:
        told = word("report_table_again", report.language) + table.command
        _put(sheet, 2, 1, f"{table.more} {told}".strip())
    _put(sheet, 3, 1, report.made)
    spread = [any(row.cells[at].lower is not None for row in table.rows) for at in range(len(table.columns))]
    heads: list[str] = []
    ends = [word(f"report_{name}_end", report.language) for name in ("lower", "upper")]
    for column, wide in zip(table.columns, spread, strict=True):
        heads += [column.head, *(f"{column.head}: {end}" for end in ends)] if wide else [column.head]
    for at, head in enumerate(heads, 1):
        cell = _put(sheet, 4, at, head, font=_BOLD)
        cell.fill = _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[get_column_letter(at)].width = 34 if at == 1 else 15
    for number, row in enumerate(table.rows, 5):
        at = 1
        for cell_of, column, wide in zip(row.cells, table.columns, spread, strict=True):
            shown: list[object] = [_shown(cell_of, wide)]
            if wide:
                shown += [cell_of.lower, cell_of.upper]
            for value in shown:
                cell = _put(sheet, number, at, value, font=_BOLD if row.own else _PLAIN)
                cell.alignment = Alignment(
                    vertical="top",
                    wrap_text=isinstance(value, str),
                    horizontal=None if isinstance(value, str) else "right",
                )
                if isinstance(value, int | float) and column.display in _FORMATS:
                    cell.number_format = _FORMATS[column.display]
                if row.own:
                    cell.fill = _OWN
                at += 1
    sheet.freeze_panes = "B5"
    _paper(sheet, "landscape")
    sheet.auto_filter.ref = f"A4:{get_column_letter(len(heads))}{4 + len(table.rows)}"


def _shown(cell: Cell, wide: bool) -> object:
    """A number where there is one; else the text, with its second line where no columns hold that."""
    if cell.value is not None:
        return cell.value
    return f"{cell.text}\n{cell.below}" if cell.below and not wide else cell.text


def _cards(sheet: Worksheet, report: Report) -> None:
    """Every number of the report, one row each."""
    language = report.language
    heads: list[tuple[str, float]] = [
        (word("report_indicator", language), 30),
        (word("report_about", language), 40),
        (word("report_sheet_value", language), 14),
        (word("report_lower_end", language), 14),
        (word("report_upper_end", language), 14),
        (label("unit", language), 16),
        (label("rank", language), 8),
        (f"{label('rank', language)}: {word('report_lower_end', language)}", 10),
        (f"{label('rank', language)}: {word('report_upper_end', language)}", 10),
        (word("report_records", language), 12),
        (word("report_notes", language), 8),
        (label("definition", language), 60),
        (label("coverage", language), 60),
        (label("id", language), 60),
        (label("command", language), 80),
    ]
    for at, (head, width) in enumerate(heads, 1):
        cell = _put(sheet, 1, at, head, font=_BOLD)
        cell.fill = _HEAD
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, one in enumerate(report.evidence, 2):
        values: list[Any] = [
            one.title, one.subject, one.value, one.lower, one.upper, one.unit, one.rank, one.rank_lower,
            one.rank_upper, one.records, one.note, one.definition, one.coverage, one.card, one.command,
        ]  # fmt: skip
        _line(sheet, row, values)
        for at in (3, 4, 5):
            sheet.cell(row, at).number_format = _FORMATS[one.display]
    sheet.freeze_panes = "C2"
    _paper(sheet, "landscape")
    if report.evidence:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{1 + len(report.evidence)}"


def _notes(sheet: Worksheet, report: Report) -> None:
    _paper(sheet, "landscape")
    sheet.column_dimensions["B"].width = 100
    sheet.column_dimensions["C"].width = sheet.column_dimensions["D"].width = 60
    for row, note in enumerate(report.notes, 1):
        _line(sheet, row, [note.number, note.text, note.card, note.command])
        lines = max(len(fold(note.text, 52)), len(fold(note.card, 30)), len(fold(note.command, 30)))
        sheet.row_dimensions[row].height = 16 * lines + 2
        for at in (2, 3, 4):
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")
