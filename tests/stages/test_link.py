"""Which copy of a record stands, what goes with it, and that the order of loading does not matter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from parsed_base import content, kb, parsed_part
from rashinban.engine import Engine
from rashinban.engine.store import read_manifest
from rashinban.errors import NotBuilt
from rashinban.stages.link import Linked
from rashinban.stages.link import link as link_with

OLD, NEW = "2026-01-02", "2026-02-03"


def link(base: Path, engine: Engine | None = None) -> Linked:
    """Link without technology areas, which have tests of their own."""
    return link_with(base, engine=engine, known_areas={})


def work(work_id: str, updated: str | None, cited: int = 0, **more: object) -> dict[str, object]:
    return {"work_id": work_id, "updated_date": updated, "cited_by_count": cited, **more}


def author(work_id: str, position: int, author_id: str, name: str, orcid: str | None = None) -> dict[str, object]:
    return {
        "work_id": work_id,
        "author_position": position,
        "author_id": author_id,
        "display_name": name,
        "orcid": orcid,
    }


def january(base: Path) -> None:
    parsed_part(
        base,
        "openalex",
        "works_2026-01",
        "works.jsonl",
        {
            1: {
                "works": [work("W1", OLD, 5)],
                "authorships": [author("W1", 1, "A1", "Old Name"), author("W1", 2, "A2", "Kato")],
            },
            2: {"works": [work("W2", OLD, 7)], "authorships": [author("W2", 1, "A1", "Old Name", "0000-0001")]},
        },
    )


def february(base: Path) -> None:
    parsed_part(
        base,
        "openalex",
        "works_2026-02",
        "works.jsonl",
        {
            1: {"works": [work("W3", None)], "authorships": [author("W3", 1, "A3", "Sato")]},
            2: {"works": [work("W1", NEW, 6)], "authorships": [author("W1", 1, "A1", "New Name")]},
        },
    )


def test_rows_are_written_in_the_order_of_their_key(tmp_path: Path) -> None:
    february(tmp_path)
    january(tmp_path)
    link(tmp_path)
    written = [pq.read_table(path) for path in (tmp_path / "kb" / "works").glob("*.parquet")]
    assert [table["work_id"].to_pylist() for table in written] == [["W1", "W2", "W3"]]
    (named,) = [pq.read_table(path) for path in (tmp_path / "kb" / "authorships").glob("*.parquet")]
    keys = list(zip(named["work_id"].to_pylist(), named["author_position"].to_pylist(), strict=True))
    assert keys == [("W1", 1), ("W2", 1), ("W3", 1)]


def test_the_newer_copy_stands_and_brings_its_own_authorships(tmp_path: Path) -> None:
    january(tmp_path)
    february(tmp_path)
    done = link(tmp_path)
    assert kb(tmp_path, "works", "work_id", "cited_by_count", "data_source", "snapshot", "part", "line") == [
        ("W1", 6, "openalex", "works_2026-02", "works.jsonl", 2),
        ("W2", 7, "openalex", "works_2026-01", "works.jsonl", 2),
        ("W3", 0, "openalex", "works_2026-02", "works.jsonl", 1),
    ]
    assert kb(tmp_path, "authorships", "work_id", "author_position", "author_id") == [
        ("W1", 1, "A1"),
        ("W2", 1, "A1"),
        ("W3", 1, "A3"),
    ]
    # A2 was on the older copy of W1 only; A1's newest name is on the newest work, its ORCID on another.
    assert kb(tmp_path, "authors", "author_id", "display_name", "orcid") == [
        ("A1", "New Name", "0000-0001"),
        ("A3", "Sato", None),
    ]
    assert done.as_of == NEW
    about = read_manifest(tmp_path / "kb" / "authorships").about
    # 5 parsed = 3 kept + 2 of the superseded copy of W1
    assert about == {
        "parsed": {"openalex": 5},
        "kept": 3,
        "repeated": 0,
        "superseded": 2,
        "merged": 0,
        "copy": 0,
    }


def test_loading_in_any_order_gives_the_same_tables(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    january(one)
    link(one)
    february(one)
    link(one)
    february(other)
    link(other)
    january(other)
    link(other)
    assert content(one) == content(other)
    assert {n: read_manifest(one / "kb" / n).fingerprint for n in content(one)} == {
        n: read_manifest(other / "kb" / n).fingerprint for n in content(other)
    }


def test_null_dates_come_last_then_citations_then_checksum(tmp_path: Path) -> None:
    parsed_part(
        tmp_path,
        "openalex",
        "s",
        "f",
        {
            1: {"works": [work("W1", None, 99, title="no date")]},
            2: {"works": [work("W1", OLD, 1, title="dated, cited once")]},
            3: {"works": [work("W1", OLD, 2, title="dated, cited twice")]},
            4: {"works": [work("W2", OLD, 1, title="low checksum", _crc=1)]},
            5: {"works": [work("W2", OLD, 1, title="high checksum", _crc=2)]},
            6: {"works": [work("W2", OLD, 1, title="high checksum", _crc=2)]},
        },
    )
    link(tmp_path)
    assert kb(tmp_path, "works", "work_id", "title", "line") == [
        ("W1", "dated, cited twice", 3),
        ("W2", "high checksum", 5),
    ]
    about = read_manifest(tmp_path / "kb" / "works").about
    # 6 parsed = 2 kept + 3 superseded (lines 1, 2, 4) + 1 exact copy (line 6)
    assert (about["parsed"], about["kept"], about["superseded"], about["copy"]) == ({"openalex": 6}, 2, 3, 1)


def merged(*pairs: tuple[str, str]) -> dict[int, dict[str, list[dict[str, object]]]]:
    return {
        line: {"merged_ids": [{"id": gone, "merged_into_id": into, "updated_date": OLD}]}
        for line, (gone, into) in enumerate(pairs, 1)
    }


def test_chains_of_merges_are_followed_in_every_column(tmp_path: Path) -> None:
    parsed_part(
        tmp_path,
        "openalex",
        "s",
        "works",
        {
            1: {
                "works": [work("W1", OLD, source_id="S1", primary_topic_id="T1")],
                "authorships": [author("W1", 1, "A1", "Mori")],
                "affiliations": [
                    {
                        "work_id": "W1",
                        "author_position": 1,
                        "affiliation_position": 1,
                        "institution_position": 1,
                        "institution_id": "I1",
                    }
                ],
                # W2 and W3 both stand as W4: two references become one.
                "citations": [{"work_id": "W1", "cited_work_id": w} for w in ("W2", "W3", "W9")],
                # The primary topic T1 is merged into T2, which is on the work too: position 1 stays.
                "work_topics": [
                    {"work_id": "W1", "topic_id": "T1", "score": 0.9, "position": 1},
                    {"work_id": "W1", "topic_id": "T2", "score": 0.8, "position": 2},
                ],
            },
            # W2 is gone and W4 stands: W4's own record stands although W2's is newer.
            2: {"works": [work("W2", NEW, 50)], "citations": [{"work_id": "W2", "cited_work_id": "W7"}]},
            3: {"works": [work("W4", OLD, 40)], "citations": [{"work_id": "W4", "cited_work_id": "W8"}]},
            # W5 is gone and W6 has no record: W5's stands for it.
            4: {"works": [work("W5", OLD, 3)], "citations": [{"work_id": "W5", "cited_work_id": "W1"}]},
        },
    )
    chain = merged(
        ("W2", "W3"), ("W3", "W4"), ("W5", "W6"), ("S1", "S2"), ("T1", "T2"), ("A1", "A2"), ("A2", "A3"), ("A3", "A4"),
        ("I1", "I2"),
    )  # fmt: skip
    parsed_part(tmp_path, "openalex", "s", "merged", chain)
    link(tmp_path)
    assert kb(tmp_path, "works", "work_id", "cited_by_count", "source_id", "primary_topic_id") == [
        ("W1", 0, "S2", "T2"),
        ("W4", 40, None, None),
        ("W6", 3, None, None),
    ]
    assert kb(tmp_path, "citations") == [("W1", "W4"), ("W1", "W9"), ("W4", "W8"), ("W6", "W1")]
    assert kb(tmp_path, "work_topics") == [("W1", "T2", 0.9, 1)]
    assert kb(tmp_path, "authorships", "author_id") == [("A4",)]
    assert kb(tmp_path, "authors", "author_id", "display_name") == [("A4", "Mori")]
    assert kb(tmp_path, "affiliations", "institution_id") == [("I2",)]
    assert ("W2", "W4", OLD) in kb(tmp_path, "merged_ids")
    about = read_manifest(tmp_path / "kb" / "citations").about
    # 6 parsed = 4 kept + 1 repeated (W3 as W4) + 1 of the record of W2, merged away
    assert (about["kept"], about["repeated"], about["merged"], about["superseded"]) == (4, 1, 1, 0)


def test_merges_in_a_circle_are_reported_and_each_id_stands_alone(tmp_path: Path) -> None:
    parsed_part(tmp_path, "openalex", "s", "w", {1: {"works": [work(w, OLD) for w in ("W1", "W2", "W3")]}})
    parsed_part(
        tmp_path, "openalex", "s", "m", merged(("W1", "W2"), ("W2", "W3"), ("W3", "W1"), ("W8", "W1"), ("W7", "W6"))
    )
    done = link(tmp_path)
    assert kb(tmp_path, "works", "work_id") == [("W1",), ("W2",), ("W3",)]
    assert done.circle == ("W1", "W2", "W3", "W8")


def test_a_mention_stands_until_a_full_record_arrives(tmp_path: Path) -> None:
    parsed_part(
        tmp_path,
        "openalex",
        "2026-01",
        "works",
        {
            1: {
                "works": [work("W1", OLD)],
                "sources_mentions": [{"source_id": "S1", "display_name": "Old title"}],
            },
            2: {"sources_mentions": [{"source_id": "S2", "display_name": "Nature"}]},
        },
    )
    parsed_part(
        tmp_path,
        "openalex",
        "2026-02",
        "works",
        {
            7: {
                "works": [work("W2", NEW)],
                "sources_mentions": [{"source_id": "S1", "display_name": "New title", "_crc": 1}],
            }
        },
    )
    link(tmp_path)
    assert kb(tmp_path, "sources", "source_id", "display_name", "snapshot", "line") == [
        ("S1", "New title", "2026-02", 7),
        ("S2", "Nature", "2026-01", 2),
    ]
    parsed_part(
        tmp_path,
        "openalex",
        "2026-02",
        "sources",
        {1: {"sources": [{"source_id": "S1", "display_name": "Full record", "works_count": 3}]}},
    )
    link(tmp_path)
    assert kb(tmp_path, "sources", "source_id", "display_name", "works_count") == [
        ("S1", "Full record", 3),
        ("S2", "Nature", None),
    ]
    about = read_manifest(tmp_path / "kb" / "sources").about
    assert (about["kept"], about["mentioned"], about["mentions"]) == (1, 1, {"openalex": 3})


def test_ror_and_openalex_institutions_become_one_and_differences_are_kept(tmp_path: Path) -> None:
    parsed_part(
        tmp_path,
        "openalex",
        "s",
        "institutions",
        {
            1: {
                "institutions": [
                    {
                        "institution_id": "I1",
                        "ror_id": "0aaa",
                        "display_name": "Tohoku Univ",
                        "country_code": "JP",
                        "type": "education",
                    }
                ],
                "institution_names": [{"institution_id": "I1", "name": "Tohoku", "kind": "alias"}],
            },
            2: {"institutions_mentions": [{"institution_id": "I2", "ror_id": "0bbb", "country_code": "FR"}]},
        },
    )
    parsed_part(
        tmp_path,
        "ror",
        "v2",
        "ror",
        {
            1: {
                "institutions": [
                    {
                        "institution_id": "0aaa",
                        "ror_id": "0aaa",
                        "display_name": "Tohoku University",
                        "country_code": "JP",
                        "type": "education",
                        "established": 1907,
                    }
                ],
                "institution_names": [
                    {"institution_id": "0aaa", "name": "東北大学", "kind": "label", "language": "ja"},
                    {"institution_id": "0aaa", "name": "Tohoku", "kind": "alias"},
                ],
                "institution_relations": [{"institution_id": "0aaa", "related_id": "0bbb", "relation": "related"}],
            },
            2: {"institutions": [{"institution_id": "0bbb", "ror_id": "0bbb", "display_name": "Lab"}]},
            3: {"institutions": [{"institution_id": "0ccc", "ror_id": "0ccc", "display_name": "Only ROR"}]},
        },
    )
    link(tmp_path)
    assert kb(tmp_path, "institutions", "institution_id", "display_name", "country_code", "established", "part") == [
        ("0ccc", "Only ROR", None, None, "ror"),
        ("I1", "Tohoku Univ", "JP", 1907, "institutions"),
        ("I2", "Lab", "FR", None, "institutions"),
    ]
    assert kb(tmp_path, "institution_names") == [
        ("I1", "Tohoku", None, "alias"),
        ("I1", "東北大学", "ja", "label"),
    ]
    assert kb(tmp_path, "institution_relations") == [("I1", "I2", "related")]
    assert kb(tmp_path, "claims") == [
        ("institutions", "I1", "display_name", "openalex", "Tohoku Univ"),
        ("institutions", "I1", "display_name", "ror", "Tohoku University"),
    ]
    about = read_manifest(tmp_path / "kb" / "institutions").about
    # 4 kept + 1 mentioned - 2 joined = 3 rows; 2 ROR ids matched
    assert (about["kept"], about["mentioned"], about["joined"], about["matched"]) == (4, 1, 2, 2)


def test_only_tables_whose_inputs_changed_are_written(tmp_path: Path) -> None:
    january(tmp_path)
    first = link(tmp_path)
    assert first.unchanged == ()
    assert link(tmp_path).written == ()
    parsed_part(tmp_path, "openalex", "s", "topics", {1: {"topics": [{"topic_id": "T1", "display_name": "Ice"}]}})
    assert link(tmp_path).written == ("topics",)
    shutil.rmtree(tmp_path / "kb" / "works")
    assert link(tmp_path).written == ("works",)


def test_technology_areas_are_found_again_when_texts_or_definitions_change(tmp_path: Path) -> None:
    january(tmp_path)
    assert "work_technology_areas" in link(tmp_path).written
    assert "work_technology_areas" in link(tmp_path).unchanged
    february(tmp_path)
    assert "work_technology_areas" in link(tmp_path).written


def test_a_part_without_its_marker_is_not_linked(tmp_path: Path) -> None:
    january(tmp_path)
    february(tmp_path)
    (tmp_path / "parsed/openalex/_parts/works_2026-02--works.jsonl.json").unlink()
    link(tmp_path)
    assert kb(tmp_path, "works", "work_id", "cited_by_count") == [("W1", 5), ("W2", 7)]


def test_nothing_parsed_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="rashinban parse"):
        link(tmp_path)


@pytest.mark.spark
def test_spark_links_to_the_same_tables(tmp_path: Path, spark: Engine) -> None:
    one, other = tmp_path / "duckdb", tmp_path / "spark"
    for base in (one, other):
        january(base)
        february(base)
        parsed_part(base, "openalex", "s", "merged", merged(("A1", "A2"), ("A2", "A3"), ("W3", "W4")))
    link(one)
    link(other, engine=spark)
    assert content(one) == content(other)


def test_of_several_entities_in_one_record_each_stands_for_itself(tmp_path: Path) -> None:
    def award(number: int, title: str) -> dict[str, object]:
        return {"award_id": f"award:{number}", "title": title, "updated_date": OLD if title == "old" else NEW}

    # One line of a spreadsheet may tell of two awards; the next edition has only one of them.
    parsed_part(tmp_path, "spreadsheet", "s1", "a", {1: {"awards": [award(1, "old"), award(2, "old")]}})
    parsed_part(tmp_path, "spreadsheet", "s2", "a", {2: {"awards": [award(1, "new")]}})
    link(tmp_path)
    assert kb(tmp_path, "awards", "award_id", "title") == [("award:1", "new"), ("award:2", "old")]
    about = read_manifest(tmp_path / "kb" / "awards").about
    assert (about["kept"], about["superseded"]) == (2, 1)
