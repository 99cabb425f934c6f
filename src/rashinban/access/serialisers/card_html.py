"""One card as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import jinja2
from markupsafe import Markup

from rashinban.access.card import BandPoint, Card, Point
from rashinban.access.serialisers import display
from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import band, few_a_year, flat_band, headline, own_point, say
from rashinban.access.templates import templates

#: Longer rankings are folded after this many rows; the card's own unit is always above the fold.
_ROWS = 20


def card_html(card: Card, language: Language = "en") -> str:
    """The card as a page in one language, in the order in which a reader asks."""
    return _template("card.html.j2").render(
        card=card,
        language=language,
        label=partial(label, language=language, record=card.record),
        say=partial(say, language=language),
        body=card_body(card, language),
    )


def card_body(card: Card, language: Language, address: Callable[[Point], str | None] = lambda _: None) -> Markup:
    """What stands below the card's title. address: where a unit of the ranking is found, if anywhere."""
    own = own_point(card)
    first = list(card.ranking[:_ROWS])
    if own is not None and own not in first:
        first.append(own)
    return Markup(
        # Escaped by the template's own environment.
        _template("card_body.html.j2").render(
            card=card,
            language=language,
            label=partial(label, language=language, record=card.record),
            say=partial(say, language=language),
            headline=headline(card, language),
            own=own,
            band=band(card),
            flat=flat_band(card, language),
            few_a_year=few_a_year(card, language),
            ranking=first,
            rest=[point for point in card.ranking if point not in first],
            columns=partial(_columns, shown=card.display, language=language),
            number=partial(display.number, language=language),
            shown=display,
            pictures=_pictures(card, language),
            address=address,
        )
    )


def _pictures(card: Card, language: Language) -> dict[str, dict[str, Markup]]:
    """Each picture twice, for wide and for narrow windows: a shrunken one could not be read."""
    # Vega's engine is loaded with render, and most commands draw nothing.
    from rashinban.access.charts.frame import NARROW, WIDE
    from rashinban.access.charts.render import svg
    from rashinban.access.serialisers.card_pictures import PICTURES

    found: dict[str, dict[str, Markup]] = {}
    for name, make in PICTURES.items():
        for size, width in (("wide", WIDE), ("narrow", NARROW)):
            picture = make(card, language, width)
            if picture is not None:
                # vl-convert escapes all text of the picture; a test holds it to that.
                found.setdefault(name, {})[size] = Markup(svg(picture))
    return found


def _columns(points: Sequence[Point | BandPoint], shown: str, language: Language) -> list[dict[str, str]]:
    """Value and interval of every row, each column with the same decimals throughout."""
    values = display.column([point.value for point in points], shown, language)
    intervals = display.intervals([(point.lower, point.upper) for point in points], shown, language)
    return [{"value": value, "interval": interval} for value, interval in zip(values, intervals, strict=True)]


def _template(name: str) -> jinja2.Template:
    return templates("rashinban.access.serialisers").get_template(name)
