"""Fixtures that every test may use: the real data beside the checkout, and both engines."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from needs import absent
from rashinban.engine import Engine, open_engine


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes never reach a test's name: gzip writes the time into them, and workers would name one test differently."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """No test leaves this machine: a connection to anything but loopback is an error that names the address."""
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if host != "localhost" and not ip_address(host).is_loopback:
                raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", loopback_only)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data sets, read in place."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        absent(f"real data not found at {folder}")
    return folder


@pytest.fixture
def duckdb() -> Iterator[Engine]:
    engine = open_engine("duckdb")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One local Spark session for all tests: starting it costs more than any of them."""
    if shutil.which("java") is None:
        absent("Java not found: Spark tests need a Java 17 runtime")
    if find_spec("pyspark") is None:
        absent("pyspark not found: install the extra with `uv sync --extra spark`")
    # The JVM lives for a minute or two: its optimising compiler would cost more than it saves.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    engine = open_engine("spark", master="local[2]", temporary=tmp_path_factory.mktemp("spark"))
    yield engine
    engine.close()
