"""Progress elsewhere than on a terminal: the beginning of each stage, then at most a line each five seconds."""

from __future__ import annotations

import pytest

from rashinban.access.progress import _lines


def test_lines_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 0.1, 4.9, 5.0, 5.1, 6.0, 10.5])
    told = _lines(lambda: next(times))
    told("parse", "a.gz", 0, 16)
    told("parse", "b.gz", 1, 16)
    told("parse", "c.gz", 2, 16)
    told("parse", "d.gz", 3, 16)
    told("build", "universe", 0, 0)
    told("parse", "parsed", 16, 16)
    told("build", "p by country", 1_200, 0)
    assert capsys.readouterr().err.splitlines() == [
        "parse: a.gz 0 of 16",
        "parse: d.gz 3 of 16",
        "build: universe",
        "build: p by country 1,200",
    ]
