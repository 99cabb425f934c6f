"""The form in which texts and phrases are compared, by example."""

from __future__ import annotations

import pytest

from rashinban.definitions.phrases import normal, patterns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brain–Computer Interface", " brain computer interface "),
        ("robots. Control (AI), 5G/6G", " robots | control | ai | | 5g 6g "),
        ("CO<sub>2</sub> <i>in vivo</i>", " co2 in vivo "),
        ("CO₂ ＱＵＡＮＴＵＭ", " co2 quantum "),
        ("生成AIの活用", " 生成 ai の活用 "),
        ("量子 コンピュータ・ネットワーク", " 量子コンピュータネットワーク "),
        ("ﾛﾎﾞｯﾄ、制御", " ロボット | 制御 "),
        ("pho\u00adtonics", " photonics "),
        ("", "  "),
    ],
)
def test_normal(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("quantum computer", (" quantum computer ", " quantum computers ")),
        ("battery", (" battery ", " batteries ")),
        ("survey", (" survey ", " surveys ")),
        ("loss", (" loss ", " losses ")),
        ("AI", (" ai ",)),
        ("6G", (" 6g ",)),
        ("robot*", (" robot",)),
        ("量子計算", ("量子計算",)),
        ("AI半導体", (" ai 半導体",)),
    ],
)
def test_patterns(phrase: str, expected: tuple[str, ...]) -> None:
    assert patterns(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("quantum* computer", "may stand at the end only"),
        ("ro*", "too short"),
        ("波", "one character"),
        ("--", "no letter or digit"),
    ],
)
def test_patterns_refused(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        patterns(phrase)
