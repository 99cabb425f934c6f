"""Each case is a page as governments publish them: columns, marks, ruby, scans; and what must not be read."""

from __future__ import annotations

import zlib

import pytest

from pdf_by_hand import LATIN_FONT, pdf
from rashinban.data_sources.strategy_text import document
from rashinban.data_sources.strategy_text.parse import rows_of
from rashinban.data_sources.strategy_text.sentences import sentences
from rashinban.errors import Refused

FIRST = [
    "科学戦略２０２３",
    "第１章　総論",
    "（１）国家的重要課題への対応",
    "○ 生成ＡＩに関するリスクへの対応を進める",
    "とともに、最適な利用を推進する。「量子」と",
    "フュージョンエネルギーの新たな戦略（令和５",
    "年策定。改定は毎年。）に基づき、研究開発を",
    "科学戦略２０２３　１",
]
SECOND = [
    "科学戦略２０２３",
    "推進する。",
    "・大学ファンドによる支援",
    "① ⺠間投資を４⽉から増やす",
    "第２章　各論",
    "　若手を支える。",
    "　Beyond 5G の国際標準化を進め",
    "る。",
    "科学戦略２０２３　２",
]
THIRD = ["科学戦略２０２３", "以上である。", "科学戦略２０２３　３"]


def shown(data: bytes) -> list[tuple[object, ...]]:
    return [
        (row["kind"], row["page"], row["heading_path"], row["marker"], row["text"])
        for row in rows_of(document.read(data), "s")
    ]


