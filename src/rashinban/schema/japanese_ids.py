"""An identifier that Japanese registries give: of a researcher, an award, an article, a book, a record.

Each function takes the spellings in use (URL, prefix, fullwidth, hyphens) and gives the plain identifier, or refuses.
Shapes from the providers' documents; the JGN of each funder from jgn_prefixes.csv beside this module.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

import idutils

from rashinban.errors import Refused

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc"), "-")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD], None)


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_INVISIBLE)
    return re.sub(r"\s+", "", text)


def _kind(pattern: str, what: str) -> Callable[[str], str]:
    """A kind whose identifier is the first group of `pattern`, in upper case."""
    shape = re.compile(pattern, re.I | re.A)

    @lru_cache(maxsize=1 << 14)
    def take(text: str) -> str:
        found = shape.fullmatch(_folded(text))
        if not found:
            raise Refused(f"not {what}", found=text)
        return found[1].upper()

    take.__doc__ = f"{what[0].upper()}{what[1:]}."
    return take


#: Eight digits: a number without its leading zero has been through a spreadsheet as a number, and is refused.
erad_researcher = _kind(
    r"(?:e-?rad(?:_?researcher)?[:_]?|https?://kaken\.nii\.ac\.jp/[dr]/r/|https?://nrid\.nii\.ac\.jp/(?:[a-z]{2}/)?nrid/10000)?(\d{8})(?:\.[a-z]{2}\.html|/)?",
    "an e-Rad researcher number (8 digits; leading zeros belong to it)",
)
nrid = _kind(
    r"(?:https?://nrid\.nii\.ac\.jp/(?:[a-z]{2}/)?(?:nrid/)?|nrid:)?(1000\d{9})/?",
    "an NRID (1000 and nine digits)",
)
naid = _kind(
    r"(?:https?://ci\.nii\.ac\.jp/naid/|naid[:/]?)?(\d{11,12})/?",
    "an NAID (11 or 12 digits)",
)
#: The last sign is a check character (a digit or X); how it is made is not published, so it is not proved here.
ncid = _kind(
    r"(?:https?://ci\.nii\.ac\.jp/ncid/|ncid[:/]?)?([A-Z]{2}\d{7}[\dX])/?",
    "an NCID (two letters, seven digits, a digit or X)",
)
crid = _kind(
    r"(?:https?://cir\.nii\.ac\.jp/(?:[a-z]{2}/)?crid/|crid[:/]?)?(\d{19})(?:\.(?:json|rdf))?/?",
    "a CRID (19 digits)",
)
#: Nine digits, twelve in older records.
ndl_bib_id = _kind(
    r"(?:https?://(?:id\.ndl\.go\.jp/bib/|iss\.ndl\.go\.jp/books/R100000002-I)|R100000002-I|ndl_?bib_?(?:id)?[:/]?)?(\d{9}|\d{12})(?:-00)?/?",
    "an NDL bibliographic id (9 or 12 digits)",
)
jglobal_id = _kind(
    r"(?:https?://jglobal\.jst\.go\.jp/(?:public|detail\?JGLOBAL_ID=)/?|j-?global(?:_?id)?[:/]?)?(\d{18})/?",
    "a J-GLOBAL id (18 digits)",
)


def erad_check(number: str) -> bool:
    """Whether the first digit fits the others: d1 = (d2 + 2 d3 + d4 + 2 d5 + d6 + 2 d7 + d8) mod 10.

    The formula was found from known numbers, not from a document: a number that breaks it deserves a look, not refusal.
    """
    first, *others = map(int, number)
    return first == sum(digit * weight for digit, weight in zip(others, (1, 2, 1, 2, 1, 2, 1), strict=True)) % 10


_KAKENHI = re.compile(
    r"(?:https?://kaken\.nii\.ac\.jp/(?:[a-z]{2}/)?grant/)?(?:KAKENHI-?(?:PROJECT|PLANNED|PUBLICLY|ORGANIZER|INTERNATIONAL)-?)?"
    r"(?:JP)?-?(\d{2}-?(?:[A-Z]-?\d{5}|[A-Z]{2}-?\d{4}|[A-Z]-?\d{3}|\d{6}))/?",
    re.I | re.A,
)


@lru_cache(maxsize=1 << 14)
def kakenhi_number(text: str) -> str:
    """The number of a KAKENHI award, without JP, hyphens and address: `KAKENHI-PROJECT-23H03160`, `JP23H03160`."""
    found = _KAKENHI.fullmatch(_folded(text))
    if not found:
        raise Refused("not a KAKENHI number (23H03160, 19KK0341, 15300001)", found=text)
    return found[1].replace("-", "").upper()


@cache
def _jgn_prefixes() -> tuple[tuple[re.Pattern[str], str], ...]:
    with (files("rashinban.schema") / "jgn_prefixes.csv").open(encoding="utf-8") as stream:
        return tuple((re.compile(row["pattern"], re.A), row["funder"]) for row in csv.DictReader(stream))


_JGN_ADDRESS = re.compile(r"(?:(?:https?://)?(?:doi\.org/)?10\.52926/|JGN[:_])", re.I | re.A)


def jgn(text: str) -> str:
    """An award number common to Japan's funders (体系的番号): `JP19KK0341`, `JPMJCR2112`, `JP21km0908001` (AMED).

    A bare number (`19KK0341`) does not say its funder and is refused.
    """
    return _jgn(text)[0]


def jgn_funder(text: str) -> str:
    """The funder that the letters of a JGN name: `JPMJCR2112` -> `JST`."""
    return _jgn(text)[1]


@lru_cache(maxsize=1 << 14)
def _jgn(text: str) -> tuple[str, str]:
    value = _JGN_ADDRESS.sub("", _folded(text))
    upper = value.upper()
    amed = re.fullmatch(r"JP(\d{2})([A-Z]{2})(\d{7})", upper, re.A)
    number = f"JP{amed[1]}{amed[2].lower()}{amed[3]}" if amed else upper
    for pattern, funder in _jgn_prefixes():
        if pattern.fullmatch(number):
            return number, funder
    if not upper.startswith("JP"):
        raise Refused("not a JGN: it begins with JP and the letters of its funder", found=text)
    raise Refused("no funder's JGN has this shape; add the shape to schema/jgn_prefixes.csv if it is one", found=text)


@lru_cache(maxsize=1 << 14)
def isbn(text: str) -> str:
    """The ISBN of 13 digits without hyphens, its check digit proved; one of ten is turned: `4-00-310101-4`."""
    value = re.sub(r"^(?:URN:ISBN:|ISBN(?:-?1[03])?[:]?)", "", _folded(text).upper())
    if not idutils.is_isbn(value):
        raise Refused("not an ISBN (10 or 13 digits with their check digit)", found=text)
    return str(idutils.isbnlib.to_isbn13(value) if idutils.is_isbn10(value) else idutils.isbnlib.canonical(value))
