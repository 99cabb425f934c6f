"""Columns of ORCIDs, proved for many authors at once: one by one they take longer than the rest of an author."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rashinban.engine.rows import Column, Rows
from rashinban.errors import Refused
from rashinban.schema import kinds

#: Called with the place of a value within its column, and the value.
Clean = Callable[[int, str], str | None]

_ORCID_ADDRESS = "https://orcid.org/"
_USUAL_ORCID = rf"^{re.escape(_ORCID_ADDRESS)}[0-9]{{4}}-[0-9]{{4}}-[0-9]{{4}}-[0-9]{{3}}[0-9X]$"
#: Where the digits are among the hyphens; their weights by ISO 7064 mod 11-2; powers of ten.
_ORCID_DIGITS = [place for place in range(19) if place not in (4, 9, 14)]
_ORCID_WEIGHTS = 2 ** np.arange(15, -1, -1)
_TENS = 10 ** np.arange(14, -1, -1)


def orcids(written: pa.Array, clean: Clean) -> pa.Array:
    """The ORCIDs, as kinds.orcid, many at once; `clean` is asked for those that are written otherwise or wrong."""
    right = pc.match_substring_regex(written, _USUAL_ORCID).fill_null(False)
    width = len(_ORCID_ADDRESS) + 19
    text = np.frombuffer(written.filter(right).buffers()[2] or b"", np.uint8)
    short = text[: right.true_count * width].reshape(-1, width)[:, len(_ORCID_ADDRESS) :]
    digits = short[:, _ORCID_DIGITS].astype(np.int64) - ord("0")
    digits[:, 15][short[:, 18] == ord("X")] = 10
    numbers = digits[:, :15] @ _TENS
    inside = np.logical_or.reduce([(numbers >= first) & (numbers <= last) for first, last in kinds.ORCID_BLOCKS])
    proved = inside & ((digits @ _ORCID_WEIGHTS) % 11 == 1)
    right = np.array(right)
    right[right] = proved
    ends = np.concatenate([[0], np.cumsum(right)]).astype(np.int32) * 19
    buffers = [pa.array(right).buffers()[1], pa.py_buffer(ends), pa.py_buffer(short[proved].tobytes())]
    found = pa.Array.from_buffers(pa.string(), len(written), buffers)
    return cleaned(found, pa.array(right), written, clean)


def cleaned(found: pa.Array, usual: pa.Array, written: pa.Array, clean: Clean) -> pa.Array:
    """What was found for values that are usual, and for the others what `clean` says, one by one."""
    odd = pc.and_(written.is_valid(), pc.invert(usual))
    numbers = np.flatnonzero(odd)
    if not len(numbers):
        return found
    values = [clean(number, written[number].as_py()) for number in numbers.tolist()]
    return pc.replace_with_mask(found, odd.fill_null(False), pa.array(values, pa.string()))


def whole_authorships(columns: list[Column], owners: np.ndarray, rows: Rows) -> tuple[list[Column], np.ndarray]:
    """Clean the ORCIDs of `authorships`, and make the authors' ids of them.

    For data sources whose only id of an author is the ORCID; parsers leave it as written, and the id out.
    """
    positions, _, shown, names, written, places, corresponding = columns

    def clean(number: int, text: str) -> str | None:
        rows.record = int(owners[number])
        return rows.take(kinds.orcid, text, "authorships.orcid")

    found = orcids(_one(written), clean)
    ids = pc.binary_join_element_wise("orcid:", found, "")
    return [positions, ids, shown, names, found, places, corresponding], owners


def whole_identifiers(columns: list[Column], owners: np.ndarray, rows: Rows) -> tuple[list[Column], np.ndarray]:
    """Clean the ORCIDs among `authorship_identifiers`. Those that are none are left out; authorships tell them."""
    positions, schemes, written = map(_one, columns)
    is_orcid = pc.equal(schemes, "orcid")
    found = pc.if_else(is_orcid, orcids(pc.if_else(is_orcid, written, None), _or_none), written)
    if found.null_count:
        kept = found.is_valid()
        owners = owners[kept.to_numpy(zero_copy_only=False)]
        positions, schemes, found = (column.filter(kept) for column in (positions, schemes, found))
    return [positions, schemes, found], owners


def _or_none(number: int, text: str) -> str | None:
    try:
        return kinds.orcid(text)
    except Refused:
        return None


def _one(column: Column) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
