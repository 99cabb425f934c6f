"""Decisions as data, reviewed in diffs: lookups, technology areas, plans, programmes."""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv
import yaml

from rashinban.schema import kinds

#: The safe loader in C where PyYAML has it: ten times as fast, and definitions are read at every start.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> object:
    """Plain values from YAML; tags that would make objects are refused."""
    return yaml.load(text, Loader=_LOADER)


@cache
def attached() -> Mapping[str, pa.Table]:
    """Every relation that is a decision and not data: the lookups, the currencies, what is read off the programmes."""
    from rashinban.definitions.programmes import relations

    return {**lookups(), **relations(), "currencies": _currencies()}


def _currencies() -> pa.Table:
    """Each row is one currency of ISO 4217 and how many minor units (cents; yen) make one whole unit."""
    import pycountry

    codes = sorted(currency.alpha_3 for currency in pycountry.currencies)
    units = [float(1 / kinds.major(1, code)) for code in codes]
    return pa.table({"currency": pa.array(codes, pa.string()), "minor_units": pa.array(units, pa.float64())})


@cache
def type_words(data_source: str) -> Mapping[tuple[str, str], str]:
    """(entity, a provider's word) -> our type, by the data source's file of words; columns entity, printed, type."""
    path = types_path(data_source)
    found: dict[tuple[str, str], str] = {}
    for row in DictReader(path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()):
        if found.setdefault((row["entity"], row["printed"]), row["type"]) != row["type"]:
            raise ValueError(f"{path}: {row['printed']!r} has two types")
    return found


@cache
def types_path(data_source: str) -> Path:
    """Where the words of a data source stand: definitions/types/<data_source>.csv, for our own.

    One of another package has `types.csv` in that package, beside its modules.
    """
    for entry in entry_points(group="rashinban.data_sources", name=data_source):
        found = Path(str(import_module(entry.module).__file__))
        return found.parent / "types.csv"
    return Path(__file__).parent / "types" / f"{data_source}.csv"


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
