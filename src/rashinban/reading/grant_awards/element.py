"""Each `Award` is one grantAward that is being read, with what its parts have in common: id, languages, years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rashinban.engine.rows import Rows
from rashinban.reading.xml import Element, Reading
from rashinban.schema import kinds
from rashinban.schema.japanese import fiscal_year, language, trim_cjk

#: Marks that stand for "there is none" in fields that a form asked for.
_NOTHING = frozenset(("-", "－", "―", "ー", "‐", "なし", "無し", "無", "該当なし"))
_FLAGS: Mapping[str, bool] = {"true": True, "false": False}


@dataclass(kw_only=True)
class Award:
    """The record, where its rows go, its id, and the fiscal year of each grant, report and mark in it by their id."""

    reading: Reading
    rows: Rows
    award_id: str = ""
    years: dict[str, int] = field(default_factory=dict)

    @property
    def root(self) -> Element:
        return self.reading.root

    def many(self, path: str) -> list[Element]:
        """All elements at a path from the record."""
        return self.reading.many(self.root, path)

    def summaries(self) -> list[Element]:
        """The summaries, the Japanese one first: it is the master."""
        return sorted(self.many("summary"), key=lambda found: self.language(found) != "ja")

    def text(self, element: Element | None, path: str = "") -> str | None:
        """The text of an element, or of the first at a path below it.

        Copies that were pretty-printed have line breaks inside texts; they are mended, between CJK characters without
        a blank.
        """
        if element is not None and path:
            element = self.reading.one(element, path)
        if element is None:
            return None
        if self.reading.watched:
            self.reading.text(element)
        return trim_cjk("".join(element.itertext())) or None

    def value(self, element: Element | None, path: str = "") -> str | None:
        """The text of an element; None also for the marks that stand for nothing: `-`, `なし`."""
        found = self.text(element, path)
        return None if found in _NOTHING else found

    def attribute(self, element: Element | None, name: str) -> str | None:
        return self.reading.attribute(element, name)

    def language(self, element: Element) -> str | None:
        """The language of an element, None where it does not say."""
        found = self.rows.take(language, self.attribute(element, "lang"), "@xml:lang")
        return found[0] if found else None

    def flag(self, element: Element, name: str) -> bool | None:
        """An attribute that is true or false."""
        printed = self.attribute(element, name)
        if printed is not None and printed not in _FLAGS:
            self.rows.refuse_value(f"@{name}", "neither true nor false", printed)
        return _FLAGS.get(printed or "")

    def year(self, printed: str | None, column: str) -> int | None:
        """A calendar year."""
        return self.rows.take(kinds.year, printed, column)

    def fiscal_year(self, printed: str | None, column: str) -> int | None:
        """A fiscal year, also one of an era."""
        return self.rows.take(fiscal_year, printed, column)

    def year_of(self, parent: str | None) -> int | None:
        """The fiscal year of the grant or report that a part belongs to."""
        return self.years.get(parent or "")

    def read_years(self) -> None:
        """Read the fiscal years of grants and reports, and of the marks that reports have."""
        for element in (*self.many("grantList/grant"), *self.many("reportList/report")):
            name = self.attribute(element, "id")
            year = self.fiscal_year(self.attribute(element, "fiscalYear"), "award_texts.fiscal_year")
            if name and year:
                self.years[name] = year
        for element in self.many("classificationList/classification"):
            name, year = self.attribute(element, "id"), self.year_of(self.attribute(element, "parentId"))
            if name and year:
                self.years[name] = year

    def mention(self, table: str, **values: object) -> None:
        """Add another entity in the short form that the record has."""
        self.rows.mention_of(table, **values)


def order(award: Award, elements: list[Element]) -> list[Element]:
    """Elements by their @sequence; those without one last."""

    def place(element: Element) -> int:
        printed = award.attribute(element, "sequence") or ""
        return int(printed) if printed.isascii() and printed.isdigit() else 1 << 30

    return sorted(elements, key=place)


def positions() -> Iterator[int]:
    """Positions from 1."""
    position = 0
    while True:
        position += 1
        yield position
