/*
title: The programmes of every group of applications
grain: [application_id, programme]
axis: programme
keys: [programme]
columns:
  application_id: [string, the group of applications]
  programme: [string, "id in definitions/programmes, at every level of the tree up to a programme with a group of its own; null where the programme is none of them"]
  weight: [double, "always 1: a group is whole in its category and in each programme above, so levels do not add up"]
examples:
  - given:
      application_universe:
        - {application_id: A1, year: 2023, funder: F1, breakdown: whole, programme: advance-a}
        - {application_id: A2, year: 2023, funder: F1, breakdown: whole, programme: advance}
        - {application_id: A3, year: 2022, funder: F1, breakdown: whole, programme: advance-a}
        - {application_id: A4, year: 2022, funder: F1, breakdown: whole, programme: null}
      programme_ancestors:
        - {programme: root, ancestor: root}
        - {programme: advance, ancestor: advance}
        - {programme: advance, ancestor: root}
        - {programme: advance-a, ancestor: advance-a}
        - {programme: advance-a, ancestor: advance}
        - {programme: advance-a, ancestor: root}
    expect:
      - {application_id: A1, programme: advance-a, weight: 1.0}
      - {application_id: A2, programme: advance, weight: 1.0}
      - {application_id: A2, programme: root, weight: 1.0}
      - {application_id: A3, programme: advance-a, weight: 1.0}
      - {application_id: A3, programme: advance, weight: 1.0}
      - {application_id: A3, programme: root, weight: 1.0}
      - {application_id: A4, programme: null, weight: 1.0}
    arithmetic: >
      In 2023 the programme above has a group of its own, A2, and A1 is among it: it is not added to it, nor further up. In
      2022 there is none, and A3 stands for the programmes above. A4 names no programme that is known.
*/
with cells as (
    select
        application_id,
        programme,
        cast(year as varchar)
            || '|' || coalesce(funder, '')
            || '|' || coalesce(institution, '')
            || '|' || coalesce(gender, '')
            || '|' || coalesce(career_stage, '') as cell
    from application_universe
    where programme is not null
),

-- The programmes above a group that have one of their own: the group ends below them, and below what is above them.
closed as (
    select distinct lower_groups.application_id, further.ancestor as programme
    from cells as lower_groups
    inner join programme_ancestors on programme_ancestors.programme = lower_groups.programme
    inner join cells as upper_groups
        on upper_groups.cell = lower_groups.cell
        and upper_groups.programme = programme_ancestors.ancestor
    inner join programme_ancestors as further on further.programme = programme_ancestors.ancestor
    where programme_ancestors.ancestor <> programme_ancestors.programme
)

select cells.application_id, programme_ancestors.ancestor as programme, 1e0 as weight
from cells
inner join programme_ancestors on programme_ancestors.programme = cells.programme
left join closed
    on closed.application_id = cells.application_id
    and closed.programme = programme_ancestors.ancestor
where closed.application_id is null

union all

select application_id, cast(null as varchar) as programme, 1e0 as weight
from application_universe
where programme is null
