"""Each area of one country: where it is strongest in a sentence, strength and growth in a picture, all in a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.quadrants import Quadrants
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import (
    COLUMNS,
    Subject,
    answer_to,
    doubt,
    down,
    figures_of,
    interval,
    place_alone,
    whole,
)
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import number
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.definitions.areas import AreaList
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured

#: Words of the address that only this page knows.
OWN = ("list", "order", *drawing.OWN)
#: What a page on strength orders by and draws, unless asked otherwise.
STRENGTH, _GROWTH = "p_top_10_share", "growth"
#: How many areas the sentence names.
_NAMED = 3
_PARTS = ("top_left", "top_right", "bottom_left", "bottom_right")

Seen = Mapping[str, Measured]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address of this page asks. selection: its filters, without the country. areas: those of the list."""

    page: Page
    code: str
    name: str
    selection: Selection
    list_id: str
    areas_of: AreaList
    areas: Mapping[str, str]
    seen: Mapping[str, Seen]

    @property
    def own(self) -> Selection:
        """The filters with the country."""
        return self.selection.having(country=self.code)

    def strength(self, area: str) -> Measured | None:
        return self.seen.get(area, {}).get(STRENGTH)

    def judged(self) -> list[str]:
        """The areas with enough works to be judged, the strongest first."""
        found = [area for area in self.areas if doubt(self.strength(area)) in ("", "wide")]
        return sorted(found, key=lambda area: down(self.strength(area)))


def ask(page: Page, code: str) -> Asked:
    selection = page.selection(*OWN)
    choices.known_country(code)
    for key in ("country", "technology_area"):
        if key in selection.where:
            raise UsageError(f"{key}: this page is about one country, in its path, and all areas; leave {key} out")
    list_id, areas = choices.area_list(page)
    own = selection.having(country=code)
    answer = answer_to(page, COLUMNS, ("country", "technology_area"), own)
    return Asked(
        page=page,
        code=code,
        name=named(page, "country", [code])[code],
        selection=selection,
        list_id=list_id,
        areas_of=areas,
        areas={entry.id: page.say(entry.labels) for entry in areas.areas},
        seen={str(row.keys["technology_area"]): row.measured for row in answer.rows},
    )


def lead(asked: Asked) -> str:
    """Where it is strongest, with the doubt; how many areas can be judged at all."""
    page, judged = asked.page, asked.judged()
    if not any(asked.seen.get(area) for area in asked.areas):
        return word("country_absent", page.language, country=asked.name)
    if not judged:
        return word("country_few", page.language, country=asked.name, areas=len(asked.areas), few=FEW_WORKS)
    said = []
    for area in judged[:_NAMED]:
        seen = asked.strength(area)
        assert seen is not None
        value = number(seen.value, "share", page.language) + interval(page, seen, "share")
        place = place_alone(page, seen)
        said.append(word("country_strong_one", page.language, area=asked.areas[area], value=value, place=place))
    return word(
        "country_lead",
        page.language,
        country=asked.name,
        whole=whole(page, asked.own.question()),
        said=("／" if page.language == "ja" else "; ").join(said),
        judged=len(judged),
        areas=len(asked.areas),
        few=FEW_WORKS,
    )


def strength(asked: Asked, width: int) -> Spec | None:
    """Areas with enough works, by share and growth, parted at the country's share over everything."""
    page = asked.page
    spots = [
        Spot(
            name=asked.areas[area],
            x=asked.seen[area][_GROWTH],
            y=asked.strength(area),
            size=asked.seen[area]["p"].value or 0.0,
            href=_area_href(asked, area),
        )
        for area in asked.judged()
    ]
    whole_of = answer_to(page, STRENGTH, "country", asked.own).rows
    middle = whole_of[0].measured[STRENGTH].value if whole_of else None
    quadrants = (
        Quadrants(x=0.0, y=middle, **{part: word(f"part_{part}", page.language) for part in _PARTS})
        if middle is not None
        else None
    )
    return scatter(
        spots,
        Side(title=word(f"head_{_GROWTH}", page.language), display="share"),
        Side(title=word(f"head_{STRENGTH}", page.language), display="share"),
        word("head_p", page.language),
        page.language,
        width,
        quadrants=quadrants,
        whiskers=False,
    )


def _area_href(asked: Asked, area: str) -> str:
    return link(f"/area/{area}{asked.own.query()}", asked.page.language)


def areas(asked: Asked, order: str) -> list[dict[str, object]]:
    """All areas of the list; those without a work are rows too."""
    page, areas = asked.page, list(asked.areas)
    if order != "list":
        areas.sort(key=lambda area: down(asked.seen.get(area, {}).get(order)))
    subjects = [
        Subject(who=asked.areas[area], seen=asked.seen.get(area, {}), where={"technology_area": area}) for area in areas
    ]
    return figures_of(page, COLUMNS, subjects, asked.own, [_area_href(asked, area) for area in areas], STRENGTH)


def gaps(asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas of which something can be said beyond doubt, and those of which nothing can."""
    found: dict[str, list[str]] = {
        "special": [],
        "unspecial": [],
        "growing": [],
        "falling": [],
        "few": [],
        "absent": [],
    }
    for area in asked.areas:
        seen = asked.seen.get(area, {})
        works = seen["p"].works if "p" in seen else 0
        if works < FEW_WORKS:
            found["few" if works else "absent"].append(area)
            continue
        for name, middle, above, below in (("rca", 1.0, "special", "unspecial"), (_GROWTH, 0.0, "growing", "falling")):
            one = seen[name]
            if one.lower is not None and one.lower > middle:
                found[above].append(area)
            if one.upper is not None and one.upper < middle:
                found[below].append(area)
    return [
        (
            word(f"gap_{name}", asked.page.language, few=FEW_WORKS),
            [(asked.areas[area], _area_href(asked, area)) for area in areas],
        )
        for name, areas in found.items()
    ]
