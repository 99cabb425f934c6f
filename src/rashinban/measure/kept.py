"""Each row kept under indicators/ is one cell (slice, unit) of one standard question, as `measure` computed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashinban import catalog
from rashinban.measure.answer import Measured
from rashinban.measure.question import Question

SCHEMA = pa.schema(
    [
        pa.field("question", pa.string(), nullable=False),
        pa.field("slice", pa.string(), nullable=False),
        pa.field("unit", pa.string()),
        *(pa.field(name, pa.float64()) for name in ("value", "lower", "upper")),
        *(pa.field(name, pa.int64()) for name in ("rank", "rank_lower", "rank_upper", "works")),
        pa.field("coverage", pa.float64()),
        *(pa.field(name, pa.int64()) for name in ("observed", "of")),
        pa.field("interval", pa.string(), nullable=False),
        pa.field("ranked", pa.string(), nullable=False),
    ]
)

#: What a first look shows: kept by year and under the narrow and broad readings of the technology areas too.
HEADLINE = ("p", "p_share", "p_top_10", "p_top_10_share", "pp_top_10", "mncs")


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A question that `build` answers ahead: its keys, the reading of the areas, which indicators (none: all)."""

    by: tuple[str, ...]
    alternative: str = "standard"
    indicators: tuple[str, ...] = ()


#: Field x year and institution x year are left to the question: many small slices, each quick alone (DECISIONS.md).
STANDARD: tuple[Ahead, ...] = (
    Ahead(by=()),
    Ahead(by=("country",)),
    Ahead(by=("country", "technology_area")),
    Ahead(by=("country", "field")),
    Ahead(by=("country", "year")),
    Ahead(by=("region",)),
    Ahead(by=("institution",)),
    Ahead(by=("institution", "technology_area")),
    Ahead(by=("institution", "field")),
    Ahead(by=("technology_area",)),
    Ahead(by=("field",)),
    Ahead(by=("year",)),
    Ahead(by=("region", "technology_area"), indicators=HEADLINE),
    Ahead(by=("country", "technology_area", "year"), indicators=HEADLINE),
    Ahead(by=("country", "technology_area"), alternative="narrow", indicators=HEADLINE),
    Ahead(by=("country", "technology_area"), alternative="broad", indicators=HEADLINE),
)

_BY_SLICE, _BY_UNIT = "cells.parquet", "by_unit.parquet"

#: Rows of a file that are read together: a few pages of one question.
TOGETHER = 4_096


def write_cells(folder: Path, questions: Mapping[Question, Mapping[tuple[str, str | None], Measured]]) -> None:
    """Write the cells of one indicator, its rows in the order of question, slice and unit.

    A question of more cells than are read together stands in a second file as well, in the order of units: an area
    wants its institutions, and an institution its areas.
    """
    measured = attrgetter(*SCHEMA.names[3:])
    by_slice: list[tuple[object, ...]] = []
    by_unit: list[tuple[object, ...]] = []
    for question, cells in sorted(questions.items(), key=lambda item: item[0].text()):
        items = sorted(cells.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        text = question.text()
        rows = [(text, *key, *measured(one)) for key, one in items]
        by_slice += rows
        if len(rows) > TOGETHER and question.slices:
            by_unit += sorted(rows, key=lambda row: (row[2] or "", row[1]))
    for name, rows in ((_BY_SLICE, by_slice), (_BY_UNIT, by_unit)):
        columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        # In small row groups, whose statistics lead a reader to the few that hold a slice or a unit.
        table = pa.table(arrays, schema=SCHEMA)
        pq.write_table(table, folder / name, compression="zstd", row_group_size=TOGETHER)


def stored_cells(
    folder: Path, indicator: str, question: Question, units: Collection[str] = ()
) -> dict[tuple[str, str | None], Measured] | None:
    """The kept cells of a canonical question, or None where it was not answered ahead.

    Where filters pin slices to one value each, their cells are taken out of those of all values. units: where only
    some units are wanted, those alone are read: one institution out of thousands.
    """
    table = _stored(folder, indicator, question, units, SCHEMA.names)
    if table is None:
        return None
    columns = (table[name].to_pylist() for name in SCHEMA.names[3:])
    keys = zip(table["slice"].to_pylist(), table["unit"].to_pylist(), strict=True)
    fields = SCHEMA.names[3:]
    return {
        key: Measured(**dict(zip(fields, values, strict=True)))
        for key, values in zip(keys, zip(*columns, strict=True), strict=True)
    }


def stored_leaders(folder: Path, indicator: str, question: Question, most: int) -> list[str] | None:
    """The first units of one kept slice: by their rank, then those without one by their works; None where not kept."""
    table = _stored(folder, indicator, question, (), ["slice", "unit", "rank", "works"])
    if table is None:
        return None
    table = table.filter(pc.is_valid(table["unit"]))
    # Units without a rank come last.
    order = pc.sort_indices(table, [("rank", "ascending"), ("works", "descending"), ("unit", "ascending")])
    leaders: list[str] = table["unit"].take(order[:most]).to_pylist()
    return leaders


def _stored(
    folder: Path, indicator: str, question: Question, units: Collection[str], columns: Sequence[str]
) -> pa.Table | None:
    """Some columns of the kept cells of a canonical question."""
    path = folder / "indicators" / indicator / _BY_SLICE
    pinned = question.pinned
    if pinned is None or not path.is_file():
        return None
    if "year" in pinned and catalog.indicator(indicator).meta.transform == "annual_rate":
        # A rate over the years asked about is not that of one year out of all.
        return None
    text = replace(question, where=()).text()
    if text not in _questions(path, path.stat().st_ino):
        return None
    filters: list[tuple[str, str, object]] = [("question", "=", text)]
    whole = pinned.keys() == set(question.slices)
    if whole:
        filters.append(("slice", "=", "|".join(pinned[key] for key in question.slices)))
    if units:
        filters.append(("unit", "in", list(units)))
        other = path.with_name(_BY_UNIT)
        # Releases of earlier programs have no such file.
        if not whole and other.is_file() and text in _questions(other, other.stat().st_ino):
            path = other
    table = pq.read_table(path, filters=filters, columns=list(columns))
    if whole or not pinned:
        return table
    wanted = [pinned.get(key) for key in question.slices]
    parts = [name.split("|", len(wanted) - 1) for name in table["slice"].to_pylist()]
    fits = [all(value is None or value == part for value, part in zip(wanted, one, strict=True)) for one in parts]
    return table.filter(pa.array(fits, pa.bool_()))


@lru_cache(maxsize=256)
def _questions(path: Path, file: int) -> frozenset[str]:
    """The questions whose cells a file keeps. `file` is its number on the disk: another file, another answer."""
    return frozenset(pq.read_table(path, columns=["question"])["question"].unique().to_pylist())
