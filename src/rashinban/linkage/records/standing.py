"""Each row of a table of kb/ is one that stands: the newest copy of its record, under the id that stands.

Records come from any number of parts, in any order; the result is the same. What does not stand is counted
by reason, so that in every table rows parsed = kept + superseded + merged + copies + repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from rashinban.engine import Engine, merge, same
from rashinban.linkage.records import same as matching
from rashinban.linkage.records.precedence import believed
from rashinban.schema import Table, tables
from rashinban.schema.ids import SCHEMES
from rashinban.schema.references import LETTERS, references

#: Files of parsed/ by relation (`works`, `institutions_mentions`) and data source.
Parsed = Mapping[str, Mapping[str, Sequence[Path]]]

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
    #: data source -> entities of which one record brings only a part (schema.DataSource)
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
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

    def same(self, entity: str) -> str | None:
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
        self.engine.define("merged_ids_rows", self.rows(table, {}))
        self.engine.define("chain_0", merge.chain_start("merged_ids_rows"), keep=True)
        steps = self.count("chain_0").bit_length() + 1
        chain = "chain_0"
        # Each step doubles the distance covered; what is still open after log2(ids) steps goes in a circle.
        for step in range(steps):
            if not self.count_of(merge.chain_open(chain)):
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

    def merges(self, table: Table) -> dict[str, str]:
        """Column -> relation of withdrawn ids, for the columns in which an id can be withdrawn."""
        if table.name == "merged_ids":
            return {"merged_into_id": "standing"} if self.maps else {}
        found = {}
        for column, entities in references(table).items():
            letters = [letter for entity in entities for letter in LETTERS[entity] if letter in self.maps]
            if letters:
                found[column] = self._map_of(letters)
        return found

    def maps_of(self, table: Table) -> dict[str, str]:
        """Column -> relation of replaced ids: withdrawn ones, and those for which another stands by an identifier."""
        found = self.merges(table)
        if not matching.uses(table, self.sources(table)):
            return found
        for column, entities in references(table).items():
            joined = [relation for entity in entities if (relation := self.same(entity))]
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
            newest = self.newest(table)
            own = {key: maps[key]} if key in maps else {}
            rows = merge.resolved(f"in_{table.name}", (key, *newest), own, key=(key,), own=key)
            doubles = f"{table.name}_doubles"
            self.engine.define(doubles, merge.doubled(rows, key, self.in_parts(table)), keep=True)
            self._losers[table.name] = self.count(doubles) > 0
            if self._losers[table.name]:
                losing = merge.losers(rows, doubles, key, newest)
                self.engine.define(f"{table.name}_losers", losing, keep=True)
        return f"{table.name}_losers" if self._losers[table.name] else None

    def rows(self, table: Table, maps: Mapping[str, str], *, key: Sequence[str] = ()) -> str:
        """Rows of records that stand, ids replaced; of records that are parts each key once."""
        rows = self._said(table, maps, key)
        in_parts = self.in_parts(table)
        newest = self.newest(table) if table.is_entity else ()
        return same.each_key_once(rows, table.names, table.key, in_parts, newest) if in_parts else rows

    def repeated(self, table: Table, maps: Mapping[str, str]) -> int:
        """How many rows of records that are parts say again what another says."""
        if not self.in_parts(table):
            return 0
        return self.count_of(self._said(table, maps, ())) - self.count_of(self.rows(table, maps))

    def _said(self, table: Table, maps: Mapping[str, str], key: Sequence[str]) -> str:
        record = tables()[table.record]
        losing = self.losers(record, self.merges(record) if record.name != "merged_ids" else {})
        without = (losing, table.key[0]) if losing else None
        return merge.resolved(f"in_{table.name}", table.names, maps, key=key, without=without)

    def in_parts(self, table: Table) -> tuple[str, ...]:
        """The data sources with rows of a table whose records are parts."""
        return tuple(source for source in self.sources(table) if table.record in self.parts.get(source, ()))

    @staticmethod
    def newest(table: Table) -> tuple[str, ...]:
        """The columns by which the newer of two records is told."""
        return tuple(c for c in ("updated_date", table.newest) if c is not None and c in table.names)

    def count(self, relation: str, where: str = "true") -> int:
        return int(self.engine.query(merge.count(relation, where))["n"][0].as_py())

    def count_of(self, query: str) -> int:
        return self.count(f"({query}) as counted_rows")

    def parted(self, table: Table) -> dict[str, int]:
        """Where the rows of a table were lost with their records: reason -> rows."""
        losing = f"{table.record}_losers" if self._losers.get(table.record) else None
        lost = dict.fromkeys(REASONS, 0)
        if losing:
            for row in self.engine.query(merge.reasons(f"in_{table.name}", losing, table.key[0])).to_pylist():
                lost[row["reason"]] = row["n"]
        return lost

    def parsed_rows(self, relation: str) -> dict[str, int]:
        return {
            source: sum(pq.read_metadata(path).num_rows for path in paths)
            for source, paths in sorted(self.parsed.get(relation, {}).items())
        }

    def sourced(self, table: Table) -> tuple[str, str]:
        """Relations of an entity's records that stand and of its short forms without a full record."""
        return self._relations(table, self.maps_of(table), table.name)

    def _standing(self, table: Table) -> tuple[str, str]:
        """The same before ids are replaced by those that share an identifier: what these are found from."""
        return self._relations(table, self.merges(table), f"own_{table.name}")

    def _relations(self, table: Table, maps: Mapping[str, str], name: str) -> tuple[str, str]:
        stood, short = f"{name}_stood", f"{name}_short"
        self.engine.define(stood, self.rows(table, maps))
        mentioned = merge.resolved(f"in_{table.name}_mentions", table.names, maps)
        self.engine.define(f"{name}_said", mentioned)
        self.engine.define(short, merge.mentions(f"{name}_said", stood, table.key[0], table.names), keep=True)
        return stood, short
