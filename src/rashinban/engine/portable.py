"""Each query is SQL in DuckDB's dialect that means the same on Spark; what would mean something else is refused.

Only *silent* differences stand here: what one engine does not know at all, it says itself. Every rule is a
case of tests/engine/test_portable.py and a line of docs/reference/portable-sql.md. This module needs neither
DuckDB nor Java, so every SQL unit can be checked where only Python is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa
import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import ParseError

from rashinban.errors import UsageError

#: What both engines take and answer differently, or answer differently each time; and what to write instead.
_REFUSED: Mapping[type[exp.Expr], str] = {
    exp.Any: "= any(...): write list_contains($list, x)",
    exp.ApproxDistinct: "approx_count_distinct(): write count(distinct x)",
    exp.ArrayAgg: "list(), array_agg(): keep one row per value",
    exp.Concat: "concat() leaves nulls out on DuckDB only: write a || b",
    exp.ConcatWs: "concat_ws(): write a || b",
    exp.CurrentDate: "current_date: pass a $parameter, the clock is not data",
    exp.CurrentTimestamp: "now(): pass a $parameter, the clock is not data",
    exp.First: "first(): write any_value(x), or arg_min(x, y) with a y without ties",
    exp.Interval: "interval: a date plus an interval is a timestamp on DuckDB; write make_date()",
    exp.Last: "last(): write any_value(x), or arg_max(x, y) with a y without ties",
    exp.Mode: "mode() breaks ties by chance: write count(*), then row_number() with every tie broken",
    exp.Rand: "random(): draw outside SQL, with a seed",
    exp.RegexpReplace: "regexp_replace() replaces once on DuckDB, always on Spark: write replace()",
    exp.TableSample: "tablesample: draw outside SQL, with a seed",
    exp.TimestampTrunc: "date_trunc() gives a timestamp: write make_date(year(d), 1, 1)",
}

#: Spark answers in another type than DuckDB: 32 bits for 64, an integer for a double.
_RETYPED: Mapping[type[exp.Expr], str] = {
    exp.Ceil: "double",
    exp.DateDiff: "bigint",
    exp.Day: "bigint",
    exp.Extract: "bigint",
    exp.Floor: "double",
    exp.Length: "bigint",
    exp.Month: "bigint",
    exp.StrPosition: "bigint",
    exp.Year: "bigint",
}


#: Window functions that number rows in 32 bits on Spark, in 64 on DuckDB.
_NUMBERING = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile)


def to_spark(sql: str) -> str:
    """The query in Spark's dialect; UsageError says what is not portable and what to write instead."""
    return _portable(_parsed(sql).copy()).sql(dialect="spark")


def arguments(sql: str, parameters: Mapping[str, object] | None) -> dict[str, object]:
    """The values for exactly the parameters that the query names: DuckDB refuses a call with any other.

    A set becomes a sorted list. A list without rows is a list; one that holds null is refused, because
    `x in (..., null)` is neither true nor false.
    """
    if "$" not in sql:
        return {}
    given = parameters or {}
    used: dict[str, object] = {}
    for name in sorted({str(node.name) for node in _parsed(sql).find_all(exp.Placeholder)}):
        if name not in given:
            raise UsageError(f"the query needs parameter {name!r}; given: {', '.join(sorted(given)) or 'none'}")
        value = given[name]
        if isinstance(value, (set, frozenset)):
            value = sorted(value)
        elif isinstance(value, tuple):
            value = list(value)
        if isinstance(value, list) and None in value:
            raise UsageError(f"parameter {name!r}: a list cannot hold null")
        used[name] = value
    return used


def plain_table(table: pa.Table) -> pa.Table:
    """The rows in types that both engines have.

    Whole decimals (DuckDB's 128-bit sums of integers) are int64, other decimals doubles, coded and large
    texts texts; a column of nothing but untyped nulls is an int32.
    """
    return table.cast(pa.schema([pa.field(column.name, _plain_type(column.type)) for column in table.schema]))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if pa.types.is_decimal(kind):
        return pa.int64() if kind.scale == 0 else pa.float64()
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    return pa.int32() if pa.types.is_null(kind) else kind


@lru_cache(maxsize=256)
def _parsed(sql: str) -> exp.Expr:
    try:
        return sqlglot.parse_one(sql, read="duckdb")
    except ParseError as error:
        found = error.errors[0] if error.errors else {}
        raise UsageError(
            f"not SQL: line {found.get('line')}, column {found.get('col')}: {found.get('description')}"
        ) from error


def _portable(tree: exp.Expr) -> exp.Expr:
    for node in list(tree.walk()):
        advice = _refused(node)
        if advice:
            raise UsageError(f"not portable: {advice} (found: {node.sql(dialect='duckdb')})")
        if isinstance(node, exp.Literal) and not node.is_string and "." in node.name and "e" not in node.name.lower():
            # 1.5 is DECIMAL on Spark, and so is all that is computed from it; 1.5e0 is a double on both.
            node.replace(exp.Literal.number(f"{node.name}e0"))
        elif isinstance(node, exp.Log) and node.expression is None:
            # DuckDB's log(x) is to base 10; Spark's is natural.
            node.replace(exp.Log(this=exp.Literal.number(10), expression=node.this.copy()))
        elif isinstance(node, exp.PercentileCont) and node.expression is not None:
            # Spark's function of that name has another form; `percentile` is the exact one with two arguments.
            node.replace(exp.func("percentile", node.this.copy(), node.expression.copy()))
    for node in reversed(list(tree.find_all(exp.Window, *_RETYPED))):
        if not isinstance(node, exp.Window):
            node.replace(exp.cast(node.copy(), _RETYPED[type(node)]))
        elif isinstance(node.this, _NUMBERING):
            node.replace(exp.cast(node.copy(), "bigint"))
    return tree


def _refused(node: exp.Expr) -> str | None:
    for kind, advice in _REFUSED.items():
        if isinstance(node, kind):
            return advice
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() != "DAY":
        return "date_diff() counts boundaries on DuckDB, whole units on Spark: write year(b) - year(a), or days"
    if isinstance(node, exp.Distinct) and node.args.get("on"):
        return "distinct on: write row_number() with every tie broken, and qualify"
    if isinstance(node, exp.Select) and node.args.get("qualify") and node.is_star:
        return "* with qualify: name the columns, Spark would add the window's own"
    return None
