"""Each sentence is the text from one full stop to the next; full stops within brackets and quotes end nothing.

Japanese: 。 ！ ？ and ． after Japanese end a sentence, with the closing brackets that follow. English: . ! ? end one
where a space and a capital, a digit or an opening sign follow, unless the word is a known abbreviation
(abbreviations.csv) or a single capital.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_OPENING, _CLOSING = "「『（(［[【〔〈《", "」』）)］]】〕〉》"
_JAPANESE = "\u3041-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_END = re.compile(
    rf"(?P<japanese>[。！？]+|(?<=[{_JAPANESE}])．(?![0-9０-９]))[」』）)］\]】〕〉》”’\"]*"
    r"|(?P<english>[.!?]+[\"'”’)\]]*)(?=\s+[\"'“‘(\[]*[A-Z0-9\u3041-\u9fff])"
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.$")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a block, each with its place in the text."""
    depth = _depths(text)
    start = 0
    for found in _END.finditer(text):
        if depth and depth[found.start()] > 0:
            continue
        if found["english"] and _is_abbreviation(text[start : found.start() + 1], found["english"]):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while start < end and text[start].isspace():
        start += 1
    if found := text[start:end].rstrip():
        yield start, found


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; nothing where they do not balance: then they say nothing."""
    depths, depth = [], 0
    for character in text:
        if character in _CLOSING:
            depth -= 1
            if depth < 0:
                return []
        depths.append(depth)
        if character in _OPENING:
            depth += 1
    return [] if depth else depths


def _is_abbreviation(text: str, sign: str) -> bool:
    found = _LAST_WORD.search(text) if sign.startswith(".") else None
    if found is None:
        return False
    word = found[1].lower()
    return (len(word) == 1 and found[1].isupper()) or word in abbreviations()


@cache
def abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence."""
    with (files(__package__) / "abbreviations.csv").open(encoding="utf-8") as stream:
        return frozenset(row["word"] for row in csv.DictReader(stream))
