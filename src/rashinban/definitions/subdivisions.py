"""Each subdivision is a prefecture, state or province by its code of ISO 3166-2; Japan's have names of our own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rashinban.definitions import attached
from rashinban.errors import Refused, UsageError
from rashinban.schema import kinds
from rashinban.schema.text import Text


@cache
def subdivisions() -> Mapping[str, Text]:
    """Names of the subdivisions of definitions/lookups/subdivisions.csv, in the order of their codes."""
    rows = attached()["subdivisions"].to_pylist()
    return {row["subdivision_code"]: Text(en=row["name_en"], ja=row["name_ja"]) for row in rows}


def known_subdivision(code: str) -> str:
    """A code as it stands, or UsageError: of a country in the list one that is there, of others one of the right form.

    Other countries are not listed: ROR uses codes that later editions of ISO 3166-2 have given up.
    """
    listed = [known for known in subdivisions() if known[:2] == code[:2]]
    try:
        is_known = kinds.subdivision_code(code) == code and (not listed or code in listed)
    except Refused:
        is_known = False
    if not is_known:
        hint = f"a code from {listed[0]} to {listed[-1]}" if listed else "a code of ISO 3166-2, for example JP-13"
        raise UsageError(f"subdivision {code[:40]!r} is not known; write {hint}")
    return code
