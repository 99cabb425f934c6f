"""Fetching DataCite: the cursor stands in the address of the next page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources.datacite import fetch as module
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Three DOIs in pages of two."""
    monkeypatch.setattr(module, "_SIZE", 2)
    dois = [{"id": f"10.5000/{number}", "type": "dois"} for number in range(3)]
    with playing() as played:

        def route(asked: Asked) -> Answer:
            cursor = asked.query["page[cursor]"]
            start = 0 if cursor == "1" else int(cursor.removeprefix("after+"))
            following = f"{played.url}/dois?page%5Bcursor%5D=after%2B{start + 2}&page%5Bsize%5D=2"
            body = {"data": dois[start : start + 2], "meta": {"total": 3}, "links": {"next": following}}
            return Answer(body=json.dumps(body).encode())

        played.routes["/dois"] = route
        yield played


def fetch_datacite(base: Path, provider: Provider, **selection: object) -> FetchReport:
    environment = {"RASHINBAN_DATACITE": provider.url}
    return fetch(base, "datacite", selection=selection, environment=environment, sleep=lambda _: None)


def test_every_page_is_fetched_once(tmp_path: Path, provider: Provider) -> None:
    report = fetch_datacite(tmp_path, provider, query="titles.title:heat", client="cern.zenodo")
    assert report.notes == ("3 records of 3 that DataCite counted, in 2 pages",)
    assert [file.name for file in raw_files(tmp_path, "datacite")] == [
        "dois-1/page-000001.json.gz",
        "dois-1/page-000002.json.gz",
    ]
    asked = {
        "query": "(titles.title:heat)",
        "client-id": "cern.zenodo",
        "affiliation": "true",
        "publisher": "true",
        "page[size]": "2",
    }
    assert [each.query for each in provider.asked] == [
        {**asked, "page[cursor]": "1"},
        {**asked, "page[cursor]": "after+2"},
    ]


def test_dois_are_asked_for_in_a_query(tmp_path: Path, provider: Provider) -> None:
    fetch_datacite(tmp_path, provider, doi=["https://doi.org/10.5000/A", '10.5000/"b'])
    assert provider.asked[0].query["query"] == r'doi:"10.5000/a" OR doi:"10.5000/\"b"'


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({}, "which records\\? give at least one of --doi"),
        ({"funder": "x"}, "selection 'funder' is not known; known are doi, query, client"),
        ({"doi": "x"}, "doi 'x': not a DOI"),
    ],
)
def test_a_selection_that_cannot_be_asked_is_refused(
    tmp_path: Path, provider: Provider, selection: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        fetch_datacite(tmp_path, provider, **selection)
    assert provider.asked == []


def test_an_answer_of_another_kind_is_an_error(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/dois"] = lambda _: Answer(body=b'{"data": {"id": "10.5000/1"}}')
    with pytest.raises(SourceError, match="not a list of DOIs"):
        fetch_datacite(tmp_path, provider, query="x")
