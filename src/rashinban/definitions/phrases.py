"""Each value is a text, or a phrase to be found in one, in the form in which the two are compared.

Both take the same form, so that one spelling finds the others:

- Unicode NFKC and lower case: full-width letters, half-width kana, subscripts and ligatures are folded;
- hyphens, dashes, slashes, quotes, `&` and the Japanese middle dot are spaces; runs of spaces are one space:
  `brain-computer interface` finds `Brain Computer Interface`, and not `braincomputer interface`;
- other punctuation is a barrier, written `|`, which no phrase crosses;
- spaces between Japanese characters are dropped, and there is one between Japanese and other letters, so
  that a Latin word has its boundaries in a Japanese sentence: `AI` is found in `生成AIの活用`.

A phrase in Latin letters is found at word boundaries, in singular and regular plural (`-s`, `-es`, `-ies` on its
last word). A phrase in Japanese is found anywhere. `*` at the end stands for any rest of the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

BARRIER = "|"
_SPACES = set("-/\\_'\"`´‘’“”&~·・゠‧∙•")
_JAPANESE = "\u3005-\u3007\u303b\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_WITHIN_JAPANESE = re.compile(f"(?<=[{_JAPANESE}]) (?=[{_JAPANESE}])")
_SCRIPT_CHANGE = re.compile(f"(?<=[{_JAPANESE}])(?=[^\\s{_JAPANESE}])|(?<=[^\\s{_JAPANESE}])(?=[{_JAPANESE}])")
_INLINE_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|scp|u)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@cache
def _folded(character: str) -> str:
    """What one character becomes."""
    category = unicodedata.category(character)
    if character in _SPACES or character.isspace() or category in ("Pd", "Pc", "Cc"):
        return " "
    if category[0] in "LNM":
        return character
    # Soft hyphens and joiners are not seen by readers.
    return "" if category == "Cf" else BARRIER


#: The fold of ASCII characters as a table over UTF-8 bytes: it leaves the bytes of all other characters alone.
_FOLD_ASCII = bytes(ord(_folded(chr(code))) for code in range(128)) + bytes(range(128, 256))


def has_japanese(text: str) -> bool:
    """Whether a text holds any kanji or kana."""
    return not text.isascii() and _IS_JAPANESE.search(text) is not None


def normal(text: str) -> str:
    """The form of a text in which phrases are looked for: words with single spaces between and around them."""
    if "<" in text:
        text = _OTHER_TAG.sub(" ", _INLINE_TAG.sub("", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for character in set(_NOT_ASCII.findall(text)):
            if (folded := _folded(character)) != character:
                text = text.replace(character, folded)
    text = text.lower().encode("utf-8", "replace").translate(_FOLD_ASCII).decode()
    text = f" {' '.join(text.replace(BARRIER, ' | ').split())} "
    if has_japanese(text):
        text = _SCRIPT_CHANGE.sub(" ", _WITHIN_JAPANESE.sub("", text))
    return text


@cache
def patterns(phrase: str) -> tuple[str, ...]:
    """The strings whose occurrence in a normal text means that the phrase occurs; ValueError says what is wrong."""
    wild = phrase.endswith("*")
    body = normal(phrase.removesuffix("*")).strip()
    if "*" in phrase.removesuffix("*"):
        raise ValueError(f"phrase {phrase!r} has `*` inside; `*` may stand at the end only: write two phrases")
    if not re.search(r"\w", body):
        raise ValueError(f"phrase {phrase!r} has no letter or digit; remove it")
    latin_start = not _IS_JAPANESE.match(body[0])
    latin_end = not _IS_JAPANESE.match(body[-1])
    if wild and latin_end and len(body) < 4:
        raise ValueError(f"phrase {phrase!r} is too short for `*`: four letters at least, or write the words out")
    if not latin_end and len(body) < 2:
        raise ValueError(f"phrase {phrase!r} is one character, found inside unrelated words; write a longer one")
    bodies = (body,) if wild or not latin_end else (body, *_plural(body))
    start, end = " " if latin_start else "", " " if latin_end and not wild else ""
    return tuple(f"{start}{text}{end}" for text in bodies)


def _plural(body: str) -> tuple[str, ...]:
    """The regular plural of the last word; none for words with digits or of fewer than three letters."""
    last = body.rsplit(" ", 1)[-1]
    if len(last) < 3 or not (last.isascii() and last.isalpha()):
        return ()
    if last[-1] == "y" and last[-2] not in "aeiou":
        return (f"{body[:-1]}ies",)
    return (f"{body}es",) if last.endswith(("s", "x", "z", "ch", "sh")) else (f"{body}s",)
