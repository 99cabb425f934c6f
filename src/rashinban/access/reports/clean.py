"""Texts of records may hold letters that no document format takes; they are left out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

#: What XML 1.0 refuses: most control characters, halves of surrogate pairs, and two that are no characters.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Made = TypeVar("Made")


def clean(value: Made) -> Made:
    """The same value without letters that XML refuses, in every text within it."""
    return with_texts(value, lambda text: _REFUSED.sub("", text))


def with_texts(value: Made, change: Callable[[str], str]) -> Made:
    """The same value with every text within it changed."""
    return _changed(value, change)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple | list):
        return type(value)(_changed(one, change) for one in value)
    if isinstance(value, dict):
        return {key: _changed(one, change) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _changed(getattr(value, one.name), change) for one in fields(value)})
    return value
