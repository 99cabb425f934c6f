"""Each router is one subject of the pages or one resource of the REST interface, found because its module is there."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from fastapi import APIRouter


def routers(package: ModuleType) -> list[APIRouter]:
    """The `router` of every module of a package that has one, in the order of their names."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        router = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "router", None)
        if router is not None:
            found.append(router)
    return found
