"""Each title has a key, what its spellings share, and blocks, by one of which two titles of one work meet.

A key is letters and digits alone: case, accents, markup, TeX commands, blanks and punctuation are gone, and Japanese is
folded as in schema/japanese_keys.py. Two titles are one work's where their keys are the same; where one is the other
without its subtitle; or where a few letters differ in one place (a misprint, a plural, another spelling).
"""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashinban.schema.japanese_keys import CJK, match_key

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TEX = re.compile(r"\\[a-zA-Z]+")
_NO_ASCII = re.compile(r"[^a-z0-9]+")
_NO_LETTER = re.compile(r"[\W_]+")
#: Letters that are no letter with an accent.
_LETTERS = {ord(letter): plain for letter, plain in zip("øłıđæœ", ("o", "l", "i", "d", "ae", "oe"), strict=True)}
#: Greek letters are spelled out by some indexes: β-catenin, beta-catenin.
_SPELLED = _LETTERS | {
    code: unicodedata.name(chr(code)).rpartition(" ")[2].lower() for code in range(0x3B1, 0x3CA) if code != 0x3C2
}
#: An accent that is dropped; the marks that make ba of ha are none.
_ACCENTS = re.compile("[\u0300-\u036f]")
_WIDE = re.compile(f"[{CJK}]")
#: A note of an editor, or what a reader may leave out: (panel session), [in Japanese].
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]|（[^（）]*）|【[^【】]*】")
#: Where a subtitle begins.
_SUBTITLE = re.compile(r"[:：;]\s|\s[-–—]+\s|[.?!]\s|[—―]|\s*[(（]")

#: A Japanese character says as much as three letters.
_WIDE_WEIGHT = 3
#: Below this weight a title alone tells no work: `Fuzzy databases`, `日本の科学技術`.
DISTINCT = 30
#: From this weight on a title may be without its subtitle, or misprinted.
LONG = 25
#: Letters at either end by which titles meet that are not quite the same.
_END = 24
#: How many letters may differ, in one place.
_GAP = 3
#: Letters by which two words that differ in them alone mean the opposite, as they stand in one title and the other.
_OPPOSITES = frozenset(
    ("wo", "fe", "un", "in", "im", "ir", "a", "non", "inde", "dein", "ninde", "denin", "ero", "oer", "ab")
)
#: What stands behind a title, or in brackets, and makes it another work's: another part, an answer, a correction.
_OTHER_PART = re.compile(
    "(?:part|pt|no|chapter|volume|vol|第|その)?(?:[0-9]+|[ivx]+)(?![a-z])|[上中下]$|"
    "erratum|corrigendum|correction|retract|repl(?:y|ies)|response|comment|discussion|訂正"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """One title as it is compared. bare: its key without what stands in brackets; main: that without the subtitle.

    Where nothing long enough would be left, both are the key. notes: the keys of what stands in brackets.
    """

    key: str
    bare: str
    main: str
    notes: frozenset[str] = frozenset()


def key(text: str) -> str:
    """The letters and digits of a title: `Thresholds of <i>N</i>-vision.` -> `thresholdsofnvision`."""
    if "&" in text:
        # Twice: `&amp;lt;i&amp;gt;` is not rare in records that went through two systems.
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _TEX.sub("", text)
    if text.isascii():
        return _NO_ASCII.sub("", text.lower())
    plain = unicodedata.normalize("NFKD", match_key(text)).translate(_SPELLED)
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", _ACCENTS.sub("", plain)))


def title(text: str) -> Title:
    """A title as it is compared."""
    whole = key(text)
    plain = html.unescape(text) if "&" in text else text
    notes = _BRACKETS.findall(plain)
    bare = _long(_BRACKETS.sub(" ", plain), whole) if notes else whole
    heads = (_long(plain[: found.start()], whole) for found in _SUBTITLE.finditer(plain))
    main = next((head for head in heads if head != whole), bare)
    return Title(key=whole, bare=bare, main=main, notes=frozenset(map(key, notes)))


def _long(text: str, whole: str) -> str:
    """The key of a part of a title, where it says enough; else that of the whole."""
    part = key(text)
    return part if weight(part) >= LONG else whole


def weight(letters: str) -> int:
    """How much a key says: its letters, each Japanese one for three."""
    return len(letters) if letters.isascii() else len(letters) + (_WIDE_WEIGHT - 1) * len(_WIDE.findall(letters))


@cache
def _generic() -> frozenset[str]:
    with (files("rashinban.linkage.award_outputs") / "generic_titles.csv").open(encoding="utf-8") as stream:
        return frozenset(key(row["title"]) for row in csv.DictReader(stream))


def is_generic(letters: str) -> bool:
    """Whether a title stands on many works by its nature: Introduction, Erratum, 書評 (generic_titles.csv)."""
    return letters in _generic()


def blocks(given: Title) -> tuple[str, ...]:
    """What two titles of one work share at least one of: the whole, the main title, an end, or half of both ends."""
    if not given.key:
        return ()
    if weight(given.key) < LONG:
        return (f"={given.key}",)
    return tuple(
        {
            f"={given.key}": 0,
            f"={given.bare}": 0,
            f"={given.main}": 0,
            f"<{given.key[:_END]}": 0,
            f">{given.key[-_END:]}": 0,
            f"~{given.key[: _END // 2]}{given.key[-_END // 2 :]}": 0,
        }
    )


def compared(one: Title, other: Title) -> str | None:
    """same, main or near; None where the titles are not one work's."""
    if one.key == other.key:
        return "same"
    if min(weight(one.key), weight(other.key)) < LONG:
        return None
    if one.bare == other.bare:
        return None if any(map(_OTHER_PART.match, one.notes ^ other.notes)) else "main"
    if other.main in (one.key, one.bare) or one.main in (other.key, other.bare):
        short, long = sorted((one.bare, other.bare), key=len)
        return None if _OTHER_PART.match(long[len(short) :]) else "main"
    return "near" if _is_near(one.key, other.key) else None


def _is_near(one: str, other: str) -> bool:
    """Whether two keys are the same but for a few letters in one place. Numbers never differ, nor Japanese."""
    if abs(len(one) - len(other)) > _GAP:
        return False
    shorter = min(len(one), len(other))
    start = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    end = next((place for place in range(shorter - start) if one[-1 - place] != other[-1 - place]), shorter - start)
    gaps = one[start : len(one) - end], other[start : len(other) - end]
    told = "".join(gaps)
    if max(map(len, gaps)) > _GAP or not all(map(_may_differ, told)):
        return False
    # I, II and V: parts of a series. In women and men, increase and decrease: two studies.
    return not re.fullmatch("[ivx]+", told) and told not in _OPPOSITES


def _may_differ(letter: str) -> bool:
    return letter.isalpha() and not _WIDE.match(letter)
