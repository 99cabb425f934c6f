"""Each description is one column of an exported relation: type, meaning, and whether it is always there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban import catalog
from rashinban.errors import UsageError
from rashinban.schema import tables

#: Columns that link adds: where the record of a row was found, and how a work came into a technology area.
_ADDED: Mapping[str, str] = {
    "data_source": "the data source of the record that the row was taken from",
    "snapshot": "the snapshot of that data source",
    "part": "the file within the snapshot",
    "line": "the line within the file, from 1",
    "work_id": "OpenAlex work id, W and digits",
    "technology_area": "id of the definition in definitions/technology_areas",
    "alternative": "definition of the technology area: standard, narrow or broad",
    "matched_by": "what brought the work in: phrase, topic or both",
}


@dataclass(frozen=True, kw_only=True)
class Described:
    """One column. meaning is None where a release holds a column that this version does not know."""

    name: str
    type: pa.DataType
    meaning: str | None
    required: bool


def described(folder: Path, relation: str, wanted: Sequence[str] = ()) -> tuple[Described, ...]:
    """The columns of a relation of the release in `folder`, all or those named, in the order asked for."""
    paths = sorted((folder / "kb" / relation).glob("*.parquet"))
    schema = pq.read_schema(paths[0]) if paths else catalog.relation_schema(relation)
    unknown = [name for name in wanted if name not in schema.names]
    if unknown:
        raise UsageError(f"{relation} has no column {unknown[0]!r}; it has {', '.join(schema.names)}")
    meanings, required = _declared(relation)
    return tuple(
        Described(
            name=name,
            type=schema.field(name).type,
            meaning=meanings.get(name, _ADDED.get(name)),
            required=name in required,
        )
        for name in dict.fromkeys(wanted or schema.names)
    )


def meaning(relation: str) -> str:
    """What a row of a relation is."""
    if relation in tables():
        return tables()[relation].doc
    if relation in catalog.models():
        return catalog.models()[relation].meta.title
    return "Each row is one work in one technology area, under one alternative of its definition."


def key(relation: str) -> tuple[str, ...]:
    """The columns that identify a row, where they are declared and never empty."""
    return tables()[relation].key if relation in tables() else ()


def arrow(columns: Sequence[Described], notes: Mapping[str, str]) -> pa.Schema:
    """The schema of a Parquet file that says of each column what it means, and `notes` of all of them."""
    return pa.schema(
        [
            pa.field(c.name, c.type, metadata={**notes, **({"description": c.meaning} if c.meaning else {})})
            for c in columns
        ]
    )


def _declared(relation: str) -> tuple[Mapping[str, str], frozenset[str]]:
    if relation in tables():
        columns = tables()[relation].columns
        return {c.name: c.doc for c in columns}, frozenset(c.name for c in columns if c.required)
    if relation in catalog.models():
        return {name: doc for name, (_, doc) in catalog.models()[relation].meta.columns.items()}, frozenset()
    return {}, frozenset()
