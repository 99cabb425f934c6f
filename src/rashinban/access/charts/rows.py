"""Each row is one name with a line of its own for what is drawn: beside the name, or below it where names are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import INK, OWN, TEXT, WIDE, Spec, leads, measure, wrapped

_MARGIN = 10


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Where rows stand. left: room before the plot. height: of a row. down: from a row's middle to what is drawn.

    Data of the layers have `row` (0 is at the top), `name`, `own`, `said` (the row in words) and `href`.
    """

    count: int
    left: float
    height: int
    down: int

    @property
    def total(self) -> int:
        return self.height * self.count

    def y(self) -> Spec:
        """The channel that puts a mark on its row."""
        scale = {"domain": [self.count - 0.5, -0.5], "nice": False, "zero": False}
        return {"field": "row", "type": "quantitative", "scale": scale, "axis": None}

    def names(self) -> Spec:
        mark: Spec = {"align": "left", "dy": 1 - self.down} if self.down else {"align": "right"}
        x = 2 - self.left if self.down else -_MARGIN
        return {
            "mark": {**own_text(), **mark},
            "encoding": {"x": {"value": x}, "y": self.y(), "text": {"field": "shown"}},
        }

    def links(self, right: float, *, linked: bool) -> Spec:
        """Above each row, from edge to edge, what is clicked and what the live picture tells: one link, not four."""
        encoding: Spec = {
            "x": {"value": -self.left},
            "x2": {"value": right},
            "y": self.y(),
            "tooltip": {"field": "said"},
        }
        if linked:
            encoding |= leads()
        # A fill of "transparent" would not be met by the pointer; one that is there but cannot be seen is.
        mark: Spec = {"type": "rect", "fill": "white", "fillOpacity": 0, "height": self.height, "aria": linked}
        return {"mark": mark, "encoding": encoding}


def stack(names: Sequence[str], width: int) -> Rows:
    """Names stand beside the plot as far as they leave room for it."""
    longest = max(map(measure, names))
    if longest <= (0.5 if width >= WIDE else 0.32) * width:
        return Rows(count=len(names), left=_MARGIN + longest, height=24, down=0)
    return Rows(count=len(names), left=16, height=42, down=9)


def shown(name: str, width: int) -> str:
    """A name as far as one line has room for it."""
    return wrapped(name, width - 24, 1)[0]


def own_text() -> Spec:
    """A text of the picture's own unit is bold and blue; the data's `own` says which."""
    return {
        "type": "text",
        "baseline": "middle",
        "fontSize": TEXT,
        "fontWeight": {"expr": "datum.own ? 'bold' : 'normal'"},
        "color": {"expr": f"datum.own ? '{OWN}' : '{INK}'"},
    }
