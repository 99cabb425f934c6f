"""Harvesting a repository: which format is asked for, what the selection says, deltas by its own clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oai_provider import FIVE, Repository
from provider import Provider, playing
from rashinban.data_sources.jpcoar.fetch import fetch
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.draft import Draft, Fetched, no_progress


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


def harvest(folder: Path, environment: dict[str, str], **selection: object) -> Fetched:
    draft = Draft(folder)
    return fetch(lambda _: draft.open(), selection, environment=environment, progress=no_progress, sleep=lambda _: None)


def test_the_best_format_on_offer_is_asked_for(tmp_path: Path, provider: Provider) -> None:
    address = Repository(records=FIVE, size=10, prefixes=("oai_dc", "jpcoar_1.0", "jpcoar_2.0")).play(provider)
    fetched = harvest(tmp_path / "draft", {}, url=address)
    fetched.draft.close()
    assert sorted(fetched.draft.entries) == ["jpcoar_2.0/page-000001.xml.gz"]
    assert fetched.notes[0] == "5 records (0 deleted) as jpcoar_2.0, in 1 pages"


def test_set_dates_and_prefix_of_the_selection(tmp_path: Path, provider: Provider) -> None:
    address = Repository(records=FIVE, size=10, prefixes=("oai_dc", "jpcoar_2.0"), sets=("7:8",)).play(provider)
    fetched = harvest(
        tmp_path / "draft",
        {"RASHINBAN_JPCOAR": address},
        set="7:8",
        from_date="2026-11-02",
        until="2026-11-04",
        prefix="oai_dc",
    )
    fetched.draft.close()
    (listed,) = [each.query for each in provider.asked if each.query.get("verb") == "ListRecords"]
    assert listed == {
        "verb": "ListRecords",
        "metadataPrefix": "oai_dc",
        "set": "7:8",
        "from": "2026-11-02",
        "until": "2026-11-04",
    }


def test_a_format_that_is_not_offered(tmp_path: Path, provider: Provider) -> None:
    address = Repository(records=FIVE).play(provider)
    with pytest.raises(SourceError, match="offers none of junii2; it offers oai_dc"):
        harvest(tmp_path / "draft", {}, url=address, prefix="junii2")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ({}, "which repository"),
        ({"url": "https://example.ac.jp/oai", "years": "2020"}, "'years' is not known"),
        ({"url": "https://example.ac.jp/oai", "until": "2020"}, "until '2020' is no day"),
    ],
)
def test_selections_that_cannot_be(tmp_path: Path, selection: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        harvest(tmp_path / "draft", {}, **selection)
