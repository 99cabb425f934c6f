"""What the parse stage makes of some files of one data source: rows by column, counts, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rashinban.engine.parts import stem
from rashinban.stages.parse import parse
from rashinban.stages.parse_report import read_counts
from raw_base import filled_rows, parsed_rows, raw_snapshot

_SNAPSHOT = "2026-11-22"


class Parsed:
    """Files of one data source, parsed."""

    def __init__(self, base: Path, data_source: str, files: Mapping[str, bytes]) -> None:
        self.base, self.data_source, self.files = base, data_source, files
        raw_snapshot(base, data_source, _SNAPSHOT, files)
        parse(base, data_sources=[data_source], workers=1)

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of all rows of a table, in their order."""
        return [tuple(row[column] for column in columns) for row in parsed_rows(self.base, self.data_source, table)]

    def filled(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table without what is null."""
        return filled_rows(self.base, self.data_source, table)

    @property
    def counts(self) -> dict[str, tuple[int, int, int, dict[str, int]]]:
        """By file: records, kept, refused, fields not known."""
        folder = self.base / "parsed" / self.data_source
        found = {name: read_counts(folder, stem(_SNAPSHOT, name)) for name in self.files}
        return {name: (c.records, c.kept, c.refused, c.unknown_fields) for name, c in found.items()}

    @property
    def refused_values(self) -> list[tuple[str, str, str]]:
        """Column, reason and value of each value that was refused."""
        found = parsed_rows(self.base, self.data_source, "_refused")
        return sorted((row["column"], row["reason"], row["found"]) for row in found if not row["whole_record"])
