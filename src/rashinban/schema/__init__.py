"""What exists: one module per entity declares its tables; `kinds` cleans or refuses single values."""

from rashinban.schema.core import PROVENANCE, REFUSED, Column, ColumnType, Table, tables
from rashinban.schema.declarations import DataSource, Expectation

__all__ = ["PROVENANCE", "REFUSED", "Column", "ColumnType", "DataSource", "Expectation", "Table", "tables"]
