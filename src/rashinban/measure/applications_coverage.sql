-- Each row is one slice of the relation called world: its groups of applications, and the share of them that has what indicators need.
select
    world.slice,
    count(*) as works,
    sum(case when application_universe.applied is not null then 1e0 else 0e0 end) / count(*) as applied,
    sum(case when application_universe.awarded is not null then 1e0 else 0e0 end) / count(*) as awarded,
    sum(case when application_universe.programme is not null then 1e0 else 0e0 end) / count(*) as programme
from world
inner join application_universe on application_universe.application_id = world.application_id
group by world.slice
