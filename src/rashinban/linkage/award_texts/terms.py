"""Each term is a stem of a word, or two characters in a row of a script that is written without spaces.

The texts of one award are two documents: `words` of those in spaced scripts and `characters` of the others (Japanese,
Chinese, Korean), so that an award described in two languages is as near to one described in either. Which document a
text belongs to is told by its letters, not by what its record calls its language: that is often missing or wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

import tantivy

Method = Literal["words", "characters"]
METHODS: tuple[Method, ...] = ("words", "characters")

#: A document with fewer different terms says too little to be alike to anything.
LEAST_TERMS: Mapping[Method, int] = {"words": 5, "characters": 8}

#: Kanji, kana and hangul. Iteration marks and the long vowel belong to the words they stand in.
UNSPACED = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_RUN = re.compile(f"[{UNSPACED}]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LETTER = re.compile(r"[^\W\d_]")
#: A text with this part of its letters in unspaced scripts is of the one kind: `iPS細胞とCRISPR-Cas9` is Japanese.
_ENOUGH = 0.2
#: A longer token is no word.
_LONGEST_WORD = 64
#: Hiragana between kanji are endings and particles; two of them in a row are in every text.
_KANA_ONLY = re.compile("[\u3041-\u3096]{2}")
#: What every award says of itself, in stems: not what it is about.
_OF_AWARDS = frozenset(
    {
        *("abstract", "aim", "award", "collabor", "develop", "fellowship", "goal", "grant", "investig", "new", "novel"),
        *("object", "project", "propos", "research", "studi", "summari", "understand", "use", "work"),
    }
)


def plain(text: str) -> str:
    """The text without markup and variants of width."""
    text = _TAG.sub(" ", text) if "<" in text else text
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def documents(texts: Iterable[str]) -> dict[Method, list[str]]:
    """The terms of the two documents that an award's texts are; a text that comes again counts once."""
    found: dict[Method, list[str]] = {}
    for text in dict.fromkeys(map(plain, texts)):
        if not _is_unspaced(text):
            found.setdefault("words", []).extend(_words(text))
            continue
        own = found.setdefault("characters", [])
        own.extend(_words(_RUN.sub(" ", text)))
        for run in _RUN.findall(text):
            own.extend(pair for at in range(len(run) - 1) if not _KANA_ONLY.fullmatch(pair := run[at : at + 2]))
    return {method: terms for method, terms in found.items() if terms}


def enough(found: Mapping[Method, list[str]]) -> Mapping[Method, list[str]]:
    """The documents that can be compared."""
    return {method: terms for method, terms in found.items() if len(set(terms)) >= LEAST_TERMS[method]}


def _is_unspaced(text: str) -> bool:
    if text.isascii():
        return False
    unspaced = sum(map(len, _RUN.findall(text)))
    return unspaced > 0 and unspaced >= _ENOUGH * len(_LETTER.findall(text))


@cache
def _analyser() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        tantivy.Filter.remove_long(_LONGEST_WORD),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(each)
    return builder.build()


def _words(text: str) -> list[str]:
    """Stems without stop words, single letters and bare numbers."""
    return [
        term for term in _analyser().analyze(text) if len(term) > 1 and not term.isdigit() and term not in _OF_AWARDS
    ]
