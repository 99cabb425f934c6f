"""A simulated snapshot is whole: same bytes, right shape, every planted oddity there."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.data_sources.openalex.abstracts import abstract_text
from rashinban.definitions.areas import areas
from rashinban.errors import UsageError
from rashinban.linkage.technology_areas.matcher import TEXTS, match, matcher
from rashinban.simulate import MARK, simulate
from rashinban.snapshots.files import find
from rashinban.stages.fetch import fetch
from rashinban.stages.parse import parse

WORKS = 3_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulate") / "world"
    summary = simulate(WORKS, 5, out)
    assert (summary.works, summary.parts) == (WORKS, 1)
    return out


@pytest.fixture(scope="module")
def works(world: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in sorted((world / "works").rglob("*.gz")) for line in _lines(file)]


def _lines(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return stream.read().splitlines()


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_gives_the_same_bytes_in_any_number_of_processes(tmp_path: Path) -> None:
    for name, seed, processes in (("a", 1, 1), ("b", 1, 2), ("c", 2, 1)):
        simulate(300, seed, tmp_path / name, processes=processes, part_works=150)
    first, again, other = (_digests(tmp_path / name) for name in "abc")
    assert first == again
    part = "works/updated_date=2026-02-01/part_000.gz"
    assert first[part] != other[part]


def test_layout_is_that_of_the_snapshot_with_mark_and_truth(world: Path) -> None:
    assert sorted(path.name for path in world.iterdir()) == [
        MARK,
        "authors",
        "awards",
        "funders",
        "funding",
        "institutions",
        "merged_ids",
        "publishers",
        "sources",
        "topics",
        "truth",
        "works",
    ]
    mark = json.loads((world / MARK).read_text(encoding="utf-8"))
    assert (mark["simulated"], mark["works"], mark["seed"]) == (True, WORKS, 5)
    assert [path.name for path in sorted((world / "merged_ids" / "works").iterdir())] == [
        "2025-03-01.csv.gz",
        "2025-09-01.csv.gz",
    ]


def test_a_copy_of_the_folder_takes_the_mark_and_leaves_the_truth(world: Path) -> None:
    found = find([world])
    assert f"world/{MARK}" in dict(found.files)
    assert not [name for name, _ in found.files if "truth" in name]
    assert found.left_out == (
        f"{world / 'truth'}: the truth of a simulated world",
        f"{world / 'funding'}: of another data source; fetch it by itself",
    )


def test_every_work_is_there_once_and_some_have_an_older_copy(works: list[dict[str, object]]) -> None:
    newest = [work for work in works if str(work["updated_date"]).startswith("2026")]
    older = [work for work in works if str(work["updated_date"]).startswith("2025-06-15")]
    ids = {str(work["id"]) for work in newest}
    assert len(newest) == len(ids) == WORKS
    assert len(newest) + len(older) == len(works)
    # Expected: one in 200 under its own id, one in 300 under an id that was merged.
    merged = [work for work in older if work["id"] not in ids]
    assert 5 <= len(older) - len(merged) <= 30
    assert 3 <= len(merged) <= 22


def test_planted_shares_are_realised(works: list[dict[str, object]]) -> None:
    n = len(works)

    def share(what: str, value: object) -> float:
        return sum(work[what] == value for work in works) / n

    # Three standard errors of a share of about 3,000 works: 0.10 -> 0.016, 0.73 -> 0.024.
    assert share("type", "article") == pytest.approx(0.735, abs=0.03)
    assert share("type", "review") == pytest.approx(0.065, abs=0.02)
    assert share("language", "ja") == pytest.approx(0.017, abs=0.01)
    assert sum(work["abstract_inverted_index"] is not None for work in works) / n == pytest.approx(0.60, abs=0.04)
    top = sum(work["citation_normalized_percentile"]["is_in_top_10_percent"] for work in works) / n  # type: ignore[index]
    assert top == pytest.approx(0.10, abs=0.02)
    mean = sum(float(work["fwci"]) for work in works) / n  # type: ignore[arg-type]
    assert mean == pytest.approx(1.0, abs=0.15)


def test_oddities_are_there(works: list[dict[str, object]]) -> None:
    text = [json.dumps(work, ensure_ascii=False) for work in works]
    people = [person for work in works for person in work["authorships"]]  # type: ignore[attr-defined]
    assert any(work["is_retracted"] for work in works)
    assert any(work["is_paratext"] for work in works)
    assert any(person["author"]["id"] is None for person in people)
    assert any(not person["affiliations"] for person in people)
    assert any(person["affiliations"] and not person["countries"] for person in people)
    assert any(person["countries"] and not person["institutions"] for person in people)
    assert any(len(person["countries"]) == 2 for person in people)
    assert any(institution["type"] == "company" for person in people for institution in person["institutions"])
    assert any('"funder_award_id": "JPMJ' in line for line in text)
    assert any("一" <= person["author"]["display_name"][0] <= "龥" for person in people)


def test_references_go_to_earlier_works_of_the_world(works: list[dict[str, object]]) -> None:
    year = {str(work["id"]): int(str(work["publication_year"])) for work in works}
    for work in works:
        for cited in work["referenced_works"]:  # type: ignore[attr-defined]
            assert year.get(cited, 0) <= int(str(work["publication_year"]))


def test_our_parser_keeps_every_record_and_value(world: Path) -> None:
    base = world.parent / "base"
    fetch(base, "openalex", from_paths=[world])
    parse(base, workers=1)
    report = json.loads((base / "parsed" / "openalex" / "report.json").read_text(encoding="utf-8"))
    assert (report["refused"], report["refused_values"], report["unknown_fields"]) == (0, {}, {})
    assert report["expectations_broken"] == []


def test_shipped_definitions_find_the_planted_areas(world: Path, works: list[dict[str, object]]) -> None:
    planted = {
        row["work_id"]: {row["technology_area_1"], row["technology_area_2"]} - {None}
        for row in pq.read_table(world / "truth" / "works").to_pylist()
    }
    rows = [
        {
            "work_id": str(work["id"]).rsplit("/", 1)[1],
            "title": work["title"],
            "abstract": abstract_text(work["abstract_inverted_index"])  # type: ignore[arg-type]
            if work["abstract_inverted_index"]
            else None,
            "keywords": None,
            "topics": None,
        }
        for work in works
        if str(work["updated_date"]).startswith("2026")
    ]
    batches = [pa.RecordBatch.from_pylist(rows, schema=TEXTS)]
    found: dict[str, set[str]] = {str(row["work_id"]): set() for row in rows}
    for out in match(batches, matcher(areas())):
        for row in out.to_pylist():
            if row["alternative"] == "standard" and row["technology_area"].startswith("jp20-"):
                found[row["work_id"]].add(row["technology_area"])
    assert found == planted


def test_wrong_calls_say_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="works from 1"):
        simulate(0, 1, tmp_path / "a")
    with pytest.raises(UsageError, match="first and last between"):
        simulate(10, 1, tmp_path / "a", first_year=2020, last_year=2019)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(UsageError, match="not empty"):
        simulate(10, 1, tmp_path / "full")
