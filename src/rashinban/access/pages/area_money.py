"""Each area of one country with its place in the world, the part of its money, and how fast the area grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.access.charts.frame import Spec
from rashinban.access.charts.quadrants import Quadrants
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.access.labels import labels
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import answer_to, doubt
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured

#: What is told of one's own works in each area, of its money, and of the works of all countries.
WORKS = ("p", "p_top_10_share", "rca", "growth")
STRENGTH, MONEY, GROWTH = "p_top_10_share", "amount_part", "growth"
#: Levels of topics that may stand in place of a list of areas. Of the finer ones those with most works are shown.
LEVELS = ("field", "subfield", "topic")
_MOST = 60
#: The rules of the lists. Strong: surely among the first places; weak: surely behind these; absent: activity surely
#: below this part of what the country's size would give.
STRONG, WEAK, ABSENT = 5, 10, 0.5
OWN = ("list", "order", "currency", *drawing.OWN)
_PARTS = ("top_left", "top_right", "bottom_left", "bottom_right")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known of one area: the country's own figures, the part of its money, and the world's growth."""

    own: Mapping[str, Measured]
    money: Measured | None
    world: Measured | None

    @property
    def part(self) -> float | None:
        return self.money.value if self.money else None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks. key: technology_area or a level of topics; names: of areas, in the order of the list."""

    page: Page
    code: str
    country: str
    selection: Selection
    list_id: str
    key: str
    currency: str
    currencies: Sequence[str]
    names: Mapping[str, str]
    seen: Mapping[str, Seen]

    @property
    def own(self) -> Selection:
        return self.selection.having(country=self.code)

    @property
    def money(self) -> Selection:
        """The filters of the money: awards know years, countries and currencies, no options of citations."""
        where = {key: value for key, value in self.own.where.items() if key in ("country", "year")}
        counting = {key: value for key, value in self.own.options.items() if key == "counting"}
        return Selection(where={**where, "currency": self.currency}, options=counting, release=self.selection.release)

    def middle(self) -> float | None:
        """The median part of the money over the areas of which it is known."""
        parts = sorted(part for one in self.seen.values() if (part := one.part) is not None)
        half = len(parts) // 2
        return None if not parts else parts[half] if len(parts) % 2 else (parts[half - 1] + parts[half]) / 2


def ask(page: Page) -> Asked:
    selection = page.selection(*OWN)
    code = choices.own_country(page, selection)
    asked = selection.having(country=None, currency=None)
    for key in asked.where:
        if key != "year":
            raise UsageError(f"{key}: this page is about all areas of a list, by country and years; leave {key} out")
    list_id = choices.chosen(page, "list", (*choices.area_lists(), *LEVELS), next(iter(choices.area_lists())))
    key = list_id if list_id in LEVELS else "technology_area"
    own = asked.having(country=code)
    counting = {name: value for name, value in asked.options.items() if name == "counting"}
    paid = Selection(where=own.where, options=counting, release=asked.release)
    currencies = _currencies(page, paid)
    currency = page.request.query_params.get("currency") or (currencies[0] if currencies else "JPY")
    works = {str(row.keys[key]): row.measured for row in answer_to(page, WORKS, ("country", key), own).rows}
    world = {str(row.keys[key]): row.measured for row in answer_to(page, (GROWTH,), (key,), asked).rows}
    parts: dict[str, Mapping[str, Measured]] = {}
    if currencies:
        rows = answer_to(page, (MONEY,), (key,), paid.having(currency=currency)).rows
        parts = {str(row.keys[key]): row.measured for row in rows}
    names = _names(page, list_id, works)
    return Asked(
        page=page,
        code=code,
        country=named(page, "country", [code])[code],
        selection=asked,
        list_id=list_id,
        key=key,
        currency=currency,
        currencies=currencies,
        names=names,
        seen={
            id: Seen(
                own=works.get(id, {}),
                money=parts.get(id, {}).get(MONEY),
                world=world.get(id, {}).get(GROWTH),
            )
            for id in names
        },
    )


def _currencies(page: Page, selection: Selection) -> list[str]:
    """The currencies of the country's awards, that of most awards first."""
    rows = answer_to(page, ("awards",), ("currency",), selection).rows
    found = [(row.measured["awards"].works, str(row.keys["currency"])) for row in rows if row.keys["currency"]]
    return [code for _, code in sorted(found, key=lambda one: (-one[0], one[1]))]


def _names(page: Page, list_id: str, works: Mapping[str, Mapping[str, Measured]]) -> dict[str, str]:
    if list_id not in LEVELS:
        return {entry.id: page.say(entry.labels) for entry in choices.area_lists()[list_id].areas}
    ids = sorted((id for id in works if id != "None"), key=lambda id: (-works[id]["p"].works, id))[:_MOST]
    known = labels(page.base.session, list_id, ids)
    return {id: page.say(known[id]) for id in ids}


def lists(asked: Asked) -> dict[str, list[str]]:
    """The areas of which each list's rule holds; the rules are printed beside the lists."""
    middle = asked.middle()
    everything = answer_to(asked.page, (GROWTH,), (), asked.selection).rows
    usual = everything[0].measured[GROWTH].value if everything else None
    found: dict[str, list[str]] = {"unfunded": [], "weak": [], "absent": []}
    for id, one in asked.seen.items():
        strength, activity = one.own.get(STRENGTH), one.own.get("rca")
        part = one.part
        if strength is not None and part is not None and middle is not None:
            if strength.rank_upper is not None and strength.rank_upper <= STRONG and part < middle:
                found["unfunded"].append(id)
            if strength.rank_lower is not None and strength.rank_lower > WEAK and part > middle:
                found["weak"].append(id)
        grows = one.world is not None and one.world.lower is not None and usual is not None and one.world.lower > usual
        few = activity is None or (activity.upper is not None and activity.upper < ABSENT)
        if grows and few:
            found["absent"].append(id)
    return found


def picture_of(asked: Asked, width: int) -> Spec | None:
    """Each area by the part of the money (across) and the share of the most cited works (up), as large as its works."""
    page, middle = asked.page, asked.middle()
    spots = [
        Spot(
            name=asked.names[id],
            x=one.money,
            y=one.own.get(STRENGTH),
            size=one.own["p"].value or 0.0 if "p" in one.own else 0.0,
            href=area_href(asked, id),
        )
        for id, one in asked.seen.items()
        if doubt(one.own.get(STRENGTH)) in ("", "wide")
    ]
    whole = answer_to(page, STRENGTH, "country", asked.own).rows
    level = whole[0].measured[STRENGTH].value if whole else None
    quadrants = (
        Quadrants(x=middle, y=level, **{part: word(f"money_{part}", page.language) for part in _PARTS})
        if middle is not None and level is not None
        else None
    )
    return scatter(
        spots,
        Side(title=word("money_across", page.language, currency=asked.currency), display="share"),
        Side(title=word("head_p_top_10_share", page.language), display="share"),
        word("head_p", page.language),
        page.language,
        width,
        quadrants=quadrants,
        whiskers=False,
    )


def area_href(asked: Asked, id: str) -> str:
    """The page of an area; for a level of topics the country's works."""
    if asked.key == "technology_area":
        return link(f"/area/{id}{asked.own.query()}", asked.page.language)
    query = asked.selection.having(country=asked.code, **{asked.key: id}).query(kind="works")
    return link(f"/search{query}", asked.page.language)
