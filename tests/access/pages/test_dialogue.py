"""The form on a card, what may be sent by it and by whom, and what readers see before and after it is published."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.dialogue_form import LARGEST
from rashinban.access.serving import Serving
from rashinban.access.turnstile import Turnstile
from rashinban.access.web import application
from rashinban.engine.ledger import entries
from rashinban.measure import dialogue
from rashinban.measure.dialogue import FOLDER, answer, decline, publish, question

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HERE = "http://127.0.0.1"
ASKED = "/card/p?country=JP"
HOSTILE = "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %} javascript:alert(1)"


@pytest.fixture
def own(released: Path, tmp_path: Path) -> Path:
    """A base of its own over the released one: what people decide here is no other test's."""
    for child in released.iterdir():
        if child.name not in ("decisions", ".lock"):
            (tmp_path / child.name).symlink_to(child)
    return tmp_path


def served(base: Path, to: Literal["machine", "network"] | None, address: str | None = None) -> Iterator[TestClient]:
    serving = Serving(base, dialogue=to, address=address)
    with TestClient(
        application(serving), base_url=HERE, raise_server_exceptions=False, follow_redirects=False
    ) as client:
        yield client
    serving.close()


@pytest.fixture
def pages(own: Path) -> Iterator[TestClient]:
    yield from served(own, "machine")


@pytest.fixture
def closed(own: Path) -> Iterator[TestClient]:
    yield from served(own, None)


def card_of(pages: TestClient) -> str:
    return str(read(pages, ASKED).xpath("//form[@class='ask']//input[@name='card']/@value")[0])


def send(pages: TestClient, card: str, origin: str | None = HERE, **fields: str) -> httpx.Response:
    headers = {"Origin": origin} if origin else {}
    return pages.post("/dialogue?lang=en", data={"card": card, **fields}, headers=headers)


def test_what_is_sent_waits_and_is_seen_with_its_answer_once_published(own: Path, pages: TestClient) -> None:
    card = card_of(pages)
    sent = send(pages, card, kind="correction", text="Two lines:\r\nnot 10.", name="A. Reader")
    assert sent.status_code == 303
    to = urlsplit(sent.headers["location"])
    assert (to.path, parse_qs(to.query)) == ("/dialogue", {"card": [card], "sent": ["1"], "lang": ["en"]})
    assert "as number 1" in words(read(pages, sent.headers["location"]))
    for address in (ASKED, "/dialogue", f"/dialogue?card={card}", f"/card/{card}", "/api/dialogue"):
        assert "not 10" not in pages.get(address).text, address

    release = card.rpartition("/")[2]
    answer(own, 1, {"en": "It is mended.", "ja": "直した。", "by": "Office", "corrected_in": release}, now=NOW)
    assert "not 10" not in pages.get(ASKED).text
    publish(own, 1, now=NOW)
    for address in (ASKED, f"/card/{card}", "/dialogue"):
        (one,) = read(pages, address).xpath("//article[@id='q1']")
        assert one.xpath(".//p[@class='words']/text()") == ["Two lines:\nnot 10.", "It is mended."]
        assert "Something is wrong A. Reader" in words(one)
        assert f"Corrected in release {release}" in words(one)
    (one,) = read(pages, ASKED, language="ja").xpath("//article[@id='q1']")
    assert one.xpath(".//p[@class='words']/text()") == ["Two lines:\nnot 10.", "直した。"]
    assert dead_links(pages, read(pages, "/dialogue")) == []
    # Of another number nothing was said.
    assert not read(pages, "/card/p?country=US").xpath("//article")
    decline(own, 1, reason="a mistake", now=NOW)
    assert "not 10" not in pages.get(ASKED).text + pages.get("/dialogue").text


