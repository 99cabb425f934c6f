"""SQL text for comparing one table in two releases: rows by key that are new, gone or different."""

from __future__ import annotations

from collections.abc import Sequence


def changes(old: str, new: str, key: Sequence[str], columns: Sequence[str]) -> str:
    """One row: how many keys were added, removed and changed. The key identifies a row in both."""
    rest = [column for column in columns if column not in key]
    # `is not distinct from` on keys would keep Spark from hashing; a key column may be null, so it is coalesced.
    same = " and ".join(_equal(column) for column in key)
    differ = " or ".join(f"o.{column} is distinct from n.{column}" for column in rest) or "false"
    return f"""
with paired as (
    select o._seen as in_old, n._seen as in_new,
        case when o._seen = 1 and n._seen = 1 and ({differ}) then 1 else 0 end as differs
    from (select *, 1 as _seen from {old}) as o
    full outer join (select *, 1 as _seen from {new}) as n on {same}
)
select
    coalesce(sum(case when in_old is null then 1 else 0 end), 0) as added,
    coalesce(sum(case when in_new is null then 1 else 0 end), 0) as removed,
    coalesce(sum(differs), 0) as changed
from paired
"""


def _equal(column: str) -> str:
    return f"coalesce(cast(o.{column} as varchar), '') = coalesce(cast(n.{column} as varchar), '')"


def repeated_keys(relation: str, key: Sequence[str]) -> str:
    """How many keys a table holds more than once."""
    columns = ", ".join(key)
    repeated = f"select {columns} from {relation} group by {columns} having count(*) > 1"
    return f"select count(*) as n from ({repeated}) as repeated"


def nulls(relation: str, columns: Sequence[str]) -> str:
    """One row: for each column, how many rows have no value."""
    return f"select {', '.join(f'count(*) - count({c}) as {c}' for c in columns)} from {relation}"


def pointing_nowhere(relation: str, column: str, entities: Sequence[tuple[str, str]]) -> str:
    """One row: rows with a reference, and how many of those find no record in any of (relation, key)."""
    missing = " and ".join(
        f"not exists (select 1 from {entity} e{number} where e{number}.{key} = r.{column})"
        for number, (entity, key) in enumerate(entities)
    )
    return f"""
with missing as (select count(*) as n from {relation} r where r.{column} is not null and {missing})
select count(r.{column}) as given, max(missing.n) as missing from {relation} r cross join missing
"""


def unconserved(relation: str, grain: Sequence[str], tolerance: str) -> str:
    """How many groups have weights that do not sum to 1 within the tolerance."""
    columns = ", ".join(grain)
    return (
        f"select count(*) as n from (select {columns}, sum(weight) as total from {relation} group by {columns}"
        f" having abs(sum(weight) - 1e0) > {tolerance}) as off"
    )


def unequal_top(histogram: str, reference: str, top: str, share: str, tolerance: str) -> str:
    """How many cells of a citation histogram have top weights that are not `share` of their works.

    top: 10 or 1, as in the columns threshold_10 and weight_10 of the reference.
    """
    cell = ("level", "category", "year", "type")
    same = " and ".join(f"h.{column} = r.{column}" for column in cell)
    weight = f"case when h.citations > r.threshold_{top} then 1e0 when h.citations = r.threshold_{top}"
    return f"""
select count(*) as n
from (
    select {", ".join(f"h.{column}" for column in cell)}
    from {histogram} h
    join {reference} r on {same}
    group by {", ".join(f"h.{column}" for column in cell)}
    having abs(sum(h.works * ({weight} then r.weight_{top} else 0e0 end)) / sum(h.works) - {share}) > {tolerance}
) as off
"""
