"""Each module writes a report in one format: `write(report)` gives the bytes of the file."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from rashinban.access.reports.model import Report
from rashinban.errors import UsageError

#: format -> media type.
FORMATS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class _Writer(Protocol):
    def write(self, report: Report) -> bytes: ...


def known_format(format: str) -> str:
    """A format that a report can have, or UsageError."""
    if format not in FORMATS:
        raise UsageError(f"a report as {format[:20]!r} is not known; use {', '.join(FORMATS)}")
    return format


def write(report: Report, format: str) -> bytes:
    """The report as a file of a format."""
    module = import_module(f"{__name__}.{known_format(format)}")
    return cast(_Writer, module).write(report)
