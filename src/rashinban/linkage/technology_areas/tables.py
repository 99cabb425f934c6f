"""Each file holds the technology areas of some thousands of works: the matcher over the tables of a base."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashinban.definitions.areas import Area, fingerprint
from rashinban.engine import Engine
from rashinban.linkage.technology_areas.matcher import FOUND, TEXTS, Matcher, match, matcher

_BATCH = 4_096
#: Below this many works a second process costs more to start than it saves.
_WORKS_FOR_PROCESSES = 60_000

_TEXTS_SQL = """
with keyword_texts as (
    select work_id, string_agg(keyword, ' ; ') as keywords from work_keywords group by work_id
),
topic_texts as (
    select work_topics.work_id,
           string_agg(work_topics.topic_id || ':' || cast(work_topics.position as varchar), ' ') as topics
    from work_topics join technology_area_topics on work_topics.topic_id = technology_area_topics.topic_id
    group by work_topics.work_id
)
select works.work_id, works.title, works.abstract, keyword_texts.keywords, topic_texts.topics
from works
left join keyword_texts on works.work_id = keyword_texts.work_id
left join topic_texts on works.work_id = topic_texts.work_id
"""

#: Keywords are many and seldom searched: where no definition asks for them they are not read.
_TEXTS_WITHOUT_KEYWORDS_SQL = """
with topic_texts as (
    select work_topics.work_id,
           string_agg(work_topics.topic_id || ':' || cast(work_topics.position as varchar), ' ') as topics
    from work_topics join technology_area_topics on work_topics.topic_id = technology_area_topics.topic_id
    group by work_topics.work_id
)
select works.work_id, works.title, works.abstract, cast(null as varchar) as keywords, topic_texts.topics
from works
left join topic_texts on works.work_id = topic_texts.work_id
"""


def link_technology_areas(
    engine: Engine, target: Path, areas: Mapping[str, Area], *, processes: int | None = None
) -> dict[str, object]:
    """Write work_technology_areas into the folder `target` from the relations works, work_topics, work_keywords.

    The texts are laid out on disk first and read in slices, so memory does not grow with the number of works.
    Returns what was done: works read, rows written, works by area and alternative, and each area's version.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".texts"
    topics = sorted({topic for entry in areas.values() for topic in entry.topics()})
    engine.attach_table("technology_area_topics", pa.table({"topic_id": pa.array(topics, pa.string())}))
    try:
        works = engine.write(_TEXTS_SQL if _asks_keywords(areas) else _TEXTS_WITHOUT_KEYWORDS_SQL, layout)
        counted = _match_files(layout, target, areas, works, processes or min(os.cpu_count() or 1, 8))
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    return {
        "works": works,
        "rows": sum(counted.values()),
        "works_by_area": dict(sorted(counted.items())),
        "areas": {
            entry.id: {
                "version": entry.version,
                "fingerprint": fingerprint(entry, areas),
                "validated": entry.validated,
            }
            for entry in areas.values()
        },
    }


def _asks_keywords(areas: Mapping[str, Area]) -> bool:
    return any(
        "keywords" in entry.alternatives.broad.fields
        or any("keywords" in clause.fields for clause in entry.clauses("broad"))
        for entry in areas.values()
    )


def _match_files(layout: Path, target: Path, areas: Mapping[str, Area], works: int, processes: int) -> Counter[str]:
    parts = [
        (path, group)
        for path in sorted(layout.rglob("*.parquet"))
        for group in range(pq.read_metadata(path).num_row_groups)
    ]
    jobs = [(path, group, target / f"part-{number:05d}.parquet") for number, (path, group) in enumerate(parts)]
    counted: Counter[str] = Counter()
    if processes == 1 or works < _WORKS_FOR_PROCESSES:
        compiled = matcher(areas)
        for job in jobs:
            counted.update(_match_part(compiled, *job))
    else:
        # Spawned, not forked: the engine's threads would not survive a fork.
        with ProcessPoolExecutor(processes, get_context("spawn"), _keep_areas, (dict(areas),)) as pool:
            for part in pool.map(_match_job, jobs):
                counted.update(part)
    if not jobs:
        pq.write_table(FOUND.empty_table(), target / "part-00000.parquet")
    return counted


_kept: dict[str, Area] = {}


def _keep_areas(areas: dict[str, Area]) -> None:
    _kept.update(areas)


@cache
def _own_matcher() -> Matcher:
    return matcher(_kept)


def _match_job(job: tuple[Path, int, Path]) -> Counter[str]:
    return _match_part(_own_matcher(), *job)


def _match_part(compiled: Matcher, source: Path, group: int, target: Path) -> Counter[str]:
    """Match one row group of the layout; the count of works by `area alternative`."""
    counted: Counter[str] = Counter()
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, FOUND, compression="zstd") as writer:
        for batch in match(_batches(file, group), compiled):
            writer.write_batch(batch)
            pairs = pc.binary_join_element_wise(batch.column(1), batch.column(2), " ")
            counted.update({pair["values"]: pair["counts"] for pair in pc.value_counts(pairs).to_pylist()})
    return counted


def _batches(file: pq.ParquetFile, group: int) -> Iterator[pa.RecordBatch]:
    yield from file.iter_batches(_BATCH, row_groups=[group], columns=TEXTS.names)
