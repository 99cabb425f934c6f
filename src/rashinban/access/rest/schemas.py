"""Each schema is JSON Schema for one answer, made from what the program declares: tables, cards, releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from rashinban.measure.answer import FIELDS
from rashinban.schema import Column
from rashinban.schema.core import Table

Schema = dict[str, Any]

_TYPES = {
    "string": {"type": "string"},
    "int32": {"type": "integer"},
    "int64": {"type": "integer"},
    "double": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_WHOLE = ("rank", "rank_lower", "rank_upper", "works")


def nullable(schema: Mapping[str, Any], doc: str = "") -> Schema:
    """The schema, or null: what was not observed."""
    found = {**schema, "type": [schema["type"], "null"]}
    return {**found, "description": doc} if doc else found


def listed(items: Mapping[str, Any]) -> Schema:
    return {"type": "array", "items": dict(items)}


def fixed(properties: Mapping[str, Any], required: Sequence[str] | None = None) -> Schema:
    """An object with these properties and no others; all of them required unless said."""
    needed = list(properties) if required is None else list(required)
    return {"type": "object", "properties": dict(properties), "required": needed, "additionalProperties": False}


def column(one: Column) -> Schema:
    plain = _TYPES[one.type]
    return {**plain, "description": one.doc} if one.required else nullable(plain, one.doc)


def columns(table: Table, names: Sequence[str] | None = None) -> Schema:
    """The columns of a table, by name."""
    return {one.name: column(one) for one in table.columns if names is None or one.name in names}


def shown() -> Schema:
    """Rows of `show`: keys, then one object for each indicator."""
    measured = fixed(
        {name: nullable({"type": "integer" if name in _WHOLE else "number"}) for name in FIELDS if name != "works"}
        | {"works": {"type": "integer", "description": "records behind the value"}}
    )
    key = {"type": ["string", "integer", "null"], "description": "a key's value; null: not assigned"}
    return listed(
        {"type": "object", "additionalProperties": {"anyOf": [key, measured]}, "description": "keys, then indicators"}
    )


def counted_records() -> Schema:
    """Rows of `records`: works or awards, as the indicator counts them."""
    text, whole, number = ({"type": kind} for kind in ("string", "integer", "number"))
    brought = {
        "weight": number,
        "value": nullable(number, "null: counted, but not observed"),
        "contribution": nullable(number, "weight x value"),
    }
    works = {
        "work_id": text, "doi": nullable(text), "title": nullable(text), "year": nullable(whole),
        "type": nullable(text), "source": nullable(text), "cited_by_count": nullable(whole), **brought,
    }  # fmt: skip
    awards = {
        "award_id": text, "funder_award_id": nullable(text), "title": nullable(text), "year": nullable(whole),
        "funder": nullable(text), "scheme": nullable(text),
        "amount": nullable(whole, "minor units of the currency"), "currency": nullable(text), **brought,
    }  # fmt: skip
    recipient = nullable(text, "of a concentration: who has it")
    return listed({"anyOf": [fixed(works), fixed({**awards, "recipient": recipient}, list(awards))]})


@cache
def declared(type_: Any) -> Schema:
    """The schema of a dataclass of ours, whole in itself."""
    found: Schema = TypeAdapter(type_).json_schema(mode="serialization")
    definitions = found.pop("$defs", {})
    return _inlined(found, definitions)  # type: ignore[no-any-return]


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema with each reference replaced by what it names; none of ours refers to itself."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        if "prefixItems" in schema:
            # A pair of ours is two of the same kind; older tools know no other list.
            return {"type": "array", "items": _inlined(schema["prefixItems"][0], definitions)}
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(value, definitions) for value in schema]
    return schema
