"""The engine inside the process: DuckDB over Parquet files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from rashinban.engine.core import EngineName, Parameters

_ROW_GROUP = 122_880


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class DuckEngine:
    """DuckDB in memory, spilling to `temporary`; see engine.core.Engine for what each call means."""

    name: EngineName = "duckdb"

    def __init__(
        self,
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
        temporary: Path | None = None,
    ) -> None:
        settings: dict[str, str | bool | int | float | list[str]] = {
            # Row order carries no meaning anywhere in the base; not preserving it halves the memory of writes.
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = threads
        if temporary:
            temporary.mkdir(parents=True, exist_ok=True)
            settings["temp_directory"] = str(temporary)
        self.connection = duckdb.connect(config=settings)

    def attach(self, relation: str, paths: Sequence[Path], schema: pa.Schema | None = None) -> None:
        if not paths:
            if schema is None:
                raise ValueError(f"relation {relation!r} has neither files nor a schema")
            self.attach_table(relation, schema.empty_table())
            return
        files = ", ".join(_literal(str(path)) for path in paths)
        self.connection.execute(
            f"create or replace temp view {_quoted(relation)} as select * from read_parquet([{files}])"
        )

    def attach_table(self, relation: str, table: pa.Table) -> None:
        self._drop(relation)
        self.connection.register("_arriving", table)
        self.connection.execute(f"create temp table {_quoted(relation)} as select * from _arriving")
        self.connection.unregister("_arriving")

    def define(self, relation: str, sql: str, parameters: Parameters | None = None, *, keep: bool = False) -> None:
        used = _used(sql, parameters)
        self._drop(relation)
        kind = "table" if keep or used else "view"
        self.connection.execute(f"create temp {kind} {_quoted(relation)} as {sql}", used or None)

    def query(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        return self.connection.execute(sql, _used(sql, parameters) or None).to_arrow_table()

    def write(self, sql: str, target: Path, parameters: Parameters | None = None) -> int:
        target.mkdir(parents=True, exist_ok=True)
        copied = self.connection.execute(
            f"copy ({sql}) to {_literal(str(target / 'part-0.parquet'))} "
            f"(format parquet, compression zstd, row_group_size {_ROW_GROUP})",
            _used(sql, parameters) or None,
        ).fetchone()
        return int(copied[0]) if copied else 0

    def explain(self, sql: str) -> str:
        return "\n".join(str(row[1]) for row in self.connection.execute(f"explain {sql}").fetchall())

    def close(self) -> None:
        self.connection.close()

    def _drop(self, relation: str) -> None:
        for kind, name in self.connection.execute(
            "select 'view', view_name from duckdb_views() where view_name = $name and not internal "
            "union all select 'table', table_name from duckdb_tables() where table_name = $name",
            {"name": relation},
        ).fetchall():
            self.connection.execute(f"drop {kind} {_quoted(name)}")


def _used(sql: str, parameters: Parameters | None) -> dict[str, object]:
    """Only the parameters that the text names: DuckDB refuses a call with any other."""
    if not parameters:
        return {}
    named = set(re.findall(r"\$([a-z_][a-z0-9_]*)", sql))
    return {key: value for key, value in parameters.items() if key in named}
