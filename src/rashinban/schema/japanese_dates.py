"""A Japanese date is a day, a year or a fiscal year, counted from 0 or from the beginning of an emperor's era.

Eras from 明治; their bounds are those of the era laws and the edicts before them. On the day of a change before 1989
both eras are in use (1912-07-30 and 1926-12-25). Japan took the Gregorian calendar on 1873-01-01: days of 明治 before
that are of another calendar and are refused. The fiscal year and the academic year run from April to March.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache

from rashinban.errors import Refused
from rashinban.schema import kinds
from rashinban.schema.japanese_amounts import japanese_number


@dataclass(frozen=True, kw_only=True)
class Era:
    """One era: the Gregorian year of its first year, and its first and last day."""

    name: str
    letter: str
    first_year: int
    first_day: Date
    last_day: Date | None

    def year(self, number: int) -> int:
        return self.first_year + number - 1


ERAS = (
    Era(name="明治", letter="M", first_year=1868, first_day=Date(1868, 1, 25), last_day=Date(1912, 7, 30)),
    Era(name="大正", letter="T", first_year=1912, first_day=Date(1912, 7, 30), last_day=Date(1926, 12, 25)),
    Era(name="昭和", letter="S", first_year=1926, first_day=Date(1926, 12, 25), last_day=Date(1989, 1, 7)),
    Era(name="平成", letter="H", first_year=1989, first_day=Date(1989, 1, 8), last_day=Date(2019, 4, 30)),
    Era(name="令和", letter="R", first_year=2019, first_day=Date(2019, 5, 1), last_day=None),
)
_BY_WORD = {word: era for era in ERAS for word in (era.name, era.letter)}
_GREGORIAN = Date(1873, 1, 1)
#: Plans printed before an era ended count its years on: 平成33年度 is in budgets of 2017.
_PLANNED_YEARS = 10

_ERA = rf"(?P<era>{'|'.join(_BY_WORD)})\.?(?P<number>\d{{1,2}}|元)"
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十]+(?=[年月日])")
_SEPARATOR = r"[./-]"
_ERA_YEAR = re.compile(rf"{_ERA}年?", re.A)
_ERA_DAY = re.compile(rf"{_ERA}(?:年|{_SEPARATOR})(?P<month>\d{{1,2}})(?:月|{_SEPARATOR})(?P<day>\d{{1,2}})日?", re.A)
_DAY = re.compile(r"(\d{4})(?:年|[./])(\d{1,2})(?:月|[./])(\d{1,2})日?", re.A)
_EIGHT = re.compile(r"\d{8}", re.A)
_FISCAL = re.compile(rf"(?:(?:FY)?(?P<year>\d{{4}})(?:年度?)?|{_ERA}(?:年度?)?)", re.A)
_TWO_WRITINGS = re.compile(r"(?P<one>[^()]+)\((?P<other>[^()]+)\)(?P<end>年度?)?")


def _folded(text: str) -> str:
    """In ASCII width (㋿ is 令和, ５ is 5) and digits (五年 is 5年), without blanks, letters in upper case."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    folded = _KANJI_NUMBER.sub(lambda found: str(japanese_number(found[0])), folded)
    if not folded:
        raise Refused("empty", found=text)
    return folded


def _era_year(found: re.Match[str], text: str, beyond: int = 0) -> tuple[Era, int]:
    """The era and the Gregorian year; refused where the era had no such year."""
    era = _BY_WORD[found["era"]]
    number = 1 if found["number"] == "元" else int(found["number"])
    year = era.year(number)
    latest = era.last_day.year + beyond if era.last_day else kinds.LATEST_YEAR
    if number < 1 or year > latest:
        until = f"ended in {era.last_day.year}" if era.last_day else f"is taken up to {kinds.LATEST_YEAR}"
        raise Refused(f"no such year: {era.name} began in {era.first_year} and {until}", found=text)
    return era, year


@lru_cache(maxsize=4096)
def era_year(text: str) -> int:
    """The Gregorian year in which a year of an era lies: `令和6年度` -> 2024, `平成31年` and `令和元年` -> 2019.

    A day behind it is read too, and must lie in the era: `R5.4.1` -> 2023. Without an era: refused.
    """
    folded = _folded(text)
    if _ERA_DAY.fullmatch(folded):
        return date_ja(text).year
    found = _ERA_YEAR.fullmatch(folded.removesuffix("度"))
    if not found:
        raise Refused("not a year of an era (令和6年, R6, 平成31年度)", found=text)
    return _era_year(found, text)[1]


@lru_cache(maxsize=1 << 14)
def date_ja(text: str) -> Date:
    """A full day: `令和5年4月1日`, `R5.4.1`, `2023年4月1日`, `2023/4/1`, `20230401`, ISO. Refused outside its era."""
    folded = _folded(text)
    if found := _ERA_DAY.fullmatch(folded):
        era, year = _era_year(found, text)
        day = _day(year, int(found["month"]), int(found["day"]), text)
        if day < era.first_day or (era.last_day and day > era.last_day):
            raise Refused(f"not in {era.name} ({era.first_day} to {era.last_day or 'now'})", found=text)
        if day < _GREGORIAN:
            raise Refused("a day before 1873-01-01 is of the old calendar of Japan", found=text)
        return day
    if found := _DAY.fullmatch(folded):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if _EIGHT.fullmatch(folded):
        return _day(int(folded[:4]), int(folded[4:6]), int(folded[6:]), text)
    if "年" in folded or re.match(_ERA, folded):
        raise Refused("not a full day (令和5年4月1日, R5.4.1, 2023年4月1日)", found=text)
    return kinds.date(text)


def _day(year: int, month: int, day: int, text: str) -> Date:
    kinds.year(year)
    try:
        return Date(year, month, day)
    except ValueError:
        raise Refused("no such day", found=text) from None


def fiscal_year(value: str | int | Date) -> int:
    """The fiscal year, by its first calendar year: FY2024 is 2024-04-01 to 2025-03-31.

    `令和6年度`, `R6`, `2024年度`, `FY2024`, 2024 -> 2024; `平成31年度`, `令和元年度` and `令和元(平成31)年度` -> 2019;
    a day, also as text, gives the fiscal year that it lies in: 2025-03-31 -> 2024. Years of an era are read up to ten
    years beyond its end, as plans print them. `24年度` says no era and is refused.
    """
    if isinstance(value, Date):
        return value.year if value.month >= 4 else value.year - 1
    if not isinstance(value, str):
        return kinds.year(value)
    return _fiscal_year(value)


@lru_cache(maxsize=4096)
def _fiscal_year(text: str) -> int:
    folded = _folded(text)
    if both := _TWO_WRITINGS.fullmatch(folded):
        one, other = _fiscal_year(both["one"]), _fiscal_year(both["other"])
        if one != other:
            raise Refused(f"two different years, {one} and {other}", found=text)
        return one
    found = _FISCAL.fullmatch(folded)
    if not found:
        try:
            return fiscal_year(date_ja(text))
        except Refused:
            raise Refused("not a fiscal year (令和6年度, R6, 2024年度, FY2024, or a day)", found=text) from None
    if found["year"]:
        return kinds.year(found["year"])
    return _era_year(found, text, beyond=_PLANNED_YEARS)[1]


def first_day(fiscal_year: int) -> Date:
    """The first day of a fiscal year: 2024 -> 2024-04-01."""
    return Date(fiscal_year, 4, 1)


def last_day(fiscal_year: int) -> Date:
    """The last day of a fiscal year: 2024 -> 2025-03-31."""
    return Date(fiscal_year + 1, 3, 31)
