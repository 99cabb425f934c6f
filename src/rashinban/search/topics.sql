-- One row per topic with the subfield, field and domain above it. Several values are joined with chr(31).
select
    topics.topic_id as id,
    topics.display_name as name,
    topics.description as abstract,
    topics.subfield_name || chr(31) || topics.field_name || chr(31) || topics.domain_name as keywords,
    topics.subfield_id as subfield,
    topics.field_id as field,
    topics.domain_id as domain,
    topics.works_count,
    former_ids.former_ids
from topics
left join former_ids on former_ids.id = topics.topic_id
