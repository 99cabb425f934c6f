"""Each figure is drawn here as SVG or PNG with the font that comes with the program, so that Japanese always prints."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from html import escape
from importlib import import_module
from pathlib import Path

from rashinban.access.charts.frame import FONT
from rashinban.access.charts.render import svg
from rashinban.access.reports.model import Figure

#: Noto Sans CJK JP (SIL Open Font License): the packages whose files are embedded in PDF and drawn in PNG.
FAMILY = "Noto Sans CJK JP"
_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def font_folders() -> list[Path]:
    """The folders of the font's files."""
    return [Path(str(import_module(name).FONT_PATH)).parent for name in _PACKAGES]


def for_screens(figure: Figure) -> str:
    """The figure as SVG, with text as text, in the fonts of the reader's machine."""
    return _svg(json.dumps(figure.spec))


def drawn(figure: Figure) -> str:
    """The figure as SVG, with text as text, in the program's font."""
    return for_screens(figure).replace(escape(FONT), FAMILY)


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    """Drawn once for all formats of a report: that is most of the time of writing it."""
    return svg(json.loads(spec))


def pixels(figure: Figure, zoom: float = 2.0) -> bytes:
    """The figure as PNG."""
    import vl_convert

    _register()
    return bytes(vl_convert.svg_to_png(drawn(figure), scale=zoom))


@cache
def _register() -> None:
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
