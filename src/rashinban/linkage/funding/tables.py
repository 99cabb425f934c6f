"""Each row written is one link of a thing with an award or funder: the words of a base read, and the links it states.

The words are read first, each spelling once, and laid out on disk; links.sql then joins them with what records state.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine
from rashinban.linkage.funding.funders import funder_names
from rashinban.linkage.funding.names import FunderNames
from rashinban.linkage.funding.statements import number_id, read_statement

#: The tables of kb/ that are read.
READS = (
    "award_identifiers",
    "award_institutions",
    "award_members",
    "award_output_works",
    "award_outputs",
    "awards",
    "funder_identifiers",
    "funder_names",
    "funders",
    "institution_identifiers",
    "institution_names",
    "institution_relations",
    "institutions",
    "work_awards",
    "work_funders",
    "work_texts",
)

_BATCH = 65_536


def _schema(*names: str) -> pa.Schema:
    return pa.schema([pa.field(name, pa.string()) for name in names])


#: An award that is loaded, by each id that its numbers give.
_KNOWN = _schema("number_id", "award_id")
#: What a number and name of a funder as typed mean.
_TYPED = _schema("typed_funder_id", "typed_number", "typed_name", "number_id", "funder_id")
#: What a statement of a work says: an award with its funder, or a funder alone.
_STATEMENTS = _schema("work_id", "number_id", "funder_id", "typed")

_AWARDS_SQL = """
select award_id, funder_id, jgn as number from awards
union
select award_id, funder_id, funder_award_id as number from awards
union
select awards.award_id, awards.funder_id, award_identifiers.identifier as number
from award_identifiers
join awards on awards.award_id = award_identifiers.award_id
where award_identifiers.scheme in ('jgn', 'kaken', 'nih', 'nsf', 'ec', 'ukri', 'amed')
"""

_TYPED_SQL = """
select distinct
    coalesce(funder_id, '') as funder_id, coalesce(funder_award_id, '') as number, coalesce(funder_name, '') as name
from work_awards
where award_id is null
"""

#: Of awards nothing, in the columns of _AWARDS_SQL.
_NO_AWARDS_SQL = "select award_id, funder_id, jgn as number from awards where false"

_TYPED_COUNT_SQL = "select count(*) as n from work_awards where award_id is null"
_STATEMENTS_COUNT_SQL = "select count(*) as n from work_texts where kind = 'funding'"
_STATEMENTS_SQL = "select work_id, text from work_texts where kind = 'funding'"


def link_awards(engine: Engine, target: Path) -> dict[str, object]:
    """Write work_award_links into the folder `target` from the relations READS.

    Returns what was done: rows by confidence and by kind of target, spellings and statements read.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".read"
    layout.mkdir()
    # Where no words are to be read, nobody asks what they may mean: most bases of OpenAlex have none.
    are_words = any(engine.query(sql)["n"][0].as_py() for sql in (_TYPED_COUNT_SQL, _STATEMENTS_COUNT_SQL))
    known = funder_names(engine) if are_words else FunderNames()
    try:
        counts = {
            "awards": _lay_out(
                engine,
                "funding_known",
                _KNOWN,
                _AWARDS_SQL if are_words else _NO_AWARDS_SQL,
                lambda row: _known(row, known),
                layout,
            ),
            "spellings": _lay_out(engine, "funding_typed", _TYPED, _TYPED_SQL, lambda row: _typed(row, known), layout),
            "statements": _lay_out(
                engine, "funding_statements", _STATEMENTS, _STATEMENTS_SQL, lambda row: _stated(row, known), layout
            ),
        }
        links = (files("rashinban.linkage.funding") / "links.sql").read_text(encoding="utf-8")
        rows = engine.write(links, target / ".writing")
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    written = sorted((target / ".writing").glob("*.parquet"))
    for number, path in enumerate(written):
        path.rename(target / f"part-{number}.parquet")
    shutil.rmtree(target / ".writing")
    engine.attach("funding_links", sorted(target.glob("part-*.parquet")))
    return {
        "rows": rows,
        "funders": len(known.funders),
        "read": counts,
        "by_confidence": _counted(engine, "select confidence as value, count(*) as rows from funding_links group by 1"),
        "by_target": _counted(engine, "select target_kind as value, count(*) as rows from funding_links group by 1"),
    }


Row = dict[str, str | None]


def _known(row: Row, known: FunderNames) -> Iterator[tuple[str | None, ...]]:
    number, funder_id, award_id = row["number"], row["funder_id"], row["award_id"] or ""
    if ":" in award_id:
        # nih:R01GM123456 is what a number gives.
        yield award_id, award_id
    if number and (named := number_id(number, funder_id, known)):
        yield named, award_id


def _typed(row: Row, known: FunderNames) -> Iterator[tuple[str | None, ...]]:
    funder_id = row["funder_id"] or (known.resolve(name) if (name := row["name"]) else None)
    named = number_id(number, funder_id, known) if (number := row["number"]) else None
    if named or funder_id:
        yield row["funder_id"], row["number"], row["name"], named, funder_id


def _stated(row: Row, known: FunderNames) -> Iterator[tuple[str | None, ...]]:
    said = read_statement(row["text"] or "", known)
    for award in said.awards:
        if award.award_id is not None:
            yield row["work_id"], award.award_id, award.funder_id, award.typed
    for funder_id in said.funders:
        yield row["work_id"], None, funder_id, None


def _lay_out(
    engine: Engine,
    relation: str,
    schema: pa.Schema,
    sql: str,
    read: Callable[[Row], Iterator[tuple[str | None, ...]]],
    layout: Path,
) -> int:
    """Read the rows of a query and attach what they say as a relation; how many rows were read."""
    path = layout / f"{relation}.parquet"
    done = 0
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        waiting: list[tuple[str | None, ...]] = []
        for batch in engine.stream(sql):
            done += batch.num_rows
            for row in batch.to_pylist():
                waiting.extend(read(row))
            if len(waiting) >= _BATCH:
                writer.write_table(_table(waiting, schema))
                waiting = []
        writer.write_table(_table(waiting, schema))
    engine.attach(relation, [path])
    return done


def _table(rows: list[tuple[str | None, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=schema)


def _counted(engine: Engine, sql: str) -> dict[str, int]:
    return {row["value"]: row["rows"] for row in sorted(engine.query(sql).to_pylist(), key=lambda row: row["value"])}
