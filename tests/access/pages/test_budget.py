"""The page of the budget: a sheet of eight lines and the lines of the definitions, every amount worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.budgets import columns_of
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine import open_engine
from rashinban.stages.update import update
from sheets_base import taken_in

SHEET = """府省名,施策名,事業名,年度,種類,状態,金額,出典
文部科学省,科学研究費助成事業,科研費,2024,当初,予算,237720,予算書
文部科学省,科学研究費助成事業,科研費,2024,補正,予算,6000,補正予算書
文部科学省,科学研究費助成事業,科研費,2024,当初,決算,237000,決算書
文部科学省,科学研究費助成事業,科研費,2025,当初,予算,237940,予算書
内閣府,SIP,戦略的イノベーション創造プログラム,2024,当初,予算,28000,
内閣府,SIP第3期,SIP第3期,2024,当初,予算,26000,
文部科学省,研究基盤,先端研究基盤共用促進事業,2024,当初,予算,1200,予算書
厚生労働省,,厚生労働科学研究費補助金,2024,当初,予算,3879,
"""
MAPPING = """
title: Budget lines
licence: invented
terms: free
rows:
  - table: budget_lines
    columns:
      budget_line_id: {join: [title, fiscal_year, kind, status]}
      ministry: 府省名
      programme: 施策名
      title: 事業名
      fiscal_year: {from: 年度, kind: fiscal_year}
      kind: {from: 種類, map: {当初: initial, 補正: supplementary}}
      status: {from: 状態, map: {予算: planned, 決算: actual}}
      amount: {from: 金額, kind: amount_jpy, unit: 百万円}
      currency: {constant: JPY}
      source: 出典
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = taken_in(tmp_path_factory.mktemp("budget"), SHEET.encode(), MAPPING)
    engine = open_engine("duckdb")
    update(base, engine, workers=1)
    engine.close()
    return base


@pytest.fixture(scope="module")
def pages(folder: Path) -> Iterator[TestClient]:
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


Html = lxml.html.HtmlElement


def rows(page: Html) -> dict[tuple[str, str], list[str]]:
    """The cells of each row by its name and year; a name stands for all the years below it."""
    found: dict[tuple[str, str], list[str]] = {}
    name = ""
    for row in page.xpath("//table[contains(@class, 'budget')]/tbody/tr"):
        heads = row.xpath("./th")
        name = words(heads[0]) if heads else name
        year, *cells = [words(cell) for cell in row.xpath("./td")]
        found[name, year] = cells
    return found


def test_kinds_and_states_of_money_stand_apart(pages: TestClient) -> None:
    page = read(pages, "/budget?fiscal_year=2024..2025&lang=en")
    assert [words(head) for head in page.xpath("//table[contains(@class, 'budget')]/thead//th")] == [
        "Ministry and programme", "Fiscal year", "initial budget, planned", "initial budget, actual",
        "supplementary budget, planned", "Source and lines",
    ]  # fmt: skip
    found = rows(page)
    kakenhi = "Grants-in-Aid for Scientific Research (KAKENHI)"
    assert found[kakenhi, "FY2024"][:3] == ["238 bn", "237 bn", "6.0 bn"]
    # Newest first: the budget of 2025 has source 1, which that of 2024 has too.
    assert found[kakenhi, "FY2025"][3] == "[1] lines"
    assert found[kakenhi, "FY2024"][3] == "[1] [2] [3] lines 1 lines 2 lines 3"
    assert found[kakenhi, "FY2025"][:3] == ["238 bn", "–", "–"]
    # 237,720 + 237,940 + 1,200 million yen; what was spent and what was added later are no part of it.
    assert found["文部科学省", "all years shown"][:3] == ["477 bn", "237 bn", "6.0 bn"]
    # The third phase is within SIP's own line: 28, not 54 billion.
    assert found["内閣府", "all years shown"][:3] == ["28.0 bn", "–", "–"]
    sip = next(cells for (name, _), cells in found.items() if name == "SIP phase 3")
    assert sip == ["26.0 bn", "–", "–", "source not stated; within the line above lines"]
    assert found["研究基盤 as printed", "FY2024"][:1] == ["1.2 bn"]
    assert found["厚生労働科学研究費補助金 as printed", "FY2024"] == ["3.9 bn", "–", "–", "source not stated lines"]
    sources = [words(one) for one in page.xpath("//ol[@class='source']/li")]
    assert sorted(sources) == ["予算書", "決算書", "補正予算書"]
    assert dead_links(pages, page) == []


def test_every_amount_leads_to_a_card_of_the_same_amount(pages: TestClient, folder: Path) -> None:
    page = read(pages, "/budget?fiscal_year=2024&lang=en")
    links = page.xpath("//table[contains(@class, 'budget')]//td[contains(@class, 'n')]/a")
    # KAKENHI three, SIP, its phase, the project as printed; three sums of the ministry of education and two of others.
    assert len(links) == 3 + 1 + 1 + 1 + 3 + 1 + 1
    with Base(folder) as base:
        where = {"currency": "JPY", "kind": "initial", "status": "planned", "fiscal_year": "2024"}
        card = base.card("budget", {**where, "ministry": "文部科学省"})
        assert card.value == (237_720 + 1_200) * 1e6
        assert card.definition.window.en == "fiscal year 2024"
        assert card.trend == ()
        assert base.card("budget", {**where, "programme": "sip", "ministry": "内閣府"}).value == 28_000e6
    for one in links:
        shown = lxml.html.document_fromstring(pages.get(one.get("href")).text)
        # The card says it in words of its own: 237.7 bn beside 238 bn.
        assert shown.xpath("//p[@class='headline']/strong")[0].text.split()[-1] in ("bn", "M"), one.get("href")


