"""A base whose raw files are given by hand, and what the parse stage makes of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.schema import PROVENANCE

_PROVENANCE = {field.name for field in PROVENANCE}


def raw_snapshot(base: Path, data_source: str, snapshot: str, files: Mapping[str, bytes]) -> None:
    """Put a snapshot into raw/, as the fetch stage would."""
    folder = base / "raw" / data_source / snapshot
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        entries.append(
            {
                "name": name,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "source": name,
                "last_modified": None,
            }
        )
    manifest = {
        "data_source": data_source,
        "snapshot": snapshot,
        "files": entries,
        "licence": "CC0-1.0",
        "terms": "",
        "selection": {},
        "fetched_at": "2026-11-22T00:00:00+00:00",
        "version": "0",
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def parsed_table(base: Path, data_source: str, table: str) -> pa.Table | None:
    """All parts of a table of parsed/, None where there is none."""
    files = sorted((base / "parsed" / data_source / table).glob("*.parquet"))
    return pa.concat_tables([pq.read_table(path) for path in files]) if files else None


def parsed_rows(base: Path, data_source: str, table: str, *, provenance: bool = False) -> list[dict[str, Any]]:
    """The rows of a table of parsed/, without where they were found unless that is asked for."""
    found = parsed_table(base, data_source, table)
    rows = found.to_pylist() if found is not None else []
    return rows if provenance else [{k: v for k, v in row.items() if k not in _PROVENANCE} for row in rows]


def filled_rows(base: Path, data_source: str, table: str) -> list[dict[str, Any]]:
    """The same without what is null."""
    rows = parsed_rows(base, data_source, table)
    return [{column: value for column, value in row.items() if value is not None} for row in rows]


def parsed_content(base: Path, data_source: str) -> dict[str, list[str]]:
    """Every row of every table of parsed/, in an order of its own: equal for equal content."""
    folder = base / "parsed" / data_source
    return {
        path.name: sorted(
            json.dumps(row, sort_keys=True, default=str)
            for row in parsed_rows(base, data_source, path.name, provenance=True)
        )
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name != "_parts"
    }
