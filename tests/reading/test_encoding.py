"""Encodings that Japanese files come in, with and without a mark."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashinban.errors import Refused
from rashinban.reading.encoding import decode, detect

TEXT = "課題番号,研究代表者,配分額\r\n23H03160,山田　太郎,1234\r\n19KK0341,ｶﾀｶﾅ,5\r\n"
PLAIN = "課題番号,研究代表者\r\n23H03160,山田　太郎\r\n"

ENCODED = [
    (TEXT.encode(), "utf-8"),
    (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
    (TEXT.encode("cp932"), "cp932"),
    ("①髙橋㈱〜".replace("〜", "～").encode("cp932"), "cp932"),
    (PLAIN.encode("euc_jp"), "euc_jis_2004"),
    (PLAIN.encode("iso2022_jp"), "iso2022_jp_ext"),
    (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
    (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
    (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
    (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be"),
    (TEXT.encode("utf-16-le"), "utf-16-le"),
    (TEXT.encode("utf-16-be"), "utf-16-be"),
    (TEXT.encode("utf-32-le"), "utf-32-le"),
    (TEXT.encode("utf-32-be"), "utf-32-be"),
    ("José Müller,Ångström’s,1\n".encode("cp1252"), "cp1252"),
    ("カタカナ,ソニー".encode("cp932"), "cp932"),
    (b"plain,ascii\n", "utf-8"),
    (b"", "utf-8"),
]


@pytest.mark.parametrize(("data", "name"), ENCODED)
def test_encoding(data: bytes, name: str) -> None:
    text, found = decode(data)
    assert found == name
    assert text == data.decode(name).removeprefix("\ufeff")


def test_bytes_that_are_both_are_taken_as_common_japanese() -> None:
    word = "研究開発の重点化"
    assert decode(word.encode("euc_jp")) == (word, "euc_jis_2004")
    assert decode(word.encode("cp932")) == (word, "cp932")


def test_a_piece_cut_within_a_character() -> None:
    for name in ("utf-8", "cp932"):
        data = PLAIN.encode(name)
        assert {detect(data[:end]) for end in range(20, len(data))} == {name}


def test_wave_dash_and_minus_stay_as_windows_has_them() -> None:
    assert decode(b"\x8c\xa4\x8b\x86\x81\x60\x81\x7c") == ("研究～－", "cp932")


def test_no_encoding() -> None:
    with pytest.raises(Refused, match="save it as UTF-8"):
        decode(b"\xff\xff\x80\x81 not text \xa0\xff")


@given(st.text(alphabet="東京大学研究費代表者の課題とは、カタカナー。一二三アイウ1,a\n", min_size=8))
def test_japanese_text_goes_round(text: str) -> None:
    for name in ("utf-8", "cp932"):
        assert decode(text.encode(name))[0] == text
