"""Decisions as data, reviewed in diffs: lookups, technology areas, plans, programmes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.csv as csv
import yaml

#: The safe loader in C where PyYAML has it: ten times as fast, and definitions are read at every start.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> object:
    """Plain values from YAML; tags that would make objects are refused."""
    return yaml.load(text, Loader=_LOADER)


@cache
def lookups() -> Mapping[str, pa.Table]:
    """Every file of definitions/lookups as a table of text columns; the file name is the relation's name."""
    folder = files("rashinban.definitions") / "lookups"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".csv"):
            names = entry.read_text(encoding="utf-8").split("\n", 1)[0].strip().split(",")
            found[entry.name.removesuffix(".csv")] = csv.read_csv(
                pa.BufferReader(entry.read_bytes()),
                convert_options=csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=True,
                    null_values=[""],  # and not "NA", which is Namibia
                ),
            )
    return found
