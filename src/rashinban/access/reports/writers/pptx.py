"""Slides: a section's sentences, each picture and each table on slides of their own, all notes at the end.

Notes stand in full under each slide (speaker notes) too. Pictures have alternative texts, tables are tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from rashinban.access.pages.wordbook import word
from rashinban.access.reports.model import Figure, Note, Paragraph, Report, Row, Section, Table
from rashinban.access.reports.pictures import pixels
from rashinban.access.reports.slides import (
    HIGH,
    INK,
    LEFT,
    ROOM_HIGH,
    ROOM_WIDE,
    SOFT,
    TOP,
    WARNING,
    WIDE,
    cell_height,
    fit,
    fonts,
    wide,
)  # fmt: skip
from rashinban.access.serialisers.display import fold

_TITLE_ONLY, _TITLE_SLIDE = 5, 0
#: How many lines of text a slide holds, by their size in points.
_LINES = {16: 20, 10: 28}


def write(report: Report) -> bytes:
    show = Presentation()
    wide(show)
    fonts(show)
    _first(show, report)
    for section in report.sections:
        heading = section.heading or report.title
        for group in _slides(section):
            if isinstance(group, Figure):
                _figure(show, heading, group, report)
            elif isinstance(group, Table):
                _table(show, heading, group, report)
            else:
                _sentences(show, heading, group, report)
    _notes(show, report)
    properties = show.core_properties
    properties.title, properties.author = report.title, f"Rashinban {report.code}"
    properties.language, properties.comments = report.language, report.made
    properties.created = properties.modified = datetime(report.day.year, report.day.month, report.day.day)
    out = BytesIO()
    show.save(out)
    return out.getvalue()


def _slides(section: Section) -> Iterable[Figure | Table | list[Paragraph]]:
    """What stands on a slide of its own: a picture, a table, the paragraphs between them as far as they fit."""
    waiting: list[Paragraph] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            if waiting and sum(map(_lines, [*waiting, block])) > _LINES[16]:
                yield waiting
                waiting = []
            waiting.append(block)
            continue
        if waiting:
            yield waiting
            waiting = []
        yield block
    if waiting:
        yield waiting


def _lines(one: Paragraph) -> float:
    """The lines of a paragraph, and the room after it."""
    return len(fold(one.lead + one.text, _per_line(16))) + 0.5


def _per_line(points: float) -> float:
    """How many ems of text a line across the slide holds."""
    return float(ROOM_WIDE / Pt(points)) * 0.92


def _first(show: Any, report: Report) -> None:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_SLIDE])
    title, under = slide.shapes.title, slide.placeholders[1]
    title.text = report.title
    fit(title, report.title, 36)
    frame = under.text_frame
    frame.text = report.subtitle
    frame.paragraphs[0].runs[0].font.size = Pt(16)
    for text in report.warnings:
        run = frame.add_paragraph().add_run()
        run.text, run.font.size, run.font.bold = text, Pt(16), True
        run.font.color.rgb = WARNING
    _speaker(slide, [], report)


def _slide(show: Any, heading: str, report: Report) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = LEFT, Inches(0.3), ROOM_WIDE, Inches(0.95)
    title.text = heading
    fit(title, heading, 28)
    foot = slide.shapes.add_textbox(LEFT, HIGH - Inches(0.45), ROOM_WIDE, Inches(0.3)).text_frame
    foot.text = f"{report.made}    {len(show.slides)}"
    foot.paragraphs[0].runs[0].font.size = Pt(9)
    foot.paragraphs[0].runs[0].font.color.rgb = SOFT
    return slide


def _box(slide: Any, top: Any, high: Any) -> Any:
    frame = slide.shapes.add_textbox(LEFT, top, ROOM_WIDE, high).text_frame
    frame.word_wrap = True
    return frame


def _run(paragraph: Any, text: str, points: float, *, bold: bool = False, colour: Any = INK) -> Any:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(points), bold, colour
    return run


def _marks(paragraph: Any, numbers: Sequence[int], points: float, report: Report) -> None:
    if numbers:
        joint = word("report_joint_notes", report.language)
        raised = _run(paragraph, joint.join(map(str, numbers)), points)
        raised.font._element.set("baseline", "30000")


def _sentences(show: Any, heading: str, paragraphs: Sequence[Paragraph], report: Report) -> None:
    slide = _slide(show, heading, report)
    frame = _box(slide, TOP, ROOM_HIGH)
    for at, one in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        colour = WARNING if one.kind == "warning" else INK
        if one.lead:
            _run(paragraph, one.lead, 16, bold=True)
        _run(paragraph, one.text, 16, colour=colour)
        _marks(paragraph, one.notes, 16, report)
    _speaker(slide, [number for one in paragraphs for number in one.notes], report)


def _caption(slide: Any, name: str, block: Figure | Table, report: Report) -> Any:
    """The caption's line under the title; returns where there is room below it."""
    text = word(name, report.language, number=block.number) + block.caption
    lines = len(fold(text, _per_line(12)))
    high = Pt(12 * 1.5 * lines + 8)
    frame = _box(slide, TOP - Inches(0.1), high)
    _run(frame.paragraphs[0], text, 12, colour=SOFT)
    _marks(frame.paragraphs[0], block.notes, 12, report)
    return TOP - Inches(0.1) + high


