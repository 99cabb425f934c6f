"""A chain is several models run one after another on rows given by hand or by a generator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from rashinban import catalog
from rashinban.definitions import lookups
from rashinban.engine import Engine
from rashinban.schema import tables

Rows = Sequence[Mapping[str, object]]


def attach(engine: Engine, name: str, rows: Rows) -> None:
    """Name a relation with these rows; columns that a row does not give are null."""
    schema = catalog.relation_schema(name)
    columns = {column: [row.get(column) for row in rows] for column in schema.names}
    engine.attach_table(name, pa.table(columns, schema=schema))


def chain(engine: Engine, names: Sequence[str], given: Mapping[str, Rows], **parameters: object) -> None:
    """Attach what is given, then define each model of `names` from what is there; lookups are the real ones."""
    for name, rows in given.items():
        attach(engine, name, rows)
    for name in names:
        unit = catalog.models()[name]
        for read in (unit.reads & lookups().keys()) - given.keys():
            engine.attach_table(read, lookups()[read])
        for read in (unit.reads & tables().keys()) - given.keys():
            attach(engine, read, [])
        chosen = {key: value for key, value in parameters.items() if key in unit.meta.parameters}
        engine.define(name, unit.sql, {**unit.meta.parameters, **chosen}, keep=True)


def indicator(engine: Engine, name: str, given: Mapping[str, Rows], **parameters: object) -> list[dict[str, object]]:
    """The records that an indicator returns."""
    for relation, rows in given.items():
        attach(engine, relation, rows)
    unit = catalog.indicator(name)
    return engine.query(unit.sql, {**unit.meta.parameters, **parameters}).to_pylist()
