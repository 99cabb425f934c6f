"""Each file holds the technology areas of some thousands of works: the matcher over the tables of a base."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
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
#: Works laid out in one file: its topics and keywords are asked for together, and it is one process's job.
_WORKS_PER_FILE = 131_072
_ROWS_PER_GROUP = 16_384

_TEXTS_SQL = "select work_id, title, abstract from works"

_TOPICS_SQL = """
select work_topics.work_id,
       string_agg(work_topics.topic_id || ':' || cast(work_topics.position as varchar), ' ') as value
from work_topics
join technology_area_works on work_topics.work_id = technology_area_works.work_id
join technology_area_topics on work_topics.topic_id = technology_area_topics.topic_id
group by work_topics.work_id
"""

_KEYWORDS_SQL = """
select work_keywords.work_id, string_agg(work_keywords.keyword, ' ; ') as value
from work_keywords
join technology_area_works on work_keywords.work_id = technology_area_works.work_id
group by work_keywords.work_id
"""

_BESIDE = {"topics": _TOPICS_SQL, "keywords": _KEYWORDS_SQL}


def link_technology_areas(
    engine: Engine, target: Path, areas: Mapping[str, Area], *, processes: int | None = None
) -> dict[str, object]:
    """Write work_technology_areas into the folder `target` from the relations works, work_topics, work_keywords.

    The texts are laid out on disk first, in files of some 130,000 works, and topics are asked for file by file: the
    texts are never joined with anything, so memory does not grow with the number of works. Returns what was done:
    works read, rows written, works by area and alternative, and each area's version.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".texts"
    layout.mkdir()
    topics = sorted({topic for entry in areas.values() for topic in entry.topics()})
    engine.attach_table("technology_area_topics", pa.table({"topic_id": pa.array(topics, pa.string())}))
    try:
        works = _lay_out(engine.stream(_TEXTS_SQL), layout)
        jobs = _jobs(engine, layout, target, ("topics", "keywords") if _asks_keywords(areas) else ("topics",))
        counted = _match_files(jobs, areas, 1 if works <= _WORKS_PER_FILE else processes or min(os.cpu_count() or 1, 8))
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    if not works:
        pq.write_table(FOUND.empty_table(), target / "part-00000.parquet")
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


def _lay_out(batches: Iterable[pa.RecordBatch], layout: Path) -> int:
    """Write the texts to files of `_WORKS_PER_FILE` works or a batch more; the number of works."""
    works = here = 0
    writer: pq.ParquetWriter | None = None
    for batch in batches:
        if writer is None:
            writer = pq.ParquetWriter(layout / f"{works:012d}.parquet", batch.schema, compression="lz4")
        writer.write_table(pa.Table.from_batches([batch]), row_group_size=_ROWS_PER_GROUP)
        works, here = works + batch.num_rows, here + batch.num_rows
        if here >= _WORKS_PER_FILE:
            writer.close()
            writer, here = None, 0
    if writer is not None:
        writer.close()
    return works


Job = tuple[Path, dict[str, pa.Table], Path]


def _jobs(engine: Engine, layout: Path, target: Path, names: tuple[str, ...]) -> Iterator[Job]:
    """Each file of texts with the topics (and keywords) of its works."""
    for number, path in enumerate(sorted(layout.iterdir())):
        engine.attach_table("technology_area_works", pq.read_table(path, columns=["work_id"]))
        beside = {name: engine.query(_BESIDE[name]) for name in names}
        yield path, beside, target / f"part-{number:05d}.parquet"


def _asks_keywords(areas: Mapping[str, Area]) -> bool:
    return any(
        "keywords" in entry.alternatives.broad.fields
        or any("keywords" in clause.fields for clause in entry.clauses("broad"))
        for entry in areas.values()
    )


def _match_files(jobs: Iterator[Job], areas: Mapping[str, Area], processes: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    if processes == 1:
        compiled = matcher(areas)
        for job in jobs:
            counted.update(_match_file(compiled, *job))
        return counted
    # Spawned, not forked: the engine's threads would not survive a fork.
    with ProcessPoolExecutor(processes, get_context("spawn"), _keep_areas, (dict(areas),)) as pool:
        waiting: set[Future[Counter[str]]] = set()
        for job in jobs:
            # Two jobs ahead of each process: topics of more files would only wait in memory.
            if len(waiting) >= 2 * processes:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                counted.update(_total(done))
            waiting.add(pool.submit(_match_job, job))
        counted.update(_total(waiting))
    return counted


def _total(finished: Iterable[Future[Counter[str]]]) -> Counter[str]:
    return sum((future.result() for future in finished), Counter())


_kept: dict[str, Area] = {}


def _keep_areas(areas: dict[str, Area]) -> None:
    _kept.update(areas)


@cache
def _own_matcher() -> Matcher:
    return matcher(_kept)


def _match_job(job: Job) -> Counter[str]:
    return _match_file(_own_matcher(), *job)


def _match_file(compiled: Matcher, source: Path, beside: Mapping[str, pa.Table], target: Path) -> Counter[str]:
    """Match one file of texts; the count of works by `area alternative`."""
    counted: Counter[str] = Counter()
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, FOUND, compression="zstd") as writer:
        for batch in match(_rows(file, beside), compiled):
            writer.write_batch(batch)
            pairs = pc.binary_join_element_wise(batch.column(1), batch.column(2), " ")
            counted.update({pair["values"]: pair["counts"] for pair in pc.value_counts(pairs).to_pylist()})
    return counted


def _rows(file: pq.ParquetFile, beside: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """The texts with the topics and keywords of their works, as rows of TEXTS."""
    for batch in file.iter_batches(_BATCH):
        ids = batch.column("work_id")
        columns = {name: batch.column(name) for name in ("work_id", "title", "abstract")}
        for name in ("keywords", "topics"):
            if name in beside:
                places = pc.index_in(ids, value_set=beside[name].column("work_id"))
                columns[name] = pa.chunked_array([beside[name].column("value").combine_chunks()]).take(places)
            else:
                columns[name] = pa.nulls(len(ids), pa.string())
        yield from pa.table(columns, schema=TEXTS).to_batches()
