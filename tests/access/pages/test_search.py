"""The search page: words, ids, facets, kinds, paging, and what it says where nothing is found."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base


def test_an_empty_search_says_what_there_is_to_search(client: TestClient, base: Base) -> None:
    page = read(client, "/search?lang=en")
    assert words(page.find(".//h1")) == "What do you look for?"
    works = next(row for row in page.xpath("//dl/div") if row.find("dt") is not None and "Works" in words(row))
    assert words(works.find("dd")) == f"{base.index.records['works']:,}"
    assert dead_links(client, page) == []


def test_works_found_are_those_of_the_index_in_its_order(client: TestClient, base: Base) -> None:
    page = read(client, "/search?q=quantum&kind=works&lang=en")
    found = base.index.find("quantum", kinds=["works"])
    assert [link.get("href").split("?")[0] for link in page.xpath("//a[@class='hit']")] == [
        f"/work/{hit.id}" for hit in found.hits
    ]
    assert words(page.find(".//p[@class='lead']")) == f"{found.total} found in {found.searched:,} records."
    assert {words(mark).lower() for mark in page.iter("mark")} == {"quantum"}
    assert dead_links(client, page) == []


def test_a_facet_is_a_link_that_adds_a_filter_and_takes_it_away(client: TestClient, base: Base) -> None:
    page = read(client, "/search?kind=works&lang=en")
    value = page.xpath("//section[@class='facet'][h3='Country']//li[a='Japan']")[0]
    count = base.index.find(kinds=["works"], filters={"country": "JP"}, limit=0).total
    assert words(value) == f"Japan {count:,}"
    address = value.find("a").get("href")
    assert parse_qs(urlsplit(address).query) == {"kind": ["works"], "country": ["JP"], "lang": ["en"]}
    narrowed = read(client, address)
    assert words(narrowed.find(".//p[@class='lead']")).startswith(f"{count:,} found")
    assert [words(chip) for chip in narrowed.xpath("//ul[@class='filters']/li")] == ["Take away Country: Japan ×"]
    chosen = narrowed.xpath("//section[@class='facet']//a[@aria-current='true']")[0]
    assert parse_qs(urlsplit(chosen.get("href")).query) == {"kind": ["works"], "lang": ["en"]}


def test_a_second_value_of_a_facet_widens_it_and_its_count_is_what_it_adds(client: TestClient, base: Base) -> None:
    page = read(client, "/search?kind=works&country=JP&lang=en")
    american = page.xpath("//section[@class='facet'][h3='Country']//li[a='United States']")[0]
    assert words(american.find("span")) == f"{base.index.find(kinds=['works'], filters={'country': 'US'}).total:,}"
    assert parse_qs(urlsplit(american.find("a").get("href")).query)["country"] == ["JP|US"]


def test_kinds_are_tabs_with_counts(client: TestClient, base: Base) -> None:
    page = read(client, "/search?q=quantum&lang=en")
    tabs = {words(tab) for tab in page.xpath("//nav[@class='tabs']/a")}
    works = base.index.find("quantum", kinds=["works"]).total
    assert f"Works {works:,}" in tabs
    assert f"Everything {base.index.find('quantum').total:,}" in tabs


def test_an_id_leads_to_its_record(client: TestClient, base: Base) -> None:
    hit = base.index.find(kinds=["works"], limit=1).hits[0]
    page = read(client, f"/search?q=https://doi.org/{hit.identifiers['doi']}&lang=en")
    direct = page.xpath("//section[@class='direct']")[0]
    assert words(direct.find("h2")) == "This is the record with that id"
    assert direct.xpath(".//a[@class='hit']/@href") == [f"/work/{hit.id}?lang=en"]


def test_a_misspelling_is_answered_with_the_nearest_word(client: TestClient) -> None:
    page = read(client, "/search?q=quantun&lang=en")
    assert page.xpath("//a[.='quantum']/@href") == ["/search?q=quantum&lang=en"]


def test_nothing_found_says_what_is_loaded_and_how_to_load_more(client: TestClient) -> None:
    page = read(client, "/search?q=zzzzqqqq&lang=ja")
    text = words(page.get_element_by_id("main"))
    assert "「zzzzqqqq」は見つかりません" in text and "rashinban fetch openalex" in text
    assert dead_links(client, page) == []


def test_a_list_is_turned_by_links(client: TestClient) -> None:
    page = read(client, "/search?kind=works&lang=en")
    address = page.xpath("//a[@rel='next']/@href")[0]
    second = read(client, address)
    assert parse_qs(urlsplit(address).query)["page"] == ["2"]
    assert second.xpath("//ol[@class='hits']/@start") == ["21"]
    first, other = ({str(href) for href in one.xpath("//a[@class='hit']/@href")} for one in (page, second))
    assert not first & other
    assert "page" not in parse_qs(urlsplit(second.xpath("//a[@rel='prev']/@href")[0]).query)


def test_the_same_search_elsewhere(client: TestClient) -> None:
    page = read(client, "/search?q=quantum&kind=works&year=2015..2018&lang=en")
    text = words(page.xpath("//details[@class='elsewhere']")[0])
    assert "/api/search?year=2015..2018&q=quantum&kind=works" in text
    assert "rashinban search quantum --kind works --top" in text and "--where year=2015..2018" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=people", "kind 'people' is not known"),
        ("kind=works&sort=best", "sort 'best' is not known"),
        ("kind=works&page=0", "write a number from 1 to 500"),
        ("kind=works&page=1000000000", "write a number from 1 to 500"),
        ("kind=works&page=٣", "write a number from 1 to 500"),
        ("q=quantum&page=400", "this list has pages 1 to"),
        ("q=%22open", "search:"),
        ("colour=red", "parameter 'colour' is not known"),
        ("region=EU", "filter 'region' is not known"),
        ("q=" + "a" * 1_500, "search:"),
    ],
)
def test_what_cannot_be_answered_is_said(client: TestClient, query: str, said: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code == 400
    assert said in response.text.replace("&#39;", "'")


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "\u0000", "a" * 999])
def test_hostile_words_are_words(client: TestClient, q: str) -> None:
    response = client.get("/search", params={"q": q})
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.text


def test_titles_of_records_are_escaped(awkward: TestClient) -> None:
    response = awkward.get("/search?q=量子&lang=en")
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    page = read(awkward, "/search?q=量子&kind=works&lang=en")
    assert "CO2 & 量子" in words(page.xpath("//a[@class='hit']")[0])
    assert page.xpath("//li/strong")[0].text == "Retracted"
