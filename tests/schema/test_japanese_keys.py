"""Keys: which spellings are one, which stay apart, and that a key of a key is itself."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashinban.errors import Refused
from rashinban.schema.japanese import kanji_variants, match_key, romanisation_key, trim_cjk

ONE_KEY = [
    ("渡辺一郎", "渡邉一郎", "渡邊　一郎", "渡辺 一郎", "渡邊󠄀一郎"),
    ("高橋", "髙橋", "髙𣘺"),
    ("山崎", "山﨑", "山嵜"),
    ("浜田", "濱田", "濵田"),
    ("斎藤", "齋藤", "齊藤", "斉藤"),
    ("島津広国", "嶋津廣國", "嶌津廣国"),
    ("慶応義塾大学", "慶應義塾大學"),
    ("吉野家", "𠮷野家"),
    ("神戸", "神戸"),
    ("(株)ABC123", "㈱ＡＢＣ１２３", "(株) abc123"),
    ("ガラス", "ｶﾞﾗｽ", "がらす", "カ゛ラス"),
    ("センター長", "センタ－長", "センタ―長", "ｾﾝﾀｰ長", "センタ‐長"),
    ("コンピューター", "コンピュ一ター"),
    ("マリーキュリー", "マリー・キュリー", "マリー キュリー", "ﾏﾘｰ･ｷｭﾘｰ"),
    ("3147~3147", "3147～3147", "3147〜3147"),
    ("a-1", "A－1", "A‐1", "A−1", "aー1"),
]


@pytest.mark.parametrize("spellings", ONE_KEY, ids=lambda spellings: spellings[0])
def test_spellings_of_one_text_have_one_key(spellings: tuple[str, ...]) -> None:
    assert {match_key(spelling) for spelling in spellings} == {match_key(spellings[0])}


APART = [
    ("コンピュータ", "コンピューター"),
    ("第一章", "第ー章"),
    ("ハシ", "バシ"),
    ("new york", "newyork"),
    ("大阪", "大坂"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_texts_stay_apart(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_keys_worked_by_hand() -> None:
    assert match_key("國立研究開発法人　理化學研究所（ＲＩＫＥＮ）") == "国立研究開発法人理化学研究所(riken)"
    assert match_key("  Tokyo\u3000Univ.  ") == "tokyo univ."
    assert match_key("イオン-2") == "イオン-2"
    assert match_key("㋿6年") == "令和6年"
    assert match_key("") == ""


@given(st.text(alphabet="あアカ゛ガーｰ-－一・･ 　渡邉髙A~〜1\u0301\U000e0100ヴ\n") | st.text())
@example("カ\u3099")
@example("ｶ゛")
def test_key_of_a_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


def test_the_table_of_variants_leads_to_an_end() -> None:
    variants = kanji_variants()
    assert not set(variants) & set(variants.values())
    assert all(len(variant) == len(standard) == 1 for variant, standard in variants.items())


TRIMMED = [
    ("\n    研究の\n    概要\n", "研究の概要"),
    ("研究\n  plan", "研究 plan"),
    ("two\n   words", "two words"),
    ("山田 太郎", "山田 太郎"),
    ("山田\u3000太郎", "山田\u3000太郎"),
    ("山田   太郎", "山田 太郎"),
    ("終わる。\r\n始まる", "終わる。始まる"),
    ("한국\n어", "한국 어"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "trimmed"), TRIMMED)
def test_line_breaks_of_pretty_printing(printed: str, trimmed: str) -> None:
    assert trim_cjk(printed) == trimmed


ROMANISED = [
    ("sato", ("Sato", "Satō", "Satoh", "Satou", "Satô", "SATO", "Satoo")),
    ("ono", ("Ono", "Ohno", "Oono", "Ôno", "Ōno")),
    ("shinbashi", ("Shimbashi", "Shinbashi", "Simbasi", "Sinbasi")),
    ("junichi", ("Jun'ichi", "Junichi", "Jun’ichi", "Zyun-iti", "Jyunichi")),
    ("chizuko tsuji", ("Chizuko Tsuji", "Tizuko  Tuzi", "Chiduko Tsudi")),
    ("fujii", ("Fujii", "Huzii")),
    ("kaoru", ("Kaoru", "Kaworu", "Kawohru")),
    ("kyoko", ("Kyōko", "Kyouko", "Kyohko")),
    ("hacchobori", ("Hatchōbori", "Hacchobori")),
    ("yuki", ("Yuuki", "Yūki", "Yuki")),
    ("oyama", ("Ōyama", "Ohyama", "Oyama")),
    ("ohashi", ("Ohashi", "Oohashi", "Ōhashi")),
    ("gunma", ("Gumma", "Gunma")),
]


@pytest.mark.parametrize(("key", "spellings"), ROMANISED, ids=lambda value: str(value)[:10])
def test_romanisations_of_one_name(key: str, spellings: tuple[str, ...]) -> None:
    assert {romanisation_key(spelling) for spelling in spellings} == {key}


@given(
    st.lists(
        st.sampled_from(
            [
                "ka",
                "shi",
                "tsu",
                "fu",
                "o",
                "u",
                "ou",
                "oh",
                "ji",
                "n",
                "m",
                "ba",
                "pa",
                "kyo",
                "tya",
                "si",
                "tu",
                "hu",
                "zi",
                "sato",
            ]
        )
    ).map("".join)
)
def test_romanisation_key_of_a_key(name: str) -> None:
    if name:
        assert romanisation_key(romanisation_key(name)) == romanisation_key(name)


def test_no_latin_letters() -> None:
    with pytest.raises(Refused, match="no Latin letters"):
        romanisation_key("佐藤")


def test_marks_that_come_together_have_one_order() -> None:
    # An acute accent and a voiced mark with a blank between them that goes: the voiced mark comes first.
    assert match_key("か\u0301\u3000\u3099") == match_key(match_key("か\u0301\u3000\u3099"))
