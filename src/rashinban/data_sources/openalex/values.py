"""Single values as OpenAlex writes them: ids with their address in front, abstracts as word positions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

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

#: A position beyond this is no abstract: the words would need more room than any abstract has.
LONGEST_ABSTRACT = 100_000

Value = TypeVar("Value")


def openalex_id(text: str, letters: str) -> str:
    """The short id, `https://openalex.org/W12` -> `W12`; refused where it does not begin with one of `letters`."""
    found = _ID.fullmatch(text.strip())
    if found is None or found[1][0].upper() not in letters:
        raise Refused(f"not an OpenAlex id ({' or '.join(letters)} and digits)", found=text)
    return found[1].upper()


def work_ids(texts: list[str]) -> list[str] | None:
    """The short ids of works where all are written in the usual way, else None. One pass over one string."""
    joined = " ".join(texts).replace(ADDRESS, "")
    digits = joined.replace(" W", "")[1:]
    ids = joined.split(" ")
    if len(ids) == len(texts) == joined.count("W") and joined[0] == "W" and digits.isdigit() and digits.isascii():
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


_QUOTED_INDEX = msgspec.json.Decoder(dict[str, dict[str, list[int]] | int | None])


def abstract_text(index: Mapping[str, list[int]]) -> str | None:
    """The abstract, each word put back at its positions: `{"a": [0, 2], "b": [1]}` -> `a b a`.

    A position that two words claim goes to the later word; a position that none claims is left out.
    """
    length = 0
    for positions in index.values():
        if positions and positions[-1] >= length:
            length = positions[-1] + 1
    words = [""] * min(length, LONGEST_ABSTRACT)
    try:
        for word, positions in index.items():
            for position in positions:
                words[position] = word
    except IndexError:
        return _abstract_with_odd_positions(index)
    if length > LONGEST_ABSTRACT:
        return _abstract_with_odd_positions(index)
    if "" in words:
        words = [word for word in words if word]
    return " ".join(words) or None


def _abstract_with_odd_positions(index: Mapping[str, list[int]]) -> str | None:
    """Positions that do not rise within a word, or are too large."""
    placed = {position: word for word, positions in index.items() for position in positions}
    if placed and (max(placed) >= LONGEST_ABSTRACT or min(placed) < 0):
        raise Refused(
            f"a word at a position outside 0..{LONGEST_ABSTRACT - 1:,}",
            found=max(placed) if max(placed) >= LONGEST_ABSTRACT else min(placed),
        )
    return " ".join(placed[position] for position in sorted(placed) if placed[position]) or None


def quoted_abstract(text: str) -> str | None:
    """An abstract whose index comes as JSON within a string: `{"IndexLength": 2, "InvertedIndex": {...}}`."""
    try:
        outer = _QUOTED_INDEX.decode(text)
    except msgspec.MsgspecError as error:
        raise Refused(f"not an inverted index: {error}", found=text[:200]) from None
    index = outer.get("InvertedIndex")
    if not isinstance(index, dict):
        raise Refused("not an inverted index: no InvertedIndex in it", found=text[:200])
    return abstract_text(index)
