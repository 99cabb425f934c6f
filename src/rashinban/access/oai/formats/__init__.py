"""Each module here is one metadata format: its prefix, its schema, and how a record is written in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from rashinban.access.oai.record import Record
from rashinban.access.oai.xml import Element


@dataclass(frozen=True, kw_only=True)
class Format:
    """One metadata format.

    needs: what a work must have of title, type and year, because the schema asks for it and nothing is invented.
        Works without are records in other formats, not in this one.
    """

    prefix: str
    namespace: str
    schema: str
    write: Callable[[Record], Element]
    needs: frozenset[str] = frozenset()


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its prefix, in the order of their prefixes."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return dict(sorted((m.FORMAT.prefix, m.FORMAT) for m in modules if hasattr(m, "FORMAT")))
