"""Awards of programmes and funders as pages: every number is worked by hand in tests/funded_pages_base.py."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from funded_pages_base import funded_pages_base
from rashinban.access.serving import Serving
from rashinban.access.web import application

#: Outputs are seen until the day of the data, and live awards are those of this day.
DAY = "date=2021-12-01"


@pytest.fixture(scope="module")
def funded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    serving = Serving(funded_pages_base(tmp_path_factory.mktemp("funded")))
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def lead(page: lxml.html.HtmlElement) -> str:
    return words(page.xpath("//section[@id='awards']/p[@class='lead']")[0]).replace("\u00a0", " ")


def rows(page: lxml.html.HtmlElement, section: str) -> dict[str, list[str]]:
    """The rows of the first table of a section by their heads."""
    table = page.xpath(f"//section[@id='{section}']//table")[0]
    return {
        words(row[0]): [words(cell).replace("\u00a0", " ") for cell in row[1:]] for row in table.xpath("./tbody/tr")
    }


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_the_lead_tells_awards_money_live_and_outputs(funded: TestClient) -> None:
    page = read(funded, f"/programme/crest?{DAY}&currency=JPY")
    # G1, G3, G4. G3's end is not known: it is not said to be live. Of W1 and W2 only 2020 was over: W1, half of it.
    assert lead(page) == (
        "CREST: 3 awards. Amount: JPY 1.0 M. Live on 2021-12-01: 1. "
        "Publications that came of them until 2021-12-01: 0.5."
    )
    cards = [urlsplit(href).path for href in page.xpath("//section[@id='awards']/p[@class='lead']//a/@href")]
    assert cards == ["/card/awards", "/card/amount", "/card/live_awards", "/card/outputs"]
    # 1.5: W1 in half, W2 whole; the day asked about lies after the day of the data.
    assert "until 2026-11-25: 1.5." in lead(read(funded, "/programme/crest?date=2027-01-01"))


def test_currencies_are_chosen_and_never_added(funded: TestClient) -> None:
    page = read(funded, f"/programme/crest?{DAY}&currency=JPY")
    told = [words(one).replace("\u00a0", " ") for one in page.xpath("//section[@id='awards']/p[@class='soft']")]
    assert told == [
        "Further awards in EUR: 1, of EUR 9,000. Currencies are never added.",
        "Awards of which no amount is known: 1.",
    ]
    (other,) = page.xpath("//section[@id='awards']/p[@class='soft']/a/@href")
    assert asked(other)["currency"] == ["EUR"]
    assert "Amount: EUR 9,000." in lead(read(funded, other))
    refused = funded.get("/programme/crest?currency=USD")
    assert refused.status_code == 400 and "known are EUR, JPY" in refused.text


def test_money_stands_in_the_years_to_which_it_is_given(funded: TestClient) -> None:
    page = read(funded, f"/programme/jst-strategic?{DAY}&currency=JPY")
    assert rows(page, "years") == {
        "2019": ["1", "–"],
        "2020": ["1", "JPY 600 k"],
        # The year ends in March 2022.
        "2021 not over": ["2", "JPY 400 k"],
    }
    assert "JPY 500 k more is given to no year." in words(page.xpath("//section[@id='years']")[0]).replace(
        "\u00a0", " "
    )
    svg = funded.get("/programme/jst-strategic/picture.svg?picture=amounts&lang=en&currency=JPY")
    assert svg.status_code == 200 and "fiscal year (April to March)" in svg.text


def test_recipients_have_their_parts_and_concentration(funded: TestClient) -> None:
    page = read(funded, f"/programme/jst-strategic?{DAY}&part=money&currency=JPY")
    # I1: 1,000,001 / 2 + 500,000 = 1,000,000.5 of 1,500,001; I2 the other half of G1. I3's award has no amount.
    assert rows(page, "recipients") == {"Tokyo": ["1.5", "1.0 M", "66.7 %"], "Ohio": ["0.5", "500 k", "33.3 %"]}
    # Two recipients a < b: (2 x 1 - 3) a + (2 x 2 - 3) b = b - a, over n (a + b): 500,000 / (2 x 1,500,001) = 0.17.
    told = [words(one) for one in page.xpath("//section[@id='recipients']//dl/div/dd/a")]
    assert told[0] == "0.17"
    # 1 / (0.6667 squared + 0.3333 squared) = 1.8.
    assert told[1] == "1.80"
    assert rows(page, "countries") == {"Japan": ["1.5", "1.0 M", "66.7 %"], "United States": ["0.5", "500 k", "33.3 %"]}
    assert "The population is recipients only (2)" in words(page.xpath("//section[@id='recipients']")[0])


def test_what_nobody_declares_is_left_out_and_what_some_do_not_is_a_row(funded: TestClient) -> None:
    page = read(funded, "/programme/jst-strategic?part=money&currency=JPY")
    assert rows(page, "declared") == {"女性": ["1", "1.0 M"], "男性": ["1", "500 k"]}
    assert "Career stage: the data declare it for none" in words(page.xpath("//section[@id='declared']")[0])
    euros = read(funded, "/programme/crest?part=money&currency=EUR")
    assert not euros.xpath("//section[@id='declared']//table")


def test_flows_end_in_the_lowest_programme_and_keep_their_amounts(funded: TestClient) -> None:
    page = read(funded, "/programme/jst-strategic?part=money&currency=JPY")
    found = [
        [words(cell).replace("\u00a0", " ") for cell in row] for row in page.xpath("//section[@id='flows']//tbody/tr")
    ]
    # Both works of G1 are of the area, and one of G2's two: half of 500,000.
    assert found == [
        ["Japan Science and Technology Agency", "CREST", "JPY 1.0 M"],
        ["Japan Science and Technology Agency", "PRESTO", "JPY 500 k"],
        ["CREST", "Quantum information science", "JPY 1.0 M"],
        ["PRESTO", "Quantum information science", "JPY 250 k"],
    ]
    for picture in ("flows", "lorenz", "starts", "cohorts"):
        drawn = funded.get(f"/programme/jst-strategic/picture.svg?picture={picture}&currency=JPY")
        assert drawn.status_code == 200 and drawn.text.startswith("<svg")
    assert funded.get("/programme/jst-strategic/picture.svg?picture=pie").status_code == 400


def test_cohorts_end_where_they_are_not_observed(funded: TestClient) -> None:
    page = read(funded, f"/programme/crest?{DAY}&part=outputs")
    lags = rows(page, "outputs")
    none = ["–"] * 8
    # 2020 was over, 2021 not: of the cohort of 2020 lag 0 is seen, W1 in half for one award.
    assert lags == {
        "2021": ["1", *none],
        "2020": ["1", "0.50", *none[1:]],
        "2019": ["1", "0.00", "0.00", *none[2:]],
    }
    (card,) = page.xpath("//table[@class='lags']//tr[th='2020']/td[2]/a/@href")
    assert asked(card)["lag"] == ["0"] and asked(card)["date"] == ["2021-12-01"]


def test_works_are_told_by_cohort_and_in_both_countings(funded: TestClient) -> None:
    page = read(funded, "/programme/crest?date=2026-01-01&part=outputs")
    # Fewer than thirty works: how many there are, and no share.
    assert page.xpath("//section[@id='outputs']//h3[.='How much of it is highly cited?']")
    (cited,) = page.xpath("//section[@id='outputs']//table[not(contains(@class, 'lags'))]")
    assert [words(row) for row in cited.xpath("./tbody/tr")] == ["2020 2 works too few too few"]
    counts = {words(one.find("dt")): words(one.find("dd")) for one in page.xpath("//section[@id='outputs']//dl/div")}
    assert counts["Works, each counted whole"] == "2"
    assert counts["Works, each divided among its awards"].startswith("1.5")
    assert counts["Patents of awards"] == "1"


def test_awards_are_left_out_and_it_is_said(funded: TestClient) -> None:
    page = read(funded, f"/programme/crest?{DAY}&part=money&currency=JPY")
    (out,) = page.xpath("//section[@id='largest']/ol/li/a[.='leave out']/@href")
    assert asked(out)["award!"] == ["G1"]
    # The currency of the page is that of the awards that are left.
    page = read(funded, out.replace("currency=JPY&", ""))
    assert lead(page).startswith("CREST: 2 awards. Amount: EUR 9,000.")
    assert "Machines of light & shade" in words(page.xpath("//main//div[@role='note']")[0])
    (back,) = page.xpath("//div[@role='note']//a[.='take in again']/@href")
    assert "award!" not in asked(back)
    outputs = read(funded, "/programme/crest?award!=G1&part=outputs")
    assert not outputs.xpath("//h3[.='How much of it is highly cited?']")
    (compose,) = set(outputs.xpath("//section[@id='outputs']//p[@class='warn']/a/@href"))
    assert asked(compose)["programme1"] == ["crest"] and asked(compose)["without"] == ["G1"]


def test_outputs_are_those_with_links_as_sure_as_asked(funded: TestClient) -> None:
    page = read(funded, "/programme/crest?date=2026-01-01&part=outputs")
    table = page.xpath("//section[@id='confidence']//tbody/tr")
    sure = {str(row[0].text).strip(): words(row[1]) for row in table}
    # Both works name the award's id.
    assert sure == {"same id": "1.5", "number in the text": "0", "inferred": "0"}
    only = read(funded, "/programme/crest?date=2026-01-01&part=outputs&confidence=exact-id")
    assert [cells[1].split(" ")[0] for cells in rows(only, "confidence").values()] == ["yes", "no", "no"]
    assert "count links of every kind" in words(only.xpath("//section[@id='outputs']")[0])
    assert funded.get("/programme/crest?confidence=inferred").status_code == 400


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("country=JP", "country is no choice of this page"),
        ("date=tomorrow", "write one day"),
        ("part=all", "part &#39;all&#39; is not known"),
        ("counting=full", "counting is no choice of this page"),
        ("award!=" + "|".join(f"G{i}" for i in range(60)), "more than 50 awards"),
    ],
)
def test_what_the_page_cannot_be_asked_is_refused(funded: TestClient, query: str, told: str) -> None:
    answer = funded.get(f"/programme/crest?{query}")
    assert answer.status_code == 400 and told in answer.text


def test_a_programme_says_its_sources_and_what_has_none(funded: TestClient) -> None:
    page = read(funded, "/programme/forest")
    assert "No loaded award is known to be of" in words(page.find(".//main"))
    assert len(page.xpath("//ol[@class='stages']/li")) == 2
    assert page.xpath("//section[@id='what']//span[@class='source']")
    assert "no source yet" in words(read(funded, "/programme/act-x").find(".//main"))
    assert funded.get("/programme/nothing").status_code == 404
    tree = read(funded, "/programmes")
    row = next(one for one in tree.xpath("//tbody/tr") if words(one[0]) == "CREST")
    assert [words(cell).replace("\u00a0", " ") for cell in row[1:3]] == ["3", "EUR 9,000JPY 1.0 M"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("part", ["overview", "money", "outputs"])
def test_every_link_leads_somewhere(funded: TestClient, language: str, part: str) -> None:
    for address in ("/programme/jst-strategic", "/funder/F1"):
        page = read(funded, f"{address}?lang={language}&part={part}")
        assert dead_links(funded, page) == []
        pictures = page.xpath("//main//img/@src")
        assert [src for src in pictures if funded.get(src).status_code != 200] == []


def test_tables_can_be_taken_away(funded: TestClient) -> None:
    page = read(funded, "/programme/jst-strategic?currency=JPY")
    files = {words(one).split(":")[0]: one.xpath("./a/@href") for one in page.xpath("//section[@id='files']//li")}
    assert list(files) == [
        "Funders", "Programmes", "Recipients", "Amounts by fiscal year", "Publications by year of start and lag",
    ]  # fmt: skip
    lines = funded.get(files["Programmes"][0]).text.splitlines()
    assert lines[0].startswith("programme,") and {line.split(",")[0] for line in lines[1:]} == {
        "jst-strategic", "crest", "presto",
    }  # fmt: skip


def test_an_award_shows_its_way_to_a_company(funded: TestClient) -> None:
    page = read(funded, "/award/G1")
    found = [[words(cell) for cell in row] for row in page.xpath("//section[@id='way']//tbody/tr")]
    # The university that applied too is no company; Acme is told by its legal form, when it filed.
    assert found == [
        ["2020-07-01", "work", "One"],
        ["2021-05-01", "company", "Acme Lamps Inc. applicant or owner of a patent"],
        ["2021-07-01", "work", "Two"],
        ["2022-06-01", "patent", "Lamp"],
    ]
    third = [[words(cell) for cell in row] for row in read(funded, "/award/G3").xpath("//section[@id='way']//tbody/tr")]
    assert third == [["2021-10-01", "company", "Toys takes part in the award"]]
    assert funded.get("/award/G1/picture.svg").text.startswith("<svg")
    assert "JPY 1.0 M (JPY 1,000,001)" in words(page.find(".//main")).replace("\u00a0", " ")


def test_search_names_the_programme(funded: TestClient) -> None:
    page = read(funded, "/search?q=crest")
    assert [str(href).split("?")[0] for href in page.xpath("//main//p/a[.='CREST']/@href")] == ["/programme/crest"]
    assert not read(funded, "/search?q=c").xpath("//main//p/a[.='CREST']")
