"""Fetching Crossref: pages whose cursor never changes, DOIs in filters, the contact in every question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources.crossref import fetch as module
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Five works in pages of two; the cursor is the same on every page."""
    monkeypatch.setattr(module, "_ROWS", 2)
    works = [{"DOI": f"10.1000/{number}"} for number in range(5)]
    with playing() as played:

        def route(asked: Asked) -> Answer:
            start = 2 * sum(each.path == "/works" for each in played.asked[:-1])
            message = {"items": works[start : start + 2], "total-results": 5, "next-cursor": "same"}
            return Answer(body=json.dumps({"message-type": "work-list", "message": message}).encode())

        played.routes["/works"] = route
        yield played


def fetch_crossref(base: Path, provider: Provider, **selection: object) -> FetchReport:
    environment = {"RASHINBAN_CROSSREF": provider.url, "RASHINBAN_MAILTO": "someone@example.org"}
    return fetch(base, "crossref", selection=selection, environment=environment, sleep=lambda _: None)


def test_every_page_is_fetched_once(tmp_path: Path, provider: Provider) -> None:
    report = fetch_crossref(
        tmp_path, provider, funder="10.13039/501100001691", filter="from-pub-date:2024", query="a b"
    )
    assert report.notes == ("5 records of 5 that Crossref counted, in 3 pages",)
    assert [file.name for file in raw_files(tmp_path, "crossref")] == [
        f"works-1/page-00000{number}.json.gz" for number in (1, 2, 3)
    ]
    asked = {
        "filter": "from-pub-date:2024,funder:501100001691",
        "query": "a b",
        "rows": "2",
        "mailto": "someone@example.org",
    }
    assert [each.query for each in provider.asked] == [
        {**asked, "cursor": "*"},
        {**asked, "cursor": "same"},
        {**asked, "cursor": "same"},
    ]
    assert "someone@example.org" in provider.asked[0].headers["User-Agent"]


def test_dois_are_asked_for_in_a_filter(tmp_path: Path, provider: Provider) -> None:
    fetch_crossref(tmp_path, provider, doi="https://doi.org/10.1000/A|10.1000/b")
    assert provider.asked[0].query["filter"] == "doi:10.1000/a,doi:10.1000/b"


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({}, "which records\\? give at least one of --doi"),
        ({"author": "x"}, "selection 'author' is not known; known are doi, funder, filter, query"),
        ({"doi": "x"}, "doi 'x': not a DOI"),
        ({"doi": "10.1000/a,b"}, "Crossref ends a filter at a comma"),
        ({"funder": "JSPS"}, "funder 'JSPS': not a number"),
        ({"doi": "10.1000/a||10.1000/b"}, "a value is missing"),
    ],
)
def test_a_selection_that_cannot_be_asked_is_refused(
    tmp_path: Path, provider: Provider, selection: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        fetch_crossref(tmp_path, provider, **selection)
    assert provider.asked == []


def test_an_answer_of_another_kind_is_an_error(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/works"] = lambda _: Answer(body=b'{"message": "Resource not found."}')
    with pytest.raises(SourceError, match="not a list of works"):
        fetch_crossref(tmp_path, provider, query="x")
