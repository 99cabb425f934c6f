"""A ledger keeps every entry as it was written; writers that meet do not overwrite each other."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from rashinban.engine.ledger import Entry, append, entries
from rashinban.errors import BaseDamaged, UsageError


def test_entries_come_back_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    folder = tmp_path / "decisions" / "one"
    for number in range(12):
        append(folder, lambda before, number=number: {"number": number, "before": len(before), "ja": "予測"})
    assert entries(folder) == [{"number": number, "before": number, "ja": "予測"} for number in range(12)]
    assert [path.name for path in sorted(folder.iterdir())] == [f"{number:06d}.json" for number in range(1, 13)]


def test_what_is_not_there_has_no_entries(tmp_path: Path) -> None:
    assert entries(tmp_path / "nothing") == []


def test_an_entry_that_may_not_be_is_not_written(tmp_path: Path) -> None:
    def refuse(before: Sequence[Entry]) -> Entry:
        raise UsageError("no")

    with pytest.raises(UsageError):
        append(tmp_path / "one", refuse)
    assert list((tmp_path / "one").iterdir()) == []


def test_a_writer_who_was_not_first_decides_again(tmp_path: Path) -> None:
    seen: list[int] = []

    def late(before: Sequence[Entry]) -> Entry:
        seen.append(len(before))
        if len(before) == 0:
            append(tmp_path, lambda _: {"who": "other"})
        return {"who": "self", "after": len(before)}

    append(tmp_path, late)
    assert seen == [0, 1]
    assert entries(tmp_path) == [{"who": "other"}, {"who": "self", "after": 1}]


def _write(folder: Path, name: str) -> None:
    for number in range(20):
        append(folder, lambda before, number=number: {"who": name, "number": number, "before": len(before)})


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = get_context("fork")
    writers = [context.Process(target=_write, args=(tmp_path, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = entries(tmp_path)
    # Each decided upon all that stood before it.
    assert [entry["before"] for entry in found] == list(range(40))
    assert {name: [entry["number"] for entry in found if entry["who"] == name] for name in "ab"} == {
        "a": list(range(20)),
        "b": list(range(20)),
    }


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda folder: (folder / "000001.json").unlink(), "entry 000001.json is missing"),
        (lambda folder: (folder / "000002.json").write_text("{"), "000002.json: is no JSON"),
        (lambda folder: (folder / "000002.json").write_text("[]"), "000002.json: is no group of fields"),
    ],
    ids=["missing", "cut", "list"],
)
def test_what_was_harmed_is_said(tmp_path: Path, harm: object, told: str) -> None:
    for _ in range(2):
        append(tmp_path, lambda before: {"n": len(before)})
    assert callable(harm)
    harm(tmp_path)
    with pytest.raises(BaseDamaged, match=told):
        entries(tmp_path)
