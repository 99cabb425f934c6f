"""Pages of foresight: the notebook with its score, and the form and results of Delphi studies."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.delphi_form import LARGEST
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.measure.delphi.keep import answer, close_round, invite, new, open_round, study
from rashinban.measure.foresight.keep import add, resolve

NOW = datetime.now(UTC).replace(microsecond=0)
FORM = "application/x-www-form-urlencoded"
STUDY = {
    "title": {"en": "Fusion", "ja": "核融合"},
    "statements": [
        {"id": "grid", "statement": {"en": "A plant feeds a grid.", "ja": "発電所が送電する。"}},
        {"id": "tritium", "statement": {"en": "A reactor breeds its tritium.", "ja": "炉が増殖する。"}},
    ],
}


@pytest.fixture
def own(released: Path, tmp_path: Path) -> Path:
    """A base of its own over the released one: what people decide here is no other test's."""
    for child in released.iterdir():
        if child.name not in ("decisions", ".lock"):
            (tmp_path / child.name).symlink_to(child)
    return tmp_path


@pytest.fixture
def pages(own: Path) -> Iterator[TestClient]:
    serving = Serving(own)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def forecast(base: Path, name: str, probability: float, happened: bool | None, *, due: int = -30) -> None:
    """A forecast that was made a year before it was due; `due` in days from today."""
    made, day = NOW + timedelta(days=due - 365), NOW + timedelta(days=due)
    expected = {"on": made.date().isoformat(), "by": "A group", "probability": probability}
    statement = {"en": f"Statement {name}", "ja": f"予測 {name}"}
    given = {"statement": statement, "resolves_on": day.date().isoformat(), "expected": expected, "tags": ["fusion"]}
    add(base, name, given, now=made)
    if happened is not None:
        found = {"on": day.date().isoformat(), "by": "A clerk", "source": "A <b>paper</b>", "happened": happened}
        resolve(base, name, found, now=day)


def test_an_empty_notebook_says_how_to_begin(pages: TestClient) -> None:
    page = read(pages, "/foresight")
    assert words(page.xpath("//p[@class='lead']")[0]) == "Nobody has written a forecast down yet."
    assert "rashinban forecast add" in words(page.xpath("//pre")[0])
    assert words(read(pages, "/delphi").xpath("//main/p[last()]")[0]).startswith("There is no study yet.")


def test_the_notebook_shows_its_score_and_what_is_due(own: Path, pages: TestClient) -> None:
    for number, (probability, happened) in enumerate([(0.9, True), (0.9, False), (0.2, False), (0.3, True)]):
        forecast(own, f"done-{number}", probability, happened)
    forecast(own, "forgotten", 0.9, None)
    forecast(own, "coming", 0.92, None, due=30)
    page = read(pages, "/foresight")
    lead = words(page.xpath("//p[@class='lead']")[0])
    # (0.01 + 0.81 + 0.04 + 0.49) / 4 = 0.3375; of four, two happened: 1/2 (1 - 1/2).
    assert lead == (
        "Brier score of 4 forecasts whose outcome is known: 0.34. Always saying the share that happened (50.0 %) would "
        "have given 0.25; 0 is best. Too few to say how sure that is."
    )
    bins = [[words(cell) for cell in row] for row in page.xpath("//table[1]//tbody/tr")][:3]
    assert [(row[1], row[3]) for row in bins] == [("1", "0"), ("1", "1"), ("2", "1")]
    sections = {words(head): head.getnext() for head in page.xpath("//h2")}
    overdue = page.xpath("//div[@aria-label='Due, and nobody has said what came of them']//tbody/tr")
    assert [words(row.find("th")) for row in overdue] == ["Statement forgotten"]
    coming = page.xpath("//div[@aria-label='What is expected now']//tbody/tr")
    # Of two that were said with 90 %, one came true.
    assert [(words(row.find("th")), words(row.findall("td")[1])) for row in coming] == [("Statement coming", "1 / 2")]
    assert "What came of earlier forecasts" in sections
    found = pages.get("/foresight/score.json").json()
    assert found["value"] == pytest.approx(1.35 / 4, abs=1e-12)
    assert pages.get("/foresight?tag=other").status_code == 400
    assert dead_links(pages, page) == []


