-- Each row is one slice of the relation called world: its awards, and the share of them that has what indicators need.
select
    world.slice,
    count(*) as works,
    sum(case when award_universe.amount is not null then 1e0 else 0e0 end) / count(*) as amount,
    sum(case when award_universe.year is not null then 1e0 else 0e0 end) / count(*) as year,
    sum(case when award_universe.start_date is not null and award_universe.end_date is not null then 1e0 else 0e0 end)
        / count(*) as period,
    sum(case when placed.institutions > 0 then 1e0 else 0e0 end) / count(*) as institution,
    sum(case when placed.countries > 0 then 1e0 else 0e0 end) / count(*) as country,
    sum(case when told.award_id is not null then 1e0 else 0e0 end) / count(*) as programme,
    sum(case when linked.award_id is not null then 1e0 else 0e0 end) / count(*) as output
from world
inner join award_universe on award_universe.award_id = world.award_id
left join (
    select award_id, count(institution) as institutions, count(country) as countries
    from award_institution_weights
    group by award_id
) as placed on placed.award_id = world.award_id
left join (select distinct award_id from award_programmes where programme is not null) as told
    on told.award_id = world.award_id
left join (select distinct award_id from award_links) as linked on linked.award_id = world.award_id
group by world.slice
