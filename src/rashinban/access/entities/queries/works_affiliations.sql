/* Each row is one institution, or one address that was not resolved, of one author of the work. */
select
    author_position, affiliation_position, affiliations.institution_id, institutions.ror_id,
    institutions.display_name, affiliations.country_code, raw_affiliation
from affiliations
left join institutions on affiliations.institution_id = institutions.institution_id
where work_id = $id
order by author_position nulls last, affiliation_position nulls last, institution_position nulls last