def test_a_notebook_is_never_answered_from_what_was_kept(own: Path, pages: TestClient) -> None:
    forecast(own, "one", 0.5, None, due=30)
    assert "Statement two" not in pages.get("/foresight", headers={"Accept-Language": "en"}).text
    forecast(own, "two", 0.5, None, due=30)
    assert "Statement two" in pages.get("/foresight", headers={"Accept-Language": "en"}).text


def test_one_forecast_with_all_that_was_said(own: Path, pages: TestClient) -> None:
    forecast(own, "one", 0.5, True)
    response = pages.get("/foresight/one", headers={"Accept-Language": "ja"})
    page = lxml.html.document_fromstring(response.text)
    assert words(page.find(".//h1")) == "予測 one"
    # A source is text, whatever is in it.
    assert "A <b>paper</b>" in words(page.xpath("//main")[0])
    assert pages.get("/foresight/none").status_code == 404
    assert pages.get("/foresight/..%2Fone").status_code == 404
    assert pages.get("/foresight/picture.svg").headers["content-type"] == "image/svg+xml"


def begun(base: Path, experts: int = 4) -> Sequence[str]:
    new(base, "fusion", STUDY, now=NOW)
    tokens = invite(base, "fusion", experts)
    open_round(base, "fusion", now=NOW)
    return tokens


def send(client: TestClient, token: str, **fields: str) -> lxml.html.HtmlElement | str:
    """What comes of a form: where it leads, or the page that says what is wrong."""
    given = {name.replace("__", "."): text for name, text in fields.items()}
    body = urlencode({"token": token, **given})
    response = client.post("/delphi/fusion?lang=en", content=body, headers={"Content-Type": FORM})
    if response.status_code == 303:
        return response.headers["location"]
    return lxml.html.document_fromstring(response.text)


def test_an_expert_answers_and_comes_back(own: Path, pages: TestClient) -> None:
    token, *_ = begun(own)
    page = read(pages, f"/delphi/fusion?token={token}")
    names = set(page.xpath("//form[@method='post']//*/@name"))
    assert {"token", "year.grid", "never.tritium", "probability.grid", "importance.grid", "comment.grid"} <= names
    led = send(pages, token, year__grid="2040", probability__grid="35", importance__grid="4", comment__grid="a\r\nb")
    assert led == f"/delphi/fusion?token={token}&saved=yes&lang=en"
    (sent,) = study(own, "fusion").answers[1].values()
    (one,) = sent.answers
    assert (one.statement, one.year, one.probability, one.importance, one.comment) == ("grid", 2040, 0.35, 4, "a\nb")
    back = read(pages, str(led))
    assert words(back.xpath("//p[@role='status']")[0]) == "Your answers are kept. Thank you."
    assert back.xpath("//input[@name='year.grid']/@value") == ["2040"]
    assert back.xpath("//input[@name='probability.grid']/@value") == ["35"]


def test_what_is_wrong_is_said_and_nothing_is_lost(own: Path, pages: TestClient) -> None:
    token, *_ = begun(own)
    page = send(
        pages, token, year__grid="20x5", probability__tritium="140", importance__tritium="9", comment__grid="<i>why</i>"
    )
    assert not isinstance(page, str)
    assert [words(one) for one in page.xpath("//*[@role='alert']//li")] == [
        "A plant feeds a grid: 20x5 is no year from 1900 to 2300",
        "A reactor breeds its tritium: 140 is no number from 0 to 100",
        "A reactor breeds its tritium: 9 is no importance from 1 to 5",
    ]
    assert page.xpath("//input[@name='year.grid']/@value") == ["20x5"]
    assert words(page.xpath("//textarea[@name='comment.grid']")[0]) == "<i>why</i>"
    assert study(own, "fusion").answers[1] == {}
    both = send(pages, token, year__grid="2040", never__grid="yes")
    assert not isinstance(both, str) and "a year, or never; not both" in words(both)
    nothing = send(pages, token)
    assert not isinstance(nothing, str) and "Nothing is answered" in words(nothing)


