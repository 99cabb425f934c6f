"""A base of six works in two languages, with the people, places and money behind them, written by hand and built."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import open_engine
from rashinban.engine.store import read_manifest, write_json, write_step
from rashinban.measure.kept import STANDARD
from rashinban.schema import tables
from rashinban.stages.build import build
from rashinban.stages.link import DONE
from rashinban.stages.publish import publish

ORCID = "0000-0002-1825-0097"

ROWS: dict[str, list[dict[str, object]]] = {
    "works": [
        {
            "work_id": "W1", "title": "Quantum computing with superconducting circuits", "publication_year": 2018,
            "abstract": "We build circuits of transmon qubits and run error correction on them.", "language": "en",
            "publication_date": date(2018, 5, 1), "type": "article", "cited_by_count": 50, "doi": "10.1000/qc.1",
            "pmid": "1234567", "source_id": "S1", "primary_topic_id": "T1", "oa_status": "gold",
        },
        {
            "work_id": "W2", "title": "超伝導量子計算機の開発", "abstract": "コンピューターの誤り訂正を述べる。",
            "publication_year": 2020, "publication_date": date(2020, 1, 31), "type": "article", "language": "ja",
            "cited_by_count": 3, "primary_topic_id": "T1", "oa_status": "closed",
        },
        {
            "work_id": "W3", "title": "ＣＲＩＳＰＲ－Ｃａｓ９による<i>E. coli</i>のゲノム編集",
            "publication_year": 2021,
            "type": "review", "language": "ja", "cited_by_count": 0, "is_retracted": True,
        },
        {
            "work_id": "W4", "title": "Water waves in the laboratory", "publication_year": 2019, "type": "article",
            "publication_date": date(2019, 12, 1), "language": "en", "cited_by_count": 200, "source_id": "S1",
            "abstract": "Naïve models of Schrödinger type fail; the quantum of energy is not needed here.",
        },
        {"work_id": "W5", "title": "Quantum gravity", "type": "article"},
        {"work_id": "W6", "title": "鉄の腐食", "publication_year": 2018, "type": "dataset", "language": "ja"},
    ],
    "authorships": [
        {"work_id": "W1", "author_position": 1, "author_id": "A1", "display_name": "Taro Yamada"},
        {"work_id": "W1", "author_position": 2, "author_id": "A2", "display_name": "Jane Waters"},
        {"work_id": "W2", "author_position": 1, "author_id": "A1", "display_name": "Taro Yamada",
         "raw_author_name": "T. Yamada"},
        {"work_id": "W4", "author_position": 1, "author_id": "A2", "display_name": "Jane Waters"},
    ],
    "affiliations": [
        {"work_id": work, "author_position": 1, "affiliation_position": 1, "institution_position": 1,
         "institution_id": institution, "country_code": country}
        for work, institution, country in (("W1", "I1", "JP"), ("W2", "I1", "JP"), ("W4", "I2", "US"))
    ],
    "authors": [
        {"author_id": "A1", "display_name": "Taro Yamada", "orcid": ORCID, "last_institution_id": "I1",
         "works_count": 9},
        {"author_id": "A2", "display_name": "Jane Waters", "works_count": 900},
    ],
    "author_names": [
        {"author_id": "A1", "name": "Taro Yamada"},
        {"author_id": "A1", "name": "山田 太郎"},
        {"author_id": "A1", "name": "ヤマダ タロウ"},
    ],
    "institutions": [
        {"institution_id": "I1", "display_name": "The University of Tokyo", "ror_id": "057zh3y96", "city": "Tokyo",
         "country_code": "JP", "type": "education", "works_count": 400_000},
        {"institution_id": "I2", "display_name": "Massachusetts Institute of Technology", "ror_id": "042nb2s44",
         "country_code": "US", "type": "education", "works_count": 300_000},
        {"institution_id": "I3", "display_name": "Tokyo University of Science", "country_code": "JP",
         "type": "education"},
    ],
    "institution_names": [
        {"institution_id": "I1", "name": "東京大学", "language": "ja", "kind": "label"},
        {"institution_id": "I1", "name": "慶應", "language": "ja", "kind": "alias"},
        {"institution_id": "I2", "name": "MIT", "kind": "acronym"},
        {"institution_id": "I3", "name": "東京理科大学", "language": "ja", "kind": "label"},
    ],
    "sources": [{"source_id": "S1", "display_name": "Nature Waves", "issn_l": "0028-0836", "works_count": 100}],
    "source_issns": [
        {"source_id": "S1", "issn": "0028-0836"},
        {"source_id": "S1", "issn": "1476-4687"},
    ],
    "funders": [{"funder_id": "F1", "display_name": "Japan Science and Technology Agency", "country_code": "JP"}],
    "funder_names": [{"funder_id": "F1", "name": "JST"}, {"funder_id": "F1", "name": "科学技術振興機構"}],
    "awards": [
        {"award_id": "G1", "funder_id": "F1", "funder_award_id": "JPMJCR1234", "title": "Quantum machines",
         "lead_name": "Taro Yamada", "start_date": date(2016, 10, 1)},
        {"award_id": "G2", "funder_id": "F1", "funder_award_id": "19KK0341"},
        {"award_id": "G3", "funder_award_id": "19KK0341"},
    ],
    "work_awards": [
        {"work_id": "W1", "position": 1, "award_id": "G1", "funder_id": "F1", "funder_award_id": "JPMJCR1234"},
        {"work_id": "W6", "position": 1, "funder_award_id": "JP 20H-00001"},
    ],
    "work_funders": [{"work_id": "W1", "funder_id": "F1"}],
    "work_keywords": [{"work_id": "W1", "keyword": "qubit"}],
    "topics": [
        {"topic_id": "T1", "display_name": "Quantum Information", "subfield_id": "1702", "field_id": "17",
         "domain_id": "3", "field_name": "Computer Science", "description": "Qubits and what is done with them."},
    ],
    "merged_ids": [{"id": "W99", "merged_into_id": "W1"}],
}  # fmt: skip


def write_tables(base: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    """kb/ as link leaves it; tables without rows are there and empty."""
    for name, table in tables().items():
        content = pa.Table.from_pylist(rows.get(name, []), schema=table.arrow())

        def fill(folder: Path, content: pa.Table = content) -> None:
            pq.write_table(content, folder / "part-0.parquet")

        mark = f"{name} {rows.get(name, [])}"
        write_step(base / "kb" / name, step=f"kb/{name}", fingerprint=mark, fill=fill)
    areas = pa.table(
        {"work_id": ["W1", "W2"], "technology_area": ["jp20-09"] * 2, "alternative": ["standard"] * 2,
         "matched_by": ["phrase"] * 2}
    )  # fmt: skip
    write_step(
        base / "kb" / "work_technology_areas",
        step="kb/work_technology_areas",
        fingerprint="areas",
        fill=lambda folder: pq.write_table(areas, folder / "part-0.parquet"),
    )


def build_only(base: Path) -> tuple[str, ...]:
    """Models and index, with one answer of each indicator; returns what was made."""
    engine = open_engine("duckdb")
    try:
        return build(base, engine, questions=STANDARD[:1]).made
    finally:
        engine.close()


def released(base: Path) -> Path:
    """The base with a release of what is built."""
    marks = {}
    for name in tables():
        manifest = read_manifest(base / "kb" / name)
        assert manifest is not None
        marks[name] = manifest.fingerprint
    write_json(base / "kb" / DONE, {"tables": marks, "as_of": "2026-11-25"})
    publish(base, now=datetime(2026, 11, 25, tzinfo=UTC))
    return base
