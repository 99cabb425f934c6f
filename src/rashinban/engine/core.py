"""One small interface over two engines; SQL is written in DuckDB's dialect and runs on both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa

from rashinban.errors import UsageError

EngineName = Literal["duckdb", "spark"]
Parameters = Mapping[str, object]


class Engine(Protocol):
    """Runs SQL over named relations.

    A relation is attached (Parquet files) or defined (SQL over other relations). Parameters are written
    `$name` and are bound, never pasted. Names are lower case words. Nothing is kept between engines.

    Both engines answer in the same types: counts and sums of integers are int64, sums of decimals double.
    A result has its columns' names from the query: an expression without a name is named differently by each.
    """

    name: EngineName

    def attach(self, relation: str, paths: Sequence[Path], schema: pa.Schema | None = None) -> None:
        """Name a relation made of Parquet files; without files `schema` says what the empty relation is."""

    def attach_table(self, relation: str, table: pa.Table) -> None:
        """Name a relation held in memory: lookups, worked examples."""

    def define(self, relation: str, sql: str, parameters: Parameters | None = None, *, keep: bool = False) -> None:
        """Name the result of a query: a view, or with `keep` a temporary table computed once.

        A view cannot hold parameters: with parameters the result is always kept. A relation is not
        defined over its own former self.
        """

    def query(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """The rows of a query."""

    def stream(self, sql: str, parameters: Parameters | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a query batch by batch, for results larger than memory.

        Until the last batch is taken the engine answers nothing else: another call may end the stream.
        """

    def write(self, sql: str, target: Path, parameters: Parameters | None = None) -> int:
        """Write the rows of a query as Parquet files in the folder `target`; returns how many rows.

        The folder is written whole or not at all by the caller (engine/store.py renames it into place).
        """

    def explain(self, sql: str) -> str:
        """The engine's plan, for people."""

    def close(self) -> None:
        """Let go of memory, temporary files and, on Spark, the session."""


def open_engine(
    name: str = "duckdb",
    *,
    memory_limit: str | None = None,
    threads: int | None = None,
    temporary: Path | None = None,
    master: str | None = None,
) -> Engine:
    """An engine by name. `memory_limit` ('4GB'; on Spark of the driver) and `temporary` are for both.

    `threads` is DuckDB's, `master` is Spark's.
    """
    if name == "duckdb":
        from rashinban.engine.duck import DuckEngine

        return DuckEngine(memory_limit=memory_limit, threads=threads, temporary=temporary)
    if name == "spark":
        from rashinban.engine.spark import SparkEngine

        return SparkEngine(master=master or "local[*]", temporary=temporary, memory_limit=memory_limit)
    raise UsageError(f"engine {name!r} is not known; use duckdb or spark")
