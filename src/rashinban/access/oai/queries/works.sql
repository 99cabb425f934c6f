/* Each row is one work of a page, with its venue, publisher and primary topic in words. */
select
    works.work_id, doi, pmid, title, abstract, publication_year, publication_date, language, works.type,
    is_retracted, works.is_oa, volume, issue, first_page, last_page,
    sources.source_id, sources.display_name as source, sources.type as source_type,
    coalesce(publishers.display_name, institutions.display_name) as publisher,
    topics.display_name as topic, topics.subfield_name, topics.field_name
from works
inner join page on works.work_id = page.work_id
left join sources on works.source_id = sources.source_id
left join publishers on sources.publisher_id = publishers.publisher_id
left join institutions on sources.publisher_id = institutions.institution_id
left join topics on works.primary_topic_id = topics.topic_id
