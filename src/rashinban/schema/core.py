"""What a table and a column are: declared once, used by parsers, stores, checks and the reference docs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pyarrow as pa

ColumnType = Literal["string", "int32", "int64", "double", "bool", "date"]

_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "double": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `kind` names the value kind that cleans or refuses it (schema/kinds.py), if any."""

    name: str
    type: ColumnType
    doc: str
    kind: str | None = None
    required: bool = False

    @property
    def arrow(self) -> pa.DataType:
        return _ARROW[self.type]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table. `doc` is the sentence "Each row is ...".

    key: the columns that identify a row.
    record: the table whose record a row comes with. A record of `works` brings its authorships along, so
        when a newer copy of the work replaces it, the older copy's authorships go too. An entity table
        names itself. `shared` tables (see below) name themselves too.
    mentioned: True where records of *other* tables also mention rows of this one in short form (a work
        names its institutions). Mentions are parsed into `<table>_mentions`; link uses one until a full
        record arrives.
    newest: the column by which, after `updated_date`, the newer of two copies is told.
    one_source: the table that decides from which data source the rows of a record are taken, where the rows of two
        sources must not be mixed: the authors of a work, or the amounts of an award, add up within one source only.
        None: the rows of all sources stand side by side, each once.
    key_of: the columns of which the key is made, where nothing else identifies a row: their values with `/` between.
    """

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    record: str
    mentioned: bool = False
    newest: str | None = None
    one_source: str | None = None
    key_of: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def is_entity(self) -> bool:
        return self.record == self.name

    def arrow(self) -> pa.Schema:
        """The schema of the table in kb/, before its provenance columns."""
        return pa.schema([pa.field(c.name, c.arrow, nullable=not c.required) for c in self.columns])

    def parsed(self) -> pa.Schema:
        """The schema of the table in parsed/: its columns and where the record was found."""
        return pa.schema([*self.arrow(), *PROVENANCE])


#: Where a parsed row was found. `_part` is `<snapshot>/<file>`, `_line` the line in that file from 1,
#: `_crc` a checksum of the record's bytes that settles which of two equally new copies stands.
PROVENANCE: tuple[pa.Field, ...] = (
    pa.field("_part", pa.dictionary(pa.int32(), pa.string()), nullable=False),
    pa.field("_line", pa.int64(), nullable=False),
    pa.field("_crc", pa.int64(), nullable=False),
)

#: Each row is one input record, or one value of it, that was refused.
REFUSED = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("column", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("found", pa.string()),
        pa.field("raw", pa.string()),
        pa.field("whole_record", pa.bool_(), nullable=False),
    ]
)


@cache
def tables() -> Mapping[str, Table]:
    """Every declared table by name, collected from the modules of this package."""
    import rashinban.schema as package

    found: dict[str, Table] = {}
    for module in pkgutil.iter_modules(package.__path__):
        for value in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
            if isinstance(value, Table):
                if found.get(value.name, value) is not value:
                    raise ValueError(f"two tables are called {value.name!r}")
                found[value.name] = value
    return dict(sorted(found.items()))
