"""What a test needs and may lack: Java, the real data, a mount."""

from __future__ import annotations

import os

import pytest

REQUIRE_ALL = os.environ.get("RASHINBAN_REQUIRE_ALL") == "1"


def absent(reason: str) -> None:
    """Skip with the reason; under RASHINBAN_REQUIRE_ALL=1, where everything must be there, fail instead."""
    if REQUIRE_ALL:
        pytest.fail(f"{reason} (RASHINBAN_REQUIRE_ALL=1)")
    pytest.skip(reason)