def test_lines_of_definitions_and_of_sheets_stand_in_one_tree(pages: TestClient) -> None:
    page = read(pages, "/budget?lang=en")
    found = rows(page)
    # The definitions' own lines: 500 billion of the University Endowment Fund, and their source.
    fund = next(cells for (name, year), cells in found.items() if "Endowment" in name and year == "FY2020")
    assert "500 bn" in fund
    # Two ministries have Moonshot: none is said, and it stands below a heading without a sum.
    assert found["No ministry is said, or several", ""] == []
    moonshot = next(cells for (name, year), cells in found.items() if "Moonshot" in name and year == "FY2018")
    assert "100 bn" in moonshot
    assert "docs/how-to/import-a-spreadsheet.md" in words(page)


def test_what_has_no_line_is_not_observed(pages: TestClient) -> None:
    page = read(pages, "/budget?programmes=all&lang=en")
    listed = [words(one) for one in page.xpath("//section[@id='unseen']//li")]
    assert "CREST not observed" in " ".join(listed)
    assert read(pages, "/budget?lang=en").xpath("//section[@id='unseen']//li") == []
    nothing = read(pages, "/budget?ministry=財務省&lang=en")
    assert "No budget line is here for this choice: not observed, which is not 0." in words(nothing)
    assert nothing.xpath("//table[contains(@class, 'budget')]") == []


def test_plans_say_their_own_amounts_beside(pages: TestClient) -> None:
    table = words(read(pages, "/budget?lang=en"))
    assert "What plans say of money" in table and "They are no budget lines" in table
    assert "JPY 10.0\u00a0tn (fund)".replace("\u00a0", " ") in table.replace("\u00a0", " ")


def test_the_picture_is_of_one_column(pages: TestClient) -> None:
    spec = pages.get("/budget/picture.json?drawn=initial.planned&fiscal_year=2024..2025&lang=en")
    assert spec.status_code == 200
    text = spec.text
    # 237,720 + 28,000 + 1,200 + 3,879, and 237,940 million yen.
    assert str((237_720 + 28_000 + 1_200 + 3_879) * 1_000_000) in text and str(237_940 * 1_000_000) in text
    assert "initial budget, planned (JPY, nominal)" in text
    other = pages.get("/budget/picture.svg?drawn=initial.actual&fiscal_year=2024&lang=ja")
    assert other.status_code == 200 and other.headers["content-type"].startswith("image/svg+xml")


def test_the_same_table_elsewhere(pages: TestClient, folder: Path) -> None:
    page = read(pages, "/budget?ministry=内閣府&lang=ja")
    told = page.xpath("//details[@class='elsewhere']")[0]
    command = "rashinban show budget --by ministry,programme,fiscal_year,kind,status --where currency=JPY"
    assert f"{command} --where 'ministry=内閣府'" in words(told)
    (csv,) = [one.get("href") for one in told.xpath(".//a") if one.text == "CSV"]
    lines = pages.get(csv).text.splitlines()
    assert lines[0].startswith("ministry,programme,fiscal_year,kind,status,budget,")
    assert any(line.startswith("内閣府,sip-3,2024,initial,planned,26000000000.0,") for line in lines)
    with Base(folder) as base:
        answer = base.show("budget", "ministry,programme,fiscal_year,kind", {"currency": "JPY", "status": "planned"})
        keys = {tuple(row.keys.values()): row.measured["budget"].value for row in answer.rows}
        assert keys["内閣府", "sip", 2024, "initial"] == 28_000e6


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/budget?currency=ZZZ", "is none of the budget lines here; known are JPY"),
        ("/budget?programme=sip", "programme is no choice of this page; known are currency, ministry, fiscal_year"),
        ("/budget?drawn=all", "is not known here; known are initial.planned"),
        ("/budget?counting=full", "counting is no choice of this page"),
        ("/budget?fiscal_year=2025..2024", "the range runs backwards"),
        ("/budget?colour=red", "is not known here"),
    ],
)
def test_wrong_choices_are_said(pages: TestClient, address: str, said: str) -> None:
    response = pages.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 400
    assert said in words(lxml.html.document_fromstring(response.text))


def test_columns_are_in_the_order_of_a_year() -> None:
    given = [("fund", "actual"), ("initial", "actual"), ("request", "planned"), ("initial", "planned"), ("other", "x")]
    assert columns_of([*given, ("initial", "planned")]) == [
        ("request", "planned"), ("initial", "planned"), ("initial", "actual"), ("fund", "actual"), ("other", "x"),
    ]  # fmt: skip
