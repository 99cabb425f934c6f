"""Fetching from NDL Search: OpenSearch by idx, SRU by startRecord, what it does not show beyond its limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources import ndl
from rashinban.data_sources.ndl.fetch import questions
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch


def answer(told: str) -> Answer:
    """An answer of SRU."""
    name = "searchRetrieveResponse"
    return Answer(body=f'<{name} xmlns="http://www.loc.gov/zing/srw/">{told}</{name}>'.encode())


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Seven entries of which five are shown, three a page."""
    with playing() as played:

        def opensearch(asked: Asked) -> Answer:
            start = int(asked.query["idx"])
            items = "".join(f"<item><link>https://x/books/{n}</link></item>" for n in range(start, min(start + 3, 6)))
            total = '<o:totalResults xmlns:o="http://a9.com/-/spec/opensearchrss/1.0/">7</o:totalResults>'
            return Answer(body=f"<rss><channel>{total}{items}</channel></rss>".encode())

        def sru(asked: Asked) -> Answer:
            record = "<record><recordData><RDF/></recordData></record>"
            return answer(f"<numberOfRecords>1</numberOfRecords>{record}")

        played.routes["/opensearch"], played.routes["/sru"] = opensearch, sru
        yield played


def fetch_ndl(base: Path, provider: Provider, **selection: object) -> FetchReport:
    return fetch(base, "ndl", selection=selection, environment={"RASHINBAN_NDL": provider.url}, sleep=lambda _: None)


def test_opensearch_is_paged_and_what_is_not_shown_is_said(tmp_path: Path, provider: Provider) -> None:
    report = fetch_ndl(tmp_path, provider, title="羅針盤", years="2015..2020", material="books")
    assert report.notes == (
        "5 records of 7 that NDL Search counted, in 2 pages",
        "NDL Search did not give the other 2: ask for less at a time, by --years",
    )
    asked = {"title": "羅針盤", "mediatype": "books", "from": "2015", "until": "2020", "cnt": "200"}
    assert [one.query for one in provider.asked] == [{**asked, "idx": idx} for idx in ("1", "4", "6")]
    assert [len(list(ndl.records(file))) for file in raw_files(tmp_path, "ndl")] == [3, 2]


def test_sru_asks_in_cql(tmp_path: Path, provider: Provider) -> None:
    report = fetch_ndl(tmp_path, provider, any='x "y"', isbn="9784003101018", form="rdf")
    assert report.notes == ("1 records of 1 that NDL Search counted, in 1 pages",)
    (asked,) = provider.asked
    assert asked.query == {
        "operation": "searchRetrieve",
        "query": 'anywhere="x \\"y\\"" AND isbn="9784003101018"',
        "recordSchema": "dcndl",
        "recordPacking": "xml",
        "maximumRecords": "200",
        "startRecord": "1",
    }


def test_a_fault_is_told_in_its_words(tmp_path: Path, provider: Provider) -> None:
    fault = "<diagnostics><diagnostic><message>Unsupported index</message></diagnostic></diagnostics>"
    provider.routes["/sru"] = lambda _: Answer(
        body=f"<searchRetrieveResponse>{fault}</searchRetrieveResponse>".encode()
    )
    with pytest.raises(SourceError, match="NDL Search says 'Unsupported index'"):
        fetch_ndl(tmp_path, provider, title="x", form="rdf")


def test_nothing_found_is_no_snapshot(tmp_path: Path, provider: Provider) -> None:
    fault = "<diagnostics><diagnostic><message>Record does not exist</message></diagnostic></diagnostics>"
    provider.routes["/sru"] = lambda _: Answer(
        body=f"<searchRetrieveResponse>{fault}</searchRetrieveResponse>".encode()
    )
    with pytest.raises(SourceError, match="nothing matches title x"):
        fetch_ndl(tmp_path, provider, title="x", form="rdf")


def test_a_page_of_another_kind_is_asked_again(tmp_path: Path, provider: Provider) -> None:
    provider.faults = [Answer(body=b"<html><br></html>"), Answer(body=b"<rss><channel/></rss>")]
    assert fetch_ndl(tmp_path, provider, title="x").files == 2


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({}, "which records? give at least one of --any, --title, --creator, --publisher, --ndc, --isbn"),
        ({"title": "x", "form": "marc"}, "form 'marc' is not known; known are rss, rdf"),
    ],
)
def test_selections_that_are_none(selection: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        questions(selection, "https://example.org")
    assert str(caught.value) == said
