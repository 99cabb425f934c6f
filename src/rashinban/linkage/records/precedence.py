"""Each order says which data source is believed before which: definitions/lookups/precedence.csv."""

from __future__ import annotations

from collections.abc import Sequence

from rashinban.definitions import lookups


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
