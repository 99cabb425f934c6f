"""Fetching from JaLC: a DOI is encoded twice, a prefix is listed page by page, a killed fetch goes on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources.jalc import fetch as jalc_fetch
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

DOIS = ["10.51094/jxiv.1", "10.51094/jxiv.1/2", "10.51094/JXIV.3"]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.routes["/doilist/10.51094"] = listing
        for doi in DOIS:
            # The path as it is after one decoding: the slash of the DOI is still encoded.
            played.routes[f"/dois/{doi.replace('/', '%2F')}"] = record(doi)
        yield played


def record(doi: str):  # type: ignore[no-untyped-def]
    body = json.dumps({"apiType": "doi", "data": {"doi": doi}}).encode()
    return lambda _: Answer(body=body)


def listing(asked: Asked) -> Answer:
    page = int(asked.query["page"])
    items = [{"dois": {"doi": doi}} for doi in (DOIS[:2] if page == 1 else DOIS[2:])]
    return Answer(body=json.dumps({"message": {"totalPages": 2}, "data": {"items": items}}).encode())


def fetch_jalc(base: Path, provider: Provider, **selection: object) -> FetchReport:
    return fetch(base, "jalc", selection=selection, environment={"RASHINBAN_JALC": provider.url}, sleep=lambda _: None)


def fetched(base: Path) -> list[list[str]]:
    found = []
    for file in raw_files(base, "jalc"):
        found.append([answer["data"]["doi"] for answer in json.loads(gzip.decompress(file.path.read_bytes()))])
    return found


def test_all_of_a_prefix(tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jalc_fetch, "PER_FILE", 2)
    report = fetch_jalc(tmp_path, provider, prefix="10.51094", since="2025-01-01")
    assert report.notes == ("3 records of 3 DOIs",)
    assert fetched(tmp_path) == [DOIS[:2], DOIS[2:]]
    lists = [asked.query for asked in provider.asked if asked.path.startswith("/doilist")]
    assert lists == [{"rows": "1000", "page": page, "from": "2025-01-01"} for page in ("1", "2")]


def test_named_dois_of_which_one_is_not_there(tmp_path: Path, provider: Provider) -> None:
    report = fetch_jalc(tmp_path, provider, doi="https://doi.org/10.51094/jxiv.1|10.51094/JXIV.3|10.1000/elsewhere")
    assert report.notes == (
        "2 records of 3 DOIs",
        "JaLC has no record of 1 of them, among these 10.1000/elsewhere",
    )
    # Letters are sent as they were given.
    assert fetched(tmp_path) == [["10.51094/jxiv.1", "10.51094/JXIV.3"]]


def test_an_interrupted_fetch_goes_on(tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jalc_fetch, "PER_FILE", 2)
    provider.routes["/dois/10.51094%2FJXIV.3"] = lambda _: Answer(400, b'{"message": "out of order"}')
    with pytest.raises(SourceError, match="answer 400: out of order"):
        fetch_jalc(tmp_path, provider, doi="|".join(DOIS))
    provider.routes["/dois/10.51094%2FJXIV.3"] = record(DOIS[2])
    provider.asked.clear()
    report = fetch_jalc(tmp_path, provider, doi="|".join(DOIS))
    assert [asked.path for asked in provider.asked] == ["/dois/10.51094%2FJXIV.3"]
    assert report.notes[1:] == ("continued an earlier fetch, of which 2 DOIs were asked",)
    assert fetched(tmp_path) == [DOIS[:2], DOIS[2:]]


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({}, "which records? give at least one of --doi, --ids, --prefix"),
        ({"doi": "11.1/x"}, "doi '11.1/x': not a DOI"),
        ({"doi": DOIS[0], "since": "2025-01-01"}, "`since` belongs to `prefix`"),
        ({"doi": DOIS[0], "colour": "red"}, "selection 'colour' is not known; known are doi, ids, prefix, since"),
    ],
)
def test_selections_that_are_none(tmp_path: Path, provider: Provider, selection: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        fetch_jalc(tmp_path, provider, **selection)
    assert str(caught.value).startswith(said)


def test_an_answer_that_is_no_list_is_said(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/doilist/10.51094"] = lambda _: Answer(body=b"<html>")
    with pytest.raises(SourceError, match="not the list of DOIs that JaLC documents"):
        fetch_jalc(tmp_path, provider, prefix="10.51094")
