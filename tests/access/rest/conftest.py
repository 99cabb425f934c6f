"""A served base of a small simulated world, and a client that reads it as a stranger would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import rashinban
from rashinban.access.api import Base
from rashinban.access.serving import Serving
from rashinban.access.web import application


@pytest.fixture(scope="session")
def app(released: Path) -> Iterator[FastAPI]:
    serving = Serving(released)
    yield application(serving)
    serving.close()


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    # A fault is to be seen as the reader sees it: as status 500.
    with TestClient(app, raise_server_exceptions=False) as one:
        yield one


@pytest.fixture(scope="session")
def base(released: Path) -> Iterator[Base]:
    with rashinban.open(released) as opened:
        yield opened
