"""Prefectures and institutions of a country as a page: every number is worked by hand from the rows below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine.merge import PROVENANCE
from rashinban.engine.store import write_step
from rashinban.schema import tables
from searched_base import build_only, released, write_tables

#: institution: country, subdivision, its name, how many works are its own.
PLACES = {
    "I1": ("JP", "JP-13", "Tokyo", 40),
    "I2": ("JP", "JP-26", "Kyoto", 35),
    "I3": ("JP", "JP-13", "Tokyo", 20),
    "I4": ("JP", "JP-01", "Hokkaido", 5),
    "I5": ("JP", None, None, 3),
    "I6": ("US", "US-CA", "California", 31),
}
#: Eight of I1's forty works are in the top 10 %, none of the others.
TOP = 8
AWARDED = {"G1": ["I1", "I2"], "G2": ["I2"], "G3": ["I1"], "G4": ["I5"]}


def rows() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {
        "institutions": [
            {"institution_id": id, "country_code": country, "subdivision_code": code, "subdivision_name": name,
             "display_name": f"University {id}"}
            for id, (country, code, name, _) in PLACES.items()
        ],
        "institution_names": [{"institution_id": "I1", "name": "第一大学", "language": "ja", "kind": "label"}],
        "awards": [
            {"award_id": "G1", "amount": 3_000_000, "currency": "JPY", "start_date": date(2020, 4, 1)},
            {"award_id": "G2", "amount": 2_000_000, "currency": "JPY", "start_date": date(2021, 4, 1)},
            {"award_id": "G3", "amount": 900_00, "currency": "EUR", "start_date": date(2021, 4, 1)},
            {"award_id": "G4", "start_date": date(2021, 4, 1)},
        ],
        "award_institutions": [
            {"award_id": award, "position": place, "role": "recipient", "institution_id": institution}
            for award, institutions in AWARDED.items()
            for place, institution in enumerate(institutions, 1)
        ],
    }  # fmt: skip
    for id, (country, _, _, count) in PLACES.items():
        for number in range(count):
            work = {"work_id": f"W{id[1]}{number:02}"}
            found.setdefault("works", []).append(
                {**work, "title": "A work", "type": "article", "publication_year": 2020, "fwci": 1.0,
                 "is_top_10_percent": id == "I1" and number < TOP, "is_top_1_percent": False}
            )  # fmt: skip
            author = {**work, "author_position": 1}
            found.setdefault("authorships", []).append({**author, "author_id": f"A{id[1]}"})
            found.setdefault("affiliations", []).append(
                {**author, "affiliation_position": 1, "institution_position": 1, "institution_id": id,
                 "country_code": country}
            )  # fmt: skip
    return found


def served(folder: Path, rows: dict[str, list[dict[str, object]]]) -> Iterator[TestClient]:
    write_tables(folder, rows)
    # An institution's page says where its record was found.
    place = {"data_source": "ror", "snapshot": "2026-11-22-ror", "part": "ror.json"}
    found = [{**row, **place, "line": line} for line, row in enumerate(rows["institutions"], 1)]
    schema = tables()["institutions"].arrow()
    for column in PROVENANCE:
        schema = schema.append(pa.field(column, pa.int64() if column == "line" else pa.string()))
    content = pa.Table.from_pylist(found, schema=schema)
    write_step(
        folder / "kb" / "institutions",
        step="kb/institutions",
        fingerprint=f"institutions {found}",
        fill=lambda into: pq.write_table(content, into / "part-0.parquet"),
    )
    build_only(folder)
    serving = Serving(released(folder))
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from served(tmp_path_factory.mktemp("placed"), rows())


@pytest.fixture(scope="module")
def unplaced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same works at institutions of which no place is known."""
    without = rows()
    for institution in without["institutions"]:
        institution |= {"subdivision_code": None, "subdivision_name": None}
    yield from served(tmp_path_factory.mktemp("unplaced"), without)