def test_a_japanese_pdf_broken_by_lines_pages_and_margins() -> None:
    chapter, section = "第１章 総論", "第１章 総論 > （１） 国家的重要課題への対応"
    assert shown(pdf([FIRST, SECOND, THIRD])) == [
        ("margin", 1, None, None, "科学戦略２０２３"),
        ("heading", 1, None, "第１章", "総論"),
        ("heading", 1, chapter, "（１）", "国家的重要課題への対応"),
        ("sentence", 1, section, "○", "生成ＡＩに関するリスクへの対応を進めるとともに、最適な利用を推進する。"),
        (
            "sentence", 1, section, "○",
            "「量子」とフュージョンエネルギーの新たな戦略（令和５年策定。改定は毎年。）に基づき、研究開発を推進する。",
        ),
        ("margin", 1, section, None, "科学戦略２０２３ １"),
        ("margin", 2, section, None, "科学戦略２０２３"),
        ("sentence", 2, section, "・", "大学ファンドによる支援"),
        ("sentence", 2, section, "①", "民間投資を４月から増やす"),
        ("heading", 2, None, "第２章", "各論"),
        ("sentence", 2, "第２章 各論", None, "若手を支える。"),
        ("sentence", 2, "第２章 各論", None, "Beyond 5G の国際標準化を進める。"),
        ("margin", 2, "第２章 各論", None, "科学戦略２０２３ ２"),
        ("margin", 3, "第２章 各論", None, "科学戦略２０２３"),
        ("sentence", 3, "第２章 各論", None, "以上である。"),
        ("margin", 3, "第２章 各論", None, "科学戦略２０２３ ３"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UniJIS-UCS2-H", "utf-16-be"), ("UniJIS-UTF16-H", "utf-16-be"), ("90ms-RKSJ-H", "cp932")]
)
def test_fonts_that_are_not_in_the_file_are_read_by_their_encoding(encoding: str, codec: str) -> None:
    page = [line.translate({ord("⺠"): "民", ord("⽉"): "月"}) for line in SECOND[1:4]]
    found = [text for *_, text in shown(pdf([page], encoding=encoding, codec=codec))]
    assert found == ["推進する。", "大学ファンドによる支援", "民間投資を４月から増やす"]


def test_an_english_text_with_an_empty_line_after_each_line() -> None:
    text = (
        "\uf06c Strengthen more funds (e.g. Fusion Oriented\n\nResearch, etc.) by Dr. J. Smith. New funds "
        "of 1.5 trillion\n\nyen follow.\n\n(1) Beyond 5G and Industry-\n\nGovernment ties, etc.\n\n"
        "・Launch SIP phase 3\n\n・Promote BRIDGE\nCreation of an Ecosystem\n\n[Notes]\n\nThis is all? It is!\n"
    )
    assert shown(text.encode()) == [
        (
            "sentence",
            None,
            None,
            "•",
            "Strengthen more funds (e.g. Fusion Oriented Research, etc.) by Dr. J. Smith.",
        ),
        ("sentence", None, None, "•", "New funds of 1.5 trillion yen follow."),
        ("heading", None, None, "(1)", "Beyond 5G and Industry-Government ties, etc."),
        ("sentence", None, "(1) Beyond 5G and Industry-Government ties, etc.", "・", "Launch SIP phase 3"),
        ("sentence", None, "(1) Beyond 5G and Industry-Government ties, etc.", "・", "Promote BRIDGE"),
        ("sentence", None, "(1) Beyond 5G and Industry-Government ties, etc.", None, "Creation of an Ecosystem"),
        ("heading", None, "(1) Beyond 5G and Industry-Government ties, etc.", None, "[Notes]"),
        ("sentence", None, "(1) Beyond 5G and Industry-Government ties, etc. > [Notes]", None, "This is all?"),
        ("sentence", None, "(1) Beyond 5G and Industry-Government ties, etc. > [Notes]", None, "It is!"),
    ]


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>統合イノベーション戦略</title>
<script>document.write("悪い文。")</script><style>p {{color: red}}</style>
<link rel="stylesheet" href="http://127.0.0.1:9/never.css"></head>
<body><nav>ホーム。</nav><h1 id="top">戦略</h1><h2 id="c1">第１章　<ruby>羅<rp>(</rp><rt>ら</rt>
<rp>)</rp></ruby>針盤</h2><p>研究開発を
推進<b>する</b>。<a href="x">詳細</a>は別紙。</p><ul><li id="i1">・大学を支える</li><li>２つ目<br>続き</li></ul>
<h3>細目</h3><table><tr><td>予算</td><td>10兆円</td></tr></table><h2>第２章</h2><p hidden>隠れた文。</p>
<p>まだ&amp;もう。</p><img src="http://127.0.0.1:9/x.png" onerror="alert(1)"></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp")])
def test_an_html_page_without_its_scripts_readings_and_menus(charset: str, codec: str) -> None:
    data = PAGE.format(charset=charset).encode(codec)
    found = document.read(data)
    assert found.title == "統合イノベーション戦略"
    assert [(r["kind"], r["anchor"], r["heading_path"], r["marker"], r["text"]) for r in rows_of(found, "s")] == [
        ("heading", "top", None, None, "戦略"),
        ("heading", "c1", "戦略", "第１章", "羅針盤"),
        ("sentence", "c1", "戦略 > 第１章 羅針盤", None, "研究開発を推進する。"),
        ("sentence", "c1", "戦略 > 第１章 羅針盤", None, "詳細は別紙。"),
        ("sentence", "i1", "戦略 > 第１章 羅針盤", "・", "大学を支える"),
        ("sentence", "i1", "戦略 > 第１章 羅針盤", None, "２つ目続き"),
        ("heading", "i1", "戦略 > 第１章 羅針盤", None, "細目"),
        ("sentence", "i1", "戦略 > 第１章 羅針盤 > 細目", None, "予算"),
        ("sentence", "i1", "戦略 > 第１章 羅針盤 > 細目", None, "10兆円"),
        ("heading", "i1", "戦略", None, "第２章"),
        ("sentence", "i1", "戦略 > 第２章", None, "まだ&もう。"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("「する。」とした。次。", ["「する。」とした。", "次。"]),
        ("（注。）である。", ["（注。）である。"]),
        ("括弧が（閉じない。次の文。", ["括弧が（閉じない。", "次の文。"]),
        ("本当か！？ そうだ。", ["本当か！？", "そうだ。"]),
        ("３．５兆円を投じる．次．", ["３．５兆円を投じる．", "次．"]),
        ("Use U.S. data, i.e. No. 5. Then stop.", ["Use U.S. data, i.e. No. 5.", "Then stop."]),
        ('He said "stop." Then he left', ['He said "stop."', "Then he left"]),
    ],
)
def test_where_sentences_end(text: str, found: list[str]) -> None:
    assert [sentence for _, sentence in sentences(text)] == found
    assert all(text[at : at + len(sentence)] == sentence for at, sentence in sentences(text))


def test_a_sentence_keeps_its_id_when_others_come_and_go() -> None:
    def ids(text: str) -> dict[str, str]:
        return {str(row["text"]): str(row["sentence_id"]) for row in rows_of(document.read(text.encode()), "s")}

    before, after = ids("甲である。乙である。"), ids("丙である。\n\n甲　である。乙で\nある。")
    assert before["乙である。"] == after["乙である。"]
    assert before["甲である。"] == after["甲 である。"]
    twice = [row["sentence_id"] for row in rows_of(document.read("甲。甲。".encode()), "s")]
    assert twice[1] == f"{twice[0]}-2"


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        document.read(data)
    return refused.value.reason


def test_a_scan_is_told_with_its_mend() -> None:
    assert refusal(pdf([[], [], []])) == (
        "the PDF has 3 pages and no text: it was scanned; "
        "make text of it with `ocrmypdf -l jpn+eng IN.pdf OUT.pdf` and load OUT.pdf"
    )
    half = document.read(pdf([["本文である。"], []]))
    assert [(where, reason.split(":")[0]) for where, reason in half.unreadable] == [("page 2", "no text on this page")]
    assert [row["text"] for row in rows_of(half, "s")] == ["本文である。"]


def test_letters_that_a_font_does_not_tell_are_not_taken_for_text() -> None:
    page = pdf([["科学技術を推進する。"]], encoding="EUC-H", codec="euc_jp")
    assert "its fonts do not say their letters" in refusal(page)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04word/document.xml", "neither PDF, HTML nor plain text but a Word"),
        (b"\xd0\xcf\x11\xe0old", "an old Word"),
        (b"\x89PNG\r\n", "a picture"),
        (b"", "the file has no text"),
        (b"\x01\x02 text \n" * 20, "control characters"),
        (b"<html><body><script>x</script></body></html>", "has no text: it may be made by a script"),
        (b"<html><body>" + b"<div>" * 5000 + b"x", "nested"),
        (b"%PDF-1.4\n", "the PDF is broken"),
        (pdf([["本文。"]])[:400], "the PDF is broken"),
        (pdf([["x"]]).replace(b"<< /Length", b"<< /Filter /Foo /Length"), "pypdf does not read (NotImplementedError: "),
        (pdf([["x"]]).replace(b"trailer <<", b"trailer << /Encrypt << /Filter /Foo >> /ID [<00><00>]"), "Standard PDF"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_told(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_a_small_pdf_does_not_unpack_to_fill_the_memory() -> None:
    packed = zlib.compress(b"(x) Tj " * 40_000_000, 9)
    assert len(packed) < 1_000_000
    assert "the PDF is broken (LimitReachedError" in refusal(pdf([packed], font=LATIN_FONT))


def test_pages_without_end_are_not_followed() -> None:
    circle = pdf([["本文。"]]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert "the PDF" in refusal(circle)
