"""Each module here with a `router` is one resource of the REST interface; it is served by being there."""

from __future__ import annotations

import importlib
import pkgutil

from fastapi import APIRouter

#: Everything of the interface is below this address.
PREFIX = "/api"


def routers() -> list[APIRouter]:
    """The routers of all resources, in the order of their names."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        router = getattr(importlib.import_module(f"{__name__}.{module.name}"), "router", None)
        if router is not None:
            found.append(router)
    return found
