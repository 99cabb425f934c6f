"""A file of ROR as a run of records: the zipped dump, a list, lines, saved API pages, or one record."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.reading import json
from rashinban.reading.members import members
from rashinban.snapshots.raw import RawFile, Record

#: Dumps of 2024 and 2025 hold every record twice, in schema 1 and 2: 2 is taken.
_NEWER = "schema_v2.json"


def records(file: RawFile) -> Iterator[Record]:
    """The records of a file. Where it is not a file of lines, a record's number is its place in the file."""
    names = [member.name.lower() for member in members(file)]
    newer = any(name.endswith(_NEWER) for name in names)
    return json.records(file, ("items",), suffixes=(_NEWER if newer else ".json",))
