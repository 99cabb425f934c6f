"""Each table of kb/ is written from the records that stand, with the arithmetic of what was left out."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from rashinban.engine import Engine, merge, same
from rashinban.linkage.records.precedence import believed, compared
from rashinban.linkage.records.standing import Records
from rashinban.schema import Table, tables

#: Above this many authorships, authors without a profile are gathered in ten runs, to bound memory.
_AUTHORSHIPS_AT_ONCE = 20_000_000


def write_children(records: Records, table: Table, folder: Path) -> dict[str, object]:
    """Write a table whose rows come with the records of another; returns its arithmetic."""
    maps = records.maps_of(table)
    owner, *others = table.key
    stood = f"{table.name}_stood"
    records.engine.define(stood, records.rows(table, maps, key=others))
    repeated = 0
    if _gathered(records, table):
        kept, repeated = _write_gathered(records, table, stood, folder)
    elif len(records.sources(table)) > 1:
        records.engine.define(f"{table.name}_ranked", merge.ranked(stood, table.key, table.names), keep=True)
        repeated = records.count(f"{table.name}_ranked", "place > 1")
        kept = _write(records.engine, table.key, merge.first_places(f"{table.name}_ranked", table.names), folder)
    elif any(column in maps for column in others):
        # Only records with a replaced id can hold two rows that have become alike.
        touched = f"{table.name}_touched"
        records.engine.define(touched, merge.owners_changed(stood, owner), keep=True)
        ranked = merge.ranked(stood, table.key, table.names, within=touched)
        records.engine.define(f"{table.name}_ranked", ranked, keep=True)
        repeated = records.count(f"{table.name}_ranked", "place > 1")
        untouched = merge.plain(stood, table.names, key=owner, beyond=touched)
        kept = _write(
            records.engine, table.key, untouched, folder, merge.first_places(f"{table.name}_ranked", table.names)
        )
    else:
        kept = _write(records.engine, table.key, merge.plain(stood, table.names, key=owner), folder)
    repeated += records.repeated(table, maps)
    return {"parsed": records.parsed_rows(table.name), "kept": kept, "repeated": repeated, **records.parted(table)}


def _gathered(records: Records, table: Table) -> bool:
    """Whether several records may bring rows to one owner: of several data sources, or joined by an identifier."""
    record = tables()[table.record]
    sources = records.sources(table)
    # A table that no data source fills has nothing to gather, whatever became of its records.
    several = len(sources) > 1 or bool(sources and records.same(record.name) and records.maps_of(table))
    return several and (table.one_source is not None or table.key[1:] == ("position",))


def _write_gathered(records: Records, table: Table, stood: str, folder: Path) -> tuple[int, int]:
    """Write rows that several records bring to one owner: of one record only, or one after the other.

    Returns how many were kept, and how many not.
    """
    owner = table.key[0]
    sources = records.sources(table)
    if table.one_source:
        deciding = tables()[table.one_source]
        chosen = f"{deciding.name}_chosen"
        records.engine.define(f"{deciding.name}_offered", records.rows(deciding, records.maps_of(deciding)))
        order = records.sources(deciding)
        records.engine.define(
            chosen, same.one_record(f"{deciding.name}_offered", owner, order, records.in_parts(deciding)), keep=True
        )
        query = [same.of_chosen(stood, chosen, owner, table.names)]
    else:
        several = f"{table.name}_several"
        records.engine.define(several, same.shared_owners(stood, owner), keep=True)
        alone = merge.plain(stood, table.names, key=owner, beyond=several)
        query = [alone, same.renumbered(stood, owner, table.names, sources, several)]
    kept = _write(records.engine, table.key, query[0], folder, *query[1:])
    return kept, records.count(stood) - kept


def write_entities(records: Records, table: Table, folder: Path) -> dict[str, object]:
    """Write an entity table: records that stand, then short forms of those only mentioned."""
    key, sources = table.key[0], records.sources(table)
    stood, short = records.sourced(table)
    mentioned = records.count(short)
    about: dict[str, object] = {
        "parsed": records.parsed_rows(table.name),
        "mentions": records.parsed_rows(f"{table.name}_mentions"),
        "mentioned": mentioned,
    }
    if len(sources) > 1 or records.same(table.name):
        together = _of_each_source(records, table, stood, short)
        order = {c: believed(table.name, c, sources) for c in ("*", *table.names)}
        _write(records.engine, table.key, merge.combined(f"{table.name}_each", key, table.names, order), folder)
        kept = records.count(stood)
        joined = records.count(together) - records.count_of(merge.distinct(together, key))
    else:
        rows = _write(
            records.engine, table.key, merge.entities(stood, table.names), folder, merge.entities(short, table.names)
        )
        kept, joined = rows - mentioned, 0
    repeated = records.repeated(table, records.maps_of(table))
    return {**about, "kept": kept, "joined": joined, "repeated": repeated, **records.parted(table)}


def _of_each_source(records: Records, table: Table, stood: str, short: str) -> str:
    """Make `<table>_each`: for each id one row of each data source, whatever number of its records have become that id.

    Returns the relation of all of them.
    """
    together, columns = f"{table.name}_together", (*table.names, *merge.PLACE)
    # A short form has no checksum that would tell it from another: the record comes before it.
    union = merge.stacked(
        merge.plain(stood, (*columns, "_crc"), key=table.key[0]),
        merge.plain(short, (*columns, "cast(-1 as bigint) as _crc"), key=table.key[0]),
    )
    records.engine.define(together, union, keep=True)
    each = same.one_each(together, table.key[0], columns, records.newest(table))
    records.engine.define(f"{table.name}_each", each, keep=True)
    return together


def write_claims(records: Records, folder: Path) -> dict[str, object]:
    """Write what data sources say of one record where they differ. Entities of several sources only."""
    queries = []
    for name, columns in compared().items():
        table = tables()[name]
        if len(records.sources(table)) > 1:
            _of_each_source(records, table, *records.sourced(table))
            queries.append(merge.claims(f"{name}_each", name, table.key[0], columns))
    if queries:
        kept = _write(records.engine, tables()["claims"].key, queries[0], folder, *queries[1:])
    else:
        records.engine.attach("claims_none", (), tables()["claims"].arrow())
        kept = _write(records.engine, tables()["claims"].key, "select * from claims_none", folder)
    return {"kept": kept}


def as_of(records: Records, folder: Path) -> str | None:
    """The day of the newest change among the works that stand, ISO 8601."""
    records.engine.attach("written_works", sorted(folder.glob("*.parquet")))
    newest = records.engine.query("select max(updated_date) as newest from written_works")["newest"][0].as_py()
    return newest[:10] if newest else None


def write_named_authors(records: Records, folder: Path, kb: Path, authorships: int) -> int:
    """Add to kb/authors those who have no profile but are named by authorships that stand."""
    records.engine.attach("known_authors", sorted(folder.glob("*.parquet")))
    for name in ("authorships", "works"):
        records.engine.attach(name, sorted((kb / name).glob("*.parquet")))
    runs = [None] if authorships <= _AUTHORSHIPS_AT_ONCE else list("0123456789")
    columns = {column.name: column.type for column in tables()["authors"].columns}
    named = (merge.named_authors("known_authors", columns, last_digit=digit) for digit in runs)
    return sum(_write(records.engine, tables()["authors"].key, query, folder) for query in named)


def _write(engine: Engine, key: Sequence[str], query: str, folder: Path, *more: str) -> int:
    """Write the rows of one or more queries into a table's folder, as its next part, in the order of their key.

    In that order the statistics of a file lead a reader to the few rows of one record (DECISIONS.md).
    """
    beside = folder / ".writing"
    rows = engine.write(merge.in_order(merge.stacked(query, *more), key), beside)
    number = len(list(folder.glob("part-*.parquet")))
    for path in sorted(beside.glob("*.parquet")):
        path.rename(folder / f"part-{number}.parquet")
        number += 1
    shutil.rmtree(beside)
    return rows
