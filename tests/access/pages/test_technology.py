"""The page of a technology for everybody: its sentences say what the base answers, its numbers lead to their cards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date

import lxml.html
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from funded_pages_base import ROWS
from rashinban.access.pages.wordbook import word
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine.store import write_step
from searched_base import build_only, released, write_tables

AREA = "jp20-09"
#: The area of the 7th Basic Plan that takes all works of AREA.
WIDER = "p7-12"


def _both(text: str) -> dict[str, str]:
    return {"en": text, "ja": f"{text}（和）"}


def _plan() -> str:
    indicator = {
        "id": "quantum-share", "labels": _both("Quantum share"), "type": "output", "unit": "share",
        "direction": "up", "years": "CY", "source": "paper",
        "question": {"indicator": "p_top_10_share", "where": {"country": "JP", "technology_area": AREA}},
    }  # fmt: skip
    target = {
        "indicator": "quantum-share", "wording": _both("A tenth <b>of</b> all"), "by": 2030, "reach": 0.1,
        "unit": "share", "source": {"of": "paper", "page": 7},
    }  # fmt: skip
    objective = {
        "id": "quantum", "labels": _both("Lead in quanta"), "statement": _both("All of it grows."),
        "source": "paper", "targets": [target],
    }  # fmt: skip
    whole = {
        "plan": "planted", "level": "own_plan", "labels": _both("Planted Plan"), "publisher": _both("Planters"),
        "period": [2027, 2030], "years": "FY", "source": "paper", "indicators": [indicator],
        "sources": {"paper": {"title": "The planted paper", "kind": "primary", "url": "https://example.org/paper"}},
        "pillars": [{"id": "one", "labels": _both("Pillar"), "source": "paper", "objectives": [objective]}],
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def _strategy() -> dict[str, list[dict[str, object]]]:
    texts = ["Quanta are <i>used</i>.", "Quantum technology is wide.", "Nothing is named."]
    named = {1: AREA, 2: WIDER}
    return {
        "strategies": [{"strategy_id": "text", "title": "Text of 2023", "language": "en", "year": 2023,
                        "source_file": "text.pdf", "pages": 4}],
        "strategy_sentences": [
            {"strategy_id": "text", "sentence_id": f"text/s{at}", "position": at, "kind": "sentence", "page": at,
             "text": text}
            for at, text in enumerate(texts, 1)
        ],
        "strategy_links": [
            {"strategy_id": "text", "sentence_id": f"text/s{at}", "entity": "technology_area", "entity_id": area,
             "how": "exact", "score": 1.0, "span_start": 0, "span_end": 6, "evidence": "Quanta"}
            for at, area in named.items()
        ],
    }  # fmt: skip


#: W1 and W2, which are in the area, are papers of Tokyo (I1), a tenth of nothing but themselves.
_AUTHORS: dict[str, list[dict[str, object]]] = {
    "authorships": [
        {"work_id": work, "author_position": 1, "author_id": "A1", "display_name": "Ada Lee"} for work in ("W1", "W2")
    ],
    "affiliations": [
        {"work_id": work, "author_position": 1, "affiliation_position": 1, "institution_position": 1,
         "institution_id": "I1", "country_code": "JP"}
        for work in ("W1", "W2")
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The awards of funded_pages_base, with authors, a plan with a target and a strategy that name the area."""
    folder = tmp_path_factory.mktemp("technology")
    own = folder / "decisions" / "plans" / "planted.yml"
    own.parent.mkdir(parents=True)
    own.write_text(_plan(), encoding="utf-8")
    write_tables(folder, {**ROWS, **_AUTHORS, **_strategy()})
    build_only(folder)
    serving = Serving(released(folder))
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def part(page: lxml.html.HtmlElement, title: str, language: str = "en", **values: str) -> str:
    """The words of the section under a heading."""
    heading = word(title, language, **values)  # type: ignore[arg-type]
    return words(page.xpath("//section[h2[normalize-space()=$heading]]", heading=heading)[0])


