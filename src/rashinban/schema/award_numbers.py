"""The ids of the awards that a number names, as authors type it beside a funder: `JP19KK0341, JP20K12345` names two.

Only numbers of Japan's funders name an award by their shape alone; of any other funder the number stays as typed.
Each row of award_numbers.csv beside this module is one such funder in Crossref's registry, and what its numbers are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rashinban.errors import Refused
from rashinban.schema import ids
from rashinban.schema.japanese_ids import jgn, kakenhi_number

#: What stands before a number: `JSPS KAKENHI Grant Number JP19KK0341`.
_BEFORE = re.compile(r"(?:(?:jsps|mext|jst|amed|kakenhi|grants?(?:-in-aid)?|numbers?|nos?\.|#|:)\s*)+(?=\w)", re.I)
_BETWEEN = re.compile(r"\s*(?:[,;、，；]|\band\b|及び)\s*")


def award_ids(typed: str, funder_id: str | None) -> list[tuple[str, str]]:
    """The awards that a typed number names, each with its id and the number as typed; none where it names none.

    funder_id: `fundref:501100001691`, or None where the funder has no id: there only a JGN names an award.
    """
    return list(_award_ids(typed, funder_id))


@lru_cache(maxsize=1 << 14)
def _award_ids(typed: str, funder_id: str | None) -> tuple[tuple[str, str], ...]:
    numbers = "none" if funder_id is None else _funders().get(funder_id)
    if numbers is None:
        return ()
    found = []
    for part in _BETWEEN.split(_BEFORE.sub("", typed.strip())):
        clean = next((clean for kind in (jgn, *_BARE[numbers]) if (clean := _taken(kind, part))), None)
        if clean is None:
            return ()
        found.append((ids.scheme_id("jgn", clean), part))
    # One number in many words is kept in all its words.
    return tuple(found) if len(found) > 1 else ((found[0][0], typed),)


def _taken(kind: Callable[[str], str], text: str) -> str | None:
    try:
        return kind(text)
    except Refused:
        return None


def _bare_kakenhi(text: str) -> str:
    return jgn("JP" + kakenhi_number(text))


def _bare_amed(text: str) -> str:
    return jgn("JP" + text)


#: By what a funder's numbers are: how a number without JP is read.
_BARE: Mapping[str, tuple[Callable[[str], str], ...]] = {
    "none": (),
    "kakenhi": (_bare_kakenhi,),
    "amed": (_bare_amed,),
}


@cache
def _funders() -> Mapping[str, str]:
    with (files("rashinban.schema") / "award_numbers.csv").open(encoding="utf-8") as stream:
        return {f"fundref:{row['fundref']}": row["bare_numbers"] for row in csv.DictReader(stream)}
