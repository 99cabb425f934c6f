"""What stands beside a number on its card: in both languages, on the page, in a terminal and in JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import lxml.html
import pytest
from cards import CARD, both
from rich.console import Console

from rashinban.access.card import Beside, Part
from rashinban.access.serialisers.card_html import card_html
from rashinban.access.serialisers.card_text import card_text
from rashinban.access.serialisers.display import Language
from rashinban.access.wording import eligible_text
from rashinban.measure.answer import Measured

#: Twelve fields: 11 to 1 of 80 works, and two works without one; 66 + 12 + 2 = 80.
PARTS = (
    Part(key="0", label=both("Chemistry & <b>", "化学"), share=12 / 80, works=14),
    *(Part(key=str(i), label=both(f"Field {i}", f"分野{i}"), share=i / 80, works=i) for i in range(11, 0, -1)),
    Part(key=None, label=both("not assigned", "不明"), share=2 / 80, works=2),
)
BESIDE = Beside(
    by="field",
    indicator="p",
    title=both("Works", "論文数"),
    parts=PARTS,
    notes=(
        both("The mix is of 80 works.", "論文80件の構成である。"),
        both("Attribution: equal parts.", "帰属：均等。"),
    ),
    command="rashinban show p --by field --where lag=1..4 --release r1",
)
WITH = replace(CARD, beside=BESIDE, record="awards")


@pytest.mark.parametrize(
    ("language", "heading", "note", "heads", "first", "fold"),
    [
        ("en", "Read beside it", "Attribution: equal parts.", ["Field", "Share", "Works"], "Chemistry & <b>", "3 more"),
        ("ja", "併せて読むこと", "帰属：均等。", ["分野", "割合", "論文数"], "化学", "3 ほか"),
    ],
)
def test_the_page_prints_the_mix_and_its_words(
    language: Language, heading: str, note: str, heads: list[str], first: str, fold: str
) -> None:
    page = lxml.html.document_fromstring(card_html(WITH, language))
    (title,) = page.xpath("//h2[@id='beside']")
    assert title.text == heading
    assert note in [item.text for item in title.xpath("./following-sibling::ul[1]/li")]
    tables = [table for table in page.xpath("//table") if [head.text for head in table.xpath("./thead//th")] == heads]
    # Ten above the fold, three below it.
    assert [len(table.xpath("./tbody/tr")) for table in tables] == [10, 3]
    cells = [cell.text for cell in tables[0].xpath("./tbody/tr[1]/*")]
    # What comes from data is text and no markup; 12 / 80.
    assert [cell.replace("\u00a0", "") for cell in cells] == [first, "15.0%", "14"]
    assert fold in [one.text for one in page.xpath("//summary")]
    assert BESIDE.command in [one.text for one in page.xpath("//pre/code")]


def test_without_a_mix_the_page_says_so_and_has_no_table() -> None:
    none = replace(WITH, beside=replace(BESIDE, parts=(), notes=(both("Nothing is loaded."),), command=None))
    page = lxml.html.document_fromstring(card_html(none))
    assert "Nothing is loaded." in [item.text for item in page.xpath("//ul/li")]
    assert "Fields of the works" not in page.text_content()
    assert lxml.html.document_fromstring(card_html(CARD)).xpath("//h2[@id='beside']") == []


def test_a_terminal_prints_every_part() -> None:
    console = Console(width=120, record=True, quiet=True)
    with console.capture() as captured:
        console.quiet = False
        console.print(card_text(WITH, "ja"))
    lines = [" ".join(line.split()) for line in captured.get().splitlines()]
    at = lines.index("併せて読むこと")
    assert lines[at + 1 : at + 3] == ["論文80件の構成である。", "帰属：均等。"]
    assert lines[at + 3 : at + 5] == ["分野 割合 論文数", "化学 15.0% 14"]
    assert lines[at + 4 + len(PARTS) - 1] == "不明 2.5% 2"


def test_json_has_it_whole_and_others_have_none() -> None:
    told = json.loads(WITH.json())["beside"]
    assert (told["by"], told["indicator"], told["command"]) == ("field", "p", BESIDE.command)
    assert told["parts"][0] == {
        "key": "0", "label": {"en": "Chemistry & <b>", "ja": "化学"}, "share": 12 / 80, "works": 14,
    }  # fmt: skip
    assert told["parts"][-1]["key"] is None
    assert json.loads(CARD.json())["beside"] is None


def test_the_eligible_are_said_in_both_languages() -> None:
    told = eligible_text(Measured(value=0.9, population=1_234, without=1_000))
    assert told.en == (
        "who might have applied; in their place stand the 1,234 institutions that got something or have the country and"
        " the type of one that did, 1,000 of which got nothing here. A recipient whose country or type is not known"
        " brings in no other."
    )
    assert told.ja == (
        "応募しえた機関。代わりに、受給機関およびそれと国・種類が同じ機関の計1,234機関（うち受給なし1,000機関）の間で求めている。"
        "国か種類が分からない受給機関と同種の機関は加えられない。"
    )
