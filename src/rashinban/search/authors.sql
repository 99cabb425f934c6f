-- One row per author: all forms of the name, and the last known institution. Several values are joined with chr(31).
with names_of_author as (
    select author_id, string_agg(name, chr(31)) as names
    from author_names
    group by author_id
),

identifiers_of_author as (
    select author_id, string_agg(scheme || ':' || identifier, chr(31)) as identifiers
    from author_identifiers
    group by author_id
)

select
    authors.author_id as id,
    authors.display_name as name,
    names_of_author.names,
    authors.orcid,
    identifiers_of_author.identifiers,
    authors.last_institution_id as institution,
    institutions.country_code as country,
    institutions.display_name as venue,
    former_ids.former_ids
from authors
left join names_of_author on names_of_author.author_id = authors.author_id
left join identifiers_of_author on identifiers_of_author.author_id = authors.author_id
left join institutions on institutions.institution_id = authors.last_institution_id
left join former_ids on former_ids.id = authors.author_id
