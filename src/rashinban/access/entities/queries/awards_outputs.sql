/* Each row is one output that the award's record lists; loaded_title is the title of the work, where it is loaded: named by an id, or found by its words. */
select
    kind, claimed_by, coalesce(award_outputs.work_id, award_output_works.work_id) as work_id, patent_id,
    award_outputs.title, award_outputs.people, source_name,
    award_outputs.volume, award_outputs.issue, award_outputs.pages, award_outputs.year, award_outputs.language,
    identifier, is_reviewed,
    is_open_access, is_acknowledged, is_international, is_invited, works.title as loaded_title
from award_outputs
left join award_output_works
    on award_output_works.award_id = award_outputs.award_id and award_output_works.position = award_outputs.position
left join works on works.work_id = coalesce(award_outputs.work_id, award_output_works.work_id)
where award_outputs.award_id = $id
order by award_outputs.position nulls last
