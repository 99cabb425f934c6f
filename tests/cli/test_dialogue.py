"""The commands by which a moderator reads, answers, publishes and declines what readers left on cards."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rashinban.cli import main
from rashinban.measure.dialogue import ask

Run = Callable[..., str]
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
GIVEN = {
    "card": "p/country=JP;fractional;openalex;cited_by_count/r1", "title": {"en": "Works", "ja": "論文"},
    "said": {"en": "Japan: 10.", "ja": "日本は10。"}, "kind": "question", "text": "Why 10?", "language": "en",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command against an empty base; what it prints, and with `fails` what it refuses."""
    monkeypatch.setenv("RASHINBAN_BASE", str(tmp_path))

    def running(*words: str, fails: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["rashinban", "dialogue", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert (ended.value.code or 0) == fails, told.err
        return told.err if fails else told.out

    return running


def test_a_question_from_its_arrival_to_its_answer(run: Run, tmp_path: Path) -> None:
    ask(tmp_path, GIVEN, now=NOW)
    ask(tmp_path, {**GIVEN, "text": "Buy\nnow"}, now=NOW)
    rows = json.loads(run("list", "--format", "json"))
    assert [(row["id"], row["state"], row["text"]) for row in rows] == [
        (1, "waiting", "Why 10?"),
        (2, "waiting", "Buy now"),
    ]
    told = run("answer", "1", "--en", "Ten were loaded.", "--by", "Office")
    assert told == "1: answered; next: rashinban dialogue publish 1\n"
    assert run("publish", "1").startswith("1: published, with its answer; at /dialogue#q1")
    assert run("decline", "2", "--reason", "advertisement") == "2: declined; no reader sees it\n"
    assert run("list") == ""
    shown = json.loads(run("show", "2"))
    assert (shown["state"], shown["reason"], shown["text"]) == ("declined", "advertisement", "Buy\nnow")
    assert json.loads(run("show", "1"))["answer"]["by"] == "Office"


def test_bad_calls_are_told_in_one_line(run: Run, tmp_path: Path) -> None:
    assert "question 1 is not known" in run("publish", "1", fails=1)
    ask(tmp_path, GIVEN, now=NOW)
    assert "has no text" in run("answer", "1", "--by", "Office", fails=2)
    # A release that there is not would be a promise that nobody can check.
    assert "r9" in run("answer", "1", "--en", "Mended.", "--corrected-in", "r9", fails=2)
    assert json.loads(run("show", "1"))["answer"] is None
    run("decline", "1")
    assert "declined already" in run("decline", "1", fails=2)
