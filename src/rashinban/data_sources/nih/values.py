"""Each value is one cell of NIH's tables, cleaned: numbers with R's `.0`, American days, whole dollars."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import ids, kinds, tables

_PROJECT = re.compile(r"[A-Z0-9][A-Z0-9-]{4,39}", re.A)
_NUMBER = re.compile(r"\d{1,9}", re.A)
_DOLLARS = re.compile(r"\d{1,12}", re.A)
_SEPARATOR = re.compile(r"\s*[;,]\s*")
NIH = "fundref:100000002"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a table; `names` are ours with the place of their column."""

    cells: Sequence[str]
    names: Mapping[str, int]
    rows: Rows

    def get(self, name: str) -> str | None:
        """A cell, None where it is empty or there is no such column."""
        place = self.names.get(name)
        return self.cells[place].strip() or None if place is not None else None

    def needed(self, name: str) -> str:
        """A cell without which the row says nothing."""
        found = self.get(name)
        if found is None:
            raise Refused(f"a row without {name}", found=" | ".join(self.cells)[:500])
        return found


def number(text: str) -> int:
    """`75258780.0` -> 75258780."""
    plain = text.removesuffix(".0")
    if not _NUMBER.fullmatch(plain):
        raise Refused("not a number of up to nine digits", found=text)
    return int(plain)


def project(text: str) -> str:
    """A core project number: `R01CA091516`, `261201100031C-0-0-1`."""
    if not _PROJECT.fullmatch(text):
        raise Refused("not a core project number", column="awards.award_id", found=text)
    return text


@lru_cache(maxsize=1 << 16)
def institution(duns: str) -> str:
    """The id of an organisation; of several numbers the first: `75258780.0` -> `org:duns:075258780`."""
    return ids.scheme_id("org", f"duns:{number(_SEPARATOR.split(duns)[0]):09d}")


def person(text: str) -> str:
    """The id of an investigator by NIH's number: `person:nih-1860776`."""
    return ids.scheme_id("person", f"nih-{number(text)}")


def cents(text: str) -> int:
    """Cents; amounts are whole dollars as a rule."""
    plain = text.removesuffix(".0")
    return int(plain) * 100 if _DOLLARS.fullmatch(plain) else kinds.money(text, "USD")[0]


def parts(text: str | None) -> list[str]:
    """A list in one cell: `a; b;` -> a, b."""
    return [each for part in (text or "").split(";") if (each := part.strip())]


def place(*said: str | None) -> int:
    """A number within an award for what a row says, whichever row says it."""
    return zlib.crc32("\x1f".join(each or "" for each in said).encode()) & 0x7FFFFFFF


def of_application(application: int, rows: Rows) -> str:
    """The award of a row that knows an application's number alone, mentioned in short form."""
    award_id = f"nih-appl:{application}"
    rows.mention("awards", (award_id, NIH, *after("awards", "award_id", "funder_id")))
    return award_id


@cache
def after(table: str, *columns: str) -> tuple[None, ...]:
    """Nothing for the columns of a table after its first ones, which must be these.

    Where rows come by the million they are filled by place and not by name.
    """
    names = tables()[table].names
    if names[: len(columns)] != columns:
        raise AssertionError(f"{table} has other columns than {', '.join(columns)} at its begin")
    return (None,) * (len(names) - len(columns))


def mentioned(line: Line, funder_id: str | None = NIH) -> str:
    """The award of a row that knows its core project and little more: mentioned in short form."""
    own = project(line.needed("project"))
    award_id = ids.scheme_id("nih", own)
    line.rows.mention_of("awards", award_id=award_id, funder_id=funder_id, funder_award_id=own)
    return award_id
