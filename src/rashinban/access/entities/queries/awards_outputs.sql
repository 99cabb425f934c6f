/* Each row is one output that the award's record lists; loaded_title is the title of the work, where it is loaded. */
select
    kind, claimed_by, award_outputs.work_id, patent_id, award_outputs.title, people, source_name,
    award_outputs.volume, award_outputs.issue, pages, year, award_outputs.language, identifier, is_reviewed,
    is_open_access, is_acknowledged, is_international, is_invited, works.title as loaded_title
from award_outputs
left join works on works.work_id = award_outputs.work_id
where award_id = $id
order by position nulls last
