-- One row per funder with its further names. Several values are joined with chr(31).
with names_of_funder as (
    select funder_id, string_agg(name, chr(31)) as names
    from funder_names
    group by funder_id
)

select
    funders.funder_id as id,
    funders.display_name as name,
    names_of_funder.names,
    funders.ror_id,
    '10.13039/' || funders.crossref_funder_id as doi,
    funders.country_code as country,
    funders.works_count,
    former_ids.former_ids
from funders
left join names_of_funder on names_of_funder.funder_id = funders.funder_id
left join former_ids on former_ids.id = funders.funder_id
