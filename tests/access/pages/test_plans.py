"""Plans and strategies as pages: planted statuses and numbers, what has no source, texts sentence by sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from planned_base import AS_OF, STATUSES, plan, planned_base
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.definitions.plans import shipped

BOARD = f"/plan/planted?as_of={AS_OF}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned_base(tmp_path_factory.mktemp("planned"))


@pytest.fixture(scope="module")
def planned(folder: Path) -> Iterator[TestClient]:
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def rows(page: lxml.html.HtmlElement) -> dict[str, lxml.html.HtmlElement]:
    """The rows of a board by indicator."""
    found = page.xpath("//table[contains(@class, 'board')]/tbody/tr")
    return {str(row.xpath("./th/p[last()]/a")[0].text_content()): row for row in found if row.xpath("./th/p[last()]/a")}


def numbers(row: lxml.html.HtmlElement) -> dict[str, str]:
    return {words(one.find("dt")): words(one.find("dd")) for one in row.xpath(".//dl/div")}


def marks(client: TestClient, indicator: str) -> list[str]:
    """The targets on an indicator's chart, in words."""
    spec = client.get(f"/plan-indicator/{indicator}/picture.json").json()
    return [row["said"] for row in spec["layer"][-1].get("data", {}).get("values", []) if "shape" in row]


def test_each_planted_status_is_on_the_board_in_words(planned: TestClient) -> None:
    page = read(planned, BOARD)
    found = rows(page)
    assert {
        name.removeprefix("Planted "): words(row.xpath(".//span[contains(@class, 'status')]")[0])
        for name, row in found.items()
    } == STATUSES
    assert words(page.xpath("//p[@class='lead']")[0]) == (
        "Of 7 rows, seen from 2024-10-01: 1 on track, 1 at risk, 1 off track, 2 no verdict, 2 not measurable."
    )


def test_a_row_has_its_slopes_its_projection_and_why(planned: TestClient) -> None:
    row = rows(read(planned, BOARD))["Planted off"]
    # 100, 105, 110, 115: 5 a year, 125 by FY2025; 150 - 100 over 5 years are 10, 150 - 115 over 2 are 17.5.
    assert numbers(row) == {
        "Newest, FY2023": "115 persons",
        "Observed change a year": "+5 persons (+5 persons to +5 persons; 92%)",
        "Required a year from the baseline": "+10 persons",
        "Needed a year after the newest": "+17.5 persons",
        "Leads to, by FY2025": "125 persons (125 persons to 125 persons; 92%)",
    }
    assert "the whole interval falls short" in words(row.xpath(".//p[@class='reason']")[0])
    assert "target 150 persons" in words(row.xpath(".//*[local-name()='svg']")[0])


def test_the_guard_of_the_fifth_plan_and_the_rule_with_its_version_are_printed(planned: TestClient) -> None:
    for language in ("en", "ja"):
        page = read(planned, f"{BOARD}&lang={language}")
        guard = shipped().guard().text
        assert " ".join(getattr(guard, language).split()) in words(page.xpath("//blockquote")[0])
        assert "plan-status 1." in words(page) or "plan-status 1。" in words(page)


def test_what_has_no_source_is_marked_wherever_it_stands_and_not_drawn(planned: TestClient) -> None:
    for address in (BOARD, f"/plan/planted/objective/many?as_of={AS_OF}", "/plan-indicator/lead"):
        page = read(planned, address)
        assert all(
            "Unsourced, not a fact:" in words(one) for one in page.xpath("//*[contains(@class, 'lead-only')]")
        ), address
        for text in page.xpath("//text()[contains(., 'Hearsay')]"):
            assert text.getparent().xpath("ancestor-or-self::*[contains(@class, 'lead-only')]"), address
        assert page.xpath("//text()[contains(., 'Hearsay')]"), address
    assert not rows(read(planned, BOARD))["Planted lead"].xpath(".//*[local-name()='svg']")
    assert marks(planned, "lead") == []
    assert marks(planned, "on") == ["150 persons or more by FY2025 Planted Plan"]


def test_a_number_leads_to_the_row_of_the_file_that_it_was_read_from(planned: TestClient) -> None:
    row = rows(read(planned, BOARD))["Planted on"]
    address = row.xpath(".//dl/div[1]/dd/a/@href")[0]
    path, _, anchor = address.partition("#")
    assert (path.startswith("/plan-indicator/on?"), anchor) == (True, "y2023")
    origin = read(planned, path).xpath(f"//tr[@id='{anchor}']")[0]
    # The fourth value of the first series: line 5 of the file, below its header.
    assert words(origin) == "FY2023130 persons– spreadsheet 2024-09-01-abc, planted.csv, line 5 (edition 2024)"


