"""A Japanese number of a patent has a year of an era, or from 2000 of the calendar, and a serial.

The office writes 特開平4-87383 and 特開2021-90037; in its data the era is a digit (404087383, 503090037: 3 Showa,
4 Heisei, 5 Reiwa), in DOCDB a letter before 2000 (H0487383) and none after.
"""

from __future__ import annotations

import re

from rashinban.errors import Refused

_ERAS = {"昭": 1925, "S": 1925, "3": 1925, "平": 1988, "H": 1988, "4": 1988, "令": 2018, "R": 2018, "5": 2018}
_HEISEI, _SHOWA = "H", "S"
_FIRST_AD_YEAR = 2000
_SEPARATOR = r"[\s\-/‐−－―]*"

_ERA_LETTER = re.compile(rf"([SHR昭平令])和?成?{_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d+)", re.A)
_ERA_LETTER_DOCDB = re.compile(r"([SHR])(\d{2})0*(\d+)", re.A)
_ERA_DIGIT = re.compile(r"([345])(\d{2})(\d{6})", re.A)
_AD = re.compile(r"((?:19|20)\d\d)[\s\-/]+(\d{1,6})|((?:19|20)\d\d)(\d{6})", re.A)
_SHORT_YEAR = re.compile(r"(\d{1,2})[\s\-/]+(\d{1,6})|(\d{2})(\d{6})", re.A)
_PLAIN = re.compile(r"0*(\d{1,7})", re.A)

#: Words of the gazettes and the office's codes of cited documents, with the kind that DOCDB gives them.
_WORDS = {
    "特開": "A",
    "特表": "A",
    "特公": "B2",
    "特許": None,
    "特許第": None,
    "実開": "U",
    "実公": "Y2",
    "実全": "U",
    "登実": "U",
    "意登": "S",
    "JPA": "A",
    "JPT": "A",
    "JPU": "U",
    "JPC": None,
}
_REPUBLISHED = re.compile(r"(?:再表|再公表特許|JPS\s)\s*(?:WO)?(\d{2,4})[/\-\s]*(\d{5,6})", re.A)
_WORD = re.compile(rf"({'|'.join(sorted(_WORDS, key=len, reverse=True))})\s*(.+?)\s*号?(?:公報)?")


def publication_number(value: str) -> str:
    """The number of a publication as DOCDB has it, from any of the ways above; a bare one is that of a right."""
    if found := _ERA_LETTER.fullmatch(value) or _ERA_LETTER_DOCDB.fullmatch(value):
        return _of_era(found[1], int(found[2]), int(found[3]))
    if found := _ERA_DIGIT.fullmatch(value):
        return _of_era(found[1], int(found[2]), int(found[3]))
    if found := _AD.fullmatch(value):
        return _of_year(int(found[1] or found[3]), int(found[2] or found[4]))
    if found := re.fullmatch(r"WO(\d{10})", value, re.A):
        return value
    if found := _SHORT_YEAR.fullmatch(value):
        # Heisei ended with 31, and publications of Showa began with 46.
        number = int(found[1] or found[3])
        return _of_era(_HEISEI if number <= 31 else _SHOWA, number, int(found[2] or found[4]))
    if found := _PLAIN.fullmatch(re.sub(r"[\s,.]", "", value)):
        return found[1]
    raise Refused("not the number of a Japanese publication", found=value)


def _of_era(era: str, number: int, serial: int) -> str:
    return _of_year(_ERAS[era] + number, serial)


def _of_year(year: int, serial: int) -> str:
    if year >= _FIRST_AD_YEAR:
        return f"{year}{serial:06d}"
    return f"H{year - 1988:02d}{serial}" if year >= 1989 else f"S{year - 1925:02d}{serial}"


def publication_words(value: str) -> tuple[str, str | None] | None:
    """Number and kind of a publication named in words or by the office's code; None where it is not.

    `特開平4-87383` -> (`平4-87383`, `A`), `JPA 404087383` -> (`404087383`, `A`),
    `再表2012/123456` -> (`WO2012123456`, `A1`).
    """
    if found := _REPUBLISHED.fullmatch(value):
        year = found[1] if len(found[1]) == 4 else ("19" if found[1][0] in "789" else "20") + found[1]
        return f"WO{year}{int(found[2]):06d}", "A1"
    found = _WORD.fullmatch(value)
    return (found[2].lstrip("第"), _WORDS[found[1]]) if found else None


def application_number(value: str, *, docdb: bool, year: int | None = None) -> str:
    """Year and serial of an application: `2019-219632`, `特願平11-123456`; from DOCDB `24715588` is 247155 of 1988.

    year: of filing, which tells in what way eight digits without a sign between them are meant.
    """
    value = re.sub(r"^[特実意]願", "", value)
    if found := _ERA_LETTER.fullmatch(value) or _ERA_LETTER_DOCDB.fullmatch(value):
        return f"{_ERAS[found[1]] + int(found[2])}{int(found[3]):06d}"
    if found := _AD.fullmatch(value):
        return f"{found[1] or found[3]}{int(found[2] or found[4]):06d}"
    if found := re.fullmatch(r"((?:19|20)\d\d)0(\d{6})", value, re.A):
        return found[1] + found[2]
    # Two digits of the year, at the end, are DOCDB's until 1999; at the beginning they are of an era.
    behind = re.fullmatch(r"(\d{1,6})(\d{2})", value, re.A)
    before = _SHORT_YEAR.fullmatch(value)
    of_docdb = f"19{behind[2]}{int(behind[1]):06d}" if behind else ""
    of_era = ""
    if before:
        number = int(before[1] or before[3])
        of_era = f"{number + (1988 if number <= 31 else 1925)}{int(before[2] or before[4]):06d}"
    if docdb and of_docdb:
        return of_docdb
    if before and before[1]:
        return of_era
    if year is not None:
        meant = [each for each in (of_docdb, of_era) if each.startswith(str(year))]
        if len(meant) == 1:
            return meant[0]
    if found := _ERA_DIGIT.fullmatch(value):
        return f"{_ERAS[found[1]] + int(found[2])}{int(found[3]):06d}"
    raise Refused("not the number of a Japanese application", found=value)
