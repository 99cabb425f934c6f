"""A harvest: pages as they came, what was asked, deltas, and what is said of a provider that is well-behaved."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from oai_provider import CLOCK, DAY, FIVE, PREFIXES, Repository, listed, run
from provider import Answer, Asked, Provider
from rashinban import catalog
from rashinban.errors import QuotaExhausted, SourceError, UsageError
from rashinban.schema import DataSource
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Web
from rashinban.snapshots.manifest import RawManifest, snapshots, verify
from rashinban.snapshots.oai_pmh import Harvested, Request, harvest
from rashinban.stages.fetch import FetchReport, fetch


def test_each_page_is_one_file_exactly_as_it_came(web: Web, draft: Draft, provider: Provider) -> None:
    played = Repository(records=FIVE, gone=["oai:example.jp:2"])
    url, came, told = played.play(provider), [], []

    def route(asked: Asked) -> Answer:
        made = played.answer(asked)
        if asked.query["verb"] == "ListRecords":
            came.append(made.body)
        return made

    provider.routes["/oai"] = route
    done = run(web, draft, url, told.append)

    assert done == Harvested(
        records=5,
        pages=3,
        deleted=1,
        notes=(
            "5 records (1 deleted) as oai_dc, in 3 pages",
            "A repository: dates to the second since 2020-01-01, deleted records: persistent, "
            "contact library@example.jp",
        ),
        response_date="2026-11-22T04:00:00Z",
        metadata_prefix="oai_dc",
    )
    names = [f"oai_dc/page-00000{n}.xml.gz" for n in (1, 2, 3)]
    assert list(draft.entries) == names
    assert [gzip.decompress((draft.files / name).read_bytes()) for name in names] == came
    assert [draft.entries[name].source for name in names] == [
        f"{url}?verb=ListRecords&metadataPrefix=oai_dc",
        f"{url}?verb=ListRecords&resumptionToken=%2F2",
        f"{url}?verb=ListRecords&resumptionToken=%2F4",
    ]
    host = url.split("/")[2]
    assert told == [
        Progress(what=host, done=done, total=5, unit="records", note=f"page {page}")
        for page, done in ((1, 2), (2, 4), (3, 5))
    ]
    # What is whole is not asked for again.
    asked = len(provider.asked)
    assert run(web, draft, url).notes[1:] == (
        "continued an earlier fetch, of which 3 pages were there",
        *done.notes[1:],
    )
    assert len(provider.asked) == asked


def test_set_dates_and_the_best_format_are_asked_for(web: Web, draft: Draft, provider: Provider) -> None:
    url = Repository(
        records=FIVE, prefixes=["oai_dc", "junii2", "jpcoar_1.0"], sets=["a", "b", "c:1557819692844"], granularity=DAY
    ).play(provider)
    done = run(web, draft, url, set_="c:1557819692844", from_="2026-11-02T08:00:00Z", until="2026-11-30")
    assert listed(provider)[0] == {
        "verb": "ListRecords",
        "metadataPrefix": "jpcoar_1.0",
        "set": "c:1557819692844",
        "from": "2026-11-02",
        "until": "2026-11-30",
    }
    assert done.metadata_prefix == "jpcoar_1.0"
    assert next(iter(draft.entries)) == "jpcoar_1.0/page-000001.xml.gz"


def test_a_day_and_a_second_become_seconds_for_who_takes_them(web: Web, draft: Draft, provider: Provider) -> None:
    url = Repository(records=FIVE).play(provider)
    run(web, draft, url, from_="2026-11-02T08:00:00Z", until="2026-11-30")
    assert (listed(provider)[0]["from"], listed(provider)[0]["until"]) == (
        "2026-11-02T08:00:00Z",
        "2026-11-30T23:59:59Z",
    )


def test_the_base_url_keeps_its_own_parameters(web: Web, draft: Draft, provider: Provider) -> None:
    Repository(records=FIVE).play(provider)
    assert run(web, draft, f"{provider.url}/oai?page=oai").records == 5
    assert {asked.query["page"] for asked in provider.asked} == {"oai"}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.jp/oai", "not an address of the web"),
        ("example.jp/oai", "not an address of the web"),
        ("https://me:secret@example.jp/oai", "an address with a name and a password in it, at example.jp"),
        ("https://example.jp/oai?verb=Identify", "give the base URL, without"),
    ],
)
def test_an_address_that_is_none_is_said_and_never_asked(web: Web, draft: Draft, url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        run(web, draft, url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("from_", "until", "said"),
    [
        ("2026-1-1", None, "from '2026-1-1': write a date as 2026-11-25"),
        (None, "2026-13-01", "until '2026-13-01': write a date"),
        ("2026-02-01", "2026-01-01", "from 2026-02-01 is later than until 2026-01-01"),
    ],
)
def test_dates_that_are_none_are_said_before_anything_is_asked(
    web: Web, draft: Draft, provider: Provider, from_: str | None, until: str | None, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        run(web, draft, Repository(records=FIVE).play(provider), from_=from_, until=until)
    assert provider.asked == []


def test_a_format_or_set_that_is_not_there(web: Web, draft: Draft, provider: Provider, tmp_path: Path) -> None:
    url = Repository(records=[], prefixes=["marc21"]).play(provider)
    with pytest.raises(SourceError, match="offers none of jpcoar_2.0, jpcoar_1.0, junii2, oai_dc; it offers marc21"):
        run(web, draft, url)
    url = Repository(records=[]).play(provider)
    with pytest.raises(SourceError, match="noSetHierarchy: no sets here; it has no sets: ask without one"):
        run(web, draft, url, set_="x")
    url = Repository(records=[], sets=["thesis", "article", "book"]).play(provider)
    with pytest.raises(
        SourceError, match=r"no record is in set 'theses', which is not among the 3 sets .* \(article, thesis, \.\.\.\)"
    ):
        run(web, draft, url, set_="theses")
    # A set that is not listed may be there all the same.
    url = Repository(records=FIVE, sets=["thesis"]).play(provider)
    other = Draft(tmp_path / "other").open()
    done = run(web, other, url, set_="hidden")
    assert done.records == 5
    assert done.notes[2] == ("set 'hidden' which is not among the 1 sets that the provider lists (thesis, ...)")
    other.close()


def test_busy_and_broken_answers_are_waited_out(web: Web, draft: Draft, provider: Provider, waits: list[float]) -> None:
    played = Repository(records=FIVE)
    url = played.play(provider)
    half = played.answer(Asked("/oai", {"verb": "ListRecords"}, {})).body
    provider.faults = [
        Answer(503, b"", {"Retry-After": "7"}),
        None,
        Answer(429, b"", {"Retry-After": "9"}),
        None,
        Answer(200, half, cut=200),
        Answer(200, half[:-30]),
        None,
        Answer(200, b"<!DOCTYPE html><html><head><title>Under maintenance</title></head></html>"),
        Answer(500),
    ]
    assert run(web, draft, url).records == 5
    assert waits == [7, 9, 1, 2, 1, 2]
    assert len(draft.entries) == 3


def test_a_wait_that_is_too_long_ends_the_run_and_the_next_continues(
    web: Web, draft: Draft, provider: Provider
) -> None:
    url = Repository(records=FIVE).play(provider)
    provider.faults = [None, None, None, Answer(503, b"", {"Retry-After": "7200"})]
    with pytest.raises(QuotaExhausted, match="asks to wait 120 minutes"):
        run(web, draft, url)
    assert len(draft.entries) == 1
    assert run(web, draft, url).records == 5
    assert [query.get("resumptionToken") for query in listed(provider)] == [None, "/2", "/2", "/4"]


def test_nothing_matches(web: Web, draft: Draft, provider: Provider, tmp_path: Path) -> None:
    url = Repository(records=[]).play(provider)
    done = run(web, draft, url)
    assert (done.records, done.pages, done.response_date, draft.entries) == (0, 0, None, {})
    # Where only a window was asked for, that nothing is in it is an answer to keep.
    window = Draft(tmp_path / "window").open()
    done = run(web, window, url, from_="2026-01-01")
    assert (done.records, done.pages, done.response_date) == (0, 1, "2026-11-22T04:00:00Z")
    assert done.notes[0] == "nothing new"
    assert list(window.entries) == ["oai_dc/page-000001.xml.gz"]
    window.close()


SOURCE = DataSource(
    name="played", title="", url="", licence="CC0-1.0", terms="", citation="", tables=("works",), expectations=()
)


@pytest.fixture
def harvested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: Web
) -> Callable[..., tuple[FetchReport, RawManifest]]:
    """Fetch as a data source would, at a day of November 2026; the report, and the newest snapshot."""
    clock = [CLOCK]

    def played(
        open_draft: OpenDraft,
        selection: Mapping[str, object],
        *,
        environment: Mapping[str, str],
        progress: OnProgress,
        sleep: Callable[[float], None],
    ) -> Fetched:
        url, from_ = str(selection["url"]), selection.get("from-date")
        draft = open_draft([url])
        request = Request(base_url=url, metadata_prefixes=PREFIXES, from_=str(from_) if from_ else None)
        done = harvest(web, draft, request, progress=progress, now=lambda: clock[0])
        return Fetched(draft=draft, notes=done.notes)

    monkeypatch.setattr(
        catalog, "data_source", lambda name: SimpleNamespace(__name__=name, DATA_SOURCE=SOURCE, fetch=played)
    )

    def at(day: int, selection: Mapping[str, object], *, fresh: bool = False) -> tuple[FetchReport, RawManifest]:
        clock[0] = datetime(2026, 11, day, 5, 0, tzinfo=UTC)
        report = fetch(tmp_path, "played", selection=selection, fresh=fresh, now=lambda: clock[0])
        assert verify(tmp_path, "played") == []
        return report, snapshots(tmp_path, "played")[-1]

    return at


def test_a_second_harvest_asks_for_what_changed_since_the_first(
    provider: Provider, harvested: Callable[..., tuple[FetchReport, RawManifest]]
) -> None:
    played = Repository(records=FIVE, deleted="no", now="2026-11-22T04:59:58Z")
    selection = {"url": played.play(provider)}
    first, _ = harvested(22, selection)
    assert "from" not in listed(provider)[0]

    played.records = [*FIVE, ("oai:example.jp:6", "2026-11-22T09:00:00Z")]
    played.now = "2026-11-23T05:00:01Z"
    report, manifest = harvested(23, selection)
    assert listed(provider)[-1]["from"] == "2026-11-22T04:59:57Z"
    assert report.notes == (
        "1 records (0 deleted) as oai_dc, in 1 pages",
        "A repository: dates to the second since 2020-01-01, deleted records: no, contact library@example.jp",
        f"only what changed since snapshot {first.snapshot}, from 2026-11-22T04:59:57Z; --fresh brings all",
        "this provider does not keep what was deleted: fetch with --fresh now and then",
    )
    assert [file.name for file in manifest.files] == ["oai_dc/page-000001.xml.gz"]

    # Nothing new is a snapshot too: the third begins where the second did, and the fourth where the third did.
    played.now = "2026-11-24T04:59:59Z"
    report, _ = harvested(24, selection)
    assert listed(provider)[-1]["from"] == "2026-11-23T04:59:59Z"
    assert report.notes[0] == "nothing new"
    played.now = "2026-11-25T05:00:00Z"
    harvested(25, selection)
    assert listed(provider)[-1]["from"] == "2026-11-24T04:59:58Z"

    # All again by --fresh; dates that are given are taken as given; another selection is another harvest.
    harvested(26, selection, fresh=True)
    assert "from" not in listed(provider)[-3]
    harvested(27, {**selection, "from-date": "2026-11-04"})
    assert listed(provider)[-2]["from"] == "2026-11-04"
    harvested(28, {"url": selection["url"].replace("127.0.0.1", "localhost")})
    assert "from" not in listed(provider)[-3]


def test_by_days_the_day_before_is_asked_again(
    provider: Provider, harvested: Callable[..., tuple[FetchReport, RawManifest]]
) -> None:
    played = Repository(records=[("a", "2026-11-20")], granularity=DAY, now="2026-11-22T04:59:58Z")
    selection = {"url": played.play(provider)}
    harvested(22, selection)
    harvested(23, selection)
    assert listed(provider)[-1]["from"] == "2026-11-21"


def test_a_clock_that_was_ahead_leaves_no_gap(
    provider: Provider, harvested: Callable[..., tuple[FetchReport, RawManifest]]
) -> None:
    played = Repository(records=FIVE[:1], now="2027-01-01T00:00:00Z")
    selection = {"url": played.play(provider)}
    report, _ = harvested(22, selection)
    assert report.notes[-1] == (
        "answers whose responseDate is more than ten minutes ahead of this machine's clock: 1, "
        "first in oai_dc/page-000001.xml.gz"
    )
    again, _ = harvested(23, selection)
    assert "from" not in listed(provider)[-1]
    assert again.notes[2] == f"all is asked for: the clock of snapshot {report.snapshot} cannot be trusted"


def test_the_journal_is_one_line_for_the_plan_and_one_for_each_page(web: Web, draft: Draft, provider: Provider) -> None:
    run(web, draft, Repository(records=FIVE[:3]).play(provider))
    lines = [json.loads(line)["note"] for line in (draft.folder / "journal.jsonl").read_text().splitlines()]
    assert [sorted(line) for line in lines] == [["plan"], *[["asked", "at", "page", "token"]] * 2]
    assert lines[1:] == [
        {"page": "oai_dc/page-000001.xml.gz", "token": "/2", "at": "2026-11-22T04:00:05+00:00", "asked": None},
        {"page": "oai_dc/page-000002.xml.gz", "token": None, "at": "2026-11-22T04:00:05+00:00", "asked": "/2"},
    ]
