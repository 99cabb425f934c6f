"""One HTML file that needs nothing else: pictures within it, notes at the end with links both ways; prints on A4."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from rashinban.access.pages.wordbook import word
from rashinban.access.reports.model import Figure, Paragraph, Report, Table, side_by_side
from rashinban.access.reports.pictures import for_screens
from rashinban.access.serialisers.labels import label
from rashinban.access.templates import templates


def write(report: Report) -> bytes:
    text = (
        templates("rashinban.access.reports")
        .get_template("report.html.j2")
        .render(
            report=report,
            language=report.language,
            word=lambda name, **values: word(name, report.language, **values),
            label=partial(label, language=report.language),
            groups=side_by_side,
            kind=_kind,
            # vl-convert escapes all text of the picture; a test holds it to that.
            drawn=lambda figure: Markup(for_screens(figure)),
        )
    )
    return text.encode()


def _kind(block: object) -> str:
    return {Paragraph: "paragraph", Figure: "figure", Table: "table"}[type(block)]
