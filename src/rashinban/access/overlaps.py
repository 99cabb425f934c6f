"""Two programmes side by side: how much of each has people or texts in common with the other, and in which awards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from rashinban.definitions.programmes import ancestors, programme
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured

if TYPE_CHECKING:
    from rashinban.access.api import Base

#: The indicators of an overlap.
SHARES = ("pp_shared_people", "pp_similar")
_READS = ("award_members", "award_overlaps", "award_people", "award_programmes", "award_projects", "authors", "awards")

_COUNTS_SQL = """
select programme, count(*) as awards
from award_programmes
where programme is not null
group by programme
"""

_PAIRS_SQL = """
with placed as (
    select
        award_overlaps.*,
        row_number() over (
            partition by award_projects.project_id, other_projects.project_id
            order by
                case award_overlaps.basis when 'both' then 0 when 'people' then 1 else 2 end,
                award_overlaps.people desc,
                award_overlaps.similarity desc nulls last,
                award_overlaps.award_id,
                award_overlaps.other_award_id
        ) as place
    from award_overlaps
    inner join award_programmes on award_programmes.award_id = award_overlaps.award_id
    inner join award_programmes as other_programmes on other_programmes.award_id = award_overlaps.other_award_id
    inner join award_projects on award_projects.award_id = award_overlaps.award_id
    inner join award_projects as other_projects on other_projects.award_id = award_overlaps.other_award_id
    where award_programmes.programme = $programme and other_programmes.programme = $other
)

select
    placed.award_id,
    own.funder_award_id as number,
    own.title,
    coalesce(cast(own.start_date as varchar), cast(own.start_fiscal_year as varchar)) as starts,
    coalesce(cast(own.end_date as varchar), cast(own.end_fiscal_year as varchar)) as ends,
    placed.other_award_id,
    others.funder_award_id as other_number,
    others.title as other_title,
    coalesce(cast(others.start_date as varchar), cast(others.start_fiscal_year as varchar)) as other_starts,
    coalesce(cast(others.end_date as varchar), cast(others.end_fiscal_year as varchar)) as other_ends,
    placed.basis,
    placed.people,
    placed.similarity,
    placed.timing
from placed
inner join awards as own on own.award_id = placed.award_id
inner join awards as others on others.award_id = placed.other_award_id
where placed.place = 1
order by
    case placed.basis when 'both' then 0 when 'people' then 1 else 2 end,
    placed.people desc,
    placed.similarity desc nulls last,
    placed.award_id,
    placed.other_award_id
"""

_PEOPLE_SQL = """
with printed as (
    select author_id, min(name) as name
    from award_members
    where author_id is not null
    group by author_id
)

select
    award_people.award_id,
    others.award_id as other_award_id,
    award_people.person,
    coalesce(authors.display_name, printed.name, award_people.person) as name
from award_people
inner join award_people as others on others.person = award_people.person
inner join award_programmes on award_programmes.award_id = award_people.award_id
inner join award_programmes as other_programmes on other_programmes.award_id = others.award_id
left join authors on authors.author_id = award_people.person
left join printed on printed.author_id = award_people.person
where
    award_programmes.programme = $programme
    and other_programmes.programme = $other
    and others.award_id <> award_people.award_id
order by award_people.award_id, others.award_id, award_people.person
"""

#: The columns of a pair in a file; `people_names` with semicolons.
PAIRS = pa.schema(
    [
        ("award_id", pa.string()),
        ("number", pa.string()),
        ("title", pa.string()),
        ("starts", pa.string()),
        ("ends", pa.string()),
        ("other_award_id", pa.string()),
        ("other_number", pa.string()),
        ("other_title", pa.string()),
        ("other_starts", pa.string()),
        ("other_ends", pa.string()),
        ("basis", pa.string()),
        ("people", pa.int64()),
        ("people_names", pa.string()),
        ("similarity", pa.float64()),
        ("timing", pa.string()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """What two programmes have in common.

    awards: how many awards each has, `programme` first. shares: programme -> indicator of SHARES -> its value.
    pairs: the closest first: people and text in common, then people, then text; `shared` are the people of a pair. Of
    several records of two projects the closest pair stands.
    """

    programme: str
    other: str
    awards: tuple[int, int]
    shares: Mapping[str, Mapping[str, Measured]]
    pairs: list[dict[str, Any]]

    @cached_property
    def table(self) -> pa.Table:
        """The pairs as flat rows."""
        return pa.Table.from_pylist(
            [{**pair, "people_names": "; ".join(one["name"] for one in pair["shared"]) or None} for pair in self.pairs],
            schema=PAIRS,
        )

    def fields(self) -> dict[str, Any]:
        """Plain values, as JSON has them."""
        return {
            "programme": self.programme,
            "other": self.other,
            "awards": self.awards[0],
            "other_awards": self.awards[1],
            "shares": [
                {"of": of, **{name: one.fields() for name, one in measured.items()}}
                for of, measured in self.shares.items()
            ],
            "pairs": self.pairs,
        }


def overlap(base: Base, programme_id: str, other_id: str) -> Overlap:
    """The overlap of two programmes of which neither is a part of the other; UsageError where one is not known."""
    for id in (programme_id, other_id):
        programme(id)
    if programme_id == other_id:
        raise UsageError(f"{programme_id} is named twice; name two programmes that stand beside each other")
    if other_id in ancestors(programme_id) or programme_id in ancestors(other_id):
        raise UsageError(
            f"{programme_id} and {other_id}: one is a part of the other, so all of it overlaps; name two "
            "programmes that stand beside each other"
        )
    counts = with_awards(base)
    asked = {"programme": programme_id, "other": other_id}
    engine = base.session.engine
    shared: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in engine.query(_PEOPLE_SQL, asked).to_pylist():
        shared.setdefault((row["award_id"], row["other_award_id"]), []).append(
            {"person": row["person"], "name": row["name"]}
        )
    pairs = [
        {**row, "shared": shared.get((row["award_id"], row["other_award_id"]), [])}
        for row in engine.query(_PAIRS_SQL, asked).to_pylist()
    ]
    return Overlap(
        programme=programme_id,
        other=other_id,
        awards=(counts.get(programme_id, 0), counts.get(other_id, 0)),
        shares={
            mine: _shares(base, mine, theirs) for mine, theirs in ((programme_id, other_id), (other_id, programme_id))
        },
        pairs=pairs,
    )


def with_awards(base: Base) -> dict[str, int]:
    """The programmes that have awards in a release, and how many."""
    for name in _READS:
        base.session.refresh(name)
    return {row["programme"]: row["awards"] for row in base.session.engine.query(_COUNTS_SQL).to_pylist()}


def _shares(base: Base, mine: str, theirs: str) -> dict[str, Measured]:
    answer = base.show(SHARES, where={"programme": mine, "other": theirs})
    nothing = Measured(value=None)
    row = answer.rows[0].measured if answer.rows else {}
    return {name: row.get(name, nothing) for name in SHARES}
