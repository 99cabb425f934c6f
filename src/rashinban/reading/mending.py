"""A record of which single values have a wrong type: those are set aside, the rest is taken."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import kinds

#: More wrong values than this, and the record is not what it claims to be.
_MOST = 100

_AT = re.compile(r" - at `\$(?P<path>.*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_WRONG_DAY = "Invalid RFC3339 encoded date"
_WHOLE_NUMBER = re.compile(r"Expected `int[^`]*`, got `float`")

Shape = TypeVar("Shape")


def mended(record: dict[str, object], shape: type[Shape], table: str, rows: Rows) -> Shape:
    """The record in its shape. A value of a wrong type becomes null and is noted under its path.

    A whole number written as 12.0 is taken as 12, a date with a time behind it as its day. Refused where
    what must be there is not.
    """
    for _ in range(_MOST):
        try:
            return msgspec.convert(record, shape)
        except msgspec.ValidationError as error:
            _mend(record, str(error), table, rows)
    raise Refused(f"more than {_MOST} values of a wrong type")


def _mend(record: dict[str, object], message: str, table: str, rows: Rows) -> None:
    at = _AT.search(message)
    steps = [name or int(index) if name or index else ... for name, index in _STEP.findall(at["path"])] if at else []
    if ... in steps:  # within an object with free keys: its keys are not told, so all of it goes
        steps = steps[: steps.index(...)]
    if not steps:
        raise Refused(message)
    holder: Any = record
    for step in steps[:-1]:
        holder = holder[step]
    last = steps[-1]
    value = holder[last]
    reason = message[: at.start()] if at else message
    better = _better(value, reason)
    if better is not None:
        holder[last] = better
        return
    if isinstance(holder, list) or value is None:
        del holder[last]
    else:
        holder[last] = None
    if value is not None:
        path = "".join(f".{step}" if isinstance(step, str) else "[]" for step in steps)
        rows.refuse_value(f"{table}{path}", reason, value)


def _better(value: object, reason: str) -> object | None:
    """The same value in the type that is asked for, where nothing is lost."""
    if _WHOLE_NUMBER.match(reason) and isinstance(value, float) and value.is_integer():
        return int(value)
    if reason == _WRONG_DAY and isinstance(value, str):
        try:
            return kinds.date(value).isoformat()
        except Refused:
            return None
    return None
