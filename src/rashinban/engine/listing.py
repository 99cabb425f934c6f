"""SQL text for single records and for lists of records: one row by its key, a page of rows after a given one.

Names of tables and columns are words of the schema; every value is bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.engine.merge import SQL_TYPES
from rashinban.engine.slices import Condition, tested
from rashinban.engine.slices import Slice as Bound


def keys_with(table: str, key: str, column: str) -> str:
    """The keys of the rows in which a column has `$value`; each once, at most twenty."""
    return (
        f"select distinct {key} from {table} where {column} = $value and {key} is not null"
        f" order by {key} nulls last limit 20"
    )


def row_with(table: str, key: str) -> str:
    """The row with the key `$value`."""
    return f"select * from {table} where {key} = $value"


def with_nulls(table: str, columns: Mapping[str, str]) -> str:
    """A table with further columns in which nothing is known: name -> type."""
    added = ", ".join(f"cast(null as {SQL_TYPES[kind]}) as {name}" for name, kind in columns.items())
    return f"select *, {added} from {table}"


def part_with(table: str, key: str, columns: Sequence[str], order: Sequence[str]) -> str:
    """Columns of the rows with the key `$value`, in an order."""
    sorted_by = ", ".join(f"{column} nulls last" for column in order)
    return f"select {', '.join(columns)} from {table} where {key} = $value order by {sorted_by}"


def rows_of(table: str, key: str, columns: Sequence[str], keys: Sequence[str]) -> str:
    """Columns of the rows whose keys are bound as these names."""
    wanted = ", ".join(f"${name}" for name in keys)
    return f"select {', '.join(columns)} from {table} where {key} in ({wanted})"


@dataclass(frozen=True, kw_only=True)
class Order:
    """The order of a list: by a column, largest first unless it is a name, then by key. None: by key alone."""

    column: str | None = None
    rising: bool = False


@dataclass(frozen=True, kw_only=True)
class Within:
    """Only rows whose `column` is `key` of a row of `relation` that meets the conditions."""

    column: str
    relation: str
    key: str
    conditions: Sequence[Condition]


def page(
    table: str,
    key: str,
    order: Order,
    conditions: Sequence[Condition],
    within: Sequence[Within] = (),
    *,
    after: bool,
    after_nothing: bool = False,
) -> Bound:
    """Key and place of the next `$most` rows. Rows without a value in the order's column come last.

    after: only rows behind the one with `$after_key` and `$after_place`; after_nothing: that one has no value.
    """
    tests, bound = _tests(table, conditions, within)
    place = f"{table}.{order.column}" if order.column else None
    if after and place is None:
        tests.append(f"{table}.{key} > $after_key")
    elif after and after_nothing:
        tests.append(f"{place} is null and {table}.{key} > $after_key")
    elif after:
        beyond = ">" if order.rising else "<"
        tests.append(
            f"({place} is null or {place} {beyond} $after_place"
            f" or ({place} = $after_place and {table}.{key} > $after_key))"
        )
    first = f"{place}{'' if order.rising else ' desc'} nulls last, " if place else ""
    return Bound(
        f"select {table}.{key} as key, {place or 'null'} as place from {table}{_where(tests)}"
        f" order by {first}{table}.{key} nulls last limit $most",
        bound,
    )


def size(table: str, conditions: Sequence[Condition], within: Sequence[Within] = ()) -> Bound:
    """How many rows a list has."""
    tests, bound = _tests(table, conditions, within)
    return Bound(f"select count(*) as rows from {table}{_where(tests)}", bound)


def _tests(
    table: str, conditions: Sequence[Condition], within: Sequence[Within]
) -> tuple[list[str], dict[str, object]]:
    tests: list[str] = []
    bound: dict[str, object] = {}
    for number, condition in enumerate(conditions):
        test, values = tested(condition, f"{table}.{condition.key}", f"where_{number}")
        tests.append(test)
        bound |= values
    for number, other in enumerate(within):
        inner: list[str] = []
        for place, condition in enumerate(other.conditions):
            test, values = tested(condition, condition.key, f"within_{number}_{place}")
            inner.append(test)
            bound |= values
        tests.append(f"{table}.{other.column} in (select {other.key} from {other.relation}{_where(inner)})")
    return tests, bound


def _where(tests: Sequence[str]) -> str:
    return f" where {' and '.join(tests)}" if tests else ""
