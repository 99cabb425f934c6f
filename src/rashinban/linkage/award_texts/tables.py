"""Each row written is one award and an award of another project whose texts are alike."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine
from rashinban.linkage.award_texts.projects import TEXTS_SQL, texts_of
from rashinban.linkage.award_texts.similar import Documents, neighbours
from rashinban.linkage.award_texts.terms import METHODS, Method, documents, enough
from rashinban.schema.award_similarities import LEAST_SIMILARITY, MOST_NEIGHBOURS

READS = ("award_projects", "award_texts", "awards")

_COMPARED_SQL = """
select award_texts_said.award_id, award_texts_said.text
from award_texts_said
inner join award_projects on award_projects.award_id = award_texts_said.award_id
where award_projects.is_compared
order by award_texts_said.award_id, award_texts_said.kind, award_texts_said.position
"""
_PROJECTS_SQL = "select award_id, project_id from award_projects where is_compared"
#: Of the two methods, the one by which a pair is more alike.
_BEST_SQL = """
select award_id, other_award_id, similarity, method
from (
    select
        *,
        row_number() over (
            partition by award_id order by similarity desc, other_award_id
        ) as place
    from (
        select
            *,
            row_number() over (partition by award_id, other_award_id order by similarity desc, method desc) as better
        from similar_by_method
    ) as pairs
    where better = 1
) as placed
where place <= $most
order by award_id, place
"""

_FOUND = pa.schema(
    [
        pa.field("award_id", pa.string()),
        pa.field("other_award_id", pa.string()),
        pa.field("similarity", pa.float64()),
        pa.field("method", pa.string()),
    ]
)


def link_similarities(engine: Engine, target: Path) -> Mapping[str, object]:
    """Write award_similarities into the folder `target` from the relations READS.

    Returns what was done: documents and pairs by method, the thresholds, and awards that were not compared because
    there are too many.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".read"
    layout.mkdir()
    try:
        found: dict[Method, Documents] = {method: Documents() for method in METHODS}
        engine.define("award_texts_said", TEXTS_SQL)
        for award_id, texts in texts_of(engine, _COMPARED_SQL):
            for method, terms in enough(documents(texts)).items():
                found[method].add(award_id, terms)
        projects = {row["award_id"]: row["project_id"] for row in engine.query(_PROJECTS_SQL).to_pylist()}
        pairs, sizes = {}, {method: len(each.ids) for method, each in found.items()}
        for method in METHODS:
            # Taken out of the mapping, so that the texts of one method are gone when those of the next are compared.
            pairs[method] = _write(found.pop(method), method, projects, layout / f"{method}.parquet")
        engine.attach("similar_by_method", [layout / f"{method}.parquet" for method in METHODS])
        rows = engine.write(_BEST_SQL, target / ".writing", {"most": MOST_NEIGHBOURS})
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    for number, path in enumerate(sorted((target / ".writing").glob("*.parquet"))):
        path.rename(target / f"part-{number}.parquet")
    shutil.rmtree(target / ".writing")
    return {"rows": rows, "documents": sizes, "pairs": pairs, "least_similarity": dict(LEAST_SIMILARITY)}


def _write(found: Documents, method: Method, projects: Mapping[str, str], path: Path) -> int:
    """Write the neighbours of the documents of one method; how many pairs."""
    ids = pa.array(found.ids, pa.string())
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(projects[id], len(numbers)) for id in found.ids], dtype=np.int64)
    pairs = 0
    with pq.ParquetWriter(path, _FOUND, compression="lz4") as writer:
        if found.ids:
            for rows, others, similarity in neighbours(
                found.weights(), of, least=LEAST_SIMILARITY[method], most=MOST_NEIGHBOURS
            ):
                pairs += len(rows)
                columns = [ids.take(rows), ids.take(others), pa.array(similarity), pa.array([method] * len(rows))]
                writer.write_table(pa.table(columns, schema=_FOUND))
    return pairs
