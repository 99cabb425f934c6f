"""Views of a card and of rows say what the numbers say, doubt included, and let no name become markup."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import cards
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from rich.console import Console

from rashinban.access.card import Card
from rashinban.access.charts.render import svg
from rashinban.access.serialisers.card_html import card_html
from rashinban.access.serialisers.card_pictures import ranking_picture
from rashinban.access.serialisers.card_svg import card_svg
from rashinban.access.serialisers.card_text import card_text
from rashinban.access.serialisers.display import Language, between, column, fold, intervals, number, ordinal, place
from rashinban.access.serialisers.table import to_csv, to_json, to_rich, write_rows
from rashinban.access.serialisers.wording import headline
from rashinban.errors import UsageError

Row = dict[str, Any]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("value", "display", "en", "ja"),
    [
        (0.083, "share", "8.3\u00a0%", "8.3%"),
        (0.0, "share", "0.0\u00a0%", "0.0%"),
        (0.0004, "share", "<\u00a00.1\u00a0%", "<\u00a00.1%"),
        (-0.021, "share", "−2.1\u00a0%", "−2.1%"),
        (None, "share", "not observed", "観測なし"),
        (532.0, "count", "532", "532"),
        (532.25, "count", "532.2", "532.2"),
        (9_999.0, "count", "9,999", "9,999"),
        (12_345.6, "count", "12.3\u00a0k", "1.2万"),
        (999_960.0, "count", "1.0\u00a0M", "100.0万"),
        (123_456_789.0, "count", "123.5\u00a0M", "1.2億"),
        (1.254, "number", "1.25", "1.25"),
        (0.0543, "number", "0.054", "0.054"),
        (None, "number", "not observed", "観測なし"),
    ],
)
def test_one_number(value: float | None, display: str, en: str, ja: str) -> None:
    assert (number(value, display, "en"), number(value, display, "ja")) == (en, ja)


def test_numbers_that_stand_together_have_the_same_decimals() -> None:
    assert column([12_345.0, 87.5, None], "count", "en") == ["12,345", "88", "not observed"]
    assert column([12_345.0, 87_000.0], "count", "en") == ["12.3\u00a0k", "87.0\u00a0k"]
    assert column([1.5, 0.031], "number", "en") == ["1.50", "0.03"]


def test_intervals_share_one_unit_and_never_put_a_minus_beside_a_dash() -> None:
    assert between(0.074, 0.092, "share", "en") == "7.4–9.2\u00a0%"
    assert between(-0.05, 0.12, "share", "ja") == "−5.0〜12.0%"
    assert between(-0.2, 0.1, "number", "en") == "−0.20 to 0.10"
    assert intervals([(1.0, 2.5), (None, None)], "count", "en") == ["1.0–2.5", ""]


def test_places() -> None:
    assert [place(5, 4, 8), place(5, 5, 5), place(5, None, None), place(None, None, None)] == ["5 (4–8)", "5", "5", ""]
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "112th",
    ]


def test_lines_are_folded_at_spaces_and_between_japanese_letters() -> None:
    assert fold("one two three", 5) == ["one two", "three"]
    assert fold("被引用上位、論文", 5) == ["被引用上", "位、論文"]


@pytest.mark.parametrize(
    ("card", "en", "ja"),
    [
        (
            cards.CARD,
            "Japan: 8.3 %, between 7.4 % and 9.2 % (95 % interval). It ranks 5th of 41, between 4th and 8th.",
            "日本は8.3%（95%信頼区間 7.4%〜9.2%）。順位は41のうち5位、4位から8位の間。",
        ),
        (
            cards.FEW,
            "Iceland: not observed. It has 12 works, but the value of none of them is known.",
            "アイスランドは観測なし。論文は12件あるが、値の分かるものがない。",
        ),
        (
            cards.NOTHING,
            "Iceland: not observed. None of the works counted here is its own.",
            "アイスランドは観測なし。該当する論文がない。",
        ),
        (
            cards.SMALL,
            "Iceland: 25.0 %, between 8.3 % and 50.0 % (95 % interval). Too few works to say where it ranks."
            " It rests on 12 works only.",
            "アイスランドは25.0%（95%信頼区間 8.3%〜50.0%）。論文が少なく、順位は言えない。論文12件のみに基づく。",
        ),
        (
            cards.UNTELLABLE,
            "Japan: 8.3 %, between 7.4 % and 9.2 % (95 % interval). It ranks 5th of 9,"
            " but these works cannot tell its place from any other.",
            "日本は8.3%（95%信頼区間 7.4%〜9.2%）。順位は9のうち5位だが、この論文数では何位とも言えない。",
        ),
        (cards.COUNT, "Japan: 12.3 k, without an interval.", "日本は1.2万（信頼区間なし）。"),
    ],
)
def test_the_sentence_has_the_number_and_its_doubt(card: Card, en: str, ja: str) -> None:
    assert str(headline(card, "en")).replace("\u00a0", " ") == en
    assert str(headline(card, "ja")) == ja


class Page(HTMLParser):
    """What a browser would see: elements with attributes, headings, list items, and terms with their facts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.items: list[str] = []
        self.facts: dict[str, str] = {}
        self._open = ""
        self._block = ""
        self._term = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in ("dt", "dd", "li"):
            self._block = tag
        if tag in ("h1", "h2"):
            self.headings.append("")
        elif tag == "li":
            self.items.append("")
        elif tag == "dt":
            self._term = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("h1", "h2"):
            self.headings[-1] += data
        if self._block == "li":
            self.items[-1] += data
        elif self._block == "dt":
            self._term += data
        elif self._block == "dd":
            self.facts[self._term] = self.facts.get(self._term, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""
        if tag in ("dt", "dd", "li"):
            self._block = ""


def test_the_page_answers_in_the_readers_order() -> None:
    page = Page(card_html(cards.CARD))
    assert page.headings == [
        "Works among the 10 % most cited: Japan, Quantum information science, 2018–2021",
        "What is measured",
        "How much is seen",
        "How it ranks",
        "Year by year",
        "When not to use it",
        "The works behind it",
        "Get this number again",
        "Made from",
        "Cite",
    ]
    assert ("html", {"lang": "en"}) in page.elements


def test_the_page_in_japanese_is_japanese_throughout() -> None:
    page = Page(card_html(cards.CARD, "ja"))
    assert page.headings == [
        "被引用上位10%論文の割合:日本、量子情報科学、2018〜2021年",
        "何を測ったか",
        "どこまで見えているか",
        "順位",
        "年ごとの推移",
        "使ってはならない場面",
        "もとになった論文",
        "この数値を再現する",
        "出所",
        "引用",
    ]
    assert [attributes.get("lang") for _, attributes in page.elements if "lang" in attributes] == ["ja"]
    assert page.facts == {
        "計算式": "w × top_10 の和 ÷ w の和",
        "カウント方法": "分数カウント",
        "対象の論文": "原著論文と総説。撤回論文を除く",
        "期間": "2018〜2021年に出版。被引用は2026-01-10まで",
        "被引用数の出所": "OpenAlexの全ての被引用",
        "規格化": "分野・出版年・文献種別ごと",
        "規格化の基準": "OpenAlexの値",
        "技術領域": "量子情報科学 (jp20-09, 版 1)",
        "定義の品質": "未検証",
        "信頼区間の求め方": "当該単位の論文の1,000標本",
        "順位の求め方": "全単位まとめての1,000標本での順位",
        "パラメータ": "top=0.1",
        "コード": "Rashinban 0.1.0, duckdb 2.0.0",
        "リリース": "r2026-01-15",
        "カードID": "pp_top_10/2f6c1e/r2026-01-15",
    }
    assert page.items == [
        "4,243件(8.8%)は著者の所属がなく、国が分からない。",
        "個々の研究者の比較には用いない。",
        "英語以外の論文は収録が薄い。",
    ]


def test_what_an_indicator_does_not_use_has_no_line() -> None:
    counted = replace(cards.CARD.definition, citation_source=None, normalisation=None, reference=None)
    facts = Page(card_html(replace(cards.CARD, definition=counted))).facts
    assert not {"Citations from", "Normalisation", "Reference set"} & facts.keys()
    assert facts["Period"] == "published 2018–2021, cited up to 2026-01-10"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_needs_nothing_else_and_every_table_has_headers(language: Language) -> None:
    page = Page(card_html(cards.CARD, language))
    for tag, attributes in page.elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "style-sheet")
        assert not {"src", "srcset", "data"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
    tables = [tag for tag, _ in page.elements if tag == "table"]
    headers = [attributes for tag, attributes in page.elements if tag == "th"]
    assert len(tables) == 6
    assert all(attributes.get("scope") in ("row", "col") for attributes in headers)
    figures = [attributes for tag, attributes in page.elements if tag == "figure"]
    assert all(attributes.get("aria-label") for attributes in figures)


def test_simulated_and_loaded_works_are_said_on_every_view() -> None:
    band = "SIMULATED: an invented world. These figures say nothing about real countries or institutions."
    assert band in card_html(cards.SIMULATED)
    assert band in " ".join(_texts(card_svg(cards.SIMULATED)))
    assert band in _printed(cards.SIMULATED)
    assert "SIMULATED" not in card_html(cards.CARD) + card_svg(cards.CARD) + _printed(cards.CARD)
    loaded = "Not the whole world of works was loaded"
    assert loaded in card_html(cards.SIMULATED) and loaded in _printed(cards.SIMULATED)
    assert "SIMULATED（模擬データ）" in card_html(cards.SIMULATED, "ja")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_name_becomes_markup(language: Language) -> None:
    harmless = Page(card_html(cards.CARD, language))
    hostile = Page(card_html(cards.HOSTILE, language))
    # A picture writes a long name in two lines, each a tspan.
    assert {tag for tag, _ in hostile.elements} <= {"tspan", *(tag for tag, _ in harmless.elements)}
    assert not any(name.startswith("on") for _, attributes in hostile.elements for name in attributes)
    picture = _parsed(card_svg(cards.HOSTILE, language))
    assert not [e for e in picture.iter() if e.tag == f"{SVG}script" or any(k.startswith("on") for k in e.attrib)]
    assert cards.ATTACK in "".join(e.text or "" for e in picture.iter(f"{SVG}title"))


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (our own file)


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in _parsed(svg).iter(f"{SVG}text")]


