"""Position, money and growth: the lists follow from printed rules, and every number has its card."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages import area_money
from rashinban.access.pages.area_money import Asked, Seen, lists
from rashinban.access.pages.page import Page
from rashinban.access.selection import Selection
from rashinban.measure.answer import Measured

ASKED = "/funding-map?country=JP&lang=en"


def own(lower: int, upper: int, activity: float = 1.0) -> Mapping[str, Measured]:
    return {
        "p_top_10_share": Measured(value=0.1, rank=lower, rank_lower=lower, rank_upper=upper, works=100),
        "rca": Measured(value=activity, lower=activity - 0.1, upper=activity + 0.1, works=100),
    }


def seen(of: Mapping[str, Measured], part: float | None, grows: float = 0.0) -> Seen:
    money = None if part is None else Measured(value=part, works=5)
    return Seen(own=of, money=money, world=Measured(value=grows, lower=grows - 0.01, upper=grows + 0.01, works=900))


def test_lists_follow_their_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    # All works together grow by 5 % a year.
    class Usual:
        rows = ({"growth": Measured(value=0.05)},)

    row = type("Row", (), {"measured": Usual.rows[0]})
    monkeypatch.setattr(area_money, "answer_to", lambda *_: type("Answer", (), {"rows": (row,)}))
    areas = {
        # The median of the known parts .01 .02 .03 .04 .05 is .03.
        "strong-poor": seen(own(2, 5), 0.01),
        "perhaps-strong": seen(own(2, 6), 0.02),
        "middle": seen(own(1, 1), 0.03),
        "weak-rich": seen(own(11, 20), 0.04),
        "perhaps-weak": seen(own(10, 20), 0.05),
        "unknown-money": seen(own(1, 2), None),
        # 0.061 - 0.01 = 0.051 is surely above 0.05; activity at most 0.4.
        "absent": seen(own(7, 9, 0.3), None, 0.061),
        "nothing": seen({}, None, 0.2),
        # 0.059 - 0.01 is below 0.05; activity up to 0.5 is not below it.
        "not-surely-growing": seen(own(7, 9, 0.3), None, 0.059),
        "not-surely-absent": seen(own(7, 9, 0.4), None, 0.2),
    }
    asked = Asked(
        page=cast(Page, None), code="JP", country="Japan", selection=Selection(), list_id="jp20", key="technology_area",
        currency="JPY", currencies=("JPY",), names=dict(zip(areas, areas, strict=True)), seen=areas,
    )  # fmt: skip
    assert asked.middle() == 0.03
    assert lists(asked) == {
        "unfunded": ["strong-poor"], "weak": ["weak-rich"], "absent": ["absent", "nothing"],
    }  # fmt: skip


def test_the_median_of_an_even_number_lies_between() -> None:
    areas = {str(i): seen({}, part) for i, part in enumerate((0.1, 0.4, 0.2, 0.3))}
    asked: Any = Asked(
        page=cast(Page, None), code="JP", country="Japan", selection=Selection(), list_id="jp20", key="technology_area",
        currency="JPY", currencies=(), names={}, seen=areas,
    )  # fmt: skip
    assert asked.middle() == pytest.approx(0.25)


def test_each_row_has_the_numbers_of_the_base(client: TestClient, base: Base) -> None:
    page = read(client, ASKED + "&list=field")
    currency = page.xpath("//select[@name='currency']/option[@selected]/@value")[0]
    where = {"country": "JP", "currency": currency}
    known = {
        str(row.keys["field"]): row.measured["amount_part"].value
        for row in base.show("amount_part", "field", where).rows
    }
    cards = [href for href in page.xpath("//table//td/a/@href") if href.startswith("/card/amount_part")]
    assert cards and any(known.values())
    for href in cards:
        field = href.split("field=")[1].split("&")[0]
        text = words(page.xpath(f"//a[@href='{href}']")[0])
        part = known.get(field)
        assert part is None or text == ("< 0.1 %" if 0 < part < 0.0005 else f"{part * 100:.1f} %")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_link_leads_somewhere(client: TestClient, language: str) -> None:
    assert dead_links(client, read(client, f"/funding-map?country=JP&lang={language}")) == []


@pytest.mark.parametrize("list_id", ["jp20", "field", "subfield", "topic"])
def test_lists_and_levels_of_topics(client: TestClient, list_id: str) -> None:
    page = read(client, f"{ASKED}&list={list_id}")
    assert page.xpath("//select[@name='list']/option[@selected]/@value") == [list_id]
    assert len(page.xpath("//tbody/tr")) >= 10


def test_the_picture_is_a_file(client: TestClient) -> None:
    assert client.get("/funding-map/picture.svg?country=JP&list=field").headers["content-type"].startswith("image/svg")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("list=nothing", "list 'nothing' is not known here"),
        ("programme=crest", "this page is about all areas of a list"),
        ("order=size", "order 'size' is not known here"),
        ("country=JP|US", "this page is about one country"),
    ],
)
def test_what_the_page_does_not_know_is_refused(client: TestClient, query: str, said: str) -> None:
    answer = client.get(f"/funding-map?{query}&lang=en")
    assert answer.status_code == 400 and said in html.unescape(answer.text)


def test_a_country_without_awards_is_told(client: TestClient) -> None:
    page = read(client, "/funding-map?country=IS&lang=en")
    assert "is loaded, so nothing can be said of money" in words(page)
