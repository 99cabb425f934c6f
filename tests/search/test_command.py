"""`rashinban search` prints hits in four formats, what to try on no hit, and one line on a wrong call."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rashinban.cli import main
from searched_base import released


@pytest.fixture(scope="module")
def folder(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(Path(shutil.copytree(base, tmp_path_factory.mktemp("command") / "base")))


class Run:
    """The command in this process: what it printed, what it said, how it ended."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.capture, self.monkeypatch = folder, capture, monkeypatch

    def __call__(self, *arguments: str) -> tuple[bytes, str, int]:
        self.monkeypatch.setattr(sys, "argv", ["rashinban", "search", "--base", str(self.folder), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self.capture.readouterr()
        return out, err.decode(), int(ended.value.code or 0)


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(folder, capfdbinary, monkeypatch)


def test_a_table_ends_with_how_many_there_are(run: Run) -> None:
    out, err, code = run("quantum", "--kind", "works", "--sort", "newest", "--top", "2")
    lines = [line.rstrip() for line in out.decode().splitlines()]
    assert (err, code) == ("", 0)
    assert lines[0].split() == ["kind", "id", "title", "year", "cited_by_count", "people", "venue"]
    assert [line.split()[1] for line in lines[1:3]] == ["W4", "W1"]
    assert lines[3:] == ["2 of 3 found, in 6 records"]


def test_files_hold_every_column_and_nothing_else(run: Run) -> None:
    out, err, code = run("circuits", "--kind", "works", "--format", "json")
    assert (err, code) == ("1 of 1 found, in 6 records\n", 0)
    (row,) = json.loads(out)
    assert row == {
        "kind": "works", "id": "W1", "title": "Quantum computing with superconducting circuits", "names": None,
        "year": 2018, "type": "article", "cited_by_count": 50, "is_retracted": None,
        "people": "Taro Yamada; Jane Waters", "people_total": 2, "venue": "Nature Waves", "country": None,
        "doi": "10.1000/qc.1", "orcid": None, "ror": None, "issn": None, "pmid": "1234567", "award": None,
    }  # fmt: skip
    out, _, _ = run("circuits", "--kind", "works", "--format", "csv")
    assert out.decode().splitlines()[1].startswith("works,W1,Quantum computing with superconducting circuits,,2018,")
    out, _, _ = run("circuits", "--kind", "works", "--format", "parquet")
    assert pq.read_table(io.BytesIO(out)).to_pylist() == [row]


def test_filters_are_those_of_where(run: Run) -> None:
    out, _, _ = run("--kind", "works", "--where", "country=JP|US", "--where", "year=2019..2020", "--format", "csv")
    assert sorted(line.split(",")[1] for line in out.decode().splitlines()[1:]) == ["W2", "W4"]


def test_nothing_found_says_what_to_try(run: Run) -> None:
    out, err, code = run("superconducing")
    assert (err, code) == ("", 0)
    lines = out.decode().splitlines()
    assert lines[0].startswith("0 of 0 found, in ")
    assert lines[1] == "did you mean: superconducting"
    assert lines[2].startswith("nothing found for superconducing in ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["salary:1"], "field 'salary' is not known"),
        (["a", "--kind", "trials"], "kind 'trials' is not known"),
        (["a", "--top", "1000000"], "top 1000000 is not a number from 0 to 100,000"),
        (["a", "--where", "country"], "write KEY=VALUE"),
        (["a", "--sort", "best"], "sort 'best' is not known"),
        (["a", "--format", "xml"], "format 'xml' is not known"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(run: Run, arguments: list[str], said: str) -> None:
    out, err, code = run(*arguments)
    assert (out, code, len(err.splitlines())) == (b"", 2, 1)
    assert said in err
