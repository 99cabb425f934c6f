"""Each picture of a card: its ranking as dots, its value under other definitions as dots, its years as a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashinban.access.card import Card, Point
from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import WIDE, Spec
from rashinban.access.charts.trend import Line, YearValue, trend
from rashinban.access.serialisers.display import Language, place
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import band, own_point, say

_PLACES = 15


def ranking_picture(card: Card, language: Language, width: int = WIDE) -> Spec | None:
    """Units in order, each a dot with its interval; the card's own unit filled and bold."""
    own = own_point(card)
    rows = [
        DotRow(
            name=say(point.label, language),
            seen=point,
            text=place(point.rank, point.rank_lower, point.rank_upper),
            own=point is own,
        )
        for point in _window(card.ranking, own)
    ]
    return dots(rows, card.display, language, width, head=label("rank_interval" if width >= WIDE else "rank", language))


def band_picture(card: Card, language: Language, width: int = WIDE) -> Spec | None:
    """The same value under each alternative definition of the technology area."""
    points = band(card)
    if len(points) < 2:
        return None
    rows = [
        DotRow(
            name=label(point.alternative, language),
            seen=point,
            text=str(point.rank) if point.rank is not None else "",
            own=point.alternative == "standard",
        )
        for point in points
    ]
    return dots(rows, card.display, language, width, head=label("rank", language))


def trend_picture(card: Card, language: Language, width: int = WIDE) -> Spec | None:
    """The value of each year with its band, labelled at the line's end."""
    own = own_point(card)
    years = [YearValue(year=int(point.key), seen=point, works=point.works) for point in card.trend]
    line = Line(name=say(own.label if own else card.subject, language), years=years, own=True)
    return trend([line], card.display, language, width)


#: The pictures by the names that templates use.
PICTURES: dict[str, Callable[[Card, Language, int], Spec | None]] = {
    "ranking": ranking_picture,
    "band": band_picture,
    "trend": trend_picture,
}


def _window(ranking: Sequence[Point], own: Point | None) -> list[Point]:
    """The first places, and the card's own unit where it stands further down."""
    first = list(ranking[:_PLACES])
    if own is not None and own not in first:
        first[-1] = own
    return first
