"""The OpenAPI document: what the routes declare, with one form of bad news and the words of path parameters."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rashinban.access.rest.described import about, words
from rashinban.access.rest.schemas import fixed

_PROBLEM = fixed(
    {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what was found, and what to do"},
    }
)


def document(app: FastAPI) -> dict[str, Any]:
    """The document of an application, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Rashinban",
            version=app.version,
            description=words()["about"]["en"],
            routes=app.routes,
            tags=[{"name": name, "description": text["en"]} for name, text in words()["groups"].items()],
        )
        for path in made["paths"].values():
            for operation in path.values():
                _finish(operation)
        components = made.setdefault("components", {})
        components["schemas"] = {"Problem": _PROBLEM}
        app.openapi_schema = made
    return app.openapi_schema


def _finish(operation: dict[str, Any]) -> None:
    # Bad parameters are told as 400 like every other misused word.
    operation["responses"].pop("422", None)
    for status, answer in operation["responses"].items():
        if not status.startswith("2"):
            answer["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            said = about(parameter["name"])
            parameter |= {"description": said["en"], "x-description-ja": said["ja"]}
            parameter["schema"] = {"type": "string", "minLength": 1}
            if "example" in said:
                parameter["example"] = said["example"]