def test_the_value_of_a_question_leads_to_its_card(client: TestClient) -> None:
    page = read(client, "/plan-indicator/top-10-works")
    cards = page.xpath("//table//td/a[contains(@href, '/card/p_top_10?')]/@href")
    assert cards
    assert all("country=JP" in one and "year=" in one for one in cards)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("status=at_risk", {"Planted risk"}),
        ("status=no_verdict", {"Planted few", "Planted lead"}),
        ("pillar=second", set()),
        ("ministry=Planted+Ministry", {f"Planted {name}" for name in STATUSES}),
        ("ministry=Planted+Ministry&status=on_track", {"Planted on"}),
    ],
)
def test_the_address_chooses_rows(planned: TestClient, chosen: str, shown: set[str]) -> None:
    assert set(rows(read(planned, f"{BOARD}&{chosen}"))) == shown


def test_a_choice_that_nothing_fits_says_so(planned: TestClient) -> None:
    assert "No row fits this choice. Show all 7" in words(read(planned, f"{BOARD}&pillar=second&status=on_track"))


def test_an_objective_tells_measures_money_and_the_sentences_that_name_it(planned: TestClient) -> None:
    page = read(planned, f"/plan/planted/objective/many?as_of={AS_OF}")
    assert "Source: The planted paper, p. 3 (the plan or its maker): Grow, they said…" in words(page)
    measure = page.xpath("//tr[@id='measure-grants']")[0]
    assert words(measure.find("th")).startswith("Grants for <b>all</b>Source: ")
    assert [words(cell) for cell in measure.findall("td")] == [
        "Planted Ministry",
        "KAKENHIUnnumbered",
        # What the plan says, then the newest line of the programme's definition: 247.9 billion in the draft of FY2026.
        "5 billion JPY (initial budget)Source: The planted paper (the plan or its maker)"
        "Budget lines of its programmes:KAKENHIJPY 248 bn (initial budget, planned, FY2026)",
        "–",
    ]
    own = measure.xpath(".//a[starts-with(@href, '/')]/@href")
    assert [link.partition("?")[0] for link in own] == ["/programme/kakenhi", "/card/budget"]
    assert [words(one) for one in page.xpath("//ul[@class='sentences']/li/span[1]")] == [
        "Planted things are grown.",
        "Grants reach 20 people <now>.",
        "Planted things are grown.",
        "Grants reach 10 people <now>.",
    ]


def test_one_indicator_has_the_targets_of_several_plans_on_one_chart(planned: TestClient) -> None:
    page = read(planned, "/plan-indicator/public-private-rd-investment?as_of=2024-10-01")
    plans = [words(row.find("th")) for row in page.xpath("(//table)[1]/tbody/tr")]
    assert len(plans) == 3
    drawn = words(page.xpath("//figure")[0])
    # The 6th Plan and the Strategy of 2023 aim at the same: one mark with both names.
    for text in ("120 trillion JPY", "180 trillion JPY", "Innovation Strategy", "7th Science"):
        assert text in drawn
    spec = planned.get("/plan-indicator/public-private-rd-investment/picture.json?as_of=2024-10-01").json()
    values = [row for layer in spec["layer"] for row in layer["data"]["values"] if "series" in row]
    # Summed from FY2021, in trillions: 20, 41, 63.
    assert sorted({(row["year"], row["value"]) for row in values}) == [(2021, 20), (2022, 41), (2023, 63)]


def test_an_indicator_says_where_its_definition_is_from(planned: TestClient) -> None:
    # Of the base's own plan, and of a list that several plans share.
    own = read(planned, "/plan-indicator/off")
    assert "Source: The planted paper (the plan or its maker)" in words(own)
    assert own.xpath("//span[@class='source']/a/@href")[-1] == "https://example.org/paper"
    shared = read(planned, "/plan-indicator/p7-01-top-10-share")
    assert "Source: Indicators of this program (the plan or its maker)" in words(shared)
    source = planned.get("/api/plan-indicators/off").json()["source"]
    assert (source["title"], source["kind"]) == ("The planted paper", "primary")


def test_a_plan_leads_to_its_report(planned: TestClient) -> None:
    links = read(planned, BOARD).xpath("//a[starts-with(@href, '/reports/plan.')]")
    assert [words(one) for one in links] == ["HTML", "PDF", "DOCX", "XLSX", "PPTX"]
    html = planned.get(links[0].get("href"))
    assert (html.status_code, "Planted Plan" in html.text) == (200, True)


def test_plans_say_what_they_supersede_and_stand_side_by_side(planned: TestClient) -> None:
    page = read(planned, "/plans")
    found = {
        words(row.find("th")): [words(cell) for cell in row.findall("td")] for row in page.xpath("(//table)[1]//tr")
    }
    sixth = found["6th Science, Technology and Innovation Basic Plan"]
    assert sixth[3:5] == [
        "5th Science and Technology Basic Plan",
        "7th Science, Technology and Innovation Basic Plan",
    ]
    beside = read(planned, "/plans?editions=jp-basic-plan-6,jp-basic-plan-7").xpath("(//table)[2]")[0]
    row = next(row for row in beside.iter("tr") if words(row).startswith("Public and private investment"))
    assert [words(cell) for cell in row.findall("td")] == [
        "120 trillion JPY or more in all from 2021 by FY2025",
        "180 trillion JPY or more in all from 2026 by FY2030",
    ]


