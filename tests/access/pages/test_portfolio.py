"""Portfolios as pages: composed, looked at, taken away as a file, kept; and nobody else may keep one in our name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
import yaml
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from funded_pages_base import funded_pages_base
from rashinban.access.same_origin import is_loopback
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.definitions.portfolios import Portfolio
from rashinban.measure.portfolios import add_portfolio, portfolios
from rashinban.schema.text import Text

HERE = "http://127.0.0.1:8000"
#: CREST of 2020 to 2022, and all of PRESTO.
FILLED = {
    "programme1": "crest", "years1": "2020..2022", "programme2": "presto", "without": "", "id": "light", "en": "Light",
    "ja": "光",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded_pages_base(tmp_path_factory.mktemp("portfolio"))


@pytest.fixture
def composing(folder: Path) -> Iterator[TestClient]:
    """A server on this machine, which may keep portfolios."""
    serving = Serving(folder, keeps="machine")
    with TestClient(
        application(serving), base_url=HERE, raise_server_exceptions=False, follow_redirects=False
    ) as client:
        yield client
    serving.close()


def send(client: TestClient, fields: dict[str, str], **headers: str) -> tuple[int, str]:
    """The form as a browser sends it from a page of this server, unless the headers say otherwise."""
    told = {"Origin": HERE, "Content-Type": "application/x-www-form-urlencoded", **headers}
    answer = client.post("/portfolio", content=urlencode(fields), headers=told)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def test_the_form_shows_what_each_part_holds(composing: TestClient) -> None:
    page = read(composing, f"/portfolio?{urlencode(FILLED)}")
    held = [words(one).replace("\u00a0", " ") for one in page.xpath("//p[@class='held']")]
    # G1 has 1,000,001 yen, G3 of 2021 no amount; G4 began before. PRESTO is G2.
    assert held == ["Awards: 2 · JPY 1.0 M", "Awards: 1 · JPY 500 k"]
    assert [one.get("value") for one in page.xpath("//select[@name='programme1']/option[@selected]")] == ["crest"]
    without = read(composing, f"/portfolio?{urlencode({**FILLED, 'without': 'G1'})}")
    assert words(without.xpath("//p[@class='held']")[0]) == "Awards: 1"
    # One of two works of G2 is of the area: the portfolio has the award whole.
    area = read(composing, "/portfolio?programme1=presto&area1=jp20-09")
    assert words(area.xpath("//p[@class='held']")[0]).replace("\u00a0", " ") == "Awards: 1 · JPY 500 k"
    assert dead_links(composing, page) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"programme1": "none"}, "Part 1: programme 'none' is not known"),
        ({"years2": "2020..2018"}, "Part 2: year=2020..2018: the range runs backwards"),
        ({"funder3": "F404"}, "Funder 'F404' is not known"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_part(composing: TestClient, fields: dict[str, str], told: str) -> None:
    answer = composing.get("/portfolio", params={**fields, "lang": "en"})
    assert answer.status_code == 400 and told in answer.text.replace("&#39;", "'")
    assert composing.get(f"/portfolio?en={'x' * 3000}").status_code == 400


def test_the_file_is_the_portfolio(composing: TestClient) -> None:
    file = composing.get(f"/portfolio.yml?{urlencode({**FILLED, 'without': 'G3'})}")
    assert file.headers["content-disposition"] == 'attachment; filename="light.yml"'
    assert yaml.safe_load(file.text) == {
        "portfolio": "light",
        "labels": {"en": "Light", "ja": "光"},
        "parts": [{"programme": "crest", "year": "2020..2022"}, {"programme": "presto"}],
        "without": ["G3"],
    }
    nameless = composing.get("/portfolio.yml?programme1=crest&id=A b&lang=en")
    assert nameless.status_code == 400 and "Write a name in English and in Japanese" in nameless.text


def test_a_form_of_another_site_keeps_nothing(composing: TestClient, folder: Path) -> None:
    fields = {**FILLED, "id": "stolen"}
    assert send(composing, fields, Origin="http://evil.example")[0] == 403
    assert send(composing, fields, Origin="null")[0] == 403
    # A name that another site has turned to this machine.
    assert send(composing, fields, Origin="http://evil.example", Host="evil.example")[0] == 403
    assert send(composing, fields, **{"Content-Type": "text/plain"})[0] == 415
    bare = composing.post("/portfolio", data=fields)
    assert bare.status_code == 403
    assert send(composing, {**fields, "en": "x" * 70_000})[0] == 413
    assert "stolen" not in portfolios(folder)


def test_a_server_for_others_keeps_portfolios_only_where_it_was_started_for_it(folder: Path) -> None:
    cases: tuple[tuple[Literal["network"] | None, str | None, str, int], ...] = (
        (None, None, "127.0.0.1:8000", 403),
        ("network", None, "rashinban.example", 303),
        ("network", "https://open.example/", "10.0.0.1:8000", 403),
    )
    for keeps, address, host, expected in cases:
        serving = Serving(folder, keeps=keeps, address=address)
        with TestClient(application(serving), base_url=f"http://{host}", follow_redirects=False) as client:
            fields = {**FILLED, "id": "others"}
            assert send(client, fields, Origin=f"http://{host}")[0] == expected
            if keeps is None:
                form = client.get(f"/portfolio?{urlencode(FILLED)}&lang=en").text
                assert "This server keeps no portfolios" in form and 'method="post"' not in form
            if address:
                assert send(client, fields, Origin="https://open.example")[0] == 303
        serving.close()


def test_what_is_kept_has_its_page_and_a_change_is_a_new_version(composing: TestClient) -> None:
    assert composing.get("/portfolio/light").status_code == 404
    status, to = send(composing, FILLED)
    assert (status, to) == (303, "/portfolio/light%3A1?kept=yes&lang=en")
    page = read(composing, to)
    assert "Kept as version 1." in words(page.find(".//main"))
    # G1, G3 and G2; 1,000,001 + 500,000.
    assert "Light: 3 awards. Amount: JPY 1.5 M." in words(page.find(".//main")).replace("\u00a0", " ")
    assert (
        words(page.xpath("//section[@id='what']//dd")[0]) == "Programme: CREST (crest)Fiscal year of start: 2020..2022"
    )
    assert "version" in composing.get("/api/portfolios").json()[0]
    # The same again is no new version, and a change is told at once: no answer of before is kept.
    assert send(composing, FILLED)[1].startswith("/portfolio/light%3A1")
    assert composing.get("/portfolio/light?lang=en").status_code == 200
    assert send(composing, {**FILLED, "without": "G1"})[1].startswith("/portfolio/light%3A2")
    newest = read(composing, "/portfolio/light")
    assert "Light: 2 awards. Amount: JPY 500 k." in words(newest.find(".//main")).replace("\u00a0", " ")
    assert "Light: 3 awards." in words(read(composing, "/portfolio/light:1").find(".//main"))
    assert {"portfolio": "light", "version": 2}.items() <= composing.get("/api/portfolios/light").json().items()
    assert composing.get("/api/show/awards?portfolio=light").json()[0]["awards"]["value"] == 2
    # Cards name the version that the page is of.
    cards = newest.xpath("//section[@id='awards']/p[@class='lead']//a/@href")
    assert all("portfolio=light:2" in href for href in cards)
    assert yaml.safe_load(composing.get("/portfolio/light.yml").text)["without"] == ["G1"]
    assert "light" in words(read(composing, "/portfolios").find(".//main"))
    for part in ("overview", "money", "outputs"):
        assert dead_links(composing, read(composing, f"/portfolio/light:1?part={part}")) == []


def test_the_form_is_filled_in_from_a_portfolio_that_it_can_hold(composing: TestClient, folder: Path) -> None:
    wide = {"portfolio": "wide", "labels": Text(en="Wide", ja="広い"), "parts": ({"programme": "crest"},)}
    add_portfolio(folder, Portfolio.model_validate(wide))
    page = read(composing, "/portfolio/wide")
    (change,) = page.xpath("//section[@id='what']//a[.='Change it']/@href")
    form = read(composing, change)
    assert [one.get("value") for one in form.xpath("//select[@name='programme1']/option[@selected]")] == ["crest"]
    assert form.xpath("//input[@id='f-en']/@value") == ["Wide"]
    # A form has no field for institutions.
    add_portfolio(folder, Portfolio.model_validate({**wide, "portfolio": "own", "parts": ({"institution": "I1"},)}))
    assert not read(composing, "/portfolio/own").xpath("//a[.='Change it']")


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.0.0.5", True), ("::1", True), ("10.0.0.1", False), ("a.example", False)],
)
def test_names_of_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) is own
