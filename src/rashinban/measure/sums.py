"""Sums and records of an indicator, per slice: the numbers from which estimates are made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rashinban.catalog import RECORD_IDS, IndicatorMeta, Record, SqlUnit
from rashinban.engine import slices
from rashinban.measure.estimate import STABILITY_RECORDS, Array, Indices
from rashinban.measure.session import Session

_SEEN = "case when value is null then null else weight end"
_BASE = {"sum": _SEEN, "share": _SEEN, "specialisation": _SEEN, "part": _SEEN, "mean": _SEEN, "ratio": "weight * base"}


def base_of(unit: SqlUnit[IndicatorMeta]) -> str:
    """The SQL of the denominator of one record of an indicator."""
    return _BASE[unit.meta.kind]


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Sums over the records of each unit of one slice; NaN where nothing was observed.

    Columns: works, observed, weight, weight_observed, a, b, aa, ab, bb, ax (see estimate.py).
    """

    units: list[str | None]
    columns: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def aligned(self, units: list[str | None]) -> Sums:
        """The same sums for other units, in their order; NaN for a unit that has none."""
        place = {unit: i for i, unit in enumerate(self.units)}
        at = np.array([place.get(unit, -1) for unit in units], dtype=np.int64)
        columns = {
            name: np.where(at >= 0, column[np.maximum(at, 0)] if len(column) else np.nan, np.nan)
            for name, column in self.columns.items()
        }
        return Sums(units=list(units), columns=columns)


@dataclass(frozen=True, kw_only=True, eq=False)
class Records:
    """The records of one slice, in a fixed order: which unit, which work of the slice, a and b of each.

    The number of the work is -1 in slices that are not resampled jointly.
    """

    unit: Indices
    work: Indices
    a: Array
    b: Array


def sums(
    session: Session, unit: SqlUnit[IndicatorMeta], counted: str, parameters: Mapping[str, object]
) -> dict[str, Sums]:
    """Add up an indicator's records per slice, with the query `counted` as what it counts."""
    session.engine.define("counted", counted)
    table = session.engine.query(slices.moments(unit.sql, base=base_of(unit)), parameters)
    names = table["slice"].to_pylist()
    units = table["unit"].to_pylist()
    columns = {
        name: pc.fill_null(table[name].cast(pa.float64()), float("nan")).to_numpy()
        for name in table.column_names
        if name not in ("slice", "unit")
    }
    out = {}
    starts = [i for i, name in enumerate(names) if i == 0 or names[i - 1] != name]
    # A question may have no slice at all: a base without a work in any technology area.
    for start, end in zip(starts, [*starts, len(names)][1:], strict=True):
        out[names[start]] = Sums(
            units=units[start:end], columns={name: column[start:end] for name, column in columns.items()}
        )
    return out


def works_of_slices(session: Session) -> dict[str, int]:
    """How many works each slice of the question has."""
    table = session.engine.query("select slice, count(*) as works from world group by slice")
    return dict(zip(table["slice"].to_pylist(), table["works"].to_pylist(), strict=True))


def number_works(session: Session, small: Collection[str], record: Record) -> None:
    """Define `numbered`: the works (or awards) of the slices named, numbered from 0 in a fixed order."""
    session.engine.attach_table("small_slices", pa.table({"slice": pa.array(sorted(small), pa.string())}))
    session.engine.define("numbered", slices.numbered("world", "small_slices", RECORD_IDS[record]), keep=True)


def world_values(
    session: Session, unit: SqlUnit[IndicatorMeta], parameters: Mapping[str, object], small: Collection[str]
) -> dict[str, Array]:
    """The value of every work of the slices named, by the work's number; 0 where it is not observed."""
    id = RECORD_IDS[unit.meta.record]
    session.engine.define("counted", f"select slice, '' as unit, {id}, weight, work_number from numbered")  # noqa: S608
    table = session.engine.query(
        f"select c.slice, c.work_number, cast(coalesce(i.value, 0e0) as double) as value"  # noqa: S608
        f" from ({unit.sql}) as i join numbered as c on c.slice = i.slice and c.{id} = i.{id}",
        parameters,
    )
    return {
        name: _placed(part["work_number"].to_numpy(), part["value"].to_numpy())
        for name, part in _by_slice(table, small).items()
    }


def records(
    session: Session,
    unit: SqlUnit[IndicatorMeta],
    parameters: Mapping[str, object],
    totals: Mapping[str, Sums],
    small: Collection[str],
    *,
    own: bool,
) -> dict[str, Records]:
    """The records of all units of the slices in `small`; with `own` of other units small enough to be resampled too."""
    chosen = [
        (name, key)
        for name, part in totals.items()
        for key, works in zip(part.units, part["works"], strict=True)
        if name in small or (own and works <= STABILITY_RECORDS)
    ]
    if not chosen:
        return {}
    columns = {"slice": [name for name, _ in chosen], "unit": [key for _, key in chosen]}
    session.engine.attach_table(
        "resampled", pa.table(columns, schema=pa.schema([("slice", pa.string()), ("unit", pa.string())]))
    )
    session.engine.define("counted", "select * from counted_units")
    query = slices.records(unit.sql, base=base_of(unit), id=RECORD_IDS[unit.meta.record])
    table = session.engine.query(query, parameters)
    out = {}
    for name, part in _by_slice(table, {name for name, _ in chosen}).items():
        place = {key: i for i, key in enumerate(totals[name].units)}
        codes = part["unit"].combine_chunks().dictionary_encode()
        known = np.array([place[key] for key in codes.dictionary.to_pylist()], dtype=np.int64)
        indices = pc.fill_null(codes.indices, -1).to_numpy().astype(np.int64)
        unit_of = np.where(indices >= 0, known[indices] if len(known) else -1, place.get(None, -1))
        out[name] = Records(
            unit=unit_of, work=part["work_number"].to_numpy(), a=part["a"].to_numpy(), b=part["b"].to_numpy()
        )
    return out


def _by_slice(table: pa.Table, names: Collection[str]) -> dict[str, pa.Table]:
    """Split rows by slice, keeping their order."""
    if table.num_rows == 0:
        return {}
    codes = table["slice"].combine_chunks().dictionary_encode()
    order = np.argsort(codes.indices.to_numpy(), kind="stable")
    ordered = codes.indices.to_numpy()[order]
    found = {}
    for code, name in enumerate(codes.dictionary.to_pylist()):
        if name in names:
            low, high = np.searchsorted(ordered, [code, code + 1])
            found[name] = table.take(pa.array(order[low:high]))
    return found


def _placed(numbers: Indices, values: Array) -> Array:
    out = np.zeros(int(numbers.max()) + 1 if len(numbers) else 0)
    out[numbers] = values
    return out
