"""An exported table is the table: the same rows, whole or chosen, with the meaning and licence of each column."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from small_base import AUTHORSHIPS, RELEASE, WORKS, small_base

import rashinban
from rashinban.access.api import Base
from rashinban.access.export.tables import export_tables
from rashinban.errors import BaseDamaged, BaseInUse, RashinbanError, UsageError
from rashinban.measure.question import ask

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def rows_of(path: Path) -> list[dict[str, object]]:
    """Rows without what is missing, in the order of their texts: rows of a table have no order."""
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
    elif path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    return sorted(({k: v for k, v in row.items() if v not in (None, "")} for row in rows), key=str)


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def present(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(({k: v for k, v in row.items() if v is not None} for row in rows), key=str)


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_every_row_and_value_of_a_table_is_exported(base: Base, tmp_path: Path, format: str) -> None:
    done = base.export.table("works,authorships", tmp_path / "out", format=format)
    assert rows_of(tmp_path / "out" / f"works.{format}") == present(WORKS)
    assert rows_of(tmp_path / "out" / f"authorships.{format}") == present(AUTHORSHIPS)
    assert [(entry.name, entry.rows) for entry in done.files] == [(f"works.{format}", 4), (f"authorships.{format}", 4)]
    assert done.works is None


def test_csv_keeps_quotes_and_lines_inside_texts(base: Base, tmp_path: Path) -> None:
    base.export.table("works", tmp_path / "out", columns="work_id,title,is_retracted", format="csv")
    text = (tmp_path / "out" / "works.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == '"work_id","title","is_retracted"'
    assert rows_of(tmp_path / "out" / "works.csv") == [
        {"work_id": "W1", "title": 'On "rice", wheat\nand rye'},
        {"work_id": "W2", "title": "量子"},
        {"work_id": "W3"},
        {"work_id": "W4", "title": "Withdrawn", "is_retracted": "true"},
    ]


def test_filters_choose_the_works_that_show_counts_and_all_their_rows(base: Base, tmp_path: Path) -> None:
    done = base.export.works(tmp_path / "out", where=["country=JP"])
    # W1 and half of W2; W4 is Japan's too, but retracted.
    assert done.works == base.show("p", where=["country=JP"]).rows[0].measured["p"].works == 2
    assert rows_of(tmp_path / "out" / "works.parquet") == present(WORKS[:2])
    assert rows_of(tmp_path / "out" / "authorships.parquet") == present(AUTHORSHIPS[:3])
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "affiliations.parquet", "authorships.parquet", "citations.parquet", "works.parquet", "datapackage.json",
    }  # fmt: skip


def test_a_model_is_cut_to_the_chosen_works_with_all_their_rows(base: Base, tmp_path: Path) -> None:
    base.export.table("country_weights", tmp_path / "out", where=["country=JP", "year=2021"])
    assert rows_of(tmp_path / "out" / "country_weights.parquet") == [
        {"work_id": "W2", "country": "JP", "weight": 0.5},
        {"work_id": "W2", "country": "KR", "weight": 0.5},
    ]


def test_parts_of_a_real_chain_add_up_to_the_table(released: Path, tmp_path: Path) -> None:
    types = "article|review"
    with rashinban.open(released) as base:
        years = base.show("p", by="year", where={"type": types}).rows
        parts = {}
        for year in [row.keys["year"] for row in years]:
            where = {"type": types, "year": year}
            parts[year] = base.export.table("works,authorships,work_topics", tmp_path / str(year), where=where)
        everything = base.export.table("works,authorships,work_topics", tmp_path / "all", where={"type": types})
        whole = base.export.table("all", tmp_path / "whole")
        counted = {str(name): count for name, count in base.about["rows"].items()}
    assert len(parts) > 3
    for number in range(3):
        assert sum(part.files[number].rows or 0 for part in parts.values()) == everything.files[number].rows
    assert everything.works == sum(row.measured["p"].works for row in years)
    assert {f"kb/{Path(entry.name).stem}": entry.rows for entry in whole.files} == {
        name: rows for name, rows in counted.items() if name.startswith("kb/")
    }


def test_each_column_says_type_meaning_sources_and_licence(base: Base, tmp_path: Path) -> None:
    base.export.table("institutions,country_weights,citations", tmp_path / "out", format="csv")
    made = package(tmp_path / "out")
    institutions, weights, citations = made["resources"]
    cc0 = {"name": "CC0-1.0", "path": "https://spdx.org/licenses/CC0-1.0.html"}
    by = {"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}
    assert institutions["schema"]["fields"][0] == {
        "name": "institution_id",
        "type": "string",
        "description": "OpenAlex id (I and digits), else ROR id",
        "constraints": {"required": True},
        "sources": ["openalex", "registry"],
        "licenses": [cc0, by],
    }
    assert institutions["schema"]["primaryKey"] == ["institution_id"]
    assert institutions["licenses"] == [cc0, by]
    # A model's sources are those of the tables that it reads, over institution_weights: affiliations, institutions.
    assert weights["schema"]["fields"][2]["sources"] == ["openalex", "registry"]
    assert [field["name"] for field in weights["schema"]["fields"]] == ["work_id", "country", "weight"]
    assert weights["schema"]["fields"][2]["type"] == "number"
    # No row, no source.
    assert "licenses" not in citations and citations["rows"] == 0
    assert [source["name"] for source in made["sources"]] == ["openalex", "registry"]
    assert made["sources"][1]["snapshots"] == [
        {"snapshot": "2026-01-10-registry", "sha256": "ab" * 32, "fetched_at": "2026-01-12T09:00:00+00:00"}
    ]
    assert made["sources"][1]["terms"] == ["terms of registry"]


def test_a_parquet_file_carries_meaning_and_licence_itself(base: Base, tmp_path: Path) -> None:
    base.export.table("institutions", tmp_path / "out", columns="display_name")
    field = pq.read_schema(tmp_path / "out" / "institutions.parquet").field("display_name")
    assert field.metadata[b"licences"] == b"CC0-1.0, CC-BY-4.0"
    assert field.metadata[b"data_sources"] == b"openalex, registry"
    assert field.metadata[b"release"] == RELEASE.encode()
    assert b"description" in field.metadata and b"simulated" not in field.metadata


def test_sizes_and_hashes_are_those_of_the_files(base: Base, tmp_path: Path) -> None:
    base.export.works(tmp_path / "out", format="jsonl")
    for resource in package(tmp_path / "out")["resources"]:
        content = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == content.count(b"\n")


def test_the_package_says_what_was_chosen_in_both_languages(base: Base, tmp_path: Path) -> None:
    base.export.works(tmp_path / "out", where={"country": "JP", "year": "2018..2021"}, format="csv")
    made = package(tmp_path / "out")
    assert made["title"].startswith(f"Rashinban, release {RELEASE}: works, affiliations")
    assert made["description"] == (
        f"Rows of release {RELEASE} of a Rashinban base that belong to 2 works: those with country=JP year=2018..2021 "
        "(works of type article and review; no retracted works, no paratext)."
    )
    assert made["translations"]["ja"]["description"].startswith(
        f"Rashinbanの知識ベースのリリース{RELEASE}のうち、country=JP year=2018..2021に当たる2件の論文に属する行"
    )
    assert made["selection"]["works"] == 2
    assert made["rebuild"] == (
        f"rashinban export works --where country=JP --where year=2018..2021 --format csv --release {RELEASE} --to DIR"
    )


def test_a_simulated_base_is_said_to_be_one(tmp_path: Path) -> None:
    with rashinban.open(small_base(tmp_path / "base", simulated=True)) as base:
        base.export.table("works", tmp_path / "out")
    made = package(tmp_path / "out")
    assert made["simulated"] is True
    assert made["title"].startswith("SIMULATED: ") and made["description"].startswith("SIMULATED: ")
    assert made["translations"]["ja"]["title"].startswith("【模擬データ】")
    assert made["citation"]["text"].startswith("SIMULATED DATA. ")
    assert pq.read_schema(tmp_path / "out" / "works.parquet").field("work_id").metadata[b"simulated"] == b"true"


def test_equal_exports_are_equal_files(base: Base, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_tables(
            base.session, base.about, ["works"], tmp_path / name, question=ask(), now=datetime(2026, 1, 20, tzinfo=UTC)
        )
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda e, to: e.table("nope", to), "table 'nope' is not in release .*; known are all, affiliations"),
        (lambda e, to: e.table("", to), "no table is named"),
        (lambda e, to: e.table("works", to, columns="work_id,nope"), "works has no column 'nope'; it has work_id, doi"),
        (lambda e, to: e.table("works,citations", to, columns="work_id"), "--columns goes with one table"),
        (lambda e, to: e.table("works", to, format="xml"), "format 'xml' is not known; use parquet, csv, jsonl"),
        (lambda e, to: e.table("institutions", to, where=["country=JP"]), "its rows belong to no work"),
        (lambda e, to: e.works(to, where=["cntry=JP"]), "key 'cntry' is not known"),
        (lambda e, to: e.works(to / "deep" / "er"), "no such folder"),
        (lambda e, to: e.works(to.with_suffix(".zip")), "give --to a name without .zip"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_leaves_nothing(
    base: Base, tmp_path: Path, call: Callable[[Any, Path], object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        call(base.export, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base"]


def test_nothing_is_written_over_unless_asked_and_never_what_is_not_ours(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "out"
    base.export.table("works,authorships", target)
    with pytest.raises(UsageError, match="exists already"):
        base.export.table("works", target)
    base.export.table("works", target, overwrite=True)
    assert sorted(path.name for path in target.iterdir()) == ["datapackage.json", "works.parquet"]
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match="no export of ours"):
        base.export.table("works", mine, overwrite=True)
    assert (mine / "thesis.docx").read_text(encoding="utf-8") == "years of work"


def test_the_base_is_no_place_for_an_export(base: Base, tmp_path: Path) -> None:
    for target in (base.folder / "releases" / "new", base.folder, base.folder / "x" / ".." / "new", tmp_path):
        with pytest.raises(UsageError, match="lie apart|no such folder"):
            base.export.table("works", target, overwrite=True)


def test_a_table_with_rows_missing_is_not_exported_as_if_it_were_whole(base: Base, tmp_path: Path) -> None:
    path = base.session.folder / "kb" / "works" / "part-0.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(BaseDamaged, match="3 rows, its manifest says 4"):
        base.export.table("works", tmp_path / "out")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["base"]


def test_an_interrupted_export_leaves_what_was_there(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "out"
    base.export.table("works", target)
    before = (target / "datapackage.json").read_bytes()

    def interrupt(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        base.export.table("all", target, overwrite=True, say=interrupt)
    assert (target / "datapackage.json").read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["base", "out"]


def test_a_full_disk_is_said_and_leaves_nothing(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rashinban.access.export.formats.write", full)
    with pytest.raises(RashinbanError, match="disk full at .*out"):
        base.export.table("works", tmp_path / "out")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["base"]


def test_a_killed_export_leaves_no_target_and_the_next_one_tidies_up(folder: Path, tmp_path: Path) -> None:
    program = (
        "import sys, time, rashinban\n"
        "base = rashinban.open(sys.argv[1])\n"
        "base.export.table('all', sys.argv[2], say=lambda *_: (print('writing', flush=True), time.sleep(60)))\n"
    )
    target = tmp_path / "out"
    running = subprocess.Popen([sys.executable, "-c", program, str(folder), str(target)], stdout=subprocess.PIPE)
    try:
        assert running.stdout is not None and running.stdout.readline() == b"writing\n"
        with rashinban.open(folder) as base:
            with pytest.raises(BaseInUse, match="another process is writing this export"):
                base.export.table("works", target)
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            assert not target.exists()
            base.export.table("works", target)
    finally:
        running.kill()
        running.wait()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["base", "out"]


def test_the_command_prints_what_it_wrote(folder: Path, tmp_path: Path, rashinban: Run) -> None:
    done = rashinban(
        "export", "works", "--where", "country=JP", "--format", "csv", "--to", tmp_path / "out", base=folder
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["2", "rows", str((tmp_path / "out" / "works.csv").stat().st_size), "bytes", "works.csv"]
    assert (
        lines[-1] == f"{tmp_path / 'out'}: the rows of 2 works; columns, sources and licences are in datapackage.json"
    )
    again = rashinban("export", "table", "works", "--to", tmp_path / "out", base=folder)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.strip().endswith("exists already; choose another with --to, or give --overwrite")
