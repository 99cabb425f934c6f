"""Fetching PubMed: by number, by search with PubMed's own list, and whole files with their checksums."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, md5, playing
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files, snapshots
from rashinban.stages.fetch import FetchReport, fetch

KEY = "secret-ncbi-key"


def article(pmid: int) -> bytes:
    return f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID></MedlineCitation></PubmedArticle>".encode()


def answer(pmids: range | list[int]) -> Answer:
    return Answer(
        body=b"<?xml version='1.0'?><PubmedArticleSet>" + b"".join(map(article, pmids)) + b"</PubmedArticleSet>"
    )


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:

        def efetch(asked: Asked) -> Answer:
            if "id" in asked.query:
                return answer([int(each) for each in asked.query["id"].split(",") if each != "404"])
            if asked.query["WebEnv"] != "MCID_1":
                return Answer(body=b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>")
            start = int(asked.query["retstart"])
            return answer(range(start, min(start + int(asked.query["retmax"]), 1203)))

        def esearch(asked: Asked) -> Answer:
            found = {"count": "1203", "retmax": "0", "querykey": "1", "webenv": "MCID_1", "idlist": []}
            return Answer(body=json.dumps({"header": {}, "esearchresult": found}).encode())

        played.routes["/eutils/efetch.fcgi"] = efetch
        played.routes["/eutils/esearch.fcgi"] = esearch
        yield played


def get(base: Path, provider: Provider, **selection: object) -> FetchReport:
    environment = {
        "RASHINBAN_PUBMED_API": f"{provider.url}/eutils",
        "RASHINBAN_PUBMED_FILES": f"{provider.url}/pubmed/",
        "RASHINBAN_NCBI_KEY": KEY,
        "RASHINBAN_MAILTO": "someone@example.org",
    }
    return fetch(base, "pubmed", selection=selection, environment=environment, sleep=lambda _: None)


def test_by_number(tmp_path: Path, provider: Provider) -> None:
    numbers = [*range(1000, 1230), 404, 1000]
    report = get(tmp_path, provider, pmid="|".join(map(str, numbers)))
    assert report.notes == ("230 records for 231 PMIDs",)
    assert [len(asked.query["id"].split(",")) for asked in provider.asked] == [200, 31]
    assert {asked.query["api_key"] for asked in provider.asked} == {KEY}
    assert {asked.query["tool"] for asked in provider.asked} == {"rashinban"}
    first, second = raw_files(tmp_path, "pubmed")
    assert (first.name, second.name) == ("pmid/page-000001.xml.gz", "pmid/page-000002.xml.gz")
    assert gzip.decompress(second.path.read_bytes()).count(b"<PubmedArticle>") == 30


def test_the_key_is_written_nowhere(tmp_path: Path, provider: Provider) -> None:
    get(tmp_path, provider, pmid=["1000"])
    provider.routes["/eutils/efetch.fcgi"] = lambda _: Answer(
        400, b'{"error": "API key invalid ' + KEY.encode() + b'"}'
    )
    with pytest.raises(SourceError) as error:
        get(tmp_path, provider, pmid=["1001"])
    assert KEY not in str(error.value)
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_search_that_was_stopped_goes_on_in_the_same_list(tmp_path: Path, provider: Provider) -> None:
    provider.faults = [None, None, Answer(400, b"{}")]
    with pytest.raises(SourceError):
        get(tmp_path, provider, query="light[mesh] AND 2024[dp]")
    report = get(tmp_path, provider, query="light[mesh] AND 2024[dp]")
    assert report.notes == ("1,203 records of 1,203 that PubMed counted",)
    told = [(asked.path.rpartition("/")[2], asked.query.get("retstart")) for asked in provider.asked]
    assert told == [
        ("esearch.fcgi", None),
        ("efetch.fcgi", "0"),
        ("efetch.fcgi", "500"),
        ("efetch.fcgi", "500"),
        ("efetch.fcgi", "1000"),
    ]
    assert provider.asked[0].query["term"] == "light[mesh] AND 2024[dp]"
    assert [file.name for file in raw_files(tmp_path, "pubmed")] == [f"query/page-00000{n}.xml.gz" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"count": "10000", "querykey": "1", "webenv": "W"}, "shows at most 9,999 of a search; split it by year"),
        ({"ERROR": "Invalid field", "count": "0"}, "PubMed does not take the search: Invalid field"),
        ({"count": "x"}, "not the answer that PubMed documents"),
        ({"count": "0", "querykey": "1", "webenv": "W"}, "nothing matches"),
    ],
)
def test_searches_that_cannot_be_fetched(tmp_path: Path, provider: Provider, found: object, said: str) -> None:
    provider.routes["/eutils/esearch.fcgi"] = lambda _: Answer(body=json.dumps({"esearchresult": found}).encode())
    with pytest.raises(SourceError, match=said):
        get(tmp_path, provider, query="light")
    assert snapshots(tmp_path, "pubmed") == []


def test_a_list_that_pubmed_has_forgotten_is_said(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/eutils/efetch.fcgi"] = lambda _: Answer(
        body=b"<eFetchResult><ERROR>Unable</ERROR></eFetchResult>"
    )
    with pytest.raises(SourceError, match="no records came but .*Unable.*; fetch with --fresh"):
        get(tmp_path, provider, query="light")


def test_whole_files_are_checked_and_continued(tmp_path: Path, provider: Provider) -> None:
    files = {f"pubmed26n000{n}.xml.gz": gzip.compress(article(n) * n, mtime=0) for n in (1, 2)}
    listed = "".join(f'<a href="{name}">{name}</a><a href="{name}.md5">x</a>' for name in files)
    provider.routes["/pubmed/baseline/"] = lambda asked: (
        Answer(body=listed.encode()) if asked.path.endswith("/") else Answer(404)
    )
    for name, data in files.items():
        provider.file(f"/pubmed/baseline/{name}", data)
        told = f"MD5({name})= {md5(data)}\n".encode()
        provider.routes[f"/pubmed/baseline/{name}.md5"] = lambda _, told=told: Answer(body=told)
    wrong = provider.routes["/pubmed/baseline/pubmed26n0002.xml.gz.md5"]
    provider.routes["/pubmed/baseline/pubmed26n0002.xml.gz.md5"] = lambda _: Answer(body=b"MD5(x)= " + b"0" * 32)
    with pytest.raises(SourceError, match="the checksum is not the published one"):
        get(tmp_path, provider, bulk="baseline")
    provider.routes["/pubmed/baseline/pubmed26n0002.xml.gz.md5"] = wrong
    report = get(tmp_path, provider, bulk="baseline")
    assert (report.notes, report.files) == (("2 files",), 2)
    asked = [each.path for each in provider.asked]
    assert asked.count("/pubmed/baseline/pubmed26n0001.xml.gz") == 1
    assert [file.path.read_bytes() for file in raw_files(tmp_path, "pubmed")] == list(files.values())


@pytest.mark.parametrize(
    "selection",
    [{}, {"pmid": ""}, {"pmid": "12a"}, {"bulk": "everything"}, {"pmid": "1", "query": "x"}, {"topic": "T1"}],
)
def test_wrong_selections_are_said(tmp_path: Path, provider: Provider, selection: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        get(tmp_path, provider, **selection)
    assert provider.asked == []
