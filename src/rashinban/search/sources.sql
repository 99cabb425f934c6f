-- One row per source: a journal, series, conference or repository. Several values are joined with chr(31).
with issns_of_source as (
    select source_id, string_agg(issn, chr(31)) as issn
    from source_issns
    group by source_id
)

select
    sources.source_id as id,
    sources.display_name as name,
    sources.issn_l,
    issns_of_source.issn,
    sources.country_code as country,
    sources.type,
    publishers.display_name as keywords,
    sources.works_count,
    former_ids.former_ids
from sources
left join issns_of_source on issns_of_source.source_id = sources.source_id
left join publishers on publishers.publisher_id = sources.publisher_id
left join former_ids on former_ids.id = sources.source_id
