"""Each file of static/ is served as it is: the style sheet, the sign, the script that makes pictures movable."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Response

from rashinban.errors import NotFound

router = APIRouter()

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}

_DAY = {"Cache-Control": "public, max-age=86400"}


@cache
def _files() -> dict[str, bytes]:
    """The files by name; nothing else is ever read for a request."""
    folder = files("rashinban.access.pages") / "static"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.rpartition(".")[2] in _KINDS}


@router.get("/static/vega.js")
def vega() -> Response:
    """What draws a live picture: made on this machine when first asked for, no part of it from elsewhere."""
    from rashinban.access.charts.live import bundle

    return Response(bundle(), media_type=_KINDS["js"], headers=_DAY)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """One file. It may be kept for a day: its address has the version of the program."""
    if name not in _files():
        raise NotFound(f"static file {name[:80]!r} does not exist")
    kind = _KINDS[name.rpartition(".")[2]]
    return Response(_files()[name], media_type=kind, headers=_DAY)
