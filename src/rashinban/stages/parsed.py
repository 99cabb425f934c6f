"""Each part is what one raw file became in parsed/: rows in several tables, and a marker written last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashinban.errors import BaseDamaged
from rashinban.schema import tables


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part whose parse is finished.

    stem names its files in every table of its data source; `file` is the raw file within its snapshot.
    fingerprint: of the raw bytes and of what parsed them; the snapshot, which carries a date, is not in it.
    counts: the marker as it was written.
    """

    data_source: str
    stem: str
    file: str
    fingerprint: str
    counts: Mapping[str, object]
    marker: Path


#: relation (`works`, `works_mentions`) -> data source -> part and file, for parts that have rows of it.
PartFiles = Mapping[str, Mapping[str, Sequence[tuple[Part, Path]]]]


def finished_parts(base: Path) -> list[Part]:
    """The parts whose parse is finished, over all data sources, in the order of their names."""
    found = []
    for path in sorted((base / "parsed").glob("*/_parts/*.json")):
        try:
            marker = json.loads(path.read_text(encoding="utf-8"))
            part = Part(
                data_source=path.parents[1].name,
                stem=path.name.removesuffix(".json"),
                file=str(marker["part"]).partition("/")[2],
                fingerprint=str(marker["fingerprint"]),
                counts=marker,
                marker=path,
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BaseDamaged(f"{path}: not a part's marker ({error}); delete it and run `rashinban parse`") from error
        found.append(part)
    return found


def part_files(base: Path, parts: Sequence[Part]) -> PartFiles:
    """The files of finished parts by relation and data source."""
    found: dict[str, dict[str, list[tuple[Part, Path]]]] = {}
    for relation in [name + suffix for name in tables() for suffix in ("", "_mentions")]:
        for part in parts:
            path = base / "parsed" / part.data_source / relation / f"{part.stem}.parquet"
            if path.is_file():
                found.setdefault(relation, {}).setdefault(part.data_source, []).append((part, path))
    return found
