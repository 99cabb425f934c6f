"""Fetching from J-STAGE: pages counted by entries, warnings, errors that come with success, one question a journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources import jstage
from rashinban.data_sources.jstage.fetch import questions
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

NO_HITS = "<result><status>ERR_001</status><message>ERR_001</message></result>"


def feed(status: str, total: int, numbers: range) -> Answer:
    entries = "".join(f"<entry><id>https://example.org/{n}</id></entry>" for n in numbers)
    told = f"<result><status>{status}</status></result><totalResults>{total}</totalResults>"
    return Answer(body=f'<feed xmlns="http://www.w3.org/2005/Atom">{told}{entries}</feed>'.encode())


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Five hits in pages of two, of which the last one is not shown."""
    with playing() as played:

        def search(asked: Asked) -> Answer:
            start = int(asked.query["start"])
            if start > 4:
                return Answer(body=f"<feed>{NO_HITS}</feed>".encode())
            return feed("WARN_002", 5, range(start, min(start + 2, 5)))

        played.routes["/searchapi/do"] = search
        yield played


def fetch_jstage(base: Path, provider: Provider, **selection: object) -> FetchReport:
    environment = {"RASHINBAN_JSTAGE": provider.url}
    return fetch(base, "jstage", selection=selection, environment=environment, sleep=lambda _: None)


def test_pages_are_counted_and_what_is_not_shown_is_said(tmp_path: Path, provider: Provider) -> None:
    report = fetch_jstage(tmp_path, provider, text="鋼", years="2015..2020")
    assert report.notes == (
        "4 records of 5 that J-STAGE counted, in 2 pages",
        "J-STAGE did not give the other 1: ask for less at a time, by --years",
    )
    assert [asked.query for asked in provider.asked] == [
        {
            "service": "3",
            "text": "鋼",
            "pubyearfrom": "2015",
            "pubyearto": "2020",
            "count": "1000",
            "start": start,
        }
        for start in ("1", "3", "5")
    ]
    files = raw_files(tmp_path, "jstage")
    assert [file.name for file in files] == [f"articles/query-001/page-00000{n}.xml.gz" for n in (1, 2)]
    # What was fetched is what the parser reads.
    assert [len(list(jstage.records(file))) for file in files] == [2, 2]


def test_each_journal_is_a_question() -> None:
    asked = questions({"issn": "1884-4375|2186-3725", "journal": "example", "service": "issues"}, "https://example.org")
    assert [dict(question.parameters) for question in asked] == [
        {"service": "2", "cdjournal": "example", "count": "1000"},
        {"service": "2", "issn": "1884-4375", "count": "1000"},
        {"service": "2", "issn": "2186-3725", "count": "1000"},
    ]
    assert [question.stream for question in asked] == [f"issues/query-00{n}" for n in (1, 2, 3)]


def test_too_many_at_once_is_asked_again(tmp_path: Path, provider: Provider) -> None:
    busy = Answer(body=b"<feed><result><status>ERR_003</status></result></feed>")
    provider.faults = [busy, busy]
    assert fetch_jstage(tmp_path, provider, text="x").notes[0] == "4 records of 5 that J-STAGE counted, in 2 pages"


def test_an_error_is_told_in_its_words(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/searchapi/do"] = lambda _: Answer(
        body=b"<feed><result><status>ERR_014</status><message>sortflg</message></result></feed>"
    )
    with pytest.raises(SourceError, match="J-STAGE answered ERR_014: sortflg; look up the code"):
        fetch_jstage(tmp_path, provider, text="x")


def test_no_hits_are_no_snapshot(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/searchapi/do"] = lambda _: Answer(body=f"<feed>{NO_HITS}</feed>".encode())
    with pytest.raises(SourceError, match="nothing matches text x"):
        fetch_jstage(tmp_path, provider, text="x")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({"years": "2020"}, "which records? give at least one of --text, --title"),
        ({"text": "x", "years": "2024..2020"}, "years '2024..2020': the first comes after the last"),
        ({"text": "x", "years": "20"}, "years '20': not a year (four digits); write 2015..2024 or 2020"),
        ({"text": "x", "service": "books"}, "service 'books' is not known; known are articles, issues"),
        ({"issn": "1|"}, "issn '1|': a value is missing"),
    ],
)
def test_selections_that_are_none(selection: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        questions(selection, "https://example.org")
    assert str(caught.value).startswith(said)
