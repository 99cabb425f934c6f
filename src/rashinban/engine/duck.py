"""The engine inside the process: DuckDB over Parquet files."""

from __future__ import annotations

import re
import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from rashinban.engine.core import EngineName, Parameters
from rashinban.engine.deadline import Deadline, time_limit
from rashinban.engine.portable import arguments, plain_table
from rashinban.engine.spill import spill_folder
from rashinban.engine.store import disk_full
from rashinban.errors import BaseDamaged, RashinbanError

_ROW_GROUP = 122_880
#: Rows handed over at a time: texts of this many works are some 30 MB, and several batches are in flight.
_STREAMED = 16_384

_PLAIN = {"HUGEINT": "bigint", "UHUGEINT": "bigint", '"NULL"': "integer"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class DuckEngine:
    """DuckDB in memory, spilling into a folder of its own in `temporary`; see engine.core.Engine for each call."""

    name: EngineName = "duckdb"

    def __init__(
        self,
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
        temporary: Path | None = None,
    ) -> None:
        # Left to itself DuckDB spills into ./.tmp of whatever folder the user stands in.
        self._temporary = spill_folder("duckdb", temporary)
        # An engine that nobody closes leaves nothing either.
        self._clear = weakref.finalize(self, shutil.rmtree, self._temporary, ignore_errors=True)
        settings: dict[str, str | bool | int | float | list[str]] = {
            # Row order carries no meaning anywhere in the base; not preserving it halves the memory of writes.
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "temp_directory": str(self._temporary),
            # x / 0 is an error on both engines, never an infinity that spreads through sums.
            "ieee_floating_point_ops": False,
            # A misspelt relation is an error, not whatever Python variable happens to bear its name.
            "python_enable_replacements": False,
        }
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = threads
        self.connection = duckdb.connect(config=settings)
        self._deadline: Deadline | None = None

    def attach(self, relation: str, paths: Sequence[Path], schema: pa.Schema | None = None) -> None:
        if not paths:
            if schema is None:
                raise ValueError(f"relation {relation!r} has neither files nor a schema")
            self.attach_table(relation, schema.empty_table())
            return
        # A name with * ? [ is a name, not a pattern for others.
        files = ", ".join(_literal(re.sub(r"([*?\[])", r"[\1]", str(path))) for path in paths)
        self._drop(relation)
        # Without the option, a folder named `a=1` above the base would become a column.
        with self._plain_errors():
            try:
                self.connection.execute(
                    f"create temp view {_quoted(relation)} as"
                    f" select * from read_parquet([{files}], hive_partitioning = false)"
                )
            except duckdb.InvalidInputException as error:
                raise _unreadable(error) from error

    def attach_table(self, relation: str, table: pa.Table) -> None:
        self._drop(relation)
        self.connection.register("_arriving", plain_table(table))
        self.connection.execute(f"create temp table {_quoted(relation)} as select * from _arriving")
        self.connection.unregister("_arriving")

    def define(self, relation: str, sql: str, parameters: Parameters | None = None, *, keep: bool = False) -> None:
        used = arguments(sql, parameters)
        self._drop(relation)
        kind = "table" if keep or used else "view"
        with self._plain_errors():
            self.connection.execute(f"create temp {kind} {_quoted(relation)} as {sql}", used or None)

    def query(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        with self._plain_errors():
            return plain_table(self._relation(sql, parameters).to_arrow_table())

    def stream(self, sql: str, parameters: Parameters | None = None) -> Iterator[pa.RecordBatch]:
        with self._plain_errors():
            for batch in self._relation(sql, parameters).to_arrow_reader(_STREAMED):
                yield from plain_table(pa.Table.from_batches([batch])).to_batches()

    def write(self, sql: str, target: Path, parameters: Parameters | None = None) -> int:
        target.mkdir(parents=True, exist_ok=True)
        used = arguments(sql, parameters) or None
        with self._plain_errors(target):
            # In a file DuckDB makes doubles of 128-bit sums; counts are to stay whole.
            columns = self.connection.execute(f"describe {sql}", used).fetchall()
            selected = ", ".join(_plain_column(str(column[0]), str(column[1])) for column in columns)
            copied = self.connection.execute(
                f"copy (select {selected} from (\n{sql}\n)) to {_literal(str(target / 'part-0.parquet'))} "
                f"(format parquet, compression zstd, row_group_size {_ROW_GROUP})",
                used,
            ).fetchone()
        return int(copied[0]) if copied else 0

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Within this context, queries that are not done in `seconds` all together end with TookTooLong."""
        with time_limit(seconds, self.connection.interrupt) as deadline:
            self._deadline = deadline
            try:
                yield
            except duckdb.InterruptException:
                deadline.check()
                raise
            finally:
                self._deadline = None

    def explain(self, sql: str) -> str:
        return "\n".join(str(row[1]) for row in self.connection.execute(f"explain {sql}").fetchall())

    def close(self) -> None:
        self.connection.close()
        self._clear()

    def _relation(self, sql: str, parameters: Parameters | None) -> duckdb.DuckDBPyRelation:
        return self.connection.sql(sql, params=arguments(sql, parameters) or None)

    def _drop(self, relation: str) -> None:
        for kind, name in self.connection.execute(
            "select 'view', view_name from duckdb_views() where view_name = $name and not internal "
            "union all select 'table', table_name from duckdb_tables() where table_name = $name",
            {"name": relation},
        ).fetchall():
            self.connection.execute(f"drop {kind} {_quoted(name)}")

    @contextmanager
    def _plain_errors(self, target: Path | None = None) -> Iterator[None]:
        """What the machine lacks, said as such; mistakes in SQL pass as they are, for who wrote it."""
        if self._deadline:
            # An interrupt that comes between two queries stops neither: the next one must look.
            self._deadline.check()
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise RashinbanError(
                f"the memory limit and the room to spill in {self._temporary} are used up "
                f"({str(error).partition(chr(10))[0]}); allow more memory or free space there"
            ) from error
        except duckdb.IOException as error:
            if "No space left" in str(error):
                raise disk_full(target or self._temporary) from error
            raise _unreadable(error) from error


def _unreadable(error: duckdb.Error) -> BaseDamaged:
    return BaseDamaged(f"a file cannot be read ({str(error).partition(chr(10))[0]}); run `rashinban check`")


def _plain_column(name: str, kind: str) -> str:
    """What engine.portable.plain_table does, for a column on its way to a file."""
    plain = "double" if kind.startswith("DECIMAL") else _PLAIN.get(kind)
    return f"cast({_quoted(name)} as {plain}) as {_quoted(name)}" if plain else _quoted(name)
