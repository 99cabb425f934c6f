"""Single values as OpenAlex writes them: ids with their address in front."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.orcids import Clean, cleaned
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


def short_ids(written: pa.Array, letter: str, clean: Clean) -> pa.Array:
    """The short ids, as take_id, many at once; `clean` is asked for those that are not written in the usual way."""
    short = pc.replace_substring(written, ADDRESS, "", max_replacements=1)
    _, offsets, characters = short.buffers()
    ends = np.frombuffer(offsets, np.int32)[: len(short) + 1]
    text = np.frombuffer(characters or b"", np.uint8)[: ends[-1]]
    digits = np.count_nonzero((text >= ord("0")) & (text <= ord("9")))
    lengths = np.diff(ends)[short.is_valid().to_numpy(zero_copy_only=False)]
    usual = pc.starts_with(written, ADDRESS + letter)
    if pc.all(usual, min_count=0).as_py() and digits == len(text) - len(lengths) and (lengths > 1).all():
        return short
    return cleaned(short, pc.match_substring_regex(written, rf"^{re.escape(ADDRESS)}{letter}[0-9]+$"), written, clean)


def numbered_id(text: str, kind: str) -> str:
    """The number of a field, subfield or domain: `https://openalex.org/subfields/1904` -> `1904`."""
    number = text.strip().rsplit("/", 1)[-1]
    if not (number.isascii() and number.isdigit()):
        raise Refused(f"not the number of a {kind}", found=text)
    return number


def take_id(text: str | None, letters: str, rows: Rows, column: str) -> str | None:
    """The short id or None; as `take`, with a way for what nearly every record holds."""
    if not text:
        return None
    if text[_CUT : _CUT + 1] in letters and text.startswith(ADDRESS) and text[_CUT + 1 :].isdigit():
        return text[_CUT:]
    return rows.take(lambda value: openalex_id(value, letters), text, column)


def own_id(text: str, letters: str, table: str, rows: Rows) -> str:
    """The id of the record itself; without it the record is refused."""
    short = text[_CUT:]
    if short[1:].isdigit() and short[0] in letters and short.isascii() and text.startswith(ADDRESS):
        return short
    try:
        return openalex_id(text, letters)
    except Refused as refused:
        raise Refused(f"no id of {table}: {refused.reason}", column="id", found=text) from None


def take_source_id(text: str | None, rows: Rows) -> str | None:
    """The short id of a source or None. Before 2023 sources were venues: V12 is S12 now."""
    short = take_id(text, "SV", rows, "sources.source_id")
    return f"S{short[1:]}" if short is not None else None


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
