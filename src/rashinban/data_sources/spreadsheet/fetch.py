"""A spreadsheet is fetched from the user's disk, with the mapping that tells what it means beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rashinban.data_sources.spreadsheet.layout import MAPPING_FILE
from rashinban.data_sources.spreadsheet.mapping import named, read
from rashinban.errors import UsageError
from rashinban.snapshots.draft import Beside

SELECTION: Mapping[str, str] = {"mapping": "name of a shipped mapping, or path of a YAML file; with --from"}


def beside(selection: Mapping[str, object], paths: Sequence[Path]) -> Beside:
    """The mapping, its faults told before anything is copied."""
    unknown = [word for word in selection if word not in SELECTION]
    if unknown:
        raise UsageError(f"spreadsheet does not know {', '.join(unknown)}; it knows mapping")
    given = selection.get("mapping")
    if given is None:
        raise UsageError("a spreadsheet needs --mapping: docs/how-to/import-a-spreadsheet.md")
    where, data = named(str(given))
    mapping = read(data, where)
    note = f"read as: {mapping.title}"
    return Beside(files={MAPPING_FILE: data}, licence=mapping.licence, terms=mapping.terms, notes=(note,))
