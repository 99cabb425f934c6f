"""Fetching from CiNii Research: both languages of each page, an appid that leaves no trace, answers of nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources import cinii
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

APPID = "secret appid"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Three projects, two a page."""
    with playing() as played:

        def search(asked: Asked) -> Answer:
            if asked.query.get("appid") != APPID:
                return Answer(403, b'{"message": "Invalid APPID"}')
            start = int(asked.query["start"])
            items = [
                {"@id": f"https://cir.nii.ac.jp/crid/104000000000000000{n}", "title": asked.query["lang"]}
                for n in range(start, min(start + 2, 4))
            ]
            context = {"@language": asked.query["lang"]}
            found = {"@context": context, "@type": "channel", "opensearch:totalResults": 3, "items": items}
            return Answer(body=json.dumps(found, indent=1).encode())

        played.routes["/opensearch/v2/projects"] = search
        yield played


def fetch_cinii(base: Path, provider: Provider, appid: str = APPID, **selection: object) -> FetchReport:
    environment = {"RASHINBAN_CINII": provider.url, "RASHINBAN_CINII_APPID": appid}
    chosen = {"kind": "projects", "query": "羅針盤", **selection}
    return fetch(base, "cinii", selection=chosen, environment=environment, sleep=lambda _: None)


def test_each_page_is_fetched_in_both_languages(tmp_path: Path, provider: Provider) -> None:
    report = fetch_cinii(tmp_path, provider, years="2020")
    assert report.notes == ("3 records of 3 that CiNii counted, in 2 pages",)
    fixed = {"q": "羅針盤", "from": "2020", "until": "2020", "format": "json", "count": "200", "appid": APPID}
    assert [asked.query for asked in provider.asked] == [
        {**fixed, "start": start, "lang": lang} for start in ("1", "3") for lang in ("ja", "en")
    ]
    files = raw_files(tmp_path, "cinii")
    records = [json.loads(record) for file in files for _, record in cinii.records(file) if isinstance(record, bytes)]
    assert [{code: item["title"] for code, item in record["search"].items()} for record in records] == [
        {"ja": "ja", "en": "en"}
    ] * 3


def test_the_appid_is_nowhere(tmp_path: Path, provider: Provider) -> None:
    fetch_cinii(tmp_path, provider)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"secret" not in content, path
    with pytest.raises(SourceError) as caught:
        fetch_cinii(tmp_path, provider, appid="wrong secret")
    assert str(caught.value).startswith("CiNii does not take the appid: Invalid APPID; get one at")
    assert "wrong" not in str(caught.value)


def test_without_an_appid_nothing_is_asked(tmp_path: Path, provider: Provider) -> None:
    with pytest.raises(SourceError, match="CiNii asks for an appid: get one at"):
        fetch_cinii(tmp_path, provider, appid=" ")
    assert provider.asked == []


def test_an_answer_of_nothing_is_not_believed(tmp_path: Path, provider: Provider) -> None:
    nothing = Answer(body=b'{"opensearch:totalResults": 0}')
    provider.faults = [nothing, None, nothing]
    assert fetch_cinii(tmp_path, provider).notes == ("3 records of 3 that CiNii counted, in 2 pages",)
    provider.routes["/opensearch/v2/projects"] = lambda _: nothing
    with pytest.raises(SourceError, match="nothing matches, or CiNii wants to slow down"):
        fetch_cinii(tmp_path, provider, query="other")


def test_an_interrupted_fetch_goes_on_with_the_next_page(tmp_path: Path, provider: Provider) -> None:
    provider.faults = [None, None, Answer(400)]
    with pytest.raises(SourceError, match="answer 400"):
        fetch_cinii(tmp_path, provider)
    provider.asked.clear()
    report = fetch_cinii(tmp_path, provider)
    assert report.notes == (
        "3 records of 3 that CiNii counted, in 2 pages",
        "continued an earlier fetch, of which 1 pages were there",
    )
    assert [asked.query["start"] for asked in provider.asked] == ["3", "3"]


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({"kind": "people", "query": "x"}, "kind 'people' is not known; known are projects, articles"),
        ({"kind": "books"}, "which records? give at least one of --query, --title, --creator, --issn, --project"),
    ],
)
def test_selections_that_are_none(tmp_path: Path, selection: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        fetch(tmp_path, "cinii", selection=selection, environment={"RASHINBAN_CINII_APPID": "x"})
    assert str(caught.value).startswith(said)
