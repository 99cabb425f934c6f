"""Each country of a technology area: in a sentence, in the ranking, on the lines of the years, in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.access.charts import trend as lines
from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import WIDE, Spec
from rashinban.access.charts.trend import Line, YearValue
from rashinban.access.charts.world_map import CountryValue, world_map
from rashinban.access.pages import choices, drawing
from rashinban.access.pages.figures import (
    COLUMNS,
    Subject,
    answer_to,
    card_address,
    doubt,
    down,
    figures_of,
    interval,
    place_in_words,
    place_of,
    ranked,
    whole,
    works,
)
from rashinban.access.pages.listed import named
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import number
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.catalog import indicator
from rashinban.definitions.areas import areas
from rashinban.errors import UsageError
from rashinban.measure.answer import Answer, Measured, Row
from rashinban.measure.kept import HEADLINE

#: Words of the address that only this page knows.
OWN = ("indicator", "countries", *drawing.OWN)
#: Places in the picture and the table, and lines beside one's own.
_PLACES, _LINES = 15, 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address of this page asks. selection: the area and the filters, without the country."""

    page: Page
    area: str
    country: str
    measure: str
    selection: Selection
    answer: Answer
    names: Mapping[str, str]

    @property
    def own(self) -> Measured | None:
        """The number of the page's own country; None where it has no work here."""
        return next((r.measured[self.measure] for r in self.answer.rows if r.keys["country"] == self.country), None)

    def rows(self) -> list[Row]:
        """Countries, largest first; works whose country is not known are in none."""
        found = [row for row in self.answer.rows if row.keys["country"] is not None]
        return sorted(found, key=lambda row: (*down(row.measured[self.measure]), str(row.keys["country"])))


def ask(page: Page, area_id: str) -> Asked:
    selection = page.selection(*OWN)
    choices.known_area(area_id)
    if "technology_area" in selection.where:
        raise UsageError("technology_area: the address of this page has it already, after /area/")
    country = choices.own_country(page, selection)
    measure = choices.chosen(page, "indicator", choices.MEASURES, choices.MEASURES[0])
    asked = selection.having(country=None, technology_area=area_id)
    answer = answer_to(page, dict.fromkeys((*COLUMNS, measure)), "country", asked)
    codes = [str(row.keys["country"]) for row in answer.rows if row.keys["country"] is not None]
    return Asked(
        page=page,
        area=area_id,
        country=country,
        measure=measure,
        selection=asked,
        answer=answer,
        names=named(page, "country", [*codes, country]),
    )


def _values(asked: Asked, seen: Measured) -> dict[str, str]:
    display = indicator(asked.measure).meta.display
    return {
        "value": number(seen.value, display, asked.page.language) + interval(asked.page, seen, display),
        "whole": whole(asked.page, asked.answer.question),
        "area": asked.page.say(areas()[asked.area].labels),
    }


def lead(asked: Asked) -> str:
    """How strong, with its doubt; or that there is too little to say."""
    page, own = asked.page, asked.own
    country, title = asked.names[asked.country], page.say(areas()[asked.area].labels)
    if own is None or own.works == 0:
        return word("area_absent", page.language, country=country, area=title)
    if doubt(own) in ("none", "few"):
        return word("area_few", page.language, country=country, area=title, works=works(page, own.works), few=FEW_WORKS)
    said = word(f"has_{asked.measure}", page.language, country=country, **_values(asked, own))
    where = place_in_words(page, own, ranked(asked.answer, asked.measure))
    return word("area_lead", page.language, said=said, place=where)


def leader(asked: Asked) -> str:
    """Who is first, unless it is one's own country, and who else could be; empty where nobody has a place."""
    page, rows = asked.page, asked.rows()
    first = next((row for row in rows if row.measured[asked.measure].rank == 1), None)
    if first is None:
        return ""
    said = ""
    if first.keys["country"] != asked.country:
        seen, display = first.measured[asked.measure], indicator(asked.measure).meta.display
        value = number(seen.value, display, page.language) + interval(page, seen, display)
        name = asked.names[str(first.keys["country"])]
        said = word("area_first", page.language, country=name, value=value)
    could = [
        asked.names[str(row.keys["country"])]
        for row in rows
        if row is not first and row.measured[asked.measure].rank_lower == 1
    ]
    return said + (word("area_first_shared", page.language, others=_some(page, could)) if could else "")


