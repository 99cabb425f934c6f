"""The data source `spreadsheet`: any CSV, TSV or XLSX file, with a mapping that says what its columns mean."""

from __future__ import annotations

from rashinban.data_sources.spreadsheet.describe import describe
from rashinban.data_sources.spreadsheet.parse import parser, records
from rashinban.schema import DataSource, tables

DATA_SOURCE = DataSource(
    name="spreadsheet",
    title="Spreadsheets with a mapping",
    url="files of your own",
    licence="as the mapping of each snapshot says",
    terms="Each snapshot holds the mapping it was fetched with; its licence and terms are in the snapshot's manifest.",
    citation="The publisher of each sheet, as its mapping says.",
    tables=tuple(tables()),
)

__all__ = ["DATA_SOURCE", "describe", "parser", "records"]
