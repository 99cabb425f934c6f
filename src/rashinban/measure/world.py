"""A world file holds the citation distributions of a full snapshot, as rows of citation_histogram.

It is one Parquet file. What it was made of stands as JSON in its metadata under the key `rashinban`:
kind, data sources with their newest snapshots, citation source, works, and the version that made it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashinban import catalog
from rashinban.engine.store import room_for, sync_file, sync_folder
from rashinban.errors import RashinbanError, UsageError

KIND = "citation_histogram"
LEVELS = ("subfield", "field", "domain", "all")
_KEY = b"rashinban"
_MEND = "make it again with `rashinban reference build`"


@dataclass(frozen=True, kw_only=True)
class About:
    """What a world file was made of. snapshots: newest snapshot of each data source; works: works counted."""

    snapshots: Mapping[str, str]
    citation_source: str
    works: int
    version: str
    kind: str = KIND


@dataclass(frozen=True, kw_only=True)
class World:
    """A world file as read: its rows and what it says of itself."""

    histogram: pa.Table
    about: About


def write_world(path: Path, histogram: pa.Table, about: About) -> None:
    """Write a world file whole or not at all."""
    said = {_KEY: json.dumps(asdict(about), ensure_ascii=False, sort_keys=True).encode()}
    table = histogram.cast(catalog.relation_schema("reference_histogram")).replace_schema_metadata(said)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with room_for(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            pq.write_table(table, beside, compression="zstd")
            sync_file(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.parent)


def read_world(path: Path, citation_source: str) -> World:
    """Read and check a world file, for use with one citation source: citations are compared with their like."""
    if not path.is_file():
        raise UsageError(f"reference file {path} not found; make one with `rashinban reference build`")
    try:
        table = pq.ParquetFile(path).read()
    except (pa.ArrowInvalid, OSError) as error:
        raise RashinbanError(f"{path}: not a readable Parquet file ({error}); {_MEND}") from error
    about = _about(path, table.schema.metadata or {})
    if about.citation_source != citation_source:
        raise UsageError(
            f"{path}: made with citations {about.citation_source}, asked with {citation_source}; "
            f"add --citations {about.citation_source}"
        )
    histogram = table.replace_schema_metadata(None)
    if histogram.schema != catalog.relation_schema("reference_histogram"):
        raise RashinbanError(f"{path}: columns are {histogram.schema.names}, not those of {KIND}; {_MEND}")
    fault = _fault(histogram, about)
    if fault:
        raise RashinbanError(f"{path}: {fault}; {_MEND}")
    return World(histogram=histogram, about=about)


def _about(path: Path, metadata: Mapping[bytes, bytes]) -> About:
    try:
        about = About(**json.loads(metadata[_KEY]))
    except (KeyError, ValueError, TypeError) as error:
        raise RashinbanError(f"{path}: does not say what it was made of, so it is no world file; {_MEND}") from error
    if about.kind != KIND:
        raise RashinbanError(f"{path}: holds {about.kind}, not {KIND}; {_MEND}")
    return about


def _fault(histogram: pa.Table, about: About) -> str | None:
    """What is wrong with the rows, or None."""
    for name in histogram.column_names:
        if histogram[name].null_count:
            return f"column {name} has empty values"
    unknown = set(pc.unique(histogram["level"]).to_pylist()) - set(LEVELS)
    if unknown:
        return f"level {sorted(unknown)[0]!r} is not known; known are {', '.join(LEVELS)}"
    if histogram.num_rows and (pc.min(histogram["works"]).as_py() < 1 or pc.min(histogram["citations"]).as_py() < 0):
        return "a row has fewer than one work or fewer than zero citations"
    keys = [name for name in histogram.column_names if name != "works"]
    if histogram.group_by(keys).aggregate([]).num_rows != histogram.num_rows:
        return f"two rows have the same {', '.join(keys)}"
    works = dict.fromkeys(LEVELS, 0)
    for row in histogram.group_by("level").aggregate([("works", "sum")]).to_pylist():
        works[row["level"]] = row["works_sum"]
    if works["all"] != about.works:
        return f"holds {works['all']} works, but says {about.works}"
    for level in LEVELS:
        if works[level] > works["all"]:
            return f"level {level} has {works[level]} works, more than all ({works['all']})"
    return None
