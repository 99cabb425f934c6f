"""The index of a base: one document for each work, author, institution, source, funder, award, topic and area."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import tantivy

from rashinban import catalog
from rashinban.definitions.areas import areas
from rashinban.definitions.areas import fingerprint as area_fingerprint
from rashinban.engine import Engine
from rashinban.engine.store import room_for
from rashinban.search.documents import Row, document, technology_areas
from rashinban.search.fields import KINDS, schema, with_analysers

#: The step, and the folder of it in a base and in a release.
STEP = "search"

#: Bytes in which the writer gathers postings before it writes a segment: fewer segments answer faster.
HEAP = 400_000_000

#: Files of this package that decide what is in the index: it is made anew when one of them changes.
_RECIPE = ("documents.py", "fields.py", "found.py", "ids.py", "text.py", "write.py")


def write_index(engine: Engine, base: Path, folder: Path) -> Mapping[str, object]:
    """Write the index of the tables in base/kb into an empty folder; returns how many records of each kind it has."""
    index = with_analysers(tantivy.Index(schema(), path=str(folder)))
    counts = {}
    with room_for(folder):
        # One thread: the same rows in the same order are cut into segments at the same places.
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for kind in KINDS:
            counts[kind] = 0
            for row in _rows(engine, base, kind):
                writer.add_document(tantivy.Document.from_dict(document(kind, row), schema()))
                counts[kind] += 1
        writer.commit()
        writer.wait_merging_threads()
    # Nobody writes into it again, and readers lock elsewhere (search/reader.py).
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()
    for path in folder.iterdir():
        # tantivy writes its list of segments for its owner alone; a base is read by whoever may read its tables.
        path.chmod(path.stat().st_mode | 0o044)
    return {"records": counts}


def inputs() -> frozenset[str]:
    """The relations that the index is made of."""
    return frozenset().union(*(catalog.read_relations(text) for text in queries().values())) - {"former_ids"}


def recipe() -> str:
    """A hash of all that decides what is in the index, besides the relations: queries, fields, areas."""
    package = files("rashinban.search")
    texts = [*(package.joinpath(name).read_text(encoding="utf-8") for name in _RECIPE), *queries().values()]
    known = areas()
    texts += [area_fingerprint(entry, known) for entry in known.values()]
    return hashlib.sha256("\0".join([version("tantivy"), *texts]).encode()).hexdigest()


def _rows(engine: Engine, base: Path, kind: str) -> Iterator[Row]:
    if kind == "technology_areas":
        yield from technology_areas()
        return
    texts = queries()
    for name in sorted(catalog.read_relations(texts[kind]) | catalog.read_relations(texts["former_ids"])):
        if name != "former_ids":
            paths = sorted((base / "kb" / name).glob("*.parquet"))
            engine.attach(name, paths, None if paths else catalog.relation_schema(name))
    engine.define("former_ids", texts["former_ids"])
    for batch in engine.stream(texts[kind]):
        names = batch.schema.names
        columns: Iterable[list[object]] = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield dict(zip(names, values, strict=True))


@cache
def queries() -> Mapping[str, str]:
    """The SQL files of this package by name: one for each kind, and former_ids, which they read."""
    found = sorted(entry.name for entry in files("rashinban.search").iterdir() if entry.name.endswith(".sql"))
    package = files("rashinban.search")
    return {name.removesuffix(".sql"): package.joinpath(name).read_text(encoding="utf-8") for name in found}
