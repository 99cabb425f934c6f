"""A kind turns what a cell holds into a value for a column of one type, or refuses it with a reason.

The value kinds of schema/ are under their own names; beside them those of plain cells. Empty cells never come here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal, InvalidOperation

from rashinban.errors import Refused
from rashinban.reading.workbook import Cell
from rashinban.schema import Column, japanese, kinds
from rashinban.schema.japanese_keys import trim_cjk

#: What a kind is told beside the cell: the unit that the mapping or the sheet states.
Read = Callable[[Cell, str | None], object]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`types` are the column types that its values fit. `once`: a merged cell's value is that of its first row only."""

    read: Read
    types: tuple[str, ...]
    once: bool = False


def text(cell: Cell, unit: str | None = None) -> str:
    """What the cell shows, trimmed; a whole number without its point."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return trim_cjk(str(cell))


def decimal(cell: Cell) -> Decimal:
    """A number, also with commas, in fullwidth or kanji; △ and ▲ are minus."""
    if isinstance(cell, bool):
        raise Refused("not a number", found=cell)
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    written = unicodedata.normalize("NFKC", str(cell)).strip()
    negative = written[:1] in ("△", "▲", "−", "-")
    plain = written.lstrip("△▲−-+").strip()
    try:
        number = Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?(E[+-]?\d+)?", plain.upper()) else None
        number = japanese.japanese_number(plain) if number is None else number
    except (Refused, InvalidOperation):
        raise Refused("not a number", found=cell) from None
    return -number if negative else number


def _number(cell: Cell, unit: str | None) -> float:
    value = float(decimal(cell))
    if value in (float("inf"), float("-inf")) or value != value:
        raise Refused("not a number", found=cell)
    return value


def _integer(cell: Cell, unit: str | None) -> int:
    value = decimal(cell)
    if value != value.to_integral_value():
        raise Refused("not a whole number", found=cell)
    if abs(value) >= 2**31:
        raise Refused("a whole number over 2,147,483,647", found=cell)
    return int(value)


def _share(cell: Cell, unit: str | None) -> float:
    """A percentage as a share: `12.3%`, or 12.3 -> 0.123."""
    return float(decimal(re.sub(r"\s*[%％]$", "", cell) if isinstance(cell, str) else cell) / 100)


def _mark(cell: Cell, unit: str | None) -> str | None:
    """The mark in place of a number: `x`, `…`; None where the cell is a number."""
    try:
        decimal(cell)
    except Refused:
        return text(cell)
    return None


def _number_or_mark(cell: Cell, unit: str | None) -> float | None:
    """The number; None where the cell has a mark in its place, which a column of the kind `mark` keeps."""
    return None if _mark(cell, unit) is not None else _number(cell, unit)


_TRUE = {"○", "◯", "〇", "はい", "有", "あり", "true", "yes", "y", "1"}
_FALSE = {"×", "いいえ", "無", "なし", "false", "no", "n", "0"}


def _boolean(cell: Cell, unit: str | None) -> bool:
    word = unicodedata.normalize("NFKC", text(cell)).casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Refused("neither yes nor no (○/×, 有/無, yes/no, TRUE/FALSE)", found=cell)


def _amount_jpy(cell: Cell, unit: str | None) -> int:
    return japanese.amount_jpy(cell if isinstance(cell, str | int | float) else "", unit)[0]


def _minor_units(cell: Cell, unit: str | None) -> int:
    """An amount in the currency that is its unit: 12.50 with `EUR` -> 1250."""
    if unit is None:
        raise Refused("an amount without its currency: give it as `unit`", found=cell)
    try:
        unit = kinds.currency(unit)
    except Refused as refused:
        raise Refused(f"an amount in {unit}: {refused.reason}", found=cell) from None
    return kinds.money(cell if isinstance(cell, int | float) else text(cell), unit)[0]


def _country(cell: Cell, unit: str | None) -> str:
    """ISO 3166-1 alpha-2 from a code of two or three letters or the English name."""
    import pycountry

    word = text(cell)
    if len(word) == 2:
        return kinds.country_code(word)
    try:
        return str(pycountry.countries.lookup(word).alpha_2)
    except LookupError:
        raise Refused("not a country of ISO 3166-1 (code or English name)", found=cell) from None


def _date(cell: Cell, unit: str | None) -> Date:
    return japanese.date_ja(text(cell))


def _year(cell: Cell, unit: str | None) -> int:
    """A calendar year: of an era, of four digits, or that of a day."""
    word = text(cell)
    try:
        return kinds.year(re.sub("年$", "", word))
    except Refused:
        try:
            return japanese.era_year(word)
        except Refused:
            return japanese.date_ja(word).year


def _of_text(take: Callable[[str], object]) -> Kind:
    return Kind(read=lambda cell, unit: take(text(cell)), types=("string",))


KINDS: Mapping[str, Kind] = {
    "text": Kind(read=text, types=("string",)),
    "integer": Kind(read=_integer, types=("int32", "int64"), once=True),
    "number": Kind(read=_number, types=("double",), once=True),
    "share": Kind(read=_share, types=("double",), once=True),
    "number_or_mark": Kind(read=_number_or_mark, types=("double",), once=True),
    "mark": Kind(read=_mark, types=("string",), once=True),
    "boolean": Kind(read=_boolean, types=("bool",)),
    "date": Kind(read=_date, types=("date",)),
    "year": Kind(read=_year, types=("int32",)),
    "fiscal_year": Kind(read=lambda cell, unit: japanese.fiscal_year(text(cell)), types=("int32",)),
    "amount_jpy": Kind(read=_amount_jpy, types=("int64",), once=True),
    "money": Kind(read=_minor_units, types=("int64",), once=True),
    "country_code": Kind(read=_country, types=("string",)),
    "language": _of_text(lambda word: japanese.language(word)[0]),
    "script": _of_text(lambda word: japanese.language(word)[1]),
    "family_name": _of_text(lambda word: japanese.person_name(word).family),
    "given_name": _of_text(lambda word: japanese.person_name(word).given),
    "currency": _of_text(kinds.currency),
    "doi": _of_text(kinds.doi),
    "orcid": _of_text(kinds.orcid),
    "ror_id": _of_text(kinds.ror_id),
    "issn": _of_text(kinds.issn),
    "isbn": _of_text(japanese.isbn),
    "kakenhi_number": _of_text(japanese.kakenhi_number),
    "jgn": _of_text(japanese.jgn),
    "erad_researcher": _of_text(japanese.erad_researcher),
    "nrid": _of_text(japanese.nrid),
    "naid": _of_text(japanese.naid),
    "ncid": _of_text(japanese.ncid),
    "crid": _of_text(japanese.crid),
    "jglobal_id": _of_text(japanese.jglobal_id),
}

_BY_TYPE = {
    "string": "text",
    "int32": "integer",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date": "date",
}


def default_kind(column: Column) -> str:
    """The kind of a column for which the mapping names none: that which the table declares, else by its type.

    Amounts have no kind of their own: the mapping says whether they are yen, and in which unit.
    """
    if column.kind is not None and column.kind in KINDS and column.kind != "money":
        return column.kind
    return _BY_TYPE[column.type]
