"""The id of an award from its number as typed and who paid it, where that names one award: `jgn:JP19KK0341`.

Japan's systematic award numbers (体系的番号, JGN) say their funder and need no more. A KAKENHI number alone
(`19KK0341`) has the shape of numbers of other countries' funders too, so it is taken only where the funder is one of
those that give KAKENHI (kakenhi_funders.csv).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rashinban.errors import Refused
from rashinban.schema.ids import scheme_id
from rashinban.schema.japanese_ids import jgn, kakenhi_number

#: Where Japan's funders register their awards; what is behind it is the systematic number.
_OF_JAPAN = "10.52926/"


def award_id(number: str | None, funders: Iterable[str | None] = ()) -> str | None:
    """The id of an award; None where the number names none. funders: ids of who paid it (schema/ids.py)."""
    found = systematic(number, funders)
    return scheme_id("jgn", found) if found else None


def award_of_doi(doi: str) -> str:
    """The id of an award by its DOI, clean: `10.52926/jpmjcr2112` -> `jgn:JPMJCR2112`, others `award-doi:...`."""
    if doi.startswith(_OF_JAPAN):
        try:
            return scheme_id("jgn", jgn(doi))
        except Refused:
            pass
    return scheme_id("award-doi", doi)


def systematic(number: str | None, funders: Iterable[str | None] = ()) -> str | None:
    """The systematic number of an award: `JP 19KK0341` or, of JSPS, `19KK0341` -> `JP19KK0341`."""
    # Most numbers of the world are none of Japan's; asking costs little.
    if not number or not any(character.isdigit() for character in number):
        return None
    try:
        return jgn(number)
    except Refused:
        if not _kakenhi() & set(funders):
            return None
    try:
        return f"JP{kakenhi_number(number)}"
    except Refused:
        return None


@cache
def _kakenhi() -> frozenset[str]:
    with (files("rashinban.schema") / "kakenhi_funders.csv").open(encoding="utf-8") as stream:
        return frozenset(row["funder"] for row in csv.DictReader(stream))
