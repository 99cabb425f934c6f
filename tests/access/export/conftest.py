"""The base written by hand, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_base import small_base

import rashinban
from rashinban.access.api import Base


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_base(tmp_path / "base")


@pytest.fixture
def base(folder: Path) -> Iterator[Base]:
    with rashinban.open(folder) as opened:
        yield opened
