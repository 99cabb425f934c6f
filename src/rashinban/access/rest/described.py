"""Each operation is described once, in words.yml: for OpenAPI in English, for the reference in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from rashinban.access.rest.asked import LONGEST
from rashinban.access.rest.forms import MEDIA
from rashinban.access.selection import OPTIONS
from rashinban.definitions import read_yaml
from rashinban.measure.question import all_keys
from rashinban.schema.text import Text

#: Words that every address knows.
ALWAYS = ("release", "format")

_HEADERS: Mapping[str, str] = {
    "X-Rashinban-Release": "id of the release that answered",
    "X-Rashinban-Simulated": "true: an invented world, no statement about any real country or institution",
}
#: Problems that any address may answer with.
_PROBLEMS = ("400", "404", "406", "414", "503", "504")


@cache
def words() -> Mapping[str, Any]:
    found = read_yaml((files("rashinban.access.rest") / "words.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def text_of(group: str, name: str, one: Text | None = None) -> Text:
    """The text of an operation, a group or a problem; `one` is what a record is called."""
    entry = words()[group][name]
    if one is None:
        return Text(en=entry["en"], ja=entry["ja"])
    return Text(en=entry["en"].format(one=one.en), ja=entry["ja"].format(one=one.ja))


def about(parameter: str) -> Mapping[str, Any]:
    """What is said of a parameter; a key of a third party's model has the words of its own name."""
    known = words()["parameters"].get(parameter)
    return known or {"en": f"Value of the key {parameter}; several as A|B.", "ja": f"{parameter}の値。複数はA|B。"}


def described(
    name: str,
    *,
    group: str,
    query: Sequence[str] = (),
    required: Sequence[str] = (),
    forms: Sequence[str] = ("json",),
    schema: Mapping[str, Any] | None = None,
    enums: Mapping[str, Sequence[str]] | None = None,
    released: bool = True,
    choice: bool = True,
    operation: str | None = None,
    one: Text | None = None,
) -> dict[str, Any]:
    """What a route declares of itself: texts, query parameters, answers.

    one: what a record of the kind is called. schema: of the JSON answer. enums: the values that a parameter can have.
    released: the answer is of one release. choice: the address may say of which.
    """
    said = text_of("operations", name, one)
    choices = {"format": tuple(forms), **(enums or {})}
    always = ALWAYS if released and choice else ("format",)
    answers: dict[int | str, dict[str, Any]] = {
        200: {
            "description": "The answer.",
            "content": {MEDIA[form]: {"schema": _schema(form, schema)} for form in forms},
            **({"headers": _headers()} if released else {}),
        },
        **{int(code): {"description": text_of("problem", code).en} for code in _PROBLEMS},
    }
    return {
        "operation_id": operation or name,
        "summary": said.en,
        "tags": [group],
        "responses": answers,
        "openapi_extra": {
            "parameters": [_parameter(word, choices, word in required) for word in (*query, *always)],
            "x-summary-ja": said.ja,
        },
    }


def filters() -> tuple[str, ...]:
    """The words of a question: filters and options."""
    return (*all_keys(), *OPTIONS)


def _parameter(word: str, choices: Mapping[str, Sequence[str]], required: bool) -> dict[str, Any]:
    said = about(word)
    schema = dict(said.get("schema") or {"type": "string", "maxLength": LONGEST})
    if word in choices:
        schema = {"type": "string", "enum": list(choices[word])}
    return {
        "name": word,
        "in": "query",
        "required": required,
        "description": said["en"],
        "x-description-ja": said["ja"],
        "schema": schema,
        **({"example": said["example"]} if "example" in said and word not in choices else {}),
    }


def _schema(form: str, schema: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if form == "json":
        return schema or {}
    return {"type": "string", "format": "binary"} if form == "parquet" else {"type": "string"}


def _headers() -> dict[str, Any]:
    return {
        name: {"description": said, "required": True, "schema": {"type": "string"}} for name, said in _HEADERS.items()
    }
