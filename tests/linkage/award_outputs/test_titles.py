"""Two spellings of one title are one; another part, an answer and an opposite are not."""

from __future__ import annotations

import pytest

from rashinban.linkage.award_outputs import titles


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Thresholds of <i>N</i>-vision.", "thresholdsofnvision"),
        ("THRESHOLDS OF N VISION", "thresholdsofnvision"),
        ("Nod&eacute;lec &amp;amp; S&ouml;n", "nodelecson"),
        ("β-catenin in Łódź", "betacatenininlodz"),
        (r"Graphs in $$\mathbb {E}(\kappa)$$", "graphsine"),
        ("ﾃﾞｰﾀの　解析", "データノ解析"),
        ("データの解析", "データノ解析"),
        ("が", "ガ"),
        ("か", "カ"),
        ("?!", ""),
    ],
)
def test_a_key_is_what_spellings_share(printed: str, key: str) -> None:
    assert titles.key(printed) == key


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Effects of green tea on sleep in old age.", "Effects of Green Tea on Sleep in Old-Age", "same"),
        ("Effects of green tea on the sleep: a trial", "Effects of green tea on the sleep", "main"),
        ("Effects of green tea on the sleep (panel session)", "Effects of green tea on the sleep", "main"),
        (
            "Effects of green tea on the sleep (panel session): a trial",
            "Effects of green tea on the sleep: a trial",
            "main",
        ),
        ("Efects of green tea on the sleep in old age", "Effects of green tea on the sleep in old age", "near"),
        ("Effects of green tea on the colour of sleep", "Effects of green tea on the color of sleep", "near"),
        # Below 25 letters nothing is left out, and nothing is misprinted.
        ("Green tea: a trial", "Green tea", None),
        ("Gren tea and sleep", "Green tea and sleep", None),
        # Other works.
        ("Effects of green tea on the sleep: a trial", "Effects of green tea on the sleep: a review", None),
        ("Effects of green tea on the sleep: Part II", "Effects of green tea on the sleep", None),
        ("Effects of green tea on the sleep (Part 1)", "Effects of green tea on the sleep (Part 2)", None),
        ("Effects of green tea on the sleep I", "Effects of green tea on the sleep II", None),
        ("Effects of green tea on the sleep in 2019", "Effects of green tea on the sleep in 2020", None),
        ("Effects of green tea on the sleep: reply", "Effects of green tea on the sleep", None),
        ("Erratum: Effects of green tea on the sleep", "Effects of green tea on the sleep", None),
        ("Effects of green tea on the sleep in men", "Effects of green tea on the sleep in women", None),
        ("The increase of sleep under green tea", "The decrease of sleep under green tea", None),
        ("An increase of sleep under green tea", "A decrease of sleep under green tea", None),
        ("緑茶が高齢者の睡眠に及ぼす影響に関する研究", "紅茶が高齢者の睡眠に及ぼす影響に関する研究", None),
    ],
)
def test_titles_are_compared(one: str, other: str, agreement: str | None) -> None:
    mine, theirs = titles.title(one), titles.title(other)
    assert titles.compared(mine, theirs) == agreement
    assert titles.compared(theirs, mine) == agreement
    if agreement:
        assert set(titles.blocks(mine)) & set(titles.blocks(theirs))


def test_a_japanese_character_weighs_three_letters() -> None:
    # 7 characters of Japanese and 3 letters: 7 x 3 + 3
    assert titles.weight(titles.key("睡眠と緑茶の質DNA")) == 7 * 3 + 3
    assert titles.weight("sleep") == 5


def test_titles_by_nature_generic() -> None:
    assert titles.is_generic(titles.key("Editor's Notes"))
    assert titles.is_generic(titles.key("はじめに"))
    assert not titles.is_generic(titles.key("Introduction to green tea"))
