"""Each row is one author of one work, and one institution in one of the author's affiliations."""

from __future__ import annotations

import numpy as np

from rashinban.data_sources.openalex.affiliations import affiliations
from rashinban.data_sources.openalex.shapes import Authorship, Person
from rashinban.data_sources.openalex.values import short_ids, take_id
from rashinban.engine.rows import Column, Rows
from rashinban.reading.orcids import orcids as clean_orcids
from rashinban.schema import kinds

_PLACES = frozenset({"first", "middle", "last", None})
_NOBODY = Person()


def add_authorships(authorships: list[Authorship], rows: Rows) -> None:
    """Add the authors of a work, in their order, and their affiliations. Ids are cleaned later, see whole_authorships.

    Every author of every work comes through here, so columns are filled one by one.
    """
    positions, ids, names, raw_names, orcids, places, corresponding = rows.lists("authorships")
    rows.whole.setdefault("authorships", whole_authorships)
    persons = [authorship.author or _NOBODY for authorship in authorships]
    found = [authorship.author_position or None for authorship in authorships]
    if not _PLACES.issuperset(found):
        found = [_place(place, rows) for place in found]
    positions.extend(range(1, len(authorships) + 1))
    ids.extend([person.id or None for person in persons])
    names.extend([person.display_name or None for person in persons])
    raw_names.extend([authorship.raw_author_name or None for authorship in authorships])
    orcids.extend([person.orcid or None for person in persons])
    places.extend(found)
    corresponding.extend([authorship.is_corresponding for authorship in authorships])
    _add_affiliations(authorships, rows)


def _place(place: str | None, rows: Rows) -> str | None:
    if place in _PLACES:
        return place
    rows.refuse_value("authorships.place", "none of first, middle, last", place)
    return None


def whole_authorships(columns: list[Column], owners: np.ndarray, rows: Rows) -> tuple[list[Column], np.ndarray]:
    """Clean the ids and ORCIDs of many authors together."""
    positions, ids, names, raw_names, written, places, corresponding = columns

    def clean_id(number: int, text: str) -> str | None:
        rows.record = int(owners[number])
        return take_id(text, "A", rows, "authorships.author_id")

    def clean_orcid(number: int, text: str) -> str | None:
        rows.record = int(owners[number])
        return rows.take(kinds.orcid, text, "authorships.orcid")

    short = short_ids(ids.combine_chunks(), "A", clean_id)
    orcids = clean_orcids(written.combine_chunks(), clean_orcid)
    return [positions, short, names, raw_names, orcids, places, corresponding], owners


def _add_affiliations(authorships: list[Authorship], rows: Rows) -> None:
    positions, orders, order_within, institutions, countries, raws = rows.lists("affiliations")
    known = rows.known
    for position, authorship in enumerate(authorships, 1):
        stated = authorship.affiliations
        listed = authorship.institutions
        if stated and listed and len(listed) == 1:
            # Most authors have one institution, seen before, and name it in each of their affiliations.
            only = listed[0]
            seen = known.get(only.id)
            if seen is not None and seen[0] == only.display_name and seen[1] == only.country_code and seen[3]:
                names = [only.id]
                for affiliation in stated:
                    if affiliation.institution_ids != names:
                        break
                else:
                    for order, affiliation in enumerate(stated, 1):
                        positions.append(position)
                        orders.append(order)
                        order_within.append(1)
                        institutions.append(seen[2])
                        countries.append(seen[3])
                        raws.append(affiliation.raw_affiliation_string or None)
                    continue
        elif not (stated or listed or authorship.countries or authorship.raw_affiliation_strings) and not (
            authorship.raw_affiliation_string
        ):
            continue
        for order, within, institution, country, raw in affiliations(authorship, rows):
            positions.append(position)
            orders.append(order)
            order_within.append(within)
            institutions.append(institution)
            countries.append(country)
            raws.append(raw)
