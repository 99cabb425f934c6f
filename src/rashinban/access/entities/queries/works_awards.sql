/* Each row is one award that the work acknowledges; without a record of it, the number as typed. */
select
    position, work_awards.award_id, coalesce(awards.funder_award_id, work_awards.funder_award_id) as funder_award_id,
    awards.title, coalesce(work_awards.funder_id, awards.funder_id) as funder_id, funders.display_name as funder
from work_awards
left join awards on work_awards.award_id = awards.award_id
left join funders on coalesce(work_awards.funder_id, awards.funder_id) = funders.funder_id
where work_id = $id
order by position nulls last
