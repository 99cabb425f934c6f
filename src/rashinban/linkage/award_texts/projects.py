"""Each row written is one award with the project that it is a record of, and whether its text is compared.

Awards and what tells their project (projects.sql) make a graph; what hangs together is one project. What tells it:

- a number, by reading/award_numbers.py: `5R01CA091516-03` and `R01CA091516` name one project;
- a serial number of the NIH and a person: R43 and R44, K99 and R00, R01 and R37 of one serial number are one project
  where they have a person in common (11,269 of 14,562 such pairs of core projects in ExPORTER do);
- funder, scheme, title (its letters and digits alone) and a person, by id or by the name as printed.
"""

from __future__ import annotations

import re
import shutil
from array import array
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from scipy import sparse
from scipy.sparse import csgraph

from rashinban.engine import Engine
from rashinban.linkage.award_texts.terms import documents, enough, plain
from rashinban.reading import award_numbers
from rashinban.schema.award_similarities import MOST_COMPARED

READS = ("award_identifiers", "award_members", "award_texts", "awards", "funders")

#: Contracts without a serial number of their own have noughts: N01CA000000.
_NIH_SERIAL = re.compile(r"nih:[A-Z0-9]{3}([A-Z]{2}(?!000000)[0-9]{6})")
_NOT_TITLE = re.compile(r"[\W_]+")
_BATCH = 65_536
#: So much of a text tells in nearly every case that it has enough terms.
_BEGINNING = 300

#: The texts of awards that say what they are about.
TEXTS_SQL = """
select award_id, kind, position, text
from (
    select award_id, 0 as kind, 0 as position, title as text from awards
    union all
    select award_id, 1 as kind, 0 as position, description as text from awards
    union all
    select award_id, 2 as kind, position, text from award_texts where kind in ('title', 'summary', 'outline')
) as texts
where text is not null
"""
_IN_ORDER_SQL = "select award_id, text from award_texts_said order by award_id, kind, position"
_COUNT_SQL = "select count(*) as n from project_texts"
_TELLING = ("number", "funder_id", "scheme", "title", "person")

_WRITE_SQL = """
with ordered as (
    select
        project_texts.award_id,
        row_number() over (
            order by
                coalesce(awards.start_fiscal_year, cast(year(awards.start_date) as integer)) desc nulls last,
                project_texts.award_id
        ) as place
    from project_texts
    inner join awards on awards.award_id = project_texts.award_id
)

select project_ids.award_id, project_ids.project_id, coalesce(ordered.place <= $most, false) as is_compared
from project_ids
left join ordered on ordered.award_id = project_ids.award_id
order by project_ids.award_id
"""


def link_projects(engine: Engine, target: Path, *, most: int = MOST_COMPARED) -> Mapping[str, object]:
    """Write award_projects into the folder `target` from the relations READS.

    Returns what was done: awards, projects, awards with enough text, and how many of those are compared.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".read"
    layout.mkdir()
    try:
        labels = _labels(engine)
        _write_projects(engine, labels, layout / "projects.parquet")
        engine.define("award_texts_said", TEXTS_SQL)
        _write_texts(engine, layout / "texts.parquet")
        engine.attach("project_ids", [layout / "projects.parquet"])
        engine.attach("project_texts", [layout / "texts.parquet"])
        engine.write(_WRITE_SQL, target / ".writing", {"most": most})
        texts = int(engine.query(_COUNT_SQL)["n"][0].as_py())
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    for number, path in enumerate(sorted((target / ".writing").glob("*.parquet"))):
        path.rename(target / f"part-{number}.parquet")
    shutil.rmtree(target / ".writing")
    return {
        "awards": len(labels),
        "projects": len(np.unique(labels)),
        "with_text": texts,
        "compared": min(texts, most),
        "left_out": max(texts - most, 0),
    }


def _labels(engine: Engine) -> npt.NDArray[np.int64]:
    """For each award, in the order of ids, the place of the first award of its project."""
    awards, keys = array("q"), array("q")
    count = 0
    for rows in _by_award(engine.stream((files(__package__) / "projects.sql").read_text(encoding="utf-8"))):
        # Keys are kept as 8 bytes of their hash: of ten million, two are alike with a chance of 1 in 400,000.
        for key in {key for row in rows for key in _keys(row)}:
            awards.append(count)
            keys.append(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True))
        count += 1
    if not count:
        return np.zeros(0, dtype=np.int64)
    told = np.frombuffer(awards, dtype=np.int64) if awards else np.zeros(0, dtype=np.int64)
    _, numbered = np.unique(np.frombuffer(keys, dtype=np.int64) if keys else told, return_inverse=True)
    size = count + (int(numbered.max()) + 1 if len(numbered) else 0)
    graph = sparse.coo_matrix((np.ones(len(told), dtype=np.int8), (told, count + numbered)), shape=(size, size))
    _, component = csgraph.connected_components(graph.tocsr(), directed=False)
    _, first, place = np.unique(component[:count], return_index=True, return_inverse=True)
    return first[place].astype(np.int64)


Row = Mapping[str, str | None]


def _by_award(batches: Iterator[pa.RecordBatch]) -> Iterator[list[Row]]:
    rows = (row for batch in batches for row in batch.to_pylist())
    for _, of_one in groupby(rows, key=itemgetter("award_id")):
        yield list(of_one)


def _keys(row: Row) -> Iterator[str]:
    """What tells the project of an award, as texts that are equal where the project is one."""
    number, person = row["number"], row["person"]
    if number and (named := award_numbers.parse(number, (row["funder_id"],))):
        yield named.award_id
        if person and (serial := _NIH_SERIAL.fullmatch(named.award_id)):
            yield f"serial {serial[1]} {_person(person)}"
    title = _folded(row["title"] or "")
    if title and person:
        yield "\0".join(("title", title, row["funder_id"] or "", row["scheme"] or "", _person(person)))


def _folded(text: str) -> str:
    return _NOT_TITLE.sub("", plain(text).casefold())


def _person(name: str) -> str:
    """`Lee, Ada` and `Ada Lee` are one."""
    return " ".join(sorted(_NOT_TITLE.sub(" ", plain(name).casefold()).split()))


def _write_projects(engine: Engine, labels: npt.NDArray[np.int64], path: Path) -> None:
    """Each award with the id of the first of its project. Ids are read twice, and never all of them held as objects."""
    ids = pa.chunked_array(
        [batch.column(0) for batch in engine.stream("select award_id from awards order by award_id")], pa.string()
    )
    pq.write_table(pa.table({"award_id": ids, "project_id": ids.take(pa.array(labels))}), path)


def _write_texts(engine: Engine, path: Path) -> None:
    """The awards whose texts have enough terms to be compared."""
    schema = pa.schema([pa.field("award_id", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        waiting: list[str] = []
        for award_id, texts in texts_of(engine, _IN_ORDER_SQL):
            if enough(documents(text[:_BEGINNING] for text in texts)) or enough(documents(texts)):
                waiting.append(award_id)
            if len(waiting) >= _BATCH:
                writer.write_table(pa.table([pa.array(waiting, pa.string())], schema=schema))
                waiting = []
        writer.write_table(pa.table([pa.array(waiting, pa.string())], schema=schema))


def texts_of(engine: Engine, sql: str) -> Iterator[tuple[str, list[str]]]:
    """Each award with its texts, from a query that is ordered by award."""
    for rows in _by_award(engine.stream(sql)):
        yield str(rows[0]["award_id"]), [text for row in rows if (text := row["text"])]
