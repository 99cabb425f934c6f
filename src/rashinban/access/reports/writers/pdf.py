"""A tagged PDF (PDF/UA-1) set by Typst: the font embedded, headings as bookmarks, footnotes at the foot of their page.

What stands in the report reaches Typst as data (JSON), never as markup: no text of a record can become a command.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import typst
from pypdf import PdfReader

from rashinban.access.pages.wordbook import word
from rashinban.access.reports.model import Block, Figure, Paragraph, Report, Table, side_by_side
from rashinban.access.reports.pictures import FAMILY, drawn, font_folders

_PAGE = files("rashinban.access.reports") / "templates" / "report.typ"
#: Sizes of the text in points: the usual one, and those that are tried where a template limits the pages.
_USUAL, _SMALLER = 10.0, (9.5, 9.0, 8.5, 8.0)


def write(report: Report) -> bytes:
    data = _data(report)
    found = _set(report, data, _USUAL)
    if report.pages is not None:
        for size in _SMALLER:
            if pages(found) <= report.pages:
                break
            found = _set(report, data, size)
    return found


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def _set(report: Report, data: dict[str, Any], size: float) -> bytes:
    text = json.dumps({**data, "size": size}, ensure_ascii=False)
    made = typst.Compiler(input=_PAGE.read_bytes(), font_paths=_fonts(), sys_inputs={"report": text}).compile(
        format="pdf",
        pdf_standards="ua-1",
        # The day of the report, not of the run: the same report is the same bytes.
        timestamp=int(datetime(report.day.year, report.day.month, report.day.day).timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """The program's font first; the fonts of the machine only for letters that it lacks."""
    return typst.Fonts(include_system_fonts=True, font_paths=[str(folder) for folder in font_folders()])


def _data(report: Report) -> dict[str, Any]:
    language = report.language
    return {
        "language": language,
        "family": FAMILY,
        "title": report.title,
        "subtitle": report.subtitle,
        "made": report.made,
        "warnings": report.warnings,
        "day": [report.day.year, report.day.month, report.day.day],
        # A report of few pages is found through without a list of what is in it.
        "contents": report.pages is None and sum(bool(one.heading) for one in report.sections) > 4,
        "brief": report.pages == 1,
        "sections": [
            {
                "heading": one.heading,
                "level": one.level,
                "groups": [[_block(block, report) for block in group] for group in side_by_side(one.blocks)],
            }
            for one in report.sections
        ],
        "notes": [asdict(note) for note in report.notes],
        "sources": [
            word(
                "report_source", language, title=one.title, snapshot=one.snapshot, fetched=one.fetched,
                licence=one.licence or "–",
            )
            for one in report.sources
        ],
        "again": report.command,
        "cite": report.cite,
        "words": {
            name: word(f"report_{name}", language)
            for name in ("contents", "sources", "again", "table_again", "cite", "card", "command")
        },
    }  # fmt: skip


def _block(block: Block, report: Report) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"block": "paragraph", **asdict(block)}
    if isinstance(block, Figure):
        return {
            "block": "figure",
            "number": word("report_figure", report.language, number=block.number),
            "caption": block.caption,
            "alt": block.alt,
            "notes": block.notes,
            "svg": drawn(block),
        }
    assert isinstance(block, Table)
    return {
        "block": "table",
        "number": word("report_table_number", report.language, number=block.number),
        "caption": block.caption,
        "notes": block.notes,
        "command": block.command,
        "more": block.more,
        "columns": [asdict(column) for column in block.columns],
        "rows": [
            {"own": row.own, "cells": [{"text": cell.text, "below": cell.below} for cell in row.cells]}
            for row in block.rows
        ],
    }
