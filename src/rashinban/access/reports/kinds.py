"""Each kind of section is one module of sections/: its fields (Spec) and how it is filled (build)."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from rashinban.access.reports import sections
from rashinban.access.reports.spec import SectionSpec


class Kind(Protocol):
    """A module of sections/. last: whether it is filled when all others are, because it speaks of them."""

    Spec: type[SectionSpec]
    last: bool

    def build(self, asking: Any, spec: Any, level: int) -> Any:
        """The sections that the spec becomes."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by the word that stands behind `show`."""
    names = sorted(found.name for found in pkgutil.iter_modules(sections.__path__))
    return {name: cast(Kind, import_module(f"{sections.__name__}.{name}")) for name in names}
