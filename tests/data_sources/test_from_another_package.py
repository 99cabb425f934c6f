"""A data source of another package is found by its entry point, with its own words for types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SOURCE = '''
"""Lighthouses' own lists of publications: lines of JSON."""

import msgspec

from rashinban.errors import Refused
from rashinban.schema import DataSource, ids, kinds

DATA_SOURCE = DataSource(
    name="lighthouse", title="Lighthouses", url="https://lighthouse.example.org", licence="CC0-1.0", terms="free",
    citation="Lighthouses", tables=("works",),
)


def parser(file):
    return parse


def parse(record, rows):
    found = msgspec.json.decode(record, type=dict[str, str])
    doi = rows.take(kinds.doi, found.get("doi"), "works.doi")
    if doi is None:
        raise Refused("no DOI", column="works.doi")
    work_type = rows.type_of("works", "lighthouse", found.get("kind"), "works.type")
    rows.add("works", work_id=ids.scheme_id("doi", doi), doi=doi, title=found.get("title"), type=work_type)
'''
LIST = """{"doi": "10.1000/a", "title": "Light", "kind": "log"}
{"doi": "10.1000/b", "title": "Fog", "kind": "horn"}
{"title": "no DOI"}
"""


def package(site: Path, entry: str) -> None:
    """What an installer leaves of a package with one data source."""
    (site / "lighthouse").mkdir(parents=True)
    (site / "lighthouse" / "__init__.py").write_text(SOURCE, encoding="utf-8")
    (site / "lighthouse" / "types.csv").write_text("entity,printed,type\nworks,log,report\n", encoding="utf-8")
    told = site / "lighthouse-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: lighthouse\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[rashinban.data_sources]\n{entry} = lighthouse\n", encoding="utf-8")


def rashinban(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rashinban.cli", *words],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_fetched_and_parsed_like_one_of_ours(tmp_path: Path) -> None:
    package(tmp_path / "site", "lighthouse")
    path, base = tmp_path / "list.jsonl", tmp_path / "base"
    path.write_text(LIST, encoding="utf-8")
    fetched = rashinban(tmp_path / "site", "fetch", "lighthouse", "--from", str(path), "--base", str(base))
    assert fetched.returncode == 0, fetched.stderr
    parsed = rashinban(tmp_path / "site", "parse", "--base", str(base))
    assert parsed.returncode == 0, parsed.stderr
    report = json.loads((base / "parsed" / "lighthouse" / "report.json").read_text(encoding="utf-8"))
    assert (report["records"], report["kept"], report["refused_records"]) == (3, 2, {"no DOI": 1})
    reason = "unknown type; add it to site/lighthouse/types.csv as works"
    assert report["refused_values"] == {"works.type": {reason: 1}}
    assert report["coverage"]["works"]["type"] == 0.5


def test_a_name_that_is_taken_is_said(tmp_path: Path) -> None:
    package(tmp_path / "site", "ror")
    told = rashinban(tmp_path / "site", "fetch", "ror", "--from", str(tmp_path), "--base", str(tmp_path / "base"))
    said = "rashinban: lighthouse: data source 'ror' exists already; give it another name"
    assert told.returncode == 1 and said in told.stderr