def test_the_picture_is_a_ranking_of_dots_whose_text_stays_text() -> None:
    texts = _texts(card_svg(cards.CARD, "ja"))
    names = [point.label.ja for point in cards.RANKING]
    assert sorted(text for text in texts if text in names) == sorted(names)
    assert [t for t in texts if "(" in t and t[0].isdigit()] == [
        "1 (1–2)",
        "2 (1–3)",
        "3 (2–4)",
        "4 (2–6)",
        "5 (4–8)",
        "6 (5–8)",
        "7 (5–8)",
        "8 (5–8)",
    ]
    assert "観測なし" in texts


def test_each_dot_stands_where_its_value_is_and_a_missing_value_has_none() -> None:
    spec = ranking_picture(cards.CARD, "en")
    assert spec is not None
    marks = next(group for group in _parsed(svg(spec)).iter(f"{SVG}g") if "mark-symbol" in group.get("class", ""))
    dots = [found.group(1) for mark in marks if (found := re.match(r"translate\(([\d.]+),", mark.get("transform", "")))]
    seen = [point.value for point in cards.RANKING if point.value is not None]
    assert len(dots) == len(seen)
    # The axis runs from 0 to 20 %: x / plot width = value / 0.2 for every dot.
    scales = [float(x) / value for x, value in zip(dots, seen, strict=True)]
    assert max(scales) - min(scales) < 0.02 * max(scales)


