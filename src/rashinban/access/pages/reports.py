"""Reports as files: each template with a form that says what it is about, and a button for each format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from rashinban.access.pages.choices import choose_area, choose_country
from rashinban.access.pages.figures import by_volume
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import OpenPage, Page
from rashinban.access.pages.wordbook import word
from rashinban.access.reports.make import make
from rashinban.access.reports.template import Template, read_template, shipped
from rashinban.access.reports.writers import FORMATS, known_format, write
from rashinban.access.selection import Selection
from rashinban.definitions.programmes import programmes
from rashinban.errors import NotFound
from rashinban.measure.plans.keep import own_library
from rashinban.stages.release import release_list

router = APIRouter()

#: Words of the address of a report beside filters and options.
_OWN = ("plan", "since")


@router.get("/reports")
def listed(page: OpenPage) -> HTMLResponse:
    """The templates, each with what it must be told."""
    page.selection()
    countries = named(page, "country", by_volume(page, Selection()))
    return page.render(
        "reports.html.j2",
        title=word("reports_title", page.language),
        formats=list(FORMATS),
        templates=[
            {
                "name": one.template,
                "labels": page.say(one.labels),
                "controls": _controls(page, one, countries),
                "command": f"rashinban report template {one.template}",
            }
            for one in (read_template(path).template for path in shipped().values())
        ],
    )


@router.get("/reports/{template}.{format}")
def report(page: OpenPage, template: str, format: str) -> Response:
    """One report as a file, of the day on which it is asked for."""
    if template not in shipped():
        raise NotFound(f"report {template[:40]!r} does not exist; there are {', '.join(shipped())}")
    if format not in FORMATS:
        raise NotFound(f"a report as {format[:20]!r} does not exist; there are {', '.join(FORMATS)}")
    selection = page.selection(*_OWN)
    given = page.request.query_params
    made = make(
        page.base,
        read_template(shipped()[template]),
        Selection(where=selection.where, options=selection.options),
        language=page.language,
        day=date.today(),
        plan=given.get("plan") or None,
        since=given.get("since") or None,
    )
    # A page is read in the browser; everything else is kept as a file.
    kept = "inline" if format in ("html", "pdf") else "attachment"
    name = quote(f"{template}-{made.day.isoformat()}.{format}")
    return Response(
        write(made, known_format(format)),
        media_type=FORMATS[format],
        headers={"Content-Disposition": f'{kept}; filename="{name}"'},
    )


def _controls(page: Page, template: Template, countries: Mapping[str, str]) -> list[dict[str, object]]:
    """A control for each word that a template takes, and one for the release to compare with where there is one."""
    words = [*template.needs, *(key for key in template.defaults if key not in template.needs)]
    found: list[dict[str, object]] = []
    for key in words:
        if key == "country":
            found.append(choose_country(page, page.country, countries))
        elif key == "technology_area":
            found.append(choose_area(page, ""))
        elif key == "programme":
            options = [(name, page.say(one.labels)) for name, one in programmes().items()]
            found.append({"name": key, "text": word("report_by_programme", page.language), "options": options})
        elif key == "plan":
            plans = own_library(page.base.folder).plans
            options = [(name, page.say(one.labels)) for name, one in plans.items()]
            found.append({"name": key, "text": word("reports_plan", page.language), "options": options})
        else:
            # An institution is found by search, which shows its id.
            hint = word("reports_hint_institution", page.language) if key == "institution" else ""
            text = word(f"report_by_{key}", page.language, otherwise=key)
            found.append({"name": key, "text": text, "value": template.defaults.get(key, ""), "hint": hint})
    others = [one.id for one in release_list(page.base.folder) if one.id != page.base.release]
    if others:
        options = [("", word("reports_since_none", page.language)), *((name, name) for name in others)]
        found.append({"name": "since", "text": word("reports_since", page.language), "options": options})
    return found
