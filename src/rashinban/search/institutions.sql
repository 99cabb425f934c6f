-- One row per institution: its names in all languages and its acronyms. Several values are joined with chr(31).
with names_of_institution as (
    select institution_id, string_agg(name, chr(31)) as names
    from institution_names
    group by institution_id
)

select
    institutions.institution_id as id,
    institutions.display_name as name,
    names_of_institution.names,
    institutions.ror_id,
    institutions.country_code as country,
    institutions.type,
    institutions.city as keywords,
    institutions.works_count,
    former_ids.former_ids
from institutions
left join names_of_institution on names_of_institution.institution_id = institutions.institution_id
left join former_ids on former_ids.id = institutions.institution_id
