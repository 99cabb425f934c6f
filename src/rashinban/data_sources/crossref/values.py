"""Single values as Crossref writes them: dates in parts, funders by DOI, other things by scheme and identifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from rashinban.data_sources.crossref.shapes import Date, Funder, Id
from rashinban.definitions import type_words
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import fundref
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.partial_dates import date_of_parts


@lru_cache(maxsize=1 << 16)
def _of_parts(*parts: int | str | None) -> str | None:
    """`2025`, `8` -> `2025-08`. A month or a day of 0 is one that is not known."""
    if not parts or not parts[0]:
        return None
    year, month, day = ("" if part is None else str(part) for part in (*parts, None, None)[:3])
    return date_of_parts(year, month if month != "0" else None, day if month != "0" and day != "0" else None)


def date_of(date: Date | None, column: str, rows: Rows) -> str | None:
    """A date in ISO 8601, as exact as its parts are; None where its first part is null."""
    if date is None or not date.date_parts:
        return None
    try:
        return _of_parts(*date.date_parts[0])
    except Refused as refused:
        rows.refuse_value(column, refused.reason, date.date_parts[0])
        return None


def first_date(dates: Date | list[Date] | None, column: str, rows: Rows) -> str | None:
    """The same, where dates of grants come bare or in a list."""
    if isinstance(dates, list):
        dates = dates[0] if dates else None
    return date_of(dates, column, rows)


def funder_id(funder: Funder, rows: Rows) -> str | None:
    """`fundref:` and the number in the Open Funder Registry, else `ror-funder:`; mentioned once."""
    found = rows.known.get(funder.doi) if funder.doi else None
    if found is not None and found[0] == funder.name:
        short: str = found[1]
        return short
    registered, ror = None, None
    for each in (Id(id=funder.doi, id_type="DOI"), *(funder.id or ())):
        if each.id_type == "ROR" and ror is None:
            ror = rows.take(kinds.ror_id, each.id, "funders.ror_id")
        elif each.id_type == "DOI" and registered is None:
            registered = rows.take(fundref, each.id, "funders.crossref_funder_id")
    funder_id = ids.best("funders", {"fundref": registered, "ror-funder": ror})
    if funder_id is not None:
        rows.mention_of(
            "funders",
            funder_id=funder_id,
            display_name=funder.name or None,
            ror_id=ror,
            crossref_funder_id=registered,
        )
        if funder.doi:
            rows.known[funder.doi] = (funder.name, funder_id)
    return funder_id


_KINDS: Mapping[str, Callable[[str], str]] = {"doi": kinds.doi, "issn": kinds.issn, "isbn": isbn}


#: relation, related_scheme, related_identifier, related_work_id
Relation = tuple[str, str, str, "str | None"]


def relation_of(printed: str, scheme: str | None, identifier: str | None, rows: Rows) -> Relation | None:
    """How a work relates to another thing. `printed` is Crossref's word, or `update-to/retraction`."""
    if not identifier:
        return None
    relation = rows.type_of("work_relations", "crossref", printed, "work_relations.relation")
    ours = rows.type_of("identifiers", "crossref", (scheme or "other").lower(), "work_relations.related_scheme")
    if relation is None or ours is None:
        return None
    clean = rows.take(_KINDS.get(ours, str.strip), identifier, "work_relations.related_identifier")
    if not clean:
        return None
    return relation, ours, clean, ids.scheme_id(ours, clean) if ids.entity_of(ours) == "works" else None


def identifier_words() -> Mapping[tuple[str, str], str]:
    """Crossref's words for types, relations, schemes and versions."""
    return type_words("crossref")