def test_money_is_counted_as_far_as_the_works_are_in_the_area(planted: TestClient) -> None:
    # G1: both works in the area, half of it is Tokyo's: 0.5. G2: one work of two, all Tokyo's: 0.5. Together 1 award,
    # 0.5 x 1,000,001 + 0.5 x 500,000 = 750,000.5 yen; of 0.5 x 1,000,001 + 500,000 = 1,000,000.5 in all: 75.0 %.
    money = part(read(planted, f"/technology/{AREA}"), "tech_money_title")
    assert "were given JPY 750 k for this technology" in money
    assert "about 1 research projects" in money
    assert "It is 75.0 % of all the research money" in money
    # Both ended before the day of the data.
    assert "On 25 November 2026, 0 of these projects were still going on." in money
    # CREST and PRESTO are within one programme, which is told once.
    assert "Strategic Basic Research Programs JPY 750 k, for about 1 projects" in money
    assert "CREST" not in money


def test_what_came_of_it(planted: TestClient) -> None:
    # The patent is of G1, half of which is Tokyo's.
    page = read(planted, f"/technology/{AREA}")
    came = part(page, "tech_came_title")
    assert "From 2020 to 2021, researchers in Japan wrote about 2 papers" in came
    assert "led to about 0.50 patents that we know of" in came
    # Two papers are too few to say how many of them are highly cited.
    assert "highly cited" not in came
    assert "Japan has only 2 papers" in part(page, "tech_world_title", country="Japan")
    who = part(page, "tech_who_title")
    assert "Tokyo 2 papers: too few to say more" in who


def test_plans_and_strategies_that_name_the_area_or_a_wider_one(planted: TestClient) -> None:
    page = read(planted, f"/technology/{AREA}")
    plans = part(page, "tech_plans_title")
    # The newest plan is told first; what it wants is words, not HTML.
    assert plans.startswith("What do the plans say? Lead in quanta Planted Plan A tenth <b>of</b> all")
    assert "7th Science, Technology and Innovation Basic Plan (about a wider field: " in plans
    quoted = [words(one) for one in page.xpath("//ul[@class='quoted']/li")]
    assert quoted == ["Quanta are <i>used</i>. Text of 2023, p. 1", "Quantum technology is wide. Text of 2023, p. 2"]
    assert not page.xpath("//section//b | //section//i")
    # Targets of Japan are none of another country's.
    abroad = part(read(planted, f"/technology/{AREA}?country=US"), "tech_plans_title")
    assert "Lead in quanta" not in abroad and "Quanta are <i>used</i>." in abroad


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_number_leads_to_its_card(planted: TestClient, language: str) -> None:
    page = read(planted, f"/technology/{AREA}", language=language)
    hrefs = page.xpath("//a[@class='number']/@href")
    assert len(hrefs) > 10
    assert all(href.startswith("/card/") and planted.get(href).status_code == 200 for href in hrefs)
    # What a sentence says of money, its card says too.
    href = next(href for href in hrefs if href.startswith("/card/amount?"))
    assert planted.get(f"{href}&format=json").json()["value"] == 0.5 * 1_000_001 + 0.5 * 500_000


def test_what_is_not_known_is_never_none(planted: TestClient) -> None:
    page = read(planted, "/technology/jp20-01")
    money = part(page, "tech_money_title")
    assert "We know of no research money" in money and "That does not mean that nobody pays" in money
    assert "No paper on this technology that we know of is from Japan." in part(
        page, "tech_world_title", country="Japan"
    )
    assert "JPY" not in money and "0" not in money


