"""An acronym beside words is of the funder with most of those words: `Natural Sciences Research Council (NSERC)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.linkage.funding.index import NameIndex, capitals, is_acronym
from rashinban.linkage.funding.words import key, without_countries

_TOKEN = re.compile(r"[A-Za-z0-9&/.-]+")
#: More of the words of the funder's name than this must be there, and two at least.
_SHARE = 0.5


def beside(index: NameIndex, name: str) -> str | None:
    """The one funder that acronyms and words of a name mean together; of a body and its part the part."""
    here, places = without_countries(key(name).split(" "))
    found = {each for token in _TOKEN.findall(name) if (each := _meant(index, token.strip(".-/"), set(here), places))}
    left = [each for each in found if not any(each in index.ancestors(other) for other in found)]
    return left[0] if len(left) == 1 else None


def _meant(index: NameIndex, token: str, here: set[str], places: set[str]) -> str | None:
    if len(token) < 3 or not is_acronym(token):
        return None
    ranked = sorted(_ranked(index, token, here, places), reverse=True)
    return ranked[0][1] if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]) else None


def _ranked(index: NameIndex, token: str, here: set[str], places: set[str]) -> Iterator[tuple[float, str]]:
    for funder_id in index.acronyms.get(capitals(token), ()):
        if places and index.funders[funder_id].country not in places:
            continue
        share = max((_share(each, here) for each in index.keys_of[funder_id]), default=0.0)
        if share > _SHARE:
            yield share, funder_id


def _share(name: str, have: set[str]) -> float:
    here, _ = without_countries(name.split(" "))
    both = len(have.intersection(here))
    return both / len(here) if both > 1 else 0.0
