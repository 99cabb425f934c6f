"""What providers beside OpenAlex say of a record is on its page: people, amounts, outputs, texts, and the way on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from parsed_base import parsed_part
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine import open_engine
from rashinban.engine.lock import hold
from rashinban.stages.build import build
from rashinban.stages.link import link
from rashinban.stages.publish import publish

AWARD, WORK, PERSON, PLACE, PATENT = "jgn:JP19KK0341", "doi:10.1000/ice", "erad:10271377", "02kpeqv85", "JP2021090037A"


def _rows(base: Path) -> None:
    """An award with its people and money; the work and the patent that came of it; a profile with a post."""
    parsed_part(
        base,
        "kaken",
        "k",
        "awards.xml",
        {
            1: {
                "awards": [
                    {
                        "award_id": AWARD,
                        "funder_award_id": "19KK0341",
                        "title": "氷の研究",
                        "start_fiscal_year": 2019,
                        "end_fiscal_year": 2021,
                        "status": "granted",
                    }
                ],
                "award_texts": [
                    {"award_id": AWARD, "position": 1, "kind": "title", "language": "ja", "text": "氷の研究"},
                    {"award_id": AWARD, "position": 2, "kind": "title", "language": "en", "text": "Studies of ice"},
                ],
                "award_members": [
                    {
                        "award_id": AWARD,
                        "position": 1,
                        "author_id": PERSON,
                        "name": "青木 花子",
                        "name_latin": "Aoki Hanako",
                        "role": "principal_investigator",
                        "institution_id": PLACE,
                        "institution_name": "京都大学",
                        "start_fiscal_year": 2019,
                        "end_fiscal_year": 2021,
                    },
                    {"award_id": AWARD, "position": 2, "name": "Who Ever", "role": "co_investigator"},
                ],
                "award_amounts": [
                    {"award_id": AWARD, "position": 1, "kind": "total", "amount": 13000000, "currency": "JPY"},
                    {
                        "award_id": AWARD,
                        "position": 2,
                        "fiscal_year": 2020,
                        "kind": "direct",
                        "amount": 5000000,
                        "currency": "JPY",
                        "is_planned": True,
                    },
                ],
                "award_outputs": [
                    {
                        "award_id": AWARD,
                        "position": 1,
                        "kind": "journal-article",
                        "claimed_by": "reported",
                        "work_id": WORK,
                        "title": "Ice grows",
                        "year": 2021,
                    },
                    {
                        "award_id": AWARD,
                        "position": 2,
                        "kind": "patent",
                        "claimed_by": "matched",
                        "patent_id": PATENT,
                        "title": "製氷装置",
                    },
                    {
                        "award_id": AWARD,
                        "position": 3,
                        "kind": "presentation",
                        "claimed_by": "reported",
                        "title": "Talk",
                    },
                ],
            }
        },
    )
    parsed_part(
        base,
        "crossref",
        "c",
        "items",
        {
            1: {
                "works": [
                    {
                        "work_id": WORK,
                        "doi": "10.1000/ice",
                        "title": "Ice grows",
                        "publication_year": 2021,
                        "type": "article",
                    }
                ],
                "authorships": [
                    {"work_id": WORK, "author_position": 1, "raw_author_name": "Aoki, H.", "author_id": PERSON}
                ],
                "affiliations": [
                    {
                        "work_id": WORK,
                        "author_position": 1,
                        "affiliation_position": 1,
                        "institution_position": 1,
                        "institution_id": PLACE,
                        "raw_affiliation": "Kyoto",
                    }
                ],
                "work_texts": [
                    {
                        "work_id": WORK,
                        "position": 1,
                        "kind": "title",
                        "language": "ja",
                        "script": "Kana",
                        "text": "コオリ",
                    }
                ],
                "work_awards": [{"work_id": WORK, "position": 1, "award_id": AWARD, "funder_award_id": "19KK0341"}],
                "work_relations": [
                    {
                        "work_id": WORK,
                        "relation": "IsSupplementedBy",
                        "related_scheme": "doi",
                        "related_identifier": "10.5555/data",
                        "related_work_id": "doi:10.5555/data",
                    }
                ],
            }
        },
    )
    parsed_part(
        base,
        "ror",
        "r",
        "ror",
        {
            1: {
                "institutions": [
                    {"institution_id": PLACE, "ror_id": PLACE, "display_name": "Kyoto University", "country_code": "JP"}
                ]
            }
        },
    )
    parsed_part(
        base,
        "nrid",
        "n",
        "people",
        {
            1: {
                "authors": [{"author_id": PERSON, "display_name": "青木 花子"}],
                "author_identifiers": [{"author_id": PERSON, "scheme": "nrid", "identifier": "1000010271377"}],
                "author_affiliations": [
                    {
                        "author_id": PERSON,
                        "position": 1,
                        "kind": "employment",
                        "institution_id": PLACE,
                        "institution_name": "京都大学",
                        "role": "教授",
                        "start_date": "2015",
                    }
                ],
            }
        },
    )
    parsed_part(
        base,
        "jpo",
        "p",
        "progress",
        {
            1: {
                "patents": [
                    {
                        "patent_id": PATENT,
                        "office": "JP",
                        "type": "application",
                        "title": "製氷装置",
                        "publication_date": date(2021, 6, 10),
                    }
                ],
                "patent_people": [
                    {
                        "patent_id": PATENT,
                        "position": 1,
                        "role": "inventor",
                        "name": "青木 花子",
                        "name_latin": "AOKI Hanako",
                    }
                ],
                "patent_citations": [
                    {"patent_id": PATENT, "position": 1, "cited_work_id": WORK},
                    {"patent_id": PATENT, "position": 2, "text": "an old book", "category": "Y"},
                ],
                "patent_classes": [{"patent_id": PATENT, "scheme": "ipc", "symbol": "F25C1/00"}],
            }
        },
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("told")
    _rows(folder)
    engine = open_engine("duckdb")
    with hold(folder, wait=0):
        link(folder, engine=engine, known_areas={})
        build(folder, engine, questions=())
        publish(folder)
    engine.close()
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def table(client: TestClient, address: str, title: str) -> list[list[str]]:
    page = read(client, address)
    return [[words(cell) for cell in row] for row in page.xpath(f"//div[@aria-label='{title}']//tbody/tr")]


def test_an_award_shows_its_people_in_the_script_of_the_page(client: TestClient) -> None:
    assert table(client, f"/award/{AWARD}?lang=en", "People") == [
        ["Aoki Hanako", "principal investigator", "京都大学", "FY2019–2021"],
        ["Who Ever", "co-investigator", "", ""],
    ]
    assert table(client, f"/award/{AWARD}?lang=ja", "研究組織")[0] == [
        "青木 花子",
        "研究代表者",
        "京都大学",
        "2019–2021年度",
    ]


def test_amounts_are_by_fiscal_year_and_the_whole_comes_last(client: TestClient) -> None:
    assert table(client, f"/award/{AWARD}?lang=en", "Amounts") == [
        ["2020", "direct costs", "JPY 5,000,000", "planned"],
        ["whole award", "total", "JPY 13,000,000", ""],
    ]


def test_the_outputs_of_an_award_lead_to_the_work_and_to_the_patent(client: TestClient) -> None:
    page = read(client, f"/award/{AWARD}?lang=en")
    rows = page.xpath("//div[@aria-label='Outputs that its record lists']//tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["Ice grows", "journal article", "2021", "award holder"],
        ["製氷装置", "patent", "", "matched by the provider"],
        ["Talk", "presentation", "", "award holder"],
    ]
    led = [str(address).split("?")[0] for row in rows for address in row.xpath(".//a/@href")]
    assert led == ["/work/doi%3A10.1000%2Fice", f"/patent/{PATENT}"]


def test_the_chain_is_walked_from_award_to_work_to_person_to_institution(client: TestClient) -> None:
    found = client.get("/api/search?q=19KK0341&kind=awards").json()["found"]["hits"]
    assert [hit["id"] for hit in found] == [AWARD]
    assert "/work/" in str(read(client, f"/award/{AWARD}").xpath("//ol[@class='hits']//a[@class='hit']/@href")[0])
    work = read(client, f"/work/{WORK}?lang=en")
    links = [str(address).split("?")[0] for address in work.xpath("//main//a/@href")]
    assert {"/author/erad%3A10271377", f"/institution/{PLACE}", "/award/jgn%3AJP19KK0341"} <= set(links)
    assert table(client, f"/author/{PERSON}?lang=en", "Posts and studies, as the profile states them") == [
        ["京都大学", "教授", "2015"]
    ]


def test_any_identifier_of_a_record_leads_to_its_page(client: TestClient) -> None:
    for asked, kind in (("10.1000/ICE", "work"), ("nrid:1000010271377", "author"), ("JP19KK0341", "award")):
        response = client.get("/search", params={"q": asked, "lang": "en"})
        assert response.status_code in (200, 302), asked
        body = response.headers.get("location", "") + response.text
        assert f"/{kind}/" in body, asked


def test_an_identifier_in_the_address_leads_to_the_record_that_lists_it(client: TestClient) -> None:
    response = client.get("/author/nrid:1000010271377", params={"lang": "en"})
    assert response.status_code == 302
    assert response.headers["location"].startswith("/author/erad%3A10271377?")
    assert client.get("/author/nrid:1000000000000").status_code == 404


def test_a_work_shows_its_other_texts_and_relations(client: TestClient) -> None:
    assert table(client, f"/work/{WORK}?lang=en", "Titles and summaries in all languages") == [
        ["title", "Japanese (Kana)", "コオリ"]
    ]
    assert table(client, f"/work/{WORK}?lang=en", "What it has to do with others") == [
        ["is supplemented by", "10.5555/data"]
    ]


def test_a_patent_shows_what_it_cites(client: TestClient) -> None:
    page = read(client, f"/patent/{PATENT}?lang=en")
    assert words(page.find(".//h1")) == "製氷装置"
    assert table(client, f"/patent/{PATENT}?lang=en", "What it cites") == [["Ice grows", ""], ["an old book", "Y"]]
    assert table(client, f"/patent/{PATENT}?lang=en", "Classes") == [["IPC", "F25C1/00"]]


@pytest.mark.parametrize("address", [f"/award/{AWARD}", f"/work/{WORK}", f"/author/{PERSON}", f"/patent/{PATENT}"])
def test_no_link_is_dead(client: TestClient, address: str) -> None:
    for language in ("en", "ja"):
        assert dead_links(client, read(client, f"{address}?lang={language}")) == []


def test_the_answer_of_the_api_has_the_same_parts(client: TestClient) -> None:
    found = client.get(f"/api/awards/{AWARD}").json()
    assert [each["loaded_title"] for each in found["outputs"]] == ["Ice grows", None, None]
    assert found["amounts"][1]["amount"] == 5000000
    assert client.get(f"/api/patents/{PATENT}").json()["citations"][0]["cited_work_id"] == WORK
