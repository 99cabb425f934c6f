"""Each link is the report about what a page shows, in one format: made when it is followed."""

from __future__ import annotations

from rashinban.access.pages.page import Page, link
from rashinban.access.reports.writers import FORMATS
from rashinban.access.selection import Selection


def report_links(page: Page, template: str, selection: Selection, **own: str) -> list[tuple[str, str]]:
    """(format, address) of a shipped template; `selection` and `own` are what the report is told it is about."""
    where = selection.query(**own)
    return [
        (format.upper(), link(f"/reports/{template}.{format}{where}", page.language, page.request))
        for format in FORMATS
    ]
