"""Each picture leaves here as bytes: SVG for pages, PNG for slides, drawn on this machine from its own data only."""

from __future__ import annotations

import hashlib
import re

import vl_convert

from rashinban.access.charts.frame import Spec

# What Vega puts before an address that names no server, when it draws outside a browser.
_NO_SERVER = 'xlink:href="https://vega.github.io/vega-datasets/'
_CLIP = re.compile(r'(<clipPath id="|clip-path="url\(#)clip(\d+)')


def svg(spec: Spec) -> str:
    """The picture as SVG; text stays text, and a second run gives the same bytes."""
    drawn = str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).replace(f"<a {_NO_SERVER}", '<a xlink:href="')
    return _own_clips(drawn)


def _own_clips(drawn: str) -> str:
    """Names of clips that are the picture's own: Vega counts them through the process, and two pictures of one page
    would share them."""
    order: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        return f"{found.group(1)}clip-{order.setdefault(found.group(2), len(order))}"

    plain = _CLIP.sub(numbered, drawn)
    if not order:
        return drawn
    own = hashlib.sha256(plain.encode()).hexdigest()[:12]
    return re.sub(r'(<clipPath id="|clip-path="url\(#)clip-', rf"\g<1>clip-{own}-", plain)


def png(spec: Spec, zoom: float = 2.0) -> bytes:
    """The picture as PNG, drawn with the fonts of this machine."""
    return bytes(vl_convert.vegalite_to_png(spec, scale=zoom, allowed_base_urls=[]))
