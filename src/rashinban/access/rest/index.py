"""/api: what there is. For people a page in their language, for programs the list of addresses."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from rashinban.access.pages.page import open_page_of
from rashinban.access.rest.asked import no_more_than
from rashinban.access.rest.described import described, words
from rashinban.access.rest.forms import plain_json
from rashinban.access.rest.openapi import document
from rashinban.access.rest.schemas import fixed, listed
from rashinban.access.serialisers.display import Language
from rashinban.errors import UsageError

router = APIRouter()

_TEXT = {"type": "string"}
_SCHEMA = fixed(
    {
        "openapi": _TEXT,
        "release": {"type": ["string", "null"]},
        "addresses": listed(fixed({"path": _TEXT, "summary": _TEXT, "example": {"type": ["string", "null"]}})),
    }
)


@router.get(
    "",
    **described("index", group="definitions", query=("lang",), forms=("json", "html"), schema=_SCHEMA, released=False),
)
def index(request: Request) -> Response:
    """A browser gets the page; whoever does not ask for HTML gets JSON."""
    no_more_than(request)
    language: Language = request.state.language
    operations = [_told(path, operation["get"], language) for path, operation in document(request.app)["paths"].items()]
    form = request.query_params.get("format")
    if form not in (None, "", "json", "html"):
        raise UsageError(f"format {form[:40]!r} is not known here; use json, html")
    if form == "html" or (not form and "text/html" in request.headers.get("accept", "")):
        return _page(request, language, operations)
    found = {
        "openapi": "/api/openapi.json",
        "release": request.state.release,
        "addresses": [{name: one[name] for name in ("path", "summary", "example")} for one in operations],
    }
    return Response(plain_json(found), media_type="application/json")


def _page(request: Request, language: Language, operations: list[dict[str, Any]]) -> Response:
    texts = {name: text[language] for name, text in words()["page"].items()}
    groups = [
        {"name": text[language], "operations": [one for one in operations if one["group"] == name]}
        for name, text in words()["groups"].items()
    ]
    problems = [(code, text[language]) for code, text in words()["problem"].items()]
    with open_page_of(request, request.query_params.get("release") or request.state.release) as page:
        return page.render(
            "api.html.j2",
            title=texts["title"],
            lead=texts["lead"].format(count=len(operations)),
            about_api=words()["about"][language],
            texts=texts,
            groups=groups,
            problems=problems,
        )


def _told(path: str, operation: dict[str, Any], language: Language) -> dict[str, Any]:
    """What the page and the list say of one address."""
    ja = language == "ja"
    return {
        "path": path,
        "group": operation["tags"][0],
        "summary": operation["x-summary-ja" if ja else "summary"],
        "example": words()["examples"].get(operation["operationId"]),
        "parameters": [
            {
                "name": one["name"],
                "meaning": one["x-description-ja" if ja else "description"],
                "values": _values(one["schema"]),
                "example": one.get("example", ""),
                "in_path": one["in"] == "path",
            }
            for one in sorted(operation["parameters"], key=lambda one: one["in"] != "path")
        ],
    }


def _values(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(schema["enum"])
    return f"{schema['minimum']:,}..{schema['maximum']:,}" if "minimum" in schema else ""
