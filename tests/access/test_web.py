"""The frame of the web application: language, release, kept answers, bad news, and what protects the reader."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from rashinban.access.answered import LONGEST_ADDRESS
from rashinban.access.server import run
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.errors import UsageError
from rashinban.stages.release import RELEASES, current_release, point_current


@pytest.fixture(scope="module")
def client(released: Path) -> Iterator[TestClient]:
    serving = Serving(released)
    with TestClient(application(serving), raise_server_exceptions=False) as client:
        yield client
    serving.close()


def test_the_first_page_speaks_the_language_asked_for(client: TestClient) -> None:
    english = client.get("/", headers={"Accept-Language": "fr, en;q=0.8"})
    assert (english.status_code, '<html lang="en">' in english.text) == (200, True)
    japanese = client.get("/", headers={"Accept-Language": "ja-JP, en;q=0.5"})
    assert '<html lang="ja">' in japanese.text and "日本はどこに強く" in japanese.text
    # The address has the last word.
    assert '<html lang="en">' in client.get("/?lang=en", headers={"Accept-Language": "ja"}).text


def test_each_page_of_an_invented_world_says_so(client: TestClient) -> None:
    assert "SIMULATED: an invented world." in client.get("/?lang=en").text
    assert "SIMULATED（模擬データ）" in client.get("/?lang=ja").text


def test_an_answer_is_kept_and_a_reader_who_has_it_is_told_so(client: TestClient) -> None:
    first = client.get("/?lang=en")
    again = client.get("/?lang=en", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/?lang=en").content == first.content
    # Another language is another answer.
    assert client.get("/?lang=ja", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_head_is_answered_like_get_without_its_body(client: TestClient) -> None:
    head, get = client.head("/?lang=en"), client.get("/?lang=en")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_every_answer_is_protected(client: TestClient) -> None:
    for address in ("/", "/nowhere", "/static/style.css"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "there is nothing at this address"),
        ("/?contry=JP", 400, "parameter &#39;contry&#39; is not known here"),
        ("/?%3Cscript%3E=1", 400, "parameter &#39;&lt;script&gt;&#39; is not known"),
        ("/?release=../../etc", 400, "is not known; known are"),
        ("/card/no_such", 400, "indicator &#39;no_such&#39; is not known; known are"),
        ("/card/p?country=Japan", 400, "write two capital letters"),
        ("/card/p/country=JP/x", 400, "release &#39;x&#39; is not known"),
        ("/card/p/country=JP;fractional;world:~2Fetc~2Fpasswd/x", 400, "reference world:FILE is for the command line"),
        ("/records/p?page=0", 400, "this list has pages 1 to"),
        ("/records/p?page=1e9", 400, "this list has pages 1 to"),
        ("/static/..%2f..%2fpyproject.toml", 404, "there is nothing at this address"),
        ("/static/no.css", 404, "does not exist"),
    ],
)
def test_what_cannot_be_answered_is_said_with_the_mend(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert said in answer.text
    assert "Traceback" not in answer.text


def test_pages_are_only_read(client: TestClient) -> None:
    assert client.post("/").status_code == 405


def test_a_very_long_address_is_refused_at_once(client: TestClient) -> None:
    answer = client.get("/?q=" + "x" * 60_000)
    assert answer.status_code == 414
    assert answer.text == f"the address has more than {LONGEST_ADDRESS:,} characters; ask for less at a time\n"


def test_a_program_gets_its_bad_news_as_a_problem(client: TestClient) -> None:
    refused = client.get("/api/card/p/country=JP;fractional;world:~2Fetc~2Fpasswd/x")
    assert (refused.status_code, "is for the command line" in refused.text) == (400, True)
    answer = client.get("/api/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, json.loads(answer.text)["status"]) == (404, 404)


def test_a_fault_of_the_program_shows_nothing_of_itself(released: Path) -> None:
    serving = Serving(released)
    app = application(serving)
    faulty = APIRouter()

    @faulty.get("/faulty")
    def fault() -> None:
        raise ZeroDivisionError("secret")

    app.include_router(faulty)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/faulty", headers={"Accept-Language": "en"})
    serving.close()
    assert answer.status_code == 500
    assert "a fault of the program; its log says where" in answer.text and "secret" not in answer.text


def test_without_a_base_the_page_says_what_to_run(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with TestClient(application(Serving(folder))) as client:
            answer = client.get("/", headers={"Accept-Language": "en"})
        assert answer.status_code == 503
        assert "Nothing to show yet" in answer.text and "rashinban fetch" in answer.text
        assert answer.headers["retry-after"] == "5"


def test_the_release_that_is_current_answers_and_an_older_one_when_named(released: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(released, base, symlinks=True)
    first = current_release(base)
    assert first is not None
    # A second release of the same content under another name: what a reader sees is its id.
    second = "2099-01-01-00000000"
    shutil.copytree(base / RELEASES / first, base / RELEASES / second)
    about = json.loads((base / RELEASES / second / "release.json").read_text(encoding="utf-8"))
    (base / RELEASES / second / "release.json").write_text(json.dumps({**about, "id": second}), encoding="utf-8")
    serving = Serving(base)
    with TestClient(application(serving)) as client:
        before = client.get("/?lang=en")
        assert f">{first}</a>" in before.text
        point_current(base, second)
        after = client.get("/?lang=en", headers={"If-None-Match": before.headers["etag"]})
        assert (after.status_code, f">{second}</a>" in after.text) == (200, True)
        assert f">{first}</a>" in client.get(f"/?lang=en&release={first}").text
    serving.close()


@pytest.mark.parametrize(
    ("broken", "address"),
    [
        ("kb/works", "/records/p?country=JP"),
        ("kb/topics", "/api/topics"),
        ("indicators/p", "/card/p?country=JP"),
        ("indicators/coverage", "/"),
    ],
)
def test_a_broken_base_says_what_to_run(released: Path, tmp_path: Path, broken: str, address: str) -> None:
    base = tmp_path / "base"
    shutil.copytree(released, base, symlinks=True)
    for path in (base / RELEASES / "current" / broken).glob("*.parquet"):
        path.write_bytes(b"not a table any more")
    serving = Serving(base)
    with TestClient(application(serving), raise_server_exceptions=False) as client:
        answer = client.get(address, headers={"Accept-Language": "en"})
    serving.close()
    assert (answer.status_code, "run `rashinban check`" in answer.text) == (503, True), answer.text[:2000]


def test_a_question_that_takes_too_long_is_stopped_and_says_so(released: Path) -> None:
    serving = Serving(released, seconds=0.01)
    with TestClient(application(serving)) as client:
        answer = client.get(
            "/card/pp_top_10?country=JP&year=2015..2020&reference=local", headers={"Accept-Language": "en"}
        )
    serving.close()
    assert answer.status_code == 504
    assert "stopped after 0.01 seconds; ask for less" in answer.text


def test_a_session_that_is_not_free_in_time_is_said(released: Path) -> None:
    serving = Serving(released, readers=1, seconds=0.2)
    with TestClient(application(serving)) as client, serving.base():
        answer = client.get("/", headers={"Accept-Language": "en"})
    serving.close()
    assert answer.status_code == 503
    assert "no session became free in 0.2 seconds" in answer.text


def test_many_readers_at_once_all_get_their_answer(released: Path) -> None:
    # More readers than a thread pool usually has threads, and two sessions for them all.
    # All wait for the last of sixty, however slow the machine is: a session that is never given back ends in 503.
    serving = Serving(released, readers=2, seconds=120)
    with TestClient(application(serving)) as client, ThreadPoolExecutor(60) as readers:
        addresses = [
            f"/card/p?country={code}&year={year}..2020" for code in ("JP", "US", "CN") for year in range(2000, 2020)
        ]
        statuses = list(readers.map(lambda address: client.get(address).status_code, addresses))
    serving.close()
    assert statuses == [200] * 60


def test_sessions_are_used_again_also_after_bad_questions(released: Path) -> None:
    serving = Serving(released)
    with serving.base() as first:
        pass
    with pytest.raises(UsageError), serving.base() as second:
        second.show("p", "no_key")
    with serving.base() as third:
        assert third is first
    serving.close()


def test_listening_beyond_this_machine_must_be_meant(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="add --open-to-network if that is meant"):
        run(tmp_path, host="0.0.0.0", say=lambda _: None)
