"""An area's page: its sentence, table, pictures, concentration, definition, works; and an area nobody works in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages.area_countries import Asked, lead, leader, ranking
from rashinban.access.pages.page import Page
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import Language, between, number
from rashinban.catalog import indicator
from rashinban.definitions.areas import areas
from rashinban.measure.answer import Answer, Measured, Row
from rashinban.measure.question import Question

AREA = "jp20-03"
TITLE = areas()[AREA].labels.en


def asked(language: Language, country: str, numbers: Mapping[str, Measured]) -> Asked:
    """The area in a world of a few countries whose shares are given by hand."""
    about = {"simulated": True, "sources": []}
    return Asked(
        page=Page(request=cast("Request", None), language=language, base=cast("Base", SimpleNamespace(about=about))),
        area=AREA,
        country=country,
        measure="p_share",
        selection=Selection(where={"technology_area": AREA}),
        answer=Answer(
            question=Question(by=("country",)),
            indicators=("p_share",),
            rows=tuple(Row(keys={"country": code}, measured={"p_share": one}) for code, one in numbers.items()),
            notes=(),
            release="r",
        ),
        names={"CN": "China", "US": "United States", "JP": "Japan", "FR": "France"},
    )


def share(value: float, lower: float, upper: float, rank: tuple[int, int, int] | None, works: int = 100) -> Measured:
    place, first, last = rank or (None, None, None)
    return Measured(value=value, lower=lower, upper=upper, rank=place, rank_lower=first, rank_upper=last, works=works)


WORLD = {
    "CN": share(0.4, 0.35, 0.45, (1, 1, 2)),
    "US": share(0.3, 0.25, 0.38, (2, 1, 2)),
    "JP": share(0.04, 0.02, 0.06, (3, 3, 3)),
    "FR": share(0.03, 0.01, 0.07, None, works=12),
}


def test_the_sentence_has_value_interval_and_place_with_the_doubt() -> None:
    of_japan = asked("en", "JP", WORLD)
    assert lead(of_japan).replace("\u00a0", " ") == (
        f"Japan has 4.0 % (2.0–6.0 %) of the publications of the world in {TITLE}: 3rd of 3."
    )
    assert leader(of_japan).replace("\u00a0", " ") == (
        " First is China with 40.0 % (35.0–45.0 %). First could also be United States."
    )
    of_china = asked("en", "CN", WORLD)
    assert lead(of_china).endswith(": 1st of 3, between 1st and 2nd.")
    # One's own country is not told of twice.
    assert leader(of_china) == " First could also be United States."


def test_the_sentence_in_japanese() -> None:
    of_japan = asked("ja", "JP", WORLD)
    title = areas()[AREA].labels.ja
    of_japan = replace(of_japan, names={"CN": "中国", "US": "米国", "JP": "日本", "FR": "フランス"})
    assert lead(of_japan) == f"{title}における日本の論文は世界の4.0%（2.0–6.0%）で、順位は3か国中3位。"
    assert leader(of_japan) == "1位は中国で40.0%（35.0–45.0%）。米国が1位の可能性もある。"


def test_a_place_that_could_be_any_is_said_to_be_any() -> None:
    alike = {"JP": share(0.3, 0.1, 0.5, (1, 1, 2)), "FR": share(0.2, 0.1, 0.4, (2, 1, 2))}
    assert lead(asked("en", "JP", alike)).endswith(": 1st of 2, but it could be any place.")


def test_the_picture_leaves_out_countries_of_few_works() -> None:
    spec = ranking(asked("en", "JP", WORLD), 680)
    assert spec is not None
    drawn = json.dumps(spec)
    assert [name for name in ("China", "United States", "Japan", "France") if name in drawn] == [
        "China",
        "United States",
        "Japan",
    ]


def test_the_number_of_the_page_is_that_of_the_base(client: TestClient, base: Base) -> None:
    answer = base.show("p_share", "country", {"technology_area": AREA, "country": "CN"})
    seen = answer.rows[0].measured["p_share"]
    value = f"{number(seen.value, 'share', 'en')} ({between(seen.lower, seen.upper, 'share', 'en')})"
    said = words(read(client, f"/area/{AREA}?country=CN&indicator=p_share").find(".//p[@class='lead']"))
    # No other country of this small world has the works that a place needs.
    assert said == (
        f"China has {value} of the publications of the world in {TITLE}: too few works to say its place."
    ).replace("\u00a0", " ")


def test_a_country_of_few_works_is_counted_and_not_valued(client: TestClient, base: Base) -> None:
    rows = base.show("p", "country", {"technology_area": AREA}).rows
    code, few = next(
        (r.keys["country"], r.measured["p"]) for r in rows if r.keys["country"] and 1 < r.measured["p"].works < 30
    )
    page = read(client, f"/area/{AREA}?country={code}")
    said = words(page.find(".//p[@class='lead']"))
    assert f"has {few.works} works in {TITLE}: too few to say how strong it is (fewer than 30)." in said
    own = page.xpath("//tr[@class='own']")[0]
    assert [words(cell) for cell in own.findall("td")][:3] == ["", f"{few.works} works", "too few"]


def test_a_country_without_a_work_is_said_to_have_none(client: TestClient) -> None:
    said = words(read(client, f"/area/{AREA}?country=TV").find(".//p[@class='lead']"))
    assert said.startswith(f"None of the loaded works in {TITLE} is from Tuvalu.")


def test_every_link_of_the_page_leads_somewhere_in_both_languages(client: TestClient) -> None:
    for language in ("en", "ja"):
        page = read(client, f"/area/{AREA}?lang={language}")
        assert page.get("lang") == language
        assert dead_links(client, page) == []


def test_the_table_leads_to_cards_and_countries(client: TestClient) -> None:
    page = read(client, f"/area/{AREA}?country=CN")
    own = page.xpath("//tr[@class='own']")[0]
    assert own.find("th/a").get("href").startswith("/country/CN?")
    assert own.findall("td")[1].find("a").get("href").startswith(f"/card/p?technology_area={AREA}&country=CN")


def test_all_countries_are_one_link_away(client: TestClient, base: Base) -> None:
    total = sum(row.keys["country"] is not None for row in base.show("p", "country", {"technology_area": AREA}).rows)
    page = read(client, f"/area/{AREA}")
    more = page.xpath(f"//a[normalize-space()='All {total} countries']")[0]
    table = read(client, more.get("href")).xpath("//table")[0]
    assert len(table.findall("tbody/tr")) == total


def test_a_grade_is_said_in_words_though_its_sum_misses_the_whole_number(client: TestClient, base: Base) -> None:
    page = read(client, f"/area/{AREA}")
    value = base.show("monopoly_risk", (), {"technology_area": AREA}).rows[0].measured["monopoly_risk"].value
    assert value is not None
    grade = indicator("monopoly_risk").meta.levels[round(value)].en
    found = page.xpath("//dl/div[dt='Monopoly risk']/dd")[0]
    assert words(found) == grade
    assert found.find("a").get("href").startswith(f"/card/monopoly_risk?technology_area={AREA}")


def test_the_definition_is_there_in_plain_form_and_not_validated(client: TestClient) -> None:
    page = read(client, "/area/jp20-09")
    area = areas()["jp20-09"]
    text = words(page)
    assert area.description.en.split(".")[0] in text
    assert "Not validated: nobody has judged a sample of its works yet" in text
    assert '"quantum key distribution"' in text
    assert "Quantum Information and Cryptography (T10020)" in text


def test_its_most_cited_and_newest_works_are_those_of_the_index(client: TestClient, base: Base) -> None:
    page = read(client, f"/area/{AREA}")
    for title, sort in (("Most cited", "most_cited"), ("Newest", "newest")):
        hits = base.index.find(kinds=["works"], filters={"technology_area": AREA}, sort=sort, limit=5).hits
        found = page.xpath(f"//h3[.='{title}']/following-sibling::ol[1]//a[@class='hit']/@href")
        assert [address.split("?")[0] for address in found] == [f"/work/{hit.id}" for hit in hits]


def test_pictures_are_files_too(client: TestClient) -> None:
    svg = client.get(f"/area/{AREA}/picture.svg?indicator=p_share")
    assert (svg.headers["content-type"], svg.text[:4]) == ("image/svg+xml", "<svg")
    png = client.get(f"/area/{AREA}/picture.png?picture=trend&indicator=p_share")
    assert (png.status_code, png.content[:4]) in ((200, b"\x89PNG"), (404, b"<!do"))
    drawn = client.get(f"/area/{AREA}/picture.json?width=narrow&indicator=p_share").text
    assert json.loads(drawn)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert client.get(f"/area/{AREA}/picture.gif").status_code == 404


def test_the_form_leads_to_the_area_that_it_names(client: TestClient) -> None:
    answer = client.get("/area?technology_area=jp20-05&country=US&year=&indicator=p_share&lang=en")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/area/jp20-05?country=US&indicator=p_share&lang=en",
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/area/jp20-99", 404),
        ("/area/%3Cscript%3E", 404),
        ("/area", 404),
        (f"/area/{AREA}?technology_area=jp20-01", 400),
        (f"/area/{AREA}?country=JP|US", 400),
        (f"/area/{AREA}?countries=some", 400),
        (f"/area/{AREA}?year=2021..2018", 400),
        (f"/area/{AREA}?release=nowhere", 400),
    ],
)
def test_an_address_that_asks_nothing_is_refused(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, "<script>" in answer.text) == (status, False)
