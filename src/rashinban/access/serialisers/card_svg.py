"""One card as a picture that stands alone: its title and sentence, the ranking or the trend, and where it is from."""

from __future__ import annotations

import re
from html import escape

from rashinban.access.card import Card
from rashinban.access.serialisers.display import Language, fold
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import headline, say
from rashinban.errors import UsageError

_MARGIN = 16


def card_svg(card: Card, language: Language = "en") -> str:
    """The card as one SVG file; text stays text, so that it can be searched, read aloud and edited."""
    # Vega's engine is loaded with render, and most commands draw nothing.
    from rashinban.access.charts.frame import FONT, INK, WIDE
    from rashinban.access.charts.render import svg
    from rashinban.access.serialisers.card_pictures import ranking_picture, trend_picture

    drawn = ranking_picture(card, language) or trend_picture(card, language)
    if drawn is None:
        raise UsageError(f"card {card.id} has neither a ranking nor a trend to draw; use --format html or json")
    picture = svg(drawn)
    width = max(WIDE, _side(picture, "width")) + 2 * _MARGIN
    parts: list[str] = []
    top = 0.0
    if card.provenance.simulated:
        lines = fold(label("simulated", language), (width - 2 * _MARGIN) / 13)
        parts.append(f'<rect width="{width:g}" height="{len(lines) * 19 + 13:g}" fill="#E69F00"/>')
        top = _write(parts, lines, 8, size=13, style='font-weight="bold" fill="#000"') + 6
    title = say(card.title, language)
    sentence = str(headline(card, language))
    top = _write(parts, fold(title, (width - 2 * _MARGIN) / 19), top + 10, size=19, style='font-weight="bold"')
    top = _write(parts, fold(sentence, (width - 2 * _MARGIN) / 15), top + 6, size=15)
    parts.append(picture.replace("<svg ", f'<svg x="{_MARGIN}" y="{top + 12:g}" ', 1))
    top += 12 + _side(picture, "height")
    top = _write(
        parts, fold(_source(card, language), (width - 2 * _MARGIN) / 12), top + 8, size=12, style='fill="#555"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{top + 12:g}" '
        f'viewBox="0 0 {width:g} {top + 12:g}" role="img" lang="{language}" '
        f'font-family="{escape(FONT)}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(sentence)}</desc>"
        f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'
    )


def card_png(card: Card, language: Language = "en", zoom: float = 2.0) -> bytes:
    """The same picture as PNG, drawn with the fonts of this machine."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(card_svg(card, language), scale=zoom))


def _write(parts: list[str], lines: list[str], top: float, *, size: int, style: str = "") -> float:
    """Add lines of text below `top`; returns where they end."""
    for line in lines:
        top += round(size * 1.45)
        parts.append(f'<text x="{_MARGIN}" y="{top - 4:g}" font-size="{size}" {style}>{escape(line)}</text>')
    return top


def _source(card: Card, language: Language) -> str:
    sources = ", ".join(f"{source.title} {source.snapshot}" for source in card.provenance.sources)
    return (
        f"{label('dot', language)} {label('provenance', language)}: {sources}. "
        f"{label('release', language)} {card.provenance.release}. {card.id}"
    )


def _side(picture: str, side: str) -> float:
    """Width or height as vl-convert writes it on the root element."""
    found = re.search(rf'<svg[^>]*\s{side}="([\d.]+)"', picture)
    if found is None:
        raise ValueError(f"the SVG has no {side}")
    return float(found.group(1))
