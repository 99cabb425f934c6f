"""Each value is one id in the form in which the index keeps it: `doi:10.1000/abc`, `W123`, `award:19KK0341`.

A text that is an id in any usual form gives every id it could be; whether there is such a record, the index knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress

from rashinban.errors import Refused
from rashinban.schema import kinds

_OPENALEX = re.compile(
    r"(?:(?:https?://)?(?:www\.|api\.)?openalex\.org/(?:[a-z]+/)?|openalex:\s*)?([WAISFGTPC]\d{1,15})", re.I | re.A
)
_PMID = re.compile(r"(?:(?:https?://)?(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/|pmid[:\s]\s*)?(\d{1,9})/?", re.I | re.A)
_DIGITS = re.compile(r"\d+", re.A)
_NOT_IN_NUMBER = re.compile(r"[^0-9A-Z]+")
#: Works acknowledge grants of JSPS and JST as `JP19KK0341`; the award itself is `19KK0341`.
_COUNTRY_OF_NUMBER = re.compile(r"JP(?=\d)")
_AWARD = re.compile(
    r"(?:(?:grant|award)(?:\s+(?:no\.?|number))?[:\s#]\s*|課題番号[:\s]*)?([0-9A-Za-z][0-9A-Za-z ._/-]*)", re.I | re.A
)


def award_number(text: str) -> str:
    """The number of an award as it is compared: ASCII letters and digits in capitals, without `JP` before a digit.

    `JP 19KK0341`, `19KK-0341` and `１９ＫＫ０３４１` are one number. Refused where nothing is left.
    """
    number = _NOT_IN_NUMBER.sub("", unicodedata.normalize("NFKC", text).upper())
    number = _COUNTRY_OF_NUMBER.sub("", number, count=1) if number.startswith("JP") else number
    if not number:
        raise Refused("not an award number (letters and digits)", found=text)
    return number


def openalex_id(text: str) -> str:
    """`https://openalex.org/w123` -> `W123`."""
    match = _OPENALEX.fullmatch(text.strip())
    if not match:
        raise Refused("not an OpenAlex id (a letter and digits)", found=text)
    return match[1].upper()


def pmid(text: str) -> str:
    """`PMID: 12345` -> `12345`."""
    match = _PMID.fullmatch(text.strip())
    if not match:
        raise Refused("not a PubMed id (digits)", found=text)
    return match[1].lstrip("0") or "0"


def _award(text: str) -> str:
    match = _AWARD.fullmatch(unicodedata.normalize("NFKC", text).strip())
    # Words are no award number: one has digits.
    if not match or not any(character.isdigit() for character in match[1]):
        raise Refused("not an award number (letters and digits)", found=text)
    return award_number(match[1])


#: Scheme to the function that cleans an id of it. Ids of records themselves have no scheme before them.
SCHEMES: Mapping[str, Callable[[str], str]] = {
    "doi": kinds.doi,
    "orcid": kinds.orcid,
    "ror": kinds.ror_id,
    "issn": kinds.issn,
    "pmid": pmid,
    "award": _award,
}


def kept(scheme: str, value: str) -> str:
    """An id as the index keeps it."""
    return f"{scheme}:{value}"


def certain(text: str) -> list[str]:
    """The ids, as the index keeps them, that a text says it is: a DOI, an ORCID, a ROR id, `pmid:123`, `W123`."""
    found = []
    if not _DIGITS.fullmatch(text.strip()):
        for scheme, clean in SCHEMES.items():
            if scheme != "award":
                found += _cleaned(scheme, clean, text)
    with suppress(Refused):
        found.append(openalex_id(text))
    # Ids that are of no scheme: a technology area's, an institution's that only ROR knows.
    return [*found, text.strip(), text.strip().lower()]


def perhaps(text: str) -> list[str]:
    """The ids that a text may be, and may as well be words: an award number, a PubMed id without its prefix."""
    found = _cleaned("award", _award, text)
    if _DIGITS.fullmatch(text.strip()):
        found += [
            *_cleaned("pmid", pmid, text),
            *_cleaned("issn", kinds.issn, text),
            *_cleaned("orcid", kinds.orcid, text),
        ]
    return found


def possible(text: str) -> list[str]:
    """Every id that a text may be."""
    return [*certain(text), *perhaps(text)]


def _cleaned(scheme: str, clean: Callable[[str], str], text: str) -> list[str]:
    try:
        return [kept(scheme, clean(text))]
    except Refused:
        return []
