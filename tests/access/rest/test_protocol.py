"""The interface as HTTP: forms by Accept, CORS, HEAD, ETag, OpenAPI, the reference; and what hostile requests get."""

from __future__ import annotations

from urllib.parse import quote

import lxml.html
import pytest
from fastapi.testclient import TestClient

from rashinban.access.rest.described import words


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("application/json, text/xml, application/xml, */*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0, */*;q=0.1", "application/json"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_the_accept_header_chooses_the_form(client: TestClient, accept: str, media: str) -> None:
    got = client.get("/api/show/p?by=country&top=1", headers={"Accept": accept})
    assert got.status_code == 200
    assert got.headers["content-type"] == media


def test_a_form_that_does_not_exist_is_refused(client: TestClient) -> None:
    got = client.get("/api/show/p", headers={"Accept": "application/xml"})
    assert (got.status_code, got.headers["content-type"]) == (406, "application/problem+json")
    assert client.get("/api/show/p?format=xlsx").json()["detail"] == (
        "format 'xlsx' is not known here; use json, csv, parquet"
    )


def test_any_page_of_the_web_may_read_and_the_pages_stay_as_they_are(client: TestClient) -> None:
    origin = {"Origin": "https://example.org"}
    got = client.get("/api/areas", headers=origin)
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Rashinban-Release" in got.headers["Access-Control-Expose-Headers"]
    asked = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-mine"}
    before = client.options("/api/areas", headers=asked)
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=origin).headers


def test_head_has_the_headers_of_get_and_an_etag_spares_the_body(client: TestClient) -> None:
    got = client.get("/api/indicators")
    head = client.head("/api/indicators")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    again = client.get("/api/indicators", headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    got = client.request(method, "/api/works/W1")
    assert (got.status_code, got.headers["content-type"]) == (405, "application/problem+json")


_SQL = "1' or '1'='1'; drop table works; --"


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/api/show/nix", 400, "indicator 'nix' is not known; known are"),
        ("/api/show/,", 400, "no indicator is named"),
        (f"/api/show/{quote(_SQL, safe='')}", 400, "is not known"),
        (f"/api/show/p?by={quote(_SQL)}", 400, "is not known; known are"),
        (f"/api/show/p?order_by={quote(_SQL)}", 400, "known are"),
        (f"/api/show/p?year={quote(_SQL)}", 400, "a year is a whole number"),
        ("/api/show/p?lang=fr", 400, "lang 'fr' is not known; use en, ja"),
        ("/api/works?per_page=2&per_page=3", 400, "per_page is given twice"),
        ("/api/authors?institution=" + "I" * 3_000, 400, "longer than 2,000 characters"),
        ("/api/releases?release=x", 400, "parameter 'release' is not known here"),
        ("/api/show/p?colour=red", 400, "parameter 'colour' is not known here; known are"),
        ("/api/show/p?top=0", 400, "write a whole number from 1"),
        ("/api/show/p?top=1e9", 400, "write a whole number from 1"),
        ("/api/show/p?country=JP&country=KR", 400, "write country=A|B"),
        ("/api/show/p?reference=world:/etc/passwd", 400, "is for the command line"),
        ("/api/show/p?release=../../etc", 400, "is not known; known are"),
        (f"/api/show/p?release={'0' * 5000}", 400, "is not known; known are"),
        ("/api/works?per_page=1000000000", 400, "write a whole number from 1 to 200"),
        ("/api/works?per_page=-1", 400, "write a whole number from 1 to 200"),
        ("/api/works?select=*", 400, "no column of works"),
        (f"/api/works?sort={quote(_SQL)}", 400, "use id, newest, most_cited"),
        ("/api/works?cursor=AAAA", 400, "leave it out"),
        (f"/api/works/{quote(_SQL, safe='')}", 404, "give an OpenAlex id"),
        ("/api/works/%00", 404, "is no id of a work"),
        ("/api/works/..%2f..%2f..%2fetc%2fpasswd", 404, "give an OpenAlex id"),
        ("/api/works/%3Cscript%3Ealert(1)%3C/script%3E", 404, "give an OpenAlex id"),
        ("/api/authors/0000-0002-1825-0098", 404, "an OpenAlex id (A123), an ORCID or another identifier"),
        ("/api/trials", 404, "see /api/openapi.json"),
        ("/api/indicators/nix", 404, "known are"),
        ("/api/areas/jp20-99", 404, "areas list"),
        ("/api/releases/none", 404, "no release 'none'; known are"),
        ("/api/releases/none/diff/none", 404, "no release 'none'; known are"),
        ("/api/card/p/x=y=z;/y", 400, "copy the id from a card"),
        ("/api/search?kind=trials", 400, "known are works"),
        ("/api/search?top=1001", 400, "write a whole number from 1 to 1,000"),
        ("/api/search?facets=password", 400, "facet 'password' is not known"),
        ("/api/search?offset=99999", 400, "offset"),
        (f"/api/search?q={'a' * 9_000}", 414, "ask for less at a time"),
    ],
)
def test_a_wrong_or_hostile_request_is_told_what_to_mend(
    client: TestClient, address: str, status: int, told: str
) -> None:
    got = client.get(address)
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json"), got.text[:300]
    problem = got.json()
    assert problem["status"] == status
    assert told in problem["detail"]
    assert "Traceback" not in got.text
    assert len(got.text) < 3_000


@pytest.mark.parametrize("year", ["99999999999999999999", "1..99999999999999999999", "-5"])
def test_what_can_be_no_year_is_refused(client: TestClient, year: str) -> None:
    for address in (f"/api/show/p?year={year}", f"/api/works?year={year}"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "a year is a" in answer.json()["detail"]


def test_a_year_of_no_work_is_no_fault(client: TestClient) -> None:
    assert client.get("/api/show/p?year=1066").status_code == 200
    assert client.get("/api/works?year=1066").status_code == 200


def test_openapi_has_every_address_with_words_and_answers(client: TestClient) -> None:
    made = client.get("/api/openapi.json").json()
    assert {"/api/works/{id}", "/api/show/{indicators}", "/api/card/{indicator}", "/api/search"} <= made["paths"].keys()
    for path, operations in made["paths"].items():
        assert path.startswith("/api") and list(operations) == ["get"]
        operation = operations["get"]
        assert operation["summary"] and operation["x-summary-ja"]
        assert all(one["description"] and one["x-description-ja"] for one in operation["parameters"]), path
        assert operation["responses"]["400"]["content"].keys() == {"application/problem+json"}
        assert "422" not in operation["responses"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_reference_is_a_page_whose_examples_work(client: TestClient, language: str) -> None:
    got = client.get(f"/api?lang={language}", headers={"Accept": "text/html"})
    page = lxml.html.fromstring(got.text)
    assert page.findtext(".//h1") == words()["page"]["title"][language]
    assert page.get("lang") == language
    examples = set(page.xpath("//details//a/@href"))
    assert examples == set(words()["examples"].values())
    for link in examples:
        assert client.get(link).status_code == 200, link


def test_the_list_of_addresses_is_what_a_program_gets(client: TestClient) -> None:
    got = client.get("/api").json()
    assert "/api/works/{id}" in [one["path"] for one in got["addresses"]]
