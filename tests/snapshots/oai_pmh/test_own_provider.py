"""Our harvester at our own provider: every record of a release once, then only what a publish changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from oai_library import REPOSITORY, Library, work

from oai_provider import run
from provider import Answer, Asked, Provider
from rashinban.access.oai import verbs
from rashinban.access.oai.answer import answer
from rashinban.reading.oai import oai_records
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Web
from rashinban.snapshots.raw import RawFile


def told(draft: Draft) -> list[str]:
    """The records of all pages: the id, and whether it is deleted."""
    found = []
    for name in sorted(draft.entries):
        file = RawFile(data_source="played", snapshot="s", name=name, path=draft.files / name)
        for _, record in oai_records(file):
            assert isinstance(record, bytes)
            header = etree.fromstring(record)[0]
            found.append(f"{header[0].text.rpartition(':')[2]}{' deleted' * (header.get('status') == 'deleted')}")
    return found


def test_a_release_is_harvested_whole_while_another_is_published(
    web: Web, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(verbs.PAGE, "ListRecords", 3)
    library = Library(tmp_path / "base")
    library.publish(*(work(number) for number in range(100, 120)))
    url = f"{provider.url}/oai"

    def route(asked: Asked) -> Answer:
        if len(provider.asked) == 5:
            library.publish(*(work(number) for number in range(103, 122)))
        return Answer(body=answer(library, list(asked.query.items()), REPOSITORY, url, library.time))

    provider.routes["/oai"] = route
    first = Draft(tmp_path / "first").open()
    done = run(web, first, url)
    assert told(first) == [f"W{number}" for number in range(100, 120)]
    assert (done.records, done.pages, done.deleted, done.metadata_prefix) == (20, 7, 0, "jpcoar_2.0")
    assert done.notes[:2] == (
        "20 records (0 deleted) as jpcoar_2.0, in 7 pages",
        "A library: dates to the second since 2026-11-22T04:00:00Z, deleted records: persistent, "
        "contact library@example.org",
    )
    first.close()

    second = Draft(tmp_path / "second").open()
    done = run(web, second, url, from_=library.time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert told(second) == ["W100 deleted", "W101 deleted", "W102 deleted", "W120", "W121"]
    assert (done.records, done.deleted) == (5, 3)
    second.close()
