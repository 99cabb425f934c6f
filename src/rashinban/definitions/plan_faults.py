"""Each fault of a definition that its shape shows becomes one clear line: what was found, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rashinban.definitions.documents import Document, Fault, Step, Unreadable
from rashinban.errors import RashinbanError, Refused
from rashinban.schema.japanese_amounts import japanese_number
from rashinban.schema.japanese_dates import date_ja, fiscal_year

_HOW = "docs/how-to/write-a-plan.md"
_NUMERIC = ("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing")
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?) ?[%％]")
_STATUS = frozenset({"status", "light", "verdict", "progress"})


Shape = TypeVar("Shape", bound=BaseModel)


def read_shape(path: Path, shape: type[Shape], *, begin: str, how: str = _HOW) -> tuple[Shape, Document]:
    """A file of YAML in its shape; RashinbanError with every mistake, a line each.

    begin: the first line that such a file should have; how: where its fields are explained.
    """
    try:
        document = Document(path.read_text(encoding="utf-8-sig"))
    except Unreadable as error:
        raise RashinbanError(told(path, error.faults)) from error
    except UnicodeDecodeError as error:
        raise RashinbanError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8") from error
    except OSError as error:
        raise RashinbanError(f"{path}: cannot be read ({error.strerror})") from error
    if not isinstance(document.values, dict):
        raise RashinbanError(f"{path}:1: is no group of fields; begin with `{begin}`")
    try:
        return shape.model_validate(document.values), document
    except ValidationError as error:
        raise RashinbanError(told(path, shape_faults(document, error, shape, how))) from error


def told(path: Path, faults: Iterable[Fault]) -> str:
    """Mistakes as lines `FILE:LINE: place: what is wrong; mend`."""
    return "\n".join(f"{path}:{one.line}: {f'{one.place}: ' if one.place else ''}{one.text}" for one in faults)


def shape_faults(document: Document, error: ValidationError, shape: type[BaseModel], how: str = _HOW) -> list[Fault]:
    """What a validation found, one line each, in the order of the file."""
    known = _fields(shape)
    found = []
    for one in error.errors():
        place = tuple(one["loc"])
        text = _told(one, place, known, how)
        found.append(Fault(line=document.line(place), place=worded(document.values, place), text=text))
    return sorted(set(found))


def worded(values: object, place: Sequence[Step]) -> str:
    """A place in words a reader finds again: ids in the place of positions: `objectives young.targets 1.by`."""
    parts: list[str] = []
    for step in place:
        values = _under(values, step)
        if isinstance(step, int):
            name = values.get("id") if isinstance(values, Mapping) else None
            parts[-1:] = [f"{parts[-1] if parts else ''} {name or step + 1}".strip()]
        elif "(" not in step:
            parts.append(step)
    return ".".join(parts)


def _under(values: object, step: Step) -> object:
    if isinstance(values, Mapping):
        return values.get(step)
    if isinstance(values, Sequence) and isinstance(step, int) and step < len(values):
        return values[step]
    return None


def _told(one: Mapping[str, Any], place: tuple[Step, ...], known: frozenset[str], how: str) -> str:
    kind, found, field = one["type"], one["input"], str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        return _unknown(field, known, how)
    if kind == "unexpected_keyword_argument":
        return "is no field of a text; a comma within { } ends one: put texts with commas in quotation marks"
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return f"is missing; it must be there ({how})"
    if kind in _NUMERIC:
        return _number(found, whole=kind.startswith("int"))
    if kind in ("date_from_datetime_parsing", "date_type", "date_parsing"):
        return f"{found!r} is no day; write {_day(found)}"
    if kind == "string_type":
        return f"{found!r} is read as {_kind(found)}; put it in quotation marks"
    if kind == "literal_error":
        return f"{found!r} is not known; write {one['ctx']['expected']}"
    if kind == "string_pattern_mismatch" and one["ctx"]["pattern"].startswith("^[a-z0-9]"):
        return f"{found!r} is no id; write small letters, digits and hyphens: `young-faculty`"
    if kind in ("model_type", "dataclass_type", "tuple_type", "dict_type", "model_attributes_type"):
        wanted = "a list" if kind == "tuple_type" else "fields below it"
        return f"is {_kind(found)} where {wanted} must stand ({how})"
    if kind in ("greater_than_equal", "less_than_equal") and _is_year(place):
        return f"{found} is no year from 1868 to 2100; write the Gregorian year"
    message: str = one["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _unknown(field: str, known: frozenset[str], how: str) -> str:
    if field in _STATUS:
        return "a status is computed by rule from the values and never written; remove it"
    near = get_close_matches(field, known, 1)
    return f"is no field that is known here; {f'did you mean `{near[0]}`?' if near else f'the fields are in {how}'}"


def _number(found: object, *, whole: bool) -> str:
    if isinstance(found, date):
        return f"{found} is a day; write its year: {fiscal_year(found)} where it is a fiscal year"
    if not isinstance(found, str):
        return f"{found!r} is {_kind(found)}; write a number"
    if whole:
        try:
            return f"{found!r} is written for people; write the first year of the fiscal year: {fiscal_year(found)}"
        except Refused as refused:
            return f"{found!r} is no year ({refused.reason}); write four digits: 2025"
    if share := _PERCENT.fullmatch(found.strip()):
        return f"{found!r} is a percentage; write the share: {float(share[1]) / 100:g}"
    try:
        return f"{found!r} is written for people; write the number: {japanese_number(found.rstrip('円人件社')):f}"
    except Refused:
        return f"{found!r} is no number; write digits, for example 22000 or 30_000_000_000_000"


def _day(found: object) -> str:
    try:
        return date_ja(str(found)).isoformat()
    except Refused:
        return "it as 2023-06-09"


def _kind(found: object) -> str:
    words = {bool: "a truth value", int: "a number", float: "a number", str: "a text", dict: "a group of fields"}
    if isinstance(found, date):
        return "a date"
    return "nothing" if found is None else words.get(type(found), "a list")


def _is_year(place: tuple[Step, ...]) -> bool:
    return bool({"year", "by", "period", "years", "total_from"} & {str(step) for step in place[-2:]})


def _fields(shape: type[BaseModel]) -> frozenset[str]:
    """Every field name that the shape and the shapes within it have."""
    schema = shape.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))
