"""Each value is one text in the two forms in which it is searched: words of spaced scripts, and bigrams of the others.

Both the texts of records and the words of a query take the same way, so that one spelling finds the others:

- Unicode NFKC: full-width letters, half-width kana, subscripts and ligatures are folded; invisible marks are dropped;
- markup (`<i>`, `<sub>`) is dropped;
- a run of kanji, kana or hangul becomes its bigrams and its last character: `量子計算` is `量子 子計 計算 算`. A
  phrase of n characters is found as its n - 1 bigrams in a row, anywhere within a longer word, and a single character
  as the beginning of some token. Spaces and middle dots inside such a run are dropped, hiragana is katakana, a
  long-vowel mark at the end of a katakana word is dropped (`コンピューター` is `コンピュータ`), old forms of kanji are
  new ones;
- everything else is left to the analysers of fields.py: lower case, no accents, English stems.
"""

from __future__ import annotations

import re
import unicodedata

_KATAKANA = "\u30a1-\u30fa\u30fd-\u30ff"
#: Characters of scripts that are written without spaces between words; hangul has them, but its words carry endings.
UNSPACED = (
    f"\u3005-\u3007\u303b\u3041-\u3096\u309d-\u309f\u30fc{_KATAKANA}"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
)
_RUN = re.compile(f"[{UNSPACED}]+")
_WITHIN_RUN = re.compile(f"(?<=[{UNSPACED}])[\\s\u30fb\u00b7]+(?=[{UNSPACED}])")
_LONG_VOWEL_AT_END = re.compile(f"(?<=[{_KATAKANA}\u30fc][{_KATAKANA}])\u30fc(?![{_KATAKANA}\u30fc])")
_INLINE_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|scp|u)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

_TO_KATAKANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
#: Old and variant forms that names of people and places are written with, and the form in common use.
_TO_NEW_FORM = str.maketrans(
    "澤邊邉齋齊髙﨑廣國濱櫻學龍嶋眞惠榮壽條德應圓會關經濟藥醫點變體總數實驗聲發電氣獨營勞區圖團豐寶彌瀨瀧淺冨槇曾",
    "沢辺辺斎斉高崎広国浜桜学竜島真恵栄寿条徳応円会関経済薬医点変体総数実験声発電気独営労区図団豊宝弥瀬滝浅富槙曽",
)
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_FOLD = {**_TO_KATAKANA, **_TO_NEW_FORM}


def plain(text: str) -> str:
    """The text without markup: `CO<sub>2</sub>` -> `CO2`."""
    return _OTHER_TAG.sub(" ", _INLINE_TAG.sub("", text)) if "<" in text else text


def folded(text: str) -> str:
    """The text without markup, width and spelling variants; what `split` takes apart."""
    text = plain(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    if _RUN.search(text):
        # The long vowel first: once hiragana is katakana, the end of a katakana word is no longer seen.
        text = _LONG_VOWEL_AT_END.sub("", text)
        text = _WITHIN_RUN.sub("", text.translate(_FOLD))
    return text


def split(text: str) -> tuple[str, str]:
    """A text as (words, bigrams); either may be empty."""
    text = folded(text)
    if text.isascii() or not _RUN.search(text):
        return text, ""
    return _RUN.sub(" ", text), " ".join(bigrams(run) for run in runs(text))


def runs(text: str) -> list[str]:
    """The runs of unspaced script in a folded text."""
    return _RUN.findall(text)


def bigrams(run: str) -> str:
    """`量子計算` -> `量子 子計 計算 算`: every character begins one token."""
    return " ".join([run[at : at + 2] for at in range(len(run))])


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a run."""
    return _RUN.match(character) is not None
