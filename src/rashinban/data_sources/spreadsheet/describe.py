"""A description tells, before anything is written, how a file would be read: its sheets, header, columns and units."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashinban.data_sources.spreadsheet import layout
from rashinban.data_sources.spreadsheet.cells import Sheet
from rashinban.data_sources.spreadsheet.kinds import default_kind
from rashinban.data_sources.spreadsheet.mapping import Mapping, Value
from rashinban.data_sources.spreadsheet.parse import mapping_of
from rashinban.errors import Refused
from rashinban.reading import workbook
from rashinban.schema import tables
from rashinban.snapshots.raw import RawFile


def describe(file: RawFile) -> Iterator[str]:
    """Sheets and header, then a line for each column of a table: from where it comes, its kind and unit."""
    if file.name == layout.MAPPING_FILE:
        return
    mapping = mapping_of(file)
    yield f"{file.name}: {mapping.title}"
    if layout.is_workbook(file):
        yield from _sheets(file, mapping)
    for _, record in layout.records(file, mapping):
        if isinstance(record, Refused):
            yield f"  {record.reason}"
            return
        if record:
            first = msgspec.json.decode(record, type=Sheet)
            unit = f", unit {first.unit}" if first.unit else ""
            yield f"  header above row {first.row}{unit}: {', '.join(first.cells)}"
            break
    for rule in mapping.rows:
        columns = {column.name: column for column in tables()[rule.table].columns}
        for name, value in rule.columns.items():
            kind = value.kind or default_kind(columns[name])
            unit = f" in {value.unit if isinstance(value.unit, str) else value.unit.from_}" if value.unit else ""
            yield f"  {rule.table}.{name} <- {_source(value, rule.melt)} ({kind}{unit}); {columns[name].doc}"


def _sheets(file: RawFile, mapping: Mapping) -> Iterator[str]:
    found = workbook.sheets(file.path)
    read = layout.chosen(found, mapping)
    for sheet in found:
        hidden = ", which is hidden" if sheet.hidden else ""
        yield f"  sheet {sheet.name}{hidden}: {'read' if sheet.name in read else 'not read'}"


def _source(value: Value, melt: str | None) -> str:
    if value.names:
        return " or ".join(value.names)
    if value.column:
        return f"column {value.column}"
    if value.melt:
        return f"{value.melt} of {melt or 'each part'}"
    if value.join:
        return " / ".join(value.join)
    if value.first:
        return ", else ".join(_source(one, melt) for one in value.first)
    if value.sheet_name:
        return "name of the sheet"
    return "file and row" if value.row_id else f"always {value.constant}"
