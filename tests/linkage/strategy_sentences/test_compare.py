"""Two editions written by hand, with what was kept, changed, moved, new and gone planted in the second."""

from __future__ import annotations

import random

import pytest

from rashinban.linkage.strategy_sentences.compare import compare, word_changes

#: The older edition; the newer one; and the state of each pair of places.
JA_2023 = [
    "生成ＡＩのリスクへの対応を進める。",
    "量子技術の新たな戦略に基づき、研究開発を推進する。",
    "大学ファンドから10兆円規模の支援を開始する。",
    "博士課程学生の処遇を改善し、多様なキャリアパスを拡大する。",
    "研究時間の確保に取り組む。",
    "スタートアップを徹底的に支援する。",
    "国際頭脳循環を加速する。",
]
JA_2024 = [
    "国際頭脳循環を加速する。",
    "生成AIの リスクへの対応を進める。",
    "海底資源の調査船を新たに建造する。",
    "量子技術の新たな戦略に基づき、研究開発と人材育成を推進する。",
    "大学ファンドから12兆円規模の支援を継続する。",
    "博士課程学生の処遇を改善し、多様なキャリアパスを拡大する。",
    "スタートアップを徹底的に支援する。",
    "スタートアップを徹底的に支援する。",
]
JA = [
    ("kept", 6, 0, True),
    ("kept", 0, 1, False),
    ("new", None, 2, False),
    ("changed", 1, 3, False),
    ("changed", 2, 4, False),
    ("kept", 3, 5, False),
    ("gone", 4, None, False),
    ("kept", 5, 6, False),
    ("new", None, 7, False),
]

EN_2023 = [
    "Promote strategic science and technology diplomacy on the occasion of the G7 meeting",
    "Promote the use of government procurement for startup development",
    "Expand career paths for doctoral students in various fields",
    "Commence grants from the profits of a 10-trillion-yen University Endowment Fund",
    "Promote appropriate countermeasures against technology leakage",
]
EN_2024 = [
    "Promote the use of government procurement for startup development",
    "Promote immediate open access to publicly funded research papers",
    "Expand career paths for doctoral students in various fields and industries",
    "Continue grants from the profits of a 10-trillion-yen University Endowment Fund",
    "Promote appropriate countermeasures against technology leakage",
]
EN = [
    ("gone", 0, None, False),
    ("kept", 1, 0, False),
    ("new", None, 1, False),
    ("changed", 2, 2, False),
    ("changed", 3, 3, False),
    ("kept", 4, 4, False),
]


@pytest.mark.parametrize(("before", "after", "planted"), [(JA_2023, JA_2024, JA), (EN_2023, EN_2024, EN)])
def test_what_was_planted_is_recovered(
    before: list[str], after: list[str], planted: list[tuple[str, int | None, int | None, bool]]
) -> None:
    found = compare(before, after)
    assert [(change.state, change.before, change.after, change.moved) for change in found] == planted
    assert found == compare(before, after)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("投資は30兆円とする。", "投資は35兆円とする。", ["=投資は", "-30", "+35", "=兆円とする。"]),
        ("Support the young.", "Support all the young", ["=Support", "+ all", "= the young", "-."]),
        ("同じ", "同じ", ["=同じ"]),
        ("", "新しい", ["+新しい"]),
    ],
)
def test_words_come_and_go(before: str, after: str, words: list[str]) -> None:
    signs = {"same": "=", "gone": "-", "new": "+"}
    assert [signs[state] + text for state, text in word_changes(before, after)] == words


def test_both_sentences_can_be_read_out_of_the_words() -> None:
    for change in compare(JA_2023, JA_2024):
        if change.state == "changed":
            assert change.before is not None and change.after is not None
            assert "".join(text for state, text in change.words if state != "new") == JA_2023[change.before]
            assert "".join(text for state, text in change.words if state != "gone") == JA_2024[change.after]


def test_editions_without_sentences() -> None:
    assert compare([], []) == []
    assert [change.state for change in compare(["甲。"], [])] == ["gone"]
    assert [change.state for change in compare([], ["甲。"])] == ["new"]


def test_every_sentence_stands_once_whatever_was_done_to_a_text() -> None:
    chance = random.Random(5)
    nouns, verbs = (
        ["量子", "半導体", "大学", "宇宙", "博士人材", "海洋"],
        ["推進する", "支援する", "強化する", "見直す"],
    )
    before = [f"{chance.choice(nouns)}の{chance.choice(nouns)}計画{n}を{chance.choice(verbs)}。" for n in range(200)]
    after = [text for text in before if chance.random() > 0.1]
    for _ in range(20):
        after.insert(chance.randrange(len(after)), f"全く別の話題{chance.random()}を述べる。")
    found = compare(before, after)
    assert sorted(c.before for c in found if c.before is not None) == list(range(len(before)))
    assert sorted(c.after for c in found if c.after is not None) == list(range(len(after)))
    in_order = [(c.before, c.after) for c in found if c.before is not None and c.after is not None and not c.moved]
    assert in_order == sorted(in_order)
    assert sum(c.state == "kept" for c in found) == len(after) - 20
