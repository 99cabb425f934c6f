"""Authors of an article with the addresses printed with their names, and the ids that the record gives them."""

from __future__ import annotations

from collections.abc import Sequence

from rashinban.engine.rows import Rows
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds


def add_authors(reading: Reading, lists: Sequence[Element], work_id: str, rows: Rows) -> None:
    """Add the authors of a record's lists, in their order."""
    authors = [author for each in lists for author in each if author.tag == "Author" and _is_valid(reading, author)]
    last = len(authors)
    for position, author in enumerate(authors, 1):
        _add_author(reading, author, work_id, position, last, rows)


def _is_valid(reading: Reading, author: Element) -> bool:
    """Whether the name is right: of a misprinted name the record has both forms, the wrong one marked."""
    if reading.attribute(author, "ValidYN") != "N":
        return True
    reading.passed(author)
    return False


def _add_author(reading: Reading, author: Element, work_id: str, position: int, last: int, rows: Rows) -> None:
    parts: dict[str, str | None] = {}
    orcid: str | None = None
    addresses = []
    for child in author:
        if child.tag == "AffiliationInfo":
            addresses.append(child)
        elif child.tag == "Identifier":
            if reading.attribute(child, "Source") == "ORCID":
                orcid = rows.take(kinds.orcid, reading.text(child), "authorships.orcid") or orcid
            else:
                reading.text(child)
        elif child.tag != "Initials":
            parts[child.tag] = reading.text(child)
    family, given, suffix = parts.get("LastName"), parts.get("ForeName"), parts.get("Suffix")
    group = parts.get("CollectiveName")
    name = group or " ".join(part for part in (given, family, suffix) if part) or None
    rows["authorships"].append(
        (
            work_id,
            position,
            f"orcid:{orcid}" if orcid else None,
            None,
            name,
            orcid,
            "first" if position == 1 else "last" if position == last else "middle",
            None,
        )
    )
    if name and not group:
        rows["authorship_names"].append((work_id, position, 1, name, family, given, None, None))
    if orcid:
        rows["authorship_identifiers"].append((work_id, position, "orcid", orcid))
    for number, address in enumerate(addresses, 1):
        _add_affiliation(reading, address, (work_id, position, number), rows)


def _add_affiliation(reading: Reading, address: Element, key: tuple[str, int, int], rows: Rows) -> None:
    printed: str | None = None
    institution: str | None = None
    for child in address:
        text = reading.text(child)
        if child.tag == "Affiliation":
            printed = text
        elif child.tag == "Identifier" and text:
            source = reading.attribute(child, "Source")
            if source == "ROR":
                institution = rows.take(kinds.ror_id, text, "affiliations.institution_id") or institution
            elif source == "GRID" and text.startswith("grid.") and institution is None:
                institution = ids.scheme_id("grid", text)
    rows["affiliations"].append((*key, 1, institution, None, printed))
