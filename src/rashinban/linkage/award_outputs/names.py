"""Each printed list of people is a set of words; two lists name one person where they share a long enough one.

The order of authors differs between sources, and so does which name comes first: `Temple SE`, `S. E. Temple`. So words
are compared, whichever they are. Names in other scripts are not compared at all: kanji say nothing of letters.
"""

from __future__ import annotations

import re
import unicodedata

from rashinban.schema.japanese_keys import CJK, match_key

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})
_WIDE = re.compile(f"[{CJK}]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
#: What parts two names in Japanese; the blank between family and given name is gone by then.
_BETWEEN = re.compile(r"[,、，;；/・&]|\band\b")
#: Words of fewer letters are initials, unless there is nothing else.
_SHORTEST = 3


def agree(one: str | None, other: str | None) -> str:
    """same (a name is shared), other, or unknown: one side is empty, or they are in different scripts."""
    mine, theirs = _latin(one), _latin(other)
    # A family name of two letters (Li, Wu, Xu) is compared where there is no longer word.
    least = min((_SHORTEST, *(max(map(len, words)) for words in (mine, theirs) if words)))
    mine, theirs = ({word for word in words if len(word) >= least} for words in (mine, theirs))
    if mine and theirs and mine & theirs:
        return "same"
    ours, yours = _japanese(one), _japanese(other)
    if ours and yours:
        return "same" if any(a in b or b in a for a in ours for b in yours) else "other"
    return "other" if mine and theirs else "unknown"


def _latin(text: str | None) -> set[str]:
    plain = unicodedata.normalize("NFKD", _WIDE.sub(" ", text or "").casefold()).translate(_LETTERS)
    return set(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def _japanese(text: str | None) -> set[str]:
    """Names in Japanese script, each without blanks: `太田 憲、近藤照夫` -> 太田憲, 近藤照夫."""
    parts = (match_key(part).replace(" ", "") for part in _BETWEEN.split(text or ""))
    return {part for part in parts if len(part) > 1 and _WIDE.fullmatch(part)}
