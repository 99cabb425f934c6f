"""Each mark is what stands before an item or a heading: ○, ・, (1), 第２章; marks of one class are of one depth."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Signs of lists: bullets of Japanese and Western documents, and those of symbol fonts (private use).
_BULLETS = "○◯〇●◎◆◇■□▪▫•‣⁃∙・･※★☆▶▷►➢➤✓✔➡→＊*\uf000-\uf0ff"
_DIGITS = "0-9０-９"
_KANJI_DIGITS = "一二三四五六七八九十百"
_CLASSES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s*[{_DIGITS}{_KANJI_DIGITS}]+\s*[部編]"),
    ("chapter", rf"(?:第\s*[{_DIGITS}{_KANJI_DIGITS}]+\s*章|(?:Chapter|CHAPTER)\s+[{_DIGITS}IVX]+[.:]?)"),
    ("section", rf"(?:第\s*[{_DIGITS}{_KANJI_DIGITS}]+\s*[節条項]|(?:Section|SECTION)\s+[{_DIGITS}IVX]+[.:]?)"),
    ("hashes", r"#{1,6}(?=\s)"),
    ("dotted", rf"[{_DIGITS}]{{1,2}}(?:[.．-][{_DIGITS}]{{1,2}})+[.．]?(?=[\s　])"),
    ("number", rf"(?:[{_DIGITS}]{{1,2}}(?:[.．](?![{_DIGITS}])|[)）](?=\S|\s))|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.．]?(?=[\s　]))"),
    ("in brackets", rf"[(（][{_DIGITS}]{{1,2}}[)）]"),
    ("letter in brackets", r"[(（][a-zａ-ｚァ-ヶⅰ-ⅹ][)）]"),
    ("circled", r"[①-⑳㉑-㉟❶-❿]"),
    ("kana", r"[ア-ン][.．)）](?=[\s　]|\S)"),
    ("dash", r"[-–—－](?=[\s　])"),
    *((f"bullet {sign}", re.escape(sign)) for sign in "◆◇■□"),
    ("bullet", f"[{_BULLETS}]"),
)
_MARK = re.compile("|".join(f"(?P<c{number}>{pattern})" for number, (_, pattern) in enumerate(_CLASSES)))
#: A whole line in such brackets is a heading.
_BRACKETED = re.compile(r"[【〔［\[〈＜][^】〕］\]〉＞]{1,80}[】〕］\]〉＞]")

#: Classes whose text is a heading whatever it is like.
ALWAYS = frozenset(("part", "chapter", "section", "hashes"))
#: Classes whose text may be a heading where it has no full stop.
NUMBERED = frozenset(("dotted", "number", "in brackets", "bullet ◆", "bullet ■", "bullet ◇", "bullet □"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed, and its class."""

    printed: str
    kind: str


def marked(line: str) -> tuple[Mark | None, str]:
    """The mark at the begin of a line, and the rest of it. Symbol fonts' private characters are printed as •."""
    found = _MARK.match(line)
    if found is None or not line[found.end() :].strip():
        return None, line
    number = next(n for n in range(len(_CLASSES)) if found[f"c{n}"] is not None)
    printed = "•" if unicodedata.category(found[0][0]) == "Co" else found[0].strip()
    return Mark(printed, _CLASSES[number][0]), line[found.end() :].strip(" \t\u3000")


def bracketed(line: str) -> bool:
    """Whether a whole line stands in the brackets of a heading: 【現状認識】."""
    return _BRACKETED.fullmatch(line) is not None
