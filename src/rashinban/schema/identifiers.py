"""Each value is an identifier of one scheme, clean, so that two providers that mean one thing write it alike.

PMID, PMCID, arXiv, handle, ISNI, GRID, Open Funder Registry. The DOI, ORCID, ROR and ISSN are in schema/kinds.py, those
of Japan in schema/japanese_ids.py. A value that is none is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashinban.errors import Refused
from rashinban.schema import kinds

_PMID = re.compile(r"(?:https?://\S+/|pmid:?\s*)?0*([1-9]\d{0,8})/?", re.I | re.A)
_PMCID = re.compile(r"(?:https?://\S+/)?(?:pmcid:?\s*)?(?:PMC)?0*([1-9]\d{0,9})(?:\.\d+)?/?", re.I | re.A)
_ARXIV = re.compile(
    r"(?:https?://(?:\w+\.)?arxiv\.org/(?:abs|pdf)/|(?:10\.48550/)?arxiv[.:]\s*)?"
    r"(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]{2})?/(\d{7}))(?:v\d+)?(?:\.pdf)?",
    re.I | re.A,
)
_HANDLE = re.compile(r"(?:https?://hdl\.handle\.net/|hdl:\s*|info:hdl/)?(\d+(?:\.\w+)*/\S+)", re.I | re.A)
_ISNI = re.compile(r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?|isni:?\s*)?([\d -]{15,18}[\dX])/?", re.I | re.A)
_GRID = re.compile(r"(?:https?://(?:www\.)?grid\.ac/institutes/)?(grid\.\d{1,7}\.[0-9a-f]{1,3})", re.I | re.A)
_FUNDREF = re.compile(r"(?:\S*10\.13039/)?(\d{3,15})", re.A)


def pmid(text: str) -> str:
    """The number of a record of PubMed, without leading zeros: `PMID: 023456` -> `23456`."""
    # By far the most; lists of references are long.
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 10:
        return text
    return _found(_PMID, text, "not a PMID (digits)")


def pmcid(text: str) -> str:
    """The number of an article of PubMed Central, without a version: `1234567`, `pmc1234567.2` -> `PMC1234567`."""
    return f"PMC{_found(_PMCID, text, 'not a PMCID (PMC and digits)')}"


def arxiv(text: str) -> str:
    """The number of a preprint of arXiv, without version and class: `arXiv:2101.00001v2` -> `2101.00001`.

    `math.GT/0309136` -> `math/0309136`, as arXiv itself writes it since 2007.
    """
    found = _ARXIV.fullmatch(text.strip())
    if not found:
        raise Refused("not an arXiv number (2101.00001, hep-th/9901001)", found=text)
    return found[1] or f"{found[2].lower()}/{found[3]}"


def handle(text: str) -> str:
    """A handle without its resolver: `http://hdl.handle.net/2115/64495` -> `2115/64495`."""
    return _found(_HANDLE, text, "not a handle (http://hdl.handle.net/prefix/suffix)")


@lru_cache(maxsize=1 << 12)
def isni(text: str) -> str:
    """The ISNI as 16 digits without blanks, its check character proved: `0000 0003 9448 2436` -> `0000000394482436`."""
    found = _ISNI.fullmatch(text.strip())
    digits = re.sub(r"[ -]", "", found[1]).upper() if found else ""
    if len(digits) != 16 or not kinds.passes_mod_11_2(digits):
        raise Refused("not an ISNI (16 digits with their check character)", found=text)
    return digits


def grid(text: str) -> str:
    """A number of GRID, the registry before ROR: `grid.7491.b`."""
    return _found(_GRID, text, "not a number of GRID (grid.7491.b)").lower()


@lru_cache(maxsize=1 << 12)
def fundref(text: str) -> str:
    """A funder's number in the Open Funder Registry: `https://doi.org/10.13039/501100001691` -> `501100001691`."""
    found = _FUNDREF.fullmatch(text.strip())
    if found:
        return found[1]
    try:
        # Written as DOIs are at times: `doi:10.13039%2F501100001691.`
        return _found(_FUNDREF, kinds.doi(text), "")
    except Refused:
        raise Refused("not the DOI of a funder (10.13039/ and digits)", found=text) from None


def _found(pattern: re.Pattern[str], text: str, reason: str) -> str:
    found = pattern.fullmatch(text.strip())
    if not found:
        raise Refused(reason, found=text)
    return found[1]
