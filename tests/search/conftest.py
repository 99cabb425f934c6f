"""The base of tests/searched_base.py, built once, and its index."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashinban.search.index import Index, open_index
from searched_base import ROWS, build_only, write_tables


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    write_tables(folder, ROWS)
    build_only(folder)
    return folder


@pytest.fixture(scope="session")
def index(base: Path) -> Index:
    return open_index(base / "search")
