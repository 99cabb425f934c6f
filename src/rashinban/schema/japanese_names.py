"""A person's name as printed, with the family and given name where the writing itself says which is which.

Nothing is guessed: `山田太郎` has no split, `Taro Yamada` has no order unless the caller knows the provider's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rashinban.errors import Refused
from rashinban.schema.japanese_keys import trim_cjk

Order = Literal["family_first", "given_first"]
Script = Literal["kanji", "kana", "latin", "other"]


@dataclass(frozen=True, kw_only=True)
class Name:
    """`full` as printed, trimmed. `family` and `given` are None where the writing does not tell them."""

    full: str
    family: str | None
    given: str | None
    order_known: bool
    script: Script


_COMMA = re.compile(r"\s*[,，、]\s*")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")


def person_name(text: str, order: Order | None = None) -> Name:
    """The name and its parts. `order`: that of the provider's field, where its documents say so.

    `姓, 名` (JPCOAR) and `姓 名` (KAKEN, with kanji) are family name first; so is a name with one comma in any script.
    In Latin script the part in capitals is the family name: `YAMADA Taro`, `Taro YAMADA`. A name in kana alone may be
    a foreign one (`ジョン スミス`) and is split by `order` only.
    """
    full = trim_cjk(text)
    if not full:
        raise Refused("empty", found=text)
    script = script_of(full)
    family, given = _split(full, script, order)
    return Name(full=full, family=family, given=given, order_known=family is not None, script=script)


def _split(full: str, script: Script, order: Order | None) -> tuple[str | None, str | None]:
    by_comma = _COMMA.split(full)
    if len(by_comma) == 2 and all(by_comma):
        return by_comma[0], by_comma[1]
    parts = full.split()
    if len(by_comma) > 1 or len(parts) < 2:
        return None, None
    if script == "latin" and (capitals := _capitals(parts)):
        return capitals
    if order is None and script == "kanji":
        order = "family_first"
    if order is None or not _two(parts, order):
        return None, None
    if order == "family_first":
        return parts[0], " ".join(parts[1:])
    return parts[-1], " ".join(parts[:-1])


def _two(parts: list[str], order: Order) -> bool:
    """Whether there is one family and one given name; initials go with the given name."""
    given = parts[1:] if order == "family_first" else parts[:-1]
    return sum(not _INITIAL.fullmatch(part) for part in given) <= 1


def _capitals(parts: list[str]) -> tuple[str, str] | None:
    """Family and given name, where the first or last parts, and no others, are words in capitals."""
    marked = [part.isupper() and sum(letter.isalpha() for letter in part) > 1 and "." not in part for part in parts]
    count = sum(marked)
    if not 0 < count < len(parts):
        return None
    if all(marked[:count]):
        return " ".join(parts[:count]), " ".join(parts[count:])
    if all(marked[-count:]):
        return " ".join(parts[-count:]), " ".join(parts[:-count])
    return None


_HAN = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def script_of(text: str) -> Script:
    """kanji (with or without kana), kana, latin, or other: any other script, or no letters."""
    if _HAN.search(text):
        return "kanji"
    letters = [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()]
    for script, names in (("kana", ("HIRAGANA", "KATAKANA")), ("latin", ("LATIN",))):
        # The long vowel's full name is KATAKANA-HIRAGANA PROLONGED SOUND MARK.
        if letters and all(unicodedata.name(letter, "").startswith(names) for letter in letters):
            return script  # type: ignore[return-value]
    return "other"
