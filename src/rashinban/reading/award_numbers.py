"""The awards that a text names, as authors type numbers beside a funder: `KAKENHI JP19KK0341, JP20K12345` names two."""

from __future__ import annotations

import re
from functools import lru_cache

from rashinban.schema.award_numbers import award_id

#: What stands before a number: `JSPS KAKENHI Grant Number JP19KK0341`.
_BEFORE = re.compile(r"(?:(?:jsps|mext|jst|amed|kakenhi|grants?(?:-in-aid)?|numbers?|nos?\.|#|:)\s*)+(?=\w)", re.I)
_BETWEEN = re.compile(r"\s*(?:[,;、，；]|\band\b|及び)\s*", re.I)


def award_ids(typed: str, funder_id: str | None) -> list[tuple[str, str]]:
    """Each award with its id and its number as typed; none where not every number names one (schema/award_numbers.py).

    One number stays in all its words, several are told apart.
    """
    return list(_award_ids(typed, funder_id))


@lru_cache(maxsize=1 << 14)
def _award_ids(typed: str, funder_id: str | None) -> tuple[tuple[str, str], ...]:
    found = []
    for part in _BETWEEN.split(_BEFORE.sub("", typed.strip())):
        named = award_id(part, (funder_id,))
        if named is None:
            return ()
        found.append((named, part))
    return tuple(found) if len(found) > 1 else ((found[0][0], typed),)
