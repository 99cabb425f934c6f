"""Each picture leaves here as bytes: SVG for pages, PNG for slides, drawn on this machine from its own data only."""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import Any

import vl_convert

from rashinban.access.charts.frame import FONT, Spec

_ANY_FONT = "sans-serif"
#: Letters outside ASCII, and the brace that begins what stands for them.
_COSTLY = re.compile(r"[^\x00-\x7f]|\{")
_WRITTEN_OUT = re.compile(r"\{#([0-9a-f]+)\}")
# What Vega puts before an address that names no server, when it draws outside a browser.
_NO_SERVER = 'xlink:href="https://vega.github.io/vega-datasets/'
# Borders, to a tenth of a pixel instead of a thousandth: a third of a map's bytes.
_LONG_PATH = re.compile(r' d="[^"]{200,}"')
_FINE = re.compile(r"(\.\d)\d+")
_CLIP = re.compile(r'(<clipPath id="|clip-path="url\(#)clip(\d+)')


def svg(spec: Spec) -> str:
    """The picture as SVG; text stays text, and a second run gives the same bytes.

    Vega measures every text with the fonts of this machine: 20 to 100 ms a picture, most of all for a list of fonts
    and for Japanese. The measures decide nothing (places are ours, see frame), so it is given one font and plain
    letters, and what was written out for it is put back.
    """
    plain = _plain({**spec, "config": {**spec["config"], "font": _ANY_FONT}})
    drawn = str(vl_convert.vegalite_to_svg(plain, allowed_base_urls=[]))
    drawn = drawn.replace(f' font-family="{_ANY_FONT}" font-size=', " font-size=")
    drawn = drawn.replace("<svg ", f'<svg font-family="{escape(FONT)}" ', 1)
    drawn = _LONG_PATH.sub(lambda path: _FINE.sub(r"\1", path.group()), drawn)
    drawn = _own_clips(drawn.replace(f"<a {_NO_SERVER}", '<a xlink:href="'))
    return _WRITTEN_OUT.sub(lambda letter: chr(int(letter.group(1), 16)), drawn)


def png(spec: Spec, zoom: float = 2.0) -> bytes:
    """The picture as PNG, drawn with the fonts of this machine."""
    return bytes(vl_convert.vegalite_to_png(spec, scale=zoom, allowed_base_urls=[]))


def start_engine() -> None:
    """Draw a point, so that the next picture does not pay for the start of the engine (half a second)."""
    svg({"data": {"values": [{}]}, "mark": "point", "config": {}})


def _plain(value: Any) -> Any:
    """The same specification in ASCII: any other letter as `{#65e5}`."""
    if isinstance(value, str):
        return _COSTLY.sub(lambda letter: f"{{#{ord(letter.group()):x}}}", value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    # The borders of a map are ten thousand pairs of numbers.
    if isinstance(value, list) and not (value and isinstance(value[0], list | int)):
        return [_plain(one) for one in value]
    return value


def _own_clips(drawn: str) -> str:
    """Names of clips that are the picture's own: Vega counts them through the process, and pages hold several."""
    order: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        return f"{found.group(1)}clip-{order.setdefault(found.group(2), len(order))}"

    plain = _CLIP.sub(numbered, drawn)
    if not order:
        return drawn
    own = hashlib.sha256(plain.encode()).hexdigest()[:12]
    return re.sub(r'(<clipPath id="|clip-path="url\(#)clip-', rf"\g<1>clip-{own}-", plain)