def test_a_round_later_experts_see_where_all_answers_lay(own: Path, pages: TestClient) -> None:
    tokens = begun(own)
    for token, year in zip(tokens, (2030, 2040, 2050), strict=False):
        send(pages, token, year__grid=str(year))
    close_round(own, "fusion", now=NOW)
    assert "Round 1 is over" in words(read(pages, f"/delphi/fusion?token={tokens[0]}").xpath("//main")[0])
    open_round(own, "fusion", now=NOW)
    page = read(pages, f"/delphi/fusion?token={tokens[0]}")
    first = words(page.xpath("//fieldset[1]")[0])
    assert "First round: year 2040 (2035–2045), n = 3" in first
    assert page.xpath("//input[@name='year.grid']/@value") == ["2030"]
    # Who has no token sees none of it.
    assert "2040" not in words(read(pages, "/delphi/fusion").xpath("//main")[0])
    assert pages.get("/delphi/fusion/results.json").status_code == 404


@pytest.mark.parametrize("language", ["en", "ja"])
def test_results_are_public_when_the_study_is_over(own: Path, pages: TestClient, language: str) -> None:
    tokens = begun(own)
    for number, year in ((1, 2030), (2, 2036)):
        for i, token in enumerate(tokens[:3]):
            given = [{"statement": "grid", "year": year + 5 * i, "comment": f"<b>{i}</b>"}]
            answer(own, "fusion", token, given, now=NOW)
        if number == 1:
            assert "<b>" not in words(read(pages, "/delphi/fusion").xpath("//main")[0])
        close_round(own, "fusion", now=NOW)
        if number == 1:
            open_round(own, "fusion", now=NOW)
    page = read(pages, f"/delphi/fusion?lang={language}")
    told = words(page.xpath("//main")[0])
    # 2030, 2035, 2040 and then 2036, 2041, 2046.
    assert re.search(r"2035.{1,2}2032\.5.2037\.5", told) and re.search(r"2041.{1,2}2038\.5.2043\.5", told)
    assert "+6" in told and "3 / 3" in told and "75.0" in told
    assert sorted(words(one) for one in page.xpath("//main/ul[not(@class)]/li")) == ["<b>0</b>", "<b>1</b>", "<b>2</b>"]
    assert dead_links(pages, page) == []
    found = pages.get("/delphi/fusion/results.json").json()
    assert found["statements"][0]["shifts"]["year"]["median"] == 6
    assert pages.get("/delphi/fusion/picture.svg").status_code == 200


def test_pages_with_a_token_are_kept_by_nobody(own: Path, pages: TestClient) -> None:
    token, *_ = begun(own)
    for response in (
        pages.get(f"/delphi/fusion?token={token}"),
        pages.post("/delphi/fusion", content=f"token={token}&year.grid=2040", headers={"Content-Type": FORM}),
    ):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in response.headers


def test_forms_of_others_are_refused(own: Path, pages: TestClient) -> None:
    begun(own)
    wrong = pages.get("/delphi/fusion?token=guessed", headers={"Accept-Language": "en"})
    assert (wrong.status_code, "this token is not known" in wrong.text) == (400, True)
    for body, kind, status in (
        (b"token=guessed&year.grid=2040", FORM, 400),
        (b"year.grid=2040", FORM, 400),
        (b"{}", "application/json", 415),
        (b"x" * (LARGEST + 1), FORM, 413),
        (b"&".join(b"a%d=1" % n for n in range(1_000)), FORM, 400),
        ("token=é".encode(), FORM, 400),
    ):
        response = pages.post("/delphi/fusion", content=body, headers={"Content-Type": kind})
        assert response.status_code == status, body[:40]
    assert study(own, "fusion").answers[1] == {}


def test_a_fault_of_the_program_writes_no_token_into_the_log(
    own: Path, pages: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    token, *_ = begun(own)
    shutil.rmtree(own / "decisions" / "delphi" / "fusion")
    (own / "decisions" / "delphi" / "fusion").write_text("no folder")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashinban.access.pages.delphi.read_study", lambda *_: 1 / 0)
        assert pages.get(f"/delphi/fusion?token={token}").status_code == 500
    assert "/delphi/fusion" in caplog.text and token not in caplog.text
