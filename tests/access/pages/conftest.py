"""Served bases for tests of pages: a small simulated world, and a handful of records written by hand to be awkward."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from awkward import FILES, MERGED
from fastapi.testclient import TestClient

from rashinban.access.api import Base
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.engine import open_engine
from rashinban.stages.update import update
from raw_base import raw_snapshot


@pytest.fixture(scope="session")
def client(released: Path) -> Iterator[TestClient]:
    """The pages of a simulated world."""
    serving = Serving(released)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


@pytest.fixture(scope="session")
def base(released: Path) -> Iterator[Base]:
    """The same world, to ask for what its pages must show."""
    with Base(released) as base:
        yield base


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The pages of a base of few records with everything that pages must bear; see awkward.py."""
    folder = tmp_path_factory.mktemp("awkward")
    files = {
        name: gzip.compress("\n".join(json.dumps(record) for record in records).encode(), mtime=0)
        for name, records in FILES.items()
    }
    raw_snapshot(folder, "openalex", "2026-11-22-awkward", {**files, **MERGED})
    engine = open_engine("duckdb")
    update(folder, engine, workers=1)
    engine.close()
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()
