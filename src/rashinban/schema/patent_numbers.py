"""A patent's number is an office, the number in that office's own count, and for a publication its kind of document.

Publications are written as DOCDB writes them, without blanks: US11234567B2, US2021049351A1, EP1000000A1, JP2021090037A,
JPH0487383A, KR20130075110A. Two departures, so that one publication has one id: WO has a year of four digits and a
serial of six for every year (DOCDB shortens both before 2004), and where nobody gives the kind there is none.

Applications are office and number: JP2019219632, US15919370, EP99203729. What is no application for a patent has the
letter that DOCDB gives it behind the number, because offices count those by themselves: JP2020015234F (design), U
(utility model), JP2019044870W (PCT application received in Japan). US numbers are series and serial in eight digits.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date as Date
from functools import cache, lru_cache
from importlib.resources import files

from rashinban.errors import Refused
from rashinban.schema import kinds
from rashinban.schema import patent_numbers_jp as jp

#: WIPO ST.3 beside ISO 3166-1: offices of several states, and states that are no more.
_OFFICES = frozenset(
    ["AP", "BX", "CS", "DD", "EA", "EM", "EP", "EU", "GC", "IB", "OA", "QZ", "SU", "WO", "XN", "XU", "XV", "YU", "ZR"]
)
_KIND = re.compile(r"[A-Z]\d?", re.A)
#: What stands between the digits of a number and says nothing: 2012/0123456, 11,234,567, 10-2013-0075110.
_BETWEEN = re.compile(r"[\s,./\-'·]+")
_TEXT = re.compile(r"([A-Z]{2})[\s./-]*([A-Z0-9].*?)(?:(?<=\d)\s*([A-Z]\d?)|\s+([A-Z]\d?))?", re.A)
#: Designs, plants, reissues, inventions registered, defensive publications, old ones, improvements, reexaminations.
_US = re.compile(r"(D|PP|RE|H|T|X|RX|AI|BD|B)?0*([1-9]\d*)", re.A)
_PCT = re.compile(r"(?:PCT[/\s-]*)([A-Z]{2})[\s-]*(\d{2,4})[/\s-]*(\d{1,7})", re.A)
_PCT_EPODOC = re.compile(r"((?:19|20)\d\d)([A-Z]{2})(\d{1,7})", re.A)


def folded(text: str) -> str:
    """In ASCII width and upper case, trimmed."""
    value = unicodedata.normalize("NFKC", text).strip().upper()
    if not value:
        raise Refused("empty", found=text)
    return value


@lru_cache(maxsize=512)
def office(text: str) -> str:
    """The WIPO ST.3 code of an office: `jp` -> `JP`, `EP`, `WO`."""
    import pycountry

    value = folded(text)
    if value not in _OFFICES and (len(value) != 2 or pycountry.countries.get(alpha_2=value) is None):
        raise Refused("not a code of an office (WIPO ST.3)", found=text)
    return value


def kind_code(text: str) -> str:
    """The WIPO ST.16 kind of a document: a letter and perhaps a digit, `A1`."""
    value = folded(text)
    if not _KIND.fullmatch(value):
        raise Refused("not a kind of document (WIPO ST.16: A1, B2)", found=text)
    return value


@cache
def _kinds() -> dict[tuple[str, str], str]:
    with (files("rashinban.schema") / "patent_kinds.csv").open(encoding="utf-8") as stream:
        return {(row["office"], row["kind_code"]): row["kind"] for row in csv.DictReader(stream)}


def document_kind(country: str, code: str | None) -> str | None:
    """What a document is, by patent_kinds.csv beside this module: `US`, `A1` -> application; `US`, `A` -> grant.

    The office's own row comes before that of all offices (*), the whole code before its letter. `other`: neither.
    """
    if not code:
        return None
    named = ((country, code), (country, code[0]), ("*", code), ("*", code[0]))
    return next((_kinds()[each] for each in named if each in _kinds()), "other")


def day(text: str) -> Date:
    """A day as offices write it: `20210318`, or ISO 8601. `20210300` is a month and no day: refused."""
    value = text.strip()
    return kinds.date(f"{value[:4]}-{value[4:6]}-{value[6:]}" if len(value) == 8 and value.isdigit() else value)


# --- publications --------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 15)
def publication(country: str, number: str, kind: str | None = None) -> str:
    """The id of a publication: `US`, `20210049351`, `A1` -> `US2021049351A1`; `WO`, `2012/123456` -> `WO2012123456`."""
    code = office(country)
    value = folded(number)
    if value.startswith(code) and len(value) > 2 and not value[2:].isalpha():
        value = value[2:].strip()
    printed = _OWN_NUMBERS[code](value) if code in _OWN_NUMBERS else _BETWEEN.sub("", value)
    if not printed or not printed.isascii() or not printed.isalnum() or not any(map(str.isdigit, printed)):
        raise Refused("not the number of a publication", found=f"{country} {number}")
    # The USPTO writes A for every publication of WIPO, which has A1 to A9 only.
    known = "" if not kind or (code == "WO" and kind == "A") else kind_code(kind)
    return f"{code}{printed}{known}"


def _us(value: str) -> str:
    found = _US.fullmatch(_BETWEEN.sub("", value))
    if not found:
        raise Refused("not the number of a US publication", found=value)
    letters, digits = found[1] or "", found[2]
    # Applications have a year and seven digits at the USPTO, six in DOCDB.
    if not letters and len(digits) == 11 and digits[4] == "0":
        digits = digits[:4] + digits[5:]
    return letters + digits


def _ep(value: str) -> str:
    return _BETWEEN.sub("", value).zfill(7)


def _wo(value: str) -> str:
    digits = _BETWEEN.sub("", value)
    if digits.isdigit() and len(digits) in (7, 8):  # 96/04913, 03/022060
        century = "19" if digits[0] in "789" else "20"
        return f"{century}{digits[:2]}{digits[2:].zfill(6)}"
    if digits.isdigit() and len(digits) in (9, 10):  # 2002/59377, 2012/123456
        return f"{digits[:4]}{digits[4:].zfill(6)}"
    raise Refused("not the number of a WO publication", found=value)


def _kr(value: str) -> str:
    digits = _BETWEEN.sub("", value)
    # The office puts 10 before patents and 20 before utility models; DOCDB says that by the kind.
    return digits[2:] if len(digits) == 13 and digits[:2] in ("10", "20", "30") else digits


def _ru(value: str) -> str:
    return _BETWEEN.sub("", value).lstrip("0")


def _cn(value: str) -> str:
    return _BETWEEN.sub("", value.partition(".")[0])


_OWN_NUMBERS = {"US": _us, "EP": _ep, "WO": _wo, "KR": _kr, "CN": _cn, "RU": _ru, "JP": jp.publication_number}


@lru_cache(maxsize=1 << 15)
def publication_text(text: str) -> str:
    """The id of a publication in one piece: `US 2012/0123456 A1`, `EP1000000B1`, `特開2021-90037`, `JPA 404087383`.

    A kind is read where a blank stands before it, or where a digit does.
    """
    value = folded(text)
    if japanese := jp.publication_words(value):
        number, kind = japanese
        return publication("JP", number, kind)
    found = _TEXT.fullmatch(value)
    if not found:
        raise Refused("not the number of a publication (US 2012/0123456 A1)", found=text)
    try:
        return publication(found[1], found[2], found[3] or found[4])
    except Refused as refused:
        raise Refused(refused.reason, found=text) from None


# --- applications --------------------------------------------------------------------------------------

#: The first filing year of each series of US applications; in the years of `_SHARED` the series before ended.
#: USPTO, "Filing years and patent application serial numbers since 1882".
_US_SERIES = (
    *((2007, 12), (2004, 11), (2001, 10), (1997, 9), (1992, 8), (1987, 7)),
    *((1979, 6), (1970, 5), (1960, 4), (1948, 3), (1935, 2)),
)
_SHARED = frozenset((2007, 2004, 2001, 1997, 1992))


@lru_cache(maxsize=1 << 15)
def application(
    country: str, number: str, kind: str | None = None, *, docdb: bool = False, year: int | None = None
) -> str:
    """The id of an application: `JP`, `2019-219632` -> `JP2019219632`; `US`, `13/547,826` -> `US13547826`.

    docdb: the number is as DOCDB has it: `17439471` is serial 174394 of 1971 in the US, `24715588` serial 247155 of
    1988 in Japan. year: of filing, for numbers that need it: US ones without a series (`568,784`), Japanese ones
    without a sign behind the year (`10158448`).
    """
    value = folded(number)
    if pct := _PCT.search(value):
        return _pct(pct[1], pct[2], pct[3])
    code = office(country)
    if code == "WO" and (epodoc := _PCT_EPODOC.fullmatch(value.removeprefix("WO"))):
        return _pct(epodoc[2], epodoc[1], epodoc[3])
    if value.startswith(code):
        value = value[2:].strip()
    letter = kind_code(kind)[0] if kind else ""
    digits = _BETWEEN.sub("", value)
    if letter == "W" and digits.isdigit() and len(digits) > 6:
        long = digits[:2] in ("19", "20") and len(digits) > 8
        return _pct(code, digits[:4] if long else digits[:2], digits[4:] if long else digits[2:])
    if code == "US":
        return f"US{_us_application(digits, letter, docdb, year, number)}"
    if code == "JP":
        printed = jp.application_number(value, docdb=docdb, year=year)
    elif code == "EP":
        printed = _BETWEEN.sub("", value.partition(".")[0])
        printed = printed[2:4] + printed[5:] if len(printed) == 11 else printed.zfill(8)
    elif code == "KR":
        printed = _kr(value)
    elif code == "CN":
        printed = _cn(value)
    else:
        printed = digits
    if not printed.isascii() or not printed.isalnum() or not any(map(str.isdigit, printed)):
        raise Refused("not the number of an application", found=f"{country} {number}")
    return f"{code}{printed}{letter if letter not in ('', 'A') else ''}"


def _pct(country: str, year: str, serial: str) -> str:
    full = year if len(year) == 4 else ("19" if year[0] in "789" else "20") + year
    return f"{office(country)}{full}{int(serial):06d}W"


def _us_application(digits: str, letter: str, docdb: bool, year: int | None, printed: str) -> str:
    if not digits.isdigit():
        # 3428103D: DOCDB's number where the application's is not known.
        if digits.isalnum() and any(map(str.isdigit, digits)):
            return digits
        raise Refused("not the number of a US application", found=printed)
    if len(digits) == 12:
        return digits[4:]
    if len(digits) == 11 and docdb:
        return _us_series(int(digits[:4]), digits[-6:], letter)
    if docdb and len(digits) <= 8:
        short = int(digits[-2:])
        return _us_series(short + (1900 if short > 20 else 2000), digits[:-2].zfill(6), letter)
    if len(digits) in (7, 8):
        return digits.zfill(8)
    if year is not None and len(digits) <= 6:
        return _us_series(year, digits.zfill(6), letter)
    raise Refused("not the number of a US application", found=printed)


def _us_series(year: int, serial: str, letter: str) -> str:
    """The series before a serial. In a series serials rise: in a shared year the low ones are the new series'."""
    if letter == "P":
        return f"{61 if year > 2007 or (year == 2007 and int(serial) < 500_000) else 60}{serial}"
    if letter == "F" and year > 1992:
        return f"29{serial}"
    for first, series in _US_SERIES:
        if year >= first and not (year == first and year in _SHARED and int(serial) >= 500_000):
            return f"{series:02d}{serial}"
    raise Refused("a US application before 1935", found=f"{year} {serial}")


_APPLICATION_TEXT = re.compile(r"([A-Z]{2})\s*([A-Z0-9][A-Z0-9/ .,-]*?)(?:\s*([A-Z]\d?))?(?:\s+(\d{8}))?", re.A)


@lru_cache(maxsize=1 << 15)
def application_text(text: str) -> tuple[str, str | None]:
    """DOCDB's application number in one piece, with its day if one is behind: `US 201161550506 P 20111024`.

    -> (`US61550506`, `20111024`).
    """
    found = _APPLICATION_TEXT.fullmatch(folded(text))
    if not found:
        raise Refused("not the number of an application (US 201161550506 P)", found=text)
    return application(found[1], found[2], found[3], docdb=True), found[4]
