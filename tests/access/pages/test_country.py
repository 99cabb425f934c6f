"""A country's page: its areas and fields, what is beyond doubt, and a country that has nothing."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages.figures import down
from rashinban.definitions.areas import areas

AREAS = [name for name in areas() if name.startswith("jp20-")]


def test_areas_stand_in_the_order_asked_for(client: TestClient, base: Base) -> None:
    seen = {
        row.keys["technology_area"]: row.measured["p"]
        for row in base.show("p", ("country", "technology_area"), {"country": "US"}).rows
    }
    for order, expected in (("list", AREAS), ("p", sorted(AREAS, key=lambda area: down(seen.get(area))))):
        table = read(client, f"/country/US?order={order}").xpath("//table")[0]
        found = [link.split("/area/")[1].split("?")[0] for link in table.xpath("./tbody/tr/th/a/@href")]
        assert found == expected


def test_the_number_of_works_is_that_of_the_base(client: TestClient, base: Base) -> None:
    seen = {
        row.keys["technology_area"]: row.measured["p"]
        for row in base.show("p", ("country", "technology_area"), {"country": "US"}).rows
    }
    table = read(client, "/country/US?order=list").xpath("//table")[0]
    counted = [words(cell) for cell in table.xpath("./tbody/tr/td[1]/a")]
    few = [
        f"{seen[area].works} work{'' if seen[area].works == 1 else 's'}" for area in AREAS if 0 < seen[area].works < 30
    ]
    assert [text for text in counted if "work" in text] == few


def test_what_is_beyond_doubt_follows_from_the_intervals(client: TestClient, base: Base) -> None:
    rows = base.show(("rca", "growth"), ("country", "technology_area"), {"country": "CN"}).rows
    seen = {str(row.keys["technology_area"]): row.measured for row in rows}
    page = read(client, "/country/CN")
    for text, name, middle, above in (
        ("Does more of it than the world, relative to its size", "rca", 1, True),
        ("Does less of it than the world, relative to its size", "rca", 1, False),
        ("Publications grow", "growth", 0, True),
        ("Publications fall", "growth", 0, False),
    ):
        found = page.xpath(f"//dl/div[dt='{text}']/dd//a/@href")
        expected = []
        for area in AREAS:
            one = seen[area][name] if area in seen else None
            if one is None or one.works < 30 or one.lower is None or one.upper is None:
                continue
            if one.lower > middle if above else one.upper < middle:
                expected.append(area)
        assert [href.split("/area/")[1].split("?")[0] for href in found] == expected


def test_a_country_without_works_has_a_page_that_says_so(client: TestClient) -> None:
    page = read(client, "/country/TV")
    assert words(page.find(".//p[@class='lead']")) == "None of the loaded works in these areas is from Tuvalu."
    assert "No institution of Tuvalu is known." in words(page)


def test_every_link_leads_somewhere_in_both_languages(client: TestClient) -> None:
    for language, title in (("en", "Where is Japan strong, and where not?"), ("ja", "日本はどこに強く、どこに弱いか")):
        page = read(client, f"/country/JP?lang={language}")
        assert words(page.find(".//h1")) == title
        assert dead_links(client, page) == []


def test_institutions_are_of_the_country(client: TestClient, base: Base) -> None:
    page = read(client, "/country/JP")
    hrefs = page.xpath("//section[@id='institutions']//tbody/tr/th/a/@href")
    ids = [href.split("/institution/")[1].split("?")[0] for href in hrefs]
    assert ids
    assert {base.index.record(id).country for id in ids} == {"JP"}  # type: ignore[union-attr]


def test_the_form_leads_to_the_country_that_it_names(client: TestClient) -> None:
    answer = client.get("/country?country=FR&list=p7&year=&lang=ja")
    assert (answer.status_code, answer.headers["location"]) == (303, "/country/FR?list=p7&lang=ja")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/country/XX", 404),
        ("/country/jp", 404),
        ("/country/%3Cscript%3E", 404),
        ("/country/JP?country=US", 400),
        ("/country/JP?technology_area=jp20-01", 400),
        ("/country/JP?order=h_index", 400),
        ("/country/JP/picture.svg?picture=portrait", 400),
    ],
)
def test_an_address_that_asks_nothing_is_refused(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, "<script>" in answer.text) == (status, False)
