"""Links of a small base, every kind once: surest evidence stands, a funder with an award is no link of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.engine import Engine
from rashinban.linkage.funding import READS, link_awards
from rashinban.schema import tables

BASE: Mapping[str, list[dict[str, object]]] = {
    "funders": [
        {"funder_id": "F1", "display_name": "National Science Foundation", "crossref_funder_id": "100000001"},
        {"funder_id": "F2", "display_name": "Society for Promotion", "crossref_funder_id": "501100001691"},
        {"funder_id": "F3", "display_name": "Tea Fund"},
    ],
    "funder_names": [{"funder_id": "F3", "name": "お茶財団"}],
    "awards": [
        {"award_id": "G1", "funder_id": "F1", "funder_award_id": "1264502"},
        {"award_id": "jgn:JP19KK0341", "funder_id": "F2", "jgn": "JP19KK0341", "institution_id": "I9"},
        {"award_id": "G3", "funder_id": "F3", "funder_award_id": "T-9"},
        {"award_id": "jgn:JP21km0908001", "jgn": "JP21km0908001"},
        # Known by its id alone.
        {"award_id": "nih:R01GM123456"},
    ],
    "award_outputs": [
        {"award_id": "G1", "position": 1, "kind": "journal-article", "claimed_by": "matched", "work_id": "W2"},
        {"award_id": "G1", "position": 2, "kind": "journal-article", "claimed_by": "matched", "work_id": "W8"},
        {"award_id": "G1", "position": 3, "kind": "patent", "claimed_by": "reported", "patent_id": "US1A"},
        {"award_id": "G1", "position": 4, "kind": "other", "claimed_by": "reported", "title": "A talk"},
    ],
    "award_output_works": [
        {"award_id": "G3", "position": 9, "work_id": "W2"},
        # W8 is linked with G1 already, by what a provider matched.
        {"award_id": "G1", "position": 9, "work_id": "W8"},
    ],
    "award_members": [
        {"award_id": "G1", "position": 1, "role": "principal_investigator", "author_id": "orcid:1", "name": "A. Tea"},
        {"award_id": "G1", "position": 2, "role": "other", "name": "B. Cup"},
    ],
    "award_institutions": [
        {"award_id": "G1", "position": 1, "role": "host", "institution_id": "I1", "institution_name": "Kettle Inc."}
    ],
    "work_awards": [
        {"work_id": "W1", "position": 1, "award_id": "G1", "funder_id": "F1", "funder_award_id": "1264502"},
        {"work_id": "W2", "position": 1, "funder_id": "F1", "funder_award_id": "NSF grant 1264502"},
        {"work_id": "W2", "position": 2, "funder_id": "F1", "funder_award_id": "DMS-7654321"},
        {"work_id": "W3", "position": 1, "funder_name": "JSPS KAKENHI", "funder_award_id": "19KK0341"},
        {"work_id": "W4", "position": 1, "funder_name": "お茶財団", "funder_award_id": "t-9"},
        {"work_id": "W4", "position": 2, "funder_name": "JSPS"},
        {"work_id": "W5", "position": 1, "funder_name": "Nobody we know", "funder_award_id": "17"},
        # One award of AMED under the number of another year.
        {"work_id": "W6", "position": 1, "funder_award_id": "JP23km0908001"},
        {"work_id": "W6", "position": 2, "funder_award_id": "3R01GM123456-04S1"},
    ],
    "work_funders": [
        {"work_id": "W1", "funder_id": "F1"},
        {"work_id": "W1", "funder_id": "F3"},
    ],
    "work_texts": [
        {"work_id": "W7", "position": 1, "kind": "funding", "text": "本研究は科研費（19KK0341）とお茶財団による。"},
        {"work_id": "W7", "position": 2, "kind": "abstract", "text": "NSF grant 1264502"},
    ],
}

#: target_kind, target_id, award_id, funder_id, confidence, evidence, typed
LINKS = {
    ("work", "W1", "G1", "F1", "exact-id", "work_awards.award_id", "1264502"),
    ("work", "W1", None, "F3", "funder-only", "work_funders.funder_id", None),
    ("work", "W2", "G1", "F1", "exact-id", "work_awards.funder_award_id", "NSF grant 1264502"),
    ("work", "W2", "nsf:7654321", "F1", "number-in-text", "work_awards.funder_award_id", "DMS-7654321"),
    ("work", "W2", "G3", "F3", "inferred", "award_output_works.work_id", None),
    ("work", "W3", "jgn:JP19KK0341", "F2", "exact-id", "work_awards.funder_award_id", "19KK0341"),
    ("work", "W4", "G3", "F3", "exact-id", "work_awards.funder_award_id", "t-9"),
    ("work", "W4", None, "F2", "funder-only", "work_awards.funder_name", "JSPS"),
    ("work", "W6", "jgn:JP21km0908001", None, "exact-id", "work_awards.funder_award_id", "JP23km0908001"),
    ("work", "W6", "nih:R01GM123456", None, "exact-id", "work_awards.funder_award_id", "3R01GM123456-04S1"),
    ("work", "W7", "jgn:JP19KK0341", "F2", "number-in-text", "work_texts.text", "19KK0341"),
    ("work", "W7", None, "F3", "funder-only", "work_texts.text", None),
    ("work", "W8", "G1", "F1", "inferred", "award_output_works.work_id", None),
    ("patent", "US1A", "G1", "F1", "exact-id", "award_outputs.patent_id", None),
    ("person", "orcid:1", "G1", "F1", "exact-id", "award_members.author_id", "A. Tea"),
    ("institution", "I1", "G1", "F1", "exact-id", "award_institutions.institution_id", "Kettle Inc."),
    ("institution", "I9", "jgn:JP19KK0341", "F2", "exact-id", "awards.institution_id", None),
}


def attach(engine: Engine, base: Mapping[str, list[dict[str, object]]]) -> None:
    for name in READS:
        schema = tables()[name].arrow()
        empty = dict.fromkeys(schema.names)
        rows = [{**empty, **row} for row in base.get(name, ())]
        engine.attach_table(name, pa.Table.from_pylist(rows, schema=pa.schema([f.with_nullable(True) for f in schema])))


def links(engine: Engine, folder: Path) -> set[tuple[object, ...]]:
    link_awards(engine, folder)
    rows = pq.read_table(folder).to_pylist()
    assert [row["link_id"] for row in rows] == sorted({row["link_id"] for row in rows})
    return {tuple(row.values())[1:] for row in rows}


def test_every_kind_of_link(duckdb: Engine, tmp_path: Path) -> None:
    attach(duckdb, BASE)
    assert links(duckdb, tmp_path / "links") == LINKS
    written = pq.read_schema(next((tmp_path / "links").glob("*.parquet")))
    assert written.names == [*tables()["work_award_links"].names]


def test_what_was_done(duckdb: Engine, tmp_path: Path) -> None:
    attach(duckdb, BASE)
    about = link_awards(duckdb, tmp_path / "links")
    assert {name: about[name] for name in ("rows", "read", "by_confidence", "by_target")} == {
        "rows": 17,
        "read": {"awards": 9, "spellings": 8, "statements": 1},
        "by_confidence": {"exact-id": 10, "funder-only": 3, "inferred": 2, "number-in-text": 2},
        "by_target": {"institution": 2, "patent": 1, "person": 1, "work": 13},
    }


def test_an_empty_base_has_no_links(duckdb: Engine, tmp_path: Path) -> None:
    attach(duckdb, {})
    assert link_awards(duckdb, tmp_path / "links")["rows"] == 0
    assert pq.read_table(tmp_path / "links").num_rows == 0


@pytest.mark.spark
def test_spark_links_alike(spark: Engine, tmp_path: Path) -> None:
    attach(spark, BASE)
    assert links(spark, tmp_path / "links") == LINKS
