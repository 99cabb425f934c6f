"""Each word of a funder's name has one plain form, whichever way it is spelled; small words have none.

Case, accents, plurals, British spelling and abbreviations go (word_forms.csv: each row is one word and what stands
for it). Words for a country are told apart (country_words.csv). A run of Japanese characters is one word, read by
schema/japanese_keys.py.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rashinban.schema.japanese_keys import CJK, match_key

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
_WORD = re.compile(rf"[{CJK}]+|[Uu]\.\s?[SsKk]\.(?:\s?[Aa]\.)?|[Rr]\s?&\s?[Dd]\b|[^\W_{CJK}]+(?:['’`]s\b)?")
_POSSESSIVE = re.compile(r"['’`]s$")
_JAPANESE = re.compile(f"[{CJK}]")
#: What is left of letters that went through a wrong encoding: `Universit?`, `KutatÃ¡si`.
_BROKEN = re.compile(r"[?]|[^\x00-\x7F]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its plain form, from `start` up to `end` in the text."""

    plain: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text that count: `The Nat'l Science Fdn.` -> national, science, foundation."""
    return [
        Word(plain, found.start(), found.end()) for found in _WORD.finditer(text) for plain in _plain(found.group())
    ]


def key(text: str) -> str:
    """The words of a text in their plain forms, with blanks between them."""
    return " ".join([plain for word in _WORD.findall(text) for plain in _plain(word)])


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> tuple[str, ...]:
    if word.isascii():
        plain = word.lower()
    else:
        if is_japanese(word):
            return (match_key(word),)
        plain = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _POSSESSIVE.sub("", plain).replace(".", "").replace(" ", "")
    return _forms().get(plain, (_singular(plain),))


def is_japanese(word: str) -> bool:
    """Whether there are Japanese characters in a word."""
    return bool(_JAPANESE.search(word))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def unspoiled(text: str) -> str | None:
    """A name without the letters that a wrong encoding spoils: `Universit? de Gen?ve` then finds its like.

    None where no letter is of that kind, or too little is left to tell names apart.
    """
    kept = _BROKEN.sub("", text)
    plain = " ".join(re.findall(r"[a-z0-9]+", kept.lower()))
    return plain if kept != text and len(plain) > 7 else None


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Word -> the words that stand for it; none for a word that does not count."""
    return {row["word"]: tuple(row["form"].split()) for row in rows("word_forms.csv")}


@cache
def _countries() -> Mapping[str, str]:
    """A word or words for a country -> ISO 3166-1 alpha-2."""
    return {key(row["word"]): row["country_code"] for row in rows("country_words.csv")}


def without_countries(plain: Sequence[str]) -> tuple[list[str], set[str]]:
    """The words that name no country, and the countries that the others name."""
    known = _countries()
    here: list[str] = []
    places: set[str] = set()
    start = 0
    while start < len(plain):
        for size in (4, 3, 2, 1):
            code = known.get(" ".join(plain[start : start + size]))
            if code and start + size <= len(plain):
                places.add(code)
                start += size
                break
        else:
            here.append(plain[start])
            start += 1
    return here, places


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a reviewed table beside this module."""
    with (files("rashinban.linkage.funding") / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


#: Words that tell where a body is, or that it is a public one, and not which.
_UNTOLD = frozenset(
    {"province", "municipality", "municipal", "city", "region", "autonomous", "zhuang", "hui", "uyghur", "uygur"}
    | {"federal", "government", "state", "people", "republic", "kingdom"}
)
_LIKE = {"fund": "foundation", "committee": "commission"}


def telling_words(here: Sequence[str]) -> str:
    """The words that tell which body it is, sorted, each once; a fund is a foundation, a committee a commission."""
    return " ".join(sorted({_LIKE.get(word, word) for word in here if word not in _UNTOLD}))
