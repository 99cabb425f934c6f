"""Bytes of unknown encoding become text: by their mark, by UTF-8's own rules, by escapes, then by what is plausible.

Japanese files come in UTF-8, cp932 (what Windows calls Shift_JIS), EUC-JP, ISO-2022-JP, UTF-16 and UTF-32, Western
ones in cp1252. Bytes that are valid in both cp932 and EUC-JP are taken as the one in which they are common Japanese.

cp932 and Unicode disagree on a few signs: the bytes of 〜 and － decode to ～ (U+FF5E) and － (U+FF0D) here, as Windows
has them; other programs give 〜 (U+301C) and − (U+2212). The text keeps what its encoding says; keys fold both
(schema/japanese_keys.py).
"""

from __future__ import annotations

import codecs
import re

from rashinban.errors import Refused

#: The longer marks first: that of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
#: What Japanese text is made of: kana, common kanji, fullwidth forms; halfwidth kana is rare.
_COMMON = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
_RARE = re.compile("[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_ACCENTED = re.compile(rb"(?<![\x80-\xff])[\x91-\x97\xa0\xa9\xae\xb0\xc0-\xff](?![\x80-\xff])")
#: How many bytes decide between cp932 and EUC-JP.
_LOOKED_AT = 256 * 1024


def decode(data: bytes) -> tuple[str, str]:
    """The text, without a mark at its begin, and the encoding's name in Python. Refused: what no encoding fits."""
    name = detect(data)
    for mark, marked in _MARKS:
        if name == marked and data.startswith(mark):
            data = data[len(mark) :]
            break
    try:
        return data.decode(name), name
    except UnicodeDecodeError as error:
        raise Refused(f"not {name}, which its first bytes say: byte {error.start:,} does not fit") from None


def detect(data: bytes) -> str:
    """The encoding of bytes that may be cut off anywhere."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _reads(data, "utf-8"):
        if _ESCAPE.search(data) and _reads(data, "iso2022_jp_ext"):
            return "iso2022_jp_ext"
        return _wide(data) or "utf-8"
    if wide := _wide(data):
        return wide
    head = data[:_LOOKED_AT]
    if _is_western(head):
        return "cp1252"
    fitting = [name for name in ("cp932", "euc_jis_2004") if _reads(head, name)]
    if not fitting:
        raise Refused("neither UTF-8, UTF-16, UTF-32, cp932, EUC-JP, ISO-2022-JP nor cp1252; save it as UTF-8")
    return max(fitting, key=lambda name: _plausible(head, name))


def _reads(data: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by the zeros of its commas, digits and line ends."""
    head = data[:_LOOKED_AT]
    if b"\0" not in head:
        return None
    fours = [head[place::4].count(0) for place in range(4)]
    quarter = len(head) // 4
    if quarter and quarter - 1 <= fours[0] and fours[1] >= quarter * 0.9 and _reads(head, "utf-32-be"):
        return "utf-32-be"
    if quarter and quarter - 1 <= fours[3] and fours[2] >= quarter * 0.9 and _reads(head, "utf-32-le"):
        return "utf-32-le"
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-be" if even > odd else "utf-16-le"
    return name if _reads(head, name) and b"\0\0" not in head else None


def _is_western(data: bytes) -> bool:
    """Whether what is not ASCII are accented letters and quotes of cp1252, each alone between ASCII, as é in José."""
    beyond = len(_HIGH.findall(data))
    return len(_ACCENTED.findall(data)) >= 0.9 * beyond and _reads(data, "cp1252")


def _plausible(data: bytes, name: str) -> float:
    """The share of common Japanese among what is not ASCII, less that of signs which hardly occur."""
    text = codecs.getincrementaldecoder(name)().decode(data)
    beyond = sum(letter > "\x7f" for letter in text)
    return (len(_COMMON.findall(text)) - 2 * len(_RARE.findall(text))) / max(beyond, 1)
