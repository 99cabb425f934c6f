"""A base with hand-written parsed rows: what the parse stage leaves, without the parse stage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.schema import tables

#: line in the file -> table (or `<table>_mentions`) -> rows. `crc` is the line's unless a row gives `_crc`.
Lines = Mapping[int, Mapping[str, Sequence[Mapping[str, object]]]]


def parsed_part(base: Path, data_source: str, snapshot: str, file: str, lines: Lines) -> None:
    """Write one part of parsed/ with its marker."""
    part, stem = f"{snapshot}/{file}", f"{snapshot}--{file}"
    rows: dict[str, list[dict[str, object]]] = {}
    for line, found in lines.items():
        for relation, given in found.items():
            for row in given:
                rows.setdefault(relation, []).append({"_part": part, "_line": line, "_crc": 100 + line, **row})
    folder = base / "parsed" / data_source
    for relation, given in rows.items():
        schema = tables()[relation.removesuffix("_mentions")].parsed()
        (folder / relation).mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(given, schema=schema), folder / relation / f"{stem}.parquet")
    (folder / "_parts").mkdir(parents=True, exist_ok=True)
    marker = {
        "part": part,
        "fingerprint": f"of {file} {json.dumps([*lines.items()], sort_keys=True, default=str)}",
        "records": len(lines),
        "kept": len(lines),
        "refused": 0,
        "rows": {relation: len(given) for relation, given in rows.items()},
    }
    (folder / "_parts" / f"{stem}.json").write_text(json.dumps(marker), encoding="utf-8")


def kb(base: Path, table: str, *columns: str) -> list[tuple[object, ...]]:
    """The rows of a table of kb/, sorted; all declared columns unless some are named."""
    parts = sorted((base / "kb" / table).glob("part-*.parquet"))
    # Files of one table are read as one: a column missing from one of them would fail elsewhere.
    assert len({tuple(pq.read_schema(path).names) for path in parts}) == 1
    found = pa.concat_tables(
        [pq.read_table(path, partitioning=None) for path in parts],
        promote_options="permissive",
    )
    names = list(columns or tables()[table].names)
    return sorted(zip(*(found[name].to_pylist() for name in names), strict=True), key=repr)


def content(base: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of kb/ with its provenance, sorted: two bases are the same where this is."""
    found = {}
    for name in tables():
        path = base / "kb" / name / "part-0.parquet"
        found[name] = kb(base, name, *pq.read_schema(path).names)
    return found
