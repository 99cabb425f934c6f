"""Each drawing is one picture: in its page for wide windows, and as files of their own in both widths."""

from __future__ import annotations

import json
from collections.abc import Callable

from fastapi import Response
from markupsafe import Markup

from rashinban.access.charts.frame import NARROW, WIDE, Spec
from rashinban.access.charts.render import png, svg
from rashinban.access.pages.choices import chosen
from rashinban.access.pages.page import Page
from rashinban.errors import NotFound

_KINDS = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}

#: A picture in a width; None where there is nothing to draw.
Draw = Callable[[int], Spec | None]


def drawn(draw: Draw) -> Markup | None:
    """The wide drawing, for parts.picture; the narrow one is drawn when a narrow window asks for it."""
    spec = draw(WIDE)
    return None if spec is None else Markup(svg(spec))


#: Words of the address of a picture.
OWN = ("picture", "width")


def picture_file(page: Page, draw: Draw, kind: str, name: str) -> Response:
    """One drawing as `svg` or `png`; as `json` what is drawn, which the live view reads."""
    if kind not in _KINDS:
        raise NotFound(f"picture.{kind[:20]} does not exist; there are picture.{', picture.'.join(_KINDS)}")
    spec = draw(NARROW if chosen(page, "width", ("wide", "narrow"), "wide") == "narrow" else WIDE)
    if spec is None:
        raise NotFound("there is nothing to draw: no value of this picture was observed")
    body = json.dumps(spec, ensure_ascii=False) if kind == "json" else svg(spec) if kind == "svg" else png(spec)
    filename = {"Content-Disposition": f'inline; filename="{name}.{kind}"'}
    return Response(body, media_type=_KINDS[kind], headers=filename)


def picture_links(address: Callable[[str], str]) -> list[tuple[str, str]]:
    """The files of a picture, for parts.elsewhere; `address` gives that of a kind."""
    return [(kind.upper(), address(kind)) for kind in ("svg", "png")]
