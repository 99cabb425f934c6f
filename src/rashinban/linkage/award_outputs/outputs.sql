/* Each row is one output that may be a work and names none that is loaded. */
select
    award_outputs.award_id,
    award_outputs.position,
    award_outputs.kind,
    award_outputs.title,
    award_outputs.year,
    award_outputs.people,
    award_outputs.source_name,
    award_outputs.volume,
    award_outputs.pages,
    award_outputs.work_id as named_id
from award_outputs
left join works on works.work_id = award_outputs.work_id
where award_outputs.kind in (select unnest($kinds))
    and award_outputs.patent_id is null
    and award_outputs.title is not null
    and works.work_id is null
