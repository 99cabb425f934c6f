/* The publisher of the source, or the institution that publishes it. */
select
    sources.publisher_id, coalesce(publishers.display_name, institutions.display_name) as display_name,
    coalesce(publishers.country_code, institutions.country_code) as country_code
from sources
left join publishers on sources.publisher_id = publishers.publisher_id
left join institutions on sources.publisher_id = institutions.institution_id
where source_id = $id and sources.publisher_id is not null