def test_the_strategy_of_2023_is_read_in_both_languages(planned: TestClient) -> None:
    strategy = shipped().plan("jp-integrated-strategy-2023")
    for language in ("en", "ja"):
        board = words(read(planned, f"/plan/jp-integrated-strategy-2023?lang={language}"))
        for pillar, objective in strategy.objectives():
            for label in (pillar.labels, objective.labels):
                assert " ".join(getattr(label, language).split()) in board
        fund = words(read(planned, f"/plan/jp-integrated-strategy-2023/objective/universities?lang={language}"))
        assert {"en": "10 trillion JPY (fund)", "ja": "10兆円（基金）"}[language] in fund


def test_a_plan_that_changes_is_read_anew(folder: Path, planned: TestClient) -> None:
    path = folder / "decisions" / "plans" / "planted.yml"
    assert "Many planted things" in words(read(planned, BOARD))
    path.write_text(plan("Other planted things"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert "Other planted things" in words(read(planned, BOARD))
    path.write_text(plan(), encoding="utf-8")


def test_a_text_is_read_by_sentence_with_page_and_what_each_names(planned: TestClient) -> None:
    page = read(planned, "/strategy/text-2024")
    assert words(page.xpath("//p[@class='lead']")[0]) == "3 sentences; 2 (66.7 %) name something that is known here."
    listed = page.xpath("//ol[contains(@class, 'sentences')]/li")
    assert words(listed[2]).startswith("p. 3 Grants reach 20 people <now>.Measure")
    links = listed[2].xpath(".//ul/li/a/@href")
    assert [one.partition("?")[0] for one in links] == ["/plan/planted/objective/many", "/programme/kakenhi"]


def test_a_text_keeps_the_sentences_that_name_a_thing_and_marks_the_one_asked_for(planned: TestClient) -> None:
    some = read(planned, "/strategy/text-2024?names=programme:kakenhi")
    assert len(some.xpath("//ol[contains(@class, 'sentences')]/li")) == 1
    one = read(planned, "/strategy/text-2024?sentence=text-2024/s2").xpath("//*[@id='found']")
    assert [words(each.find("span[2]")) for each in one] == ["Planted things are grown."]
    # A hit of the search leads there.
    hit = read(planned, "/search?q=grown&kind=sentences").xpath("//a[@class='hit']/@href")[0]
    assert hit.startswith("/strategy/text-202")
    assert hit.endswith("#found")


def test_two_texts_are_compared(planned: TestClient) -> None:
    page = read(planned, "/strategies/diff?before=text-2023&after=text-2024")
    assert words(page.xpath("//p[@class='lead']")[0]) == (
        "Of the sentences 1 changed, 1 are new, 1 are gone and 1 were kept."
    )
    states = {words(row.find("td/b")): row.findall("td")[1] for row in page.xpath("//table/tbody/tr")}
    assert set(states) == {"Changed", "New", "Gone"}
    assert (
        [words(one) for one in states["Changed"].iter("del")],
        [words(one) for one in states["Changed"].iter("ins")],
    ) == (
        ["10"],
        ["20"],
    )
    kept = read(planned, "/strategies/diff?before=text-2023&after=text-2024&state=kept").xpath("//table/tbody/tr")
    assert len(kept) == 2  # a heading and a sentence


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "address",
    [
        "/plans", BOARD, "/plan/jp-basic-plan-6", "/plan/jp-sti-basic-act", "/plan/planted/objective/many",
        "/plan/jp-basic-plan-5/objective/cited-works", "/plan-indicator/on", "/plan-indicator/top-10-rank",
        "/plan-indicator/public-private-rd-investment", "/strategies", "/strategy/text-2023",
        "/strategies/diff?before=text-2023&after=text-2024",
    ],
)  # fmt: skip
def test_every_link_leads_somewhere(planned: TestClient, address: str, language: str) -> None:
    joint = "&" if "?" in address else "?"
    dead = dead_links(planned, read(planned, f"{address}{joint}lang={language}"))
    # Nothing was parsed into this base, so there is no report of it.
    assert [one for one in dead if "/imports/spreadsheet" not in one] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plan/nope", 404),
        ("/plan/planted/objective/nope", 404),
        ("/plan-indicator/nope", 404),
        ("/strategy/nope", 404),
        ("/strategy/text-2023?sentence=text-2023/nope", 404),
        ("/strategies/diff?before=text-2023&after=nope", 404),
        ("/strategies/diff", 400),
        ("/plan/planted?status=green", 400),
        ("/plan/planted?ministry=nobody", 400),
        ("/plan/planted?as_of=tomorrow", 400),
        ("/plan/planted?country=JP&x=1", 400),
        ("/plan-indicator/on?plan=jp-basic-plan-7", 400),
        ("/strategy/text-2023?names=nothing:x", 404),
    ],
)
def test_what_is_not_there_is_said(planned: TestClient, address: str, status: int) -> None:
    assert planned.get(address).status_code == status


def test_without_texts_it_is_said_how_to_load_one(client: TestClient) -> None:
    assert "rashinban fetch strategy_text --from" in words(read(client, "/strategies"))
