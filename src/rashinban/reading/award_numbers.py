"""The award that a number names, by the shapes of funders' numbers (definitions/lookups/award_patterns.csv).

A shape that only one funder has says its funder (`ANR-15-CE23-0029`); others (`61803359`) are read only where one of
the funders that use them is known. The number as typed is kept beside its normal form, in which type, year and
spacing that do not tell awards apart are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rashinban.definitions import lookups
from rashinban.schema.award_numbers import award_id
from rashinban.schema.ids import scheme_id

#: What stands before a number: `JSPS KAKENHI Grant Number JP19KK0341`.
_BEFORE = re.compile(
    r"(?:(?:jsps|mext|jst|amed|nih|nsf|kakenhi|grants?(?:-in-aid)?|awards?|contracts?|projects?|agreements?|numbers?|"
    r"nos?\.|n[°ºo]|#|:)[\s:]*)+(?=[\w#])",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:[,;、，；]|\band\b|及び)\s*", re.I)
#: One character for one, so that places in the text stay: fullwidth forms, dashes, blanks.
PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """One row of award_patterns.csv. funder_ids: who gives such numbers, the first of them where nothing else is known.

    number: the normal form, made of the groups of the pattern. alone: the number says its funder.
    """

    pattern: str
    funder: str
    funder_ids: tuple[str, ...]
    scheme: str
    number: tuple[int | str, ...]
    alone: bool
    programme: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AwardNumber:
    """A number that names an award. number: its normal form; typed: as it was found."""

    typed: str
    number: str
    scheme: str
    funder: str
    funder_id: str | None
    programme: str | None

    @property
    def award_id(self) -> str:
        """`nih:R01GM123456`; where the funder has no scheme, `award:501100001659:HE6013/1-2` with the funder's."""
        if self.scheme != "award":
            return scheme_id(self.scheme, self.number)
        giver = self.funder_id.partition(":")[2] if self.funder_id else self.funder
        return scheme_id("award", f"{giver}:{self.number}")


@cache
def shapes() -> tuple[Shape, ...]:
    """The rows of award_patterns.csv, in their order: of two that fit, the first is taken."""
    return tuple(
        Shape(
            pattern=row["pattern"],
            funder=row["funder"],
            funder_ids=tuple((row["funder_id"] or "").split()),
            scheme=row["scheme"],
            number=tuple(int(part) if part.isdigit() else part for part in _parts(row["number"] or r"\1")),
            alone=row["alone"] == "yes",
            programme=row["programme"],
        )
        for row in lookups()["award_patterns"].to_pylist()
    )


def _parts(template: str) -> list[str]:
    r"""`N00014-\1-\2` -> N00014-, 1, -, 2."""
    return [part for part in re.split(r"\\([0-9])|([^\\]+)", template) if part]


@dataclass(frozen=True, slots=True)
class Reader:
    """Several shapes as one expression; `first`: group of each shape's whole -> the shape."""

    expression: re.Pattern[str]
    first: Mapping[int, Shape]

    def read(self, found: re.Match[str]) -> AwardNumber:
        """The number that a match of the expression is."""
        group = found.lastindex or 0
        # The group that closes last is that of the whole shape.
        shape = self.first[group]
        number = "".join(found[group + part] or "" if isinstance(part, int) else part for part in shape.number)
        return AwardNumber(
            typed=found[0],
            number=_normal(shape.scheme, number),
            scheme=shape.scheme,
            funder=shape.funder,
            funder_id=shape.funder_ids[0] if shape.funder_ids else None,
            programme=shape.programme,
        )


def reader(given: Collection[Shape], flags: int = re.ASCII, around: str = "{}") -> Reader:
    """One expression of several shapes; around: what stands about them, `{}` being the shapes."""
    first, pieces, group = {}, [], 1
    for shape in given:
        first[group] = shape
        pieces.append(f"({shape.pattern})")
        group += re.compile(shape.pattern).groups + 1
    return Reader(re.compile(around.format("|".join(pieces)), flags), first)


def _normal(scheme: str, number: str) -> str:
    plain = "".join(number.split())
    if scheme == "amed":
        return plain.lower()
    plain = plain.upper()
    if scheme == "nih":
        # Serial numbers had five digits: R01AI12345.
        return plain[:5] + plain[5:].rjust(6, "0")
    return plain


#: A pattern that plainly begins with two letters.
_LETTERS_FIRST = re.compile(r"\(?[A-Z]{2}[^|]*")
_DIGIT = re.compile("[0-9]")


@cache
def _alone(*, digit_first: bool) -> Reader:
    """The shapes that say their funder; those that begin with letters are left out where the number does not."""
    return reader(
        [shape for shape in shapes() if shape.alone and not (digit_first and _LETTERS_FIRST.fullmatch(shape.pattern))]
    )


@cache
def by_funder() -> Mapping[str, Reader]:
    """Funder -> the shapes of its numbers that do not say it."""
    found: dict[str, list[Shape]] = defaultdict(list)
    for shape in shapes():
        if not shape.alone:
            for funder_id in shape.funder_ids:
                found[funder_id].append(shape)
    return {funder_id: reader(given) for funder_id, given in found.items()}


def parse(typed: str, funder_ids: Collection[str | None] = ()) -> AwardNumber | None:
    """The award that a number names, alone or given who paid it (`fundref:` ids); None where it names none.

    Words before the number are passed over: `Grant No. DMS-0757907`. Small and capital letters are one.
    """
    text = (typed if typed.isascii() else typed.translate(PLAIN)).strip().upper()
    if not _DIGIT.search(text):
        return None
    # Digits alone say nobody.
    if not text.isdigit():
        alone = _alone(digit_first=text[0].isdigit())
        if found := alone.expression.fullmatch(text):
            return alone.read(found)
    for funder_id in funder_ids:
        own = by_funder().get(funder_id) if funder_id else None
        if own is not None and (found := own.expression.fullmatch(text)):
            return own.read(found)
    before = _BEFORE.match(text)
    bare = text[before.end() if before else 0 :].strip(" .,;()[]#")
    return parse(bare, funder_ids) if bare != text else None


def award_ids(typed: str, funder_id: str | None) -> list[tuple[str, str]]:
    """Each award with its id and its number as typed; none where not every number names one (schema/award_numbers.py).

    One number stays in all its words, several are told apart.
    """
    return list(_award_ids(typed, funder_id))


@lru_cache(maxsize=1 << 14)
def _award_ids(typed: str, funder_id: str | None) -> tuple[tuple[str, str], ...]:
    found = []
    for part in _BETWEEN.split(_BEFORE.sub("", typed.strip())):
        named = award_id(part, (funder_id,))
        if named is None:
            return ()
        found.append((named, part))
    return tuple(found) if len(found) > 1 else ((found[0][0], typed),)
