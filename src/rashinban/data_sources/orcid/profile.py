"""A profile that is being read: the record, the rows it fills, and what all its sections have in common."""

from __future__ import annotations

from rashinban.engine.rows import Rows
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import kinds


class Profile:
    """One profile. Several sources may have entered one work or post: ORCID groups what they wrote."""

    def __init__(self, reading: Reading, rows: Rows, author_id: str) -> None:
        self.reading, self.rows, self.author_id = reading, rows, author_id

    def preferred(self, group: Element, name: str) -> Element | None:
        """The version of a group that its owner prefers (the highest display-index); the others count as read."""
        versions = self.reading.many(group, name)
        if not versions:
            return None
        best = versions[0]
        if len(versions) > 1:
            best = max(versions, key=self._display_index)
            for other in versions:
                if other is not best:
                    self.reading.passed(other)
        return best

    def _display_index(self, element: Element) -> int:
        found = element.get("display-index") or element.findtext("display-index") or ""
        return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else -1

    def date(self, parts: Element | None, column: str) -> str | None:
        """`2015-08-11`, as exact as given."""
        if parts is None:
            return None
        year = self.rows.take(kinds.year, self.reading.text(parts, "year"), column)
        if year is None:
            return None
        written = f"{year:04d}"
        for part, last in (("month", 12), ("day", 31)):
            found = self.reading.text(parts, part)
            if not found or not (found.isascii() and found.isdigit() and 0 < int(found) <= last):
                break
            written += f"-{int(found):02d}"
        return written

    def disambiguated(self, organisation: Element | None) -> tuple[str | None, str | None]:
        """What scheme names an organisation, and its identifier there."""
        if organisation is None:
            return None, None
        told = self.reading.one(organisation, "disambiguated-organization")
        scheme = self.reading.text(told, "disambiguation-source")
        return scheme, self.reading.text(told, "disambiguated-organization-identifier")

    def claimed_by(self, source: Element | None) -> str | None:
        """A claim of the person, also where a service that the person used wrote it; else of an organisation."""
        if source is None:
            return None
        names = {local(child) for child in source}
        if "assertion-origin-orcid" in names or "source-orcid" in names:
            return "reported"
        return "matched" if "source-client-id" in names else None


def parts_of(element: Element) -> dict[str, Element]:
    """The elements right below one, by name: no name comes twice where this is asked."""
    return {local(child): child for child in element}


def is_public(version: Element) -> bool | None:
    """What the record says of an item: who may see it was looked at before (files.py)."""
    return True if (version.get("visibility") or version.findtext("visibility")) == "public" else None
