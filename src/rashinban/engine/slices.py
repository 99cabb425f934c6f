"""SQL text for `counted`: one row per slice, unit and work, with the work's weight in the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Condition:
    """key in values, or lower <= key <= upper. Values are bound as parameters."""

    key: str
    values: tuple[str | int, ...] = ()
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """One relation (work_id, keys..., weight) through which works belong to the keys of one axis.

    whole: every key column of its grain is asked by, so that its rows need no adding up.
    """

    relation: str
    keys: tuple[str, ...]
    whole: bool


@dataclass
class Slice:
    """SQL text and the parameters bound to it."""

    sql: str
    parameters: dict[str, object] = field(default_factory=dict)


def counted(
    *,
    slices: Sequence[str],
    units: Sequence[str],
    carried: Sequence[str],
    memberships: Sequence[Membership],
    conditions: Sequence[Condition],
    counting: Literal["full", "fractional"],
    default_types: bool,
) -> Slice:
    """The query behind `counted`.

    slices and units become the texts `slice` and `unit` (several keys joined with `|`). `carried` are key
    columns that the indicator reads besides. In full counting a work weighs 1 in each of its units;
    in fractional counting the weights of its rows are added up. default_types: articles and reviews only.
    """
    owner = {key: m.relation for m in memberships for key in m.keys}

    def column(key: str) -> str:
        return f"{owner.get(key, 'universe')}.{key}"

    bound: dict[str, object] = {}
    tests = ["universe.in_universe"]
    if not default_types:
        # Null is "not stated", and a work that nobody calls retracted counts.
        tests = [f"not coalesce(universe.{flag}, false)" for flag in ("is_retracted", "is_paratext")]
    for number, condition in enumerate(conditions):
        test, values = tested(condition, column(condition.key), f"where_{number}")
        tests.append(test)
        bound |= values
    joins = "\n".join(f"join {m.relation} on {m.relation}.work_id = universe.work_id" for m in memberships)
    weight = " * ".join(f"{m.relation}.weight" for m in memberships) or "1e0"
    keys = {
        "slice": _joined([f"coalesce(cast({column(key)} as varchar), '')" for key in slices]),
        "unit": _unit([column(key) for key in units]),
        "work_id": "universe.work_id",
        **{key: column(key) for key in carried},
    }
    selected = ", ".join(f"{text} as {name}" for name, text in keys.items())
    text = f"select {selected}, {{weight}} as weight\nfrom universe\n{joins}\nwhere {' and '.join(tests)}"
    if all(m.whole for m in memberships):
        return Slice(text.format(weight="1e0" if counting == "full" else weight), bound)
    groups = ", ".join(dict.fromkeys(text for text in keys.values() if text != "''"))
    summed = "1e0" if counting == "full" else f"sum({weight})"
    return Slice(f"{text.format(weight=summed)}\ngroup by {groups}", bound)


def tested(condition: Condition, column: str, name: str) -> tuple[str, dict[str, object]]:
    """The condition as SQL over a column, and the values bound to names that begin with `name`."""
    if condition.values:
        names = [f"{name}_{i}" for i in range(len(condition.values))]
        return f"{column} in ({', '.join('$' + one for one in names)})", dict(zip(names, condition.values, strict=True))
    bound = {f"{name}_from": condition.lower, f"{name}_to": condition.upper}
    return f"{column} between ${name}_from and ${name}_to", dict(bound)


def numbered(world: str, small: str) -> str:
    """The works of the slices in `small`, numbered from 0 in a fixed order: what a joint resampling draws from."""
    return (
        "select slice, work_id, weight, row_number() over (partition by slice order by work_id nulls first) - 1"
        f" as work_number from {world} where slice in (select slice from {small})"
    )


def moments(sql: str, *, base: str) -> str:
    """Sums per slice and unit of an indicator's records, from which values and analytic intervals follow.

    base: the SQL of the denominator of one record (`weight` where the value is seen, for a mean).
    """
    return f"""
with records as (
    select slice, unit, weight, value, weight * value as a, {base} as b
    from ({sql}) as indicator
)
select
    slice, unit,
    count(*) as works,
    count(value) as observed,
    sum(weight) as weight,
    sum(case when value is null then 0e0 else weight end) as weight_observed,
    sum(a) as a, sum(b) as b,
    sum(a * a) as aa, sum(a * b) as ab, sum(b * b) as bb,
    sum(a * value) as ax
from records
group by slice, unit
order by slice nulls first, unit nulls first
"""


def records(sql: str, *, base: str) -> str:
    """Slice, unit, work number, numerator and denominator of the records of the units in `resampled`, in order."""
    return (
        "select i.slice, i.unit, coalesce(c.work_number, -1) as work_number, cast(coalesce(i.a, 0e0) as double) as a,"
        " cast(coalesce(i.b, 0e0) as double) as b"
        f" from (select slice, unit, work_id, weight * value as a, {base} as b from ({sql}) as indicator"
        " where value is not null) as i"
        " join resampled as r on r.slice = i.slice and r.unit is not distinct from i.unit"
        " left join numbered as c on c.slice = i.slice and c.work_id = i.work_id"
        " order by i.slice nulls first, i.unit nulls first, i.work_id nulls first"
    )


def _joined(texts: Sequence[str]) -> str:
    return " || '|' || ".join(texts) or "''"


def _unit(columns: Sequence[str]) -> str:
    """One key as it is, null where the weight is not assigned; several joined, null where all are null."""
    if len(columns) <= 1:
        return f"cast({columns[0]} as varchar)" if columns else "''"
    missing = " and ".join(f"{column} is null" for column in columns)
    text = _joined([f"coalesce(cast({column} as varchar), '')" for column in columns])
    return f"case when {missing} then null else {text} end"