#: Country -> its works in jp20-03, and how many of them are among the most cited.
PLACED = {"CN": (40, 30), "US": (40, 9), "JP": (40, 6), "FR": (40, 6), "DE": (3, 3)}


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A base of 163 works of one area, with planted places: China surely first, the next three close together."""
    folder = tmp_path_factory.mktemp("placed")
    flags = [(country, at < top) for country, (works, top) in PLACED.items() for at in range(works)]
    ids = [f"W{at}" for at in range(1, len(flags) + 1)]
    rows: dict[str, list[dict[str, object]]] = {
        "works": [
            {"work_id": id, "publication_year": 2020, "publication_date": date(2020, 7, 1), "type": "article",
             "title": id, "fwci": 1.0, "is_top_10_percent": top, "is_top_1_percent": False, "cited_by_count": 1}
            for id, (_, top) in zip(ids, flags, strict=True)
        ],
        "authorships": [
            {"work_id": id, "author_position": 1, "author_id": "A1", "display_name": "Ada Lee"} for id in ids
        ],
        "affiliations": [
            {"work_id": id, "author_position": 1, "affiliation_position": 1, "institution_position": 1,
             "institution_id": f"I{country}", "country_code": country}
            for id, (country, _) in zip(ids, flags, strict=True)
        ],
        "institutions": [
            {"institution_id": f"I{country}", "country_code": country, "type": "education", "display_name": country}
            for country in PLACED
        ],
    }  # fmt: skip
    write_tables(folder, rows)
    path = next((folder / "kb" / "work_technology_areas").glob("*.parquet"))
    schema = pq.read_schema(path)
    areas = {"work_id": ids, "technology_area": ["jp20-03"] * len(ids), "alternative": ["standard"] * len(ids)}
    columns = {name: areas.get(name, ["phrase"] * len(ids)) for name in schema.names}
    shutil.rmtree(folder / "kb" / "work_technology_areas")
    write_step(
        folder / "kb" / "work_technology_areas",
        step="kb/work_technology_areas",
        fingerprint="placed",
        fill=lambda into: pq.write_table(pa.table(columns, schema=schema), into / "part-0.parquet"),
    )
    build_only(folder)
    serving = Serving(released(folder))
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def test_a_place_that_is_sure_and_one_that_is_not(placed: TestClient) -> None:
    # 30 of 30 + 9 + 6 + 6 + 3 = 54 are China's, 6 Japan's; Germany has too few works for a place.
    sure = part(read(placed, "/technology/jp20-03?country=CN"), "tech_world_title", country="China")
    assert "55.6 % are from China" in sure
    assert "Among the 4 countries with enough papers to compare, that is 1st." in sure
    assert word("tech_place_sure", "en") in sure
    assert "First is" not in sure
    page = read(placed, "/technology/jp20-03?country=JP")
    doubtful = part(page, "tech_world_title", country="Japan")
    assert "11.1 % are from Japan" in doubtful
    assert "it could be any place from 2nd to 4th." in doubtful
    assert "First is China, with 55.6 % of the highly cited papers." in doubtful
    assert "That is a wide range" in part(page, "tech_sure_title")
    few = part(read(placed, "/technology/jp20-03?country=DE"), "tech_world_title", country="Germany")
    assert "Germany has only 3 papers on this technology. Below 30" in few
    # 6 of Japan's 40 works are among the most cited.
    came = part(page, "tech_came_title")
    assert "wrote about 40 papers" in came and "About 6 of them are highly cited." in came
    assert "That is 15.0 % of its papers." in came


def test_the_same_in_japanese_with_one_picture(placed: TestClient) -> None:
    page = read(placed, "/technology/jp20-03", language="ja")
    told = part(page, "tech_world_title", "ja", country="日本")
    assert "比べられるだけの論文がある4か国の中で" in told
    assert "2位から4位までのどこかに変わりえます" in told
    assert "1位は中国で、よく引用される論文の55.6%です" in told
    assert "11.1%という割合は、ぴったりの値ではありません" in part(page, "tech_sure_title", "ja")
    assert "集めたこの技術の論文163本は、すべてどの国のものか分かっています" in part(page, "tech_sure_title", "ja")
    assert len(page.xpath("//figure")) == 1
    hrefs = page.xpath("//a[@class='number']/@href")
    assert all(href.startswith("/card/") and placed.get(href).status_code == 200 for href in hrefs)


def test_the_list_leads_to_every_area_and_the_form_to_its_page(client: TestClient) -> None:
    page = read(client, "/technology")
    # 20 areas of one list, 16 of the other.
    assert len(page.xpath("//main//li/a")) == 36
    assert dead_links(client, page) == []
    asked = client.get("/technology?technology_area=jp20-03&country=US&lang=ja")
    assert (asked.status_code, asked.headers["location"]) == (303, "/technology/jp20-03?country=US&lang=ja")


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/technology/nothing", 404, "is not known"),
        ("/technology/jp20-03?country=XX", 400, "XX"),
        ("/technology/jp20-03?country=JP|US", 400, "one country"),
        ("/technology/jp20-03?year=2020", 400, "/area has every filter"),
        ("/technology/jp20-03?counting=full", 400, "/area has every filter"),
        ("/technology?year=2020", 400, "/area has every filter"),
        ("/technology?technology_area=nothing", 400, "nothing"),
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, address: str, status: int, told: str) -> None:
    response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == status
    assert told in response.text


def test_a_simulated_world_is_called_so(client: TestClient) -> None:
    assert "SIMULATED" in client.get("/technology/jp20-03").text