def test_the_same_card_gives_the_same_bytes() -> None:
    assert card_svg(cards.CARD) == card_svg(cards.CARD)
    assert card_html(cards.CARD) == card_html(cards.CARD)


def test_a_unit_far_down_is_in_the_picture_and_above_the_fold() -> None:
    many = [
        replace(cards.RANKING[0], key=f"X{i}", label=cards.both(f"Country {i}"), rank=i, rank_lower=i, rank_upper=i)
        for i in range(1, 41)
    ]
    own = replace(cards.RANKING[4], rank=41, rank_lower=38, rank_upper=41)
    card = replace(cards.CARD, ranking=(*many, own))
    assert "41 (38–41)" in _texts(card_svg(card))
    text = card_html(card)
    assert text.index("41 (38–41)</td>") < text.index("<summary>20 more</summary>")


def test_a_card_without_ranking_shows_its_trend_and_without_both_says_so() -> None:
    bare = replace(cards.CARD, ranking=(), rank=None)
    assert "2019" in _texts(card_svg(bare))
    with pytest.raises(UsageError, match="neither a ranking nor a trend"):
        card_svg(replace(bare, trend=()))
    assert "How it ranks" not in card_html(replace(bare, trend=()))


def _printed(card: Card, language: Language = "en", width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(card_text(card, language))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_years_of_few_works_are_no_line() -> None:
    few = tuple(replace(one, works=works) for one, works in zip(cards.CARD.trend, (4, 2, 29, 9), strict=True))
    page = card_html(replace(cards.CARD, trend=few))
    said = (
        "Each year rests on 2 to 29 works only, and one work moves its value: read that of all years, not their course."
    )
    assert f"<p>{said}</p>" in page and 'aria-label="Year by year"' not in page
    assert said not in card_html(cards.CARD) and 'aria-label="Year by year"' in card_html(cards.CARD)
    same = tuple(replace(one, works=3) for one in few)
    assert "各年の論文は3件と少なく、1件で値が大きく動く。" in card_html(replace(cards.CARD, trend=same), "ja")


def test_a_band_of_one_number_is_a_sentence() -> None:
    area = cards.CARD.definition.technology_area
    assert area is not None
    same = tuple(replace(area.band[0], alternative=one) for one in ("standard", "narrow", "broad"))
    definition = replace(cards.CARD.definition, technology_area=replace(area, band=same))
    card = replace(cards.CARD, definition=definition)
    said = "The number and its rank are the same under the narrow, the standard and the broad definition of the area."
    assert f"<p>{said}</p>" in card_html(card) and said in _printed(card)
    assert "領域の定義を狭義・標準・広義のどれにしても、値と順位は変わらない。" in _printed(card, "ja")
    assert "Under other definitions" not in card_html(card) + _printed(card)
    assert said not in card_html(cards.CARD) + _printed(cards.CARD)


def test_the_terminal_shows_dots_with_whiskers() -> None:
    lines = [line.split() for line in _printed(cards.CARD).splitlines()]
    assert ["5", "(4–8)", "Japan", "├─●─┤", "8.3", "%", "7.4–9.2", "%", "3,120"] in lines
    assert ["–", "Iceland", "not", "observed", "12"] in lines
    # Japanese has no spaces to break at; nothing is cut off for it.
    assert "…" not in _printed(cards.CARD, "ja", width=80)


ROWS = pa.table(
    {
        "country": ["JP", None],
        "name": ['a "quoted", name', "line\nbreak"],
        "p": [1.5, None],
        "open": [True, None],
        "day": [date(2026, 1, 10), None],
    }
)


def test_csv_quotes_and_leaves_out_what_was_not_observed() -> None:
    assert to_csv(ROWS) == (
        'country,name,p,open,day\r\nJP,"a ""quoted"", name",1.5,true,2026-01-10\r\n,"line\nbreak",,,\r\n'
    )


def test_json_has_one_object_a_line_and_null_for_what_was_not_observed() -> None:
    text = to_json(ROWS.select(["country", "p", "day"]).to_pylist())
    assert text == (
        '[\n{"country": "JP", "p": 1.5, "day": "2026-01-10"},\n{"country": null, "p": null, "day": null}\n]\n'
    )
    assert to_json([]) == "[]\n"


def test_rows_go_to_files_as_they_are() -> None:
    out = io.BytesIO()
    write_rows(ROWS, "parquet", out)
    assert parquet.read_table(io.BytesIO(out.getvalue())).equals(ROWS)
    out = io.BytesIO()
    write_rows(ROWS.select(["p"]), "json", out, objects=[{"p": {"value": 1.5}}])
    assert json.loads(out.getvalue()) == [{"p": {"value": 1.5}}]
    with pytest.raises(UsageError, match="known are table, json, csv, parquet"):
        write_rows(ROWS, "xml", io.BytesIO())


def _measured(value: float | None, half: float = 0.0, rank: tuple[int, int, int] | None = None, works: int = 90) -> Row:
    lower, upper = (None, None) if value is None or not half else (value - half, value + half)
    places = dict(zip(("rank", "rank_lower", "rank_upper"), rank or (None, None, None), strict=True))
    return {"value": value, "lower": lower, "upper": upper, **places, "works": works}


def _lines(rows: list[Row], displays: dict[str, str], width: int, language: Language = "en") -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(to_rich(rows, displays=displays, language=language))
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip().replace("\u00a0", " ") for line in console.file.getvalue().splitlines()]


