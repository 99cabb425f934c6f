/* The source of the work, with who publishes it. */
select
    works.source_id, sources.display_name, issn_l, sources.type,
    coalesce(publishers.display_name, institutions.display_name) as publisher
from works
left join sources on works.source_id = sources.source_id
left join publishers on sources.publisher_id = publishers.publisher_id
left join institutions on sources.publisher_id = institutions.institution_id
where works.work_id = $id and works.source_id is not null
