"""Texts and ids in the form in which they are compared."""

from __future__ import annotations

import pytest

from rashinban.errors import Refused
from rashinban.search.documents import exact
from rashinban.search.ids import award_number, certain, perhaps
from rashinban.search.text import split


@pytest.mark.parametrize(
    ("text", "words", "bigrams"),
    [
        ("Quantum computing", "Quantum computing", ""),
        ("CO<sub>2</sub> uptake", "CO2 uptake", ""),
        ("ＣＯ₂", "CO2", ""),
        ("量子計算", " ", "量子 子計 計算 算"),
        ("鉄", " ", "鉄"),
        ("生成AIの活用", " AI ", "生成 成 ノ活 活用 用"),
        ("山田 太郎", " ", "山田 田太 太郎 郎"),
        ("ジョン・スミス", " ", "ジョ ョン ンス スミ ミス ス"),
        ("ｾﾝｻｰ", " ", "セン ンサ サ"),
        ("センサーと光", " ", "セン ンサ サト ト光 光"),
        ("バー", " ", "バー ー"),  # one letter and the mark: too short to be an ending
        ("慶應義塾", " ", "慶応 応義 義塾 塾"),
        ("양자 컴퓨터", " ", "양자 자컴 컴퓨 퓨터 터"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen", ""),
    ],
)
def test_a_text_is_words_and_bigrams(text: str, words: str, bigrams: str) -> None:
    assert split(text) == (words, bigrams)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The University of Tokyo", "university of tokyo"),
        ("Saint-Gobain (France)", "saint gobain france"),
        ("東京 大学", "東京大学"),
        ("The", "the"),
        ("!?", ""),
    ],
)
def test_a_whole_name_is_compared_as(text: str, expected: str) -> None:
    assert exact(text) == expected


@pytest.mark.parametrize("text", ["19KK0341", "JP19KK0341", "JP 19KK-0341", "１９ｋｋ０３４１", "19kk 0341"])
def test_forms_of_an_award_number_are_one(text: str) -> None:
    assert award_number(text) == "19KK0341"


def test_jp_before_a_letter_belongs_to_the_number() -> None:
    assert award_number("JPMJCR1234") == "JPMJCR1234"
    with pytest.raises(Refused, match="letters and digits"):
        award_number("--")


@pytest.mark.parametrize(
    ("text", "sure", "maybe"),
    [
        ("https://doi.org/10.1000/ABC", ["doi:10.1000/abc"], []),
        ("https://orcid.org/0000-0002-1825-0097", ["orcid:0000-0002-1825-0097"], []),
        ("https://ror.org/057zh3y96", ["ror:057zh3y96"], []),
        ("PMID: 0123", ["pmid:123"], []),
        ("https://openalex.org/works/w12", ["W12"], []),
        ("0028-0836", ["issn:0028-0836"], ["award:00280836"]),
        ("12345", [], ["award:12345", "pmid:12345"]),
        ("Grant No. JP19KK0341", [], ["award:19KK0341"]),
        ("課題番号：19KK0341", [], ["award:19KK0341"]),
        ("COVID-19", [], ["award:COVID19"]),
        ("quantum", [], []),
    ],
)
def test_a_text_is_these_ids(text: str, sure: list[str], maybe: list[str]) -> None:
    # Whatever is written may be a record's own id.
    assert certain(text) == [*sure, text, text.lower()]
    assert perhaps(text) == maybe
