-- Each row is one slice of the relation called world: its works, and the share of them that has what indicators need.
select
    world.slice,
    count(*) as works,
    sum(case when countries.work_id is not null then 1e0 else 0e0 end) / count(*) as country,
    sum(case when universe.referenced_works_count > 0 then 1e0 else 0e0 end) / count(*) as reference_list,
    sum(case when universe.topic is not null then 1e0 else 0e0 end) / count(*) as topic,
    sum(case when funded.work_id is not null then 1e0 else 0e0 end) / count(*) as funder,
    sum(case when citation_scores.top_10 is not null then 1e0 else 0e0 end) / count(*) as citation_score
from world
inner join universe on universe.work_id = world.work_id
left join (select distinct work_id from country_weights where country is not null) as countries
    on countries.work_id = world.work_id
left join (select distinct work_id from funder_weights where funder is not null) as funded
    on funded.work_id = world.work_id
left join citation_scores on citation_scores.work_id = world.work_id
group by world.slice
