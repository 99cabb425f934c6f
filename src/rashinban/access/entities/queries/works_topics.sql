/* Each row is one topic of the work, the primary one first. */
select
    work_topics.topic_id, display_name, score, position, subfield_id, subfield_name, field_id, field_name,
    domain_id, domain_name
from work_topics
left join topics on work_topics.topic_id = topics.topic_id
where work_id = $id
order by position nulls last
