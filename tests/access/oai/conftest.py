"""Fixtures of the harvesting tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from oai_library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty base to publish works in."""
    return Library(tmp_path / "base")