PLACED = [
    {"country": "[JP]", "pp": _measured(0.083, 0.009, (5, 4, 8)), "mncs": _measured(0.93, 0.2)},
    {"country": "US", "pp": _measured(0.151, 0.006, (1, 1, 1)), "mncs": _measured(1.08, 0.1)},
    {"country": None, "pp": _measured(None), "mncs": _measured(1.5)},
]


def test_a_table_shows_value_interval_and_place_on_one_line() -> None:
    assert _lines(PLACED, {"pp": "share", "mncs": "number"}, 80) == [
        "country  pp                                mncs",
        "[JP]            8.3 % (7.4–9.2)   5 [4–8]  0.93 (0.73–1.13)",
        "US             15.1 % (14.5–15.7) 1        1.08 (0.98–1.18)",
        "–        not observed                      1.50",
        "value (95 % interval) rank [95 % interval]",
    ]


def test_a_narrower_table_puts_the_intervals_below_and_then_the_indicators() -> None:
    stacked = [
        "country  pp                  mncs",
        "[JP]            8.3 % 5             0.93",
        "            (7.4–9.2) [4–8]  (0.73–1.13)",
        "US             15.1 % 1             1.08",
        "          (14.5–15.7)        (0.98–1.18)",
        "–        not observed               1.50",
        "value (95 % interval) rank [95 % interval]",
    ]
    assert _lines(PLACED, {"pp": "share", "mncs": "number"}, 46) == stacked
    first = [line[:27].rstrip() for line in stacked[:-1]]
    second = [(line[:9] + line[29:]).rstrip() for line in stacked[:-1]]
    assert _lines(PLACED, {"pp": "share", "mncs": "number"}, 30)[:12] == first + second


