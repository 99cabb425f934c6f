"""Fixtures of the harvesting tests: a provider, a client that need not wait, and a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oai_provider import MANNERS
from provider import Provider, playing
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Web


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def web(waits: list[float]) -> Iterator[Web]:
    with Web(manners=MANNERS, sleep=waits.append, chance=lambda: 1) as made:
        yield made


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    opened = Draft(tmp_path / "draft").open()
    yield opened
    opened.close()
