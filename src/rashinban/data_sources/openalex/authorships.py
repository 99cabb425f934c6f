"""Each row is one author of one work, and one institution in one of the author's affiliations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from rashinban.data_sources.openalex.affiliations import affiliations
from rashinban.data_sources.openalex.shapes import Authorship
from rashinban.data_sources.openalex.values import ADDRESS, take, take_id
from rashinban.data_sources.openalex.values import orcids as clean_orcids
from rashinban.engine.rows import Rows
from rashinban.schema import kinds

_AUTHOR = ADDRESS + "A"
_PLACES = frozenset({"first", "middle", "last"})


def add_authorships(work_id: str, authorships: list[Authorship], rows: Rows) -> None:
    """Add the authors of a work, in their order, and their affiliations.

    Every author of every work comes through here, so what nearly all of them need is done in place.
    """
    works, positions, ids, names, raw_names, orcids, places, corresponding = rows.lists("authorships")
    rows.whole.setdefault("authorships", whole_authorships)
    for position, authorship in enumerate(authorships, 1):
        author_id = name = orcid = None
        author = authorship.author
        if author is not None:
            written = author.id
            if written is not None:
                author_id = written[21:]
                if written[:22] != _AUTHOR or not author_id[1:].isdigit():
                    author_id = take_id(written, "A", rows, "authorships.author_id")
            name = author.display_name or None
            orcid = author.orcid or None
        place = authorship.author_position or None
        if place is not None and place not in _PLACES:
            rows.refuse_value("authorships.place", "none of first, middle, last", place)
            place = None
        works.append(work_id)
        positions.append(position)
        ids.append(author_id)
        names.append(name)
        raw_names.append(authorship.raw_author_name or None)
        orcids.append(orcid)
        places.append(place)
        corresponding.append(authorship.is_corresponding)
    _add_affiliations(work_id, authorships, rows)


def whole_authorships(
    columns: Sequence[list[Any]], owners: np.ndarray, rows: Rows
) -> tuple[Sequence[list[Any] | pa.Array], np.ndarray]:
    """Clean the ORCIDs of many authors together; where one is odd, one by one."""
    *before, written, place, corresponding = columns
    clean: list[str | None] | pa.Array | None = clean_orcids(written)
    if clean is None:
        clean = []
        for number, text in enumerate(written):
            rows.record = int(owners[number])
            clean.append(take(kinds.orcid, text, rows, "authorships.orcid"))
    return (*before, clean, place, corresponding), owners


def _add_affiliations(work_id: str, authorships: list[Authorship], rows: Rows) -> None:
    works, positions, orders, order_within, institutions, countries, raws = rows.lists("affiliations")
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
                        works.append(work_id)
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
            works.append(work_id)
            positions.append(position)
            orders.append(order)
            order_within.append(within)
            institutions.append(institution)
            countries.append(country)
            raws.append(raw)
