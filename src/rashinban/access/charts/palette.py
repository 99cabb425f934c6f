"""Each look is a colour with a shape of its own, so that neither has to be seen for the other to be told."""

from __future__ import annotations

from rashinban.access.charts.frame import OTHER, OWN

#: Okabe-Ito, first the blue of all pictures. Yellow is darkened: on white it cannot be seen.
LOOKS = (
    (OWN, "circle"),
    ("#D55E00", "square"),
    ("#009E73", "triangle-up"),
    ("#CC79A7", "diamond"),
    ("#E69F00", "triangle-down"),
    ("#56B4E9", "cross"),
    ("#000000", "triangle-right"),
    ("#A89B00", "triangle-left"),
)
#: What has no colour of its own: a line among many, and an area of a picture whose name stands beside it.
REST, NEUTRAL = "#c4c4c4", OTHER