def test_a_japanese_table_keeps_its_columns() -> None:
    assert _lines(PLACED, {"pp": "share", "mncs": "number"}, 80, "ja")[1:4] == [
        "[JP]         8.3% (7.4–9.2)   5 [4–8]  0.93 (0.73–1.13)",
        "US          15.1% (14.5–15.7) 1        1.08 (0.98–1.18)",
        "–        観測なし                      1.50",
    ]


def test_an_indicator_that_could_not_be_asked_has_no_column() -> None:
    rows = [{**row, "rca": _measured(None, works=0)} for row in PLACED]
    displays = {"pp": "share", "mncs": "number"}
    assert _lines(rows, {**displays, "rca": "number"}, 80) == _lines(PLACED, displays, 80)


def test_five_indicators_fit_into_120_columns() -> None:
    names = ["p", "p_top_10_share", "pp_top_10", "mncs", "rca"]
    row = {name: _measured(0.249, 0.018, (16, 13, 19)) for name in names}
    lines = _lines([{"country": "JP", **row}], dict.fromkeys(names, "share"), 120)
    assert lines[0].split() == ["country", *names]
    assert lines[1].split() == ["JP", *(["24.9", "%", "16"] * 5)]
    assert lines[2].split() == ["(23.1–26.7)", "[13–19]"] * 5


def test_a_narrow_table_cuts_prose_and_no_number_and_no_id() -> None:
    doi = "10.5555/simulated.20260401.15135"
    rows: list[Row] = [{"weight": 0.5, "title": "A very long title " * 5, "doi": doi, "cited_by_count": 1_234}]
    assert _lines(rows, {}, 80) == [
        "weight  title                   doi                               cited_by_count",
        "   0.5  A very long title A v…  10.5555/simulated.20260401.15135            1234",
    ]
