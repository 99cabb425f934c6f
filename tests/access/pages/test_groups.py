"""Groups of countries: their numbers are those of the base, and who belongs to them is said."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages.groups import groups
from rashinban.access.serialisers.display import column


def test_groups_have_the_numbers_of_the_base_the_largest_first(client: TestClient, base: Base) -> None:
    rows = [row for row in base.show("p", "region").rows if row.keys["region"]]
    numbers = {groups()[str(row.keys["region"])].name.en: row.measured["p"] for row in rows}
    page = read(client, "/groups?indicator=p")
    found = {words(row.find("th")): words(row.findall("td")[0].find("a")) for row in page.xpath("//table[1]/tbody/tr")}
    own = base.show("p", "country", {"country": "JP"}).rows[0].measured["p"]
    cells = [own if name.startswith("Japan") else numbers[name] for name in found]
    shown = column([seen.value if seen.works >= 30 else None for seen in cells], "count", "en")
    assert list(found.values()) == [
        text if seen.works >= 30 else f"{seen.works} works" for text, seen in zip(shown, cells, strict=True)
    ]
    read_first = [seen for seen in cells if seen.works >= 30]
    assert cells[: len(read_first)] == sorted(read_first, key=lambda seen: -(seen.value or 0))
    assert len(found) == len(groups()) + 1


def test_only_the_groups_asked_for_are_shown_with_their_members(client: TestClient) -> None:
    page = read(client, "/groups?region=G7|ASEAN&country=FR")
    assert {words(row.find("th")) for row in page.xpath("//table[1]/tbody/tr")} == {
        "G7",
        "ASEAN",
        "France (this page's country)",
    }
    members = page.xpath("//dl/div[starts-with(normalize-space(dt), 'G7')]/dd/a")
    assert sorted(map(words, members)) == [
        "Canada", "France", "Germany", "Italy", "Japan", "United Kingdom", "United States",
    ]  # fmt: skip


def test_one_area_is_asked_for_all_groups(client: TestClient, base: Base) -> None:
    page = read(client, "/groups?technology_area=jp20-03&region=G20&indicator=p")
    seen = base.show("p", "region", {"technology_area": "jp20-03"}).rows
    works = next(row.measured["p"].works for row in seen if row.keys["region"] == "G20")
    assert (
        words(page.find(".//h1"))
        == "How do groups of countries compare in Artificial intelligence and machine learning?"
    )
    assert works >= 30
    card = page.xpath("//table[1]/tbody/tr[th='G20 (19 countries)']/td[1]/a/@href")[0]
    assert card.startswith("/card/p?technology_area=jp20-03&region=G20")


def test_every_link_leads_somewhere_in_both_languages(client: TestClient) -> None:
    for language in ("en", "ja"):
        assert dead_links(client, read(client, f"/groups?lang={language}")) == []


@pytest.mark.parametrize(
    "address",
    ["/groups?region=EU", "/groups?technology_area=jp20-01|jp20-02", "/groups?indicator=rca", "/groups?country=JP|US"],
)
def test_what_cannot_be_shown_is_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400
