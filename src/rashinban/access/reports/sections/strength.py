"""Technology areas of a list by growth and strength: where one is strong and growing, and where weak and shrinking."""

from __future__ import annotations

from typing import Literal

from rashinban.access.charts.frame import WIDE
from rashinban.access.charts.quadrants import Quadrants
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Figure, Paragraph, Section
from rashinban.access.reports.parts import area_list, down, section
from rashinban.access.reports.spec import SectionSpec
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.catalog import indicator

last = False

_PARTS = ("top_left", "top_right", "bottom_left", "bottom_right")
_STRENGTH, _GROWTH, _SIZE = "p_top_10_share", "growth", "p"


class Spec(SectionSpec):
    """list: the published list of areas. Areas of fewer works than a judgement needs are named, not drawn."""

    show: Literal["strength"]
    list: str


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    areas = area_list(spec.list)
    names = asking.names("technology_area", areas)
    answer = asking.show([_STRENGTH, _GROWTH, _SIZE], ["technology_area"])
    seen = {str(row.keys["technology_area"]): row.measured for row in answer.rows}
    # A share of a single unit is a share of its slice: asked with the unit it is that of the world.
    judged = [area for area in areas if area in seen and seen[area][_SIZE].works >= FEW_WORKS]
    judged.sort(key=lambda area: down(seen[area][_STRENGTH], _STRENGTH))
    whole = asking.show([_STRENGTH], []).rows
    middle = whole[0].measured[_STRENGTH].value if whole else None
    drawn = scatter(
        [
            Spot(
                name=names[area],
                x=seen[area][_GROWTH],
                y=seen[area][_STRENGTH],
                size=seen[area][_SIZE].value or 0.0,
            )
            for area in judged
        ],
        Side(title=asking.head(_GROWTH), display=indicator(_GROWTH).meta.display),
        Side(title=asking.head(_STRENGTH), display=indicator(_STRENGTH).meta.display),
        asking.head(_SIZE),
        asking.language,
        WIDE,
        quadrants=None
        if middle is None
        else Quadrants(x=0.0, y=middle, **{part: asking.word(f"part_{part}") for part in _PARTS}),
        whiskers=False,
    )
    few = [names[area] for area in areas if area not in judged]
    joint = asking.word("report_joint")
    told = [Paragraph(text=asking.word("report_areas_few", few=FEW_WORKS, areas=joint.join(few)))] if few else []
    if drawn is None:
        return [section(asking, spec, level, *told)]
    about = asking.subject(_STRENGTH)
    figure = Figure(
        number=asking.gathered.next("figure"),
        spec=drawn,
        caption=asking.word("report_strength_figure", about=about, few=FEW_WORKS),
        alt=asking.word("report_strength_alt", about=about, areas=joint.join(names[area] for area in judged)),
        notes=asking.notes([_STRENGTH, _GROWTH]),
    )
    return [section(asking, spec, level, figure, *told)]
