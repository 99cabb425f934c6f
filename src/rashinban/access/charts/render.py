"""Each picture leaves here as bytes: SVG for pages, PNG for slides, drawn on this machine from its own data only."""

from __future__ import annotations

import vl_convert

from rashinban.access.charts.frame import Spec

# What Vega puts before an address that names no server, when it draws outside a browser.
_NO_SERVER = 'xlink:href="https://vega.github.io/vega-datasets/'


def svg(spec: Spec) -> str:
    """The picture as SVG; text stays text, and a second run gives the same bytes."""
    drawn = str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    return drawn.replace(f"<a {_NO_SERVER}", '<a xlink:href="')


def png(spec: Spec, zoom: float = 2.0) -> bytes:
    """The picture as PNG, drawn with the fonts of this machine."""
    return bytes(vl_convert.vegalite_to_png(spec, scale=zoom, allowed_base_urls=[]))