def test_a_card_of_another_release_shows_what_was_asked_of_this_number(own: Path, pages: TestClient) -> None:
    card = card_of(pages)
    given = {
        "card": card.rpartition("/")[0] + "/2019-01-01-0badcafe", "title": {"en": "Works", "ja": "論文"},
        "said": {"en": "Japan: 9.", "ja": "日本は9。"}, "kind": "question", "text": "Why 9?", "language": "en",
    }  # fmt: skip
    dialogue.ask(own, given, now=NOW)
    publish(own, 1, now=NOW)
    (one,) = read(pages, ASKED).xpath("//article")
    assert "Asked of another release, 2019-01-01-0badcafe: Japan: 9." in words(one)
    with Base(own) as base:
        (row,) = base.dialogue(card)
        assert (row["text"], row["release"], row["answer"]) == ("Why 9?", "2019-01-01-0badcafe", None)
        assert pages.get("/api/dialogue", params={"card": card}).json() == base.dialogue(card) == base.dialogue()
        assert base.dialogue("p/country=US;fractional;openalex;cited_by_count/x") == []


def test_hostile_words_are_words(own: Path, pages: TestClient) -> None:
    send(pages, card_of(pages), text=HOSTILE, name="<b>x</b>")
    answer(own, 1, {"en": HOSTILE, "by": "<i>y</i>"}, now=NOW)
    publish(own, 1, now=NOW)
    for address in (ASKED, "/dialogue"):
        text = pages.get(address).text
        assert "<script>alert" not in text and "<img src=x" not in text and "<b>x" not in text and "<i>y" not in text
        page = read(pages, address)
        assert page.xpath("//article//p[@class='words']/text()") == [HOSTILE, HOSTILE]
        assert page.xpath("//article//bdi/text()") == ["<b>x</b>", "<i>y</i>"]
        assert not page.xpath("//article//*[@onerror or self::script or self::img]")


def test_nothing_is_kept_but_what_was_written(own: Path, pages: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="rashinban"):
        sent = pages.post(
            "/dialogue?lang=en",
            data={"card": card_of(pages), "text": "secretly"},
            headers={"Origin": HERE, "X-Forwarded-For": "192.0.2.7", "User-Agent": "Browser/9", "Cookie": "a=b"},
        )
    assert "set-cookie" not in sent.headers
    (entry,) = entries(own / FOLDER)
    asked = entry["asked"]
    assert isinstance(asked, dict)
    assert set(asked) == {"card", "title", "said", "kind", "text", "language", "recorded"}
    kept = (own / FOLDER / "000001.json").read_text(encoding="utf-8")
    assert not any(one in kept for one in ("192.0.2.7", "Browser", "127.0.0.1", "testclient", "a=b"))
    assert "secretly" not in caplog.text
    # What the card said is the server's own word, not the sender's.
    assert asked["said"]["en"].startswith("Japan")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "  "}, "Write something"),
        ({"text": "x" * 2001}, "2,001 letters; at most 2,000"),
        ({"text": "x", "name": "n" * 81}, "at most 80 letters"),
        ({"text": "x\x1b[31m"}, "U+001B"),
        ({"text": "x\u202e"}, "U+202E"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    own: Path, pages: TestClient, fields: dict[str, str], told: str
) -> None:
    response = send(pages, card_of(pages), **fields)
    assert response.status_code == 400
    assert told in response.text
    if "\x1b" not in fields["text"]:
        assert fields["text"].strip() in response.text
    assert not (own / FOLDER).exists()


@pytest.mark.parametrize(
    "card",
    [
        "",
        "p",
        "../../etc/passwd/x/y",
        "p/country=JP/2019-01-01-0badcafe",
        "nothing/country=JP;fractional;openalex;cited_by_count/{release}",
        "p/nothing=JP;fractional;openalex;cited_by_count/{release}",
        "p/country=JP;fractional;world:~2Fetc~2Fpasswd;cited_by_count/{release}",
    ],
)
def test_words_are_left_on_cards_that_are(own: Path, pages: TestClient, card: str) -> None:
    release = card_of(pages).rpartition("/")[2]
    response = send(pages, card.replace("{release}", release), text="x")
    assert response.status_code == 400, response.text
    assert not (own / FOLDER).exists()


@pytest.mark.parametrize("origin", [None, "https://example.org", "http://127.0.0.1:9", "null"])
def test_a_form_of_another_site_is_refused(own: Path, pages: TestClient, origin: str | None) -> None:
    assert send(pages, card_of(pages), origin, text="x").status_code == 403
    assert not (own / FOLDER).exists()