def _figure(show: Any, heading: str, figure: Figure, report: Report) -> None:
    slide = _slide(show, heading, report)
    top = _caption(slide, "report_figure", figure, report)
    room = TOP + ROOM_HIGH - top
    picture = slide.shapes.add_picture(BytesIO(pixels(figure, 3.0)), LEFT, top)
    scale = min(ROOM_WIDE / picture.width, room / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu(int((WIDE - picture.width) / 2))
    picture._element.nvPicPr.cNvPr.set("descr", figure.alt)
    _speaker(slide, figure.notes, report)


def _table(show: Any, heading: str, table: Table, report: Report) -> None:
    total = sum(column.width for column in table.columns)
    widths = [int(ROOM_WIDE * column.width / total) for column in table.columns]
    for rows in _parts(table, widths):
        slide = _slide(show, heading, report)
        top = _caption(slide, "report_table_number", table, report)
        shape = slide.shapes.add_table(len(rows) + 1, len(table.columns), LEFT, top, ROOM_WIDE, Pt(20))
        made = shape.table
        # Not every program makes a row higher for its text, so each is given the height that it needs.
        for line, high in zip(
            made.rows, [_head_height(table, widths), *(_height(row, widths) for row in rows)], strict=True
        ):
            line.height = Pt(high)
        shape._element.nvGraphicFramePr.cNvPr.set("descr", table.caption)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for at, column in enumerate(table.columns):
            _cell(made.cell(0, at), column.head, "", right=column.display != "text", bold=True, colour=None)
        for number, row in enumerate(rows, 1):
            for at, (one, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                _cell(
                    made.cell(number, at),
                    one.text,
                    one.below,
                    right=column.display != "text",
                    bold=row.own,
                    colour=INK,
                )
        _speaker(slide, table.notes, report, table.command, table.more)


def _height(row: Row, widths: Sequence[int]) -> float:
    return max(cell_height(cell.text, cell.below, width) for cell, width in zip(row.cells, widths, strict=True))


def _head_height(table: Table, widths: Sequence[int]) -> float:
    return max(cell_height(column.head, "", width) for column, width in zip(table.columns, widths, strict=True))


def _parts(table: Table, widths: Sequence[int]) -> Iterable[list[Row]]:
    """The rows of each slide: as many as its height holds."""
    part: list[Row] = []
    filled = 0.0
    for row in table.rows:
        high = _height(row, widths)
        if part and filled + high > ROOM_HIGH / Pt(1) - 30 - _head_height(table, widths):
            yield part
            part, filled = [], 0.0
        part.append(row)
        filled += high
    yield part


def _cell(cell: Any, text: str, below: str, *, right: bool, bold: bool, colour: Any) -> None:
    cell.margin_top = cell.margin_bottom = Pt(2)
    paragraph = cell.text_frame.paragraphs[0]
    runs = [(text, 11.0)] + ([(below, 9.0)] if below else [])
    for at, (part, points) in enumerate(runs):
        if at:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = part, Pt(points), bold
        if colour is not None:
            run.font.color.rgb = colour
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT


def _told(note: Note, report: Report) -> str:
    named = (("report_card", note.card), ("report_command", note.command))
    return " ".join([note.text, *(word(name, report.language) + text for name, text in named if text)])


def _speaker(slide: Any, numbers: Iterable[int], report: Report, command: str = "", more: str = "") -> None:
    """What stands under the slide: its notes in full, and how to have its table again."""
    told = [f"{number}. {_told(report.note(number), report)}" for number in dict.fromkeys(numbers)]
    if command:
        told.append(f"{more} {word('report_table_again', report.language)}{command}".strip())
    if not told:
        told = [word("report_again", report.language) + report.command]
    slide.notes_slide.notes_text_frame.text = "\n".join(told)


def _notes(show: Any, report: Report) -> None:
    """All notes and sources, as many slides as they take."""
    texts = [f"{note.number}. {_told(note, report)}" for note in report.notes]
    sources = [
        word(
            "report_source", report.language, title=one.title, snapshot=one.snapshot, fetched=one.fetched,
            licence=one.licence or "–",
        )
        for one in report.sources
    ]  # fmt: skip
    sources += [
        word("report_again", report.language) + report.command,
        word("report_cite", report.language) + report.cite,
    ]
    for heading, listed in (("report_notes", texts), ("report_sources", sources)):
        for part in _filled(listed):
            slide = _slide(show, word(heading, report.language), report)
            frame = _box(slide, TOP, ROOM_HIGH)
            for at, text in enumerate(part):
                paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
                paragraph.space_after = Pt(4)
                _run(paragraph, text, 10)


def _filled(texts: Iterable[str]) -> Iterable[list[str]]:
    part: list[str] = []
    lines = 0
    for text in texts:
        high = len(fold(text, _per_line(10))) + 1
        if part and lines + high > _LINES[10]:
            yield part
            part, lines = [], 0
        part.append(text)
        lines += high
    if part:
        yield part
