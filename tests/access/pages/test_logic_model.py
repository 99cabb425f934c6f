"""Pages of logic models: each arrow has the numbers of the base, or says that there are none."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.serialisers.display import number
from rashinban.definitions.logic_models import logic_models


def test_the_numbers_are_those_of_the_cards(client: TestClient, base: Base) -> None:
    page = read(client, "/logic-model/kakenhi")
    card = base.card("pp_top_10", {"country": "JP"})
    rank = base.card("p_top_10", {"country": "JP"}).rank
    (row,) = page.xpath("//tr[@id='arrow-10']")
    told = words(row)
    assert card.interval is not None and rank is not None
    assert f"Japan: {number(card.value, 'share', 'en')}".replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert f"rank {rank.value} " in told and f"of {rank.of}" in told
    awards = base.show("awards", "programme").rows
    seen = next(row.measured["awards"].value for row in awards if row.keys["programme"] == "kakenhi")
    assert f"{seen:.0f} awards" in words(page.xpath("//tr[@id='arrow-1']")[0])


def test_what_is_not_observed_is_said_and_is_not_nought(awkward: TestClient) -> None:
    page = read(awkward, "/logic-model/forest")
    # No award of this base is of FOREST.
    told = words(page.xpath("//tr[@id='arrow-2']")[0])
    assert told.endswith("not observed") and "0 awards" not in told


def test_arrows_without_evidence_are_listed(client: TestClient) -> None:
    page = read(client, "/logic-model/forest")
    bare = [
        number
        for number, arrow in enumerate(logic_models()["forest"].arrows, 1)
        if not arrow.evidence
    ]  # fmt: skip
    assert [int(one) for one in page.xpath("//ol[@class='plain']/li/@value")] == bare == [3, 4, 6, 7, 10, 11, 14]
    assert "7 have no evidence" in words(page.xpath("//p[@class='lead']")[0])


def test_a_statement_stands_with_its_source_or_says_that_it_has_none(client: TestClient) -> None:
    page = read(client, "/logic-model/forest")
    assert page.xpath("//tr[@id='node-support']//a/@href")[0].startswith("https://news.mynavi.jp/")
    assert "our reading, no source" in words(page.xpath("//tr[@id='node-posts']")[0])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_link_leads_somewhere(client: TestClient, language: str) -> None:
    for address in ("/logic-model", "/logic-model/kakenhi"):
        page = read(client, f"{address}?lang={language}")
        assert dead_links(client, page) == []
        # Within the page too.
        ids = set(page.xpath("//@id"))
        assert {str(link)[1:] for link in page.xpath("//main//a/@href") if str(link).startswith("#")} <= ids


def test_the_drawing_is_a_file_too(client: TestClient) -> None:
    svg = client.get("/logic-model/forest/picture.svg?width=narrow")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert etree.fromstring(svg.content).get("width") == "320"
    png = client.get("/logic-model/forest/picture.png")
    assert png.content.startswith(b"\x89PNG") and png.headers["content-type"] == "image/png"
    assert client.get("/logic-model/forest/picture.json").status_code == 404
    model = client.get("/logic-model/forest/model.json").json()
    assert (model["without_evidence"], model["model"]["arrows"][0]["from"]) == ([3, 4, 6, 7, 10, 11, 14], "money")


def test_a_model_that_is_not_there(client: TestClient) -> None:
    response = client.get("/logic-model/none", headers={"Accept-Language": "en"})
    assert (response.status_code, "known are forest, kakenhi" in response.text) == (404, True)
