"""SQL text for an extract: the rows of one relation, all of them or those of chosen works."""

from __future__ import annotations

from collections.abc import Sequence

#: The column by which a row belongs to a work.
WORK = "work_id"


def rows(relation: str, columns: Sequence[str], *, works: str | None = None) -> str:
    """The named columns of a relation; with `works`, only the rows of works in that relation."""
    within = f"\nwhere exists (select 1 from {works} as chosen where chosen.{WORK} = kept.{WORK})" if works else ""
    return f"select {', '.join(f'kept.{column}' for column in columns)}\nfrom {relation} as kept{within}"


def works_of(counted: str) -> str:
    """Each work of `counted` once."""
    return f"select distinct {WORK} from {counted}"
