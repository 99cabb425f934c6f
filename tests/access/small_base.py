"""A released base of four works, written by hand: two data sources under two licences, one table that both fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban import catalog
from rashinban.engine.store import write_json, write_step
from rashinban.schema import tables

RELEASE = "2026-01-15-0123abcd"

#: W1 and W2 are Japan's, W2 half; W3 is no article, W4 was retracted.
WORKS: list[dict[str, object]] = [
    {"work_id": "W1", "title": 'On "rice", wheat\nand rye', "type": "article", "publication_year": 2020},
    {"work_id": "W2", "title": "量子", "type": "review", "publication_year": 2021},
    {"work_id": "W3", "title": None, "type": "dataset", "publication_year": 2021},
    {"work_id": "W4", "title": "Withdrawn", "type": "article", "publication_year": 2021, "is_retracted": True},
]
AUTHORSHIPS: list[dict[str, object]] = [
    {"work_id": "W1", "author_position": 1, "raw_author_name": "Sato"},
    {"work_id": "W2", "author_position": 1, "raw_author_name": "Kim", "is_corresponding": True},
    {"work_id": "W2", "author_position": 2, "raw_author_name": "Mori", "is_corresponding": False},
    {"work_id": "W3", "author_position": 1, "raw_author_name": "Lee"},
]
INSTITUTIONS: list[dict[str, object]] = [
    {"institution_id": "I1", "display_name": "Tokyo"},
    {"institution_id": "I2", "display_name": "Seoul"},
]
UNIVERSE: list[dict[str, object]] = [
    {"work_id": "W1", "year": 2020, "type": "article", "in_universe": True},
    {"work_id": "W2", "year": 2021, "type": "review", "in_universe": True},
    {"work_id": "W3", "year": 2021, "type": "dataset", "in_universe": False},
    {"work_id": "W4", "year": 2021, "type": "article", "is_retracted": True, "in_universe": False},
]
COUNTRY_WEIGHTS: list[dict[str, object]] = [
    {"work_id": "W1", "country": "JP", "weight": 1.0},
    {"work_id": "W2", "country": "JP", "weight": 0.5},
    {"work_id": "W2", "country": "KR", "weight": 0.5},
    {"work_id": "W3", "country": "KR", "weight": 1.0},
    {"work_id": "W4", "country": "JP", "weight": 1.0},
]

#: table -> rows, and what its manifest says of the data sources that filled it.
KB: dict[str, tuple[Sequence[Mapping[str, object]], dict[str, object]]] = {
    "works": (WORKS, {"parsed": {"openalex": 4}, "mentions": {}}),
    "authorships": (AUTHORSHIPS, {"parsed": {"openalex": 4}}),
    "institutions": (INSTITUTIONS, {"parsed": {"registry": 1}, "mentions": {"openalex": 2}}),
    "citations": ([], {"parsed": {}}),
    "universe": (UNIVERSE, {}),
    "country_weights": (COUNTRY_WEIGHTS, {}),
}


def source(name: str, licence: str) -> dict[str, object]:
    return {
        "data_source": name,
        "snapshot": f"2026-01-10-{name}",
        "fetched_at": "2026-01-12T09:00:00+00:00",
        "licence": licence,
        "terms": f"terms of {name}",
        "selection": {},
        "sha256": "ab" * 32,
        "files": 1,
        "bytes": 100,
        "simulated": False,
    }


def small_base(folder: Path, *, simulated: bool = False) -> Path:
    """A base with one release."""
    release = folder / "releases" / RELEASE
    # Read by the models above; what they came from is theirs too.
    reads = {"affiliations", "topics"}
    for name, (rows, about) in {**KB, **{name: ([], {"parsed": {"openalex": 5}}) for name in reads}}.items():
        write_step(
            release / "kb" / name,
            step=f"kb/{name}",
            fingerprint=name,
            fill=lambda into, n=name, r=rows, a=about: _fill(into, n, r, a),
        )
    about: dict[str, Any] = {
        "id": RELEASE,
        "as_of": "2026-01-10",
        "made_at": "2026-01-15T10:00:00+00:00",
        "code_version": "0.1.0",
        "previous": None,
        "simulated": simulated,
        "sources": [source("openalex", "CC0-1.0"), source("registry", "CC-BY-4.0")],
        "definitions": {},
        "steps": {f"kb/{name}": name for name in [*KB, *sorted(reads)]},
        "rows": {f"kb/{name}": len(rows) for name, (rows, _) in KB.items()},
        "fingerprint": "f" * 32,
    }
    write_json(release / "release.json", about)
    (folder / "releases" / "current").symlink_to(RELEASE)
    return folder


def _fill(into: Path, name: str, rows: Sequence[Mapping[str, object]], about: dict[str, object]) -> dict[str, object]:
    schema = tables()[name].arrow() if name in tables() else catalog.relation_schema(name)
    loose = pa.schema([pa.field(field.name, field.type) for field in schema])
    pq.write_table(pa.Table.from_pylist(list(rows), schema=loose), into / "part-0.parquet")
    return about
