"""Single values as OpenAlex writes them: ids with their address in front."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import kinds

ADDRESS = "https://openalex.org/"
_CUT = len(ADDRESS)

#: The letter of an id says what kind of thing it names.
KINDS: Mapping[str, str] = {
    "W": "works",
    "A": "authors",
    "I": "institutions",
    "S": "sources",
    "V": "sources",
    "T": "topics",
    "F": "funders",
    "P": "publishers",
    "G": "awards",
    "C": "concepts",
}

_ID = re.compile(r"(?:https?://(?:www\.|api\.)?openalex\.org/(?:[a-z]+/)?)?([A-Z][0-9]{1,18})", re.I)

Value = TypeVar("Value")


def openalex_id(text: str, letters: str) -> str:
    """The short id, `https://openalex.org/W12` -> `W12`; refused where it does not begin with one of `letters`."""
    found = _ID.fullmatch(text.strip())
    if found is None or found[1][0].upper() not in letters:
        raise Refused(f"not an OpenAlex id ({' or '.join(letters)} and digits)", found=text)
    return found[1].upper()


def work_ids(texts: list[str]) -> list[str] | None:
    """The short ids of works where all are written in the usual way, else None.

    A work has dozens of references: they are checked and shortened together, as one string.
    """
    joined = " ".join(texts).replace(ADDRESS, "")
    numbers = joined.replace(" W", "").encode()
    ids = joined.split(" ")
    if (
        len(ids) == len(texts)
        and numbers[:1] == b"W"
        and numbers[1:].isdigit()
        and "W " not in joined
        and joined[-1] != "W"
    ):
        return ids
    return None


def numbered_id(text: str, kind: str) -> str:
    """The number of a field, subfield or domain: `https://openalex.org/subfields/1904` -> `1904`."""
    number = text.strip().rsplit("/", 1)[-1]
    if not (number.isascii() and number.isdigit()):
        raise Refused(f"not the number of a {kind}", found=text)
    return number


def take(kind: Callable[[str], Value], text: str | None, rows: Rows, column: str) -> Value | None:
    """The clean value; where it is refused None, with a note. An empty text is a missing value."""
    if not text:
        return None
    try:
        return kind(text)
    except Refused as refused:
        rows.refuse_value(column, refused.reason, text)
        return None


def take_id(text: str | None, letters: str, rows: Rows, column: str) -> str | None:
    """The short id or None; as `take`, with a way for what nearly every record holds."""
    if not text:
        return None
    if text[_CUT : _CUT + 1] in letters and text.startswith(ADDRESS) and text[_CUT + 1 :].isdigit():
        return text[_CUT:]
    return take(lambda value: openalex_id(value, letters), text, rows, column)


def own_id(text: str, letters: str, table: str, rows: Rows) -> str:
    """The id of the record itself; without it the record is refused."""
    short = text[_CUT:]
    if short[1:].isdigit() and short[0] in letters and short.isascii() and text.startswith(ADDRESS):
        return short
    try:
        return openalex_id(text, letters)
    except Refused as refused:
        raise Refused(f"no id of {table}: {refused.reason}", column="id", found=text) from None


def take_year(value: int | None, rows: Rows, column: str) -> int | None:
    """The year or None; a year like 2202 is refused."""
    if value is None or kinds.EARLIEST_YEAR <= value <= kinds.LATEST_YEAR:
        return value
    try:
        return kinds.year(value)
    except Refused as refused:
        rows.refuse_value(column, refused.reason, value)
        return None


def digits(text: str) -> str:
    """The digits at the end of a value, `https://pubmed.ncbi.nlm.nih.gov/123` -> `123`."""
    number = text.strip().rstrip("/").rsplit("/", 1)[-1]
    if not (number.isascii() and number.isdigit()):
        raise Refused("not a number", found=text)
    return number


#: Parts of the weighted sum of an ORCID's digits, for the blocks that ORCID gives out. The weights of
#: ISO 7064 mod 11-2 are powers of two, so that a sum over four digits moves on by a factor of sixteen.
_ORCID_HEAD = {f"{block:04d}-{rest:04d}": 0 for block, rests in ((0, range(1, 4)), (9, range(10))) for rest in rests}
_FOUR_DIGITS = {f"{number:04d}": 0 for number in range(10_000)}
for _table in (_ORCID_HEAD, _FOUR_DIGITS):
    for _text in _table:
        for _digit in _text.replace("-", ""):
            _table[_text] = (_table[_text] * 2 + int(_digit)) % 11
_LAST_FOUR = {
    f"{number:03d}{check}": (sum(int(d) << (3 - at) for at, d in enumerate(f"{number:03d}")) + value) % 11
    for number in range(1_000)
    for value, check in enumerate("0123456789X")
}
_ORCID_ADDRESS = "https://orcid.org/"


def orcid(text: str) -> str:
    """As kinds.orcid, with a way for what nearly every record holds: three look-ups prove the check digit."""
    try:
        total = _ORCID_HEAD[text[18:27]] * 256 + _FOUR_DIGITS[text[28:32]] * 16 + _LAST_FOUR[text[33:]]
        if total % 11 == 1 and text.startswith(_ORCID_ADDRESS) and text[27] == text[32] == "-":
            short = text[18:]
            if "0000-0001-5000" <= short < "0000-0003-5000" or short >= "0009":
                return short
    except KeyError:
        pass
    return kinds.orcid(text)
