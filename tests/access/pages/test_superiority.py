"""The heat table: what stands in its cells, who leads, how it is sorted, and what its address refuses."""

from __future__ import annotations

import lxml.html
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages.figures import doubt, down
from rashinban.access.serialisers.display import number, place
from rashinban.definitions.areas import areas
from rashinban.measure.answer import Measured

AREAS = [name for name in areas() if name.startswith("jp20-")]


def heat(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    return page.xpath("//table[contains(@class, 'heat')]")[0]


def rows_of(table: lxml.html.HtmlElement) -> list[str]:
    """The ids of the areas, from the links of their rows."""
    return [href.split("/area/")[1].split("?")[0] for href in table.xpath("./tbody/tr/th/a[1]/@href")]


def countries_of(table: lxml.html.HtmlElement) -> list[str]:
    return [link.get("href").split("/country/")[1].split("?")[0] for link in table.xpath(".//thead//a[1]")]


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (None, "none"),
        (Measured(value=None), "none"),
        (Measured(value=None, works=3), "few"),
        (Measured(value=0.2, lower=0.19, upper=0.21, works=29), "few"),
        # 0.25 is a quarter of 1: not yet too wide.
        (Measured(value=1.0, lower=0.875, upper=1.125, works=30), ""),
        (Measured(value=0.2, lower=0.17, upper=0.225, works=30), "wide"),
        (Measured(value=0.0, works=40), "wide"),
        # A falling rate is as uncertain as a growing one.
        (Measured(value=-0.2, lower=-0.21, upper=-0.19, works=40), ""),
    ],
)
def test_a_number_is_doubted_for_few_works_and_for_a_wide_interval(seen: Measured | None, why: str) -> None:
    assert doubt(seen) == why


def test_numbers_that_cannot_be_read_come_last_with_more_works_first() -> None:
    sure, small = Measured(value=0.1, lower=0.1, upper=0.1, works=50), Measured(value=0.9, works=3)
    smaller, unseen = Measured(value=0.5, works=1), None
    assert sorted([unseen, smaller, small, sure], key=down) == [sure, small, smaller, unseen]


def test_each_cell_is_the_number_of_the_base_and_leads_to_its_card(client: TestClient, base: Base) -> None:
    table = heat(read(client, "/superiority?indicator=p_share"))
    shown = {
        (row.keys["country"], row.keys["technology_area"]): row.measured["p_share"]
        for row in base.show("p_share", ("country", "technology_area")).rows
    }
    countries, rows = countries_of(table), rows_of(table)
    assert rows == AREAS
    assert countries[0] == "JP"
    valued = 0
    for area, row in zip(rows, table.findall("tbody/tr"), strict=True):
        for code, cell in zip(countries, row.findall("td")[1:], strict=True):
            seen, link = shown.get((code, area)), cell.find("a")
            assert link.get("href").startswith(f"/card/p_share?country={code}&technology_area={area}")
            why = doubt(seen)
            if why == "few":
                assert seen is not None
                assert words(cell) == f"{seen.works} work{'' if seen.works == 1 else 's'}"
                assert "too few to say (fewer than 30)" in link.get("title")
            elif why == "none":
                assert (words(cell), link.get("title")[-12:]) == ("–", "not observed")
            else:
                assert seen is not None
                valued += 1
                assert words(cell) == number(seen.value, "share", "en").replace("\u00a0", " ")
                assert (" wide" in cell.get("class"), "uncertain" in link.get("title")) == (
                    why == "wide",
                    why == "wide",
                )
    assert valued > 0


def test_the_leader_of_an_area_has_the_places_that_it_could_have(client: TestClient, base: Base) -> None:
    table = heat(read(client, "/superiority?indicator=p_share"))
    first = {
        row.keys["technology_area"]: row.measured["p_share"]
        for row in base.show("p_share", ("country", "technology_area")).rows
        if row.measured["p_share"].rank == 1
    }
    for area, row in zip(rows_of(table), table.findall("tbody/tr"), strict=True):
        said = words(row.findall("td")[0])
        seen = first.get(area)
        if seen is None:
            assert said == "too few works"
        else:
            assert place(seen.rank, seen.rank_lower, seen.rank_upper) in said
            assert said.endswith("not sure") == ((seen.rank_upper or 1) > 1)


def test_areas_are_sorted_by_a_country_and_countries_by_an_area(client: TestClient, base: Base) -> None:
    shown = {
        (row.keys["country"], row.keys["technology_area"]): row.measured["p"]
        for row in base.show("p", ("country", "technology_area")).rows
    }
    table = heat(read(client, "/superiority?indicator=p&order=US"))
    assert rows_of(table) == sorted(AREAS, key=lambda area: down(shown.get(("US", area))))
    assert words(table.xpath(".//th[@aria-sort='descending']")[0]).startswith("United States")
    table = heat(read(client, "/superiority?indicator=p&order=jp20-03"))
    found = countries_of(table)
    assert found == sorted(found, key=lambda code: down(shown.get((code, "jp20-03"))))


def test_the_page_speaks_japanese_and_its_links_lead_somewhere(client: TestClient) -> None:
    page = read(client, "/superiority?lang=ja&indicator=p_share")
    assert words(page.find(".//h1")) == "どの技術をどの国がリードしているか"
    assert words(heat(page).find("caption")) == "論文数シェア（国・技術領域別）"
    assert words(heat(page).findall("thead/tr/th")[2]).startswith("日本")
    assert dead_links(client, page) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/superiority?country=JP|US", "this page is about one country; see /compare for two"),
        ("/superiority?list=p8", "list 'p8' is not known here; known are jp20, p7"),
        ("/superiority?indicator=hhi", "indicator 'hhi' is not known here"),
        ("/superiority?order=XX", "order 'XX' is not known here; known are jp20-01"),
        ("/superiority?countries=1000000000", "write a number from 1 to 60"),
        ("/superiority?technology_area=jp20-01", "one area is at /area/&lt;id&gt;"),
        ("/superiority?colour=red", "parameter 'colour' is not known here"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_mend(client: TestClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert said in answer.text.replace("&#39;", "'")


def test_a_world_without_the_works_asked_for_has_a_page_that_says_so(client: TestClient) -> None:
    page = read(client, "/superiority?year=1700")
    assert "In none of these 20 areas has any country the 30 works" in words(page.find(".//p[@class='lead']"))


@pytest.mark.parametrize(
    "address", ["/superiority", "/area/jp20-09", "/country/JP", "/country/US?list=p7", "/compare", "/groups"]
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_stand_on_a_handful_of_awkward_records(awkward: TestClient, address: str, language: str) -> None:
    page = read(awkward, address, language=language)
    assert (page.get("lang"), len(page.findall(".//h1"))) == (language, 1)
    # What came with the records is text, never a part of the page.
    assert [script.get("src") is None for script in page.iter("script")].count(True) == 0
    assert page.xpath("//*[@onerror or @onload]") == []
