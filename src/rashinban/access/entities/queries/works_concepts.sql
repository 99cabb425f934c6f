/* Each row is one concept of the work. */
select work_concepts.concept_id, display_name, level, score
from work_concepts
left join concepts on work_concepts.concept_id = concepts.concept_id
where work_id = $id
order by score desc nulls last, work_concepts.concept_id nulls last
