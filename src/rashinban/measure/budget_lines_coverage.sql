-- Each row is one slice of the relation called world: its budget lines, and the share of them that has what indicators need.
select
    world.slice,
    count(*) as works,
    sum(case when budget_universe.ministry is not null then 1e0 else 0e0 end) / count(*) as ministry,
    sum(case when budget_universe.programme is not null then 1e0 else 0e0 end) / count(*) as programme,
    sum(case when budget_universe.source is not null then 1e0 else 0e0 end) / count(*) as source
from world
inner join budget_universe on budget_universe.budget_line_id = world.budget_line_id
group by world.slice
