"""The affiliations of one author of one work, as schema/authorships.py defines them."""

from __future__ import annotations

from rashinban.data_sources.openalex.mentions import institution_id
from rashinban.data_sources.openalex.shapes import Affiliation, Authorship
from rashinban.data_sources.openalex.values import take_id
from rashinban.engine.rows import Rows
from rashinban.schema import kinds

#: affiliation_position, institution_position, institution_id, country_code, raw_affiliation
Found = tuple[int, int, "str | None", "str | None", "str | None"]

#: Institution as the record writes it, to its id and country.
Institutions = dict["str | None", "tuple[str | None, str | None]"]


def affiliations(authorship: Authorship, rows: Rows) -> list[Found]:
    """The affiliations of one author, as schema/authorships.py defines them."""
    institutions: Institutions = {}
    nowhere: list[str | None] = []
    if authorship.institutions:
        for institution in authorship.institutions:
            short, country = institution_id(institution, rows)
            if short is None:
                nowhere.append(country)
            else:
                institutions[institution.id] = short, country
    if authorship.affiliations:
        found = _stated(authorship.affiliations, institutions, rows)
    else:
        found = _one_each(authorship, institutions, nowhere)
    if authorship.countries and any([row[3] is None for row in found] or (True,)):
        _fill_countries(found, authorship.countries, rows)
    return found


def _stated(stated: list[Affiliation], institutions: Institutions, rows: Rows) -> list[Found]:
    """Affiliations with their institutions, as records since 2024 state them.

    An institution of the author that no affiliation names is an affiliation of its own.
    """
    found: list[Found] = []
    named = set()
    number = 0
    for number, affiliation in enumerate(stated, 1):
        raw = affiliation.raw_affiliation_string or None
        order = 0
        for written in dict.fromkeys(affiliation.institution_ids or ()):
            short, country = institutions.get(written) or _beside(written, institutions, rows)
            if short is not None:
                order += 1
                found.append((number, order, short, country, raw))
                named.add(short)
        if order == 0:
            found.append((number, 1, None, None, raw))
    if len(named) < len(institutions):
        for short, country in institutions.values():
            if short not in named:
                number += 1
                found.append((number, 1, short, country, None))
    return found


def _beside(written: str | None, institutions: Institutions, rows: Rows) -> tuple[str | None, str | None]:
    """An institution that is written in another way than in the author's list, or is not in it."""
    short = take_id(written, "I", rows, "affiliations.institution_id")
    return next((pair for pair in institutions.values() if pair[0] == short), (short, None))


def _one_each(authorship: Authorship, institutions: Institutions, nowhere: list[str | None]) -> list[Found]:
    """Each institution as an affiliation of its own; without any, each address; without any, each country.

    Which address names which institution is not said, so each institution carries them all.
    """
    strings = [text for text in authorship.raw_affiliation_strings or () if text]
    if not strings and authorship.raw_affiliation_string:
        strings = [authorship.raw_affiliation_string]
    raw = "; ".join(strings) or None
    pairs: list[tuple[str | None, str | None]] = [*institutions.values(), *((None, country) for country in nowhere)]
    if pairs:
        return [(number, 1, short, country, raw) for number, (short, country) in enumerate(pairs, 1)]
    return [(number, 1, None, None, text) for number, text in enumerate(strings, 1)]


def _fill_countries(found: list[Found], stated: list[str | None], rows: Rows) -> None:
    """Give rows without a country the author's countries that no institution accounts for.

    One such country goes to all of them, several go in order. An author of whom only countries are known
    has one affiliation for each.
    """
    clean = [rows.take(kinds.country_code, text, "affiliations.country_code") for text in dict.fromkeys(stated)]
    accounted = {row[3] for row in found}
    left = [country for country in clean if country is not None and country not in accounted]
    if not found:
        found.extend((number, 1, None, country, None) for number, country in enumerate(left, 1))
        return
    gaps = [index for index, row in enumerate(found) if row[3] is None]
    for index, country in zip(gaps, left * len(gaps) if len(left) == 1 else left, strict=False):
        number, order, short, _, raw = found[index]
        found[index] = (number, order, short, country, raw)
