"""A country by its English name as providers print it: `Korea, Republic of`, `Turkey`, `UNITED STATES`.

Names are those of ISO 3166-1 as pycountry has them, and those of country_names.csv beside this module: former names
and short ones. A name that is in neither is refused, not guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rashinban.errors import Refused
from rashinban.schema import kinds


@lru_cache(maxsize=2048)
def country_of_name(text: str) -> str:
    """ISO 3166-1 alpha-2 from an English name, or from a code of two or three letters."""
    import pycountry

    word = " ".join(text.split())
    known = _names().get(word.casefold())
    if known:
        return known
    if len(word) == 2:
        return kinds.country_code(word)
    try:
        return str(pycountry.countries.lookup(word).alpha_2)
    except LookupError:
        reason = "not a country of ISO 3166-1; an English name can be added to schema/country_names.csv"
        raise Refused(reason, found=text) from None


@cache
def _names() -> Mapping[str, str]:
    with (files("rashinban.schema") / "country_names.csv").open(encoding="utf-8") as stream:
        return {row["name"].casefold(): row["country_code"] for row in csv.DictReader(stream)}
