"""What came in from each data source: records kept and refused, with the reasons and the refused records themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.page import OpenPage, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.catalog import data_sources
from rashinban.errors import NotFound
from rashinban.stages.parse_report import REPORT
from rashinban.stages.refused import refused_rows

router = APIRouter()

#: Refused records and values that a page shows; the table has all.
_SHOWN = 200


@router.get("/imports")
def listed(page: OpenPage) -> HTMLResponse:
    """Every data source: files, records in, kept, refused."""
    page.selection()
    reports = _reports(page.base.folder)
    return page.render(
        "imports.html.j2",
        title=word("imports_title", page.language),
        sources=[
            {
                "name": name,
                "title": _title(name),
                "report": report,
                "href": link(f"/imports/{quoted(name)}", page.language),
            }
            for name, report in reports.items()
        ],
    )


@router.get("/imports/{name}")
def one(page: OpenPage, name: str) -> HTMLResponse:
    """One data source: refusals by reason, the refused records, and how often each column is filled."""
    page.selection()
    reports = _reports(page.base.folder)
    if name not in reports:
        raise NotFound(f"data source {name[:80]!r} has no import report; known are {', '.join(reports) or 'none'}")
    report = reports[name]
    rows, total = refused_rows(page.base.folder, name, _SHOWN)
    return page.render(
        "import.html.j2",
        title=word("import_title", page.language, source=_title(name)),
        name=name,
        report=report,
        values=[
            {"column": column, "reason": reason, "count": count}
            for column, reasons in report["refused_values"].items()
            for reason, count in reasons.items()
        ],
        rows=rows,
        total=total,
        command=f"rashinban check --base {page.base.folder}",
    )


def _reports(base: Path) -> Mapping[str, Mapping[str, Any]]:
    """The report of each data source that was parsed, by its name."""
    paths = sorted((base / "parsed").glob(f"*/{REPORT}"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def _title(name: str) -> str:
    known = data_sources()
    return str(known[name].DATA_SOURCE.title) if name in known else name
