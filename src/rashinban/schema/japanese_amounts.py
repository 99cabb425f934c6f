"""An amount in yen is a number, a unit (円, 千円, 百万円, 億円, 兆円) and the currency JPY, which has no minor unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rashinban.errors import Refused

_DIGITS = {**{digit: value for value, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12}
_TOKEN = re.compile(rf"(?P<number>\d+(?:\.\d+)?)|(?P<kanji>[{''.join(_DIGITS)}]+)|(?P<step>[十拾百千万萬億兆])", re.A)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])", re.A)
_UNIT = re.compile(r"[十百千万億兆]*円$")
_NEGATIVE = "△▲−-"
_MAX_INT64 = 2**63 - 1


def japanese_number(text: str) -> Decimal:
    """Digits, kanji numerals, or both: `1億2,300万` -> 123000000, `二百五十` -> 250, `二〇二四` -> 2024.

    Steps fall within a number: `千` beside `百`, `億` before `万`. A comma stands between groups of three digits only.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    folded = _GROUPED.sub(lambda found: found[0].replace(",", ""), folded)
    total = section = Decimal(0)
    held: Decimal | None = None
    last_small = last_large = Decimal("Infinity")
    position = 0
    while token := _TOKEN.match(folded, position):
        position = token.end()
        if step := token["step"]:
            if step in _SMALL:
                size, rising = Decimal(_SMALL[step]), _SMALL[step] >= last_small
                section += (Decimal(1) if held is None else held) * size
                last_small = size
            else:
                size = Decimal(_LARGE[step])
                rising = size >= last_large
                section += held or 0
                total += (Decimal(1) if section == 0 and held is None else section) * size
                section, last_small, last_large = Decimal(0), Decimal("Infinity"), size
            if rising:
                break
            held = None
        elif held is not None:
            break
        elif token["number"]:
            held = Decimal(token["number"])
        else:
            held = Decimal("".join(str(_DIGITS[digit]) for digit in token["kanji"]))
    else:
        if folded and position == len(folded):
            return total + section + (held or 0)
    raise Refused("not a number", found=text)


@lru_cache(maxsize=256)
def yen_of(unit: str) -> int:
    """How many yen a unit is: `千円` -> 1000, `百万円` -> 1000000, `円` -> 1."""
    folded = unicodedata.normalize("NFKC", unit).strip()
    if not _UNIT.fullmatch(folded):
        raise Refused("not a unit of yen (円, 千円, 百万円, 億円, 兆円)", found=unit)
    return int(japanese_number(folded[:-1])) if folded != "円" else 1


def amount_jpy(value: str | int | float | Decimal, unit: str | None = None) -> tuple[int, str]:
    """The amount in yen with its currency: `1,234千円` -> (1234000, `JPY`); 1234 with the unit `千円` the same.

    △ and ▲ are minus signs. Exact or refused: no number without a unit (yen or thousand yen?), no unit beside another
    one, no part of a yen. Whole numbers written with 万 or 億 are yen.
    """
    if isinstance(value, bool):
        raise Refused("not an amount of yen", found=value)
    text = value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not folded:
        raise Refused("empty", found=value)
    sign = -1 if folded[0] in _NEGATIVE else 1
    number = folded.lstrip("+") if sign > 0 else folded[1:]
    own = "円" if number.startswith(("¥", "\\")) else None
    number = number.lstrip("¥\\")
    if printed := _UNIT.search(number):
        own, number = _unit_behind(number, printed)
    elif any(step in number for step in (*_SMALL, *_LARGE)):
        own = "円"
    if own and unit and yen_of(own) != yen_of(unit):
        raise Refused(f"printed in {own} where {unit} is the unit of the column", found=value)
    if not own and not unit:
        raise Refused("an amount without its unit: say whether it is 円, 千円 or 百万円", found=value)
    size = yen_of(own or unit or "円")
    try:
        yen = sign * _plain(number) * size
    except (Refused, InvalidOperation):
        raise Refused("not an amount of yen", found=value) from None
    if yen != yen.to_integral_value():
        raise Refused("finer than one yen", found=value)
    if abs(yen) > _MAX_INT64:
        raise Refused("not an amount of yen", found=value)
    return int(yen), "JPY"


def _unit_behind(number: str, printed: re.Match[str]) -> tuple[str, str]:
    """`1,234千円` -> 千円 and 1,234. In `3億5千万円` the steps belong to the number: 円 and 3億5千万."""
    before = number[: printed.start()]
    if before and not any(step in before for step in (*_SMALL, *_LARGE)) and before[-1] not in _DIGITS:
        return printed[0], before
    return "円", number[:-1]


def _plain(number: str) -> Decimal:
    # A spreadsheet's program writes 1.2e+16 and 1234.0.
    return Decimal(number) if re.fullmatch(r"\d+(\.\d*)?(E[+-]?\d+)?", number.upper()) else japanese_number(number)
