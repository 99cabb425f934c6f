"""Each row of a table of kb/ is one that stands: the newest copy of its record, under the id that stands.

Records come from any number of parts, in any order; the result is the same. What does not stand is counted
by reason, so that in every table rows parsed = kept + superseded + merged + copies + repeated.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from rashinban.definitions import lookups
from rashinban.engine import Engine, merge, same
from rashinban.linkage import same as matching
from rashinban.schema import Table, tables
from rashinban.schema.ids import SCHEMES
from rashinban.schema.references import LETTERS, references

#: Files of parsed/ by relation (`works`, `institutions_mentions`) and data source.
Parsed = Mapping[str, Mapping[str, Sequence[Path]]]

#: Above this many authorships, authors without a profile are gathered in ten runs, to bound memory.
_AUTHORSHIPS_AT_ONCE = 20_000_000

REASONS = ("superseded", "merged", "copy")


@dataclass(frozen=True)
class Circle:
    """Ids merged into each other in a circle: none of them can stand for the others, so each stands alone."""

    ids: tuple[str, ...]
    count: int


@dataclass
class Records:
    """The parsed records of a base on an engine, and what has been found out about them so far."""

    engine: Engine
    parsed: Parsed
    circle: Circle = Circle((), 0)
    #: first letter of ids -> relation (id, standing_id); no relation where nothing is replaced
    maps: dict[str, str] = field(default_factory=dict)
    #: entity -> how many ids of it stand for another one, by a shared identifier
    matched: dict[str, int] = field(default_factory=dict)
    _losers: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, table in tables().items():
            for relation in (name, f"{name}_mentions"):
                by_source = self.parsed.get(relation, {})
                for source, paths in by_source.items():
                    self.engine.attach(f"in_{relation}_{source}", paths, table.parsed())
                if by_source:
                    gathered = {source: f"in_{relation}_{source}" for source in by_source}
                else:
                    self.engine.attach(f"in_{relation}_none", (), table.parsed())
                    gathered = {"none": f"in_{relation}_none"}
                self.engine.define(f"in_{relation}", merge.gathered(gathered))
        self._follow_merges()

    def sources(self, table: Table) -> tuple[str, ...]:
        """The data sources that have rows of a table, in the order in which they are believed by default."""
        named = self.parsed.get(table.name, {}).keys() | self.parsed.get(f"{table.name}_mentions", {}).keys()
        return believed(table.name, "*", named)

    def _same(self, entity: str) -> str | None:
        """Ids of an entity for which another one stands by a shared identifier, as a relation."""
        if entity not in SCHEMES:
            return None
        if entity not in self.matched:
            used = matching.users({relation: tuple(by) for relation, by in self.parsed.items()}, entity)
            self.matched[entity] = 0
            if used:
                full, short = self._standing(tables()[entity])
                self.matched[entity] = matching.match(self.engine, entity, used, full, short, f"same_{entity}")
        return f"same_{entity}" if self.matched[entity] else None

    def _follow_merges(self) -> None:
        """Make `standing` from merged_ids: chains are followed to their end, circles are put aside."""
        if not self.parsed.get("merged_ids"):
            return
        table = tables()["merged_ids"]
        self.engine.define("merged_ids_rows", self._rows(table, {}))
        self.engine.define("chain_0", merge.chain_start("merged_ids_rows"), keep=True)
        steps = self._count("chain_0").bit_length() + 1
        chain = "chain_0"
        # Each step doubles the distance covered; what is still open after log2(ids) steps goes in a circle.
        for step in range(steps):
            if not self._count_of(merge.chain_open(chain)):
                break
            self.engine.define(f"chain_{step + 1}", merge.chain_step(chain), keep=True)
            chain = f"chain_{step + 1}"
        self.engine.define("circles", merge.chain_open(chain), keep=True)
        ids = sorted(self.engine.query("select id from circles")["id"].to_pylist())
        self.circle = Circle(tuple(ids[:10]), len(ids))
        self.engine.define("standing", merge.chain_done(chain, "circles"), keep=True)
        present = self.engine.query("select distinct substr(id, 1, 1) as letter from standing")["letter"].to_pylist()
        for letter in sorted(present):
            self.engine.define(f"standing_{letter.lower()}", merge.of_kind("standing", letter), keep=True)
            self.maps[letter] = f"standing_{letter.lower()}"

    def _map_of(self, letters: Sequence[str]) -> str:
        """The relation of replaced ids that begin with one of the letters."""
        if len(letters) == 1:
            return self.maps[letters[0]]
        name = f"standing_{''.join(letters).lower()}"
        self.engine.define(name, merge.stacked(*(self.maps[letter] for letter in letters)))
        return name

    def _merges(self, table: Table) -> dict[str, str]:
        """Column -> relation of withdrawn ids, for the columns in which an id can be withdrawn."""
        if table.name == "merged_ids":
            return {"merged_into_id": "standing"} if self.maps else {}
        found = {}
        for column, entities in references(table).items():
            letters = [letter for entity in entities for letter in LETTERS[entity] if letter in self.maps]
            if letters:
                found[column] = self._map_of(letters)
        return found

    def _maps(self, table: Table) -> dict[str, str]:
        """Column -> relation of replaced ids: withdrawn ones, and those for which another stands by an identifier."""
        found = self._merges(table)
        if not set(self.sources(table)) - {matching.PROVIDER}:
            return found
        for column, entities in references(table).items():
            joined = [relation for entity in entities if (relation := self._same(entity))]
            if joined:
                both = [*([found[column]] if column in found else []), *joined]
                found[column] = "__".join(both)
                if len(both) > 1:
                    self.engine.define(found[column], merge.stacked(*both))
        return found

    def losers(self, table: Table, maps: Mapping[str, str]) -> str | None:
        """The relation of records of an entity that do not stand, or None where all of them do."""
        if table.name not in self._losers:
            key = table.key[0]
            newest = [c for c in ("updated_date", table.newest) if c is not None and c in table.names]
            own = {key: maps[key]} if key in maps else {}
            rows = merge.resolved(f"in_{table.name}", (key, *newest), own, key=(key,))
            doubles = f"{table.name}_doubles"
            self.engine.define(doubles, merge.doubled(rows, key), keep=True)
            self._losers[table.name] = self._count(doubles) > 0
            if self._losers[table.name]:
                losing = merge.losers(rows, doubles, key, newest)
                self.engine.define(f"{table.name}_losers", losing, keep=True)
        return f"{table.name}_losers" if self._losers[table.name] else None

    def _rows(self, table: Table, maps: Mapping[str, str], *, key: Sequence[str] = ()) -> str:
        """Rows of records that stand, ids replaced."""
        record = tables()[table.record]
        losing = self.losers(record, self._merges(record) if record.name != "merged_ids" else {})
        return merge.resolved(f"in_{table.name}", table.names, maps, key=key, without=losing)

    def _count(self, relation: str, where: str = "true") -> int:
        return int(self.engine.query(merge.count(relation, where))["n"][0].as_py())

    def _count_of(self, query: str) -> int:
        return self._count(f"({query}) as counted_rows")

    def _parted(self, table: Table) -> dict[str, int]:
        """Where the rows of a table were lost with their records: reason -> rows."""
        losing = f"{table.record}_losers" if self._losers.get(table.record) else None
        lost = dict.fromkeys(REASONS, 0)
        if losing:
            for row in self.engine.query(merge.reasons(f"in_{table.name}", losing)).to_pylist():
                lost[row["reason"]] = row["n"]
        return lost

    def _parsed_rows(self, relation: str) -> dict[str, int]:
        return {
            source: sum(pq.read_metadata(path).num_rows for path in paths)
            for source, paths in sorted(self.parsed.get(relation, {}).items())
        }

    # -- tables that come with a record ------------------------------------------------------------------

    def write_children(self, table: Table, folder: Path) -> dict[str, object]:
        """Write a table whose rows come with the records of another; returns its arithmetic."""
        maps = self._maps(table)
        owner, *others = table.key
        stood = f"{table.name}_stood"
        self.engine.define(stood, self._rows(table, maps, key=others))
        repeated = 0
        if self._gathered(table):
            kept, repeated = self._write_gathered(table, stood, folder)
        elif len(self.sources(table)) > 1:
            self.engine.define(f"{table.name}_ranked", merge.ranked(stood, table.key, table.names), keep=True)
            repeated = self._count(f"{table.name}_ranked", "place > 1")
            kept = _write(self.engine, table.key, merge.first_places(f"{table.name}_ranked", table.names), folder)
        elif any(column in maps for column in others):
            # Only records with a replaced id can hold two rows that have become alike.
            touched = f"{table.name}_touched"
            self.engine.define(touched, merge.owners_changed(stood, owner), keep=True)
            ranked = merge.ranked(stood, table.key, table.names, within=touched)
            self.engine.define(f"{table.name}_ranked", ranked, keep=True)
            repeated = self._count(f"{table.name}_ranked", "place > 1")
            untouched = merge.plain(stood, table.names, key=owner, beyond=touched)
            kept = _write(
                self.engine, table.key, untouched, folder, merge.first_places(f"{table.name}_ranked", table.names)
            )
        else:
            kept = _write(self.engine, table.key, merge.plain(stood, table.names, key=owner), folder)
        return {"parsed": self._parsed_rows(table.name), "kept": kept, "repeated": repeated, **self._parted(table)}

    def _gathered(self, table: Table) -> bool:
        """Whether several records may bring rows to one owner: of several data sources, or joined by an identifier."""
        record = tables()[table.record]
        several = len(self.sources(table)) > 1 or bool(self._same(record.name) and self._maps(table))
        return several and (table.one_source is not None or table.key[1:] == ("position",))

    def _write_gathered(self, table: Table, stood: str, folder: Path) -> tuple[int, int]:
        """Write rows that several records bring to one owner: of one record only, or one after the other.

        Returns how many were kept, and how many not.
        """
        owner = table.key[0]
        sources = self.sources(table)
        if table.one_source:
            deciding = tables()[table.one_source]
            chosen = f"{deciding.name}_chosen"
            self.engine.define(f"{deciding.name}_offered", self._rows(deciding, self._maps(deciding)))
            order = self.sources(deciding)
            self.engine.define(chosen, same.one_record(f"{deciding.name}_offered", owner, order), keep=True)
            query = [same.of_chosen(stood, chosen, owner, table.names)]
        else:
            several = f"{table.name}_several"
            self.engine.define(several, same.shared_owners(stood, owner), keep=True)
            alone = merge.plain(stood, table.names, key=owner, beyond=several)
            query = [alone, same.renumbered(stood, owner, table.names, sources, several)]
        kept = _write(self.engine, table.key, query[0], folder, *query[1:])
        return kept, self._count(stood) - kept

    # -- entities ----------------------------------------------------------------------------------------

    def sourced(self, table: Table) -> tuple[str, str]:
        """Relations of an entity's records that stand and of its short forms without a full record."""
        return self._relations(table, self._maps(table), table.name)

    def _standing(self, table: Table) -> tuple[str, str]:
        """The same before ids are replaced by those that share an identifier: what these are found from."""
        return self._relations(table, self._merges(table), f"own_{table.name}")

    def _relations(self, table: Table, maps: Mapping[str, str], name: str) -> tuple[str, str]:
        stood, short = f"{name}_stood", f"{name}_short"
        self.engine.define(stood, self._rows(table, maps))
        mentioned = merge.resolved(f"in_{table.name}_mentions", table.names, maps)
        self.engine.define(f"{name}_said", mentioned)
        self.engine.define(short, merge.mentions(f"{name}_said", stood, table.key[0], table.names), keep=True)
        return stood, short

    def write_entities(self, table: Table, folder: Path) -> dict[str, object]:
        """Write an entity table: records that stand, then short forms of those only mentioned."""
        key, sources = table.key[0], self.sources(table)
        stood, short = self.sourced(table)
        mentioned = self._count(short)
        about: dict[str, object] = {
            "parsed": self._parsed_rows(table.name),
            "mentions": self._parsed_rows(f"{table.name}_mentions"),
            "mentioned": mentioned,
        }
        if len(sources) > 1 or self._same(table.name):
            together = f"{table.name}_together"
            columns = (*table.names, *merge.PLACE)
            # A short form has no checksum that would tell it from another: the record comes before it.
            union = merge.stacked(
                merge.plain(stood, (*columns, "_crc"), key=key),
                merge.plain(short, (*columns, "cast(-1 as bigint) as _crc"), key=key),
            )
            self.engine.define(together, union, keep=True)
            newest = [c for c in ("updated_date", table.newest) if c is not None and c in table.names]
            self.engine.define(f"{table.name}_each", same.one_each(together, key, columns, newest), keep=True)
            order = {c: believed(table.name, c, sources) for c in ("*", *table.names)}
            _write(self.engine, table.key, merge.combined(f"{table.name}_each", key, table.names, order), folder)
            kept = self._count(stood)
            joined = self._count(together) - self._count_of(merge.distinct(together, key))
        else:
            rows = _write(
                self.engine, table.key, merge.entities(stood, table.names), folder, merge.entities(short, table.names)
            )
            kept, joined = rows - mentioned, 0
        return {**about, "kept": kept, "joined": joined, "repeated": 0, **self._parted(table)}

    def write_claims(self, folder: Path) -> dict[str, object]:
        """Write what data sources say of one record where they differ. Entities of several sources only."""
        queries = []
        for table, columns in compared().items():
            if len(self.sources(tables()[table])) > 1:
                stood, short = self.sourced(tables()[table])
                wanted = (tables()[table].key[0], *columns, "_source")
                together = f"{table}_compared"
                key = wanted[0]
                union = merge.stacked(*(merge.plain(relation, wanted, key=key) for relation in (stood, short)))
                self.engine.define(together, union, keep=True)
                queries.append(merge.claims(together, table, key, columns))
        if queries:
            kept = _write(self.engine, tables()["claims"].key, queries[0], folder, *queries[1:])
        else:
            self.engine.attach("claims_none", (), tables()["claims"].arrow())
            kept = _write(self.engine, tables()["claims"].key, "select * from claims_none", folder)
        return {"kept": kept}

    def as_of(self, folder: Path) -> str | None:
        """The day of the newest change among the works that stand, ISO 8601."""
        self.engine.attach("written_works", sorted(folder.glob("*.parquet")))
        newest = self.engine.query("select max(updated_date) as newest from written_works")["newest"][0].as_py()
        return newest[:10] if newest else None

    def write_named_authors(self, folder: Path, kb: Path, authorships: int) -> int:
        """Add to kb/authors those who have no profile but are named by authorships that stand."""
        self.engine.attach("known_authors", sorted(folder.glob("*.parquet")))
        for name in ("authorships", "works"):
            self.engine.attach(name, sorted((kb / name).glob("*.parquet")))
        runs = [None] if authorships <= _AUTHORSHIPS_AT_ONCE else list("0123456789")
        columns = {column.name: column.type for column in tables()["authors"].columns}
        named = (merge.named_authors("known_authors", columns, last_digit=digit) for digit in runs)
        return sum(_write(self.engine, tables()["authors"].key, query, folder) for query in named)


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


def _precedence() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = lookups()["precedence"].to_pylist()
    return rows


def believed(table: str, column: str, sources: Sequence[str] | frozenset[str] | set[str]) -> tuple[str, ...]:
    """Data sources in the order in which they are believed: by the column, else the table, else all tables."""
    last = (3, 0)
    stated: dict[str, tuple[int, int]] = {}
    for row in _precedence():
        if row["table_name"] in ("*", table) and row["column_name"] in ("*", column):
            rank = (int(row["column_name"] == "*") + int(row["table_name"] == "*"), int(row["rank"]))
            stated[row["data_source"]] = min(rank, stated.get(row["data_source"], last))
    return tuple(sorted(sources, key=lambda source: (stated.get(source, last), source)))


def compared() -> dict[str, tuple[str, ...]]:
    """The columns on which data sources are compared: those that precedence.csv names."""
    found: dict[str, dict[str, None]] = {}
    for row in _precedence():
        if row["column_name"] != "*":
            found.setdefault(row["table_name"], {})[row["column_name"]] = None
    return {table: tuple(columns) for table, columns in found.items()}