def test_a_server_that_takes_none_has_no_form_and_takes_none(own: Path, closed: TestClient) -> None:
    assert not read(closed, ASKED).xpath("//form[@method='post'] | //section[@id='dialogue']")
    response = send(closed, "p/country=JP/x", text="x")
    assert response.status_code == 403 and "takes no questions" in response.text
    # What was published is public all the same.
    given = {
        "card": "p/country=JP;fractional;openalex;cited_by_count/x", "title": {"en": "W", "ja": "論"},
        "said": {"en": "1", "ja": "1"}, "kind": "question", "text": "Why?", "language": "en",
    }  # fmt: skip
    dialogue.ask(own, given, now=NOW)
    publish(own, 1, now=NOW)
    assert len(read(closed, ASKED).xpath("//article")) == 1
    assert not read(closed, ASKED).xpath("//form[@method='post']")


def test_behind_a_proxy_the_address_of_readers_is_the_origin(own: Path) -> None:
    for client in served(own, "machine", "https://compass.example.org"):
        card = card_of(client)
        assert send(client, card, HERE, text="x").status_code == 403
        assert send(client, card, "https://compass.example.org", text="x").status_code == 303


def test_too_much_and_the_wrong_form_are_refused_before_they_are_read(own: Path, pages: TestClient) -> None:
    form = {"Origin": HERE, "Content-Type": "application/x-www-form-urlencoded"}
    assert pages.post("/dialogue", content=b"text=" + b"x" * LARGEST, headers=form).status_code == 413
    assert pages.post("/dialogue", json={"text": "x"}, headers={"Origin": HERE}).status_code == 415
    for body in (b"text", b"\xff\xfe", b"text=%ff", b"&".join(b"text=x" for _ in range(50)), b"evil=1"):
        assert pages.post("/dialogue", content=body, headers=form).status_code == 400, body
    assert not (own / FOLDER).exists()


def test_more_than_may_wait_are_told_to_come_back(
    own: Path, pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "MOST_WAITING", 1)
    card = card_of(pages)
    assert send(pages, card, text="one").status_code == 303
    full = send(pages, card, text="two")
    assert (full.status_code, full.headers["retry-after"]) == (429, "86400")
    assert "waiting to be read" in full.text
    assert len(entries(own / FOLDER)) == 1
    assert question(own, 1).asked.text == "one"


def test_faster_than_a_minute_allows_is_told_to_wait(own: Path) -> None:
    serving = Serving(own, dialogue="machine")
    serving.turnstile = Turnstile(most=1, seconds=60)
    with TestClient(application(serving), base_url=HERE, follow_redirects=False) as client:
        card = card_of(client)
        assert send(client, card, text="one").status_code == 303
        soon = send(client, card, text="two")
    serving.close()
    assert (soon.status_code, soon.headers["retry-after"]) == (429, "60")
    assert len(entries(own / FOLDER)) == 1


def test_a_turnstile_counts_the_last_seconds_only() -> None:
    times = iter((0.0, 1.0, 59.0, 60.0, 60.5, 61.0))
    stile = Turnstile(most=2, seconds=60, clock=lambda: next(times))
    # At 60 the first has left, at 61 the second; at 60.5 those of 1 and 60 are counted.
    assert [stile.pass_through() for _ in range(6)] == [True, True, False, True, False, True]


def test_the_list_has_pages(own: Path, pages: TestClient) -> None:
    card = card_of(pages)
    given = {
        "card": card, "title": {"en": "W", "ja": "論"}, "said": {"en": "1", "ja": "1"}, "kind": "question",
        "language": "ja",
    }  # fmt: skip
    for number in range(51):
        one = dialogue.ask(own, {**given, "text": f"text {number}"}, now=NOW)
        publish(own, one.id, now=NOW)
    first = read(pages, "/dialogue")
    assert len(first.xpath("//article")) == 50
    (older,) = first.xpath("//a[@rel='next']/@href")
    (last,) = read(pages, older).xpath("//article//p[@class='words']")
    assert (last.text, last.get("lang")) == ("text 0", "ja")
    assert re.search(r"page=1\b", read(pages, older).xpath("//a[@rel='prev']/@href")[0])
    assert pages.get("/dialogue?page=x").status_code == 400
