"""SQL text for `counted`: one row per slice, unit and work (or award), with its weight in the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Condition:
    """key in values, or lower <= key <= upper; with `without`, key not in values. Values are bound as parameters."""

    key: str
    values: tuple[str | int, ...] = ()
    lower: int | None = None
    upper: int | None = None
    without: bool = False


@dataclass(frozen=True, kw_only=True)
class Universe:
    """What is counted: a relation with one row per record, the column that names the record, and who is left out."""

    relation: str = "universe"
    id: str = "work_id"
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Membership:
    """One relation (work_id or award_id, keys..., weight) through which records belong to the keys of one axis.

    whole: every key column of its grain is asked by, so that its rows need no adding up.
    divides: its weights hold in full counting too.
    """

    relation: str
    keys: tuple[str, ...]
    whole: bool
    divides: bool = False


@dataclass
class Slice:
    """SQL text and the parameters bound to it."""

    sql: str
    parameters: dict[str, object] = field(default_factory=dict)


def counted(
    *,
    universe: Universe,
    slices: Sequence[str],
    units: Sequence[str],
    carried: Sequence[str],
    absent: Mapping[str, str],
    memberships: Sequence[Membership],
    conditions: Sequence[Condition],
    counting: Literal["full", "fractional"],
) -> Slice:
    """The query behind `counted`.

    slices and units become the texts `slice` and `unit` (several keys joined with `|`). `carried` are key
    columns that the indicator reads besides; `absent` are those, with their SQL types, that it would read if the
    question asked by them. In full counting a work weighs 1 in each of its units; in fractional counting the
    weights of its rows are added up.
    """
    owner = {key: m.relation for m in memberships for key in m.keys}

    def column(key: str) -> str:
        return f"{owner.get(key, universe.relation)}.{key}"

    bound: dict[str, object] = {}
    tests = list(universe.tests)
    for number, condition in enumerate(conditions):
        test, values = tested(condition, column(condition.key), f"where_{number}")
        tests.append(test)
        bound |= values
    own = f"{universe.relation}.{universe.id}"
    joins = "\n".join(f"join {m.relation} on {m.relation}.{universe.id} = {own}" for m in memberships)
    # In full counting only what divides a quantity is left; credit is not divided.
    weighing = memberships if counting == "fractional" else [m for m in memberships if m.divides]
    weight = " * ".join(f"{m.relation}.weight" for m in weighing) or "1e0"
    keys = {
        "slice": _joined([f"coalesce(cast({column(key)} as varchar), '')" for key in slices]),
        "unit": _unit([column(key) for key in units]),
        universe.id: own,
        **{key: column(key) for key in carried},
        **{key: f"cast(null as {kind})" for key, kind in absent.items()},
    }
    selected = ", ".join(f"{text} as {name}" for name, text in keys.items())
    where = f"\nwhere {' and '.join(tests)}" if tests else ""
    text = f"select {selected}, {{weight}} as weight\nfrom {universe.relation}\n{joins}{where}"
    if all(m.whole for m in memberships):
        return Slice(text.format(weight=weight), bound)
    groups = ", ".join(dict.fromkeys(text for key, text in keys.items() if text != "''" and key not in absent))
    summed = f"sum({weight})" if weighing else "1e0"
    if weighing and counting == "full":
        # Each part stands once for every institution that is not asked by: those are not added up.
        parts = _joined([f"coalesce(cast({column(key)} as varchar), '')" for m in weighing for key in m.keys])
        summed += f" * count(distinct {parts}) / count(*)"
    return Slice(f"{text.format(weight=summed)}\ngroup by {groups}", bound)


def tested(condition: Condition, column: str, name: str) -> tuple[str, dict[str, object]]:
    """The condition as SQL over a column, and the values bound to names that begin with `name`."""
    if condition.values:
        names = [f"{name}_{i}" for i in range(len(condition.values))]
        test = f"{column} in ({', '.join('$' + one for one in names)})"
        # Where the key is not known, nothing says that the record is one of those to leave out.
        test = f"not coalesce({test}, false)" if condition.without else test
        return test, dict(zip(names, condition.values, strict=True))
    bound = {f"{name}_from": condition.lower, f"{name}_to": condition.upper}
    return f"{column} between ${name}_from and ${name}_to", dict(bound)


def numbered(world: str, small: str, id: str) -> str:
    """The works of the slices in `small`, numbered from 0 in a fixed order: what a joint resampling draws from."""
    return (
        f"select slice, {id}, weight, row_number() over (partition by slice order by {id} nulls first) - 1"
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


def recipients(sql: str, *, eligible: bool = False) -> str:
    """Slice and recipient with the sum of a concentration's records, and what of the slice was seen.

    The recipient is null where it is not known; such records count in `weight` and `works` only. eligible: with the
    institutions that have the country and the type of one whose sum is above 0, and no sum themselves, at 0; a type
    or country that is not known makes nobody eligible, nor is an institution that ROR calls inactive or withdrawn.
    Whoever has a sum stays, eligible or not.
    """
    also = _ELIGIBLE if eligible else ""
    sums = "everybody" if eligible else "recipient_sums"
    return f"""
with records as (
    select slice, recipient, award_id, weight, value
    from ({sql}) as indicator
),

slice_sums as (
    select
        slice,
        count(distinct award_id) as works,
        count(distinct case when value is not null and recipient is not null then award_id end) as observed,
        sum(weight) as weight,
        sum(case when value is null or recipient is null then 0e0 else weight end) as weight_observed
    from records
    group by slice
),

recipient_sums as (
    select slice, recipient, sum(weight * value) as a
    from records
    where value is not null and recipient is not null
    group by slice, recipient
){also}

select
    slice_sums.slice,
    slice_sums.works,
    slice_sums.observed,
    slice_sums.weight,
    slice_sums.weight_observed,
    {sums}.recipient,
    {sums}.a
from slice_sums
left join {sums} on {sums}.slice = slice_sums.slice
order by slice_sums.slice nulls first, {sums}.a nulls first, {sums}.recipient nulls first
"""


_ELIGIBLE = """,

kinds as (
    select distinct recipient_sums.slice, institutions.country_code, institutions.type
    from recipient_sums
    inner join institutions on institutions.institution_id = recipient_sums.recipient
    where recipient_sums.a > 0
),

everybody as (
    select slice, recipient, a
    from recipient_sums

    union all

    select kinds.slice, institutions.institution_id as recipient, 0e0 as a
    from kinds
    inner join institutions on institutions.country_code = kinds.country_code and institutions.type = kinds.type
    left join recipient_sums
        on recipient_sums.slice = kinds.slice and recipient_sums.recipient = institutions.institution_id
    where recipient_sums.recipient is null and coalesce(institutions.status, 'active') = 'active'
)"""


def records(sql: str, *, base: str, id: str) -> str:
    """Slice, unit, work number, numerator and denominator of the records of the units in `resampled`, in order."""
    return (
        "select i.slice, i.unit, coalesce(c.work_number, -1) as work_number, cast(coalesce(i.a, 0e0) as double) as a,"
        " cast(coalesce(i.b, 0e0) as double) as b"
        f" from (select slice, unit, {id}, weight * value as a, {base} as b from ({sql}) as indicator"
        " where value is not null) as i"
        " join resampled as r on r.slice = i.slice and r.unit is not distinct from i.unit"
        f" left join numbered as c on c.slice = i.slice and c.{id} = i.{id}"
        f" order by i.slice nulls first, i.unit nulls first, i.{id} nulls first"
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
