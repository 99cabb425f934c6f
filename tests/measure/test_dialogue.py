"""The ledger of the public dialogue: what waits, what is published, what is refused, what a killed writer leaves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rashinban.engine.ledger import entries
from rashinban.errors import BaseDamaged, NotFound, UsageError
from rashinban.measure import dialogue
from rashinban.measure.dialogue import FOLDER, QueueFull, answer, ask, decline, publish, published, question, questions

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
NUMBER = "p/country=JP;fractional;openalex;cited_by_count"
GIVEN = {
    "card": f"{NUMBER}/r1",
    "title": {"en": "Works", "ja": "論文"},
    "said": {"en": "Japan: 10.", "ja": "日本は10。"},
    "kind": "question",
    "text": "Why 10?",
    "language": "en",
}


def test_a_question_is_public_only_once_it_is_published_and_shows_its_answer(tmp_path: Path) -> None:
    one = ask(tmp_path, GIVEN, now=NOW)
    assert (one.id, one.state, one.number, one.release) == (1, "waiting", NUMBER, "r1")
    assert published(tmp_path) == []
    answer(tmp_path, 1, {"en": "Ten were loaded.", "by": "The office", "corrected_in": "r2"}, now=NOW)
    assert published(tmp_path) == []
    publish(tmp_path, 1, now=NOW)
    (seen,) = published(tmp_path, f"{NUMBER}/another-release")
    assert seen.answer is not None
    # What was written in one language stands in the other as it is.
    assert seen.answer.text().ja == "Ten were loaded."
    assert (seen.answer.by, seen.answer.corrected_in) == ("The office", "r2")
    assert published(tmp_path, "p/country=US;fractional;openalex;cited_by_count/r1") == []
    # 1 asked, 2 answered, 3 published.
    assert [next(iter(entry)) for entry in entries(tmp_path / FOLDER)] == ["asked", "answered", "published"]


def test_the_newest_comes_first_and_the_last_answer_counts(tmp_path: Path) -> None:
    first = ask(tmp_path, GIVEN, now=NOW)
    second = ask(tmp_path, {**GIVEN, "text": "And 11?"}, now=NOW + timedelta(days=1))
    for one in (first, second):
        publish(tmp_path, one.id, now=NOW)
    answer(tmp_path, first.id, {"en": "Before."}, now=NOW)
    answer(tmp_path, first.id, {"en": "After.", "ja": "その後。"}, now=NOW)
    assert [one.id for one in published(tmp_path)] == [2, 1]
    found = question(tmp_path, 1).answer
    assert found is not None and (found.en, found.ja) == ("After.", "その後。")


def test_what_is_declined_is_withdrawn_and_can_be_published_again(tmp_path: Path) -> None:
    ask(tmp_path, GIVEN, now=NOW)
    publish(tmp_path, 1, now=NOW)
    decline(tmp_path, 1, reason="names a person", now=NOW)
    assert published(tmp_path) == []
    with pytest.raises(UsageError, match="declined already"):
        decline(tmp_path, 1, now=NOW)
    with pytest.raises(UsageError, match="is declined; publish it first"):
        answer(tmp_path, 1, {"en": "No."}, now=NOW)
    publish(tmp_path, 1, now=NOW)
    with pytest.raises(UsageError, match="published already"):
        publish(tmp_path, 1, now=NOW)
    assert [one.id for one in published(tmp_path)] == [1]
    with pytest.raises(NotFound, match="question 7 is not known"):
        publish(tmp_path, 7, now=NOW)


def test_the_same_words_are_taken_once_while_they_wait(tmp_path: Path) -> None:
    assert ask(tmp_path, GIVEN, now=NOW).id == ask(tmp_path, GIVEN, now=NOW + timedelta(seconds=2)).id == 1
    assert ask(tmp_path, {**GIVEN, "name": "A"}, now=NOW).id == 2
    decline(tmp_path, 1, now=NOW)
    # Entries 1, 2 and the decline are there: the same words again are entry 4.
    assert ask(tmp_path, GIVEN, now=NOW).id == 4


def test_no_more_wait_than_a_moderator_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogue, "MOST_WAITING", 2)
    for text in ("one", "two"):
        ask(tmp_path, {**GIVEN, "text": text}, now=NOW)
    with pytest.raises(QueueFull, match="no more are taken"):
        ask(tmp_path, {**GIVEN, "text": "three"}, now=NOW)
    assert len(entries(tmp_path / FOLDER)) == 2
    decline(tmp_path, 1, now=NOW)
    assert ask(tmp_path, {**GIVEN, "text": "three"}, now=NOW).asked.text == "three"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "is empty"),
        ({"text": "x" * 2001}, "at most 2000"),
        ({"text": "\x1b[2J gone"}, r"U\+001B"),
        ({"text": "abc\u202egnp.exe"}, r"U\+202E"),
        ({"text": "a\x00b"}, r"U\+0000"),
        ({"name": "n" * 81}, "at most 80"),
        ({"kind": "advertisement"}, "kind"),
        ({"address": "192.0.2.1"}, "address"),
    ],
)
def test_what_no_reader_writes_is_refused(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ask(tmp_path, {**GIVEN, **changed}, now=NOW)
    assert not (tmp_path / FOLDER).exists()


def test_letters_of_every_script_and_lines_are_taken(tmp_path: Path) -> None:
    text = "行1\n行2\tعربي 👩‍🔬 é"
    assert ask(tmp_path, {**GIVEN, "text": text}, now=NOW).asked.text == text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"asked": {"card": "x"}}, "title"),
        ({"said": {}}, "'said' is no entry"),
        ({"published": {"question": 9, "recorded": "2026-11-26T09:00:00Z"}}, "000001.json"),
        ({}, "000001.json"),
    ],
)
def test_an_entry_that_is_none_of_ours_is_named(tmp_path: Path, written: dict[str, object], told: str) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "000001.json").write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(BaseDamaged, match=told):
        questions(tmp_path)


_WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from rashinban.measure.dialogue import ask, decline
base = Path(sys.argv[1])
given = eval(sys.argv[2])
for number in range(10_000):
    one = ask(base, {**given, "text": f"number {number}"}, now=datetime.now(UTC))
    decline(base, one.id, now=datetime.now(UTC))
"""


def test_a_writer_that_is_killed_leaves_whole_entries(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), repr(GIVEN)])
    try:
        end = time.monotonic() + 60
        while len(list((tmp_path / FOLDER).glob("[0-9]*.json"))) < 20:
            assert writer.poll() is None and time.monotonic() < end
            time.sleep(0.01)
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    # What a writer was about to link lies beside, under a name that is no entry.
    (tmp_path / FOLDER / ".000099.1.abcd").write_text('{"asked": {"car', encoding="utf-8")
    found = questions(tmp_path)
    whole = entries(tmp_path / FOLDER)
    assert len(found) == sum("asked" in entry for entry in whole)
    assert [one.asked.text for one in found.values()] == [f"number {n}" for n in range(len(found))]
    assert ask(tmp_path, {**GIVEN, "text": "next"}, now=NOW).id == len(whole) + 1