def table(page: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """What stands in the table, without intervals."""
    return {words(row[0]): [words(cell.find("a")) for cell in row[1:]] for row in page.xpath("//table[1]/tbody/tr")}


def lead(page: lxml.html.HtmlElement) -> str:
    return str(words(page.xpath("//p[@class='lead']")[0]))


def test_prefectures_have_their_works_awards_and_money(placed: TestClient) -> None:
    page = read(placed, "/prefectures?country=JP")
    # Tokyo: 40 + 20 works, 8 of them in the top 10 %: 8/60; half of G1, and G3. Kyoto: half of G1, and G2; in yen
    # half of 3 million, and 2 million. Hokkaido has fewer works than a figure needs, and no award.
    assert table(page) == {
        "Tokyo": ["60", "8", "13.3 %", "1.5", "1.5 M"],
        "Kyoto": ["35", "0", "0.0 %", "1.5", "3.5 M"],
        "Hokkaido": ["5 works", "too few", "too few", "–", "–"],
    }
    assert words(page.find(".//h1")) == "Where in Japan is science done, by prefecture?"
    assert lead(page).startswith("Of the prefectures of Japan, Tokyo has most publications: 60 (")
    assert lead(page).endswith(" Kyoto come next. Most of the awarded money is in Kyoto: JPY 3.5 M.")
    # I5's three works and G4.
    assert "In no row, because no prefecture is known: 3 of the publications and 1 of the awards." in words(page)


def test_rows_stand_in_the_order_asked_for(placed: TestClient) -> None:
    assert list(table(read(placed, "/prefectures?country=JP&order=amount"))) == ["Kyoto", "Tokyo", "Hokkaido"]
    assert list(table(read(placed, "/prefectures?country=JP&order=pp_top_10"))) == ["Tokyo", "Kyoto", "Hokkaido"]


def test_money_is_told_in_the_currency_asked_for(placed: TestClient) -> None:
    page = read(placed, "/prefectures?country=JP&currency=EUR")
    assert [cells[-1] for cells in table(page).values()] == ["900", "–", "–"]
    assert lead(page).endswith("Most of the awarded money is in Tokyo: EUR 900.")


def test_a_currency_that_nobody_was_paid_in_leaves_amounts_open(placed: TestClient) -> None:
    page = read(placed, "/prefectures?subdivision=JP-26&currency=EUR")
    assert table(page)["University I2"] == ["35", "0", "0.0 %", "1.5", "–"]


def test_numbers_lead_to_their_cards_and_names_to_the_institutions(placed: TestClient) -> None:
    page = read(placed, "/prefectures?country=JP")
    row = page.xpath("//table[1]/tbody/tr[th='Tokyo']")[0]
    cards = [cell.find("a").get("href") for cell in row[1:]]
    assert cards[0] == "/card/p?country=JP&subdivision=JP-13&lang=en"
    assert cards[4] == "/card/amount?country=JP&currency=JPY&subdivision=JP-13&lang=en"
    assert words(read(placed, cards[0]).find(".//h1")).startswith("Japan, Tokyo: Publications")
    inner = read(placed, row[0].find("a").get("href"))
    assert words(inner.find(".//h1")) == "Who does the science of Tokyo?"
    found = table(inner)
    # Of G1 half is I1's, and all of G3; I3 has no award.
    assert found["University I1"][0] == "40"
    assert found["University I1"][3] == "1.5"
    assert found["University I3"] == ["20 works", "too few", "too few", "–", "–"]
    assert inner.xpath("//table[1]/tbody/tr[1]/th/a/@href")[0].startswith("/institution/I1")


def test_japanese_speaks_of_prefectures_in_japan_only(placed: TestClient) -> None:
    page = read(placed, "/prefectures?country=JP&lang=ja")
    assert words(page.find(".//h1")) == "日本の研究はどの都道府県で行われているか"
    assert list(table(page)) == ["東京都", "京都府", "北海道"]
    assert lead(page).startswith("日本の都道府県のうち論文数が最も多いのは東京都で60（")
    inner = read(placed, "/prefectures?subdivision=JP-13&lang=ja")
    assert words(inner.find(".//h1")) == "東京都の研究はどの機関が担っているか"
    assert "第一大学" in table(inner)
    other = read(placed, "/prefectures?country=US&lang=ja")
    assert "都道府県" not in words(other.xpath("//main")[0])
    assert list(table(other)) == ["California"]


def test_where_no_place_is_known_the_page_says_so_and_what_to_load(unplaced: TestClient) -> None:
    page = read(unplaced, "/prefectures?country=JP")
    assert page.xpath("//main//table") == []
    assert lead(page) == ("Of no work or award of Japan in this release is it known in which prefecture it was done.")
    assert "rashinban fetch ror" in words(page)
    assert unplaced.get("/prefectures/picture.svg?country=JP").status_code == 404


def test_every_link_leads_somewhere_in_both_languages(placed: TestClient) -> None:
    for language in ("en", "ja"):
        for address in ("/prefectures?country=JP&year=2019..2021", "/prefectures?subdivision=JP-13"):
            assert dead_links(placed, read(placed, f"{address}&lang={language}")) == []


@pytest.mark.parametrize(
    "address",
    [
        "/prefectures?country=JP|US",
        "/prefectures?subdivision=JP-13|JP-26",
        "/prefectures?country=US&subdivision=JP-13",
        "/prefectures?subdivision=JP-99",
        "/prefectures?subdivision=Tokyo",
        "/prefectures?currency=yen",
        "/prefectures?currency=jpy",
        "/prefectures?order=mncs",
        "/prefectures?field=17",
        "/prefectures?technology_area=jp20-01|jp20-02",
    ],
)
def test_what_cannot_be_shown_is_refused(placed: TestClient, address: str) -> None:
    assert placed.get(address).status_code == 400
