"""Each function turns the number of an invented thing into its identifiers; nothing needs to be kept in memory.

Numbers start far above those that OpenAlex has given out, DOIs use Crossref's test prefix 10.5555, and
check digits are right, so that every value kind takes them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: First number of works, authors, institutions, sources, funders, awards and publishers alike.
FIRST = 9_000_000_000
#: An id that was merged into another one is that one plus this; one more step up is a chain.
MERGED = 500_000_000
DOI_PREFIX = "10.5555/simulated"

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def hashed(numbers: Ints, salt: int) -> NDArray[np.uint64]:
    """A well-mixed 64-bit hash of each number (splitmix64): the same on every machine and in every part."""
    with np.errstate(over="ignore"):
        x = numbers.astype(np.uint64) + np.uint64((salt * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def unit(numbers: Ints, salt: int) -> Floats:
    """A fixed uniform number in [0, 1) for each number."""
    return (hashed(numbers, salt) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def ror(number: int) -> str:
    """A ROR id: 0, six base-32 digits, two check digits (ISO 7064 mod 97-10)."""
    value = 900_000_000 + number
    digits = ""
    rest = value
    for _ in range(6):
        rest, digit = divmod(rest, 32)
        digits = _BASE32[digit] + digits
    return f"https://ror.org/0{digits}{98 - value * 100 % 97:02d}"


def orcid(number: int) -> str:
    """An ORCID in the last stretch of the block given to ORCID, with its check digit (ISO 7064 mod 11-2)."""
    digits = f"{900_060_000_000 + number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    return f"https://orcid.org/{text[:4]}-{text[4:8]}-{text[8:12]}-{text[12:]}"


def issn(number: int) -> str:
    """An ISSN with its check digit."""
    digits = f"{9_700_000 + number:07d}"
    check = -sum(int(d) * w for d, w in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}"
