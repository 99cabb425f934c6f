"""One file over HTTP: continued after breaks, begun again when it changed, checked against what was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Provider, md5, playing
from rashinban.errors import SourceError
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Manners, Web
from rashinban.snapshots.manifest import FileEntry

DATA = bytes(range(256)) * 5000
HEADERS = {"ETag": '"v1"'}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.file("/f", DATA, etag="v1")
        yield played


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    made = Draft(tmp_path / "draft").open()
    yield made
    made.close()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(manners=Manners(requests_per_second=1e9, tries=3), sleep=lambda _: None) as made:
        yield made


def expected(provider: Provider, data: bytes = DATA) -> FileEntry:
    return FileEntry(
        name="works/f.gz",
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        source=f"{provider.url}/f",
        last_modified="Wed, 24 Jun 2026 00:00:00 GMT",
    )


def test_fetched_once(provider: Provider, draft: Draft, web: Web) -> None:
    positions: list[int] = []
    for _ in range(2):
        entry = download(
            web, f"{provider.url}/f", draft, "works/f.gz", expected_bytes=len(DATA), reached=positions.append
        )
        assert entry == expected(provider)
    assert len(provider.asked) == 1
    assert positions == sorted(positions)
    assert positions[-1] == len(DATA)
    assert draft.path("works/f.gz").read_bytes() == DATA
    assert sorted(path.name for path in draft.files.rglob("*") if path.is_file()) == ["f.gz"]


def test_continued_where_the_connection_broke_as_long_as_there_is_progress(
    provider: Provider, draft: Draft, web: Web
) -> None:
    # Five breaks, more than the three tries: each one brought something, so each begins the count anew.
    whole = provider.routes["/f"]
    rests = iter([300_000, 300_000, 300_000, 200_000, 100_000])

    def breaking(asked: object) -> Answer:
        answer = whole(asked)  # type: ignore[arg-type]
        answer.cut = next(rests, None)
        return answer

    provider.routes["/f"] = breaking
    assert download(web, f"{provider.url}/f", draft, "works/f.gz") == expected(provider)
    assert [asked.headers.get("Range") for asked in provider.asked] == [
        None,
        "bytes=300000-",
        "bytes=600000-",
        "bytes=900000-",
        "bytes=1100000-",
        "bytes=1200000-",
    ]


def test_continued_by_another_process(provider: Provider, draft: Draft, web: Web) -> None:
    provider.faults = [Answer(200, DATA, HEADERS, cut=500_000)] + [Answer(500)] * 3
    with pytest.raises(SourceError, match="answer 500"):
        download(web, f"{provider.url}/f", draft, "works/f.gz")
    draft.close()
    later = Draft(draft.folder).open()
    assert download(web, f"{provider.url}/f", later, "works/f.gz") == expected(provider)
    assert provider.asked[-1].headers["Range"] == "bytes=500000-"
    later.close()


def test_begun_again_when_the_file_changed(provider: Provider, draft: Draft, web: Web) -> None:
    new = b"new" * 1000
    provider.faults = [Answer(200, DATA, HEADERS, cut=500_000), None]
    provider.file("/f", new, etag="v2")
    assert download(web, f"{provider.url}/f", draft, "works/f.gz") == expected(provider, new)
    assert draft.path("works/f.gz").read_bytes() == new


def test_begun_again_when_a_range_of_another_version_comes(provider: Provider, draft: Draft, web: Web) -> None:
    provider.faults = [
        Answer(200, DATA, HEADERS, cut=500_000),
        Answer(206, b"other", {"ETag": '"v9"', "Content-Range": "bytes 500000-500004/500005"}),
    ]
    assert download(web, f"{provider.url}/f", draft, "works/f.gz") == expected(provider)
    assert "Range" not in provider.asked[-1].headers


def test_a_provider_without_ranges_sends_all_of_it(provider: Provider, draft: Draft, web: Web) -> None:
    provider.faults = [Answer(200, DATA, HEADERS, cut=500_000), Answer(200, DATA, HEADERS)]
    entry = download(web, f"{provider.url}/f", draft, "works/f.gz")
    assert (entry.bytes, entry.sha256) == (len(DATA), expected(provider).sha256)


def test_what_was_published_about_the_file_must_hold(provider: Provider, draft: Draft, web: Web) -> None:
    with pytest.raises(SourceError, match="1,280,000 bytes instead of the 7 listed"):
        download(web, f"{provider.url}/f", draft, "works/f.gz", expected_bytes=7)
    with pytest.raises(SourceError, match="the checksum is not the published one"):
        download(web, f"{provider.url}/f", draft, "works/f.gz", md5="0" * 32)
    assert draft.entries == {}
    assert download(web, f"{provider.url}/f", draft, "works/f.gz", md5=md5(DATA)) == expected(provider)


def test_a_file_that_is_not_there(provider: Provider, draft: Draft, web: Web) -> None:
    with pytest.raises(SourceError, match="/nothing: answer 404: nothing here"):
        download(web, f"{provider.url}/nothing", draft, "works/f.gz")
