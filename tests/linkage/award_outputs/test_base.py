"""In a base: an output found by its words is a row of its own table and a link, and again after more works came."""

from __future__ import annotations

from pathlib import Path

from parsed_base import kb, parsed_part
from rashinban.engine.store import read_manifest
from rashinban.stages.link import link

TITLE = "Effects of green tea on sleep in old age"


def listed(base: Path) -> None:
    output = {"award_id": "ukri:A/1", "kind": "journal-article", "claimed_by": "reported", "year": 2020}
    parsed_part(
        base,
        "spreadsheet",
        "lists",
        "outputs.csv",
        {
            1: {
                "awards": [{"award_id": "ukri:A/1", "funder_id": "F1"}],
                "award_outputs": [
                    {**output, "position": 1, "title": f"{TITLE}.", "people": "Cup A"},
                    {**output, "position": 2, "title": "Named by its DOI", "work_id": "doi:10.1/named"},
                ],
            }
        },
    )


def works(base: Path) -> None:
    parsed_part(
        base,
        "openalex",
        "works",
        "works.jsonl",
        {
            1: {
                "works": [{"work_id": "W1", "title": TITLE, "publication_year": 2020, "type": "article"}],
                "authorships": [{"work_id": "W1", "author_position": 1, "raw_author_name": "Ada Cup"}],
            },
            2: {"works": [{"work_id": "W2", "title": "Something else", "doi": "10.1/named", "publication_year": 2020}]},
        },
    )


def test_outputs_of_a_base(tmp_path: Path) -> None:
    listed(tmp_path)
    link(tmp_path, known_areas={})
    manifest = read_manifest(tmp_path / "kb" / "award_output_works")
    assert manifest is not None
    # Nothing is loaded yet: both are looked for, in vain.
    assert manifest.about == {"outputs": 2, "rows": 0, "matched": {}, "unmatched": {"no such title": 2}}
    works(tmp_path)
    assert "award_output_works" in link(tmp_path, known_areas={}).written
    found = kb(tmp_path, "award_output_works", "award_id", "position", "work_id", "title", "year", "people")
    assert found == [("ukri:A/1", 1, "W1", "same", "same", "same")]
    # The second is the work whose DOI it gives, whatever that is called.
    assert kb(tmp_path, "award_outputs", "position", "work_id") == [(1, None), (2, "W2")]
    assert kb(tmp_path, "work_award_links", "link_id", "confidence", "evidence") == [
        ("work/W1/ukri:A/1", "inferred", "award_output_works.work_id"),
        ("work/W2/ukri:A/1", "exact-id", "award_outputs.work_id"),
    ]
    assert "award_output_works" in link(tmp_path, known_areas={}).unchanged
