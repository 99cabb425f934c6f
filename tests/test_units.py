"""Each case is one worked example of one model or indicator, run on one engine; then the rules all units keep."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import expressions as exp

from rashinban import catalog
from rashinban.catalog import ASKED, LINKED, RECORD_IDS, Example, IndicatorMeta, ModelMeta, SqlUnit
from rashinban.definitions import attached
from rashinban.engine import Engine
from rashinban.engine.portable import to_spark
from rashinban.schema import tables

Unit = SqlUnit[ModelMeta] | SqlUnit[IndicatorMeta]

UNITS: list[Unit] = [*catalog.models().values(), *catalog.indicators().values()]
EXAMPLES = [(unit, example) for unit in UNITS for example in unit.meta.examples]
NAMES = [f"{unit.name}-{unit.meta.examples.index(example)}" for unit, example in EXAMPLES]

FURTHER = {"ratio": ("base", pa.float64()), "concentration": ("recipient", pa.string())}
NUMBERS = {"int32", "int64", "double"}


def order(row: dict[str, object]) -> tuple[str, ...]:
    """A place for a row among others; measured values are rounded so that both engines sort alike."""
    return tuple(f"{value:.6g}" if isinstance(value, float) else str(value) for value in row.values())


def is_same(left: object, right: object) -> bool:
    """Doubles within 1e-9, everything else exactly."""
    if isinstance(left, float) and isinstance(right, float | int):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    return left == right


def assert_example(unit: Unit, example: Example, engine: Engine) -> None:
    found = catalog.run_example(unit, example, engine)
    expected_columns = list(example.expect[0])
    assert set(found.column_names) == set(expected_columns)
    rows = sorted(found.select(expected_columns).to_pylist(), key=order)
    expected = sorted(example.expect, key=order)
    assert len(rows) == len(expected), rows
    for row, wanted in zip(rows, expected, strict=True):
        assert all(is_same(row[column], wanted[column]) for column in wanted), f"{row} is not {wanted}"


@pytest.mark.parametrize(("unit", "example"), EXAMPLES, ids=NAMES)
def test_example_on_duckdb(unit: Unit, example: Example, duckdb: Engine) -> None:
    assert_example(unit, example, duckdb)


@pytest.mark.spark
@pytest.mark.parametrize(("unit", "example"), EXAMPLES, ids=NAMES)
def test_example_on_spark(unit: Unit, example: Example, spark: Engine) -> None:
    assert_example(unit, example, spark)


@pytest.mark.parametrize(("unit", "example"), EXAMPLES, ids=NAMES)
def test_columns_are_those_declared(unit: Unit, example: Example, duckdb: Engine) -> None:
    found = catalog.run_example(unit, example, duckdb).schema
    if isinstance(unit.meta, ModelMeta):
        declared = catalog.relation_schema(unit.name)
        assert found.names == declared.names
    else:
        texts = ("slice", "unit", RECORD_IDS[unit.meta.record])
        declared = pa.schema({**dict.fromkeys(texts, pa.string()), "weight": pa.float64(), "value": pa.float64()})
        if unit.meta.kind in FURTHER:
            declared = declared.append(pa.field(*FURTHER[unit.meta.kind]))
    assert {name: str(found.field(name).type) for name in found.names} == {
        name: str(declared.field(name).type) for name in declared.names
    }
    for row in example.expect:
        assert list(row) == declared.names


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_query_is_portable(unit: Unit) -> None:
    statements = sqlglot.parse(unit.sql, read="duckdb")
    assert len(statements) == 1, "one file is one query"
    sqlglot.transpile(unit.sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    # Refuses what both engines take and answer differently.
    assert to_spark(unit.sql)
    decimals = [
        node.this
        for node in statements[0].find_all(exp.Literal)
        if not node.is_string and "." in node.this and "e" not in node.this.lower()
    ]
    assert decimals == [], "DECIMAL on Spark: write 1e0, not 1.0"
    for item in ordered_items(unit.sql):
        assert re.search(r"\bnulls (first|last)$", item), f"order by {item}: say nulls first or nulls last"


def ordered_items(sql: str) -> Iterator[str]:
    """The single expressions of every ORDER BY of a text."""
    for match in re.finditer(r"\border\s+by\b", sql, flags=re.IGNORECASE):
        depth = 0
        item = ""
        for character in sql[match.end() :]:
            depth += (character == "(") - (character == ")")
            if depth < 0:
                break
            if character == "," and depth == 0:
                yield " ".join(item.split())
                item = ""
            else:
                item += character
        yield re.split(r"\b(?:rows|range|limit)\b", " ".join(item.split()))[0].strip()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_step_names_are_words(unit: Unit) -> None:
    tree = sqlglot.parse_one(unit.sql, read="duckdb")
    names = [cte.alias for cte in tree.find_all(exp.CTE)] + [
        table.alias for table in tree.find_all(exp.Table) if table.alias
    ]
    assert [name for name in names if not re.fullmatch(r"[a-z]{3,}(_[a-z]+)*", name)] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_parameters_are_declared(unit: Unit) -> None:
    used = set(re.findall(r"\$([a-z_][a-z0-9_]*)", unit.sql))
    # Among whom a concentration is, its statistic reads (measure/concentration.py): the query lists what was given.
    is_concentration = isinstance(unit.meta, IndicatorMeta) and unit.meta.kind == "concentration"
    of_statistic = {"population"} if is_concentration else set()
    assert used == set(unit.meta.parameters) - of_statistic


@pytest.mark.parametrize("unit", catalog.models().values(), ids=lambda unit: unit.name)
def test_model_is_complete(unit: SqlUnit[ModelMeta]) -> None:
    meta = unit.meta
    assert meta.title[0].isupper()
    assert set(meta.grain) | set(meta.keys) <= set(meta.columns)
    for column, (kind, words) in meta.columns.items():
        assert kind in {*NUMBERS, "string", "bool", "date"}, column
        assert len(words) > 5, f"{column}: say what it is"
    if meta.axis:
        assert meta.record is not None
        assert {RECORD_IDS[meta.record], "weight"} <= set(meta.columns)
    assert not (meta.stored and meta.parameters), "a stored model cannot depend on what is asked"


@pytest.mark.parametrize("unit", catalog.models().values(), ids=lambda unit: unit.name)
def test_stored_model_reads_what_the_base_has(unit: SqlUnit[ModelMeta]) -> None:
    stored = {name for name, other in catalog.models().items() if other.meta.stored}
    known = {*tables(), *attached(), *stored, *LINKED}
    assert not unit.meta.stored or unit.reads <= known


@pytest.mark.parametrize("relation", ["work_citations", "citation_scores"])
def test_choices_for_a_relation_have_its_columns(relation: str) -> None:
    choices = [unit for name, unit in catalog.models().items() if name.startswith(f"{relation}_")]
    assert len(choices) > 1
    for unit in choices:
        assert {name: kind for name, (kind, _) in unit.meta.columns.items()} == ASKED[relation], unit.name


def test_histogram_has_the_columns_of_the_reference() -> None:
    columns = catalog.models()["citation_histogram"].meta.columns
    assert {name: kind for name, (kind, _) in columns.items()} == ASKED["reference_histogram"]


@pytest.mark.parametrize("unit", catalog.indicators().values(), ids=lambda unit: unit.name)
def test_indicator_is_complete(unit: SqlUnit[IndicatorMeta]) -> None:
    meta = unit.meta
    for text in (meta.title, meta.definition, *meta.levels.values()):
        assert text.en.strip()
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text.ja), f"{text.ja!r} is not Japanese"
    for example in meta.examples:
        assert example.arithmetic.strip()
    assert "counted" in unit.reads
    assert (meta.kind == "concentration") == (meta.statistic is not None) == (meta.interval == "recipients")
    assert (meta.contributor == ()) == all(row["unit"] != "" for example in meta.examples for row in example.expect)
