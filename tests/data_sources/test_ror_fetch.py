"""Fetching ROR: the newest dump of its community on Zenodo, checked against the published checksum."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Provider, md5, playing
from rashinban.errors import SourceError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch


def dump() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("v2.16-2026-11-19-ror-data.json", "[]")
    return packed.getvalue()


DUMP = dump()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.file("/dump/content", DUMP)
        listing(played, checksum=f"md5:{md5(DUMP)}")
        yield played


def listing(provider: Provider, **newest: object) -> None:
    links = {"self": f"{provider.url}/dump/content"}
    file = {"key": "v2.16-2026-11-19-ror-data.zip", "size": len(DUMP), "links": links, **newest}
    older = {"key": "readme.txt", "size": 1, "links": links}
    found = {"hits": {"hits": [{"files": [older, file]}, {"files": []}], "total": 90}}
    provider.routes["/api/communities/ror-data/records"] = lambda _: Answer(body=json.dumps(found).encode())


def fetch_ror(base: Path, provider: Provider) -> FetchReport:
    return fetch(base, "ror", environment={"RASHINBAN_ZENODO": provider.url}, sleep=lambda _: None)


def test_the_newest_dump_is_fetched_and_recognised(tmp_path: Path, provider: Provider) -> None:
    report = fetch_ror(tmp_path, provider)
    assert report.notes == (f"v2.16-2026-11-19-ror-data.zip, {len(DUMP)} bytes",)
    (file,) = raw_files(tmp_path, "ror")
    assert (file.name, file.path.read_bytes()) == ("v2.16-2026-11-19-ror-data.zip", DUMP)
    assert provider.asked[0].query == {"q": "", "sort": "newest", "size": "1"}
    again = fetch_ror(tmp_path, provider)
    assert (again.snapshot, again.new) == (report.snapshot, False)


def test_a_dump_that_differs_from_its_checksum_is_not_taken(tmp_path: Path, provider: Provider) -> None:
    listing(provider, checksum=f"md5:{'0' * 32}")
    with pytest.raises(SourceError, match="the checksum is not the published one"):
        fetch_ror(tmp_path, provider)
    assert raw_files(tmp_path, "ror") == []


def test_answers_that_are_no_list_of_dumps_are_said(tmp_path: Path, provider: Provider) -> None:
    listing(provider, key="data.csv")
    with pytest.raises(SourceError, match="the newest record has no zip"):
        fetch_ror(tmp_path, provider)
    provider.routes["/api/communities/ror-data/records"] = lambda _: Answer(body=b"<html>")
    with pytest.raises(SourceError, match="not the list of records that Zenodo documents"):
        fetch_ror(tmp_path, provider)
