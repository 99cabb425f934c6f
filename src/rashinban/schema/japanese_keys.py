"""A key is what two spellings of one Japanese text have in common; the text itself is always kept beside it.

`match_key` is for text in Japanese script, `romanisation_key` for names in Latin script, `trim_cjk` mends line breaks.
Old and variant kanji are folded by kanji_variants.csv beside this module: each row is one character, what it is folded
to, and why. NFKC does not do that: to Unicode 髙 and 高 are two characters.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from rashinban.errors import Refused

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
#: Spacing marks of voiced sounds; NFKC would put a blank before them.
_VOICED = {0x309B: 0x3099, 0x309C: 0x309A}
#: Variation selectors, zero-width marks, soft hyphen: they change how a character is drawn, not which it is.
_UNSEEN = dict.fromkeys(
    [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E), *range(0x200B, 0x200F)]
    + [0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF],
    None,
)
_DASH = r"\-‐‑‒–—―−─━﹘"
_DASHES = re.compile(f"[{_DASH}]")
_TILDES = dict.fromkeys(map(ord, "〜～∼˜∿〰"), "~")
_DOTS = dict.fromkeys(map(ord, "・·•‧∙⋅●･"), "・")
_KATAKANA = "ァ-ヺヽヾ"
_LONG_VOWEL = re.compile(f"(?<=[{_KATAKANA}])[{_DASH}](?![0-9A-Za-z\\s])")
_NO_LONG_VOWEL = re.compile(f"(?<![{_KATAKANA}ー])ー+")
_KANJI_ONE = re.compile(f"(?<=[{_KATAKANA}ー])一(?=[{_KATAKANA}])")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: What is written without blanks: kanji, kana, their punctuation, fullwidth forms. Hangul has blanks.
CJK = f"{_HAN}\u3001-\u3004\u3008-\u303f\u3041-\u30ff\u31f0-\u31ff\uff01-\uff9f"
#: Blanks beside CJK characters, and beside brackets, which are CJK where they are fullwidth.
_BLANK_OF_CJK = re.compile(f"(?:(?<=[{CJK}()])\\s+|\\s+(?=[{CJK}()]))")
_BLANKS = re.compile(r"\s+")


@cache
def kanji_variants() -> dict[str, str]:
    """Variant to standard character, from kanji_variants.csv."""
    with (files("rashinban.schema") / "kanji_variants.csv").open(encoding="utf-8") as stream:
        return {row["variant"]: row["standard"] for row in csv.DictReader(stream)}


@cache
def _folding() -> dict[int, str | int | None]:
    variants = {ord(variant): standard for variant, standard in kanji_variants().items()}
    return {**variants, **_HIRAGANA_TO_KATAKANA, **_TILDES, **_DOTS, **_UNSEEN}


def match_key(text: str) -> str:
    """Text in width, kana, dashes and kanji that all its spellings share: `渡邉　一郎` -> `渡辺一郎`.

    Upper and lower case are one, katakana stands for hiragana, blanks and middle dots beside Japanese characters go.
    A dash after katakana is the long vowel (`センタ－` -> `センター`) and so is the kanji 一 between katakana; other
    dashes are hyphens. A key of a key is the key itself.
    """
    if text.isascii():
        return _closed_up(text.lower())
    key = unicodedata.normalize("NFKC", text.translate(_VOICED)).casefold()
    key = unicodedata.normalize("NFKC", key.translate(_folding()))
    key = _closed_up(key.replace("・", " "))
    key = _KANJI_ONE.sub("ー", _LONG_VOWEL.sub("ー", key))
    key = _NO_LONG_VOWEL.sub(lambda found: "-" * len(found[0]), key)
    # What was between two marks may be gone: marks have one order.
    return unicodedata.normalize("NFKC", _DASHES.sub("-", key))


def _closed_up(text: str) -> str:
    """Without the blanks that some write and others do not."""
    return _BLANKS.sub(" ", _BLANK_OF_CJK.sub("", text)).strip()


def trim_cjk(text: str) -> str:
    """Text without the line breaks and indents of pretty-printing: one blank instead, between CJK characters none.

    A blank within a line was typed and stays one (`山田 太郎`), whether ideographic or not.
    """

    def mended(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1], text[found.end()]
        if "\n" not in found[0] and "\r" not in found[0]:
            return found[0][0] if found[0][0] in " \u3000" else " "
        return "" if _IS_CJK.match(before) and _IS_CJK.match(after) else " "

    text = text.strip()
    return _BLANKS.sub(mended, text)


_IS_CJK = re.compile(f"[{CJK}]")

#: Spellings of the Kunrei and Nihon systems and by ear, to Hepburn without long vowels; in this order.
_ROMANISATIONS = tuple(
    (re.compile(spelling), plain)
    for spelling, plain in (
        ("sy(?=[aou])", "sh"),
        ("[tc]y(?=[aou])", "ch"),
        ("[zjd]y(?=[aou])", "j"),
        ("si", "shi"),
        ("ti", "chi"),
        ("[zd]i", "ji"),
        ("tu", "tsu"),
        ("dz?u", "zu"),
        ("(?<![sc])hu", "fu"),
        ("tch", "cch"),
        ("wo", "o"),
        ("o(?:[uo]|h(?![aeiou]))+", "o"),
        ("uu+", "u"),
        ("m(?=[bmp])", "n"),
    )
)


def romanisation_key(text: str) -> str:
    """What the romanisations of one Japanese name share: `Satoh`, `Satou`, `Satō` -> `sato`; `Simbashi` -> `shinbashi`.

    Long o and u are short (Ohno, Oono and Ōno are then Ono too), n stands before b, m and p, apostrophes, hyphens and
    accents go. A key for finding pairs, not proof that two names are one. Refused: text without Latin letters.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = re.sub("[^a-z ]", "", _BLANKS.sub(" ", plain)).strip()
    if not letters:
        raise Refused("no Latin letters to make a key of", found=text)
    for spelling, short in _ROMANISATIONS:
        letters = spelling.sub(short, letters)
    return _BLANKS.sub(" ", letters)