def _some(page: Page, names: Sequence[str]) -> str:
    """At most three names, and how many more."""
    if len(names) <= 3:
        return "、".join(names) if page.language == "ja" else ", ".join(names)
    joint = "、" if page.language == "ja" else ", "
    return word("and_more", page.language, names=joint.join(names[:3]), count=len(names) - 3)


def ranking(asked: Asked, width: int) -> Spec | None:
    """The first places, and one's own country where it stands further down; those of too few works are not drawn."""
    page = asked.page
    rows = [row for row in asked.rows() if doubt(row.measured[asked.measure]) in ("", "wide")]
    shown = [r for at, r in enumerate(rows) if at < _PLACES or r.keys["country"] == asked.country]
    given = asked.selection
    return dots(
        [
            DotRow(
                name=asked.names[code],
                seen=row.measured[asked.measure],
                text=place_of(row.measured[asked.measure]),
                own=code == asked.country,
                href=card_address(page, asked.measure, given.having(country=code)),
            )
            for row in shown
            for code in [str(row.keys["country"])]
        ],
        indicator(asked.measure).meta.display,
        page.language,
        width,
        head=label("rank_interval" if width >= WIDE else "rank", page.language),
    )


def world(asked: Asked, width: int) -> Spec | None:
    """Every country on the map, those of few works pale."""
    page = asked.page
    filters = asked.selection.having(technology_area=None).query()
    return world_map(
        [
            CountryValue(
                country=code,
                name=asked.names[code],
                seen=row.measured[asked.measure],
                works=row.measured[asked.measure].works,
                own=code == asked.country,
                href=link(f"/country/{code}{filters}", page.language),
            )
            for row in asked.rows()
            for code in [str(row.keys["country"])]
        ],
        indicator(asked.measure).meta.display,
        page.language,
        width,
    )


def trend_measure(asked: Asked) -> str:
    """A rate of growth has no course over the years; the share of all works stands in for it."""
    return asked.measure if asked.measure in HEADLINE else "p_share"


def by_year(asked: Asked) -> Answer:
    return answer_to(asked.page, trend_measure(asked), ("country", "year"), asked.selection)


def trend(asked: Asked, years: Answer, width: int) -> Spec | None:
    """One's own country and the first few others; None where every year of all rests on too few works."""
    measure = trend_measure(asked)
    by_country: dict[str, list[YearValue]] = {}
    for row in sorted(years.rows, key=lambda row: int(row.keys["year"] or 0)):
        seen = row.measured[measure]
        one = YearValue(year=int(row.keys["year"] or 0), seen=seen, works=seen.works)
        by_country.setdefault(str(row.keys["country"]), []).append(one)
    first = [str(row.keys["country"]) for row in asked.rows() if row.keys["country"] != asked.country][:_LINES]
    shown = [code for code in (asked.country, *first) if code in by_country]
    if not any((one.works or 0) >= FEW_WORKS for code in shown for one in by_country[code]):
        return None
    shown_lines = [Line(name=asked.names[code], years=by_country[code], own=code == asked.country) for code in shown]
    return lines.trend(shown_lines, indicator(measure).meta.display, asked.page.language, width)


def table(asked: Asked, *, everyone: bool) -> list[dict[str, object]]:
    """The first places and one's own country, or everyone."""
    page = asked.page
    rows = [
        row for at, row in enumerate(asked.rows()) if everyone or at < _PLACES or row.keys["country"] == asked.country
    ]
    codes = [str(row.keys["country"]) for row in rows]
    subjects = [
        Subject(who=asked.names[code], seen=row.measured, where={"country": code})
        for code, row in zip(codes, rows, strict=True)
    ]
    filters = asked.selection.having(technology_area=None).query()
    hrefs = [link(f"/country/{code}{filters}", page.language) for code in codes]
    made = figures_of(page, COLUMNS, subjects, asked.selection, hrefs, asked.measure)
    return [line | {"own": code == asked.country} for line, code in zip(made, codes, strict=True)]
